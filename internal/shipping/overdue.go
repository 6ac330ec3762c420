package shipping

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/history"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/tariff"
)

// CloseOverdue does what the clock does: the risk check passes after a day, a
// cancellation nobody answered is granted, an order not shipped in time ends, a
// notice without a scan stays without proof, a rejected parcel is thrown away, one
// without news is marked, receipt counts as confirmed when the buyer says nothing,
// and the platform releases the money.
// Each thing is a transaction of its own, so that one that fails stops no other.
// It returns how many were done.
func (s *Service) CloseOverdue(ctx context.Context, store account.StoreID) (int, error) {
	now := s.Clock.Now(store)
	tariffs, err := s.Tariffs.Snapshot(ctx, store)
	if err != nil {
		return 0, err
	}
	waits := tariffs.Times(channel.DateOf(now))
	rounds := []func() (int, error){
		func() (int, error) {
			return s.dueOrders(ctx, store, order.RiskControl, now.Add(-RiskCheck), s.passRisk)
		},
		func() (int, error) { return s.dueOrders(ctx, store, order.InCancel, now.Add(-CancelAnswer), s.grant) },
		func() (int, error) { return s.dueOrders(ctx, store, order.AwaitingShipment, now, s.notShipped) },
		func() (int, error) { return s.dueOrders(ctx, store, order.PartiallyShipped, now, s.notShipped) },
		func() (int, error) {
			return s.dueOrders(ctx, store, order.AwaitingReceipt, tariff.Before(now, waits.Receipt), s.received)
		},
		func() (int, error) {
			return s.dueOrders(ctx, store, order.FundProcessing, tariff.Before(now, waits.Release), s.release)
		},
		func() (int, error) { return s.dueNotices(ctx, store, now) },
		func() (int, error) { return s.strandedParcels(ctx, store, tariff.Before(now, waits.Stranded)) },
		func() (int, error) { return s.silentParcels(ctx, store, tariffs, tariff.Before(now, waits.Silent)) },
	}
	n, problems := 0, []error(nil)
	for _, round := range rounds {
		done, err := round()
		n, problems = n+done, append(problems, err)
	}
	return n, errors.Join(problems...)
}

// each does something for every one of some ids, and returns for how many it went well.
func each[ID any](ids []ID, what string, do func(ID) error) (int, error) {
	n, problems := 0, []error(nil)
	for _, id := range ids {
		if err := do(id); err != nil {
			problems = append(problems, fmt.Errorf("%s %v: %w", what, id, err))
			continue
		}
		n++
	}
	return n, errors.Join(problems...)
}

func (s *Service) dueOrders(ctx context.Context, store account.StoreID, in order.Status, before time.Time, do func(context.Context, account.StoreID, order.ID) error) (int, error) {
	due, err := s.Orders.Due(ctx, store, in, before, batchSize)
	if err != nil {
		return 0, fmt.Errorf("due orders: %w", err)
	}
	return each(due, "order", func(id order.ID) error { return do(ctx, store, id) })
}

// passRisk lets an order pass the risk check; the time to ship begins.
func (s *Service) passRisk(ctx context.Context, store account.StoreID, id order.ID) error {
	return s.happen(ctx, store, history.Platform, id, order.RiskPassed)
}

// received takes receipt as confirmed, because the time for it is over.
func (s *Service) received(ctx context.Context, store account.StoreID, id order.ID) error {
	return s.happen(ctx, store, history.Clock, id, order.BuyerConfirmed)
}

// release ends an order: the platform releases the money.
func (s *Service) release(ctx context.Context, store account.StoreID, id order.ID) error {
	return s.happen(ctx, store, history.Platform, id, order.FundsReleased)
}

// happen lets an event happen to an order that changes nothing beside it.
func (s *Service) happen(ctx context.Context, store account.StoreID, by Actor, id order.ID, e order.Event) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		o, err := s.Orders.ByID(ctx, store, id)
		if err != nil {
			return err
		}
		if err := o.Happen(e, s.Clock.Now(store)); err != nil {
			return err
		}
		if err := s.Orders.Update(ctx, o); err != nil {
			return err
		}
		return s.record(ctx, by, store, id, 0, e.Key(), nil)
	})
}

// grant agrees to a cancellation that nobody answered in time.
func (s *Service) grant(ctx context.Context, store account.StoreID, id order.ID) error {
	return s.end(ctx, store, history.Clock, id, order.CancelAgreed)
}

