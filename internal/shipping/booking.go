package shipping

import (
	"context"
	"errors"
	"fmt"

	"sellerdesk/internal/account"
	"sellerdesk/internal/carrier"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/history"
	"sellerdesk/internal/parcel"
)

// booked books a parcel that was just stored, and says what the network answered.
// Whether it did or not, the submission stands.
func (s *Service) booked(ctx context.Context, p parcel.Parcel) Submission {
	after, err := s.book(context.WithoutCancel(ctx), p)
	if err != nil {
		after = p // ResolveUnknown asks again, and reports what is wrong
	}
	return Submission{Parcel: after, Waiting: after.Status == parcel.Init}
}

// book asks the network to carry a parcel and stores the answer. Asking again is
// harmless: the number is the booking's reference.
func (s *Service) book(ctx context.Context, p parcel.Parcel) (parcel.Parcel, error) {
	network, err := s.Networks.For(ctx, p.Store)
	if err != nil {
		return p, err
	}
	b, err := s.booking(ctx, p)
	if err != nil {
		return p, err
	}
	limited, cancel := context.WithTimeout(ctx, BookingTimeout)
	defer cancel()
	answer, err := network.Book(limited, b)
	if err != nil {
		return p, fmt.Errorf("book parcel %s: %w", p.Number, err)
	}
	return s.settle(ctx, p.Store, p.Number, answer)
}

// booking is what the network is told.
func (s *Service) booking(ctx context.Context, p parcel.Parcel) (carrier.Booking, error) {
	ch, err := s.channelOf(ctx, p)
	if err != nil {
		return carrier.Booking{}, err
	}
	directory, err := s.Warehouses.Directory(ctx, p.Store)
	if err != nil {
		return carrier.Booking{}, err
	}
	w, err := directory.Warehouse(p.Warehouse)
	if err != nil {
		return carrier.Booking{}, err
	}
	return carrier.Booking{
		Store: p.Store, Reference: carrier.Reference(p.Number), Channel: p.Channel,
		Tier: ch.Tier, Tracking: ch.Tracking, Days: carrier.Days{Min: ch.MinDays, Max: ch.MaxDays},
		Numbers: carrier.NumbersOf(ch.Waybill), Category: p.Category, Weight: p.Declared, Size: p.Size,
		Goods: declared(p.Goods), Collection: collectionOf(p.Collection),
		Warehouse:     carrier.Warehouse{Code: w.Code, City: directory.CityOf(w).EN, CityCN: w.City},
		Undeliverable: carrier.Undeliverable(p.Undeliverable),
		From:          p.Documents.From, To: p.Documents.To, Pickup: p.Documents.Pickup, Return: p.Documents.Return,
	}, nil
}

// channelOf is the parcel's channel as it was when it was submitted.
func (s *Service) channelOf(ctx context.Context, p parcel.Parcel) (channel.Channel, error) {
	tariffs, err := s.Tariffs.Snapshot(ctx, p.Store)
	if err != nil {
		return channel.Channel{}, err
	}
	return tariffs.Channel(p.Channel, channel.DateOf(p.CreatedAt))
}

func declared(goods []parcel.Goods) []carrier.Goods {
	lines := make([]carrier.Goods, len(goods))
	for i, g := range goods {
		lines[i] = carrier.Goods{
			NameCN: g.NameCN, NameEN: g.NameEN, Quantity: g.Quantity, Value: g.Value, Weight: g.Weight, HSCode: g.HSCode,
		}
	}
	return lines
}

func collectionOf(c parcel.Collection) carrier.Collection {
	return carrier.Collection{Mode: carrier.Mode(c.Mode), Company: c.Company, Number: c.Number}
}

// settle stores what the network answered to a booking. An answer to a parcel
// that has one already changes nothing.
func (s *Service) settle(ctx context.Context, store account.StoreID, n parcel.Number, a carrier.Answer) (parcel.Parcel, error) {
	var p parcel.Parcel
	err := s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
		p, err = s.Parcels.Get(ctx, store, n)
		if err != nil || p.Status != parcel.Init {
			return err
		}
		switch a.Outcome {
		case carrier.Accepted:
			return s.accepted(ctx, &p, a)
		case carrier.Refused:
			if a.Reason != "" {
				p.CloseNote = a.Reason.Key()
			}
			return s.closeParcel(ctx, &p, parcel.Refused, history.Network)
		case carrier.Unknown:
		}
		return nil
	})
	return p, err
}

// accepted gives the parcel its waybill number, and follows reports that came before the answer.
func (s *Service) accepted(ctx context.Context, p *parcel.Parcel, a carrier.Answer) error {
	now := s.Clock.Now(p.Store)
	if _, err := p.Happen(parcel.Accepted, now); err != nil {
		return err
	}
	p.Waybill, p.SortingCode, p.BookedAt = a.Waybill, a.SortingCode, now
	if a.Warehouse != "" {
		p.Warehouse = a.Warehouse
	}
	err := s.record(ctx, history.Network, p.Store, p.Order, p.ID, "shipping_accepted",
		history.Values{"Number": string(p.Number), "Waybill": p.Waybill})
	if err != nil {
		return err
	}
	return s.catchUp(ctx, p)
}

// ResolveUnknown asks the network about parcels for which its answer is missing:
// to a booking, which is made again only if the network never heard of it, or to
// the wish to cancel. It returns how many are settled now.
func (s *Service) ResolveUnknown(ctx context.Context, store account.StoreID) (int, error) {
	open, err := s.Parcels.Unsettled(ctx, store, batchSize)
	if err != nil {
		return 0, fmt.Errorf("parcels without an answer: %w", err)
	}
	settled, problems := 0, []error(nil)
	for _, n := range open {
		done, err := s.resolve(ctx, store, n)
		if err != nil {
			problems = append(problems, fmt.Errorf("resolve parcel %s: %w", n, err))
		}
		if done {
			settled++
		}
	}
	return settled, errors.Join(problems...)
}

// resolve asks about one parcel and reports whether nothing is missing any more.
func (s *Service) resolve(ctx context.Context, store account.StoreID, n parcel.Number) (bool, error) {
	p, err := s.Parcels.Get(ctx, store, n)
	if err != nil {
		return false, err
	}
	if !p.CancelAskedAt.IsZero() {
		err := s.withdraw(ctx, store, n)
		return err == nil || errors.Is(err, ErrCancelTooLate), ignore(err, ErrCancelTooLate)
	}
	if p.Status != parcel.Init {
		return true, nil
	}
	after, err := s.lookUp(ctx, p)
	return err == nil && after.Status != parcel.Init, err
}

// lookUp asks what became of a booking, and books again if the network never heard of it.
func (s *Service) lookUp(ctx context.Context, p parcel.Parcel) (parcel.Parcel, error) {
	network, err := s.Networks.For(ctx, p.Store)
	if err != nil {
		return p, err
	}
	limited, cancel := context.WithTimeout(ctx, BookingTimeout)
	defer cancel()
	state, err := network.Lookup(limited, p.Store, carrier.Reference(p.Number))
	switch {
	case errors.Is(err, carrier.ErrNeverHeard):
		return s.book(ctx, p)
	case err != nil:
		return p, err
	case state.Cancelled:
		return s.settle(ctx, p.Store, p.Number, carrier.Answer{Outcome: carrier.Refused, Reason: carrier.CancelledFirst})
	}
	return s.settle(ctx, p.Store, p.Number, state.Answer)
}

// ignore is err unless it is one that was expected.
func ignore(err, expected error) error {
	if errors.Is(err, expected) {
		return nil
	}
	return err
}
