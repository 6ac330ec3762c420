package rehearsal_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/history"
	"sellerdesk/internal/order"
	"sellerdesk/internal/product"
	"sellerdesk/internal/rehearsal"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/testing/shop"
)

// buy lets buyers place orders under the id of a form, and returns them.
func buy(t *testing.T, s *shop.Shop, once string, count int) []order.Order {
	t.Helper()
	numbers, err := s.World().Buy(t.Context(), rehearsal.Purchase{Store: s.Store, Count: count, Once: once})
	if err != nil {
		t.Fatal(err)
	}
	orders := make([]order.Order, len(numbers))
	for i, n := range numbers {
		if orders[i], err = s.Orders.Get(t.Context(), s.Store, n); err != nil {
			t.Fatal(err)
		}
	}
	return orders
}

func TestBuyersOrderWhatTheStoreSellsAndWaitForRiskControl(t *testing.T) {
	_, s := newWorld(t)
	orders := buy(t, s, "a", 5)
	if len(orders) != 5 {
		t.Fatalf("%d orders", len(orders))
	}
	for _, o := range orders {
		if o.Status != order.RiskControl || !o.PaidAt.Equal(sample.Moment) || o.Buyer.Name == "" || len(o.ShipTo.Check()) > 0 {
			t.Errorf("%s is %s, paid at %v by %q in %+v", o.Number, o.Status, o.PaidAt, o.Buyer.Name, o.ShipTo)
		}
		goods := int64(0)
		for _, l := range o.Lines {
			goods += l.Price.Minor * int64(l.Quantity)
			if l.Title != sample.Product().Title || l.Variant == 0 {
				t.Errorf("%s buys %+v", o.Number, l)
			}
		}
		if o.Goods.Minor != goods || o.Total.Minor != goods+o.Shipping.Minor || goods == 0 {
			t.Errorf("%s: lines of %d, goods %s, total %s", o.Number, goods, o.Goods, o.Total)
		}
		entries, err := s.Log.Of(t.Context(), s.Store, history.About(history.Order, o.ID))
		if err != nil || len(entries) != 1 || entries[0].Action != order.Paid.Key() || entries[0].Actor.Kind != history.ByBuyer {
			t.Errorf("history %+v, %v", entries, err)
		}
	}
	s.Clock.Advance(25 * time.Hour)
	if err := s.Tick(t.Context(), s.Store); err != nil {
		t.Fatal(err)
	}
	if o, err := s.Orders.Get(t.Context(), s.Store, orders[0].Number); err != nil || o.Status != order.AwaitingShipment || o.ShipBy.IsZero() {
		t.Errorf("a day later it is %s, %v", o.Status, err)
	}
}

func TestAFormIsBoughtFromOnceAndTheNextBuysOthers(t *testing.T) {
	_, s := newWorld(t)
	first := buy(t, s, "a", 3)
	if diff := cmp.Diff(first, buy(t, s, "a", 3)); diff != "" {
		t.Errorf("sent again (-first +again):\n%s", diff)
	}
	others := buy(t, s, "b", 2)
	page, err := s.Orders.List(t.Context(), order.Filter{Store: s.Store, Now: sample.Moment})
	if err != nil || len(page.Rows) != 5 || others[0].Number == first[0].Number {
		t.Errorf("%d orders, %v", len(page.Rows), err)
	}
}

func TestWhatBuyersBuyFollowsFromTheStoreAndHowManyThereWere(t *testing.T) {
	same := cmp.Options{cmpopts.IgnoreFields(order.Order{}, "ID"), cmpopts.IgnoreFields(order.Line{}, "ID")}
	_, one := newWorld(t)
	_, other := newWorld(t)
	together := buy(t, one, "a", 4)
	apart := append(buy(t, other, "x", 1), buy(t, other, "y", 3)...)
	if diff := cmp.Diff(together, apart, same); diff != "" {
		t.Errorf("four at once (-) are not one and three (+):\n%s", diff)
	}
	if cmp.Equal(together[0].ShipTo, together[1].ShipTo) && cmp.Equal(together[1].ShipTo, together[2].ShipTo) {
		t.Error("it is always the same buyer")
	}
}

