package main

import (
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/db"
	"sellerdesk/internal/order"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/program"
	"sellerdesk/views/link"
)

const (
	shippable = 200 // orders that are submitted
	hands     = 16  // submits at a time
)

// TestNothingIsLostWhenTheProgramIsKilledAmongSubmits kills the program in the
// middle of 200 submits, starts it again and compares what it was told, what it
// knows and what the network knows.
func TestNothingIsLostWhenTheProgramIsKilledAmongSubmits(t *testing.T) {
	if testing.Short() {
		t.Skip("three rounds of 200 submits")
	}
	t.Parallel()
	for _, after := range []int64{1, 70, 150} {
		t.Run(fmt.Sprintf("after %d answers", after), func(t *testing.T) {
			t.Parallel()
			killAmongSubmits(t, after)
		})
	}
}

func killAmongSubmits(t *testing.T, after int64) {
	data := t.TempDir()
	fill(t, data)
	p := program.Start(t, data)
	b := p.Browser(t)
	b.Get("/login").Submit(t, "Sign in", "email", owner, "password", password).Has(t, 200, "My Orders")
	pages := openPages(t, b)

	answered := submitAll(t, pages, func(n int64) {
		if n == after {
			p.Kill()
		}
	})
	if len(answered) < int(after) || len(answered) == shippable {
		t.Fatalf("%d submits were answered: the program was not killed in the middle", len(answered))
	}

	address, err := url.Parse(p.URL)
	if err != nil {
		t.Fatal(err)
	}
	program.Start(t, data, "--addr", address.Host) // the pages of before are still open
	known := settled(t, data)
	for number, lp := range answered {
		if known[number] != lp {
			t.Errorf("order %s was told logistics order %s and has %q", number, lp, known[number])
		}
	}
	if len(known) == shippable {
		t.Error("no submit was interrupted")
	}

	again := submitAll(t, pages, func(int64) {})
	if len(again) != shippable {
		t.Errorf("%d of %d orders were submitted in the end", len(again), shippable)
	}
	for number, lp := range known {
		if again[number] != lp {
			t.Errorf("order %s had logistics order %s and was told %s", number, lp, again[number])
		}
	}
	if diff := cmp.Diff(again, settled(t, data)); diff != "" {
		t.Errorf("what was told (-) is not what is stored (+):\n%s", diff)
	}
}

// fill makes a store with orders that can be shipped.
func fill(t *testing.T, data string) {
	t.Helper()
	t.Run("a store", func(t *testing.T) { // closes the databases at its end
		s := newStock(t, opened(t, data), "Bright Goods", owner)
		for n := range shippable {
			s.place(n + 1)
		}
	})
}

// openPages opens Create Logistics Order of every order.
func openPages(t *testing.T, b *browser.Browser) map[order.Number]*browser.Page {
	t.Helper()
	pages := map[order.Number]*browser.Page{}
	for n := range shippable {
		number := stock{store: 1}.number(n + 1)
		page := b.Get(link.Shipping(string(number))).Submit(t, "Next, create logistics order").Has(t, 200, "Submit for shipment")
		if page.Field(t, "offer") == "" {
			t.Fatal("the page carries no offer")
		}
		pages[number] = page
	}
	return pages
}

// submitAll submits every page and returns the logistics order that each order
// was told. done hears how many answers have come.
func submitAll(t *testing.T, pages map[order.Number]*browser.Page, done func(answers int64)) map[order.Number]string {
	t.Helper()
	var mu sync.Mutex
	var answers atomic.Int64
	told := map[order.Number]string{}
	work := make(chan order.Number)
	var wg sync.WaitGroup
	for range hands {
		wg.Go(func() {
			for number := range work {
				page := pages[number].Submit(t, "Submit for shipment")
				lp, found := strings.CutPrefix(page.URL.Path, link.Parcels()+"/")
				if !found {
					continue // the program is gone
				}
				mu.Lock()
				told[number] = lp
				mu.Unlock()
				done(answers.Add(1))
			}
		})
	}
	for number := range pages {
		work <- number
	}
	close(work)
	wg.Wait()
	return told
}

