package shipping

import (
	"context"

	"sellerdesk/internal/account"
	"sellerdesk/internal/history"
	"sellerdesk/internal/order"
)

// ConfirmReceipt is the buyer's word that the order arrived. Confirming again changes nothing.
func (s *Service) ConfirmReceipt(ctx context.Context, store account.StoreID, n order.Number) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		o, err := s.Orders.Get(ctx, store, n)
		if err != nil || o.Status == order.FundProcessing || o.Finish == order.Received {
			return err
		}
		if err := o.Happen(order.BuyerConfirmed, s.Clock.Now(store)); err != nil {
			return err
		}
		if err := s.Orders.Update(ctx, o); err != nil {
			return err
		}
		return s.record(ctx, history.Buyer, store, o.ID, 0, order.BuyerConfirmed.Key(), nil)
	})
}
