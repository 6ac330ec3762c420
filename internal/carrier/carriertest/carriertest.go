// Package carriertest is what every logistics network must do, as a test: the
// promises of carrier.Network. A new network is ready when it passes.
package carriertest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/carrier"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/tracking"
)

// The two stores of the tests.
const (
	Store account.StoreID = 7
	Other account.StoreID = 8
)

// Bench is a network to be tested, with all that surrounds it.
type Bench struct {
	Network carrier.Network
	// Restart returns the network as it is after the program was started again.
	Restart func() carrier.Network
	// Silent returns the same network at a moment when it books and does not answer.
	Silent func() carrier.Network
	// InTx runs fn in a transaction of the product's database.
	InTx func(ctx context.Context, fn func(ctx context.Context) error) error
}

// Booking returns a valid booking of a registered packet from Hangzhou to
// Moscow; change says what is different.
func Booking(reference carrier.Reference, change ...func(*carrier.Booking)) carrier.Booking {
	b := carrier.Booking{
		Store:      Store,
		Reference:  reference,
		Channel:    "CPAM",
		Tier:       channel.StandardTier,
		Tracking:   channel.FullTracking,
		Days:       carrier.Days{Min: 15, Max: 45},
		Numbers:    carrier.Numbers{Format: tracking.Postal, Prefix: "R"},
		Category:   channel.Ordinary,
		Weight:     200,
		Size:       measure.Size{Length: 200, Width: 150, Height: 40},
		Goods:      []carrier.Goods{{NameCN: "手机壳", NameEN: "Phone case", Quantity: 2, Value: money.Of(500, money.USD), Weight: 190}},
		Collection: carrier.Collection{Mode: carrier.DoorPickup, Due: sample.Moment.Add(20 * time.Hour)},
		Warehouse:  carrier.Warehouse{Code: "CPAM_WLB_CPAMHZ", City: "Hangzhou", CityCN: "杭州"},

		Undeliverable: carrier.Destroy,
		From:          place.Address{Name: "Li Hua", Street: "Wen'er Road 391", City: "Hangzhou", Province: "Zhejiang", Country: "CN", Postal: "310000", Mobile: "13800138000"},
		To:            place.Address{Name: "Ivan Petrov", Street: "ul. Lenina 1", City: "Moscow", Province: "Moskva", Country: "RU", Postal: "101000", Phone: "+74951234567"},
		Pickup:        place.Address{Name: "李华", Street: "文二路391号", City: "杭州市", Province: "浙江省", Country: "CN", Postal: "310000", Mobile: "13800138000"},
	}
	for _, c := range change {
		c(&b)
	}
	return b
}

// promises are the tests, by what a network promises.
var promises = []struct {
	name string
	test func(t *testing.T, b Bench, clock *sample.Clock)
}{
	{"booking twice gives one number", bookingTwice},
	{"bookings of one reference at the same moment give one number", bookingInParallel},
	{"different references give different numbers", differentNumbers},
	{"a silent network is looked up and not asked twice", silence},
	{"a booking that the network never heard of is said to be so", neverHeard},
	{"a caller who gave up does not know the outcome", gaveUp},
	{"a number survives a restart and is not given again", restart},
	{"nothing is asked inside a transaction", insideTransaction},
	{"another store's booking is not found", otherStore},
	{"cancelling twice is harmless", cancelTwice},
	{"what was cancelled before it was booked cannot be booked", cancelFirst},
	{"cancelling is refused after the first scan", cancelAfterScan},
	{"a parcel can be rerouted until it is scanned", reroute},
	{"events never change once given", eventsStay},
	{"an accepted parcel is weighed before it leaves the warehouse", weighed},
}

// Run tests a network. setup returns a fresh one on the clock, which is not
// bound to refuse or lose anything.
func Run(t *testing.T, setup func(t *testing.T, clock *sample.Clock) Bench) {
	for _, p := range promises {
		t.Run(p.name, func(t *testing.T) {
			clock := sample.NewClock()
			p.test(t, setup(t, clock), clock)
		})
	}
}

