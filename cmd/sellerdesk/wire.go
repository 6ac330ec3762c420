package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/alipay"
	"sellerdesk/internal/alipay/cashier"
	"sellerdesk/internal/batch"
	"sellerdesk/internal/batchshipping"
	"sellerdesk/internal/carrier/rehearsal"
	"sellerdesk/internal/catalogue"
	"sellerdesk/internal/db"
	"sellerdesk/internal/export"
	"sellerdesk/internal/history"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/job"
	"sellerdesk/internal/label"
	"sellerdesk/internal/message"
	"sellerdesk/internal/offline"
	"sellerdesk/internal/orderimport"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/product"
	"sellerdesk/internal/sheet"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/shiprule"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/tariffimport"
	"sellerdesk/internal/upload"
	"sellerdesk/internal/warehouse"
	"sellerdesk/internal/worker"
	"sellerdesk/views/link"
)

// networkSeed decides what happens to the parcels of rehearsal stores and what
// their buyers buy; the same seed, the same world.
const networkSeed = 20261120

// app is the program: services over records, and the worker.
type app struct {
	data   databases
	log    *slog.Logger
	clocks *account.Clocks

	stores   *sqlstore.Accounts
	orders   *sqlstore.Orders
	parcels  *sqlstore.Parcels
	notices  *sqlstore.Notices
	freight  *sqlstore.Freight
	products *sqlstore.Products
	book     *sqlstore.Addresses
	threads  *sqlstore.Messages
	lists    *sqlstore.Offline

	accounts  *account.Service
	history   *history.Log
	addresses *address.Service
	goods     *product.Service
	messages  *message.Service
	shipping  *shipping.Service
	paying    *paying.Service
	imports   *orderimport.Service
	tables    *batchshipping.Service
	offline   *offline.Service
	rules     *shiprule.Service
	prices    *tariffimport.Service
	jobs      *job.Service
	uploads   *upload.Service
	batch     *batch.Service
	exports   *export.Service

	tariffs    *tariff.Service
	warehouses *warehouse.Service
	network    *rehearsal.Network
	cashier    *cashier.Cashier
	gateways   *gateways
	listener   *alipay.Notices
	labels     *label.Printer
	worker     *worker.Worker
}

// build makes services from records. Nothing runs yet.
func build(ctx context.Context, data databases, log *slog.Logger) (*app, error) {
	records := sqlstore.NewAccounts(data.product)
	clocks, err := account.OpenClocks(ctx, records, time.Now)
	if err != nil {
		return nil, err
	}
	printer, err := label.NewPrinter()
	if err != nil {
		return nil, err
	}
	a := &app{
		data: data, log: log, clocks: clocks, labels: printer,
		stores:   records,
		orders:   sqlstore.NewOrders(data.product),
		parcels:  sqlstore.NewParcels(data.product),
		notices:  sqlstore.NewNotices(data.product),
		freight:  sqlstore.NewFreight(data.product),
		products: sqlstore.NewProducts(data.product),
		book:     sqlstore.NewAddresses(data.product),
		threads:  sqlstore.NewMessages(data.product),
		lists:    sqlstore.NewOffline(data.product),
		accounts: account.NewService(records, data.product, clocks, time.Now),
		history:  history.NewLog(sqlstore.NewHistory(data.product), clocks, time.Now),
		network: rehearsal.New(rehearsal.Config{Seed: networkSeed, Trouble: rehearsal.Gentle()},
			sqlstore.NewRehearsalNetwork(data.rehearsal), clocks, db.InTransaction),
		cashier: cashier.New(sqlstore.NewCashier(data.rehearsal), clocks, time.Now, link.RehearsalCashier()),
	}
	if err := a.loadCatalogue(ctx); err != nil {
		return nil, err
	}
	a.services()
	a.listener = &alipay.Notices{Clients: a.gateways.clients, Shop: a.paying, Log: log}
	a.cashier.Serve(a.listener)
	a.batches()
	a.worker = a.newWorker()
	return a, nil
}

// loadCatalogue puts the channels and tariffs of this version into the database, once.
func (a *app) loadCatalogue(ctx context.Context) error {
	records := sqlstore.NewCatalogue(a.data.product)
	if err := catalogue.Load(ctx, a.data.product, records); err != nil {
		return fmt.Errorf("load the catalogue: %w", err)
	}
	a.tariffs, a.warehouses = tariff.NewService(records), warehouse.NewService(records, a.clocks)
	return nil
}

