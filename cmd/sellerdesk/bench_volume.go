package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"text/tabwriter"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/alipay/cashier"
	"sellerdesk/internal/batch"
	"sellerdesk/internal/demo"
	"sellerdesk/internal/export"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/job"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/sqlstore"
)

// volumeBench says on how many parcels notices and payments are measured, and exports on how many orders.
type volumeBench struct{ parcels, orders int }

// allVolume is what a large seller sends in a day, and the most that is exported at once.
var allVolume = volumeBench{parcels: 5000, orders: job.MaxItems}

// The bounds of work on many: of the notices, of one payment from Pay to its end, and of an export.
const (
	longestNotices = 10 * time.Second
	longestPayment = 10 * time.Second
	longestTable   = 30 * time.Second
)

// volumeFigures is what was measured.
type volumeFigures struct {
	volumeBench
	notices, start, settle time.Duration
	exports                map[export.Format]time.Duration
	sizes                  map[export.Format]int
}

// volume measures work on many orders and parcels, on stores of its own that are made anew each time.
func (b *benchCommand) volume(ctx context.Context, folder string, n volumeBench) (m volumeFigures, err error) {
	if err := os.RemoveAll(folder); err != nil {
		return m, err
	}
	data, err := openDatabases(ctx, folder)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, data.Close()) }()
	a, err := build(ctx, data, slog.New(slog.DiscardHandler))
	if err != nil {
		return m, err
	}
	m = volumeFigures{volumeBench: n, exports: map[export.Format]time.Duration{}, sizes: map[export.Format]int{}}
	if err := a.pack(ctx, n.parcels); err != nil {
		return m, err
	}
	owner, err := a.stores.PersonByEmail(ctx, benchOwner)
	if err != nil {
		return m, err
	}
	chosen, err := a.chargeAll(ctx, 1, owner.ID)
	if err != nil {
		return m, err
	}
	if m.notices, err = a.tellAll(ctx, chosen); err != nil {
		return m, err
	}
	if err := a.payAll(ctx, chosen, &m); err != nil {
		return m, err
	}
	return m, a.exportAll(ctx, owner.ID, &m)
}

// chargeAll makes freight due for all parcels of a store, and ticks them.
func (a *app) chargeAll(ctx context.Context, store account.StoreID, by account.PersonID) (batch.Selection, error) {
	whose := batch.Whose{Store: store, Person: by, List: batch.ParcelList}
	if _, err := a.batch.TickParcels(ctx, by, parcel.Filter{Store: store}); err != nil {
		return batch.Selection{}, err
	}
	chosen, err := a.batch.Mine(ctx, whose)
	if err != nil {
		return chosen, err
	}
	plan, err := a.batch.Plan(ctx, chosen, batch.FillNotices)
	if err != nil {
		return chosen, err
	}
	ids := make([]parcel.ID, len(plan.Acts))
	for i, item := range plan.Acts {
		ids[i] = parcel.ID(item.Subject)
	}
	parcels, err := a.parcels.ByIDs(ctx, store, ids)
	if err != nil {
		return chosen, err
	}
	return chosen, a.data.product.Relaxed(ctx, func(ctx context.Context) error {
		for _, p := range parcels {
			if err := a.freight.Add(ctx, chargeOf(p), p.Order); err != nil {
				return err
			}
		}
		return nil
	})
}

// chargeOf is a row that charges a parcel.
func chargeOf(p parcel.Parcel) freight.Row {
	return freight.Row{
		Store: p.Store, Parcel: p.ID, Kind: freight.Charged, Once: string(freight.Charged), Amount: p.Quote, Original: p.Quote,
		Grams: p.Declared, Day: demoStart.Format(time.DateOnly), At: demoStart,
	}
}

// tellAll measures the notices of what is ticked.
func (a *app) tellAll(ctx context.Context, chosen batch.Selection) (time.Duration, error) {
	began := time.Now()
	id, err := a.batch.StartNotices(ctx, chosen.Person, chosen)
	if err != nil {
		return 0, err
	}
	_, err = a.finished(ctx, chosen.Store, id)
	return time.Since(began), err
}

// finished does a job to its end; it is an error when an item failed.
func (a *app) finished(ctx context.Context, store account.StoreID, id job.ID) (job.Job, error) {
	if err := a.jobs.All(ctx); err != nil {
		return job.Job{}, err
	}
	j, err := a.jobs.Get(ctx, store, id)
	if err == nil && (j.State != job.Done || j.Done != j.Total || j.Failed > 0) {
		err = fmt.Errorf("of %d items of %s %d are done and %d failed", j.Total, j.Kind, j.Done, j.Failed)
	}
	return j, err
}