func bookingTwice(t *testing.T, b Bench, _ *sample.Clock) {
	first := book(t, b.Network, Booking("LP00000000000001"))
	again := book(t, b.Network, Booking("LP00000000000001", func(b *carrier.Booking) { b.Weight = 1900 }))
	if diff := cmp.Diff(first, again); diff != "" {
		t.Errorf("the second answer differs: %s", diff)
	}
	if first.Outcome != carrier.Accepted || first.Warehouse == "" || first.SortingCode == "" {
		t.Errorf("answer = %+v, want everything a label needs", first)
	}
	if err := tracking.Check(tracking.Postal, first.Waybill); err != nil {
		t.Error(err)
	}
}

func bookingInParallel(t *testing.T, b Bench, _ *sample.Clock) {
	var wg sync.WaitGroup
	answers := make([]carrier.Answer, 16)
	problems := make([]error, len(answers))
	for i := range answers {
		wg.Go(func() { answers[i], problems[i] = b.Network.Book(t.Context(), Booking("LP00000000000001")) })
	}
	wg.Wait()
	if err := errors.Join(problems...); err != nil {
		t.Fatal(err)
	}
	for _, a := range answers {
		if a != answers[0] {
			t.Errorf("answers %+v and %+v", answers[0], a)
		}
	}
}

func differentNumbers(t *testing.T, b Bench, _ *sample.Clock) {
	seen := map[string]carrier.Reference{}
	for i := range 40 {
		r := reference(i)
		a := book(t, b.Network, Booking(r, func(b *carrier.Booking) { b.Store = Store + account.StoreID(i%2) }))
		if before, twice := seen[a.Waybill]; twice {
			t.Errorf("%s and %s have the number %s", before, r, a.Waybill)
		}
		seen[a.Waybill] = r
	}
}

func silence(t *testing.T, b Bench, _ *sample.Clock) {
	if a := book(t, b.Silent(), Booking("LP00000000000001")); a != (carrier.Answer{Outcome: carrier.Unknown}) {
		t.Fatalf("answer = %+v, want unknown and nothing else", a)
	}
	found, err := b.Network.Lookup(t.Context(), Store, "LP00000000000001")
	if err != nil || found.Outcome != carrier.Accepted {
		t.Fatalf("looked up: %+v, %v", found, err)
	}
	if again := book(t, b.Network, Booking("LP00000000000001")); again != found.Answer {
		t.Errorf("booked again: %+v, looked up: %+v", again, found.Answer)
	}
}

func neverHeard(t *testing.T, b Bench, _ *sample.Clock) {
	if _, err := b.Network.Lookup(t.Context(), Store, "LP00000000000001"); !errors.Is(err, carrier.ErrNeverHeard) {
		t.Errorf("lookup: %v, want %v", err, carrier.ErrNeverHeard)
	}
	err := b.Network.Reroute(t.Context(), Store, "LP00000000000001", carrier.Collection{Mode: carrier.SelfSend})
	if !errors.Is(err, carrier.ErrNeverHeard) {
		t.Errorf("reroute: %v, want %v", err, carrier.ErrNeverHeard)
	}
}

func gaveUp(t *testing.T, b Bench, _ *sample.Clock) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if a, err := b.Network.Book(ctx, Booking("LP00000000000001")); err != nil || a.Outcome != carrier.Unknown {
		t.Errorf("answer = %+v, %v, want unknown", a, err)
	}
	a := book(t, b.Network, Booking("LP00000000000001"))
	if a.Outcome != carrier.Accepted {
		t.Errorf("booked later: %+v", a)
	}
}

func restart(t *testing.T, b Bench, clock *sample.Clock) {
	first := book(t, b.Network, Booking("LP00000000000001"))
	clock.Advance(100 * day)
	before := allEvents(t, b.Network, Store)
	network := b.Restart()
	if again := book(t, network, Booking("LP00000000000001")); again != first {
		t.Errorf("after the restart %+v, before %+v", again, first)
	}
	if next := book(t, network, Booking("LP00000000000002")); next.Waybill == first.Waybill {
		t.Errorf("%s was given again", next.Waybill)
	}
	if diff := cmp.Diff(before, allEvents(t, network, Store)); diff != "" {
		t.Errorf("events after the restart: %s", diff)
	}
}

