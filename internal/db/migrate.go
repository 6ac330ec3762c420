package db

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"

	"sellerdesk/internal/errs"
)

// ErrNewer reports a database that a newer program has written. Its arguments
// are Database and Program, the numbers of their newest migrations.
var ErrNewer = errs.New(errs.Unavailable, "db_newer")

// Migrate brings the tables up to date with the numbered .sql files of a
// folder, and refuses a database newer than they are.
func (d *DB) Migrate(ctx context.Context, files fs.FS) error {
	p, err := goose.NewProvider(goose.DialectSQLite3, d.write, files, goose.WithDisableGlobalRegistry(true))
	if errors.Is(err, goose.ErrNoMigrations) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	has, knows, err := p.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("version of the database: %w", err)
	}
	if has > knows {
		return ErrNewer.With("Database", has, "Program", knows)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}
