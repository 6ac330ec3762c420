// Package db opens a database file and runs statements and transactions on it.
//
// All peculiarities of the engine, SQLite, are in here; the statements
// themselves are in internal/sqlstore and keep to what PostgreSQL understands
// in the same way.
//
// There are two pools. One connection writes, so that writers queue in Go
// instead of failing with "database is locked"; several others can only read,
// and the write-ahead log lets them go on during a write. What is committed is
// on the disk (synchronous=FULL) and visible to the next read.
//
// Every statement has a deadline, also where the caller set none: a statement
// with the wrong context inside a transaction would wait for its own connection.
package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/huandu/go-sqlbuilder"
	"github.com/mattn/go-sqlite3"
)

const (
	readers       = 8                // connections that read
	statementTime = 10 * time.Second // for a statement, and for a writer's turn, without another deadline
	mappedBytes   = 256 << 20        // of the file, read through the page cache
)

// DB is an open database file. It is safe for concurrent use.
type DB struct {
	path   string
	write  *sql.DB // one connection
	read   *sql.DB
	wait   time.Duration // statementTime; tests shorten it
	failed chan struct{}
	fail   sync.Once

	relaxed atomic.Bool // statements have no deadline, see Relaxed
}

// Open opens the database file, creating it if there is none; its folder must exist.
// The tables are made by Migrate.
func Open(ctx context.Context, path string) (*DB, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	d := &DB{
		path:   full,
		write:  pool(1, dsn(full, "_txlock=immediate&_journal_mode=WAL&_synchronous=FULL")),
		read:   pool(readers, dsn(full, "mode=ro&_query_only=true")),
		wait:   statementTime,
		failed: make(chan struct{}),
	}
	if err := errors.Join(d.write.PingContext(ctx), d.read.PingContext(ctx)); err != nil {
		return nil, errors.Join(fmt.Errorf("open database %s: %w", path, err), d.Close())
	}
	return d, nil
}

// dsn names a database file with some settings and those every connection has;
// the first of a name counts. Prepared statements are kept: reading one row
// takes a third of the time then.
func dsn(path, settings string) string {
	file := url.URL{Scheme: "file", OmitHost: true, Path: path}
	return file.String() + "?" + settings + "&_busy_timeout=5000&_foreign_keys=true&_stmt_cache_size=100"
}

func pool(size int, dsn string) *sql.DB {
	p := sql.OpenDB(connector{&sqlite3.SQLiteDriver{ConnectHook: mapFile}, dsn})
	p.SetMaxOpenConns(size)
	p.SetMaxIdleConns(size)
	return p
}

func mapFile(c *sqlite3.SQLiteConn) error {
	_, err := c.Exec(fmt.Sprintf("PRAGMA mmap_size = %d", mappedBytes), nil)
	return err
}

// connector opens connections with one DSN, without registering a driver for the whole program.
type connector struct {
	driver *sqlite3.SQLiteDriver
	dsn    string
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.dsn) }
func (c connector) Driver() driver.Driver                        { return c.driver }

// Close ends all connections and leaves everything in the one database file.
func (d *DB) Close() error {
	err := d.read.Close()
	if _, checkpoint := d.write.Exec("PRAGMA wal_checkpoint(TRUNCATE)"); checkpoint != nil {
		err = errors.Join(err, fmt.Errorf("write back the log: %w", checkpoint))
	}
	return errors.Join(err, d.write.Close())
}

// Ping reports whether the database can be read.
func (d *DB) Ping(ctx context.Context) error {
	_, err := One(ctx, d, func(r Row) (n int, err error) {
		err = r.Scan(&n)
		return n, err
	}, `SELECT COUNT(*) FROM (SELECT 1 FROM sqlite_schema LIMIT 1)`)
	return err
}

// Failed is closed when the disk failed or the file turned out to be damaged.
// What was acknowledged is stored, what is under way may be: the program should
// end and start again.
func (d *DB) Failed() <-chan struct{} { return d.failed }

// Select begins a statement with optional conditions; columns are a list as in SQL.
// Run it with One or All after Build.
func (d *DB) Select(columns string) *sqlbuilder.SelectBuilder {
	return sqlbuilder.SQLite.NewSelectBuilder().Select(columns)
}
