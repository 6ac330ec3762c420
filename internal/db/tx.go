package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Errors of wrong use, for logs and tests; people see a fault of ours.
var (
	// ErrBroken is reported by every statement that follows a failed one in a
	// transaction, and by its end. A savepoint around the failed one avoids it.
	ErrBroken = errors.New("transaction is broken by an earlier error")
	// ErrOtherDatabase is reported by work on one database inside a transaction of another.
	ErrOtherDatabase = errors.New("inside a transaction of another database")
	// ErrNoTransaction is reported by Savepoint outside a transaction.
	ErrNoTransaction = errors.New("savepoint outside a transaction")
)

type txKey struct{}

// transaction is what a context inside InTx carries.
type transaction struct {
	db     *DB
	sql    *sql.Tx
	broken error // the error after which nothing may follow
	writes int   // statements that changed something
	depth  int   // savepoints open
}

// inside returns the transaction a context is in, or nil.
func inside(ctx context.Context) *transaction {
	tx, _ := ctx.Value(txKey{}).(*transaction)
	return tx
}

// InTransaction reports whether the context is inside a transaction, of any
// database: nothing slow may be done then.
func InTransaction(ctx context.Context) bool { return inside(ctx) != nil }

// spoil remembers that a statement failed: on PostgreSQL nothing could follow
// it, and on SQLite an interrupted one may have ended the transaction.
func (tx *transaction) spoil(err error) error {
	if tx != nil && tx.broken == nil {
		tx.broken = err
	}
	return err
}

func (tx *transaction) changed() {
	if tx != nil {
		tx.writes++
	}
}

// InTx runs fn in a transaction: commit when fn returns nil, roll back otherwise.
// The context given to fn carries the transaction; fn must use it and no other.
//
// A nested InTx joins the outer transaction. When its fn fails after it changed
// something, the outer transaction is broken even if the error is swallowed:
// half of the work is never committed. Use Savepoint where going on is intended.
func (d *DB) InTx(ctx context.Context, fn func(ctx context.Context) error) error {
	_, outer, err := d.on(ctx, d.write)
	if err != nil {
		return err
	}
	if outer != nil {
		return outer.join(ctx, fn)
	}
	conn, err := d.turn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	sqlTx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", d.translate(ctx, err))
	}
	defer sqlTx.Rollback() // no effect after Commit
	tx := &transaction{db: d, sql: sqlTx}
	if err := fn(context.WithValue(ctx, txKey{}, tx)); err != nil {
		return err
	}
	return d.commit(ctx, tx)
}

// turn waits for the connection that writes, not longer than a statement may take.
func (d *DB) turn(ctx context.Context) (*sql.Conn, error) {
	limited, cancel := d.limit(ctx)
	defer cancel()
	conn, err := d.write.Conn(limited)
	if err != nil {
		return nil, fmt.Errorf("wait for the writer: %w", d.translate(ctx, err))
	}
	return conn, nil
}

func (d *DB) commit(ctx context.Context, tx *transaction) error {
	if tx.broken != nil {
		return fmt.Errorf("%w: %w", ErrBroken, tx.broken)
	}
	err := tx.sql.Commit()
	if errors.Is(err, sql.ErrTxDone) && ctx.Err() != nil {
		err = ctx.Err() // it was rolled back when the context ended
	}
	if err != nil {
		return fmt.Errorf("commit: %w", d.translate(ctx, err))
	}
	return nil
}

func (tx *transaction) join(ctx context.Context, fn func(ctx context.Context) error) error {
	before := tx.writes
	err := fn(ctx)
	if err != nil && tx.writes > before {
		tx.spoil(err)
	}
	return err
}

// Savepoint runs fn inside the transaction of the context so that its failure
// undoes only what fn did: a batch does each of its rows in one.
func (d *DB) Savepoint(ctx context.Context, fn func(ctx context.Context) error) error {
	_, tx, err := d.on(ctx, d.write)
	if err != nil {
		return err
	}
	if tx == nil {
		return ErrNoTransaction
	}
	tx.depth++
	defer func() { tx.depth-- }()
	name, before := fmt.Sprintf("step_%d", tx.depth), tx.writes
	if err := d.mark(ctx, tx, "SAVEPOINT "+name); err != nil {
		return err
	}
	err = fn(ctx)
	if err == nil && tx.broken == nil {
		return d.mark(ctx, tx, "RELEASE "+name)
	}
	if err == nil {
		err = fmt.Errorf("%w: %w", ErrBroken, tx.broken)
	}
	if undo := d.mark(ctx, tx, "ROLLBACK TO "+name, "RELEASE "+name); undo != nil {
		return errors.Join(err, undo)
	}
	tx.broken, tx.writes = nil, before
	return err
}

// mark runs statements that set, release or return to a savepoint.
func (d *DB) mark(ctx context.Context, tx *transaction, statements ...string) error {
	limited, cancel := d.limit(ctx)
	defer cancel()
	for _, s := range statements {
		if _, err := tx.sql.ExecContext(limited, s); err != nil {
			return tx.spoil(fmt.Errorf("%s: %w", s, d.translate(ctx, err)))
		}
	}
	return nil
}
