// Package shop is a store with real services on fresh databases, for tests of
// what happens after Submit: parcels, freight, payments, the rehearsal world.
package shop

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/alipay"
	"sellerdesk/internal/catalogue"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/db"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/history"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/place"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/views/link"
)

// Shop is a store and everything around it. Its clock stands until a test moves it.
type Shop struct {
	DB      *db.DB
	Store   account.StoreID
	Other   account.StoreID // another store in the same database
	Owner   account.PersonID
	Clock   *sample.Clock
	Orders  *sqlstore.Orders
	Parcels *sqlstore.Parcels
	Freight *sqlstore.Freight
	Log     *history.Log
	Cashier *alipay.Cashier
	Paying  *paying.Service

	made int // orders and parcels so far
}

// New returns a store without orders.
func New(t testing.TB) *Shop {
	t.Helper()
	d := dbtest.New(t)
	s := &Shop{
		DB: d, Store: dbtest.Store(t, d), Clock: sample.NewClock(),
		Orders: sqlstore.NewOrders(d), Parcels: sqlstore.NewParcels(d), Freight: sqlstore.NewFreight(d),
	}
	s.Other = dbtest.Store(t, d)
	s.Owner = dbtest.Member(t, d, s.Store, "owner@example.com", account.Owner)
	s.Log = history.NewLog(sqlstore.NewHistory(d), s.Clock, s.Clock.Wall)
	s.Cashier = alipay.NewCashier(sqlstore.NewCashier(dbtest.NewRehearsal(t)), s.Clock, db.InTransaction, link.RehearsalCashier())
	s.Paying = &paying.Service{
		Records: sqlstore.NewPayments(d), Parcels: s.Parcels, Ledger: s.Freight, Tariffs: Tariffs{}, Gateways: gateways{s.Cashier},
		Stores: sqlstore.NewAccounts(d), History: s.Log, Clock: s.Clock, Tx: d,
	}
	return s
}

// gateways are the payment provider of every store.
type gateways struct{ *alipay.Cashier }

func (g gateways) For(context.Context, account.StoreID) (paying.Gateway, error) {
	return g.Cashier, nil
}

// Tariffs are the tariffs that ship with the program.
type Tariffs struct{}

var shipped = sync.OnceValues(func() (*tariff.Snapshot, error) {
	d, err := catalogue.Tariffs()
	if err != nil {
		return nil, err
	}
	return tariff.NewSnapshot(d)
})

// Snapshot returns the tariffs, which are the same for every store.
func (Tariffs) Snapshot(context.Context, account.StoreID) (*tariff.Snapshot, error) { return shipped() }

// must ends the test at an error.
func (s *Shop) must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Order adds an order of one line with two pieces that waits for shipment.
func (s *Shop) Order(t testing.TB, change ...func(*order.Order)) order.Order {
	t.Helper()
	s.made++
	o := order.Order{
		Store: s.Store, Number: order.Number(fmt.Sprintf("80174402931%05d", s.made)), Status: order.AwaitingShipment,
		Category: channel.Ordinary, Buyer: order.Buyer{Name: "Ana Ribeiro"},
		ShipTo: place.Address{
			Name: "Ana Ribeiro", Street: "Rua das Flores 12", City: "Curitiba", Province: "Parana", Country: "BR",
			Postal: "80010000", Mobile: "+5541998765432",
		},
		Goods: money.Of(2980, money.USD), Shipping: money.Of(210, money.USD), Discount: money.Of(0, money.USD), Total: money.Of(3190, money.USD),
		PlacedAt: s.Clock.Wall(), PaidAt: s.Clock.Wall(), ShipBy: s.Clock.Wall().Add(order.ProcessingTime),
		Lines: []order.Line{{
			Number: 1, Title: "Wireless earphones", SKU: "WE-220-WH", Category: channel.Ordinary, Quantity: 2, Price: money.Of(1490, money.USD),
		}},
	}
	for _, c := range change {
		c(&o)
	}
	_, err := s.Orders.Insert(t.Context(), o)
	s.must(t, err)
	o, err = s.Orders.Get(t.Context(), o.Store, o.Number)
	s.must(t, err)
	return o
}

