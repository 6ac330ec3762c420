package shop

import (
	"context"
	"fmt"
	"testing"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/history"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/testing/sample"
)

// Order adds an order that waits for shipment: the sample order under a number of its own.
func (s *Shop) Order(t testing.TB, change ...func(*order.Order)) order.Order {
	t.Helper()
	s.made++
	o := sample.Order(append([]func(*order.Order){func(o *order.Order) {
		o.Store, o.Number = s.Store, order.Number(fmt.Sprintf("80174402931%05d", s.made))
	}}, change...)...)
	_, err := s.Orders.Insert(t.Context(), o)
	must(t, err)
	o, err = s.Orders.Get(t.Context(), o.Store, o.Number)
	must(t, err)
	return o
}

// Parcel adds a logistics order with a waybill number for an order of its own,
// of which no network knows. change says what else is about it.
func (s *Shop) Parcel(t testing.TB, change ...func(*parcel.Parcel)) parcel.Parcel {
	t.Helper()
	o := s.Order(t)
	from, pickup := sample.Address(), sample.Pickup()
	p := parcel.Parcel{
		Store: s.Store, Order: o.ID, OrderNumber: o.Number, Offer: fmt.Sprintf("offer-%d", s.made), Status: parcel.AwaitsWarehouse,
		Channel: channel.ChinaPostRegistered, Category: channel.Ordinary, Buyer: o.Buyer.Name, Warehouse: "YIWU",
		Waybill: fmt.Sprintf("RB%09dCN", s.made), SortingCode: "ES27",
		Collection:    parcel.Collection{Mode: parcel.Domestic, Company: "SF", Number: "SF1234567890123"},
		Undeliverable: parcel.Destroy, Declared: 240, Quote: money.Of(3110, money.CNY), ReturnFee: money.Of(0, money.CNY), Tariff: "2026-01",
		Documents: parcel.Documents{From: from.Address, To: o.ShipTo, Pickup: pickup.Address},
		Goods: []parcel.Goods{{
			Line: o.Lines[0].ID, Quantity: 2, SKU: "TWS-W", NameCN: "蓝牙耳机", NameEN: "Bluetooth earphones",
			Value: money.Of(900, money.USD), Weight: 124, HSCode: "8518300000", Flags: parcel.Flags{Battery: true},
		}, {
			Line: o.Lines[1].ID, Quantity: 1, SKU: "CAB-1", NameCN: "数据线", NameEN: "USB cable", Value: money.Of(150, money.USD), Weight: 40,
		}},
		CreatedAt: s.Clock.Wall(), EventAt: s.Clock.Wall(), BookedAt: s.Clock.Wall(),
	}
	for _, c := range change {
		c(&p)
	}
	must(t, s.DB.InTx(t.Context(), func(ctx context.Context) (err error) {
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
	must(t, err)
	return p
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
	must(t, s.DB.InTx(t.Context(), func(ctx context.Context) error { return s.Freight.Add(ctx, r, p.Order) }))
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
	must(t, err)
	return b[p.ID].Due.Minor
}

// Ready gives the store what Submit asks for: addresses, the sample product, an
// account for freight.
func (s *Shop) Ready(t testing.TB) {
	t.Helper()
	for _, a := range []func() error{
		func() error {
			a := sample.Address()
			a.Store = s.Store
			_, err := s.Addresses.Save(t.Context(), s.Owner, a)
			return err
		},
		func() error {
			a := sample.Pickup()
			a.Store = s.Store
			_, err := s.Addresses.Save(t.Context(), s.Owner, a)
			return err
		},
		func() error {
			p := sample.Product()
			p.Store = s.Store
			_, err := s.Products.Save(t.Context(), s.Owner, p)
			return err
		},
		func() error {
			return s.Payments.SaveAccount(t.Context(), paying.Account{Store: s.Store, Status: paying.Bound, Kind: paying.Alipay, Name: "yiwu@alipay.test"})
		},
	} {
		must(t, a())
	}
}

// Submitted sends an order through Submit; change says what is filled in
// otherwise than prefilled. The store must be Ready.
func (s *Shop) Submitted(t testing.TB, o order.Order, change ...func(*shipping.Form)) parcel.Parcel {
	t.Helper()
	ctx := t.Context()
	d, err := s.Shipping.Draft(ctx, s.Store, o.Number, shipping.Choice{Weight: 174}, nil)
	must(t, err)
	f := d.Form
	for i := range f.Goods {
		g := &f.Goods[i]
		if g.NameEN == "" {
			g.NameEN, g.NameCN, g.Weight = "USB cable", "数据线", 40
		}
	}
	for _, c := range change {
		c(&f)
	}
	d, err = s.Shipping.Draft(ctx, s.Store, o.Number, d.Choice, &f)
	must(t, err)
	made, err := s.Shipping.Submit(ctx, s.Store, history.Somebody(s.Owner), o.Number, d.Choice, f, d.Offer)
	if err != nil {
		t.Fatalf("submit: %v; checks: %+v; problems: %v", err, d.Checks, d.Problems)
	}
	return made.Parcel
}
