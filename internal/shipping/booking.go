package shipping

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"sellerdesk/internal/account"
	"sellerdesk/internal/carrier"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/history"
	"sellerdesk/internal/parcel"
)

// bookingsAtOnce is how many bookings of a group are under way at a time.
const bookingsAtOnce = 32

// bookAll books parcels that were just stored, for all of them not longer than for
// one, and notes in the answers what the network said. Whether it did or not, the
// submissions stand: ResolveUnknown asks again, and reports what is wrong.
func (s *Service) bookAll(ctx context.Context, store account.StoreID, answers []Answer) {
	limited, cancel := context.WithTimeout(ctx, BookingTimeout)
	defer cancel()
	said := make([]booked, len(answers))
	turns := make(chan struct{}, bookingsAtOnce)
	var wg sync.WaitGroup
	for i, a := range answers {
		if a.Err != nil || a.Already {
			continue
		}
		turns <- struct{}{}
		wg.Go(func() {
			defer func() { <-turns }()
			if answer, err := s.ask(limited, a.Parcel); err == nil {
				said[i] = booked{a.Parcel.Number, answer}
			}
		})
	}
	wg.Wait()
	heard := slices.DeleteFunc(said, func(b booked) bool { return b.number == "" })
	after, _ := s.settleAll(ctx, store, heard)
	for i := range answers {
		a := &answers[i]
		if p, known := after[a.Parcel.Number]; known {
			a.Parcel = p
		}
		a.Waiting = a.Err == nil && a.Parcel.Status == parcel.Init
	}
}

// booked is what the network said about a booking.
type booked struct {
	number parcel.Number
	answer carrier.Answer
}

// book asks the network to carry a parcel and stores the answer. Asking again is
// harmless: the number is the booking's reference.
func (s *Service) book(ctx context.Context, p parcel.Parcel) (parcel.Parcel, error) {
	limited, cancel := context.WithTimeout(ctx, BookingTimeout)
	defer cancel()
	answer, err := s.ask(limited, p)
	if err != nil {
		return p, err
	}
	return s.settle(ctx, p.Store, p.Number, answer)
}

// ask asks the network to carry a parcel.
func (s *Service) ask(ctx context.Context, p parcel.Parcel) (carrier.Answer, error) {
	network, err := s.Networks.For(ctx, p.Store)
	if err != nil {
		return carrier.Answer{}, err
	}
	b, err := s.booking(ctx, p)
	if err != nil {
		return carrier.Answer{}, err
	}
	answer, err := network.Book(ctx, b)
	if err != nil {
		return carrier.Answer{}, fmt.Errorf("book parcel %s: %w", p.Number, err)
	}
	return answer, nil
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
	after, err := s.settleAll(ctx, store, []booked{{n, a}})
	return after[n], err
}

// settleAll settles bookings in one transaction, each in a step that fails alone, and
// returns the parcels that are settled.
func (s *Service) settleAll(ctx context.Context, store account.StoreID, said []booked) (map[parcel.Number]parcel.Parcel, error) {
	after := make(map[parcel.Number]parcel.Parcel, len(said))
	if len(said) == 0 {
		return after, nil
	}
	var failed error
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		parcels, events, err := s.unsettled(ctx, store, said)
		if err != nil {
			return err
		}
		for _, b := range said {
			p, known := parcels[b.number]
			if !known {
				failed = errors.Join(failed, fmt.Errorf("settle %s: %w", b.number, parcel.ErrNotFound))
				continue
			}
			err := s.Tx.Savepoint(ctx, func(ctx context.Context) error { return s.settleOne(ctx, &p, events[p.ID], b.answer) })
			if err == nil {
				after[b.number] = p
			}
			failed = errors.Join(failed, err)
		}
		return nil
	})
	return after, errors.Join(err, failed)
}

// unsettled are parcels the network said something about, with what it reported before.
func (s *Service) unsettled(ctx context.Context, store account.StoreID, said []booked) (map[parcel.Number]parcel.Parcel, map[parcel.ID][]parcel.Event, error) {
	numbers := make([]parcel.Number, len(said))
	for i, b := range said {
		numbers[i] = b.number
	}
	rows, err := s.Parcels.ByNumbers(ctx, store, numbers)
	if err != nil {
		return nil, nil, err
	}
	parcels, ids := make(map[parcel.Number]parcel.Parcel, len(rows)), make([]parcel.ID, len(rows))
	for i, p := range rows {
		parcels[p.Number], ids[i] = p, p.ID
	}
	events, err := s.Parcels.EventsOf(ctx, store, ids)
	return parcels, events, err
}

func (s *Service) settleOne(ctx context.Context, p *parcel.Parcel, events []parcel.Event, a carrier.Answer) error {
	if p.Status != parcel.Init {
		return nil
	}
	switch a.Outcome {
	case carrier.Accepted:
		return s.accepted(ctx, p, events, a)
	case carrier.Refused:
		if a.Reason != "" {
			p.CloseNote = a.Reason.Key()
		}
		return s.closeParcel(ctx, p, parcel.Refused, history.Network)
	case carrier.Unknown:
	}
	return nil
}

// accepted gives the parcel its waybill number, and follows reports that came before the answer.
func (s *Service) accepted(ctx context.Context, p *parcel.Parcel, events []parcel.Event, a carrier.Answer) error {
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
	return s.follow(ctx, p, events)
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