// notShipped ends what was not shipped in time.
func (s *Service) notShipped(ctx context.Context, store account.StoreID, id order.ID) error {
	return s.end(ctx, store, history.Clock, id, order.ShipByPassed)
}

// dueNotices marks notices without a scan, and those that cannot be given another number any more.
func (s *Service) dueNotices(ctx context.Context, store account.StoreID, now time.Time) (int, error) {
	missed, err := s.Notices.Due(ctx, store, now, batchSize)
	if err != nil {
		return 0, fmt.Errorf("due notices: %w", err)
	}
	n, err := each(missed, "notice", func(id notice.ID) error { return s.miss(ctx, store, id) })
	late, lateErr := s.Notices.Waiting(ctx, store, now.Add(-notice.ChangePeriod), batchSize)
	if lateErr != nil {
		return n, errors.Join(err, fmt.Errorf("notices without a number: %w", lateErr))
	}
	given, lateErr := each(late, "notice", func(id notice.ID) error { return s.giveUp(ctx, store, id) })
	return n + given, errors.Join(err, lateErr)
}

func (s *Service) miss(ctx context.Context, store account.StoreID, id notice.ID) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		n, err := s.Notices.Get(ctx, store, id)
		if err != nil {
			return err
		}
		if err := n.Miss(); err != nil {
			return err
		}
		if err := s.Notices.Update(ctx, n); err != nil {
			return err
		}
		return s.record(ctx, history.Clock, store, n.Order, 0, "shipping_notice_missed", history.Values{"Number": n.Tracking})
	})
}

// giveUp ends the wait for another number. The pieces stay with the notice, and
// so does a parcel that was made for it too late.
func (s *Service) giveUp(ctx context.Context, store account.StoreID, id notice.ID) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		n, err := s.Notices.Get(ctx, store, id)
		if err != nil {
			return err
		}
		if err := n.GiveUp(); err != nil {
			return err
		}
		if err := s.Notices.Update(ctx, n); err != nil {
			return err
		}
		if err := s.hold(ctx, n); err != nil {
			return err
		}
		return s.record(ctx, history.Clock, store, n.Order, 0, "shipping_notice_used_up", history.Values{"Number": n.Tracking})
	})
}

// hold gives the pieces back to a notice: those of the parcel made for it, or free ones.
func (s *Service) hold(ctx context.Context, n notice.Notice) error {
	o, err := s.Orders.ByID(ctx, n.Store, n.Order)
	if err != nil {
		return err
	}
	open, err := s.openParcels(ctx, o)
	if err != nil {
		return err
	}
	for _, p := range open {
		if p.Notice == 0 && samePieces(p.Pieces(), n.Pieces) {
			p.Notice = int64(n.ID)
			return s.Parcels.Update(ctx, p)
		}
	}
	if err := o.Take(n.Pieces); err != nil {
		return err
	}
	return s.Orders.Update(ctx, o)
}

func (s *Service) strandedParcels(ctx context.Context, store account.StoreID, before time.Time) (int, error) {
	stranded, err := s.Parcels.Stranded(ctx, store, before, batchSize)
	if err != nil {
		return 0, fmt.Errorf("stranded parcels: %w", err)
	}
	return each(stranded, "parcel", func(n parcel.Number) error { return s.Abandon(ctx, store, history.Clock, n) })
}

// silentParcels marks parcels that could be followed and are not heard of.
func (s *Service) silentParcels(ctx context.Context, store account.StoreID, tariffs *tariff.Snapshot, before time.Time) (int, error) {
	var followed []channel.Code
	for _, c := range tariffs.Channels(channel.DateOf(s.Clock.Now(store))) {
		if c.Tracking == channel.FullTracking {
			followed = append(followed, c.Code)
		}
	}
	silent, err := s.Parcels.Silent(ctx, store, followed, before, batchSize)
	if err != nil {
		return 0, fmt.Errorf("silent parcels: %w", err)
	}
	return each(silent, "parcel", func(n parcel.Number) error { return s.stall(ctx, store, n) })
}

func (s *Service) stall(ctx context.Context, store account.StoreID, n parcel.Number) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.Parcels.Get(ctx, store, n)
		if err != nil || !p.Stall() {
			return err
		}
		if err := s.Parcels.Update(ctx, p); err != nil {
			return err
		}
		return s.record(ctx, history.Clock, store, p.Order, p.ID, p.Abnormal.Key(), history.Values{"Number": string(n)})
	})
}
