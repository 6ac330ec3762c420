package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"sellerdesk/internal/account"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/orderimport"
	"sellerdesk/internal/upload"
)

// newImports makes the import of orders.
func (a *app) newImports() *orderimport.Service {
	return &orderimport.Service{
		Uploads: a.uploads, Orders: a.orders, Products: a.products, Tariffs: a.tariffs, Stores: a.accounts,
		History: a.history, Clock: a.clocks,
	}
}

// orderCommands are the commands about orders.
type orderCommands struct {
	Import orderImport `cmd:"" help:"Import the order export of the seller centre, an .xlsx or csv file."`
}

// orderImport imports the orders of a file, or only checks them.
type orderImport struct {
	File  string          `arg:"" help:"The file."`
	Store account.StoreID `required:"" help:"Number of the store."`
	Check bool            `help:"Only check every row; nothing is written."`
}

// Run prints what was found in the file and what was imported. It fails when nothing could be.
func (i *orderImport) Run(ctx context.Context, line *commandLine, io streams) error {
	content, err := readFile(i.File)
	if err != nil {
		return err
	}
	return withApp(ctx, line, io, func(a *app) error {
		check, err := a.imports.Check(ctx, i.Store, i.File, content)
		if err != nil {
			return err
		}
		printCheck(io, check)
		if upload.TallyOf(check.Rows).Waiting() == 0 {
			return upload.ErrNothing
		}
		if i.Check {
			return nil
		}
		return i.run(ctx, a, io, content)
	})
}

// run imports the orders in the name of the store's owner.
func (i *orderImport) run(ctx context.Context, a *app, io streams, content []byte) error {
	members, err := a.accounts.Members(ctx, i.Store)
	if err != nil {
		return err
	}
	owner := slices.IndexFunc(members, func(m account.Member) bool { return m.Role == account.Owner })
	if owner < 0 {
		return errors.New("the store has no owner")
	}
	by := members[owner].Person.ID
	id, err := a.imports.Upload(ctx, i.Store, by, i.File, content)
	if err != nil {
		return err
	}
	n, err := a.imports.Import(ctx, i.Store, by, id)
	fmt.Fprintln(io.out, i18n.T(i18n.English, "importing_done", "Count", n))
	if err == nil && ctx.Err() != nil {
		return errors.New("interrupted: run the command again for the orders that are left")
	}
	return err
}

// readFile reads a file, and no more of it than tells that it is too large.
func readFile(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, upload.MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", filepath.Base(path), err)
	}
	return content, nil
}

// printCheck prints how many rows there are of each kind, and which cannot be imported and why.
func printCheck(io streams, check orderimport.Check) {
	tally := upload.TallyOf(check.Rows)
	for _, v := range upload.Verdicts {
		fmt.Fprintf(io.out, "%-14s %6d\n", i18n.T(i18n.English, v.Key()), tally.Rows[v])
	}
	for _, c := range check.Rows {
		if c.Verdict != upload.Refused {
			continue
		}
		for _, note := range c.Notes {
			fmt.Fprintf(io.out, "row %d, order %s: %s\n", c.Row, c.Number, i18n.Problem(i18n.English, note.Text.Problem()))
		}
	}
}
