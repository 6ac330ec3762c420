package shipping

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"sellerdesk/internal/account"
	"sellerdesk/internal/carrier"
	"sellerdesk/internal/history"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/parcel"
)

// ApplyEvents reads what the network has to tell since the last time, and lets
// the parcels follow it. It returns how many reports were new. A parcel that
// cannot follow stops no other: its reports are kept, and it follows with the next one.
func (s *Service) ApplyEvents(ctx context.Context, store account.StoreID) (int, error) {
	network, err := s.Networks.For(ctx, store)
	if errors.Is(err, ErrNoNetwork) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	n, problems := 0, []error(nil)
	for {
		since, err := s.Parcels.Cursor(ctx, store)
		if err != nil {
			return n, fmt.Errorf("events of store %d: %w", store, err)
		}
		events, next, err := network.Events(ctx, store, carrier.Cursor(since))
		if err != nil || len(events) == 0 {
			return n, errors.Join(append(problems, err)...)
		}
		fresh, stuck, err := s.take(ctx, store, events, next)
		n, problems = n+fresh, append(problems, stuck...)
		if err != nil {
			return n, errors.Join(append(problems, fmt.Errorf("events of store %d: %w", store, err))...)
		}
	}
}

// take stores reports and moves the place up to which they were read, in
// transactions of at most batchSize. It also returns why parcels could not follow.
func (s *Service) take(ctx context.Context, store account.StoreID, events []carrier.Event, next carrier.Cursor) (n int, stuck []error, err error) {
	for len(events) > 0 {
		chunk := events[:min(batchSize, len(events))]
		events = events[len(chunk):]
		upTo := next
		if len(events) > 0 {
			upTo = chunk[len(chunk)-1].Sequence
		}
		var fresh int
		var behind []error
		err := s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
			if fresh, behind, err = s.takeChunk(ctx, store, chunk); err != nil {
				return err
			}
			return s.Parcels.SetCursor(ctx, store, int64(upTo))
		})
		if err != nil {
			return n, stuck, err
		}
		n, stuck = n+fresh, append(stuck, behind...)
	}
	return n, stuck, nil
}

// takeChunk stores reports, each once, and lets each parcel follow what is new
// about it. A report about a parcel nobody knows is none of the store's.
func (s *Service) takeChunk(ctx context.Context, store account.StoreID, events []carrier.Event) (n int, stuck []error, err error) {
	reports := map[parcel.Number][]carrier.Event{}
	for _, e := range events {
		number := parcel.Number(e.Reference)
		reports[number] = append(reports[number], e)
	}
	parcels, err := s.Parcels.ByNumbers(ctx, store, slices.Collect(maps.Keys(reports)))
	if err != nil {
		return 0, nil, err
	}
	var moved []parcel.Parcel
	for _, p := range parcels {
		fresh, err := s.keepReports(ctx, p, reports[p.Number])
		if err != nil {
			return 0, nil, err
		}
		if n += fresh; fresh > 0 {
			moved = append(moved, p)
		}
	}
	stuck, err = s.followAll(ctx, store, moved)
	return n, stuck, err
}

// followAll lets parcels follow what was reported about them, and returns why some could not.
func (s *Service) followAll(ctx context.Context, store account.StoreID, parcels []parcel.Parcel) (stuck []error, err error) {
	ids := make([]parcel.ID, len(parcels))
	for i, p := range parcels {
		ids[i] = p.ID
	}
	events, err := s.Parcels.EventsOf(ctx, store, ids)
	if err != nil {
		return nil, err
	}
	for _, p := range parcels {
		err := s.Tx.Savepoint(ctx, func(ctx context.Context) error { return s.follow(ctx, &p, events[p.ID]) })
		if err != nil {
			stuck = append(stuck, fmt.Errorf("parcel %s: %w", p.Number, err))
		}
	}
	return stuck, nil
}

// keepReports stores the reports about a parcel and returns how many are new.
func (s *Service) keepReports(ctx context.Context, p parcel.Parcel, reports []carrier.Event) (int, error) {
	n := 0
	for _, e := range reports {
		report := parcel.Event{Code: e.Code, At: e.At, Place: e.Place, PlaceCN: e.PlaceCN, Weight: e.Weight}
		if e.Reason != "" {
			report.Reason = e.Reason.Key()
		}
		fresh, err := s.Parcels.AddEvent(ctx, p.Store, p.ID, report)
		if err != nil {
			return n, err
		}
		if fresh {
			n++
		}
	}
	return n, nil
}

// catchUp lets a parcel follow what was reported before it could.
func (s *Service) catchUp(ctx context.Context, p *parcel.Parcel) error {
	events, err := s.Parcels.Events(ctx, p.Store, p.ID)
	if err != nil {
		return err
	}
	return s.follow(ctx, p, events)
}

// follow lets a parcel follow all that was reported about it, stores it and does
// what each step brings with it. It belongs into a transaction.
func (s *Service) follow(ctx context.Context, p *parcel.Parcel, events []parcel.Event) error {
	steps := p.Follow(events)
	if err := s.Parcels.Update(ctx, *p); err != nil {
		return err
	}
	p.Version++
	for _, step := range steps {
		if err := s.consequences(ctx, *p, step); err != nil {
			return err
		}
	}
	return nil
}

// consequences does what a step of a parcel brings with it, and writes its history.
func (s *Service) consequences(ctx context.Context, p parcel.Parcel, step parcel.Step) error {
	args := history.Values{"Number": string(p.Number), "Code": string(step.Event.Code), "Reason": step.Event.Reason}
	if step.Event.Weight > 0 {
		args["Weight"] = step.Event.Weight.String()
	}
	if err := s.record(ctx, history.Network, p.Store, p.Order, p.ID, step.Move.Why.Key(), args); err != nil {
		return err
	}
	switch step.Move.Why {
	case parcel.PickupDone, parcel.Weighed:
		return s.verify(ctx, p, step.Event)
	case parcel.LeftWarehouse:
		return s.charge(ctx, p)
	case parcel.SecurityFailed:
		return s.refund(ctx, p)
	case parcel.Accepted, parcel.Refused, parcel.CancelConfirmed, parcel.PickupMissed, parcel.Rescheduled, parcel.Reject,
		parcel.Abandoned, parcel.CannotLeave, parcel.HandedOver, parcel.ExportRefused, parcel.Delivered,
		parcel.NotDelivered, parcel.ReturnedHome, parcel.DestroyedThere:
	}
	return nil
}

// verify marks the parcel's notice as verified: somebody other than the seller has seen the parcel.
func (s *Service) verify(ctx context.Context, p parcel.Parcel, e parcel.Event) error {
	if p.Notice == 0 {
		return nil
	}
	n, err := s.Notices.Get(ctx, p.Store, notice.ID(p.Notice))
	if err != nil || n.Status == notice.Verified || n.Tracking != p.Waybill {
		return err
	}
	n.Scan(e.At)
	if n.Status != notice.Verified {
		return nil
	}
	if err := s.Notices.Update(ctx, n); err != nil {
		return err
	}
	return s.record(ctx, history.Network, p.Store, p.Order, p.ID, "shipping_notice_verified", history.Values{"Number": n.Tracking})
}
