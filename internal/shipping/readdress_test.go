package shipping_test

import (
	"errors"
	"strings"
	"testing"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/order"
	"sellerdesk/internal/place"
	"sellerdesk/internal/shipping"
)

// shorter is the address of an order with another street.
func shorter(o order.Order) place.Address {
	to := o.ShipTo
	to.Name, to.Street = "Иванов И.", "ул. Ленина 1"
	return to
}

func TestTheBuyersAddressCanBeCorrectedBeforeTheOrderIsShipped(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	to := shorter(o)
	to.Country = "FR" // which the form does not even ask for
	if err := w.Readdress(t.Context(), w.store, w.me(), o.Number, o.Version, to); err != nil {
		t.Fatal(err)
	}
	now := w.order(o.ID)
	if now.ShipTo.Street != to.Street || now.ShipTo.Name != to.Name || now.ShipTo.Country != o.ShipTo.Country {
		t.Errorf("the order goes to %+v", now.ShipTo)
	}
	if got := w.actions(now); len(got) != 1 || got[0] != "shipping_readdressed" {
		t.Errorf("history tells %v", got)
	}
	found, err := w.orders.List(t.Context(), order.Filter{Store: w.store, Text: "Иванов", Now: w.clock.Now(w.store)})
	if err != nil || len(found.Rows) != 1 {
		t.Errorf("by the new name %d orders are found, %v", len(found.Rows), err)
	}
}

func TestACorrectedAddressIsNotTakenTwiceOrFromAStalePage(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	correct := func(version int, to place.Address) error {
		return w.Readdress(t.Context(), w.store, w.me(), o.Number, version, to)
	}
	for range 2 { // the second post says the same and changes nothing
		if err := correct(o.Version, shorter(o)); err != nil {
			t.Fatal(err)
		}
	}
	if got := w.actions(o); len(got) != 1 {
		t.Errorf("history tells %v", got)
	}
	other := shorter(o)
	other.City = "Тверь"
	if err := correct(o.Version, other); !errors.Is(err, order.ErrChanged) {
		t.Errorf("from a stale page: %v", err)
	}
	long := shorter(o)
	long.Street = strings.Repeat("ю", 46)
	var problems errs.Fields
	if err := correct(o.Version+1, long); !errors.As(err, &problems) || problems[0].Field != "street" {
		t.Errorf("92 bytes: %v", err)
	}
}

func TestWhereAShippedOrderWentCannotBeChanged(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) { o.Status = order.AwaitingReceipt })
	err := w.Readdress(t.Context(), w.store, w.me(), o.Number, o.Version, shorter(o))
	if !errors.Is(err, shipping.ErrNotShippable) {
		t.Errorf("error = %v", err)
	}
}
