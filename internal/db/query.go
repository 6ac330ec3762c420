package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// ErrNoRows is what One and Returning report when nothing was found.
var ErrNoRows = sql.ErrNoRows

// Row is a row to be scanned, in a list or alone.
type Row interface {
	Scan(dest ...any) error
}

// runner is a pool or a transaction.
type runner interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// One returns the first row of a query, or ErrNoRows.
func One[T any](ctx context.Context, d *DB, scan func(Row) (T, error), query string, args ...any) (T, error) {
	return first(collect(ctx, d, d.read, 1, scan, query, args))
}

// All returns every row of a query.
func All[T any](ctx context.Context, d *DB, scan func(Row) (T, error), query string, args ...any) ([]T, error) {
	return collect(ctx, d, d.read, 0, scan, query, args)
}

// Returning runs a statement that changes rows and ends in RETURNING; it
// returns the first row changed, or ErrNoRows.
func Returning[T any](ctx context.Context, d *DB, scan func(Row) (T, error), query string, args ...any) (T, error) {
	return first(collect(ctx, d, d.write, 0, scan, query, args))
}

// Insert runs an INSERT … RETURNING id and returns the id. When ON CONFLICT DO
// NOTHING left nothing to return, it reports ErrNoRows.
func Insert[ID ~int64](ctx context.Context, d *DB, query string, args ...any) (ID, error) {
	return Returning(ctx, d, scanID[ID], query, args...)
}

func scanID[ID ~int64](r Row) (id ID, err error) {
	err = r.Scan(&id)
	return id, err
}

// Exec runs a statement and returns the number of rows it changed.
func (d *DB) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	run, tx, err := d.on(ctx, d.write)
	if err != nil {
		return 0, err
	}
	limited, cancel := d.limit(ctx)
	defer cancel()
	res, err := run.ExecContext(limited, query, args...)
	if err != nil {
		return 0, tx.spoil(d.translate(ctx, err))
	}
	tx.changed()
	return res.RowsAffected()
}

// on returns what statements with this context run on: the transaction in it, or the pool.
func (d *DB) on(ctx context.Context, pool *sql.DB) (runner, *transaction, error) {
	tx := inside(ctx)
	switch {
	case tx == nil:
		return pool, nil, nil
	case tx.db != d:
		return nil, nil, ErrOtherDatabase
	case tx.broken != nil:
		return nil, nil, fmt.Errorf("%w: %w", ErrBroken, tx.broken)
	}
	return tx.sql, tx, nil
}

// limit gives the context a deadline if it has none and needs one.
func (d *DB) limit(ctx context.Context) (context.Context, context.CancelFunc) {
	if _, has := ctx.Deadline(); has || d.relaxed.Load() || ctx.Value(steadyKey{}) != nil {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, d.wait)
}

// collect runs a query on a pool, or in the transaction, and scans up to most rows; 0 is all.
func collect[T any](ctx context.Context, d *DB, pool *sql.DB, most int, scan func(Row) (T, error), query string, args []any) ([]T, error) {
	run, tx, err := d.on(ctx, pool)
	if err != nil {
		return nil, err
	}
	limited, cancel := d.limit(ctx)
	defer cancel()
	rows, err := run.QueryContext(limited, query, args...)
	if err != nil {
		return nil, tx.spoil(d.translate(ctx, err))
	}
	if pool == d.write {
		tx.changed()
	}
	out, err := scanRows(rows, most, scan)
	if err != nil {
		return nil, tx.spoil(d.translate(ctx, err))
	}
	return out, nil
}

func scanRows[T any](rows *sql.Rows, most int, scan func(Row) (T, error)) (out []T, err error) {
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		if out = append(out, v); len(out) == most {
			return out, nil
		}
	}
	return out, rows.Err()
}

func first[T any](rows []T, err error) (T, error) {
	if err == nil && len(rows) == 0 {
		err = ErrNoRows
	}
	if err != nil {
		var none T
		return none, err
	}
	return rows[0], nil
}
