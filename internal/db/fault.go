package db

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/mattn/go-sqlite3"

	"sellerdesk/internal/errs"
)

// ErrBusy reports that the writer's turn or a statement took too long: the visitor may try again.
var ErrBusy = errs.New(errs.Unavailable, "db_busy")

// Unique is the error of a statement that would have made a second row with
// the same values in columns that are unique together.
type Unique struct {
	Columns []string // with their table, such as "people.email"
}

func (u *Unique) Error() string { return "not unique: " + strings.Join(u.Columns, ", ") }

// On reports whether a column, such as "people.email", is among the columns.
func (u *Unique) On(column string) bool { return slices.Contains(u.Columns, column) }

// IsUnique reports whether err says that a second row would have the same value
// in a column, such as "people.email".
func IsUnique(err error, column string) bool {
	var u *Unique
	return errors.As(err, &u) && u.On(column)
}

// Check is the error of a statement that broke a CHECK or a trigger's rule.
type Check struct {
	Name string // of the constraint, or its expression, or the trigger's words
}

func (c *Check) Error() string { return "check failed: " + c.Name }

// ErrReference is the error of a statement that names a row that does not
// exist, or removes one that others name.
var ErrReference = errors.New("a row refers to one that is not there")

// translate turns errors of the engine into those of this package. ctx is the
// caller's context: a deadline that was not the caller's means that we are busy.
func (d *DB) translate(ctx context.Context, err error) error {
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return fmt.Errorf("%w: %w", ErrBusy, err)
	}
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code {
	case sqlite3.ErrConstraint:
		return constraint(e)
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return fmt.Errorf("%w: %w", ErrBusy, err)
	case sqlite3.ErrIoErr, sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
		d.fail.Do(func() { close(d.failed) })
	}
	return err
}

// constraint reads which constraint failed from the engine's message:
// "UNIQUE constraint failed: people.email".
func constraint(e sqlite3.Error) error {
	_, what, _ := strings.Cut(e.Error(), "constraint failed: ")
	switch e.ExtendedCode {
	case sqlite3.ErrConstraintUnique, sqlite3.ErrConstraintPrimaryKey:
		return fmt.Errorf("%w (%w)", &Unique{Columns: strings.Split(what, ", ")}, e)
	case sqlite3.ErrConstraintCheck:
		return fmt.Errorf("%w (%w)", &Check{Name: what}, e)
	case sqlite3.ErrConstraintTrigger:
		return fmt.Errorf("%w (%w)", &Check{Name: e.Error()}, e)
	case sqlite3.ErrConstraintForeignKey:
		return fmt.Errorf("%w (%w)", ErrReference, e)
	}
	return e
}
