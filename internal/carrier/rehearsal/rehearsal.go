// Package rehearsal is the logistics network that ships with the product:
// parcels are booked, collected, weighed, flown and delivered as in the world,
// on the clock of a rehearsal store, which can be moved forward.
//
// What happens to a parcel is decided when it is booked, from the network's
// seed and the parcel's reference alone: the same seed, bookings and clock give
// the same events to the byte. A step happens when the store's clock has passed
// its time and somebody asks; a given event is stored and never changes.
//
// The network has a memory of its own, Records, in a database of its own, so
// that no transaction of the product can ever hold a booking.
package rehearsal

import (
	"context"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/carrier"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/place"
)

// Errors the rehearsal page shows; those of a Network are in package carrier.
var (
	// ErrNothingNext: the parcel has arrived, was cancelled or is lost.
	ErrNothingNext = errs.New(errs.Conflict, "carrier_rehearsal_nothing_next")
	// ErrTooLate: the parcel is past the point where this trouble can happen.
	ErrTooLate = errs.New(errs.Conflict, "carrier_rehearsal_too_late")
	// ErrKind: there is no such trouble.
	ErrKind = errs.New(errs.Invalid, "carrier_rehearsal_bad_trouble")
)

// Clock tells the time of a store.
type Clock interface {
	Now(store account.StoreID) time.Time
}

// Records is the memory of the network. It must not be the product's database.
type Records interface {
	// InTx runs fn in a transaction; one runs at a time.
	InTx(ctx context.Context, fn func(ctx context.Context) error) error
	// Serial returns the next number of a series: 1, 2, 3, … over all stores, never one twice.
	Serial(ctx context.Context, series string) (int64, error)
	// Insert stores a parcel; its reference is new.
	Insert(ctx context.Context, p Parcel) error
	// Get returns the parcel of any store with a reference, or carrier.ErrNeverHeard.
	Get(ctx context.Context, reference carrier.Reference) (Parcel, error)
	// Update stores what changed of a parcel.
	Update(ctx context.Context, p Parcel) error
	// Coming returns the store's parcels with a step still to come, the soonest
	// first, then by reference, at most limit.
	Coming(ctx context.Context, store account.StoreID, limit int) ([]Parcel, error)
	// Due is Coming with a step at or before until.
	Due(ctx context.Context, store account.StoreID, until time.Time, limit int) ([]Parcel, error)
	// Append stores events behind the store's last one and numbers them.
	Append(ctx context.Context, store account.StoreID, events []carrier.Event) error
	// Events returns the store's events after a cursor in their order, at most limit.
	Events(ctx context.Context, store account.StoreID, since carrier.Cursor, limit int) ([]carrier.Event, error)
}

// Config says how the network behaves.
type Config struct {
	Seed    uint64
	Trouble Trouble
}

// Network is the rehearsal network.
type Network struct {
	config        Config
	records       Records
	clock         Clock
	inTransaction func(context.Context) bool
	counter       counter
}

var _ carrier.Network = (*Network)(nil)

// New returns a network that remembers in records. inTransaction reports
// whether a caller holds a transaction of any database.
func New(config Config, records Records, clock Clock, inTransaction func(context.Context) bool) *Network {
	return &Network{config: config, records: records, clock: clock, inTransaction: inTransaction}
}

// Trip is what the network keeps of a booking: all that decides the way of a parcel.
type Trip struct {
	Channel       channel.Code
	Tier          channel.Tier
	Tracking      channel.Tracking
	Days          carrier.Days
	Weight        measure.Weight // declared
	Collection    carrier.Collection
	Warehouse     carrier.Warehouse
	Country       place.Country // destination
	City          string        // the buyer's
	Undeliverable carrier.Undeliverable
	Since         time.Time // when it was booked, or rerouted
}

// Parcel is a booking and what is still to come.
type Parcel struct {
	Store     account.StoreID
	Reference carrier.Reference
	Answer    carrier.Answer
	Trip      Trip
	Cancelled bool
	Scanned   bool
	Steps     []Planned // in the order in which the network learns of them
}

// Next returns the step to come, if there is one.
func (p Parcel) Next() (Planned, bool) {
	if len(p.Steps) == 0 {
		return Planned{}, false
	}
	return p.Steps[0], true
}

// state is what the network says of the parcel.
func (p Parcel) state() carrier.State {
	return carrier.State{Answer: p.Answer, Cancelled: p.Cancelled, Scanned: p.Scanned}
}