// Parcel adds a logistics order for an order of its own, with a waybill number.
// change says what is else about it.
func (s *Shop) Parcel(t testing.TB, change ...func(*parcel.Parcel)) parcel.Parcel {
	t.Helper()
	o := s.Order(t)
	p := parcel.Parcel{
		Store: s.Store, Order: o.ID, OrderNumber: o.Number, Offer: fmt.Sprintf("offer-%d", s.made), Status: parcel.AwaitsWarehouse,
		Channel: channel.ChinaPostRegistered, Category: channel.Ordinary, Buyer: o.Buyer.Name, Warehouse: "YIWU",
		Waybill: fmt.Sprintf("RB%09dCN", s.made), SortingCode: "BR12",
		Collection:    parcel.Collection{Mode: parcel.Domestic, Company: "SF", Number: "SF1234567890123"},
		Undeliverable: parcel.Destroy, Declared: 240, Quote: money.Of(3110, money.CNY), ReturnFee: money.Of(0, money.CNY), Tariff: "2026-01",
		Documents: parcel.Documents{From: Sender(), To: o.ShipTo, Pickup: Pickup()},
		Goods: []parcel.Goods{{
			Line: o.Lines[0].ID, Quantity: 2, SKU: "WE-220-WH", NameCN: "无线耳机", NameEN: "Wireless earphones",
			Value: money.Of(1200, money.USD), Weight: 220, HSCode: "8518300000",
		}},
		CreatedAt: s.Clock.Wall(), EventAt: s.Clock.Wall(), BookedAt: s.Clock.Wall(),
	}
	for _, c := range change {
		c(&p)
	}
	s.must(t, s.DB.InTx(t.Context(), func(ctx context.Context) (err error) {
		if p.Number, err = s.Parcels.NextNumber(ctx); err != nil {
			return err
		}
		if p.ID, err = s.Parcels.Insert(ctx, p, parcel.Receipt{}); err != nil {
			return err
		}
		p.Version = 1
		return s.Parcels.Update(ctx, p)
	}))
	return s.Again(t, p)
}

// Again is the parcel as it is stored now.
func (s *Shop) Again(t testing.TB, p parcel.Parcel) parcel.Parcel {
	t.Helper()
	p, err := s.Parcels.ByID(t.Context(), p.Store, p.ID)
	s.must(t, err)
	return p
}

// Sender is where parcels come from, in English.
func Sender() place.Address {
	return place.Address{
		Name: "Li Wei", Street: "No. 88 Chouzhou Road", District: "Yiwu", City: "Jinhua", Province: "Zhejiang",
		Country: place.China, Postal: "322000", Mobile: "+8613800138000",
	}
}

// Pickup is where parcels are collected, in Chinese.
func Pickup() place.Address {
	return place.Address{
		Name: "李伟", Street: "稠州北路88号", District: "义乌市", City: "金华市", Province: "浙江省",
		Country: place.China, Postal: "322000", Mobile: "+8613800138000",
	}
}

// Add writes a row of the freight ledger, in fen.
func (s *Shop) Add(t testing.TB, p parcel.Parcel, k freight.Kind, fen int64, change ...func(*freight.Row)) {
	t.Helper()
	r := freight.Row{
		Store: p.Store, Parcel: p.ID, Kind: k, Once: string(k), Amount: money.Of(fen, money.CNY), Original: money.Of(fen, money.CNY),
		Day: "2026-11-20", At: s.Clock.Wall(),
	}
	for _, c := range change {
		c(&r)
	}
	s.must(t, s.DB.InTx(t.Context(), func(ctx context.Context) error { return s.Freight.Add(ctx, r, p.Order) }))
}

// Charged adds a parcel that left the warehouse and for which some fen are due.
func (s *Shop) Charged(t testing.TB, fen int64) parcel.Parcel {
	t.Helper()
	p := s.Parcel(t, func(p *parcel.Parcel) { p.Status, p.Measured = parcel.OutOfStock, 243 })
	s.Add(t, p, freight.Estimated, 3110)
	s.Add(t, p, freight.Charged, fen)
	return p
}

// Due is what is due for a parcel, in fen.
func (s *Shop) Due(t testing.TB, p parcel.Parcel) int64 {
	t.Helper()
	b, err := s.Freight.Balances(t.Context(), p.Store, []parcel.ID{p.ID})
	s.must(t, err)
	return b[p.ID].Due.Minor
}