func insideTransaction(t *testing.T, b Bench, _ *sample.Clock) {
	book(t, b.Network, Booking("LP00000000000001"))
	calls := map[string]func(ctx context.Context) error{
		"book": func(ctx context.Context) error {
			_, err := b.Network.Book(ctx, Booking("LP00000000000002"))
			return err
		},
		"cancel": func(ctx context.Context) error { return b.Network.Cancel(ctx, Store, "LP00000000000001") },
		"reroute": func(ctx context.Context) error {
			return b.Network.Reroute(ctx, Store, "LP00000000000001", carrier.Collection{Mode: carrier.SelfSend})
		},
		"lookup": func(ctx context.Context) error {
			_, err := b.Network.Lookup(ctx, Store, "LP00000000000001")
			return err
		},
		"events": func(ctx context.Context) error {
			_, _, err := b.Network.Events(ctx, Store, 0)
			return err
		},
	}
	for name, call := range calls {
		if err := b.InTx(t.Context(), call); !errors.Is(err, carrier.ErrInTransaction) {
			t.Errorf("%s: %v, want %v", name, err, carrier.ErrInTransaction)
		}
	}
	if _, err := b.Network.Lookup(t.Context(), Store, "LP00000000000002"); !errors.Is(err, carrier.ErrNeverHeard) {
		t.Errorf("the refused booking: %v, want %v", err, carrier.ErrNeverHeard)
	}
}

func otherStore(t *testing.T, b Bench, clock *sample.Clock) {
	book(t, b.Network, Booking("LP00000000000001"))
	clock.Advance(100 * day)
	if _, err := b.Network.Lookup(t.Context(), Other, "LP00000000000001"); !errors.Is(err, carrier.ErrNeverHeard) {
		t.Errorf("lookup: %v, want %v", err, carrier.ErrNeverHeard)
	}
	if err := b.Network.Cancel(t.Context(), Other, "LP00000000000001"); !errors.Is(err, carrier.ErrTaken) {
		t.Errorf("cancel: %v, want %v", err, carrier.ErrTaken)
	}
	_, err := b.Network.Book(t.Context(), Booking("LP00000000000001", func(b *carrier.Booking) { b.Store = Other }))
	if !errors.Is(err, carrier.ErrTaken) {
		t.Errorf("book: %v, want %v", err, carrier.ErrTaken)
	}
	if events := allEvents(t, b.Network, Other); len(events) > 0 {
		t.Errorf("events of another store: %+v", events)
	}
}

func cancelTwice(t *testing.T, b Bench, clock *sample.Clock) {
	first := book(t, b.Network, Booking("LP00000000000001"))
	for range 2 {
		if err := b.Network.Cancel(t.Context(), Store, "LP00000000000001"); err != nil {
			t.Fatal(err)
		}
	}
	state, err := b.Network.Lookup(t.Context(), Store, "LP00000000000001")
	if err != nil || !state.Cancelled {
		t.Errorf("state = %+v, %v, want cancelled", state, err)
	}
	err = b.Network.Reroute(t.Context(), Store, "LP00000000000001", carrier.Collection{Mode: carrier.SelfSend})
	if !errors.Is(err, carrier.ErrCancelled) {
		t.Errorf("reroute: %v, want %v", err, carrier.ErrCancelled)
	}
	if a := book(t, b.Network, Booking("LP00000000000001")); a.Outcome != carrier.Refused {
		t.Errorf("booked again: %+v, want refused", a)
	}
	if a := book(t, b.Network, Booking("LP00000000000002")); a.Waybill == first.Waybill {
		t.Errorf("the number %s of a cancelled booking is used again", a.Waybill)
	}
	clock.Advance(100 * day)
	for _, e := range allEvents(t, b.Network, Store) {
		if e.Reference == "LP00000000000001" {
			t.Errorf("a cancelled parcel travels: %+v", e)
		}
	}
}

func cancelFirst(t *testing.T, b Bench, _ *sample.Clock) {
	for range 2 {
		if err := b.Network.Cancel(t.Context(), Store, "LP00000000000001"); err != nil {
			t.Fatal(err)
		}
	}
	a := book(t, b.Network, Booking("LP00000000000001"))
	if want := (carrier.Answer{Outcome: carrier.Refused, Reason: carrier.CancelledFirst}); a != want {
		t.Errorf("answer = %+v, want %+v", a, want)
	}
}

