package main

import (
	"fmt"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

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
	t.Parallel()
	program.Build(t)
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
	l.await("bookings that stay without an answer", `SELECT number FROM parcels WHERE status = 'init'`)
	l.check()
	known := map[order.Number]string{}
	for number, lp := range l.pairs(l.product, `SELECT order_number, number FROM parcels`) {
		known[order.Number(number)] = lp
	}
	return known
}
