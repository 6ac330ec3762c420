package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/demo"
	"sellerdesk/internal/order"
	"sellerdesk/views/link"
)

// benchCommand measures labels, work on many parcels and orders, My Orders on made-up orders, and quotes over the catalogue.
type benchCommand struct {
	Only   string `enum:",labels,batch,volume,pages,quotes" default:"" help:"Measure one part: labels, batch, volume, pages or quotes. Default: all."`
	Orders int    `default:"1000000" help:"Orders in all stores."`
	Stores int    `default:"20" help:"Stores."`
	Folder string `help:"Keep the databases in this folder and use them again. Default: a temporary one."`
}

// quotes is how many quotes are measured.
const quotes = 10_000

// slowest is how much slower the first page may be with all orders than with a hundredth of them.
const slowest = 1.5

// allLabels are the labels that are measured.
var allLabels = labelBench{all: 5000, document: 1000}

// Run measures and prints tables. It fails when labels or batches miss their bounds, or the first page grows with the number of orders.
func (b *benchCommand) Run(ctx context.Context, s streams) (err error) {
	folder := b.Folder
	if folder == "" {
		if folder, err = os.MkdirTemp("", "sellerdesk-bench-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	}
	var missed error
	if b.measures("labels") {
		m, err := b.labels(ctx, filepath.Join(folder, "labels"), allLabels)
		if err != nil {
			return err
		}
		missed = errors.Join(m.report(s.out), m.check())
	}
	if b.measures("batch") {
		m, err := b.table(ctx, filepath.Join(folder, "batch"), benchRows)
		if err != nil {
			return errors.Join(missed, err)
		}
		missed = errors.Join(missed, m.report(s.out), m.missed())
	}
	if b.measures("volume") {
		m, err := b.volume(ctx, filepath.Join(folder, "volume"), allVolume)
		if err != nil {
			return err
		}
		missed = errors.Join(missed, m.report(s.out), m.check())
	}
	if b.measures("pages") {
		missed = errors.Join(missed, b.pages(ctx, folder, s.out))
	}
	if b.measures("quotes") {
		missed = errors.Join(missed, reportQuotes(s.out, quotes))
	}
	return missed
}

// measures reports whether a part is measured.
func (b *benchCommand) measures(part string) bool { return b.Only == "" || b.Only == part }

// pages measures My Orders with few orders and with many.
func (b *benchCommand) pages(ctx context.Context, folder string, out io.Writer) error {
	few, err := b.measure(ctx, filepath.Join(folder, "few"), b.Orders/100, out)
	if err != nil {
		return err
	}
	many, err := b.measure(ctx, filepath.Join(folder, "many"), b.Orders, out)
	if err != nil {
		return err
	}
	return report(out, few, many)
}

// sample is what was measured on one number of orders.
type sample struct {
	orders int
	bare   time.Duration // the statements and the template of the first page, without the site around them
	times  map[string]time.Duration
}

// measured names what is measured, in the order of the table.
var measured = []string{"first page", "tenth page", "filtered", "search by number", "search by word", "waiting box"}

// measure fills a folder with orders, unless it is filled already, and measures.
func (b *benchCommand) measure(ctx context.Context, folder string, n int, out io.Writer) (m sample, err error) {
	data, err := openDatabases(ctx, folder)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, data.Close()) }()
	a, err := build(ctx, data, slog.New(slog.DiscardHandler))
	if err != nil {
		return m, err
	}
	began := time.Now()
	var store account.StoreID
	err = data.product.Relaxed(ctx, func(ctx context.Context) (err error) {
		store, err = b.fill(ctx, a, n)
		return err
	})
	if err != nil {
		return m, err
	}
	fmt.Fprintf(out, "%d orders in %d stores are ready after %.0f s\n", n, b.Stores, time.Since(began).Seconds())
	visit, err := a.visitor(ctx)
	if err != nil {
		return m, err
	}
	return a.timings(ctx, store, n, visit)
}

// benchPassword is the password of the owner of all stores.
const benchPassword = "measure-it-twice"

// benchOwner is that owner's e-mail.
const benchOwner = "owner@bench.test"

// fill makes the stores with their orders, if there are none, and returns the first store.
func (b *benchCommand) fill(ctx context.Context, a *app, n int) (account.StoreID, error) {
	stores, err := a.stores.Stores(ctx)
	if err != nil || len(stores) > 0 {
		return 1, err
	}
	bulk := demo.Bulk{
		Products: a.products, Orders: a.orders, Parcels: a.parcels, Notices: a.notices, Freight: a.freight, Tx: a.data.product,
	}
	for i := range b.Stores {
		id, err := a.accounts.CreateStore(ctx, fmt.Sprintf("Store %d", i+1), benchOwner, false)
		if err != nil {
			return 0, err
		}
		if err := a.clocks.Start(ctx, id, demoStart, 0); err != nil {
			return 0, err
		}
		if err := bulk.Fill(ctx, id, n/b.Stores, demoStart); err != nil {
			return 0, err
		}
	}
	return 1, a.accounts.SetPassword(ctx, benchOwner, benchPassword)
}

