package main

import (
	"context"

	"sellerdesk/internal/account"
	"sellerdesk/internal/alipay"
	"sellerdesk/internal/carrier"
	"sellerdesk/internal/carrier/rehearsal"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/shipping"
)

// networks finds the network of a store: a rehearsal store has the one that
// comes with the program, a live store none until one is configured.
type networks struct {
	accounts  *account.Service
	rehearsal *rehearsal.Network
}

// For returns the store's network, or shipping.ErrNoNetwork.
func (n networks) For(ctx context.Context, store account.StoreID) (carrier.Network, error) {
	s, err := n.accounts.Store(ctx, store)
	if err != nil {
		return nil, err
	}
	if s.Live {
		return nil, shipping.ErrNoNetwork
	}
	return n.rehearsal, nil
}

// gateways finds the payment provider of a store, in the same way.
type gateways struct {
	accounts *account.Service
	cashier  *alipay.Cashier
}

// For returns the store's payment provider, or paying.ErrNoGateway.
func (g gateways) For(ctx context.Context, store account.StoreID) (paying.Gateway, error) {
	s, err := g.accounts.Store(ctx, store)
	if err != nil {
		return nil, err
	}
	if s.Live {
		return nil, paying.ErrNoGateway
	}
	return g.cashier, nil
}