// stocked changes what is on hand of every variant of the store.
func stocked(t *testing.T, s *shop.Shop, stock product.Stock) {
	t.Helper()
	p, err := s.Products.Records.BySKU(t.Context(), s.Store, sample.Product().Variants[0].SKU)
	if err != nil {
		t.Fatal(err)
	}
	for i := range p.Variants {
		p.Variants[i].Stock = stock
	}
	if err := s.Products.Records.Update(t.Context(), p); err != nil {
		t.Fatal(err)
	}
}

func TestNobodyBuysWhatIsNotThere(t *testing.T) {
	w, s := newWorld(t)
	stocked(t, s, product.Stock{Known: true, OnHand: 2})
	variants := len(sample.Product().Variants)
	_, err := w.Buy(t.Context(), rehearsal.Purchase{Store: s.Store, Count: 50, Once: "many"})
	if !errors.Is(err, rehearsal.ErrSoldOut) {
		t.Fatalf("of %d pieces fifty orders are placed, %v", 2*variants, err)
	}
	if page, err := s.Orders.List(t.Context(), order.Filter{Store: s.Store, Now: sample.Moment}); err != nil || len(page.Rows) > 0 {
		t.Errorf("%d orders are left of it, %v", len(page.Rows), err)
	}
	pieces := 0
	for _, l := range buy(t, s, "many", 1)[0].Lines { // the same form, with a number that can be had
		pieces += l.Quantity
	}
	p, err := s.Products.Records.BySKU(t.Context(), s.Store, sample.Product().Variants[0].SKU)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range p.Variants {
		if pieces -= v.Stock.Reserved; v.Stock.Reserved > v.Stock.OnHand {
			t.Errorf("%d of %d are reserved", v.Stock.Reserved, v.Stock.OnHand)
		}
	}
	if pieces != 0 {
		t.Errorf("%d pieces are bought and not reserved", pieces)
	}
}

func TestBuyersOfAStoreWithoutProductsBuyGoodsOfTheMarket(t *testing.T) {
	s := shop.New(t)
	seen := map[channel.Category]bool{}
	for _, o := range buy(t, s, "a", rehearsal.MostPurchases) {
		seen[o.Category] = true
		for _, l := range o.Lines {
			if l.Title == "" || l.Price.Minor <= 0 || l.Variant != 0 {
				t.Errorf("%s buys %+v", o.Number, l)
			}
		}
	}
	if len(seen) < 3 {
		t.Errorf("they buy only %v", seen)
	}
	if more := buy(t, s, "b", 1000); len(more) != rehearsal.MostPurchases {
		t.Errorf("%d orders at once", len(more))
	}
}

func TestAParcelIsFoundByEachOfItsNumbers(t *testing.T) {
	w, s := newWorld(t)
	o := s.Order(t)
	made := s.Submitted(t, o)
	s.Submitted(t, s.Order(t, func(o *order.Order) { o.ShipTo.Street = "Calle Mayor 2" }))
	for _, text := range []string{string(made.Number), " " + made.Waybill, string(o.Number)} {
		found, err := w.Find(t.Context(), s.Store, text)
		if err != nil || len(found) != 1 || found[0].Number != made.Number {
			t.Errorf("%q finds %+v, %v", text, found, err)
		}
		if found, err := w.Find(t.Context(), s.Other, text); err != nil || len(found) > 0 {
			t.Errorf("another store finds %+v, %v", found, err)
		}
	}
	unknown := s.Parcel(t) // of which no network knows
	if found, err := w.Find(t.Context(), s.Store, string(unknown.Number)); err != nil || len(found) > 0 {
		t.Errorf("a parcel the network never heard of: %+v, %v", found, err)
	}
}
