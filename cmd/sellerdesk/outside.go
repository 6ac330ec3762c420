package main

import (
	"context"
	"maps"
	"slices"

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

// gateways finds the payment provider of a store, in the same way: a live store
// has Alipay once that is set up.
type gateways struct {
	accounts  *account.Service
	rehearsal map[paying.Method]*alipay.Client
	live      map[paying.Method]*alipay.Client
}

// For returns the store's payment provider for a method, or paying.ErrNoGateway.
func (g *gateways) For(ctx context.Context, store account.StoreID, m paying.Method) (paying.Gateway, error) {
	s, err := g.accounts.Store(ctx, store)
	if err != nil {
		return nil, err
	}
	clients := g.rehearsal
	if s.Live {
		clients = g.live
	}
	if c, ok := clients[m]; ok {
		return c, nil
	}
	return nil, paying.ErrNoGateway.With("Method", m)
}

// clients are all apps whose notices are heard.
func (g *gateways) clients() []*alipay.Client {
	return slices.AppendSeq(slices.Collect(maps.Values(g.rehearsal)), maps.Values(g.live))
}
