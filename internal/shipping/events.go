package shipping

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"sellerdesk/internal/account"
	"sellerdesk/internal/carrier"
	"sellerdesk/internal/history"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/parcel"
)

// ApplyEvents reads what the network has to tell since the last time, and lets
// the parcels follow it. It returns how many reports were new.
func (s *Service) ApplyEvents(ctx context.Context, store account.StoreID) (int, error) {
	network, err := s.Networks.For(ctx, store)
	if errors.Is(err, ErrNoNetwork) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	n := 0
	for {
		since, err := s.Parcels.Cursor(ctx, store)
		if err != nil {
			return n, fmt.Errorf("events of store %d: %w", store, err)
		}
		events, next, err := network.Events(ctx, store, carrier.Cursor(since))
		if err != nil || len(events) == 0 {
			return n, err
		}
		fresh, err := s.take(ctx, store, events, next)
		n += fresh
		if err != nil {
			return n, fmt.Errorf("events of store %d: %w", store, err)
		}
	}
}

// take stores reports and moves the place up to which they were read, in transactions of at most batchSize.
func (s *Service) take(ctx context.Context, store account.StoreID, events []carrier.Event, next carrier.Cursor) (int, error) {
	n := 0
	for len(events) > 0 {
		chunk := events[:min(batchSize, len(events))]
		events = events[len(chunk):]
		upTo := next
		if len(events) > 0 {
			upTo = chunk[len(chunk)-1].Sequence
		}
		fresh := 0
		err := s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
			if fresh, err = s.takeChunk(ctx, store, chunk); err != nil {
				return err
			}
			return s.Parcels.SetCursor(ctx, store, int64(upTo))
		})
		if err != nil {
			return n, err
		}
		n += fresh
	}
	return n, nil
}

// takeChunk stores reports, each once, and lets each parcel follow what is new about it.
func (s *Service) takeChunk(ctx context.Context, store account.StoreID, events []carrier.Event) (int, error) {
	var touched []parcel.Number
	n := 0
	for _, e := range events {
		number := parcel.Number(e.Reference)
		fresh, err := s.store(ctx, store, number, e)
		if err != nil {
			return 0, err
		}
		if fresh {
			n++
			if !slices.Contains(touched, number) {
				touched = append(touched, number)
			}
		}
	}
	for _, number := range touched {
		p, err := s.Parcels.Get(ctx, store, number)
		if err != nil {
			return 0, err
		}
		if err := s.follow(ctx, &p); err != nil {
			return 0, fmt.Errorf("parcel %s: %w", number, err)
		}
	}
	return n, nil
}

// store keeps one report and says whether it is new. One about a parcel nobody knows is none of the store's.
func (s *Service) store(ctx context.Context, store account.StoreID, n parcel.Number, e carrier.Event) (bool, error) {
	p, err := s.Parcels.Get(ctx, store, n)
	if errors.Is(err, parcel.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	report := parcel.Event{Code: e.Code, At: e.At, Place: e.Place, Weight: e.Weight}
	if e.Reason != "" {
		report.Reason = e.Reason.Key()
	}
	return s.Parcels.AddEvent(ctx, store, p.ID, report)
}

// follow lets a parcel follow all that was reported about it, stores it and does
// what each step brings with it. It belongs into a transaction.
func (s *Service) follow(ctx context.Context, p *parcel.Parcel) error {
	events, err := s.Parcels.Events(ctx, p.Store, p.ID)
	if err != nil {
		return err
	}
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
