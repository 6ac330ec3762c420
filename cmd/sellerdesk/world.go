package main

import (
	"sellerdesk/internal/rehearsal"
	"sellerdesk/internal/sqlstore"
)

// world is the world around rehearsal stores, as its page moves it.
func (a *app) world() *rehearsal.World {
	return &rehearsal.World{
		Seed: networkSeed, Clocks: a.clocks, Network: a.network, Worker: a.worker, Orders: a.orders, Parcels: a.parcels,
		Products: a.products, Purchases: sqlstore.NewPurchases(a.data.product), Shipping: a.shipping, Messages: a.messages,
		History: a.history, Tx: a.data.product,
	}
}
