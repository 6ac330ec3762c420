package shop

import (
	"context"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/message"
	"sellerdesk/internal/rehearsal"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/sample"
)

// clocks move the clock of the shop.
type clocks struct{ *sample.Clock }

func (c clocks) Advance(_ context.Context, _ account.StoreID, by time.Duration) error {
	c.Clock.Advance(by)
	return nil
}

// World is the simulated world around the shop.
func (s *Shop) World() *rehearsal.World {
	return &rehearsal.World{
		Seed: 1, Clocks: clocks{s.Clock}, Network: s.Network, Worker: s, Orders: s.Orders, Parcels: s.Parcels,
		Products: sqlstore.NewProducts(s.DB), Purchases: sqlstore.NewPurchases(s.DB), Shipping: s.Shipping,
		Messages: &message.Service{Records: sqlstore.NewMessages(s.DB), Clock: s.Clock, Tx: s.DB},
		History:  s.Log, Tx: s.DB,
	}
}
