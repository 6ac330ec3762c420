package rehearsal_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"sellerdesk/internal/carrier"
	"sellerdesk/internal/carrier/carriertest"
	"sellerdesk/internal/carrier/rehearsal"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/db"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/tracking"
	"sellerdesk/migrations"
)

const day = 24 * time.Hour

// world is a rehearsal network with a memory and a clock of its own.
type world struct {
	*rehearsal.Network
	clock *sample.Clock
	db    *db.DB
}

func newWorld(t testing.TB, config rehearsal.Config) world {
	w := world{clock: sample.NewClock(), db: dbtest.NewRehearsal(t)}
	w.Network = network(w.db, w.clock, config)
	return w
}

func network(d *db.DB, clock *sample.Clock, config rehearsal.Config) *rehearsal.Network {
	return rehearsal.New(config, sqlstore.NewRehearsalNetwork(d), clock, db.InTransaction)
}

// book books the sample parcel under a reference; change says what is different.
func (w world) book(t testing.TB, r carrier.Reference, change ...func(*carrier.Booking)) carrier.Answer {
	t.Helper()
	a, err := w.Book(t.Context(), carriertest.Booking(r, change...))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// events are all events of the store so far.
func (w world) events(t testing.TB) []carrier.Event {
	t.Helper()
	var all []carrier.Event
	var cursor carrier.Cursor
	for {
		events, next, err := w.Events(t.Context(), carriertest.Store, cursor)
		if err != nil {
			t.Fatal(err)
		}
		if len(events) == 0 {
			return all
		}
		all, cursor = append(all, events...), next
	}
}

func codes(events []carrier.Event) []tracking.Code {
	out := make([]tracking.Code, len(events))
	for i, e := range events {
		out[i] = e.Code
	}
	return out
}

func reference(i int) carrier.Reference { return carrier.Reference(fmt.Sprintf("LP%014d", i)) }

func TestNetworkKeepsItsPromises(t *testing.T) {
	carriertest.Run(t, func(t *testing.T, clock *sample.Clock) carriertest.Bench {
		path := filepath.Join(t.TempDir(), "rehearsal.db")
		memory := open(t, path)
		t.Cleanup(func() { memory.Close() })
		return carriertest.Bench{
			Network: network(memory, clock, rehearsal.Config{Seed: 1}),
			Restart: func() carrier.Network {
				if err := memory.Close(); err != nil {
					t.Fatal(err)
				}
				memory = open(t, path)
				return network(memory, clock, rehearsal.Config{Seed: 1})
			},
			Silent: func() carrier.Network {
				return network(memory, clock, rehearsal.Config{Seed: 1, Trouble: rehearsal.Trouble{Silent: rehearsal.Always}})
			},
			InTx: dbtest.New(t).InTx,
		}
	})
}

// open opens the database file of a rehearsal world as the program does.
func open(t *testing.T, path string) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Migrate(t.Context(), migrations.Rehearsal()); err != nil {
		t.Fatal(err)
	}
	return d
}

// happenings is what an event means for a parcel (decisions, section 5). Other events are history only.
var happenings = map[tracking.Code]parcel.Happening{
	tracking.PickedUp:          parcel.PickupDone,
	tracking.PickupFailed:      parcel.PickupMissed,
	tracking.WarehouseAccepted: parcel.Weighed,
	tracking.WarehouseRejected: parcel.Reject,
	tracking.LeftWarehouse:     parcel.LeftWarehouse,
	tracking.OutboundFailed:    parcel.CannotLeave,
	tracking.SortingRefused:    parcel.SecurityFailed,
	tracking.ExportFailed:      parcel.SecurityFailed,
	tracking.LinehaulRefused:   parcel.SecurityFailed,
	tracking.LinehaulIn:        parcel.HandedOver,
	tracking.ImportFailed:      parcel.NotDelivered,
	tracking.Undeliverable:     parcel.NotDelivered,
	tracking.Delivered:         parcel.Delivered,
	tracking.CollectedByBuyer:  parcel.Delivered,
	tracking.Returned:          parcel.ReturnedHome,
	tracking.Destroyed:         parcel.DestroyedThere,
}

// rough is a world in which every trouble is common.
var rough = rehearsal.Trouble{
	PickupFailure: 500, Reject: 500, OutboundFailure: 500, SecurityFailure: 500, ExportFailure: 500, AirlineFailure: 500,
	ImportFailure: 500, NotDelivered: 500, Stall: 500, Late: 1000, Disorder: 1000, Twice: 1000,
}

