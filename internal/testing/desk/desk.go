// Package desk is a store that ships, with real services on fresh databases: an
// address book in Yiwu, two products, a bound deduction account, and the
// rehearsal network. It is for tests of what leads to a logistics order and to
// its shipping notice.
package desk

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/carrier"
	"sellerdesk/internal/carrier/rehearsal"
	"sellerdesk/internal/catalogue"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/db"
	"sellerdesk/internal/history"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/label"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/message"
	"sellerdesk/internal/money"
	"sellerdesk/internal/offline"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/place"
	"sellerdesk/internal/product"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/warehouse"
)

// Desk is a store that ships. Its clock stands until a test moves it.
type Desk struct {
	*shipping.Service
	DB      *db.DB
	Store   account.StoreID
	Other   account.StoreID // another store in the same database
	Person  account.PersonID
	Clock   *sample.Clock
	Orders  *sqlstore.Orders
	Parcels *sqlstore.Parcels
	Stock   *sqlstore.Products
	Book    *sqlstore.Addresses
	Catalog Catalogue
	Network *Line
	Offline *offline.Service

	pay  *sqlstore.Payments
	last int // orders placed
}

// New returns a store without orders.
func New(t testing.TB) *Desk {
	t.Helper()
	d := dbtest.New(t)
	w := &Desk{
		DB: d, Store: dbtest.Store(t, d), Other: dbtest.Store(t, d), Clock: sample.NewClock(), Orders: sqlstore.NewOrders(d),
		Parcels: sqlstore.NewParcels(d), Stock: sqlstore.NewProducts(d), Book: sqlstore.NewAddresses(d), pay: sqlstore.NewPayments(d),
	}
	w.Person = dbtest.Member(t, d, w.Store, "owner@example.com", account.Owner)
	w.Network = &Line{Network: rehearsal.New(rehearsal.Config{Seed: 1}, sqlstore.NewRehearsalNetwork(dbtest.NewRehearsal(t)), w.Clock, db.InTransaction)}
	w.Service = &shipping.Service{
		Orders: w.Orders, Products: w.Stock, Addresses: w.Book, Stores: sqlstore.NewAccounts(d),
		Parcels: w.Parcels, Notices: sqlstore.NewNotices(d), Ledger: sqlstore.NewFreight(d), Accounts: w.pay,
		Tariffs: w.Catalog, Warehouses: w.Catalog, Networks: w.Network,
		Messages:  &message.Service{Records: sqlstore.NewMessages(d), Clock: w.Clock, Tx: d},
		Words:     func(key string, pairs ...any) string { return i18n.T(i18n.English, key, pairs...) },
		Printable: label.Printable, History: history.NewLog(sqlstore.NewHistory(d), w.Clock, w.Clock.Wall), Clock: w.Clock, Tx: d,
	}
	w.Offline = &offline.Service{Records: sqlstore.NewOffline(d), History: w.History, Clock: w.Clock, Tx: d}
	w.Bind(t, paying.Bound)
	w.furnish(t)
	return w
}

// furnish fills the address book and the shelf.
func (w *Desk) furnish(t testing.TB) {
	t.Helper()
	for _, k := range address.Kinds {
		a := sample.Pickup(func(a *address.Address) { a.Kind = k })
		if k == address.Sender {
			a = sample.Address()
		}
		a.Store = w.Store
		_, err := w.Book.Insert(t.Context(), a)
		must(t, err)
	}
	w.Shelve(t, sample.Product())
	w.Shelve(t, product.Product{
		Title: "Cup", Category: channel.Ordinary, NameCN: "杯子", NameEN: "Cup", HSCode: "691110",
		Variants: []product.Variant{{
			SKU: "CUP-1", Stock: product.Stock{Known: true, OnHand: 1000, Reserved: 500}, Weight: 90,
			Size: measure.Size{Length: 120, Width: 90, Height: 90}, Value: money.Of(250, money.USD),
		}},
	})
}

// Shelve adds a product to the store.
func (w *Desk) Shelve(t testing.TB, p product.Product) {
	t.Helper()
	p.Store = w.Store
	_, err := w.Stock.Insert(t.Context(), p)
	must(t, err)
}

// Bind puts the store's deduction account into a status.
func (w *Desk) Bind(t testing.TB, s paying.AccountStatus) {
	t.Helper()
	a, err := w.pay.Account(t.Context(), w.Store)
	must(t, err)
	a.Status, a.Kind, a.BoundAt = s, paying.Alipay, sample.Moment
	must(t, w.pay.SaveAccount(t.Context(), a))
}

