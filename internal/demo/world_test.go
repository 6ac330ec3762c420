package demo_test

import (
	"context"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/alipay/cashier"
	"sellerdesk/internal/carrier/rehearsal"
	"sellerdesk/internal/catalogue"
	"sellerdesk/internal/db"
	"sellerdesk/internal/demo"
	"sellerdesk/internal/history"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/label"
	"sellerdesk/internal/message"
	"sellerdesk/internal/offline"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/product"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/testing/shop"
	"sellerdesk/internal/warehouse"
)

// services are the program's, on fresh databases; the wall clock stands still.
func services(t testing.TB) (demo.Services, *db.DB) {
	t.Helper()
	d := dbtest.New(t)
	wall := sample.NewClock()
	accounts := sqlstore.NewAccounts(d)
	clocks, err := account.OpenClocks(context.Background(), accounts, wall.Wall)
	if err != nil {
		t.Fatal(err)
	}
	records := sqlstore.NewCatalogue(d)
	if err := catalogue.Load(context.Background(), d, records); err != nil {
		t.Fatal(err)
	}
	world := dbtest.NewRehearsal(t)
	network := rehearsal.New(rehearsal.Config{Seed: 20261120, Trouble: rehearsal.Gentle()}, sqlstore.NewRehearsalNetwork(world), clocks, db.InTransaction)
	till := cashier.New(sqlstore.NewCashier(world), clocks, wall.Wall, "/rehearsal/alipay")
	gateways := shop.NewGateways(till, clocks, wall.Wall)
	log := history.NewLog(sqlstore.NewHistory(d), clocks, wall.Wall)
	tariffs, stores := tariff.NewService(records), account.NewService(accounts, d, clocks, wall.Wall)
	payments, messages := sqlstore.NewPayments(d), &message.Service{Records: sqlstore.NewMessages(d), Clock: clocks, Tx: d}
	s := demo.Services{
		Accounts: stores, Clocks: clocks, Orders: sqlstore.NewOrders(d), Messages: messages, Cashier: till, Network: network, History: log, Tx: d,
		Products:  &product.Service{Records: sqlstore.NewProducts(d), History: log, Tx: d},
		Offline:   &offline.Service{Records: sqlstore.NewOffline(d), History: log, Clock: clocks, Tx: d},
		Addresses: &address.Service{Records: sqlstore.NewAddresses(d), History: log, Tx: d},
		Paying: &paying.Service{
			Records: payments, Parcels: sqlstore.NewParcels(d), Ledger: sqlstore.NewFreight(d), Tariffs: tariffs,
			Gateways: gateways, Stores: stores, History: log, Clock: clocks, Tx: d,
		},
	}
	till.Serve(gateways.Listen(s.Paying))
	s.Shipping = &shipping.Service{
		Orders: sqlstore.NewOrders(d), Products: sqlstore.NewProducts(d), Addresses: sqlstore.NewAddresses(d), Stores: stores,
		Parcels: sqlstore.NewParcels(d), Notices: sqlstore.NewNotices(d), Ledger: sqlstore.NewFreight(d), Accounts: payments,
		Tariffs: tariffs, Warehouses: warehouse.NewService(records, clocks), Networks: shop.Networks{Network: network}, Messages: messages,
		Words:     func(key string, pairs ...any) string { return i18n.T(i18n.English, key, pairs...) },
		Printable: label.Printable, History: log, Clock: clocks, Tx: d,
	}
	return s, d
}