// visits signs in and returns a function that asks for a page as a browser does, through the whole site.
func (a *app) visits(ctx context.Context) (func(w http.ResponseWriter, path string), error) {
	settings := siteSettings{base: &url.URL{Scheme: "http", Host: "bench.test"}, key: []byte(strings.Repeat("k", 32))}
	site, err := a.site(settings)
	if err != nil {
		return nil, err
	}
	form := url.Values{"email": {benchOwner}, "password": {benchPassword}}
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, "http://bench.test/login", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer := httptest.NewRecorder()
	site.ServeHTTP(answer, r)
	cookies := answer.Result().Cookies()
	return func(w http.ResponseWriter, path string) {
		r := httptest.NewRequestWithContext(ctx, http.MethodGet, "http://bench.test"+path, nil)
		for _, c := range cookies {
			r.AddCookie(c)
		}
		site.ServeHTTP(w, r)
	}, nil
}

// visitor signs in and returns a function that returns a page.
func (a *app) visitor(ctx context.Context) (func(path string) (string, error), error) {
	visit, err := a.visits(ctx)
	return func(path string) (string, error) {
		answer := httptest.NewRecorder()
		visit(answer, path)
		if answer.Code != http.StatusOK {
			return "", fmt.Errorf("%s answered %d", path, answer.Code)
		}
		return answer.Body.String(), nil
	}, err
}

// timings measures every page, and the bare loop of the first page's statements and template.
func (a *app) timings(ctx context.Context, store account.StoreID, n int, visit func(string) (string, error)) (sample, error) {
	m := sample{orders: n, times: map[string]time.Duration{}}
	tenth, err := a.tenth(ctx, store)
	if err != nil {
		return m, err
	}
	pages := map[string]string{
		"first page": link.Orders(), "tenth page": tenth,
		"filtered":         link.Orders("tab", string(order.TabAwaitingShipment), "country", "RU"),
		"search by number": link.Orders("q", "8001000000000042"),
		"search by word":   link.Orders("q", "earphones"),
	}
	for name, path := range pages {
		m.times[name], err = median(func() error { _, err := visit(path); return err })
		if err != nil {
			return m, err
		}
	}
	filter := order.Filter{Store: store, Now: demoStart, DayEnd: demoStart.Add(10 * time.Hour)}
	if m.times["waiting box"], err = median(func() error { _, err := a.orders.Counts(ctx, filter); return err }); err != nil {
		return m, err
	}
	m.bare, err = median(func() error { return a.bare(ctx, filter) })
	return m, err
}

// tenth finds the address of the tenth page of My Orders.
func (a *app) tenth(ctx context.Context, store account.StoreID) (string, error) {
	filter := order.Filter{Store: store, Now: demoStart}
	for range 9 {
		page, err := a.orders.List(ctx, filter)
		if err != nil {
			return "", err
		}
		filter.Cursor = page.Next
	}
	return link.Orders("at", filter.Cursor.String()), nil
}

// median is the middle one of the times a function takes, after it has run warm.
func median(do func() error) (time.Duration, error) {
	return medianOf(func() (time.Duration, error) {
		began := time.Now()
		err := do()
		return time.Since(began), err
	})
}

// medianOf is the middle one of the times that a function measures itself, after it has run warm.
func medianOf(measure func() (time.Duration, error)) (time.Duration, error) {
	const runs = 31
	times := make([]time.Duration, 0, runs)
	for i := range runs + 3 {
		took, err := measure()
		if err != nil {
			return 0, err
		}
		if i >= 3 {
			times = append(times, took)
		}
	}
	slices.Sort(times)
	return times[runs/2], nil
}

// report prints the table and says whether the first page stayed quick.
func report(out io.Writer, few, many sample) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "My Orders\t%d orders\t%d orders\tratio\t\n", few.orders, many.orders)
	for _, name := range measured {
		fmt.Fprintf(w, "%s\t%s\t%s\t%.2f\t\n", name, ms(few.times[name]), ms(many.times[name]), ratio(many.times[name], few.times[name]))
	}
	fmt.Fprintf(w, "first page, bare\t%s\t%s\t%.2f\t\n", ms(few.bare), ms(many.bare), ratio(many.bare, few.bare))
	fmt.Fprintf(w, "first page to bare\t%.2f\t%.2f\t\t\n", ratio(few.times["first page"], few.bare), ratio(many.times["first page"], many.bare))
	if err := w.Flush(); err != nil {
		return err
	}
	if grown := ratio(many.times["first page"], few.times["first page"]); grown > slowest {
		return fmt.Errorf("the first page takes %.2f times as long with %d orders as with %d; at most %.1f is allowed", grown, many.orders, few.orders, slowest)
	}
	return nil
}

func ms(d time.Duration) string { return fmt.Sprintf("%.2f ms", float64(d.Microseconds())/1000) }

func ratio(a, b time.Duration) float64 { return float64(a) / float64(max(b, 1)) }
