package main

import "sellerdesk/internal/rehearsal"

// world is the world around rehearsal stores, as its page moves it.
func (a *app) world() *rehearsal.World {
	return &rehearsal.World{
		Clocks: a.clocks, Network: a.network, Worker: a.worker, Orders: a.orders, Shipping: a.shipping, Messages: a.messages,
	}
}

// till is the cashier of rehearsal stores, as payers see it.
func (a *app) till() *rehearsal.Cashier {
	return &rehearsal.Cashier{Provider: a.cashier, Shop: a.paying}
}