// payAll measures one payment of what is ticked: until the cashier is asked, and from the buyer's yes to its end.
func (a *app) payAll(ctx context.Context, chosen batch.Selection, m *volumeFigures) error {
	began := time.Now()
	plan, err := a.batch.Plan(ctx, chosen, batch.Pay)
	if err != nil {
		return err
	}
	numbers := make([]parcel.Number, len(plan.Acts))
	for i, item := range plan.Acts {
		numbers[i] = parcel.Number(item.Number)
	}
	p, page, err := a.paying.Start(ctx, chosen.Store, chosen.Person, numbers, paying.Alipay)
	if err != nil {
		return err
	}
	m.start = time.Since(began)
	u, err := url.Parse(page)
	if err != nil {
		return err
	}
	began = time.Now()
	if _, err := a.cashier.Decide(ctx, chosen.Store, u.Query(), cashier.Pay); err != nil {
		return err
	}
	m.settle = time.Since(began)
	if p, err = a.paying.Records.Get(ctx, chosen.Store, p.Number); err == nil && (p.Status != paying.Paid || len(numbers) != m.parcels) {
		err = fmt.Errorf("the payment of %d parcels is %s", len(numbers), p.Status)
	}
	return err
}

// exportAll measures an export of many orders in every format.
func (a *app) exportAll(ctx context.Context, by account.PersonID, m *volumeFigures) error {
	store, err := a.accounts.CreateStore(ctx, "Exports", benchOwner, false)
	if err != nil {
		return err
	}
	if err := a.clocks.Start(ctx, store, demoStart, 0); err != nil {
		return err
	}
	bulk := demo.Bulk{Products: a.products, Orders: a.orders, Parcels: a.parcels, Notices: a.notices, Freight: a.freight, Tx: a.data.product}
	err = a.data.product.Relaxed(ctx, func(ctx context.Context) error { return bulk.Fill(ctx, store, m.orders, demoStart) })
	if err != nil {
		return err
	}
	for _, format := range export.Formats {
		began := time.Now()
		items, err := a.batch.FoundOrders(ctx, order.Filter{Store: store})
		if err != nil {
			return err
		}
		id, err := a.exports.Start(ctx, store, by, job.ExportOrders, export.Options{Format: format, Language: account.English, Name: "orders"}, items)
		if err != nil {
			return err
		}
		if _, err := a.finished(ctx, store, id); err != nil {
			return err
		}
		m.exports[format] = time.Since(began)
		files, err := sqlstore.NewJobs(a.data.product).Files(ctx, store, id)
		if err != nil || len(files) != 1 {
			return errors.Join(err, fmt.Errorf("the export of %d orders has %d files", len(items), len(files)))
		}
		m.sizes[format] = files[0].Size
	}
	return nil
}

// report prints the figures.
func (m volumeFigures) report(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%d notices of a batch\t%.2f s\t\n", m.parcels, m.notices.Seconds())
	fmt.Fprintf(w, "one payment for %d parcels, until the cashier\t%.2f s\t\n", m.parcels, m.start.Seconds())
	fmt.Fprintf(w, "the same payment, until all are paid\t%.2f s\t\n", m.settle.Seconds())
	for _, f := range export.Formats {
		fmt.Fprintf(w, "export of %d orders as %s, %.1f MB\t%.2f s\t\n", m.orders, f, float64(m.sizes[f])/1e6, m.exports[f].Seconds())
	}
	return w.Flush()
}

// check says which bound is missed.
func (m volumeFigures) check() error {
	var missed error
	for _, one := range []struct {
		what        string
		took, bound time.Duration
	}{
		{fmt.Sprintf("%d notices take", m.parcels), m.notices, longestNotices},
		{fmt.Sprintf("a payment for %d parcels takes", m.parcels), m.start + m.settle, longestPayment},
		{"an export as xlsx takes", m.exports[export.XLSX], longestTable},
		{"an export as csv takes", m.exports[export.CSV], longestTable},
	} {
		if one.took > one.bound {
			missed = errors.Join(missed, fmt.Errorf("%s %.2f s; at most %.0f s are allowed", one.what, one.took.Seconds(), one.bound.Seconds()))
		}
	}
	return missed
}
