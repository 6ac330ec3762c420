// Command sellerdesk is the whole program: the site, its worker, and the
// commands by which an owner sets up a store, imports orders and keeps backups.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // stores have time zones, machines may not

	"github.com/alecthomas/kong"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/i18n"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}, func(net.Addr) {}); err != nil {
		fmt.Fprintln(os.Stderr, "sellerdesk:", sentence(err))
		os.Exit(1)
	}
}

// sentence is an error for somebody at a terminal: its message where it has one, and what was being done otherwise.
func sentence(err error) string {
	var e *errs.Error
	var fields errs.Fields
	if errors.As(err, &e) && e.Kind != errs.Internal || errors.As(err, &fields) {
		return i18n.Error("en", err)
	}
	return err.Error()
}

// streams are where the program reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// commandLine is every command with its settings. Each setting is a flag and a variable of the environment.
type commandLine struct {
	Data string `env:"SELLERDESK_DATA" default:"data" help:"Folder of the databases."`

	Serve   serveCommand   `cmd:"" help:"Serve the site."`
	Store   storeCommands  `cmd:"" help:"Stores."`
	Person  personCommands `cmd:"" help:"People."`
	Orders  orderCommands  `cmd:"" help:"Orders."`
	Backup  backupCommand  `cmd:"" help:"Write both databases into a folder, while the program runs or not."`
	Restore restoreCommand `cmd:"" help:"Read both databases back from a folder; the program must not run."`
	Bench   benchCommand   `cmd:"" help:"Measure on made-up orders and print the figures."`
}

// run carries out one command. ready is told the address once the site answers.
func run(ctx context.Context, args []string, s streams, ready func(net.Addr)) error {
	var line commandLine
	parser, err := kong.New(&line, kong.Name("sellerdesk"),
		kong.Description("The back end of a cross-border seller."),
		kong.Writers(s.out, s.err), kong.UsageOnError())
	if err != nil {
		return err
	}
	command, err := parser.Parse(args)
	if err != nil {
		return err
	}
	command.BindTo(ctx, (*context.Context)(nil))
	return command.Run(&line, s, ready)
}
