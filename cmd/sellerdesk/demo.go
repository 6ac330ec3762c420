package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"sellerdesk/internal/db"
	"sellerdesk/internal/demo"
	"sellerdesk/internal/sqlstore"
	signinviews "sellerdesk/views/signin"
)

// demoStart is what the clocks of the demo show when it is made.
var demoStart = demo.Moment

// Names in the data folder of a demo.
const (
	demoMarker   = "demo"   // the file that says that the folder holds nothing but a demo
	makingFolder = "making" // where a demo is being made: worth nothing until it is whole
	madeFolder   = "made"   // a whole demo that is not in its place yet
)

// ensureDemo sees to it that a data folder has the stores of the demo: where no
// store is, or anew where it is asked for. A program that is killed meanwhile
// leaves what was there before, or the whole demo: it is made in a folder of its
// own, which has the name of what is whole from one moment to the next.
func ensureDemo(ctx context.Context, folder string, anew bool, log *slog.Logger) error {
	if err := placeDemo(ctx, folder); err != nil {
		return err
	}
	making := filepath.Join(folder, makingFolder)
	if err := os.RemoveAll(making); err != nil { // of a program that was killed
		return fmt.Errorf("make the demo: %w", err)
	}
	needed, err := needsDemo(ctx, folder, anew)
	if err != nil || !needed {
		return err
	}
	if err := makeDemo(ctx, making, log); err != nil {
		return fmt.Errorf("make the demo: %w", errors.Join(err, os.RemoveAll(making)))
	}
	if err := os.Rename(making, filepath.Join(folder, madeFolder)); err != nil {
		return fmt.Errorf("make the demo: %w", err)
	}
	return placeDemo(ctx, folder)
}

// needsDemo reports whether a demo is to be made. A folder with data that is no
// demo refuses to be made anew, and a program that uses it bars both.
func needsDemo(ctx context.Context, folder string, anew bool) (bool, error) {
	product := filepath.Join(folder, productFile)
	if _, err := os.Stat(product); errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	if !anew {
		stores, err := countStores(ctx, folder)
		if err != nil || stores > 0 {
			return false, err
		}
	} else if _, err := os.Stat(filepath.Join(folder, demoMarker)); errors.Is(err, fs.ErrNotExist) {
		return false, fmt.Errorf("%s holds data that is no demo: choose another folder with --data", folder)
	}
	return true, db.Alone(ctx, product)
}

// countStores counts the stores in a data folder.
func countStores(ctx context.Context, folder string) (n int, err error) {
	data, err := openDatabases(ctx, folder)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, data.Close()) }()
	stores, err := sqlstore.NewAccounts(data.product).Stores(ctx)
	return len(stores), err
}

// makeDemo makes the databases of a demo in a new folder.
func makeDemo(ctx context.Context, folder string, log *slog.Logger) (err error) {
	data, err := openDatabases(ctx, folder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, data.Close()) }()
	return data.product.Relaxed(ctx, func(ctx context.Context) error {
		return data.rehearsal.Relaxed(ctx, func(ctx context.Context) error {
			a, err := build(ctx, data, log)
			if err != nil {
				return err
			}
			return demo.Make(ctx, demo.Services{
				Accounts: a.accounts, Clocks: a.clocks, Products: a.goods, Addresses: a.addresses, Orders: a.orders,
				Messages: a.messages, Shipping: a.shipping, Paying: a.paying, Cashier: a.cashier, Network: a.network, Offline: a.offline,
				History: a.history, Tx: a.data.product,
			})
		})
	})
}

// placeDemo puts a demo that was made into its place, if there is one. It may be
// killed at any moment and is done again from the beginning by the next program
// that opens the databases.
func placeDemo(ctx context.Context, folder string) error {
	made := filepath.Join(folder, madeFolder)
	if _, err := os.Stat(made); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, name := range []string{rehearsalFile, productFile} {
		if err := db.Restore(ctx, filepath.Join(made, name), filepath.Join(folder, name)); err != nil {
			return fmt.Errorf("put the demo into its place: %w", err)
		}
	}
	if err := os.WriteFile(filepath.Join(folder, demoMarker), nil, 0o600); err != nil {
		return fmt.Errorf("mark the folder as a demo: %w", err)
	}
	making := filepath.Join(folder, makingFolder) // once its parts vanish it is not whole
	if err := errors.Join(os.RemoveAll(making), os.Rename(made, making), os.RemoveAll(making)); err != nil {
		return fmt.Errorf("put the demo into its place: %w", err)
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