// settled waits until no booking is without an answer, looks whether all that
// must hold does, and returns the logistics order of each order.
func settled(t *testing.T, data string) map[order.Number]string {
	t.Helper()
	l := openLedgers(t, data)
	for end := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		if len(l.texts(l.product, `SELECT number FROM parcels WHERE status = 'init'`)) == 0 {
			break
		}
		if time.Now().After(end) {
			t.Fatal("bookings stay without an answer")
		}
	}
	l.check()
	known := map[order.Number]string{}
	for number, lp := range l.pairs(l.product, `SELECT order_number, number FROM parcels`) {
		known[order.Number(number)] = lp
	}
	return known
}

// ledgers are both databases, read beside the program.
type ledgers struct {
	t                  *testing.T
	product, rehearsal *db.DB
}

func openLedgers(t *testing.T, data string) ledgers {
	t.Helper()
	open := func(name string) *db.DB {
		d, err := db.Open(t.Context(), filepath.Join(data, name))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { d.Close() })
		return d
	}
	return ledgers{t, open(productFile), open(rehearsalFile)}
}

func (l ledgers) check() {
	l.t.Helper()
	for _, rule := range []struct{ broken, query string }{
		{"orders with two logistics orders", `SELECT order_number FROM parcels GROUP BY order_number HAVING count(*) > 1`},
		{"logistics orders without one estimate", `
			SELECT p.number FROM parcels p
			WHERE (SELECT count(*) FROM freight_rows f WHERE f.parcel_id = p.id AND f.kind = 'estimated') <> 1`},
		{"logistics orders without a waybill number", `SELECT number FROM parcels WHERE waybill IS NULL`},
		{"logistics orders of which history does not tell", `
			SELECT p.number FROM parcels p
			WHERE NOT EXISTS (SELECT 1 FROM history h WHERE h.subject_kind = 'parcel' AND h.subject_id = p.id)`},
		{"orders whose pieces are not bound as their logistics orders say", `
			SELECT o.number FROM orders o
			WHERE (SELECT sum(taken) FROM order_lines n WHERE n.order_id = o.id) <>
				(SELECT coalesce(sum(g.quantity), 0) FROM parcels p JOIN parcel_goods g ON g.parcel_id = p.id WHERE p.order_id = o.id)`},
		{"numbers given to nobody", `
			SELECT next FROM numbers WHERE name = 'parcel'
			AND next <> 143017180001 + (SELECT count(*) FROM parcels)`},
	} {
		if found := l.texts(l.product, rule.query); len(found) > 0 {
			l.t.Errorf("%s: %v", rule.broken, found)
		}
	}
	booked := l.pairs(l.product, `SELECT number, waybill FROM parcels`)
	carried := l.pairs(l.rehearsal, `SELECT reference, waybill FROM network_parcels WHERE outcome = 'accepted'`)
	if diff := cmp.Diff(booked, carried); diff != "" {
		l.t.Errorf("the product (-) and the network (+) know other waybills:\n%s", diff)
	}
	if lost := l.texts(l.rehearsal, `
		SELECT name FROM network_series
		WHERE last <> (SELECT count(*) FROM network_parcels)`); len(lost) > 0 {
		l.t.Errorf("waybill numbers of %v were lost", lost)
	}
}

func (l ledgers) texts(d *db.DB, query string) []string {
	l.t.Helper()
	found, err := db.All(l.t.Context(), d, func(r db.Row) (s string, err error) {
		err = r.Scan(&s)
		return s, err
	}, query)
	if err != nil {
		l.t.Fatal(err)
	}
	return found
}

func (l ledgers) pairs(d *db.DB, query string) map[string]string {
	l.t.Helper()
	type pair struct{ key, value string }
	found, err := db.All(l.t.Context(), d, func(r db.Row) (p pair, err error) {
		err = r.Scan(&p.key, &p.value)
		return p, err
	}, query)
	if err != nil {
		l.t.Fatal(err)
	}
	m := map[string]string{}
	for _, p := range found {
		m[p.key] = p.value
	}
	return m
}
