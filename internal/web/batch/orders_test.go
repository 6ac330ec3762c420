package batch_test

import (
	"strings"
	"testing"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/views/link"
)

func TestTicksOfMyOrdersSurvivePagingFiltersAndReload(t *testing.T) {
	s := newSite(t)
	var orders []order.Order
	for i := range paging.Size + 2 {
		orders = append(orders, s.Order(t, func(o *order.Order) { o.PlacedAt = s.Clock.Wall().Add(-time.Duration(i) * time.Minute) }))
	}
	first, last := string(orders[0].Number), string(orders[paging.Size+1].Number)
	b := s.as(t, account.Owner)
	p := b.Get(link.Orders()).Has(t, 200, "0 ticked").Submit(t, "Keep ticks", "tick", first).Has(t, 200, "1 ticked")
	p = p.Follow(t, "Next").Has(t, 200, "1 ticked", last).Submit(t, "Keep ticks", "tick", last).Has(t, 200, "2 ticked", last)
	if !strings.Contains(p.Path(), "at=") {
		t.Errorf("after ticking it shows %s, not the same page", p.Path())
	}
	p = b.Get(link.Orders("q", last)).Has(t, 200, "2 ticked")
	p.Row(t, last).Has(t, 200, "checked")
	p.Submit(t, "Keep ticks", "tick", "").Has(t, 200, "1 ticked").Row(t, last).Lacks(t, "checked")
	p = b.Get(link.Orders())
	p.Row(t, first).Has(t, 200, "checked")
	p.Row(t, string(orders[1].Number)).Lacks(t, "checked")
}

func TestAllFoundInMyOrdersIsWhatTheFilterFinds(t *testing.T) {
	s := newSite(t)
	one := s.Order(t, func(o *order.Order) { o.ShipTo.Country = "BR" })
	two := s.Order(t)
	b := s.as(t, account.Owner)
	p := b.Get(link.Orders("country", "BR")).Submit(t, "Tick all found").Has(t, 200, "1 ticked")
	if p.Path() != link.Orders("country", "BR") {
		t.Errorf("the filter is lost: %s", p.Path())
	}
	p = b.Get(link.Orders())
	p.Row(t, string(one.Number)).Has(t, 200, "checked")
	p.Row(t, string(two.Number)).Lacks(t, "checked")
	b.Get(link.Orders("from", "yesterday")).Submit(t, "Tick all found").Has(t, 200, "2 ticked")
	p.Submit(t, "Untick all").Has(t, 200, "0 ticked")
}

func TestOrdersArePastedByAnyOfTheirNumbers(t *testing.T) {
	s := newSite(t)
	bare, shipped := s.Order(t), s.Parcel(t)
	b := s.as(t, account.Owner)
	p := b.Get(link.Orders()).Submit(t, "Find and tick", "numbers", string(bare.Number)+" "+shipped.Waybill+" 1 "+string(bare.Number))
	p.Has(t, 200, "3 numbers were pasted, 2 ticked", "1 number was not found", "1 number came more than once", "My Orders")
	b.Get(link.Orders()).Has(t, 200, "2 ticked")
	b.Get(link.Parcels()).Has(t, 200, "0 ticked")
	b.Get(link.Orders()).Submit(t, "Find and tick", "numbers", strings.Repeat("1 ", 110_000)).Has(t, 200, "At most 5,000 can be taken at once", "My Orders")
}

func TestAReaderMayTickOrdersButDoNothingToThem(t *testing.T) {
	s := newSite(t)
	one := s.Order(t)
	s.as(t, account.Viewer).Get(link.Orders()).Submit(t, "Find and tick", "numbers", string(one.Number)).
		Has(t, 200, "Selection", "1 ticked").Lacks(t, "Acts on")
}

func TestATickFromAListThatDoesNotExistIsRefused(t *testing.T) {
	s := newSite(t)
	b := s.as(t, account.Owner)
	b.Post("/transaction/selections", "list", "claims", "do", "keep").Has(t, 400, "There is no list “claims”")
	b.Post("/transaction/selections", "list", "orders", "do", "labels").Has(t, 400, "There is no action “labels” for you here")
	selection := b.Get(link.Orders()).Submit(t, "Find and tick", "numbers", string(s.Order(t).Number))
	b.Get(selection.Path()+"?action=labels").Has(t, 400, "There is no action “labels” for you here")
	s.pages.As(t, browser.Visitor(s.Other)).Get(selection.Path()).Has(t, 404)
}
