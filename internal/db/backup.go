package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"

	"sellerdesk/internal/errs"
)

// ErrInUse reports that a database cannot be replaced while a program has it open.
var ErrInUse = errs.New(errs.Conflict, "db_in_use")

const pagesPerStep = 2048 // of 4 KiB; between steps a backup looks whether it was cancelled

// Backup writes a copy of the database to a file, as it is at one moment, while
// others go on reading and writing. The file appears when it is whole and checked.
func (d *DB) Backup(ctx context.Context, to string) error {
	if err := copyDatabase(ctx, d.read, to); err != nil {
		return fmt.Errorf("back up to %s: %w", to, err)
	}
	return nil
}

// Restore replaces a database file by a copy of a backup. No program may have it open.
func Restore(ctx context.Context, backup, to string) error {
	if _, err := os.Stat(backup); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	full, err := filepath.Abs(backup)
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	if err := Alone(ctx, to); err != nil {
		return fmt.Errorf("restore %s: %w", to, err)
	}
	from := pool(1, dsn(full, "mode=ro&_query_only=true"))
	defer from.Close()
	if err := copyDatabase(ctx, from, to); err != nil {
		return fmt.Errorf("restore %s from %s: %w", to, backup, err)
	}
	return nil
}

// Alone makes sure that nobody has a database file open: it is ErrInUse then. One
// that is damaged may be replaced, and one that is not there is nobody's.
func Alone(ctx context.Context, path string) error {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	full, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	p := pool(1, dsn(full, "_locking_mode=EXCLUSIVE&_busy_timeout=0"))
	defer p.Close()
	_, err = p.ExecContext(ctx, "BEGIN EXCLUSIVE; COMMIT")
	var e sqlite3.Error
	if errors.As(err, &e) && (e.Code == sqlite3.ErrBusy || e.Code == sqlite3.ErrLocked) {
		return ErrInUse
	}
	return nil
}

// copyDatabase copies what a pool reads into a file, by way of a file beside it.
func copyDatabase(ctx context.Context, from *sql.DB, to string) error {
	full, err := filepath.Abs(to)
	if err != nil {
		return err
	}
	part := full + ".part"
	defer os.Remove(part)
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := fill(ctx, from, part); err != nil {
		return err
	}
	for _, log := range []string{full + "-wal", full + "-shm"} { // of the file replaced: they would be read into the new one
		if err := os.Remove(log); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	if err := os.Rename(part, full); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(full))
}

// fill writes a checked copy into a new file.
func fill(ctx context.Context, from *sql.DB, path string) error {
	to := pool(1, dsn(path, "_synchronous=FULL"))
	defer to.Close()
	if err := copyPages(ctx, from, to); err != nil {
		return err
	}
	if _, err := to.ExecContext(ctx, "PRAGMA journal_mode = DELETE"); err != nil { // one file that stands alone
		return err
	}
	var verdict string
	if err := to.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return fmt.Errorf("check the copy: %w", err)
	}
	if verdict != "ok" {
		return fmt.Errorf("check the copy: %s", verdict)
	}
	return to.Close()
}

func copyPages(ctx context.Context, from, to *sql.DB) error {
	source, err := from.Conn(ctx)
	if err != nil {
		return err
	}
	defer source.Close()
	dest, err := to.Conn(ctx)
	if err != nil {
		return err
	}
	defer dest.Close()
	return source.Raw(func(s any) error {
		return dest.Raw(func(d any) error {
			return steps(ctx, s.(*sqlite3.SQLiteConn), d.(*sqlite3.SQLiteConn))
		})
	})
}

// steps copies page by page. The read transaction around it keeps one moment:
// without it the copy would begin anew whenever somebody writes.
func steps(ctx context.Context, source, dest *sqlite3.SQLiteConn) (err error) {
	if _, err := source.Exec("BEGIN; SELECT count(*) FROM sqlite_master", nil); err != nil {
		return err
	}
	defer func() {
		_, end := source.Exec("ROLLBACK", nil)
		err = errors.Join(err, end)
	}()
	b, err := dest.Backup("main", source, "main")
	if err != nil {
		return err
	}
	for done := false; !done && err == nil; {
		if err = ctx.Err(); err == nil {
			done, err = b.Step(pagesPerStep)
		}
	}
	return errors.Join(err, b.Finish())
}

func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
