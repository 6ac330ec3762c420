package main

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/carrier"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/history"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/place"
	"sellerdesk/internal/product"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/sqlstore"
)

// opened is the program's services on a data folder, while nobody serves it.
func opened(t *testing.T, data string) *app {
	t.Helper()
	d, err := openDatabases(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	a, err := build(t.Context(), d, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// stock is a store that can ship: a bound account, an address book, cups, and a clock that stands where the demo's does.
type stock struct {
	*app
	t     *testing.T
	ctx   context.Context
	store account.StoreID
	by    account.PersonID
}

// newStock makes such a store, whose owner has a password.
func newStock(t *testing.T, a *app, name, email string) stock {
	t.Helper()
	s := stock{app: a, t: t, ctx: t.Context()}
	var err error
	s.store, err = a.accounts.CreateStore(s.ctx, name, email, false)
	s.must(err)
	s.must(a.accounts.SetPassword(s.ctx, email, password))
	s.must(a.clocks.Start(s.ctx, s.store, demoStart, 1))
	p, err := a.stores.PersonByEmail(s.ctx, email)
	s.must(err)
	s.by = p.ID
	s.bind()
	for _, k := range address.Kinds {
		_, err := a.addresses.Save(s.ctx, s.by, address.Address{Store: s.store, Kind: k, Preferred: true, Address: home(k)})
		s.must(err)
	}
	_, err = a.goods.Save(s.ctx, s.by, product.Product{
		Store: s.store, Title: "Cup", Category: channel.Ordinary, NameCN: "杯子", NameEN: "Cup", HSCode: "691110",
		Variants: []product.Variant{{
			SKU: s.sku(), Stock: product.Stock{Known: true, OnHand: 1000}, Weight: 90,
			Size: measure.Size{Length: 120, Width: 90, Height: 90}, Value: money.Of(250, money.USD),
		}},
	})
	s.must(err)
	return s
}

// home is the owner's address in Yiwu, where every channel collects.
func home(k address.Kind) place.Address {
	a := place.Address{
		Name: "李伟", Street: "稠州北路88号", District: "义乌市", City: "金华市", Province: "浙江省",
		Country: place.China, Postal: "322000", Mobile: "13800138000",
	}
	if k == address.Sender {
		a.Name, a.Street, a.District, a.City, a.Province = "Li Wei", "88 Chouzhou North Road", "Yiwu", "Jinhua", "Zhejiang"
	}
	return a
}

// must ends the test at an error.
func (s stock) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// bind gives the store an account from which freight can be debited.
func (s stock) bind() {
	s.t.Helper()
	records := sqlstore.NewPayments(s.data.product)
	a, err := records.Account(s.ctx, s.store)
	s.must(err)
	a.Status, a.Kind, a.BoundAt = paying.Bound, paying.Alipay, demoStart
	s.must(records.SaveAccount(s.ctx, a))
}

// sku is the article number of the cups.
func (s stock) sku() string { return fmt.Sprintf("CUP-%d", s.store) }

// number is the number of the store's n-th order.
func (s stock) number(n int) order.Number {
	return order.Number(fmt.Sprintf("80%02d%012d", s.store, n))
}

// place adds the n-th order: two cups for somebody in Moscow, paid and waiting for shipment.
func (s stock) place(n int) order.Number {
	s.t.Helper()
	usd := func(cents int64) money.Money { return money.Of(cents, money.USD) }
	o := order.Order{
		Store: s.store, Number: s.number(n), Status: order.AwaitingShipment, Category: channel.Ordinary,
		Buyer: order.Buyer{Name: fmt.Sprintf("Ivan Petrov %d", n)},
		ShipTo: place.Address{
			Name: fmt.Sprintf("Ivan Petrov %d", n), Street: "ul. Lenina 1", City: "Moscow", Province: "Moscow", Country: "RU",
			Postal: "101000", Phone: "+74950000000",
		},
		Channel: channel.ChinaPostRegistered, Goods: usd(1200), Shipping: usd(0), Discount: usd(0), Total: usd(1200),
		PlacedAt: demoStart.Add(-48 * time.Hour), PaidAt: demoStart.Add(-47 * time.Hour), ShipBy: demoStart.Add(5 * 24 * time.Hour),
		Version: 1,
		Lines: []order.Line{{
			Number: 1, Title: "Cup", SKU: s.sku(), Category: channel.Ordinary, Quantity: 2, Price: usd(600),
		}},
	}
	_, err := s.orders.Insert(s.ctx, o)
	s.must(err)
	return o.Number
}

// ship submits an order as its page would, and returns the logistics order.
func (s stock) ship(n order.Number) parcel.Parcel {
	s.t.Helper()
	return s.shipBy("", n)
}

// shipBy submits an order by a channel; empty is the one the buyer chose.
func (s stock) shipBy(by channel.Code, n order.Number) parcel.Parcel {
	s.t.Helper()
	c := shipping.Choice{Channel: by, Reason: "Agreed by message"}
	d, err := s.shipping.Draft(s.ctx, s.store, n, c, nil)
	s.must(err)
	made, err := s.shipping.Submit(s.ctx, s.store, history.Somebody(s.by), n, c, d.Form, d.Offer)
	s.must(err)
	return made.Parcel
}

// charged ships an order and lets the network work until freight is due for it.
func (s stock) charged(n order.Number) parcel.Parcel {
	s.t.Helper()
	p := s.ship(n)
	for range 40 {
		if p.Status == parcel.OutOfStock {
			return p
		}
		s.must(s.network.Step(s.ctx, s.store, carrier.Reference(p.Number)))
		_, err := s.app.shipping.ApplyEvents(s.ctx, s.store)
		s.must(err)
		p, err = s.parcels.Get(s.ctx, s.store, p.Number)
		s.must(err)
	}
	s.t.Fatalf("logistics order %s never left the warehouse: it is %s", p.Number, p.Status)
	return p
}
