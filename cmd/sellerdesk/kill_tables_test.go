package main

import (
	"context"
	"strconv"
	"testing"
	"time"

	"sellerdesk/internal/testing/program"
)

// TestEveryRowIsSubmittedOnceAlthoughTheProgramIsKilledInABatch kills the program again
// and again while it submits an order table, and compares in the end what every row says
// with what is stored and with what the network knows.
func TestEveryRowIsSubmittedOnceAlthoughTheProgramIsKilledInABatch(t *testing.T) {
	t.Parallel()
	n, kills := 1_200, 4
	if testing.Short() {
		n, kills = 300, 2
	}
	data := t.TempDir()
	startTable(t, data, n)
	done := 0
	for range kills {
		if done = killAmongRows(t, data, done+1); done == n {
			break
		}
	}
	if done == n {
		t.Error("the program was not killed in the middle")
	}
	program.Start(t, data)
	l := openLedgers(t, data)
	open := `SELECT id FROM jobs WHERE ended_at IS NULL`
	for end := time.Now().Add(3 * time.Minute); len(l.texts(l.product, open)) > 0; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the batch does not end")
		}
	}
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

// killAmongRows starts the program, kills it when at least so many rows have their
// outcome, and returns how many have.
func killAmongRows(t *testing.T, data string, after int) (done int) {
	t.Helper()
	count := func(l ledgers) int {
		n, err := strconv.Atoi(l.texts(l.product, `SELECT done FROM jobs`)[0])
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
				t.Fatalf("%d rows have their outcome after a minute\n%s", count(l), p.Said())
			}
		}
		acknowledged := count(l)
		p.Kill()
		if done = count(l); done < acknowledged {
			t.Errorf("%d rows had their outcome, %d have it now", acknowledged, done)
		}
	})
	return done
}

// checkTable looks whether each of n rows has one logistics order, which is its order's only one.
func (l ledgers) checkTable(n int) {
	l.t.Helper()
	for _, rule := range []struct{ broken, query string }{
		{"rows without logistics order", `SELECT number FROM upload_rows WHERE parcel_id IS NULL`},
		{"rows with another order's logistics order", `
			SELECT r.number FROM upload_rows r JOIN parcels p ON p.store_id = r.store_id AND p.id = r.parcel_id
			WHERE p.order_number <> r.number`},
		{"rows that are refused", `SELECT number FROM upload_rows WHERE verdict NOT IN ('ready', 'warned')`},
		{"rows without success", `SELECT number FROM job_items WHERE outcome <> 'succeeded'`},
		{"jobs whose counts are wrong", `SELECT id FROM jobs WHERE state <> 'done' OR done <> total OR failed <> 0`},
	} {
		if found := l.texts(l.product, rule.query); len(found) > 0 {
			l.t.Errorf("%s: %d, such as %v", rule.broken, len(found), found[0])
		}
	}
	if rows := l.texts(l.product, `SELECT number FROM upload_rows`); len(rows) != n {
		l.t.Errorf("%d rows for %d orders", len(rows), n)
	}
}
