package shipping

import (
	"context"

	"sellerdesk/internal/freight"
	"sellerdesk/internal/history"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
)

// closeParcel closes a parcel before it left the warehouse: its estimate is
// reversed, its pieces can be shipped again, and its notice needs another number.
// It belongs into a transaction.
func (s *Service) closeParcel(ctx context.Context, p *parcel.Parcel, why parcel.Happening, by Actor) error {
	now := s.Clock.Now(p.Store)
	if _, err := p.Happen(why, now); err != nil {
		return err
	}
	if err := s.Parcels.Update(ctx, *p); err != nil {
		return err
	}
	p.Version++
	if err := s.reverse(ctx, *p); err != nil {
		return err
	}
	if err := s.giveBack(ctx, *p, by); err != nil {
		return err
	}
	return s.record(ctx, by, p.Store, p.Order, p.ID, "shipping_closed_"+string(p.Close),
		history.Values{"Number": string(p.Number), "Reason": p.CloseNote})
}

// reverse takes the estimate of a parcel back.
func (s *Service) reverse(ctx context.Context, p parcel.Parcel) error {
	return s.addRow(ctx, p, freight.Row{
		Kind: freight.Reversed, Once: string(freight.Reversed), Amount: p.Quote, Original: p.Quote,
	})
}

// giveBack frees the pieces of a closed parcel. Those of a notice that cannot
// be given another number any more stay with it; those of an order whose time to
// ship has passed are refunded.
func (s *Service) giveBack(ctx context.Context, p parcel.Parcel, by Actor) error {
	o, err := s.Orders.ByID(ctx, p.Store, p.Order)
	if err != nil {
		return err
	}
	again, err := s.canShipAgain(ctx, p, o, by)
	if err != nil || !again && p.Notice != 0 {
		return err
	}
	if err := o.Give(p.Pieces()); err != nil {
		return err
	}
	if !again {
		if err := o.Refund(p.Pieces()); err != nil {
			return err
		}
	}
	return s.Orders.Update(ctx, o)
}

// canShipAgain reports whether the pieces of a closed parcel may go into another one.
func (s *Service) canShipAgain(ctx context.Context, p parcel.Parcel, o order.Order, by Actor) (bool, error) {
	if p.Notice == 0 {
		notices, err := s.Notices.ForOrders(ctx, p.Store, []order.ID{o.ID})
		n := waiting(notices[o.ID])
		return !onItsWay(o) || n != nil && samePieces(p.Pieces(), n.Pieces), err
	}
	n, err := s.Notices.Get(ctx, p.Store, notice.ID(p.Notice))
	if err != nil {
		return false, err
	}
	again, err := n.LoseParcel(s.Clock.Now(p.Store))
	if err != nil {
		return false, err
	}
	if err := s.Notices.Update(ctx, n); err != nil {
		return false, err
	}
	action := "shipping_notice_needs_number"
	if !again {
		action = "shipping_notice_used_up"
	}
	return again, s.record(ctx, by, p.Store, o.ID, p.ID, action, history.Values{"Number": n.Tracking})
}

// onItsWay reports whether the time to ship an order is over and its buyer was
// told that what will come is on its way: other pieces are not shipped any more.
func onItsWay(o order.Order) bool {
	return o.Status == order.AwaitingReceipt || o.Status == order.FundProcessing || o.Finish == order.Received
}