// Place puts an order of two cups to Moscow into the store, paid, waiting for
// shipment, and to be sent by registered post.
func (w *Desk) Place(t testing.TB, change ...func(*order.Order)) order.Order {
	t.Helper()
	w.last++
	o := order.Order{
		Store: w.Store, Number: order.Number(fmt.Sprintf("80%014d", w.last)), Status: order.AwaitingShipment,
		Category: channel.Ordinary, Buyer: order.Buyer{Name: fmt.Sprintf("Ivan %d", w.last), Email: "ivan@example.com"},
		ShipTo: place.Address{
			Name: "Ivan Petrov", Street: fmt.Sprintf("ul. Lenina %d", w.last), City: "Moscow", Province: "Moscow", Country: "RU",
			Postal: "101000", Phone: "+74950000000",
		},
		Channel: channel.ChinaPostRegistered, Goods: money.Of(1200, money.USD), Shipping: money.Of(0, money.USD),
		Discount: money.Of(0, money.USD), Total: money.Of(1200, money.USD),
		PlacedAt: sample.Moment.Add(-48 * time.Hour), PaidAt: sample.Moment.Add(-47 * time.Hour),
		ShipBy: sample.Moment.Add(5 * 24 * time.Hour), Version: 1,
		Lines: []order.Line{{
			Number: 1, Title: "Cup", SKU: "CUP-1", Attributes: "Colour: Blue", Category: channel.Ordinary, Quantity: 2, Price: money.Of(600, money.USD),
		}},
	}
	for _, c := range change {
		c(&o)
	}
	id, err := w.Orders.Insert(t.Context(), o)
	must(t, err)
	o, err = w.Orders.ByID(t.Context(), o.Store, id)
	must(t, err)
	return o
}

// Order is an order as it is stored now.
func (w *Desk) Order(t testing.TB, id order.ID) order.Order {
	t.Helper()
	o, err := w.Orders.ByID(t.Context(), w.Store, id)
	must(t, err)
	return o
}

// Sent submits a logistics order for an order, with the form as it is prefilled
// and by domestic express.
func (w *Desk) Sent(t testing.TB, o order.Order, c shipping.Choice) parcel.Parcel {
	t.Helper()
	d, err := w.Draft(t.Context(), w.Store, o.Number, c, nil)
	must(t, err)
	f := d.Form
	f.Replaces = len(d.Closed) > 0
	f.Reasons = map[string]string{"replaces": "The first one was cancelled", "channel": "Agreed by message", "stock": "Arrives today"}
	s, err := w.Submit(t.Context(), w.Store, history.Somebody(w.Person), o.Number, c, f, d.Offer)
	must(t, err)
	return s.Parcel
}

// OfOrder are the logistics orders of an order.
func (w *Desk) OfOrder(t testing.TB, o order.Order) []parcel.Parcel {
	t.Helper()
	all, err := w.Parcels.ForOrders(t.Context(), o.Store, []order.ID{o.ID})
	must(t, err)
	return all[o.ID]
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var (
	snapshot = sync.OnceValues(func() (*tariff.Snapshot, error) {
		data, err := catalogue.Tariffs()
		if err != nil {
			return nil, err
		}
		return tariff.NewSnapshot(data)
	})
	directory = sync.OnceValues(func() (*warehouse.Directory, error) {
		data, err := catalogue.Warehouses()
		if err != nil {
			return nil, err
		}
		return warehouse.NewDirectory(data)
	})
)

// Catalogue is what ships with the program, the same for every store.
type Catalogue struct{}

// Snapshot returns the tariffs.
func (Catalogue) Snapshot(context.Context, account.StoreID) (*tariff.Snapshot, error) {
	return snapshot()
}

// Directory returns the warehouses.
func (Catalogue) Directory(context.Context, account.StoreID) (*warehouse.Directory, error) {
	return directory()
}

// Line is the wire to the network, which a test can take away.
type Line struct {
	carrier.Network
	Gone    bool // the store has no network
	Dead    bool // the network does not answer
	Refuses bool // the network refuses what it is asked
}

// For returns the network of a store.
func (l *Line) For(context.Context, account.StoreID) (carrier.Network, error) {
	if l.Gone {
		return nil, shipping.ErrNoNetwork
	}
	return l, nil
}

// Book asks the network to carry a parcel, unless it does not answer or refuses.
func (l *Line) Book(ctx context.Context, b carrier.Booking) (carrier.Answer, error) {
	if l.Dead {
		return carrier.Answer{Outcome: carrier.Unknown}, nil
	}
	if l.Refuses {
		return carrier.Answer{Outcome: carrier.Refused, Reason: carrier.NotServed}, nil
	}
	return l.Network.Book(ctx, b)
}

// FillPart tells the buyer that some pieces of an order's first line are on their
// way by a carrier of the seller's own.
func (w *Desk) FillPart(t testing.TB, o order.Order, quantity int) {
	t.Helper()
	_, err := w.FillNotice(t.Context(), w.Store, history.Somebody(w.Person), o.Number, shipping.NoticeForm{
		Pieces:  []order.Pieces{{Line: o.Lines[0].ID, Quantity: quantity}},
		Carrier: "Other", Number: "X123", Website: "https://example.com/track",
	})
	must(t, err)
}
