package main

import (
	"context"
	"fmt"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/history"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/testing/program"
)

// TestFreightIsDebitedOnceAlthoughTheProgramIsKilledAmongDebits kills the program
// again and again while it debits the freight of many stores, and compares in the
// end what the ledger says was paid with what the cashier took.
func TestFreightIsDebitedOnceAlthoughTheProgramIsKilledAmongDebits(t *testing.T) {
	t.Parallel()
	program.Build(t)
	const stores, kills = 40, 4
	data := t.TempDir()
	oweFreight(t, data, stores)
	l := work{"debits are stored", `SELECT count(*) FROM payments WHERE agreement <> ''`, unpaid}.survive(t, data, stores, kills)
	l.checkDebits()
}

// oweFreight makes stores with a bound account each, whose freight was charged a
// day ago. Their clocks run a hundred times as fast as the wall clock, so that what the program does
// not hear of for a quarter of an hour is a matter of seconds.
func oweFreight(t *testing.T, data string, stores int) {
	t.Helper()
	t.Run("debtors", func(t *testing.T) { // closes the databases at its end
		a := opened(t, data)
		err := a.data.product.Relaxed(t.Context(), func(context.Context) error {
			for i := range stores {
				s := newStock(t, a, fmt.Sprintf("Store %d", i+1), fmt.Sprintf("owner%d@example.com", i+1))
				s.sign()
				for n := range 2 {
					s.charged(s.place(n + 1))
				}
				s.must(a.clocks.Start(s.ctx, s.store, demoStart.Add(24*time.Hour+time.Minute), 100))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// sign binds an account at the cashier, as its owner would.
func (s stock) sign() {
	s.t.Helper()
	page, err := s.paying.Bind(s.ctx, s.store, s.by, paying.Alipay)
	s.must(err)
	u, err := url.Parse(page)
	s.must(err)
	_, err = s.cashier.Sign(s.ctx, s.store, u.Query(), "yiwu@alipay.test", true)
	s.must(err)
	_, err = s.paying.FinishBinding(s.ctx, s.store, history.Somebody(s.by))
	s.must(err)
}

// checkDebits looks whether all freight was paid once, and the cashier took what the ledger says.
func (l ledgers) checkDebits() {
	l.t.Helper()
	l.none([]rule{
		{"parcels that were not paid exactly once", `
			SELECT p.number FROM parcels p
			WHERE (SELECT count(*) FROM freight_rows f WHERE f.parcel_id = p.id AND f.kind = 'paid') <> 1`},
		{"parcels in more than one paid payment", `
			SELECT parcel_id FROM payment_parcels pp JOIN payments p ON p.id = pp.payment_id AND p.status = 'paid'
			GROUP BY parcel_id HAVING count(*) > 1`},
		{"parcels that are still in a payment", `SELECT parcel_id FROM payment_parcels WHERE pending = 1`},
		{"payments that are neither paid nor given up", `SELECT number FROM payments WHERE status NOT IN ('paid', 'declined')`},
		{"payments of whose end history does not tell once", `
			SELECT p.number FROM payments p
			WHERE (SELECT count(*) FROM history h
				WHERE h.subject_kind = 'payment' AND h.subject_id = p.id AND h.action LIKE 'payment_became_%') <> 1`},
		{"debits that failed", `SELECT parcel_id FROM deductions WHERE failed > 0`},
	})
	paid := l.pairs(l.product, `SELECT number, amount_minor FROM payments WHERE status = 'paid'`)
	taken := l.pairs(l.rehearsal, `SELECT number, paid_minor FROM cashier_payments WHERE state = 'paid'`)
	if diff := cmp.Diff(paid, taken); diff != "" || len(paid) == 0 {
		l.t.Errorf("the product (-) and the cashier (+) know other payments:\n%s", diff)
	}
}
