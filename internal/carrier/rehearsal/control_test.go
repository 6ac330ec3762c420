package rehearsal_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"sellerdesk/internal/carrier"
	"sellerdesk/internal/carrier/carriertest"
	"sellerdesk/internal/carrier/rehearsal"
	"sellerdesk/internal/tracking"
)

func TestNextSaysWhenSomethingHappens(t *testing.T) {
	w := newWorld(t, rehearsal.Config{})
	if at, any, err := w.Next(t.Context(), carriertest.Store); any || err != nil {
		t.Errorf("nothing booked: %v, %v", at, err)
	}
	for i := range 3 {
		w.book(t, reference(i))
	}
	for moved := 0; ; moved++ {
		at, more, err := w.Next(t.Context(), carriertest.Store)
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			break
		}
		before := len(w.events(t))
		w.clock.Set(at.Add(-time.Millisecond))
		if got := len(w.events(t)); got != before {
			t.Fatalf("%d events just before the time of the next", got-before)
		}
		w.clock.Set(at)
		if got := len(w.events(t)); got == before {
			t.Fatal("no event at the time of the next")
		}
	}
	if got := len(w.events(t)); got < 3*20 {
		t.Errorf("%d events in three lives", got)
	}
}

func TestComingListsTheSoonestParcelFirst(t *testing.T) {
	w := newWorld(t, rehearsal.Config{})
	for i := range 5 {
		w.book(t, reference(i))
	}
	if err := w.Cancel(t.Context(), carriertest.Store, reference(3)); err != nil {
		t.Fatal(err)
	}
	coming, err := w.Coming(t.Context(), carriertest.Store, 50)
	if err != nil || len(coming) != 4 {
		t.Fatalf("%d parcels, %v, want the 4 that travel", len(coming), err)
	}
	due := func(p rehearsal.Parcel) time.Time { next, _ := p.Next(); return next.Due }
	if !slices.IsSortedFunc(coming, func(a, b rehearsal.Parcel) int { return due(a).Compare(due(b)) }) {
		t.Error("not the soonest first")
	}
	if first, err := w.Coming(t.Context(), carriertest.Store, 1); err != nil || len(first) != 1 || first[0].Reference != coming[0].Reference {
		t.Errorf("the first one: %v, %v", first, err)
	}
	if other, err := w.Coming(t.Context(), carriertest.Other, 50); err != nil || len(other) != 0 {
		t.Errorf("another store's: %v, %v", other, err)
	}
}

func TestAStepHappensNowAndTheRestComesSooner(t *testing.T) {
	w := newWorld(t, rehearsal.Config{Seed: 3, Trouble: rehearsal.Trouble{Late: rehearsal.Always, Disorder: rehearsal.Always, Twice: rehearsal.Always}})
	w.book(t, reference(1))
	for steps := 1; ; steps++ {
		err := w.Step(t.Context(), carriertest.Store, reference(1))
		if errors.Is(err, rehearsal.ErrNothingNext) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		events := w.events(t)
		if len(events) != steps {
			t.Fatalf("%d events after %d steps", len(events), steps)
		}
		if last := events[steps-1]; last.At.After(w.clock.Wall()) {
			t.Errorf("%s happens at %s, now is %s", last.Code, last.At, w.clock.Wall())
		}
	}
	got := codes(w.events(t))
	if last := got[len(got)-1]; len(got) < 21 || !slices.Contains(got, tracking.Delivered) && !slices.Contains(got, tracking.CollectedByBuyer) {
		t.Errorf("%d events, last %s", len(got), last)
	}
}

func TestAStepKeepsTheDistancesBetweenTheLaterOnes(t *testing.T) {
	w := newWorld(t, rehearsal.Config{})
	w.book(t, reference(1))
	before, err := w.Parcel(t.Context(), carriertest.Store, reference(1))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Step(t.Context(), carriertest.Store, reference(1)); err != nil {
		t.Fatal(err)
	}
	after, err := w.Parcel(t.Context(), carriertest.Store, reference(1))
	if err != nil {
		t.Fatal(err)
	}
	sooner := before.Steps[0].Due.Sub(w.clock.Wall())
	for i, s := range after.Steps {
		if want := before.Steps[i+1].Due.Add(-sooner); !s.Due.Equal(want) || !s.At.Equal(want) {
			t.Errorf("%s at %s, reported %s, want %s", s.Code, s.At, s.Due, want)
		}
	}
}

func TestStepsAndFailuresNeedAParcelOfTheStore(t *testing.T) {
	w := newWorld(t, rehearsal.Config{})
	w.book(t, reference(1))
	if err := w.Step(t.Context(), carriertest.Other, reference(1)); !errors.Is(err, carrier.ErrNeverHeard) {
		t.Errorf("step: %v, want %v", err, carrier.ErrNeverHeard)
	}
	if err := w.Fail(t.Context(), carriertest.Other, reference(1), rehearsal.Reject); !errors.Is(err, carrier.ErrNeverHeard) {
		t.Errorf("fail: %v, want %v", err, carrier.ErrNeverHeard)
	}
}

