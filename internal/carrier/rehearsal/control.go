package rehearsal

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/carrier"
	"sellerdesk/internal/tracking"
)

// parcelsAtOnce is how many parcels catch up in one transaction.
const parcelsAtOnce = 200

// scans are the steps after which a parcel is in the network's hands.
var scans = []tracking.Code{tracking.PickedUp, tracking.WarehouseAccepted, tracking.WarehouseRejected}

// Next returns when the next thing happens to any parcel of the store, if anything does.
func (n *Network) Next(ctx context.Context, store account.StoreID) (time.Time, bool, error) {
	coming, err := n.Coming(ctx, store, 1)
	if err != nil || len(coming) == 0 {
		return time.Time{}, false, err
	}
	return coming[0].Steps[0].Due, true, nil
}

// Coming returns the store's parcels that something will happen to, the soonest
// first, at most limit.
func (n *Network) Coming(ctx context.Context, store account.StoreID, limit int) ([]Parcel, error) {
	if err := n.catchUp(ctx, store); err != nil {
		return nil, err
	}
	return n.records.Coming(ctx, store, limit)
}

// Parcel returns a parcel of the store with what is to come, or carrier.ErrNeverHeard.
func (n *Network) Parcel(ctx context.Context, store account.StoreID, reference carrier.Reference) (Parcel, error) {
	if err := n.catchUp(ctx, store); err != nil {
		return Parcel{}, err
	}
	return n.own(ctx, store, reference)
}

// Parcels returns those of some parcels of the store that the network has heard of.
func (n *Network) Parcels(ctx context.Context, store account.StoreID, references []carrier.Reference) ([]Parcel, error) {
	if err := n.catchUp(ctx, store); err != nil {
		return nil, err
	}
	var known []Parcel
	for _, r := range references {
		p, err := n.own(ctx, store, r)
		if errors.Is(err, carrier.ErrNeverHeard) {
			continue
		}
		if err != nil {
			return nil, err
		}
		known = append(known, p)
	}
	return known, nil
}

// Step lets the next thing happen to a parcel now; what follows comes as much
// sooner. It returns ErrNothingNext at the end of the parcel's way.
func (n *Network) Step(ctx context.Context, store account.StoreID, reference carrier.Reference) error {
	now := n.clock.Now(store)
	err := n.change(ctx, store, reference, func(p *Parcel) error {
		if len(p.Steps) == 0 {
			return ErrNothingNext
		}
		p.Steps = hurried(p.Steps, now)
		return nil
	})
	if err != nil {
		return err
	}
	return n.catchUp(ctx, store)
}

// Fail lets a trouble hit a parcel at the next point where it can. It returns
// ErrTooLate behind that point.
func (n *Network) Fail(ctx context.Context, store account.StoreID, reference carrier.Reference, k Kind) error {
	return n.change(ctx, store, reference, func(p *Parcel) error {
		spoiled := spoil(n.dice(reference), p.Trip, p.Steps, k)
		if len(spoiled) == 0 {
			return ErrTooLate
		}
		p.Steps = spoiled
		return nil
	})
}

// Troubles returns the troubles that can still hit a parcel.
func (n *Network) Troubles(p Parcel) []Kind {
	var possible []Kind
	for _, k := range Kinds {
		if len(spoil(n.dice(p.Reference), p.Trip, p.Steps, k)) > 0 {
			possible = append(possible, k)
		}
	}
	return possible
}

// hurried moves steps so that the first is due now and the others as much
// sooner. What has happened already and is only reported late keeps its time,
// and nothing changes its order.
func hurried(steps []Planned, now time.Time) []Planned {
	sooner := steps[0].Due.Sub(now)
	moved := map[time.Time]time.Time{}
	last := now.Add(-time.Millisecond)
	byTime := slices.SortedStableFunc(slices.Values(steps), func(a, b Planned) int { return a.At.Compare(b.At) })
	for _, s := range byTime {
		if _, done := moved[s.At]; done || !s.At.After(now) {
			continue
		}
		last = latest(s.At.Add(-sooner), last.Add(time.Millisecond))
		moved[s.At] = last
	}
	out := slices.Clone(steps)
	for i, s := range steps {
		if to, ok := moved[s.At]; ok {
			out[i].At = to
		}
		out[i].Due = latest(s.Due.Add(-sooner), out[i].At)
	}
	out[0].Due = now
	out[0].At = earliest(out[0].At, now)
	return inOrder(out)
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earliest(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// catchUp lets everything happen that is due by the store's clock. Everybody
// who asks the network goes through it, so it is also what refuses to work
// inside a transaction.
func (n *Network) catchUp(ctx context.Context, store account.StoreID) error {
	if n.inTransaction(ctx) {
		return carrier.ErrInTransaction
	}
	now := n.clock.Now(store)
	for {
		due, err := n.records.Due(ctx, store, now, 1)
		if err != nil || len(due) == 0 {
			return err
		}
		more := false
		err = n.records.InTx(ctx, func(ctx context.Context) (err error) {
			more, err = n.happen(ctx, store, now)
			return err
		})
		if err != nil || !more {
			return err
		}
	}
}

// happen gives the due steps of some parcels as events, and reports whether there may be more.
func (n *Network) happen(ctx context.Context, store account.StoreID, now time.Time) (more bool, err error) {
	parcels, err := n.records.Due(ctx, store, now, parcelsAtOnce)
	if err != nil {
		return false, err
	}
	var happened []report
	for _, p := range parcels {
		happened = append(happened, p.give(now)...)
		if err := n.records.Update(ctx, p); err != nil {
			return false, err
		}
	}
	slices.SortStableFunc(happened, func(a, b report) int {
		return cmp.Or(a.due.Compare(b.due), cmp.Compare(a.event.Reference, b.event.Reference))
	})
	events := make([]carrier.Event, len(happened))
	for i, r := range happened {
		events[i] = r.event
	}
	return len(parcels) == parcelsAtOnce, n.records.Append(ctx, store, events)
}

// report is an event and when the network learnt of it.
type report struct {
	due   time.Time
	event carrier.Event
}

// give takes the steps that are due from the parcel.
func (p *Parcel) give(now time.Time) []report {
	var given []report
	for len(p.Steps) > 0 && !p.Steps[0].Due.After(now) {
		s := p.Steps[0]
		p.Steps = p.Steps[1:]
		p.Scanned = p.Scanned || slices.Contains(scans, s.Code)
		given = append(given, report{s.Due, carrier.Event{
			Reference: p.Reference, Waybill: p.Answer.Waybill, Code: s.Code, At: s.At,
			Place: s.Place, PlaceCN: s.PlaceCN, Weight: s.Weight, Reason: s.Reason,
		}})
	}
	return given
}
