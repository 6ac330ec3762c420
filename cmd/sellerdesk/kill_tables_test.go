package main

import (
	"context"
	"testing"

	"sellerdesk/internal/testing/program"
)

// TestEveryRowIsSubmittedOnceAlthoughTheProgramIsKilledInABatch kills the program again
// and again while it submits an order table, and compares in the end what every row says
// with what is stored and with what the network knows.
func TestEveryRowIsSubmittedOnceAlthoughTheProgramIsKilledInABatch(t *testing.T) {
	t.Parallel()
	program.Build(t)
	const n, kills = 1_200, 4
	data := t.TempDir()
	startTable(t, data, n)
	l := work{"rows have their outcome", `SELECT done FROM jobs`, unfinished}.survive(t, data, n, kills)
	if known := settled(t, data); len(known) != n {
		t.Errorf("%d of %d orders have a logistics order", len(known), n)
	}
	l.checkTable(n)
}

// startTable makes a store whose owner has just started to submit a table of n orders.
func startTable(t *testing.T, data string, n int) {
	t.Helper()
	t.Run("a table", func(t *testing.T) { // closes the databases at its end
		s := newStock(t, opened(t, data), "Bright Goods", owner)
		s.must(s.data.product.Relaxed(t.Context(), func(context.Context) error {
			for i := range n {
				s.place(i + 1)
			}
			return nil
		}))
		_, err := s.tables.Start(s.ctx, s.store, s.by, s.uploadTable(), true)
		s.must(err)
	})
}

// checkTable looks whether each of n rows has one logistics order, which is its order's only one.
func (l ledgers) checkTable(n int) {
	l.t.Helper()
	l.none([]rule{
		{"rows without logistics order", `SELECT number FROM upload_rows WHERE parcel_id IS NULL`},
		{"rows with another order's logistics order", `
			SELECT r.number FROM upload_rows r JOIN parcels p ON p.store_id = r.store_id AND p.id = r.parcel_id
			WHERE p.order_number <> r.number`},
		{"rows that are refused", `SELECT number FROM upload_rows WHERE verdict NOT IN ('ready', 'warned')`},
		{"rows without success", `SELECT number FROM job_items WHERE outcome <> 'succeeded'`},
		{"jobs whose counts are wrong", `SELECT id FROM jobs WHERE state <> 'done' OR done <> total OR failed <> 0`},
	})
	if rows := l.texts(l.product, `SELECT number FROM upload_rows`); len(rows) != n {
		l.t.Errorf("%d rows for %d orders", len(rows), n)
	}
}
