package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// storeCommands are the commands about stores.
type storeCommands struct {
	Create storeCreate `cmd:"" help:"Make a store. It is in rehearsal unless it is made live."`
}

// storeCreate makes a store.
type storeCreate struct {
	Name  string `required:"" help:"Name of the store."`
	Owner string `required:"" help:"E-mail of the owner, who is made if unknown."`
	Live  bool   `help:"A live store has no network and no payment provider until they are configured."`
}

// Run makes the store and says what to do next.
func (s *storeCreate) Run(ctx context.Context, line *commandLine, io streams) error {
	return withApp(ctx, line, io, func(a *app) error {
		id, err := a.accounts.CreateStore(ctx, s.Name, s.Owner, s.Live)
		if err != nil {
			return err
		}
		fmt.Fprintf(io.out, "Store %d made. If %s has no password yet: sellerdesk person password %s\n", id, s.Owner, s.Owner)
		return nil
	})
}

// personCommands are the commands about people.
type personCommands struct {
	Password personPassword `cmd:"" help:"Set a person's password, read from standard input, and end their sessions."`
}

// personPassword sets a password.
type personPassword struct {
	Email string `arg:"" help:"E-mail of the person."`
}

// Run reads the password from standard input, where it is not shown in lists of processes.
func (p *personPassword) Run(ctx context.Context, line *commandLine, io streams) error {
	fmt.Fprint(io.err, "New password: ")
	password, err := readLine(io.in)
	if err != nil {
		return err
	}
	return withApp(ctx, line, io, func(a *app) error {
		if err := a.accounts.SetPassword(ctx, p.Email, password); err != nil {
			return err
		}
		fmt.Fprintln(io.out, "The password is set.")
		return nil
	})
}

// readLine reads one line without its end.
func readLine(from io.Reader) (string, error) {
	text, err := bufio.NewReader(from).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read password: %w", err)
	}
	return strings.TrimRight(text, "\r\n"), nil
}

// withApp opens the databases, does something with the services, and closes them.
func withApp(ctx context.Context, line *commandLine, io streams, do func(*app) error) (err error) {
	data, err := openDatabases(ctx, line.Data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, data.Close()) }()
	a, err := build(ctx, data, slog.New(slog.NewTextHandler(io.err, nil)))
	if err != nil {
		return err
	}
	return do(a)
}
