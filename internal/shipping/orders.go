package shipping

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"sellerdesk/internal/account"
	"sellerdesk/internal/history"
	"sellerdesk/internal/message"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/product"
)

// MaxRefusal is the longest reason for refusing a cancellation, in characters.
const MaxRefusal = 500

// AskCancel is the buyer's wish to cancel an order. It is refused at once, with
// ErrCancelTooLate, when a parcel of the order was scanned.
func (s *Service) AskCancel(ctx context.Context, store account.StoreID, n order.Number, reason string) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		o, err := s.Orders.Get(ctx, store, n)
		if err != nil {
			return err
		}
		open, err := s.openParcels(ctx, o)
		if err != nil {
			return err
		}
		for _, p := range open {
			if p.Scanned() {
				return ErrCancelTooLate.With("Number", string(p.Number))
			}
		}
		if err := o.Happen(order.CancelAsked, s.Clock.Now(store)); err != nil {
			return err
		}
		o.Cancel.Reason = reason
		if err := s.Orders.Update(ctx, o); err != nil {
			return err
		}
		return s.record(ctx, history.Buyer, store, o.ID, 0, order.CancelAsked.Key(), history.Values{"Reason": reason})
	})
}

// AgreeCancel grants the buyer's wish: the order ends, its stock is free, and an
// open parcel is cancelled at the network.
func (s *Service) AgreeCancel(ctx context.Context, store account.StoreID, by Actor, n order.Number) error {
	o, err := s.Orders.Get(ctx, store, n)
	if err != nil || o.Finish == order.Cancelled {
		return err
	}
	return s.end(ctx, store, by, o.ID, order.CancelAgreed)
}

// RefuseCancel refuses the buyer's wish with a reason, which the buyer is told; the time to ship runs on.
func (s *Service) RefuseCancel(ctx context.Context, store account.StoreID, by Actor, n order.Number, reason string) error {
	reason = strings.TrimSpace(reason)
	if length := utf8.RuneCountInString(reason); length == 0 || length > MaxRefusal {
		return ErrReasonNeeded.With("Max", MaxRefusal)
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		o, err := s.Orders.Get(ctx, store, n)
		if err != nil {
			return err
		}
		asked := o.Cancel.AskedAt
		if err := o.Happen(order.CancelRefused, s.Clock.Now(store)); err != nil {
			return err
		}
		if err := s.Orders.Update(ctx, o); err != nil {
			return err
		}
		if err := s.tellRefusal(ctx, o, by, reason, asked); err != nil {
			return err
		}
		return s.record(ctx, by, store, o.ID, 0, order.CancelRefused.Key(), history.Values{"Reason": reason})
	})
}

func (s *Service) openParcels(ctx context.Context, o order.Order) ([]parcel.Parcel, error) {
	parcels, err := s.Parcels.ForOrders(ctx, o.Store, []order.ID{o.ID})
	var open []parcel.Parcel
	for _, p := range parcels[o.ID] {
		if p.Open() {
			open = append(open, p)
		}
	}
	return open, err
}

// tellRefusal writes the reason to the buyer.
func (s *Service) tellRefusal(ctx context.Context, o order.Order, by Actor, reason string, asked time.Time) error {
	d := message.Draft{
		Store: o.Store, Order: o.ID, Buyer: o.Buyer.Name, Sender: message.Seller, Person: by.Person, Body: reason,
		Once: fmt.Sprintf("refusal-%d-%d", o.ID, asked.UnixMilli()),
	}
	if by.Kind != history.ByPerson {
		d.Sender = message.System
	}
	_, err := s.Messages.Post(ctx, d)
	return err
}

// end ends an order that will not be shipped, wholly or the rest of it: what is
// reserved for it is free, and parcels without a notice are cancelled at the network.
func (s *Service) end(ctx context.Context, store account.StoreID, by Actor, id order.ID, e order.Event) error {
	var asked []parcel.Parcel
	err := s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
		asked, err = s.endStored(ctx, store, by, id, e)
		return err
	})
	if err != nil {
		return err
	}
	for _, p := range asked {
		err := s.withdraw(context.WithoutCancel(ctx), store, p.Number)
		if err = ignore(ignore(err, errSilent), ErrCancelTooLate); err != nil {
			return err
		}
	}
	return nil
}

// endStored does what ends an order in the database, and returns the parcels to withdraw.
func (s *Service) endStored(ctx context.Context, store account.StoreID, by Actor, id order.ID, e order.Event) ([]parcel.Parcel, error) {
	o, err := s.Orders.ByID(ctx, store, id)
	if err != nil {
		return nil, err
	}
	all, err := s.Notices.ForOrders(ctx, store, []order.ID{id})
	if err != nil {
		return nil, err
	}
	if err := s.unreserve(ctx, o, untold(o, all[id])); err != nil {
		return nil, err
	}
	asked, err := s.askCancelAll(ctx, by, o, waiting(all[id]))
	if err != nil {
		return nil, err
	}
	if err := happenBeside(&o, waiting(all[id]), e, s.Clock.Now(store)); err != nil {
		return nil, err
	}
	if err := s.Orders.Update(ctx, o); err != nil {
		return nil, err
	}
	return asked, s.record(ctx, by, store, o.ID, 0, e.Key(), history.Values{"Reason": o.Cancel.Reason})
}

// happenBeside lets an event happen to an order without the pieces of a notice
// that needs a number: the buyer was told that they are on their way.
func happenBeside(o *order.Order, n *notice.Notice, e order.Event, now time.Time) error {
	if n == nil || canTake(*o, n.Pieces) != nil {
		return o.Happen(e, now)
	}
	if err := o.Take(n.Pieces); err != nil {
		return err
	}
	if err := o.Happen(e, now); err != nil {
		return err
	}
	return o.Give(n.Pieces)
}

// askCancelAll notes the wish to cancel the order's parcels that have no notice
// and are not made for the one that needs a number.
func (s *Service) askCancelAll(ctx context.Context, by Actor, o order.Order, n *notice.Notice) ([]parcel.Parcel, error) {
	open, err := s.openParcels(ctx, o)
	if err != nil {
		return nil, err
	}
	var asked []parcel.Parcel
	for _, p := range open {
		declared := p.Notice != 0 || n != nil && samePieces(p.Pieces(), n.Pieces)
		if declared || !p.Status.Can(parcel.CancelConfirmed) {
			continue
		}
		if p.CancelAskedAt.IsZero() {
			if err := s.askCancel(ctx, by, p); err != nil {
				return nil, fmt.Errorf("cancel parcel %s: %w", p.Number, err)
			}
		}
		asked = append(asked, p)
	}
	return asked, nil
}

// untold are the pieces no notice tells the buyer about.
func untold(o order.Order, notices []notice.Notice) []order.Pieces {
	told := noticeWork{order: o, notices: notices}.told()
	var rest []order.Pieces
	for _, l := range o.Lines {
		if n := l.Quantity - l.Refunded - told[l.ID]; n > 0 {
			rest = append(rest, order.Pieces{Line: l.ID, Quantity: n})
		}
	}
	return rest
}

// unreserve frees the stock that was kept for pieces.
func (s *Service) unreserve(ctx context.Context, o order.Order, pieces []order.Pieces) error {
	items, err := s.items(ctx, o)
	if err != nil {
		return err
	}
	freed := map[product.VariantID]int{}
	for _, p := range pieces {
		if item, known := items[p.Line]; known {
			freed[item.ID] -= p.Quantity
		}
	}
	return s.Products.Reserve(ctx, o.Store, freed)
}