// variant makes the i-th booking differ from the others in every way a seller can choose.
func variant(i int) func(*carrier.Booking) {
	return func(b *carrier.Booking) {
		b.Collection.Mode = carrier.Modes[i%len(carrier.Modes)]
		b.Tracking = channel.Trackings[i%7%len(channel.Trackings)]
		b.Tier = channel.Tiers[i%5%len(channel.Tiers)]
		if i%3 == 0 {
			b.Undeliverable = carrier.Return
		}
		if i%11 == 0 {
			b.Days = carrier.Days{}
		}
	}
}

func TestTheWholeLifeOfParcelsObeysTheParcelTable(t *testing.T) {
	count := 2000
	if testing.Short() {
		count = 200
	}
	w := newWorld(t, rehearsal.Config{Seed: 42, Trouble: rough})
	for i := range count {
		w.book(t, reference(i), variant(i))
	}
	for range 20 {
		w.clock.Advance(10 * day)
		if _, _, err := w.Next(t.Context(), carriertest.Store); err != nil {
			t.Fatal(err)
		}
	}
	lives := map[carrier.Reference][]carrier.Event{}
	for _, e := range w.events(t) {
		lives[e.Reference] = append(lives[e.Reference], e)
	}
	if len(lives) != count {
		t.Errorf("%d of %d parcels travelled", len(lives), count)
	}
	seen := map[parcel.Status]int{}
	for r, events := range lives {
		seen[live(t, r, events)]++
	}
	for _, want := range []parcel.Status{parcel.Rejected, parcel.OutStockFailed, parcel.SendFailed, parcel.Sent, parcel.Closed} {
		if seen[want] == 0 {
			t.Errorf("no parcel ended in %s: %v", want, seen)
		}
	}
}

// live moves a parcel by its events in the order in which they happened, and
// returns where it ended.
func live(t *testing.T, r carrier.Reference, events []carrier.Event) parcel.Status {
	t.Helper()
	slices.SortStableFunc(events, func(a, b carrier.Event) int { return a.At.Compare(b.At) })
	events = slices.CompactFunc(events, func(a, b carrier.Event) bool { return a.Code == b.Code && a.At.Equal(b.At) })
	status := parcel.AwaitsWarehouse
	for _, e := range events {
		h, moves := happenings[e.Code]
		if !moves {
			continue
		}
		m, err := status.After(h)
		if err != nil {
			t.Errorf("%s: %v: %v", r, codes(events), err)
			return status
		}
		if h == parcel.Weighed && e.Weight <= 0 {
			t.Errorf("%s was not weighed", r)
		}
		status = m.To
	}
	return status
}

