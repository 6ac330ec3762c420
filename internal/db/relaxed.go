package db

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// Relaxed runs fn while commits do not wait for the disk, and waits for it once
// at the end. A power cut meanwhile can damage the file: this is for filling a
// database that would be made anew then, such as that of a demonstration. A
// program that merely ends loses nothing.
//
// Statements have no deadline meanwhile, and only the next query notices that ctx
// has ended: to watch for it takes a goroutine for every statement, a third of the
// time of small ones. Nobody else may use the database.
func (d *DB) Relaxed(ctx context.Context, fn func(ctx context.Context) error) error {
	if _, err := d.write.ExecContext(ctx, "PRAGMA synchronous = OFF"); err != nil {
		return fmt.Errorf("relax commits: %w", d.translate(ctx, err))
	}
	d.relaxed.Store(true)
	err := fn(unwatched{ctx})
	d.relaxed.Store(false)
	return errors.Join(err, d.settle(context.WithoutCancel(ctx)))
}

// unwatched is a context whose end nobody can wait for; Err tells of it.
type unwatched struct{ context.Context }

// Done is never closed.
func (unwatched) Done() <-chan struct{} { return nil }

// Steady returns a context for work in the background that does very many small
// statements, each by its key: none has a deadline, and only the next one notices
// that ctx has ended. Nobody waits in front of such work, and what it asks for is found at once.
func (d *DB) Steady(ctx context.Context) context.Context {
	return context.WithValue(unwatched{ctx}, steadyKey{}, true)
}

type steadyKey struct{}

// settle lets commits wait for the disk again, and brings onto it what did not.
func (d *DB) settle(ctx context.Context) error {
	for _, s := range []string{"PRAGMA synchronous = FULL", "PRAGMA wal_checkpoint(TRUNCATE)"} {
		if _, err := d.write.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("settle commits: %w", d.translate(ctx, err))
		}
	}
	file, err := os.Open(d.path)
	if err != nil {
		return fmt.Errorf("settle commits: %w", err)
	}
	return errors.Join(file.Sync(), file.Close())
}
