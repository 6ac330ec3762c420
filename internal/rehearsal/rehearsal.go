// Package rehearsal moves the world around a rehearsal store: its clock, its
// parcels in the logistics network, its buyers, and the cashier at which freight
// is paid without money.
//
// After every move the duties of the worker are done at once, so that what
// follows from it can be seen. Nothing here exists for live stores.
package rehearsal

import (
	"context"
	"sync"
	"time"

	"sellerdesk/internal/account"
	network "sellerdesk/internal/carrier/rehearsal"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/history"
	"sellerdesk/internal/message"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/parcel"
)

// Errors this package reports.
var (
	ErrMove    = errs.New(errs.Invalid, "rehearsal_unknown_move")
	ErrNothing = errs.New(errs.Conflict, "rehearsal_nothing_comes")
	ErrMoved   = errs.New(errs.Conflict, "rehearsal_parcel_moved")
	ErrDeed    = errs.New(errs.Invalid, "rehearsal_unknown_deed")
	ErrSoldOut = errs.New(errs.Conflict, "rehearsal_sold_out") // nobody can buy anything of the store
)

// Clocks are the clocks of rehearsal stores.
type Clocks interface {
	account.Clock
	Advance(ctx context.Context, store account.StoreID, by time.Duration) error
}

// Worker does what a store's clock has made due.
type Worker interface {
	Tick(ctx context.Context, store account.StoreID) error
}

// Orders are the stored orders.
type Orders interface {
	Get(ctx context.Context, store account.StoreID, n order.Number) (order.Order, error)
	Insert(ctx context.Context, o order.Order) (order.ID, error)
}

// Parcels are the stored logistics orders.
type Parcels interface {
	List(ctx context.Context, f parcel.Filter) (paging.Page[parcel.Parcel], error)
}

// Shipping takes what buyers want of their orders.
type Shipping interface {
	AskCancel(ctx context.Context, store account.StoreID, n order.Number, reason string) error
	ConfirmReceipt(ctx context.Context, store account.StoreID, n order.Number) error
}

// Messages takes what buyers write.
type Messages interface {
	Post(ctx context.Context, d message.Draft) (message.ThreadID, error)
}

// World is the world around rehearsal stores.
type World struct {
	Seed      uint64 // decides what buyers buy
	Clocks    Clocks
	Network   *network.Network
	Worker    Worker
	Orders    Orders
	Parcels   Parcels
	Products  Products
	Purchases Purchases
	Shipping  Shipping
	Messages  Messages
	History   *history.Log
	Tx        Transactor

	moving sync.Mutex // held from looking what a form has seen until it is done: sent twice at once, it moves once
}

// Move is how far the clock is moved.
type Move string

// The moves.
const (
	Hour Move = "hour"
	Day  Move = "day"
	Next Move = "next" // to the next event in the logistics network
)

// Moves lists every move in the order of the page.
var Moves = []Move{Hour, Day, Next}

// Key is the key of the move's message.
func (m Move) Key() string { return "rehearsal_move_" + string(m) }

// spans are the moves of a fixed length.
var spans = map[Move]time.Duration{Hour: time.Hour, Day: 24 * time.Hour}

// Shown are the moments on the page from which a move was asked for.
type Shown struct {
	Now  time.Time // what the clock showed
	Next time.Time // when the next event was to come; zero: none was in sight
}

// MoveClock moves a store's clock on from what its page showed, does what is due
// then, and returns the new time. Where the clock is beyond that already, because
// the form was sent twice, it does not move again.
func (w *World) MoveClock(ctx context.Context, store account.StoreID, m Move, shown Shown) (time.Time, error) {
	if err := w.moveOnce(ctx, store, m, shown); err != nil {
		return time.Time{}, err
	}
	return w.Clocks.Now(store), w.Worker.Tick(ctx, store)
}

func (w *World) moveOnce(ctx context.Context, store account.StoreID, m Move, shown Shown) error {
	w.moving.Lock()
	defer w.moving.Unlock()
	to, err := w.target(ctx, store, m, shown)
	if err != nil {
		return err
	}
	if by := to.Sub(w.Clocks.Now(store)); by > 0 {
		return w.Clocks.Advance(ctx, store, by)
	}
	return nil
}

// target is the moment to which the clock is to be moved.
func (w *World) target(ctx context.Context, store account.StoreID, m Move, shown Shown) (time.Time, error) {
	span, fixed := spans[m]
	switch {
	case fixed:
		return shown.Now.Add(span), nil
	case m != Next:
		return time.Time{}, ErrMove
	case !shown.Next.IsZero() && !shown.Next.After(w.Clocks.Now(store)):
		return shown.Next, nil
	}
	next, comes, err := w.Network.Next(ctx, store)
	if err == nil && !comes {
		err = ErrNothing
	}
	return next, err
}
