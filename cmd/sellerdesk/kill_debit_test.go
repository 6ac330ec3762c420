package main

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
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
	stores, kills := 40, 4
	if testing.Short() {
		stores, kills = 12, 1
	}
	data := t.TempDir()
	oweFreight(t, data, stores)
	debited := 0
	for i := range kills {
		before := debited
		if debited = killAmongDebits(t, data, debited+2); debited < before {
			t.Fatalf("%d debits were stored before the program was killed, %d after", before, debited)
		}
		if debited < stores {
			continue
		}
		if i == 0 {
			t.Error("the program was not killed in the middle")
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

// killAmongDebits starts the program, kills it when at least so many debits are
// stored, and returns how many are.
func killAmongDebits(t *testing.T, data string, after int) (debits int) {
	t.Helper()
	count := func(l ledgers) int {
		l.t.Helper()
		n, err := strconv.Atoi(l.texts(l.product, `SELECT count(*) FROM payments WHERE agreement <> ''`)[0])
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
				t.Fatalf("%d debits are stored after a minute\n%s", count(l), p.Said())
			}
		}
		p.Kill()
		debits = count(l)
	})
	return debits
}

// checkDebits looks whether all freight was paid once, and the cashier took what the ledger says.
func (l ledgers) checkDebits() {
	l.t.Helper()
	for _, rule := range []struct{ broken, query string }{
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
	} {
		if found := l.texts(l.product, rule.query); len(found) > 0 {
			l.t.Errorf("%s: %d, such as %v", rule.broken, len(found), found[0])
		}
	}
	paid := l.pairs(l.product, `SELECT number, amount_minor FROM payments WHERE status = 'paid'`)
	taken := l.pairs(l.rehearsal, `SELECT number, paid_minor FROM cashier_payments WHERE state = 'paid'`)
	if diff := cmp.Diff(paid, taken); diff != "" || len(paid) == 0 {
		l.t.Errorf("the product (-) and the cashier (+) know other payments:\n%s", diff)
	}
}
