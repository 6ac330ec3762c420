package parcel

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sellerdesk/internal/measure"
	"sellerdesk/internal/tracking"
)

// at is a moment some hours after a parcel was submitted.
func at(hours int) time.Time {
	return time.Date(2026, 11, 20, 6, 0, 0, 0, time.UTC).Add(time.Duration(hours) * time.Hour)
}

func event(c tracking.Code, hours int) Event { return Event{Code: c, At: at(hours)} }

// booked is a parcel that the network has accepted.
func booked() Parcel { return Parcel{Status: AwaitsWarehouse, CreatedAt: at(0), EventAt: at(0)} }

// reports draws what a network may report about one parcel: a way along the
// table, with reports between that are history only.
func reports(t *rapid.T) []Event {
	var events []Event
	status := AwaitsWarehouse
	for range rapid.IntRange(0, 14).Draw(t, "length") {
		moving := rapid.IntRange(0, 3).Draw(t, "moving") > 0
		possible := slices.DeleteFunc(tracking.Codes(), func(c tracking.Code) bool {
			h, moves := happenings[c]
			return moves != moving || moves && !status.Can(h)
		})
		if len(possible) == 0 {
			continue
		}
		e := event(rapid.SampledFrom(possible).Draw(t, "code"), len(events)+1)
		if m, err := status.After(happenings[e.Code]); moving && err == nil {
			status = m.To
		}
		if e.Code == tracking.WarehouseAccepted {
			e.Weight = measure.Weight(rapid.IntRange(1, 2000).Draw(t, "grams"))
		}
		events = append(events, e)
	}
	return events
}

func TestAnyOrderOfReportsEndsInTheSameState(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := reports(t)
		want := booked()
		for i := range events {
			want.Follow(events[:i+1])
		}
		mixed := rapid.Permutation(events).Draw(t, "order of arrival")
		for _, e := range events {
			if rapid.Bool().Draw(t, "twice") {
				mixed = append(mixed, e)
			}
		}
		got := booked()
		for i := range mixed {
			got.Follow(mixed[:i+1])
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("out of order it ends otherwise (-in order +mixed):\n%s", diff)
		}
	})
}

func TestReportsThatComeBeforeTheBookingsAnswerWait(t *testing.T) {
	p := Parcel{Status: Init, CreatedAt: at(0), EventAt: at(0)}
	events := []Event{event(tracking.PickedUp, 1), {Code: tracking.WarehouseAccepted, At: at(2), Weight: 190}}
	if steps := p.Follow(events); len(steps) != 0 || p.Status != Init {
		t.Fatalf("without an answer the parcel became %s", p.Status)
	}
	if _, err := p.Happen(Accepted, at(3)); err != nil {
		t.Fatal(err)
	}
	if steps := p.Follow(events); len(steps) != 2 || p.Status != AwaitsOutStock || p.Measured != 190 {
		t.Errorf("after the answer the parcel is %s with %d g", p.Status, p.Measured)
	}
}

func TestALateReportIsHistoryOnly(t *testing.T) {
	p := booked()
	p.Follow([]Event{event(tracking.WarehouseAccepted, 5)})
	steps := p.Follow([]Event{event(tracking.PickupFailed, 1), event(tracking.PickedUp, 2), event(tracking.WarehouseAccepted, 5)})
	if len(steps) != 0 || p.Status != AwaitsOutStock || p.Abnormal != Normal {
		t.Errorf("a late report moved the parcel to %s (%s) in %d steps", p.Status, p.Abnormal, len(steps))
	}
}

func TestTheFirstDeliveryCounts(t *testing.T) {
	p := Parcel{Status: Sent, EventAt: at(0)}
	p.Follow([]Event{event(tracking.CollectedByBuyer, 9), event(tracking.Undeliverable, 4), event(tracking.Delivered, 8)})
	if !p.DeliveredAt.Equal(at(8)) || p.Abnormal != Normal || !p.EventAt.Equal(at(9)) {
		t.Errorf("delivered at %v, %s, newest event at %v", p.DeliveredAt, p.Abnormal, p.EventAt)
	}
}

func TestAParcelWithoutNewsIsStalledUntilThereIsSome(t *testing.T) {
	waiting := booked()
	if waiting.Stall() {
		t.Error("a parcel that waits for the warehouse is stalled")
	}
	p := Parcel{Status: Sent, EventAt: at(0), MovedAt: at(0), MovedBy: tracking.LinehaulIn}
	if !p.Stall() || p.Abnormal != AbnormalStalled || p.Stall() {
		t.Errorf("a silent parcel is %q", p.Abnormal)
	}
	p.Follow([]Event{event(tracking.LinehaulIn, 0)})
	if p.Abnormal != AbnormalStalled {
		t.Error("old news ended the silence")
	}
	p.Follow([]Event{event(tracking.LinehaulIn, 0), event(tracking.LinehaulArrived, 500)})
	if p.Abnormal != Normal {
		t.Error("news did not end the silence")
	}
}

func TestWhatMovesAParcelIsPartOfItsLife(t *testing.T) {
	for code := range happenings {
		if !slices.Contains(lifeOrder, code) {
			t.Errorf("%s has no place in the life of a parcel", code)
		}
	}
}
