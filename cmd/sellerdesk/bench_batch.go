package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime/debug"
	"text/tabwriter"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/batchshipping"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/place"
	"sellerdesk/internal/product"
	"sellerdesk/internal/sheet"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/upload"
)

// Bounds of Batch Online Shipping for a table of benchRows orders.
const (
	benchRows     = 10_000
	longestExport = 2 * time.Second
	longestCheck  = 5 * time.Second
	longestSubmit = 30 * time.Second
	mostOfBatch   = 200 << 20 // bytes
)

// batchFigures is what was measured.
type batchFigures struct {
	rows                  int
	export, check, submit time.Duration
	file                  int   // bytes
	peak                  int64 // most memory of the process meanwhile, bytes
}

// table measures Batch Online Shipping on a store of its own: the table goes out as an
// Excel file, comes back, is checked and submitted, with the network's answers.
func (b *benchCommand) table(ctx context.Context, folder string, rows int) (m batchFigures, err error) {
	data, err := openDatabases(ctx, folder)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, data.Close()) }()
	a, err := build(ctx, data, slog.New(slog.DiscardHandler))
	if err != nil {
		return m, err
	}
	store, err := a.sell(ctx, rows)
	if err != nil {
		return m, err
	}
	m.rows = rows
	forgetPeak()
	content, err := a.measureExport(ctx, store, &m)
	if err != nil {
		return m, err
	}
	err = a.measureSubmit(ctx, store, content, &m)
	m.peak = peak()
	return m, err
}

// forgetPeak lets the peak of the process begin anew, where the system can.
func forgetPeak() {
	debug.FreeOSMemory()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // elsewhere the peak is that of all that was measured
}

func (a *app) measureExport(ctx context.Context, store account.StoreID, m *batchFigures) ([]byte, error) {
	began := time.Now()
	numbers, _, err := a.tables.Find(ctx, batchshipping.Filter{Store: store})
	if err != nil {
		return nil, err
	}
	table, err := a.tables.Export(ctx, store, numbers, batchshipping.AsBuyer, account.English)
	if err != nil {
		return nil, err
	}
	content, _, err := sheet.WriteSheet("xlsx", table)
	m.export, m.file = time.Since(began), len(content)
	if len(table.Rows) != m.rows+1 {
		return nil, fmt.Errorf("the table has %d rows of %d", len(table.Rows)-1, m.rows)
	}
	return content, err
}

func (a *app) measureSubmit(ctx context.Context, store account.StoreID, content []byte, m *batchFigures) error {
	owner, err := a.stores.PersonByEmail(ctx, benchOwner)
	if err != nil {
		return err
	}
	began := time.Now()
	id, err := a.tables.Upload(ctx, store, owner.ID, "orders.xlsx", content)
	m.check = time.Since(began)
	if err != nil {
		return err
	}
	began = time.Now()
	j, err := a.tables.Start(ctx, store, owner.ID, id, false)
	if err != nil {
		return err
	}
	if err := a.jobs.Run(ctx, store, j); err != nil {
		return err
	}
	m.submit = time.Since(began)
	tallies, err := a.uploads.Records.Tallies(ctx, store, []upload.ID{id})
	if made := tallies[id].Made; err == nil && made != m.rows {
		err = fmt.Errorf("%d logistics orders were made of %d rows", made, m.rows)
	}
	return err
}

