// Package carrier is the boundary to logistics networks: what the product asks
// of a network, and what a network tells.
//
// A network is asked to book a parcel, to cancel it, what became of it, and
// for the events since the last time. It may answer late, twice or not at all,
// so every question can be repeated without harm: the logistics order number is
// the reference under which the network knows the parcel. Network states the
// promises; carriertest proves them for each implementation.
//
// Whether a parcel may be sent with a channel, what it costs and which state it
// is in is decided elsewhere; a network only says what happened.
package carrier

import (
	"context"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/tracking"
)

// Errors a network reports. Any other error means that the network did not
// answer or did not understand: whether something happened is unknown, and
// Lookup tells.
var (
	// ErrNeverHeard: the network has no booking of this store under the reference.
	ErrNeverHeard = errs.New(errs.NotFound, "carrier_never_heard")
	// ErrTaken: another store has a booking under the reference.
	ErrTaken = errs.New(errs.Conflict, "carrier_reference_taken")
	// ErrScanned: the parcel was collected or scanned; it cannot be cancelled or rerouted.
	ErrScanned = errs.New(errs.Conflict, "carrier_already_scanned")
	// ErrCancelled: the booking was cancelled or refused; there is nothing to reroute.
	ErrCancelled = errs.New(errs.Conflict, "carrier_cancelled")
	// ErrInTransaction: the caller holds a transaction, and no network is waited for in one.
	ErrInTransaction = errs.New(errs.Internal, "carrier_in_transaction")
)

// Network is a logistics network.
//
// All methods are safe for concurrent use, keep to the deadline of the context
// and refuse to work inside a database transaction (ErrInTransaction): what a
// network did cannot be rolled back. References of one store are unknown to
// another.
type Network interface {
	// Book announces a parcel and returns the network's answer.
	//
	// Booking a reference again, at once or at the same moment, returns the first
	// answer again and books nothing: one reference has one waybill number for
	// ever. What the repeated booking says about the parcel is ignored. The answer
	// is Unknown, without an error, if the network was silent: it may have booked
	// the parcel or not. Look it up; book again only after ErrNeverHeard. A
	// reference that was cancelled is refused. The waybill number is unique over
	// all stores and never given out again.
	Book(ctx context.Context, b Booking) (Answer, error)

	// Cancel withdraws a booking. It returns nil if the parcel will not travel:
	// cancelled now, cancelled before, refused at booking, or never heard of, in
	// which case a booking that arrives later is refused. After the first scan it
	// returns ErrScanned and changes nothing. The waybill number is not used again.
	Cancel(ctx context.Context, store account.StoreID, reference Reference) error

	// Reroute changes how a parcel gets to the warehouse, such as by domestic
	// express after a failed collection. The same collection again changes nothing.
	// After the first scan it returns ErrScanned.
	Reroute(ctx context.Context, store account.StoreID, reference Reference, c Collection) error

	// Lookup returns what became of a booking, or ErrNeverHeard.
	Lookup(ctx context.Context, store account.StoreID, reference Reference) (State, error)

	// Events returns what happened to the store's parcels after a cursor, in the
	// order in which the network learnt of it, and the cursor to go on from; the
	// zero Cursor is the beginning. An empty list means that there is nothing more
	// now. Given events are never changed or taken back, and asking again from the
	// same cursor gives the same events and perhaps further ones.
	//
	// Events may arrive late, twice and in another order than they happened: the
	// same one has the same waybill number, code and time.
	Events(ctx context.Context, store account.StoreID, since Cursor) ([]Event, Cursor, error)
}

// Reference is the name a booking is known under: the logistics order number of
// the parcel, LP and 14 digits, unique over all stores.
type Reference string

// Answer is what a network says to a booking.
type Answer struct {
	Outcome     Outcome
	Waybill     string // when accepted: the number the parcel travels under
	SortingCode string // when accepted: for the label, such as "RU21"
	Warehouse   string // when accepted: code of the warehouse that receives the parcel
	Reason      Reason // when refused
}

// State is what became of a booking.
type State struct {
	Answer
	Cancelled bool // withdrawn; it does not travel
	Scanned   bool // collected or received: it can no longer be cancelled
}

// Cursor is a place in a store's events. The zero value is before the first.
type Cursor int64

// Event is one thing that happened to a parcel.
type Event struct {
	Reference Reference
	Waybill   string
	Code      tracking.Code
	At        time.Time      // when it happened, UTC
	Place     string         // where, in English; empty if the network does not say
	PlaceCN   string         // where, in Chinese
	Weight    measure.Weight // measured grams, of the event that weighed the parcel; 0: did not
	Reason    Reason         // why, of an event that tells of trouble
	Sequence  Cursor         // its place among the store's events
}
