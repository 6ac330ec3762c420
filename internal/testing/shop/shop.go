// Package shop is a store with real services on fresh databases, for tests of
// what happens from Submit on: parcels, freight, payments, the rehearsal world.
package shop

import (
	"context"
	"sync"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/alipay/cashier"
	"sellerdesk/internal/batch"
	"sellerdesk/internal/carrier"
	"sellerdesk/internal/carrier/rehearsal"
	"sellerdesk/internal/catalogue"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/db"
	"sellerdesk/internal/export"
	"sellerdesk/internal/history"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/job"
	"sellerdesk/internal/label"
	"sellerdesk/internal/message"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/product"
	"sellerdesk/internal/sheet"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/upload"
	"sellerdesk/internal/warehouse"
)

// Shop is a store and everything around it. Its clock stands until a test moves it.
type Shop struct {
	DB        *db.DB
	Store     account.StoreID
	Other     account.StoreID // another store in the same database
	Owner     account.PersonID
	Clock     *sample.Clock
	Orders    *sqlstore.Orders
	Parcels   *sqlstore.Parcels
	Notices   *sqlstore.Notices
	Freight   *sqlstore.Freight
	Payments  *sqlstore.Payments
	Log       *history.Log
	Addresses *address.Service
	Products  *product.Service
	Cashier   *cashier.Cashier
	Gateways  Gateways
	Paying    *paying.Service
	Network   *rehearsal.Network
	Shipping  *shipping.Service
	JobList   *sqlstore.Jobs
	Jobs      *job.Service
	Uploads   *upload.Service
	Batch     *batch.Service
	Exports   *export.Service

	made int // orders so far
}

// New returns a store without orders, products and addresses, around which nothing goes wrong.
func New(t testing.TB) *Shop {
	t.Helper()
	d, world := dbtest.New(t), dbtest.NewRehearsal(t)
	s := &Shop{
		DB: d, Store: dbtest.Store(t, d), Clock: sample.NewClock(),
		Orders: sqlstore.NewOrders(d), Parcels: sqlstore.NewParcels(d), Notices: sqlstore.NewNotices(d),
		Freight: sqlstore.NewFreight(d), Payments: sqlstore.NewPayments(d),
	}
	s.Other = dbtest.Store(t, d)
	s.Owner = dbtest.Member(t, d, s.Store, "owner@example.com", account.Owner)
	s.Log = history.NewLog(sqlstore.NewHistory(d), s.Clock, s.Clock.Wall)
	s.Addresses = &address.Service{Records: sqlstore.NewAddresses(d), History: s.Log, Tx: d}
	s.Products = &product.Service{Records: sqlstore.NewProducts(d), History: s.Log, Tx: d}
	s.till(t, world)
	s.Network = rehearsal.New(rehearsal.Config{Seed: 1}, sqlstore.NewRehearsalNetwork(world), s.Clock, db.InTransaction)
	s.Paying = &paying.Service{
		Records: s.Payments, Parcels: s.Parcels, Ledger: s.Freight, Tariffs: Tariffs{}, Gateways: s.Gateways,
		Stores: sqlstore.NewAccounts(d), History: s.Log, Clock: s.Clock, Tx: d,
	}
	s.Cashier.Serve(s.Gateways.Listen(s.Paying))
	s.Shipping = s.shipping()
	s.batches(t)
	return s
}

var printer = sync.OnceValues(label.NewPrinter)

// batches makes what works on many parcels at once.
func (s *Shop) batches(t testing.TB) {
	t.Helper()
	paint, err := printer()
	must(t, err)
	s.JobList = sqlstore.NewJobs(s.DB)
	s.Jobs = &job.Service{Records: s.JobList, Stores: sqlstore.NewAccounts(s.DB), Clock: s.Clock, Tx: s.DB}
	s.Uploads = &upload.Service{Table: sheet.ReadLines, Records: sqlstore.NewUploads(s.DB), Jobs: s.Jobs, Tx: s.DB}
	s.Exports = &export.Service{
		Orders: s.Orders, Parcels: s.Parcels, Notices: s.Notices, Ledger: s.Freight, Tariffs: Tariffs{}, Warehouses: Warehouses{},
		Words: func(lang account.Language, key string, pairs ...any) string {
			return i18n.T(string(lang), key, pairs...)
		},
		Tables: sheet.Exports{}, Files: s.JobList, Jobs: s.Jobs, Clock: s.Clock, Tx: s.DB,
	}
	s.Batch = &batch.Service{
		Selections: sqlstore.NewSelections(s.DB), Parcels: s.Parcels, Orders: s.Orders, Ledger: s.Freight, Payments: s.Payments,
		Notices: s.Shipping, Labels: label.Parcels{Printer: paint, Tariffs: Tariffs{}, Warehouses: Warehouses{}},
		Prints: s.Prints(), Papers: s.Papers(paint), Tariffs: Tariffs{}, Exports: s.Exports, Jobs: s.Jobs, Outcomes: s.JobList, Tx: s.DB,
	}
	s.Jobs.Works = s.Batch.Works()
}

