package main

import (
	"context"
	"net/url"
	"strconv"
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
	payments, kills := 16, 4
	if testing.Short() {
		payments, kills = 6, 1
	}
	data := t.TempDir()
	payLate(t, data, payments)
	paid := 0
	for i := range kills {
		before := paid
		if paid = killAmongPayments(t, data, paid+1); paid < before {
			t.Fatalf("%d payments were stored before the program was killed, %d after", before, paid)
		}
		if paid < payments {
			continue
		}
		if i == 0 {
			t.Log("all was paid before the program was killed")
		}
		break
	}
	program.Start(t, data)
	l := openLedgers(t, data)
	for end := time.Now().Add(2 * time.Minute); len(l.texts(l.product, `SELECT parcel_id FROM freight_open WHERE due_fen > 0`)) > 0; time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("freight stays due: %v", l.pairs(l.product, `SELECT number, status FROM payments WHERE status <> 'paid'`))
		}
	}
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

// killAmongPayments starts the program, kills it when at least so many payments
// are stored as paid, and returns how many are.
func killAmongPayments(t *testing.T, data string, after int) (paid int) {
	t.Helper()
	count := func(l ledgers) int {
		l.t.Helper()
		n, err := strconv.Atoi(l.texts(l.product, `SELECT count(*) FROM payments WHERE status = 'paid'`)[0])
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	t.Run("killed", func(t *testing.T) { // closes the databases at its end
		p := program.Start(t, data)
		l := openLedgers(t, data)
		for end := time.Now().Add(time.Minute); count(l) < after; time.Sleep(time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("%d payments are stored after a minute\n%s", count(l), p.Said())
			}
		}
		p.Kill()
		paid = count(l)
	})
	return paid
}