// ends says how a parcel's way ends, and why, when a trouble hits it.
var ends = []struct {
	kind   rehearsal.Kind
	choice carrier.Undeliverable
	end    []tracking.Code
}{
	{rehearsal.Reject, carrier.Destroy, []tracking.Code{tracking.WarehouseRejected}},
	{rehearsal.OutboundFailure, carrier.Destroy, []tracking.Code{tracking.Packed, tracking.OutboundFailed}},
	{rehearsal.SecurityFailure, carrier.Destroy, []tracking.Code{tracking.LeftWarehouse, tracking.SortingRefused}},
	{rehearsal.ExportFailure, carrier.Destroy, []tracking.Code{tracking.ExportStarted, tracking.ExportFailed}},
	{rehearsal.AirlineFailure, carrier.Destroy, []tracking.Code{tracking.ExportCleared, tracking.LinehaulRefused}},
	{rehearsal.Stall, carrier.Destroy, []tracking.Code{tracking.LinehaulAirline, tracking.LinehaulDeparted}},
	{rehearsal.ImportFailure, carrier.Destroy, []tracking.Code{tracking.ImportFailed, tracking.Destroyed}},
	{rehearsal.ImportFailure, carrier.Return, []tracking.Code{tracking.ImportFailed, tracking.Returned}},
	{rehearsal.NotDelivered, carrier.Destroy, []tracking.Code{tracking.DeliveryFailed, tracking.DeliveryFailed, tracking.Undeliverable, tracking.Destroyed}},
	{rehearsal.NotDelivered, carrier.Return, []tracking.Code{tracking.DeliveryFailed, tracking.DeliveryFailed, tracking.Undeliverable, tracking.Returned}},
}

func TestATroubleCanBeForcedOnOneParcel(t *testing.T) {
	for _, tt := range ends {
		t.Run(string(tt.kind)+" "+string(tt.choice), func(t *testing.T) {
			w := newWorld(t, rehearsal.Config{})
			w.book(t, reference(1), func(b *carrier.Booking) { b.Undeliverable = tt.choice })
			if err := w.Fail(t.Context(), carriertest.Store, reference(1), tt.kind); err != nil {
				t.Fatal(err)
			}
			w.clock.Advance(200 * day)
			events := w.events(t)
			got := codes(events)
			if tail := got[max(0, len(got)-len(tt.end)):]; !slices.Equal(tail, tt.end) {
				t.Errorf("the end is %v, want %v", tail, tt.end)
			}
			for _, e := range events {
				if final := e.Code == tracking.Returned || e.Code == tracking.Destroyed; e.Code.Trouble() && !final && e.Reason == "" {
					t.Errorf("%s without a reason", e.Code)
				}
			}
			if err := w.Fail(t.Context(), carriertest.Store, reference(1), tt.kind); !errors.Is(err, rehearsal.ErrTooLate) {
				t.Errorf("once more: %v, want %v", err, rehearsal.ErrTooLate)
			}
		})
	}
}

func TestOnlyWhatCanStillHitAParcelIsOffered(t *testing.T) {
	w := newWorld(t, rehearsal.Config{})
	w.book(t, reference(1))
	for range 12 {
		p, err := w.Parcel(t.Context(), carriertest.Store, reference(1))
		if err != nil {
			t.Fatal(err)
		}
		offered := w.Troubles(p)
		for _, k := range rehearsal.Kinds {
			copied := newWorld(t, rehearsal.Config{})
			copied.book(t, reference(1))
			copied.clock.Set(w.clock.Wall())
			err := copied.Fail(t.Context(), carriertest.Store, reference(1), k)
			if possible := err == nil; possible != slices.Contains(offered, k) {
				t.Errorf("%s before %s: offered %v, %v", k, p.Steps[0].Code, slices.Contains(offered, k), err)
			}
		}
		w.clock.Set(p.Steps[0].Due)
	}
}

func TestATroubleOfTheReportsChangesNothingThatHappens(t *testing.T) {
	for _, kind := range []rehearsal.Kind{rehearsal.Late, rehearsal.Disorder, rehearsal.Twice} {
		t.Run(string(kind), func(t *testing.T) {
			plain, troubled := newWorld(t, rehearsal.Config{}), newWorld(t, rehearsal.Config{})
			plain.book(t, reference(1))
			troubled.book(t, reference(1))
			if err := troubled.Fail(t.Context(), carriertest.Store, reference(1), kind); err != nil {
				t.Fatal(err)
			}
			plain.clock.Advance(200 * day)
			troubled.clock.Advance(200 * day)
			if a, b := happened(plain.events(t)), happened(troubled.events(t)); !slices.Equal(a, b) {
				t.Errorf("%v\n%v", a, b)
			}
		})
	}
}

// happened are the events in the order in which they happened, each once.
func happened(events []carrier.Event) []string {
	var out []string
	for _, e := range events {
		out = append(out, e.At.Format(time.RFC3339)+" "+string(e.Code))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestTroubleIsReadByItsName(t *testing.T) {
	for _, k := range rehearsal.Kinds {
		if got, err := rehearsal.ParseKind(string(k)); got != k || err != nil {
			t.Errorf("%s: %s, %v", k, got, err)
		}
	}
	if _, err := rehearsal.ParseKind("dragon"); !errors.Is(err, rehearsal.ErrKind) {
		t.Errorf("error = %v, want %v", err, rehearsal.ErrKind)
	}
}