// Papers make documents about orders and parcels besides labels.
func (s *Shop) Papers(paint *label.Printer) label.Documents {
	return label.Documents{
		Labels: label.Parcels{Printer: paint, Tariffs: Tariffs{}, Warehouses: Warehouses{}},
		Orders: s.Orders, Products: sqlstore.NewProducts(s.DB), Stores: sqlstore.NewAccounts(s.DB), Clock: s.Clock,
	}
}

// Prints is the ledger of printed labels.
func (s *Shop) Prints() parcel.PrintLedger {
	return parcel.PrintLedger{Records: s.Parcels, Clock: s.Clock, Tx: s.DB}
}

func (s *Shop) shipping() *shipping.Service {
	return &shipping.Service{
		Orders: s.Orders, Products: sqlstore.NewProducts(s.DB), Addresses: sqlstore.NewAddresses(s.DB),
		Stores: sqlstore.NewAccounts(s.DB), Parcels: s.Parcels, Notices: s.Notices, Ledger: s.Freight, Accounts: s.Payments,
		Tariffs: Tariffs{}, Warehouses: Warehouses{}, Networks: Networks{s.Network},
		Messages:  &message.Service{Records: sqlstore.NewMessages(s.DB), Clock: s.Clock, Tx: s.DB},
		Words:     func(key string, pairs ...any) string { return i18n.T(i18n.English, key, pairs...) },
		Printable: label.Printable, History: s.Log, Clock: s.Clock, Tx: s.DB,
	}
}

// Networks are the logistics network of every store.
type Networks struct{ *rehearsal.Network }

// For returns the network.
func (n Networks) For(context.Context, account.StoreID) (carrier.Network, error) {
	return n.Network, nil
}

// Tariffs are the channels and tariffs that ship with the program.
type Tariffs struct{}

var tariffs = sync.OnceValues(func() (*tariff.Snapshot, error) {
	d, err := catalogue.Tariffs()
	if err != nil {
		return nil, err
	}
	return tariff.NewSnapshot(d)
})

// Snapshot returns the tariffs, which are the same for every store.
func (Tariffs) Snapshot(context.Context, account.StoreID) (*tariff.Snapshot, error) { return tariffs() }

// Warehouses are the warehouses that ship with the program.
type Warehouses struct{}

var directory = sync.OnceValues(func() (*warehouse.Directory, error) {
	d, err := catalogue.Warehouses()
	if err != nil {
		return nil, err
	}
	return warehouse.NewDirectory(d)
})

// Directory returns the warehouses, which are the same for every store.
func (Warehouses) Directory(context.Context, account.StoreID) (*warehouse.Directory, error) {
	return directory()
}

// On returns the warehouses, which are the same on every day.
func (Warehouses) On(context.Context, account.StoreID, channel.Date) (*warehouse.Directory, error) {
	return directory()
}

// Tick does what the worker does for the store now.
func (s *Shop) Tick(ctx context.Context, store account.StoreID) error {
	for _, duty := range []func(context.Context, account.StoreID) (int, error){
		s.Shipping.ResolveUnknown, s.Shipping.ApplyEvents, s.Shipping.CloseOverdue, s.Cashier.SendNotices,
		s.Paying.CloseSilent, s.Paying.Deduct, s.Paying.GiveBack, s.Paying.KeepArrears, s.Paying.EndAgreements,
	} {
		if _, err := duty(ctx, store); err != nil {
			return err
		}
	}
	return nil
}

// must ends the test at an error.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