func cancelAfterScan(t *testing.T, b Bench, clock *sample.Clock) {
	book(t, b.Network, Booking("LP00000000000001"))
	clock.Advance(10 * day)
	if err := b.Network.Cancel(t.Context(), Store, "LP00000000000001"); !errors.Is(err, carrier.ErrScanned) {
		t.Errorf("cancel: %v, want %v", err, carrier.ErrScanned)
	}
	state, err := b.Network.Lookup(t.Context(), Store, "LP00000000000001")
	if err != nil || state.Cancelled || !state.Scanned {
		t.Errorf("state = %+v, %v, want scanned and not cancelled", state, err)
	}
	clock.Advance(100 * day)
	if events := allEvents(t, b.Network, Store); len(events) == 0 {
		t.Error("the parcel does not travel")
	}
}

func reroute(t *testing.T, b Bench, clock *sample.Clock) {
	book(t, b.Network, Booking("LP00000000000001"))
	express := carrier.Collection{Mode: carrier.DomesticExpress, Company: "SF", Number: "SF1234567890123"}
	for range 2 {
		if err := b.Network.Reroute(t.Context(), Store, "LP00000000000001", express); err != nil {
			t.Fatal(err)
		}
	}
	clock.Advance(100 * day)
	events := allEvents(t, b.Network, Store)
	if len(events) == 0 || slices.ContainsFunc(events, func(e carrier.Event) bool { return e.Code == tracking.PickedUp }) {
		t.Errorf("events = %+v, want some, and no collection", events)
	}
	if err := b.Network.Reroute(t.Context(), Store, "LP00000000000001", express); !errors.Is(err, carrier.ErrScanned) {
		t.Errorf("reroute after the scan: %v, want %v", err, carrier.ErrScanned)
	}
}

func eventsStay(t *testing.T, b Bench, clock *sample.Clock) {
	for i := range 5 {
		book(t, b.Network, Booking(reference(i)))
	}
	var given []carrier.Event
	for range 120 {
		clock.Advance(day)
		now := allEvents(t, b.Network, Store)
		if len(now) < len(given) || !slices.EqualFunc(given, now[:len(given)], same) {
			t.Fatalf("events changed: %s", cmp.Diff(given, now))
		}
		given = now
	}
	for i, e := range given {
		if i > 0 && e.Sequence <= given[i-1].Sequence || e.Waybill == "" || e.At.After(clock.Now(Store)) || e.At.Location() != time.UTC {
			t.Errorf("event %d: %+v", i, e)
		}
	}
	if len(given) == 0 {
		t.Error("no events")
	}
}

func weighed(t *testing.T, b Bench, clock *sample.Clock) {
	book(t, b.Network, Booking("LP00000000000001"))
	clock.Advance(200 * day)
	weight := measure.Weight(0)
	for _, e := range allEvents(t, b.Network, Store) {
		weight = max(weight, e.Weight)
		if e.Code == tracking.LeftWarehouse && weight == 0 {
			t.Error("the parcel left before it was weighed")
		}
	}
	if weight == 0 {
		t.Error("the parcel was never weighed")
	}
}

const day = 24 * time.Hour

func same(a, b carrier.Event) bool { return cmp.Equal(a, b) }

func reference(i int) carrier.Reference { return carrier.Reference(fmt.Sprintf("LP%014d", i+1)) }

func book(t *testing.T, n carrier.Network, b carrier.Booking) carrier.Answer {
	t.Helper()
	a, err := n.Book(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// allEvents reads the store's events from the beginning to the end.
func allEvents(t *testing.T, n carrier.Network, store account.StoreID) []carrier.Event {
	t.Helper()
	var all []carrier.Event
	var cursor carrier.Cursor
	for {
		events, next, err := n.Events(t.Context(), store, cursor)
		if err != nil {
			t.Fatal(err)
		}
		if len(events) == 0 {
			return all
		}
		all, cursor = append(all, events...), next
	}
}
