package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"syscall"
	"text/tabwriter"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/batch"
	"sellerdesk/internal/demo"
	"sellerdesk/internal/job"
	"sellerdesk/internal/label"
	"sellerdesk/internal/parcel"
	"sellerdesk/views/link"
)

// Bounds of labels: how many a second one document of a thousand takes, how much
// memory the process takes for all of them, and how long somebody waits for one.
const (
	fewestLabels = 800       // a second
	mostMemory   = 250 << 20 // bytes
	longestWait  = 25 * time.Millisecond
)

// labelBench says how many labels are measured: in all, and in the one document.
type labelBench struct{ all, document int }

// labelFigures is what was measured.
type labelFigures struct {
	labelBench
	job    time.Duration // of all labels, with the database
	peak   int64         // most memory of the process until then, bytes
	took   time.Duration // the document, at best
	worked time.Duration // by all processors, for the same
	fonts  int           // embedded in it
	wait   time.Duration // for the first byte of one label, through the site
}

// labels measures labels on a store of its own. It is the first that is measured:
// the memory of a process is known by its peak.
func (b *benchCommand) labels(ctx context.Context, folder string, n labelBench) (m labelFigures, err error) {
	data, err := openDatabases(ctx, folder)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, data.Close()) }()
	a, err := build(ctx, data, slog.New(slog.DiscardHandler))
	if err != nil {
		return m, err
	}
	store, person, err := a.packed(ctx, n.all)
	if err != nil {
		return m, err
	}
	m.labelBench = n
	if m.job, err = a.printAll(ctx, store, person, n.all); err != nil {
		return m, err
	}
	m.peak = peak()
	found, err := a.parcels.List(ctx, parcel.Filter{Store: store})
	if err != nil {
		return m, err
	}
	if m.wait, err = a.firstByte(ctx, found.Rows); err != nil {
		return m, err
	}
	return m, a.oneDocument(ctx, store, person, &m)
}

// packed makes a store with parcels that wait for their labels, if there is none, and returns it with its owner.
func (a *app) packed(ctx context.Context, n int) (account.StoreID, account.PersonID, error) {
	stores, err := a.stores.Stores(ctx)
	if err != nil {
		return 0, 0, err
	}
	if len(stores) == 0 {
		if err := a.pack(ctx, n); err != nil {
			return 0, 0, err
		}
	}
	owner, err := a.stores.PersonByEmail(ctx, benchOwner)
	return 1, owner.ID, err
}

func (a *app) pack(ctx context.Context, n int) error {
	store, err := a.accounts.CreateStore(ctx, "Labels", benchOwner, false)
	if err != nil {
		return err
	}
	if err := a.clocks.Start(ctx, store, demoStart, 0); err != nil {
		return err
	}
	bulk := demo.Bulk{
		Products: a.products, Orders: a.orders, Parcels: a.parcels, Notices: a.notices, Freight: a.freight, Tx: a.data.product,
	}
	err = a.data.product.Relaxed(ctx, func(ctx context.Context) error { return bulk.Pack(ctx, store, n, demoStart) })
	if err != nil {
		return err
	}
	return a.accounts.SetPassword(ctx, benchOwner, benchPassword)
}

// printAll prints the labels of all parcels of a store as a person does: they are ticked, and a job makes documents of them.
func (a *app) printAll(ctx context.Context, store account.StoreID, person account.PersonID, n int) (time.Duration, error) {
	if _, err := a.batch.TickParcels(ctx, person, parcel.Filter{Store: store}); err != nil {
		return 0, err
	}
	chosen, err := a.batch.Mine(ctx, batch.Whose{Store: store, Person: person, List: batch.ParcelList})
	if err != nil {
		return 0, err
	}
	began := time.Now()
	id, err := a.batch.StartLabels(ctx, person, chosen, batch.LabelOptions{Start: 1})
	if err != nil {
		return 0, err
	}
	if err := a.jobs.All(ctx); err != nil {
		return 0, err
	}
	took := time.Since(began)
	j, err := a.jobs.Records.Get(ctx, store, id)
	if err == nil && (j.State != job.Done || j.Done != n || j.Failed > 0) {
		err = fmt.Errorf("of %d labels %d are printed and %d failed", n, j.Done, j.Failed)
	}
	return took, err
}

