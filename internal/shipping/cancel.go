package shipping

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/carrier"
	"sellerdesk/internal/history"
	"sellerdesk/internal/parcel"
)

// Cancel asks the network to withdraw a logistics order that no warehouse has
// scanned. Without an answer the wish stands, and ResolveUnknown asks again.
// Cancelling a cancelled one again changes nothing.
func (s *Service) Cancel(ctx context.Context, store account.StoreID, by Actor, n parcel.Number) error {
	asked := false
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.Parcels.Get(ctx, store, n)
		if err != nil || p.Close == parcel.CloseCancelled {
			return err
		}
		asked = true
		if !p.CancelAskedAt.IsZero() {
			return nil
		}
		if !p.Cancelable() {
			return ErrCancelTooLate.With("Number", string(n))
		}
		return s.askCancel(ctx, by, p)
	})
	if err != nil || !asked {
		return err
	}
	return ignore(s.withdraw(context.WithoutCancel(ctx), store, n), errSilent) // "cancelling", until the network answers
}

// askCancel notes the wish to cancel.
func (s *Service) askCancel(ctx context.Context, by Actor, p parcel.Parcel) error {
	p.CancelAskedAt = s.Clock.Now(p.Store)
	if err := s.Parcels.Update(ctx, p); err != nil {
		return err
	}
	return s.record(ctx, by, p.Store, p.Order, p.ID, "shipping_cancel_asked", history.Values{"Number": string(p.Number)})
}

// errSilent is the error of a network that did not answer: it is asked again later.
var errSilent = errors.New("the network did not answer")

// withdraw asks the network to cancel and stores its answer. No answer is errSilent.
func (s *Service) withdraw(ctx context.Context, store account.StoreID, n parcel.Number) error {
	network, err := s.Networks.For(ctx, store)
	if err != nil {
		return fmt.Errorf("%w: %w", errSilent, err)
	}
	limited, cancel := context.WithTimeout(ctx, BookingTimeout)
	defer cancel()
	switch err := network.Cancel(limited, store, carrier.Reference(n)); {
	case errors.Is(err, carrier.ErrScanned):
		if err := s.cancelRefused(ctx, store, n); err != nil {
			return err
		}
		return ErrCancelTooLate.With("Number", string(n))
	case err != nil:
		return fmt.Errorf("%w: %w", errSilent, err)
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.Parcels.Get(ctx, store, n)
		if err != nil || !p.Open() {
			return err
		}
		return s.closeParcel(ctx, &p, parcel.CancelConfirmed, history.Network)
	})
}

// cancelRefused notes that the wish came too late.
func (s *Service) cancelRefused(ctx context.Context, store account.StoreID, n parcel.Number) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.Parcels.Get(ctx, store, n)
		if err != nil || p.CancelAskedAt.IsZero() {
			return err
		}
		p.CancelAskedAt = time.Time{}
		if err := s.Parcels.Update(ctx, p); err != nil {
			return err
		}
		return s.record(ctx, history.Network, store, p.Order, p.ID, "shipping_cancel_refused", history.Values{"Number": string(n)})
	})
}

// Reschedule gives a parcel that could not be collected another way to the
// warehouse: the next collection, or domestic express with a number. The network
// is told first; telling it again is harmless, should the program end in between.
func (s *Service) Reschedule(ctx context.Context, store account.StoreID, by Actor, n parcel.Number, c parcel.Collection) error {
	p, err := s.Parcels.Get(ctx, store, n)
	if err != nil {
		return err
	}
	if _, err := p.Status.After(parcel.Rescheduled); err != nil {
		return err
	}
	if c, err = s.checkReschedule(ctx, p, c); err != nil {
		return err
	}
	if err := s.reroute(ctx, p, c); err != nil {
		return err
	}
	return s.Tx.InTx(context.WithoutCancel(ctx), func(ctx context.Context) error {
		return s.rescheduled(ctx, store, by, n, c)
	})
}

// reroute tells the network how the parcel comes to the warehouse now.
func (s *Service) reroute(ctx context.Context, p parcel.Parcel, c parcel.Collection) error {
	again, err := s.nextCollection(ctx, p, c)
	if err != nil {
		return err
	}
	network, err := s.Networks.For(ctx, p.Store)
	if err != nil {
		return err
	}
	limited, cancel := context.WithTimeout(ctx, BookingTimeout)
	defer cancel()
	err = network.Reroute(limited, p.Store, carrier.Reference(p.Number), again)
	if errors.Is(err, carrier.ErrScanned) {
		return ErrTooLate.With("Number", string(p.Number))
	}
	if err != nil {
		return fmt.Errorf("reroute parcel %s: %w", p.Number, err)
	}
	return nil
}

// nextCollection is what the network is told: the next time somebody comes, or the domestic express.
func (s *Service) nextCollection(ctx context.Context, p parcel.Parcel, c parcel.Collection) (carrier.Collection, error) {
	again := collectionOf(c)
	if !again.Mode.Collected() {
		return again, nil
	}
	directory, err := s.Warehouses.Directory(ctx, p.Store)
	if err != nil {
		return again, err
	}
	w, err := directory.Warehouse(p.Warehouse)
	again.Due = directory.Calendar().Next(s.Clock.Now(p.Store), w.Hours).From
	return again, err
}

// checkReschedule looks at the new way to the warehouse as Create Logistics Order does.
func (s *Service) checkReschedule(ctx context.Context, p parcel.Parcel, c parcel.Collection) (parcel.Collection, error) {
	b, err := s.channelOf(ctx, p)
	if err != nil {
		return c, err
	}
	collected := p.Collection.Mode == parcel.DoorPickup // it was inside the range
	if err := CheckCollection(c, b, collected).Err(); err != nil {
		return c, err
	}
	return tidied(c), nil
}

func (s *Service) rescheduled(ctx context.Context, store account.StoreID, by Actor, n parcel.Number, c parcel.Collection) error {
	p, err := s.Parcels.Get(ctx, store, n)
	if err != nil {
		return err
	}
	if _, err := p.Happen(parcel.Rescheduled, s.Clock.Now(store)); err != nil {
		return err
	}
	p.Collection = c
	err = s.record(ctx, by, store, p.Order, p.ID, parcel.Rescheduled.Key(), history.Values{"Number": string(n), "Domestic": c.Number})
	if err != nil {
		return err
	}
	return s.catchUp(ctx, &p)
}

// Abandon closes a parcel that the warehouse rejected or could not send out,
// because the seller fetched it back or lets it be thrown away.
func (s *Service) Abandon(ctx context.Context, store account.StoreID, by Actor, n parcel.Number) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.Parcels.Get(ctx, store, n)
		if err != nil || p.Close == parcel.CloseRejected {
			return err
		}
		return s.closeParcel(ctx, &p, parcel.Abandoned, by)
	})
}
