package rehearsal

import (
	"context"
	"errors"
	"fmt"

	"sellerdesk/internal/account"
	"sellerdesk/internal/carrier"
	"sellerdesk/internal/tracking"
)

const (
	firstSerial  = 1_204_300 // where the waybill numbers of a series begin
	eventsAtOnce = 500
)

// Book is carrier.Network's.
func (n *Network) Book(ctx context.Context, b carrier.Booking) (carrier.Answer, error) {
	if n.inTransaction(ctx) {
		return carrier.Answer{}, carrier.ErrInTransaction
	}
	p, fresh, err := n.book(ctx, b)
	switch {
	case ctx.Err() != nil:
		return carrier.Answer{Outcome: carrier.Unknown}, nil
	case err != nil:
		return carrier.Answer{}, fmt.Errorf("book %s: %w", b.Reference, err)
	case fresh && n.dice(b.Reference).hits("silent", n.config.Trouble.Silent):
		return carrier.Answer{Outcome: carrier.Unknown}, nil
	case p.Cancelled:
		return carrier.Answer{Outcome: carrier.Refused, Reason: carrier.CancelledFirst}, nil
	}
	return p.Answer, nil
}

func (n *Network) dice(reference carrier.Reference) dice {
	return dice{n.config.Seed, string(reference)}
}

// open makes a parcel of a booking: it answers, and plans the parcel's way.
func (n *Network) open(ctx context.Context, b carrier.Booking) (Parcel, error) {
	p := Parcel{Store: b.Store, Reference: b.Reference, Trip: n.trip(b)}
	if n.dice(b.Reference).hits("refuse", n.config.Trouble.Refuse) {
		p.Answer = carrier.Answer{Outcome: carrier.Refused, Reason: carrier.NotServed}
		return p, nil
	}
	waybill, err := n.waybill(ctx, b.Numbers)
	if errors.Is(err, tracking.ErrExhausted) {
		p.Answer = carrier.Answer{Outcome: carrier.Refused, Reason: carrier.NoNumbers}
		return p, nil
	}
	if err != nil {
		return Parcel{}, err
	}
	p.Answer = carrier.Answer{
		Outcome: carrier.Accepted, Waybill: waybill,
		SortingCode: n.sortingCode(b), Warehouse: b.Warehouse.Code,
	}
	p.Steps = Plan(n.config.Seed, n.config.Trouble, p.Reference, p.Trip)
	return p, nil
}

func (n *Network) trip(b carrier.Booking) Trip {
	return Trip{
		Channel: b.Channel, Tier: b.Tier, Tracking: b.Tracking, Days: b.Days, Weight: b.Weight,
		Collection: b.Collection, Warehouse: b.Warehouse, Country: b.To.Country, City: b.To.City,
		Undeliverable: b.Undeliverable, Since: n.clock.Now(b.Store),
	}
}

// waybill allocates the next number of a series.
func (n *Network) waybill(ctx context.Context, numbers carrier.Numbers) (string, error) {
	serial, err := n.records.Serial(ctx, series(numbers))
	if err != nil {
		return "", err
	}
	return tracking.Make(numbers.Format, numbers.Prefix, numbers.Post, firstSerial+serial)
}

// series names the numbers that are counted together; China's post is not named.
func series(n carrier.Numbers) string {
	name := string(n.Format) + " " + n.Prefix
	if n.Post != "" {
		name += " " + string(n.Post)
	}
	return name
}

// sortingCode is the buyer's country and a district of it, the same for everyone there.
func (n *Network) sortingCode(b carrier.Booking) string {
	district := dice{n.config.Seed, string(b.To.Country) + b.To.Postal}.roll("district", 90)
	return fmt.Sprintf("%s%02d", b.To.Country, 10+district)
}

// Cancel is carrier.Network's.
func (n *Network) Cancel(ctx context.Context, store account.StoreID, reference carrier.Reference) error {
	err := n.change(ctx, store, reference, func(p *Parcel) error {
		switch {
		case p.Answer.Outcome == carrier.Refused:
			return nil
		case p.Scanned:
			return carrier.ErrScanned
		}
		p.Cancelled, p.Steps = true, nil
		return nil
	})
	if errors.Is(err, carrier.ErrNeverHeard) {
		return n.bar(ctx, store, reference)
	}
	return err
}

// bar keeps a reference from being booked later.
func (n *Network) bar(ctx context.Context, store account.StoreID, reference carrier.Reference) error {
	return n.records.InTx(ctx, func(ctx context.Context) error {
		p, err := n.records.Get(ctx, reference)
		switch {
		case err == nil && p.Store != store:
			return carrier.ErrTaken
		case err == nil:
			return fmt.Errorf("%s was booked at this moment", reference)
		case !errors.Is(err, carrier.ErrNeverHeard):
			return err
		}
		return n.records.Insert(ctx, Parcel{
			Store: store, Reference: reference, Cancelled: true,
			Answer: carrier.Answer{Outcome: carrier.Refused, Reason: carrier.CancelledFirst},
		})
	})
}

// Reroute is carrier.Network's.
func (n *Network) Reroute(ctx context.Context, store account.StoreID, reference carrier.Reference, c carrier.Collection) error {
	return n.change(ctx, store, reference, func(p *Parcel) error {
		switch {
		case p.Cancelled || p.Answer.Outcome == carrier.Refused:
			return carrier.ErrCancelled
		case p.Scanned:
			return carrier.ErrScanned
		case p.Trip.Collection.Same(c):
			return nil
		}
		p.Trip.Collection, p.Trip.Since = c, n.clock.Now(store)
		rates := n.config.Trouble
		rates.PickupFailure = 0 // once is enough for one parcel
		p.Steps = Plan(n.config.Seed, rates, reference, p.Trip)
		return nil
	})
}

// change lets fn change one parcel of a store, after everything due has happened.
func (n *Network) change(ctx context.Context, store account.StoreID, reference carrier.Reference, fn func(p *Parcel) error) error {
	if err := n.catchUp(ctx, store); err != nil {
		return err
	}
	return n.records.InTx(ctx, func(ctx context.Context) error {
		p, err := n.own(ctx, store, reference)
		if err != nil {
			return err
		}
		if err := fn(&p); err != nil {
			return err
		}
		return n.records.Update(ctx, p)
	})
}

// own returns a parcel of the store, or carrier.ErrNeverHeard.
func (n *Network) own(ctx context.Context, store account.StoreID, reference carrier.Reference) (Parcel, error) {
	p, err := n.records.Get(ctx, reference)
	if err == nil && p.Store != store {
		err = carrier.ErrNeverHeard
	}
	return p, err
}

// Lookup is carrier.Network's.
func (n *Network) Lookup(ctx context.Context, store account.StoreID, reference carrier.Reference) (carrier.State, error) {
	p, err := n.Parcel(ctx, store, reference)
	return p.state(), err
}

// Events is carrier.Network's.
func (n *Network) Events(ctx context.Context, store account.StoreID, since carrier.Cursor) ([]carrier.Event, carrier.Cursor, error) {
	if err := n.catchUp(ctx, store); err != nil {
		return nil, since, err
	}
	events, err := n.records.Events(ctx, store, since, eventsAtOnce)
	if err != nil || len(events) == 0 {
		return nil, since, err
	}
	return events, events[len(events)-1].Sequence, nil
}
