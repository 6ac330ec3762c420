package rehearsal

import (
	"context"
	"errors"
	"sync"

	"sellerdesk/internal/carrier"
)

// counter is where bookings arrive. Those that arrive while others are written down are
// written down together after them, so that all of them wait for the disk once.
type counter struct {
	sync.Mutex
	waiting []*arrival
	busy    bool // somebody writes
}

// arrival is a booking at the counter and what became of it.
type arrival struct {
	booking carrier.Booking
	parcel  Parcel
	fresh   bool // it was not booked before
	err     error
	done    chan struct{}
}

// book writes a booking down, unless it is there already. One that has arrived is
// written down even if the caller goes away.
func (n *Network) book(ctx context.Context, b carrier.Booking) (p Parcel, fresh bool, err error) {
	a := &arrival{booking: b, done: make(chan struct{})}
	if n.counter.arrive(a) {
		n.serve(context.WithoutCancel(ctx))
	}
	select {
	case <-a.done:
		return a.parcel, a.fresh, a.err
	case <-ctx.Done():
		return Parcel{}, false, ctx.Err()
	}
}

// arrive queues an arrival and reports whether the caller is the one who writes.
func (c *counter) arrive(a *arrival) (writes bool) {
	c.Lock()
	defer c.Unlock()
	c.waiting = append(c.waiting, a)
	writes, c.busy = !c.busy, true
	return writes
}

// next takes all who wait; without any nobody writes any more.
func (c *counter) next() []*arrival {
	c.Lock()
	defer c.Unlock()
	all := c.waiting
	c.waiting, c.busy = nil, len(all) > 0
	return all
}

// serve writes down what has arrived. Who arrives meanwhile is served beside the caller,
// who would never leave while others come.
func (n *Network) serve(ctx context.Context) {
	all := n.counter.next()
	if len(all) == 0 {
		return
	}
	if err := n.writeAll(ctx, all); err != nil {
		for _, a := range all { // one may be the fault of all: each alone
			a.err = n.writeAll(ctx, []*arrival{a})
		}
	}
	for _, a := range all {
		close(a.done)
	}
	go n.serve(ctx)
}

// writeAll writes bookings down in one transaction.
func (n *Network) writeAll(ctx context.Context, all []*arrival) error {
	return n.records.InTx(ctx, func(ctx context.Context) error {
		for _, a := range all {
			if err := n.write(ctx, a); err != nil {
				return err
			}
		}
		return nil
	})
}

// write writes one booking down, unless it is there already.
func (n *Network) write(ctx context.Context, a *arrival) (err error) {
	a.parcel, err = n.records.Get(ctx, a.booking.Reference)
	if err == nil && a.parcel.Store != a.booking.Store {
		return carrier.ErrTaken
	}
	if a.fresh = errors.Is(err, carrier.ErrNeverHeard); !a.fresh {
		return err
	}
	if a.parcel, err = n.open(ctx, a.booking); err != nil {
		return err
	}
	return n.records.Insert(ctx, a.parcel)
}
