package main

import (
	"fmt"
	"sync"
	"testing"

	"sellerdesk/internal/testing/browser"
	"sellerdesk/views/link"
)

// TestAnOrderHasOneChance submits one order 200 times at once, from four tabs
// whose offers differ: exactly one submit makes a logistics order, and all
// others are led to it.
func TestAnOrderHasOneChance(t *testing.T) {
	data := t.TempDir()
	var address string
	t.Run("a store", func(t *testing.T) {
		address = link.Shipping(string(newStock(t, opened(t, data), "Bright Goods", owner).place(1)))
	})
	s := serve(t, data)
	b := s.signIn(owner, password)
	var tabs []*browser.Page
	for _, weight := range []string{"0.190", "0.195", "0.200", "0.205"} {
		tabs = append(tabs, b.Get(address).Submit(t, "Next, create logistics order", "weight", weight).Has(t, 200, "Submit for shipment"))
	}

	var mu sync.Mutex
	told := map[string]int{}
	var wg sync.WaitGroup
	for i := range shippable {
		wg.Go(func() {
			page := tabs[i%len(tabs)].Submit(t, "Submit for shipment")
			mu.Lock()
			defer mu.Unlock()
			told[fmt.Sprint(page.Status, " ", page.Path())]++
		})
	}
	wg.Wait()

	l := openLedgers(t, data)
	numbers := l.texts(l.product, `SELECT number FROM parcels`)
	if len(numbers) != 1 {
		t.Fatalf("the order has the logistics orders %v", numbers)
	}
	if len(told) != 1 || told["200 "+link.Parcel(numbers[0])] != shippable {
		t.Errorf("the submits were led to %v, want all to %s", told, numbers[0])
	}
	l.check()
}