func TestTheSameSeedAndClockGiveTheSameEventsToTheByte(t *testing.T) {
	run := func(seed uint64) string {
		w := newWorld(t, rehearsal.Config{Seed: seed, Trouble: rough})
		for i := range 50 {
			w.book(t, reference(i), variant(i))
		}
		for range 10 {
			w.clock.Advance(7 * day)
			w.events(t)
		}
		text, err := json.Marshal(w.events(t))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	first := run(5)
	if again := run(5); again != first {
		t.Error("the second run differs")
	}
	if run(6) == first {
		t.Error("another seed makes no difference")
	}
}

func TestARefusalIsRemembered(t *testing.T) {
	w := newWorld(t, rehearsal.Config{Trouble: rehearsal.Trouble{Refuse: rehearsal.Always}})
	want := carrier.Answer{Outcome: carrier.Refused, Reason: carrier.NotServed}
	if a := w.book(t, reference(1)); a != want {
		t.Errorf("answer = %+v, want %+v", a, want)
	}
	if err := w.Cancel(t.Context(), carriertest.Store, reference(1)); err != nil {
		t.Errorf("cancelling it: %v", err)
	}
	w.Network = network(w.db, w.clock, rehearsal.Config{})
	if a := w.book(t, reference(1)); a != want {
		t.Errorf("answer later = %+v, want %+v", a, want)
	}
	w.clock.Advance(100 * day)
	if events := w.events(t); len(events) > 0 {
		t.Errorf("a refused parcel travels: %v", codes(events))
	}
}

func TestAChannelWithoutNumbersRefuses(t *testing.T) {
	w := newWorld(t, rehearsal.Config{})
	_, err := w.db.Exec(t.Context(), `INSERT INTO network_series (name, last) VALUES ('s10 RB', 99999999)`)
	if err != nil {
		t.Fatal(err)
	}
	a := w.book(t, reference(1), func(b *carrier.Booking) { b.Numbers.Prefix = "RB" })
	if a.Outcome != carrier.Refused || a.Reason != carrier.NoNumbers {
		t.Errorf("answer = %+v, want refused for want of numbers", a)
	}
}

func TestEveryNumberFormatIsGivenOut(t *testing.T) {
	w := newWorld(t, rehearsal.Config{})
	for i, f := range tracking.Formats {
		a := w.book(t, reference(i), func(b *carrier.Booking) { b.Numbers = carrier.Numbers{Format: f} })
		if err := tracking.Check(f, a.Waybill); err != nil || a.Outcome != carrier.Accepted {
			t.Errorf("%s: %+v, %v", f, a, err)
		}
	}
	for i, p := range channel.WaybillPatterns {
		numbers := carrier.NumbersOf(channel.Waybill{Pattern: p})
		if a := w.book(t, reference(100+i), func(b *carrier.Booking) { b.Numbers = numbers }); a.Outcome != carrier.Accepted {
			t.Errorf("%s: %+v", p, a)
		}
	}
}

func TestEveryPostCountsItsOwnNumbers(t *testing.T) {
	w := newWorld(t, rehearsal.Config{})
	var waybills []string
	for i, post := range []place.Country{"", "SG", "SG", "FI"} {
		numbers := carrier.Numbers{Format: tracking.Postal, Prefix: "R", Post: post}
		waybills = append(waybills, w.book(t, reference(i), func(b *carrier.Booking) { b.Numbers = numbers }).Waybill)
	}
	if want := []string{"RA012043017CN", "RA012043017SG", "RA012043025SG", "RA012043017FI"}; !slices.Equal(waybills, want) {
		t.Errorf("numbers are %v, want %v", waybills, want)
	}
}

func TestAnUnknownNumberFormatIsAFault(t *testing.T) {
	w := newWorld(t, rehearsal.Config{})
	_, err := w.Book(t.Context(), carriertest.Booking(reference(1), func(b *carrier.Booking) { b.Numbers.Format = "pigeon" }))
	if !errors.Is(err, tracking.ErrFormat) {
		t.Errorf("error = %v, want %v", err, tracking.ErrFormat)
	}
	if _, err := w.Lookup(t.Context(), carriertest.Store, reference(1)); !errors.Is(err, carrier.ErrNeverHeard) {
		t.Errorf("lookup: %v, want %v", err, carrier.ErrNeverHeard)
	}
}

func TestARefusedBookingCannotBeRerouted(t *testing.T) {
	w := newWorld(t, rehearsal.Config{Trouble: rehearsal.Trouble{Refuse: rehearsal.Always}})
	w.book(t, reference(1))
	err := w.Reroute(t.Context(), carriertest.Store, reference(1), carrier.Collection{Mode: carrier.SelfSend})
	if !errors.Is(err, carrier.ErrCancelled) {
		t.Errorf("error = %v, want %v", err, carrier.ErrCancelled)
	}
}

func TestAFailedCollectionIsTriedAgainOrReplacedByExpress(t *testing.T) {
	w := newWorld(t, rehearsal.Config{Trouble: rehearsal.Trouble{PickupFailure: rehearsal.Always}})
	w.book(t, reference(1))
	w.book(t, reference(2))
	w.clock.Advance(day)
	if got := codes(w.events(t)); !slices.Equal(got, []tracking.Code{tracking.PickupFailed, tracking.PickupFailed}) {
		t.Fatalf("events = %v", got)
	}
	express := carrier.Collection{Mode: carrier.DomesticExpress, Company: "ZTO", Number: "75312345678901"}
	if err := w.Reroute(t.Context(), carriertest.Store, reference(2), express); err != nil {
		t.Fatal(err)
	}
	w.clock.Advance(100 * day)
	pickups := map[carrier.Reference][]tracking.Code{}
	for _, e := range w.events(t) {
		if e.Code.Phase() == tracking.Collection {
			pickups[e.Reference] = append(pickups[e.Reference], e.Code)
		}
	}
	if got := pickups[reference(1)]; !slices.Equal(got, []tracking.Code{tracking.PickupFailed, tracking.PickedUp}) {
		t.Errorf("collected again: %v", got)
	}
	if got := pickups[reference(2)]; !slices.Equal(got, []tracking.Code{tracking.PickupFailed}) {
		t.Errorf("by express: %v", got)
	}
}

// The network's memory is a database of its own: a booking goes through while
// somebody else holds the product's writer.
func TestTheNetworkDoesNotWaitForTheProduct(t *testing.T) {
	product, w := dbtest.New(t), newWorld(t, rehearsal.Config{})
	err := product.InTx(t.Context(), func(context.Context) error {
		w.book(t, reference(1))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