// oneDocument measures one document of many labels, at best of some times: what
// else a machine does makes it slower and never quicker.
func (a *app) oneDocument(ctx context.Context, store account.StoreID, person account.PersonID, m *labelFigures) error {
	chosen, err := a.batch.Mine(ctx, batch.Whose{Store: store, Person: person, List: batch.ParcelList})
	if err != nil {
		return err
	}
	plan, err := a.batch.Plan(ctx, chosen, batch.PrintLabels)
	if err != nil {
		return err
	}
	var ids []parcel.ID
	for _, item := range plan.Acts[:min(m.document, len(plan.Acts))] {
		ids = append(ids, parcel.ID(item.Subject))
	}
	parcels, err := a.parcels.ByIDs(ctx, store, ids)
	if err != nil {
		return err
	}
	for range 7 {
		began, before := time.Now(), worked()
		pdf, problems, err := a.printer().Document(ctx, parcels, parcel.LabelRun{Kind: parcel.PDF, Start: 1})
		if err != nil || len(problems) > 0 {
			return errors.Join(err, fmt.Errorf("%d of %d labels cannot be made", len(problems), len(parcels)))
		}
		took, busy := time.Since(began), worked()-before
		if m.took == 0 || took < m.took {
			m.took, m.worked = took, busy
		}
		m.fonts = bytes.Count(pdf, []byte("/FontFile2"))
	}
	return nil
}

// firstByte measures how long the first byte of a label takes, through the whole site.
func (a *app) firstByte(ctx context.Context, parcels []parcel.Parcel) (time.Duration, error) {
	visit, err := a.visits(ctx)
	if err != nil {
		return 0, err
	}
	n := 0
	return medianOf(func() (time.Duration, error) {
		p := parcels[n%len(parcels)]
		n++
		w := &stopwatch{ResponseRecorder: httptest.NewRecorder()}
		began := time.Now()
		visit(w, link.Label(string(p.Number), "pdf"))
		if w.Code != http.StatusOK || !bytes.HasPrefix(w.Body.Bytes(), []byte("%PDF-")) {
			return 0, fmt.Errorf("the label of %s answered %d", p.Number, w.Code)
		}
		return w.first.Sub(began), nil
	})
}

// stopwatch notes when the first byte of an answer is written.
type stopwatch struct {
	*httptest.ResponseRecorder
	first time.Time
}

// Write notes the time of the first byte.
func (s *stopwatch) Write(p []byte) (int, error) {
	if s.first.IsZero() {
		s.first = time.Now()
	}
	return s.ResponseRecorder.Write(p)
}

// usage is what the process took of the machine.
func usage() (u syscall.Rusage) {
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u) // it fails for a wrong pointer only
	return u
}

// worked is how long all processors worked for the process.
func worked() time.Duration {
	u := usage()
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// peak is the most memory the process had, in bytes; the system counts in KiB, but macOS in bytes.
func peak() int64 {
	if runtime.GOOS == "darwin" {
		return usage().Maxrss
	}
	return usage().Maxrss << 10
}

// perSecond is how many labels of the document are made in a second.
func (m labelFigures) perSecond() float64 { return float64(m.document) / m.took.Seconds() }

// report prints the figures.
func (m labelFigures) report(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "one document of %d labels, %d fonts embedded\t%.0f a second\t%s, the processors %s\n", m.document, m.fonts, m.perSecond(), ms(m.took), ms(m.worked))
	fmt.Fprintf(w, "a job of %d labels, with the database\t%.0f a second\t%s\n", m.all, float64(m.all)/m.job.Seconds(), ms(m.job))
	fmt.Fprintf(w, "most memory of the process for %d labels\t%d MiB\t\n", m.all, m.peak>>20)
	fmt.Fprintf(w, "first byte of one label, through the site\t%s\t\n", ms(m.wait))
	return w.Flush()
}

// check reports the bounds that were missed.
func (m labelFigures) check() error {
	var missed []error
	if m.perSecond() < fewestLabels {
		missed = append(missed, fmt.Errorf("%.0f labels a second; at least %d are wanted", m.perSecond(), fewestLabels))
	}
	if m.peak >= mostMemory {
		missed = append(missed, fmt.Errorf("%d labels take %d MiB; less than %d are wanted", m.all, m.peak>>20, mostMemory>>20))
	}
	if m.wait >= longestWait {
		missed = append(missed, fmt.Errorf("the first byte of a label takes %s; less than %s is wanted", ms(m.wait), ms(longestWait)))
	}
	if m.fonts != label.Fonts {
		missed = append(missed, fmt.Errorf("%d of %d fonts are embedded", m.fonts, label.Fonts))
	}
	return errors.Join(missed...)
}
