package batch_test

import (
	"context"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"sellerdesk/internal/alipay/cashier"
	"sellerdesk/internal/batch"
	"sellerdesk/internal/job"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/testing/shop"
)

// many is what a large seller sends in a day.
const many = 5000

// worked is the time the processors work for this process.
func worked(t testing.TB) time.Duration {
	t.Helper()
	var use syscall.Rusage
	must(t, syscall.Getrusage(syscall.RUSAGE_SELF, &use))
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}

// within does something and fails when the processors work longer for it than
// it may take; what else runs on the machine does not count.
func within(t *testing.T, limit time.Duration, what string, do func()) {
	t.Helper()
	began, before := time.Now(), worked(t)
	do()
	took := worked(t) - before
	t.Logf("%-22s %6d ms, of the processors %6d ms", what, time.Since(began).Milliseconds(), took.Milliseconds())
	if took > limit && !raced {
		t.Errorf("%s takes %v, at most %v is allowed", what, took, limit)
	}
}

// highest measures the most memory that is in use while something is done, in MiB.
func highest(do func()) uint64 {
	var most atomic.Uint64
	stop, stopped := make(chan struct{}), make(chan struct{})
	runtime.GC()
	go func() {
		defer close(stopped)
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most.Store(max(most.Load(), m.HeapInuse+m.StackInuse))
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	do()
	close(stop)
	<-stopped
	return most.Load() >> 20
}

// crowded is a shop with many parcels for which freight is due.
func crowded(t *testing.T) (*world, []parcel.Parcel) {
	t.Helper()
	w, parcels := newWorld(t), make([]parcel.Parcel, many)
	must(t, w.DB.Relaxed(t.Context(), func(context.Context) error {
		for i := range parcels {
			parcels[i] = w.Charged(t, 3110)
		}
		return nil
	}))
	return w, parcels
}

func parcelNumbers(parcels []parcel.Parcel) []parcel.Number {
	out := make([]parcel.Number, len(parcels))
	for i, p := range parcels {
		out[i] = p.Number
	}
	return out
}

// done is a job at its end.
func (w *world) done(t *testing.T, id job.ID) job.Job {
	t.Helper()
	must(t, w.Jobs.All(t.Context()))
	j, err := w.JobList.Get(t.Context(), w.Store, id)
	must(t, err)
	return j
}

func TestFiveThousandParcelsAreWorkOfSeconds(t *testing.T) {
	if testing.Short() {
		t.Skip("5,000 parcels")
	}
	w, parcels := crowded(t)
	ctx := t.Context()
	within(t, time.Second, "tick all found", func() {
		n, err := w.Batch.TickParcels(ctx, w.Owner, parcel.Filter{Store: w.Store})
		if err != nil || n != many {
			t.Fatalf("%d are ticked, %v", n, err)
		}
	})
	text := strings.Builder{}
	for _, p := range parcels {
		text.WriteString(p.Waybill + "\n")
	}
	within(t, 2*time.Second, "paste", func() {
		p, err := w.Batch.Paste(ctx, w.parcelTicks(), text.String())
		if err != nil || p.Ticked != many {
			t.Fatalf("pasted %+v, %v", p, err)
		}
	})
	for _, a := range []batch.Action{batch.PrintLabels, batch.FillNotices, batch.Pay, batch.PrintSlips} {
		within(t, 2*time.Second, "plan of "+string(a), func() {
			p, err := w.Batch.Plan(ctx, w.mine(t), a)
			if err != nil || len(p.Acts) != many {
				t.Fatalf("acts on %d, %v", len(p.Acts), err)
			}
		})
	}
	var id job.ID
	var err error
	within(t, 10*time.Second, "notices", func() {
		id, err = w.Batch.StartNotices(ctx, w.Owner, w.mine(t))
		must(t, err)
		if j := w.done(t, id); j.State != job.Done || j.Done != many || j.Failed != 0 {
			t.Errorf("the job is %+v", j)
		}
	})
	var page string
	within(t, 10*time.Second, "start a payment", func() {
		_, page, err = w.Paying.Start(ctx, w.Store, w.Owner, parcelNumbers(parcels), paying.Alipay)
		must(t, err)
	})
	within(t, 10*time.Second, "settle the payment", func() {
		_, err := w.Cashier.Decide(ctx, w.Store, shop.Request(t, page), cashier.Pay)
		must(t, err)
	})
	if due := w.Due(t, parcels[many-1]); due != 0 {
		t.Errorf("%d fen are still due", due)
	}
	most := highest(func() {
		within(t, 20*time.Second, "labels", func() {
			id, err = w.Batch.StartLabels(ctx, w.Owner, w.mine(t), batch.LabelOptions{Start: 1})
			must(t, err)
			if j := w.done(t, id); j.State != job.Done || j.Done != many || j.Failed != 0 {
				t.Errorf("the job is %+v", j)
			}
		})
	})
	t.Logf("labels take %d MiB at most", most)
	if most > 250 && !raced {
		t.Errorf("labels take %d MiB, at most 250 are allowed", most)
	}
}