// services makes the services that write.
func (a *app) services() {
	a.jobs = &job.Service{Records: sqlstore.NewJobs(a.data.product), Stores: a.stores, Clock: a.clocks, Tx: a.data.product}
	a.addresses = &address.Service{Records: a.book, History: a.history, Tx: a.data.product}
	a.goods = &product.Service{Records: a.products, History: a.history, Tx: a.data.product}
	a.messages = &message.Service{Records: a.threads, Clock: a.clocks, Tx: a.data.product}
	a.uploads = &upload.Service{Table: sheet.ReadLines, Records: sqlstore.NewUploads(a.data.product), Jobs: a.jobs, Tx: a.data.product}
	a.imports = a.newImports()
	a.prices = a.newPrices()
	a.offline = &offline.Service{Records: a.lists, History: a.history, Clock: a.clocks, Tx: a.data.product}
	a.rules = &shiprule.Service{
		Records: sqlstore.NewShipRules(a.data.product), Tariffs: a.tariffs, History: a.history, Clock: a.clocks, Tx: a.data.product,
	}
	payments := sqlstore.NewPayments(a.data.product)
	a.gateways = &gateways{accounts: a.accounts, rehearsal: a.rehearsalGateways()}
	a.paying = &paying.Service{
		Records: payments, Parcels: a.parcels, Ledger: a.freight, Tariffs: a.tariffs,
		Gateways: a.gateways, Stores: a.accounts,
		History: a.history, Clock: a.clocks, Tx: a.data.product,
	}
	a.shipping = &shipping.Service{
		Orders: a.orders, Products: a.products, Addresses: a.book, Stores: a.accounts,
		Parcels: a.parcels, Notices: a.notices, Ledger: a.freight, Accounts: payments,
		Tariffs: a.tariffs, Warehouses: a.warehouses, Networks: networks{a.accounts, a.network},
		Messages: a.messages, Words: english, Printable: label.Printable,
		History: a.history, Clock: a.clocks, Tx: a.data.product,
	}
}

// batches makes the services that work on many parcels at once.
func (a *app) batches() {
	records := sqlstore.NewJobs(a.data.product)
	a.exports = &export.Service{
		Orders: a.orders, Parcels: a.parcels, Notices: a.notices, Ledger: a.freight, Tariffs: a.tariffs, Warehouses: a.warehouses,
		Words: words, Tables: sheet.Exports{}, Files: records, Jobs: a.jobs, Clock: a.clocks, Tx: a.data.product,
	}
	a.batch = &batch.Service{
		Selections: sqlstore.NewSelections(a.data.product), Parcels: a.parcels, Orders: a.orders, Ledger: a.freight,
		Payments: a.paying.Records, Notices: a.shipping, Labels: a.printer(), Prints: a.prints(), Papers: a.papers(), Tariffs: a.tariffs,
		Exports: a.exports, Jobs: a.jobs, Outcomes: records, Tx: a.data.product,
	}
	a.jobs.Works = a.batch.Works()
	a.jobs.Works[job.Imports] = a.imports.Work()
	a.tables = a.newTables()
	a.jobs.Works[job.Shipping] = a.tables.Work()
}

// printer makes labels of logistics orders.
func (a *app) printer() label.Parcels {
	return label.Parcels{Printer: a.labels, Tariffs: a.tariffs, Warehouses: a.warehouses}
}

// papers makes documents about orders and parcels besides labels.
func (a *app) papers() label.Documents {
	return label.Documents{Labels: a.printer(), Orders: a.orders, Products: a.products, Stores: a.accounts, Clock: a.clocks}
}

// prints is the ledger of printed labels.
func (a *app) prints() parcel.PrintLedger {
	return parcel.PrintLedger{Records: a.parcels, Clock: a.clocks, Tx: a.data.product}
}

// words are the texts of files, in the language of whoever asked for them.
func words(lang account.Language, key string, pairs ...any) string {
	return i18n.T(string(lang), key, pairs...)
}

// english is what is written to buyers.
func english(key string, pairs ...any) string { return i18n.T(string(account.English), key, pairs...) }

// newWorker sets out what is done on a timetable.
func (a *app) newWorker() *worker.Worker {
	duties := []worker.Duty{
		{Name: "resolve bookings", Do: a.shipping.ResolveUnknown},
		{Name: "apply events", Do: a.shipping.ApplyEvents},
		{Name: "close overdue", Do: a.shipping.CloseOverdue},
		{Name: "send notices of the cashier", Do: a.cashier.SendNotices},
		{Name: "close silent payments", Do: a.paying.CloseSilent},
		{Name: "debit freight", Do: a.paying.Deduct},
		{Name: "give back what was paid too much", Do: a.paying.GiveBack},
		{Name: "keep arrears", Do: a.paying.KeepArrears},
		{Name: "end agreements without use", Do: a.paying.EndAgreements},
	}
	return worker.New(a.log, a.stores, 5*time.Second, duties,
		worker.Task{Name: "background work", Every: 500 * time.Millisecond, Do: a.jobs.All},
		worker.Task{Name: "save clocks", Every: time.Minute, Do: a.clocks.Save},
		worker.Task{Name: "note sessions", Every: 5 * time.Minute, Do: a.accounts.TouchSessions})
}
