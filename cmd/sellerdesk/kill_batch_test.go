package main

import (
	"context"
	"fmt"
	"testing"

	"sellerdesk/internal/batch"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/testing/program"
)

// TestEveryBuyerIsToldOnceAlthoughTheProgramIsKilledAmongNotices kills the
// program again and again in the middle of a batch of shipping notices, and
// compares in the end what each buyer was told with what the batch says.
func TestEveryBuyerIsToldOnceAlthoughTheProgramIsKilledAmongNotices(t *testing.T) {
	t.Parallel()
	program.Build(t)
	const n, kills = 480, 5
	data := t.TempDir()
	startNotices(t, data, n)
	l := work{"notices are told of", `SELECT done FROM jobs`, unfinished}.survive(t, data, n, kills)
	l.checkNotices(n)
}

// startNotices makes a store whose owner has just started to fill in the notices of n parcels.
func startNotices(t *testing.T, data string, n int) {
	t.Helper()
	t.Run("a batch", func(t *testing.T) { // closes the databases at its end
		s := newStock(t, opened(t, data), "Bright Goods", owner)
		s.must(s.data.product.Relaxed(t.Context(), func(context.Context) error {
			for i := range n {
				s.ship(s.place(i + 1))
			}
			return nil
		}))
		_, err := s.batch.TickParcels(s.ctx, s.by, parcel.Filter{Store: s.store})
		s.must(err)
		mine, err := s.batch.Mine(s.ctx, batch.Whose{Store: s.store, Person: s.by, List: batch.ParcelList})
		s.must(err)
		_, err = s.batch.StartNotices(s.ctx, s.by, mine)
		s.must(err)
	})
}

// checkNotices looks whether n parcels have one notice, one message and one outcome each.
func (l ledgers) checkNotices(n int) {
	l.t.Helper()
	l.none([]rule{
		{"parcels without notice", `SELECT number FROM parcels WHERE notice_id IS NULL`},
		{"orders without exactly one notice", `
			SELECT o.number FROM orders o
			WHERE (SELECT count(*) FROM notices n WHERE n.store_id = o.store_id AND n.order_id = o.id) <> 1`},
		{"orders whose buyer was not written to exactly once", `
			SELECT o.number FROM orders o
			WHERE (SELECT count(*) FROM threads t JOIN messages m ON m.thread_id = t.id WHERE t.order_id = o.id) <> 1`},
		{"orders of which history does not tell once", `
			SELECT o.number FROM orders o
			WHERE (SELECT count(*) FROM history h
				WHERE h.subject_kind = 'order' AND h.subject_id = o.id AND h.action LIKE 'shipping_notice_filled%') <> 1`},
		{"orders that did not move on", `SELECT number FROM orders WHERE status <> 'wait_buyer_accept_goods'`},
		{"items without success", `SELECT number FROM job_items WHERE outcome <> 'succeeded'`},
		{"batches whose counts are wrong", fmt.Sprintf(`SELECT id FROM jobs WHERE state <> 'done' OR total <> %[1]d OR done <> %[1]d OR failed <> 0`, n)},
	})
	if told := l.texts(l.product, `SELECT id FROM notices`); len(told) != n {
		l.t.Errorf("%d notices for %d parcels", len(told), n)
	}
}
