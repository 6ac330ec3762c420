package orderimport_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/job"
	"sellerdesk/internal/order"
	"sellerdesk/internal/orderimport"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/product"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/testing/shop"
	"sellerdesk/internal/upload"
)

// desk is a store with the import of its orders. Its clock shows when the sample was exported.
type desk struct {
	*shop.Shop
	imports *orderimport.Service
	t       testing.TB
}

func newDesk(t testing.TB) desk {
	t.Helper()
	s := shop.New(t)
	imports := &orderimport.Service{
		Uploads: s.Uploads, Orders: s.Orders, Products: sqlstore.NewProducts(s.DB),
		Tariffs: shop.Tariffs{}, Stores: sqlstore.NewAccounts(s.DB), History: s.Log, Clock: s.Clock,
	}
	s.Jobs.Works[job.Imports] = imports.Work()
	return desk{s, imports, t}
}

func (d desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// sample is the sample export of 300 orders.
func (d desk) sample() []byte {
	d.t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", "orders-300.xlsx"))
	d.must(err)
	return content
}

// upload uploads the sample export.
func (d desk) upload() upload.ID {
	d.t.Helper()
	id, err := d.imports.Upload(d.t.Context(), d.Store, d.Owner, "orders-300.xlsx", d.sample())
	d.must(err)
	return id
}

// most is how many orders the file of many has: more than are imported in one transaction.
const most = 130

// many uploads a file of orders of two lip balms each.
func (d desk) many() upload.ID {
	d.t.Helper()
	var changes [][]string
	for i := range most {
		changes = append(changes, []string{"Order number", fmt.Sprintf("8012345678%04d", i)})
	}
	return d.typed(changes...)
}

// typed uploads a file of English rows.
func (d desk) typed(changes ...[]string) upload.ID {
	d.t.Helper()
	id, err := d.imports.Upload(d.t.Context(), d.Store, d.Owner, "typed.csv", csv(d.t, table(changes...)))
	d.must(err)
	return id
}

// imported imports an upload and returns how many orders it made.
func (d desk) imported(id upload.ID) int {
	d.t.Helper()
	n, err := d.imports.Import(d.t.Context(), d.Store, d.Owner, id)
	d.must(err)
	return n
}

// one imports a file with one English order and returns the order.
func (d desk) one(change ...string) order.Order {
	d.t.Helper()
	if n := d.imported(d.typed(change)); n != 1 {
		d.t.Fatalf("%d orders are imported", n)
	}
	return d.order("8012345678901234")
}

func (d desk) order(n order.Number) order.Order {
	d.t.Helper()
	o, err := d.Orders.Get(d.t.Context(), d.Store, n)
	d.must(err)
	return o
}

// rows are all rows of an upload.
func (d desk) rows(id upload.ID) []upload.Checked {
	d.t.Helper()
	f := upload.RowFilter{Store: d.Store, Upload: id}
	var all []upload.Checked
	for {
		page, err := d.Uploads.Records.Rows(d.t.Context(), f)
		d.must(err)
		all = append(all, page.Rows...)
		if page.Next == (paging.Cursor{}) {
			return all
		}
		f.Cursor = page.Next
	}
}

func (d desk) tally(store account.StoreID, id upload.ID) upload.Tally {
	d.t.Helper()
	tallies, err := d.Uploads.Records.Tallies(d.t.Context(), store, []upload.ID{id})
	d.must(err)
	return tallies[id]
}

// stored is the number of orders a store has.
func (d desk) stored(store account.StoreID) int {
	d.t.Helper()
	f, n := order.Filter{Store: store}, 0
	for {
		page, err := d.Orders.List(d.t.Context(), f)
		d.must(err)
		n += len(page.Rows)
		if page.Next == (paging.Cursor{}) {
			return n
		}
		f.Cursor = page.Next
	}
}

// sells gives the store a product with one variant.
func (d desk) sells(sku string, c channel.Category) {
	d.t.Helper()
	p := sample.Product(func(p *product.Product) {
		p.Store, p.Category = d.Store, c
		p.Variants = []product.Variant{{SKU: sku, Stock: product.Stock{Known: true, OnHand: 5}, Weight: 60}}
	})
	_, err := d.Products.Save(d.t.Context(), d.Owner, p)
	d.must(err)
}

// kept is how many pieces of a SKU are reserved.
func (d desk) kept(sku string) int {
	d.t.Helper()
	items, err := d.imports.Products.ForSKUs(d.t.Context(), d.Store, []string{sku})
	d.must(err)
	return items[sku].Stock.Reserved
}

// failing are orders whose storing fails or does something at one of the calls.
type failing struct {
	orderimport.Orders
	at, calls int
	then      func() error
}

func (f *failing) Insert(ctx context.Context, o order.Order) (order.ID, error) {
	if f.calls++; f.calls == f.at {
		if err := f.then(); err != nil {
			return 0, err
		}
	}
	return f.Orders.Insert(ctx, o)
}