// sell makes a store that can ship, with orders of a product each.
func (a *app) sell(ctx context.Context, n int) (account.StoreID, error) {
	store, err := a.accounts.CreateStore(ctx, "Tables", benchOwner, false)
	if err != nil {
		return 0, err
	}
	if err := a.clocks.Start(ctx, store, demoStart, 0); err != nil {
		return 0, err
	}
	return store, a.data.product.Relaxed(ctx, func(ctx context.Context) error {
		if err := a.furnish(ctx, store); err != nil {
			return err
		}
		return a.data.product.InTx(ctx, func(ctx context.Context) error {
			for i := range n {
				if _, err := a.orders.Insert(ctx, sold(store, i)); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// furnish gives a store a bound account, an address book and a product.
func (a *app) furnish(ctx context.Context, store account.StoreID) error {
	payments := sqlstore.NewPayments(a.data.product)
	bound, err := payments.Account(ctx, store)
	if err != nil {
		return err
	}
	bound.Status, bound.Kind, bound.BoundAt = paying.Bound, paying.Alipay, demoStart
	if err := payments.SaveAccount(ctx, bound); err != nil {
		return err
	}
	for _, k := range address.Kinds {
		_, err := a.book.Insert(ctx, address.Address{Store: store, Kind: k, Preferred: true, Address: place.Address{
			Name: "Li Wei", Street: "88 Chouzhou North Road", District: "义乌市", City: "金华市", Province: "浙江省",
			Country: place.China, Postal: "322000", Mobile: "13800138000",
		}})
		if err != nil {
			return err
		}
	}
	_, err = a.products.Insert(ctx, product.Product{
		Store: store, Title: "Cup", Category: channel.Ordinary, NameCN: "杯子", NameEN: "Cup", HSCode: "691110",
		Variants: []product.Variant{{
			SKU: "CUP-1", Stock: product.Stock{Known: true, OnHand: 1_000_000}, Weight: 90,
			Size: measure.Size{Length: 120, Width: 90, Height: 90}, Value: money.Of(250, money.USD),
		}},
	})
	return err
}

// sold is an order that waits for shipment.
func sold(store account.StoreID, i int) order.Order {
	usd := func(cents int64) money.Money { return money.Of(cents, money.USD) }
	buyer := fmt.Sprintf("Ivan Petrov %d", i)
	return order.Order{
		Store: store, Number: order.Number(fmt.Sprintf("80%014d", i+1)), Status: order.AwaitingShipment, Category: channel.Ordinary,
		Buyer: order.Buyer{Name: buyer}, Channel: channel.ChinaPostRegistered, Goods: usd(1200), Shipping: usd(0), Discount: usd(0), Total: usd(1200),
		ShipTo: place.Address{
			Name: buyer, Street: "ul. Lenina 1", City: "Moscow", Province: "Moscow", Country: "RU", Postal: "101000", Phone: "+74950000000",
		},
		PlacedAt: demoStart.Add(-48 * time.Hour), PaidAt: demoStart.Add(-47 * time.Hour), ShipBy: demoStart.Add(5 * 24 * time.Hour), Version: 1,
		Lines: []order.Line{{Number: 1, Title: "Cup", SKU: "CUP-1", Category: channel.Ordinary, Quantity: 2, Price: usd(600)}},
	}
}

// report prints the figures.
func (m batchFigures) report(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "order table of %d rows: export as Excel, %d KiB\t%s\t\n", m.rows, m.file>>10, ms(m.export))
	fmt.Fprintf(w, "upload and check of all rows\t%s\t\n", ms(m.check))
	fmt.Fprintf(w, "submit of all rows, with waybill numbers\t%s\t\n", ms(m.submit))
	fmt.Fprintf(w, "most memory of the process meanwhile\t%d MiB\t\n", m.peak>>20)
	return w.Flush()
}

// missed reports the bounds that were missed.
func (m batchFigures) missed() error {
	var missed []error
	for _, one := range []struct {
		what       string
		took, most time.Duration
	}{{"export", m.export, longestExport}, {"check", m.check, longestCheck}, {"submit", m.submit, longestSubmit}} {
		if one.took >= one.most {
			missed = append(missed, fmt.Errorf("%s of %d rows takes %s; less than %s is wanted", one.what, m.rows, ms(one.took), ms(one.most)))
		}
	}
	if m.peak >= mostOfBatch {
		missed = append(missed, fmt.Errorf("%d rows take %d MiB; less than %d are wanted", m.rows, m.peak>>20, mostOfBatch>>20))
	}
	return errors.Join(missed...)
}
