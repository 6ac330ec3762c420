package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"sellerdesk/internal/demo"
	signinviews "sellerdesk/views/signin"
)

// demoStart is what the clocks of the demo show when it is made.
var demoStart = demo.Moment

// makeDemo makes the stores of the demo once: a data folder that has any store is left as it is.
func (a *app) makeDemo(ctx context.Context, folder string) error {
	stores, err := a.stores.Stores(ctx)
	if err != nil || len(stores) > 0 {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, demoMarker), nil, 0o600); err != nil {
		return fmt.Errorf("mark the folder as a demo: %w", err)
	}
	services := demo.Services{
		Accounts: a.accounts, Clocks: a.clocks, Products: a.goods, Addresses: a.addresses, Orders: a.orders,
		Messages: a.messages, Shipping: a.shipping, Paying: a.paying, Cashier: a.cashier, Network: a.network,
		History: a.history, Tx: a.data.product,
	}
	return a.data.product.Relaxed(ctx, func(ctx context.Context) error {
		return a.data.rehearsal.Relaxed(ctx, func(ctx context.Context) error { return demo.Make(ctx, services) })
	})
}

// demoAccounts are the accounts as the sign-in page shows them.
func demoAccounts(accounts []demo.Account) []signinviews.DemoAccount {
	shown := make([]signinviews.DemoAccount, len(accounts))
	for i, d := range accounts {
		shown[i] = signinviews.DemoAccount{Email: d.Email, Password: d.Password, Store: d.Store, RoleKey: d.Role.Key()}
	}
	return shown
}
