package rehearsal_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	network "sellerdesk/internal/carrier/rehearsal"
	"sellerdesk/internal/order"
	"sellerdesk/internal/rehearsal"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/testing/shop"
)

func newWorld(t *testing.T) (*rehearsal.World, *shop.Shop) {
	t.Helper()
	s := shop.New(t)
	s.Ready(t)
	return s.World(), s
}

func TestAClockNeverGoesBack(t *testing.T) {
	w, s := newWorld(t)
	for _, shown := range []rehearsal.Shown{{}, {Now: sample.Moment.Add(-48 * time.Hour)}} {
		now, err := w.MoveClock(t.Context(), s.Store, rehearsal.Day, shown)
		if err != nil || !now.Equal(sample.Moment) {
			t.Errorf("from %v the clock is moved to %v, %v", shown.Now, now, err)
		}
	}
}

func TestAParcelThatWasSubmittedMeanwhileIsTheNextEvent(t *testing.T) {
	w, s := newWorld(t)
	s.Submitted(t, s.Order(t))
	late := rehearsal.Shown{Now: sample.Moment, Next: sample.Moment.Add(90 * 24 * time.Hour)}
	coming, err := w.Coming(t.Context(), s.Store)
	if err != nil || len(coming) != 1 {
		t.Fatalf("%d parcels are coming, %v", len(coming), err)
	}
	now, err := w.MoveClock(t.Context(), s.Store, rehearsal.Next, late)
	if err != nil || !now.Equal(coming[0].Due) {
		t.Errorf("the clock shows %v, %v, want %v", now, err, coming[0].Due)
	}
}

func TestUnknownWishesAreRefused(t *testing.T) {
	w, s := newWorld(t)
	if _, err := w.MoveClock(t.Context(), s.Store, "year", rehearsal.Shown{}); !errors.Is(err, rehearsal.ErrMove) {
		t.Errorf("a year: %v", err)
	}
	if err := w.Act(t.Context(), rehearsal.Act{Store: s.Store, Deed: "sue"}); !errors.Is(err, rehearsal.ErrDeed) {
		t.Errorf("a suit: %v", err)
	}
	if _, err := rehearsal.ParseTrouble("flood"); !errors.Is(err, network.ErrKind) {
		t.Errorf("a flood: %v", err)
	}
}

func TestAParcelTellsOnlyOfTroubleThatCanStillComeToIt(t *testing.T) {
	w, s := newWorld(t)
	made := s.Submitted(t, s.Order(t))
	ahead := func() int {
		coming, err := w.Coming(t.Context(), s.Store)
		if err != nil || len(coming) != 1 {
			t.Fatalf("%d parcels are coming, %v", len(coming), err)
		}
		if err := w.Step(t.Context(), s.Store, made.Number, coming[0].Plan); err != nil {
			t.Fatal(err)
		}
		return len(coming[0].Ahead)
	}
	first := ahead()
	for range 15 {
		ahead()
	}
	if last := ahead(); first < 10 || last >= first {
		t.Errorf("first %d troubles lie ahead, near the end %d", first, last)
	}
}

// atOnce does something ten times at the same moment and returns how often it went well.
func atOnce(do func() error) int {
	var wg sync.WaitGroup
	var well atomic.Int64
	for range 10 {
		wg.Go(func() {
			if do() == nil {
				well.Add(1)
			}
		})
	}
	wg.Wait()
	return int(well.Load())
}

func TestAFormSentTenTimesAtOnceMovesTheWorldOnce(t *testing.T) {
	w, s := newWorld(t)
	made := s.Submitted(t, s.Order(t))
	moved := atOnce(func() error {
		_, err := w.MoveClock(t.Context(), s.Store, rehearsal.Hour, rehearsal.Shown{Now: sample.Moment})
		return err
	})
	if now := s.Clock.Wall(); moved != 10 || !now.Equal(sample.Moment.Add(time.Hour)) {
		t.Errorf("%d times the clock is moved, to %v", moved, now)
	}
	coming, err := w.Coming(t.Context(), s.Store)
	if err != nil {
		t.Fatal(err)
	}
	if n := atOnce(func() error { return w.Step(t.Context(), s.Store, made.Number, coming[0].Plan) }); n != 1 {
		t.Errorf("%d steps are made", n)
	}
	bought := atOnce(func() error {
		_, err := w.Buy(t.Context(), rehearsal.Purchase{Store: s.Store, Count: 2, Once: "a"})
		return err
	})
	page, err := s.Orders.List(t.Context(), order.Filter{Store: s.Store, Tab: order.TabAwaitingPayment})
	if err != nil || bought != 10 || len(page.Rows) != 2 {
		t.Errorf("%d orders are bought, %v", len(page.Rows), err)
	}
}
