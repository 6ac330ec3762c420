package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/demo"
	signinviews "sellerdesk/views/signin"
)

// demoStart is what the clocks of the demo show when it is made: 14:00 in Yiwu (decisions, section 3).
var demoStart = time.Date(2026, time.November, 20, 6, 0, 0, 0, time.UTC)

// makeDemo makes the stores of the demo once: a data folder that has any store is left as it is.
func (a *app) makeDemo(ctx context.Context, folder string) error {
	stores, err := a.stores.Stores(ctx)
	if err != nil || len(stores) > 0 {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, demoMarker), nil, 0o600); err != nil {
		return fmt.Errorf("mark the folder as a demo: %w", err)
	}
	made := map[string]account.StoreID{}
	for _, d := range demo.Accounts() {
		if _, known := made[d.Store]; !known {
			id, err := a.accounts.CreateStore(ctx, d.Store, d.Email, false)
			if err != nil {
				return err
			}
			if err := a.clocks.Start(ctx, id, demoStart, 1); err != nil {
				return err
			}
			made[d.Store] = id
		} else if err := a.accounts.AddMember(ctx, made[d.Store], d.Email, d.Role); err != nil {
			return err
		}
		if err := a.accounts.SetPassword(ctx, d.Email, d.Password); err != nil {
			return err
		}
	}
	return nil
}

// demoAccounts are the accounts as the sign-in page shows them.
func demoAccounts(accounts []demo.Account) []signinviews.DemoAccount {
	shown := make([]signinviews.DemoAccount, len(accounts))
	for i, d := range accounts {
		shown[i] = signinviews.DemoAccount{Email: d.Email, Password: d.Password, Store: d.Store, RoleKey: d.Role.Key()}
	}
	return shown
}
