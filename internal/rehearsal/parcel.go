package rehearsal

import (
	"context"
	"fmt"
	"hash/fnv"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/carrier"
	network "sellerdesk/internal/carrier/rehearsal"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tracking"
)

// MostParcels is how many parcels a page of the world holds.
const MostParcels = 50

// Parcel is a parcel in the network to which something will happen.
type Parcel struct {
	Number  parcel.Number
	Waybill string
	Country place.Country // where it goes
	Code    tracking.Code // what happens next; empty: nothing does
	At      time.Time     // when that happens
	Due     time.Time     // when the network reports it: At, or later
	Place   string        // where, in English and Chinese
	PlaceCN string
	Reason  carrier.Reason // why, of trouble
	Ahead   []Trouble      // what can still go wrong
	Plan    string         // names everything that is to come, so that a form sent twice is known
}

// Trouble is one way in which the network makes trouble for a parcel.
type Trouble = network.Kind

// ParseTrouble reads a trouble from outside.
func ParseTrouble(s string) (Trouble, error) { return network.ParseKind(s) }

// Coming returns the store's parcels to which something will happen, the soonest
// first, at most MostParcels.
func (w *World) Coming(ctx context.Context, store account.StoreID) ([]Parcel, error) {
	coming, err := w.Network.Coming(ctx, store, MostParcels)
	if err != nil {
		return nil, err
	}
	parcels := make([]Parcel, len(coming))
	for i, p := range coming {
		parcels[i] = w.shown(p)
	}
	return parcels, nil
}

// Next returns when the next thing happens to any parcel of the store, or zero if nothing does.
func (w *World) Next(ctx context.Context, store account.StoreID) (time.Time, error) {
	next, _, err := w.Network.Next(ctx, store)
	return next, err
}

// Find returns the store's parcels that a text names, the newest first, at most
// MostParcels: the number of a logistics order or of its order, or a waybill.
func (w *World) Find(ctx context.Context, store account.StoreID, text string) ([]Parcel, error) {
	page, err := w.Parcels.List(ctx, parcel.Filter{Store: store, Text: text})
	if err != nil {
		return nil, err
	}
	var references []carrier.Reference
	for _, p := range page.Rows[:min(MostParcels, len(page.Rows))] {
		references = append(references, carrier.Reference(p.Number))
	}
	found, err := w.Network.Parcels(ctx, store, references)
	if err != nil {
		return nil, err
	}
	parcels := make([]Parcel, len(found))
	for i, p := range found {
		parcels[i] = w.shown(p)
	}
	return parcels, nil
}

// shown is a parcel of the network as the page shows it.
func (w *World) shown(p network.Parcel) Parcel {
	next, _ := p.Next()
	return Parcel{
		Number: parcel.Number(p.Reference), Waybill: p.Answer.Waybill, Country: p.Trip.Country,
		Code: next.Code, At: next.At, Due: next.Due, Place: next.Place, PlaceCN: next.PlaceCN, Reason: next.Reason,
		Ahead: w.Network.Troubles(p), Plan: plan(p),
	}
}

// plan is a short name for everything that is to come to a parcel.
func plan(p network.Parcel) string {
	h := fnv.New64a()
	for _, s := range p.Steps {
		fmt.Fprintf(h, "%s %d %d\n", s.Code, s.At.UnixMilli(), s.Due.UnixMilli())
	}
	return fmt.Sprintf("%016x", h.Sum64())
}

// Step lets the next thing happen to a parcel now. plan is what the page showed:
// where something happened to the parcel meanwhile it is ErrMoved.
func (w *World) Step(ctx context.Context, store account.StoreID, n parcel.Number, plan string) error {
	step := func() error { return w.Network.Step(ctx, store, carrier.Reference(n)) }
	if err := w.unlessMoved(ctx, store, n, plan, step); err != nil {
		return err
	}
	return w.Worker.Tick(ctx, store)
}

// Fail lets a trouble hit a parcel at the next point where it can. plan is what the
// page showed, as for Step.
func (w *World) Fail(ctx context.Context, store account.StoreID, n parcel.Number, plan string, t Trouble) error {
	return w.unlessMoved(ctx, store, n, plan, func() error { return w.Network.Fail(ctx, store, carrier.Reference(n), t) })
}

// unlessMoved does something to a parcel unless something happened to it since the page showed it.
func (w *World) unlessMoved(ctx context.Context, store account.StoreID, n parcel.Number, shown string, do func() error) error {
	w.moving.Lock()
	defer w.moving.Unlock()
	p, err := w.Network.Parcel(ctx, store, carrier.Reference(n))
	if err != nil {
		return err
	}
	if plan(p) != shown {
		return ErrMoved.With("Number", string(n))
	}
	return do()
}
