package sqlstore_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/carrier"
	"sellerdesk/internal/carrier/rehearsal"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/db"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/tracking"
)

// networkParcel is a parcel of a network whose next step is due in the given hours.
func networkParcel(reference carrier.Reference, store account.StoreID, hours int) rehearsal.Parcel {
	due := sample.Moment.Add(time.Duration(hours) * time.Hour)
	return rehearsal.Parcel{
		Store:     store,
		Reference: reference,
		Answer:    carrier.Answer{Outcome: carrier.Accepted, Waybill: "RB" + string(reference), SortingCode: "RU21", Warehouse: "HZ"},
		Trip: rehearsal.Trip{
			Channel: "CPAM", Tier: channel.StandardTier, Tracking: channel.FullTracking, Days: carrier.Days{Min: 1, Max: 2}, Weight: 200,
			Collection: carrier.Collection{Mode: carrier.DomesticExpress, Due: due, Company: "SF", Number: "SF1"},
			Warehouse:  carrier.Warehouse{Code: "HZ", City: "Hangzhou", CityCN: "杭州"},
			Country:    "RU", City: "Moscow", Undeliverable: carrier.Return, Since: sample.Moment,
		},
		Steps: []rehearsal.Planned{
			{Code: tracking.WarehouseAccepted, At: sample.Moment, Due: due, Place: "Hangzhou", PlaceCN: "杭州", Weight: 203},
			{Code: tracking.OutboundFailed, At: due, Due: due.Add(time.Minute), Reason: carrier.Damaged},
		},
	}
}

func newRehearsalNetwork(t *testing.T, parcels ...rehearsal.Parcel) *sqlstore.RehearsalNetwork {
	t.Helper()
	s := sqlstore.NewRehearsalNetwork(dbtest.NewRehearsal(t))
	for _, p := range parcels {
		if err := s.Insert(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestANetworkParcelComesBackAsItWasStored(t *testing.T) {
	want := networkParcel("LP1", 7, 5)
	s := newRehearsalNetwork(t, want)
	got, err := s.Get(t.Context(), "LP1")
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Fatalf("%v %s", err, diff)
	}
	want.Cancelled, want.Scanned, want.Steps = true, true, want.Steps[1:]
	want.Trip.Collection.Number = "SF2"
	if err := s.Update(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	got, err = s.Get(t.Context(), "LP1")
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	if _, err := s.Get(t.Context(), "LP2"); !errors.Is(err, carrier.ErrNeverHeard) {
		t.Errorf("error = %v, want %v", err, carrier.ErrNeverHeard)
	}
}

func TestWaybillsAreUniqueOverAllStoresAndRefusedBookingsHaveNone(t *testing.T) {
	refused := func(r carrier.Reference) rehearsal.Parcel {
		return rehearsal.Parcel{Store: 7, Reference: r, Answer: carrier.Answer{Outcome: carrier.Refused, Reason: carrier.NotServed}}
	}
	s := newRehearsalNetwork(t, networkParcel("LP1", 7, 1), refused("LP2"), refused("LP3"))
	same := networkParcel("LP4", 8, 1)
	same.Answer.Waybill = "RBLP1"
	if err := s.Insert(t.Context(), same); !db.IsUnique(err, "network_parcels.waybill") {
		t.Errorf("the same waybill: %v", err)
	}
	again := networkParcel("LP1", 8, 1)
	again.Answer.Waybill = "another"
	if err := s.Insert(t.Context(), again); !db.IsUnique(err, "network_parcels.reference") {
		t.Errorf("the same reference: %v", err)
	}
}

func TestDueParcelsAreTheStoresOwnTheSoonestFirst(t *testing.T) {
	done := networkParcel("LP5", 7, 1)
	done.Steps = nil
	s := newRehearsalNetwork(t, networkParcel("LP3", 7, 3), networkParcel("LP2", 7, 1), networkParcel("LP1", 7, 1),
		networkParcel("LP4", 8, 1), done)
	at := func(hours int) time.Time { return sample.Moment.Add(time.Duration(hours) * time.Hour) }
	tests := []struct {
		name  string
		store account.StoreID
		until time.Time
		limit int
		want  string
	}{
		{"before the first", 7, at(1).Add(-time.Millisecond), 9, "[]"},
		{"at the time of the first", 7, at(1), 9, "[LP1 LP2]"},
		{"later", 7, at(3), 9, "[LP1 LP2 LP3]"},
		{"no more than asked for", 7, at(3), 2, "[LP1 LP2]"},
		{"another store's", 8, at(3), 9, "[LP4]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			due, err := s.Due(t.Context(), tt.store, tt.until, tt.limit)
			if got := fmt.Sprint(references(due)); err != nil || got != tt.want {
				t.Errorf("due = %s, %v, want %s", got, err, tt.want)
			}
		})
	}
	coming, err := s.Coming(t.Context(), 7, 9)
	if got := fmt.Sprint(references(coming)); err != nil || got != "[LP1 LP2 LP3]" {
		t.Errorf("coming = %s, %v", got, err)
	}
}

func references(parcels []rehearsal.Parcel) []carrier.Reference {
	out := []carrier.Reference{}
	for _, p := range parcels {
		out = append(out, p.Reference)
	}
	return out
}

func TestEachStoreCountsItsOwnNetworkEvents(t *testing.T) {
	s := newRehearsalNetwork(t)
	events := func(store account.StoreID, n int) []carrier.Event {
		out := make([]carrier.Event, n)
		for i := range out {
			out[i] = carrier.Event{Reference: carrier.Reference(fmt.Sprintf("LP%d", store)), Waybill: "RB1", Code: tracking.WarehouseAccepted,
				At: sample.Moment, Place: "Hangzhou", PlaceCN: "杭州", Weight: 203, Reason: carrier.Damaged}
		}
		return out
	}
	for _, step := range []struct {
		store account.StoreID
		n     int
	}{{7, 2}, {8, 1}, {7, 3}} {
		if err := s.Append(t.Context(), step.store, events(step.store, step.n)); err != nil {
			t.Fatal(err)
		}
	}
	want := events(7, 5)
	for i := range want {
		want[i].Sequence = carrier.Cursor(i + 1)
	}
	got, err := s.Events(t.Context(), 7, 0, 10)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	got, err = s.Events(t.Context(), 7, 2, 2)
	if diff := cmp.Diff(want[2:4], got); err != nil || diff != "" {
		t.Errorf("the second page: %v %s", err, diff)
	}
	if got, err := s.Events(t.Context(), 8, 1, 10); err != nil || len(got) != 0 {
		t.Errorf("after the last: %v, %v", got, err)
	}
}

func TestASeriesNeverGivesANumberTwice(t *testing.T) {
	s := newRehearsalNetwork(t)
	var mu sync.Mutex
	var wg sync.WaitGroup
	seen := map[int64]bool{}
	for range 50 {
		wg.Go(func() {
			n, err := s.Serial(t.Context(), "s10 RB")
			mu.Lock()
			defer mu.Unlock()
			if err != nil || seen[n] || n < 1 || n > 50 {
				t.Errorf("number %d, %v", n, err)
			}
			seen[n] = true
		})
	}
	wg.Wait()
	if n, err := s.Serial(t.Context(), "s10 LK"); n != 1 || err != nil {
		t.Errorf("another series begins with %d, %v", n, err)
	}
}
