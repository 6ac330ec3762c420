package main

import (
	"context"
	"net/url"
	"testing"
	"time"

	"sellerdesk/internal/alipay/cashier"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/testing/program"
)

// TestFreightIsPaidOnceAlthoughTheProgramIsKilledAmongPayments kills the program again
// and again while the cashier tells it of payments with many parcels each, and compares in
// the end what the ledger says was paid with what the cashier took.
func TestFreightIsPaidOnceAlthoughTheProgramIsKilledAmongPayments(t *testing.T) {
	t.Parallel()
	program.Build(t)
	const payments, kills = 40, 4
	data := t.TempDir()
	payLate(t, data, payments)
	l := work{"payments are stored as paid", `SELECT count(*) FROM payments WHERE status = 'paid'`, unpaid}.survive(t, data, payments, kills)
	l.checkDebits()
}

// payLate makes a store whose owner has paid at the cashier, who has told nobody yet.
func payLate(t *testing.T, data string, payments int) {
	t.Helper()
	t.Run("payments", func(t *testing.T) { // closes the databases at its end
		a := opened(t, data)
		s := newStock(t, a, "Bright Goods", owner)
		s.must(a.data.product.Relaxed(t.Context(), func(context.Context) error {
			for i := range payments {
				s.payFor(s.charged(s.place(3*i+1)), s.charged(s.place(3*i+2)), s.charged(s.place(3*i+3)))
			}
			return nil
		}))
		s.must(a.clocks.Start(s.ctx, s.store, demoStart.Add(time.Hour), 100))
	})
}

// payFor pays the freight of parcels in one payment, of which the cashier tells later.
func (s stock) payFor(parcels ...parcel.Parcel) {
	s.t.Helper()
	var numbers []parcel.Number
	for _, p := range parcels {
		numbers = append(numbers, p.Number)
	}
	_, page, err := s.paying.Start(s.ctx, s.store, s.by, numbers, paying.Alipay)
	s.must(err)
	u, err := url.Parse(page)
	s.must(err)
	_, err = s.cashier.Decide(s.ctx, s.store, u.Query(), cashier.PayLate)
	s.must(err)
}
