package demo

import (
	"context"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/market"
	"sellerdesk/internal/order"
)

// fillSecond gives the second store its three orders: paid yesterday and to be
// shipped, just paid, and not paid. The store has no products yet.
func (s Services) fillSecond(ctx context.Context, store account.StoreID) error {
	if err := s.Clocks.Start(ctx, store, Moment, 0); err != nil {
		return err
	}
	w, err := s.newShop(ctx, store)
	if err != nil {
		return err
	}
	if w.articles, err = market.Articles(store); err != nil {
		return err
	}
	for i, status := range []order.Status{order.AwaitingShipment, order.RiskControl, order.AwaitingPayment} {
		o := w.newOrder(Moment.Add(time.Duration(-40+18*i) * time.Hour))
		o.Status = status
		if status != order.AwaitingPayment {
			o.PaidAt = o.PlacedAt.Add(10 * time.Minute)
		}
		if status == order.AwaitingShipment {
			o.ShipBy = o.PaidAt.Add(24*time.Hour + order.ProcessingTime)
		}
		if _, err := w.Orders.Insert(ctx, o); err != nil {
			return err
		}
	}
	return nil
}
