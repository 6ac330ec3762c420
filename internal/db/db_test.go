package db_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"sellerdesk/internal/db"
	"sellerdesk/internal/errs"
)

// tables are the migrations of the databases in these tests.
var tables = fstest.MapFS{"00001_notes.sql": {Data: []byte(`-- +goose Up
CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE CHECK (text <> ''),
    reply_to INTEGER REFERENCES notes (id)
) STRICT;
`)}}

// open returns an open, migrated database and its path.
func open(t testing.TB) (*db.DB, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a 100% #1?.db")
	return reopen(t, path), path
}

func reopen(t testing.TB, path string) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	if err := d.Migrate(t.Context(), tables); err != nil {
		t.Fatal(err)
	}
	return d
}

func add(ctx context.Context, d *db.DB, text string) error {
	_, err := db.Insert[int64](ctx, d, `INSERT INTO notes (text) VALUES (?) RETURNING id`, text)
	return err
}

func scanText(r db.Row) (s string, err error) {
	err = r.Scan(&s)
	return s, err
}

func notes(t testing.TB, ctx context.Context, d *db.DB) []string {
	t.Helper()
	all, err := db.All(ctx, d, scanText, `SELECT text FROM notes ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func mustAdd(t testing.TB, ctx context.Context, d *db.DB, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if err := add(ctx, d, text); err != nil {
			t.Fatal(err)
		}
	}
}

func TestReadersSeeWhatWasCommitted(t *testing.T) {
	d, _ := open(t)
	for i := range 200 {
		mustAdd(t, t.Context(), d, string(rune('一'+i)))
		if got := len(notes(t, t.Context(), d)); got != i+1 {
			t.Fatalf("after %d inserts %d rows are read", i+1, got)
		}
	}
}

func TestReadersCannotWrite(t *testing.T) {
	d, _ := open(t)
	_, err := db.All(t.Context(), d, scanText, `INSERT INTO notes (text) VALUES ('a') RETURNING text`)
	if err == nil || len(notes(t, t.Context(), d)) != 0 {
		t.Errorf("a query through the readers wrote; error %v", err)
	}
}

func TestFiftyWritersAtOnceLoseNothing(t *testing.T) {
	d, _ := open(t)
	mustAdd(t, t.Context(), d, "0")
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			err := d.InTx(t.Context(), func(ctx context.Context) error {
				n, err := db.One(ctx, d, scanInt, `SELECT CAST(text AS INTEGER) FROM notes WHERE id = 1`)
				if err != nil {
					return err
				}
				_, err = d.Exec(ctx, `UPDATE notes SET text = CAST(? AS TEXT) WHERE id = 1`, n+1)
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if got := notes(t, t.Context(), d); got[0] != "50" {
		t.Errorf("counted to %s, want 50", got[0])
	}
}

func scanInt(r db.Row) (n int64, err error) {
	err = r.Scan(&n)
	return n, err
}

func TestOneRowOrNone(t *testing.T) {
	d, _ := open(t)
	mustAdd(t, t.Context(), d, "a", "b")
	if got, err := db.One(t.Context(), d, scanText, `SELECT text FROM notes ORDER BY id`); err != nil || got != "a" {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := db.One(t.Context(), d, scanText, `SELECT text FROM notes WHERE id = 9`); !errors.Is(err, db.ErrNoRows) {
		t.Errorf("error %v, want ErrNoRows", err)
	}
	_, err := db.Insert[int64](t.Context(), d, `INSERT INTO notes (text) VALUES ('a') ON CONFLICT DO NOTHING RETURNING id`)
	if !errors.Is(err, db.ErrNoRows) {
		t.Errorf("error %v, want ErrNoRows", err)
	}
	if n, err := d.Exec(t.Context(), `UPDATE notes SET text = text || '!'`); err != nil || n != 2 {
		t.Errorf("changed %d rows, %v", n, err)
	}
}

func TestAListGrowsOneConditionAtATime(t *testing.T) {
	d, _ := open(t)
	mustAdd(t, t.Context(), d, "a", "b", "c")
	q := d.Select("text").From("notes")
	q.Where(q.GreaterThan("id", 1)).OrderBy("id").Limit(1)
	query, args := q.Build()
	got, err := db.All(t.Context(), d, scanText, query, args...)
	if err != nil || len(got) != 1 || got[0] != "b" {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestConstraintsAreNamed(t *testing.T) {
	d, _ := open(t)
	ctx := t.Context()
	mustAdd(t, ctx, d, "a")

	if err := add(ctx, d, "a"); !db.IsUnique(err, "notes.text") || db.IsUnique(err, "notes.id") {
		t.Errorf("a second %q: %v", "a", err)
	}
	_, err := d.Exec(ctx, `INSERT INTO notes (id, text) VALUES (1, 'b')`)
	if !db.IsUnique(err, "notes.id") {
		t.Errorf("a second id 1: %v", err)
	}
	var check *db.Check
	if err := add(ctx, d, ""); !errors.As(err, &check) || check.Name != "text <> ''" {
		t.Errorf("an empty text: %v", err)
	}
	if _, err := d.Exec(ctx, `INSERT INTO notes (text, reply_to) VALUES ('c', 77)`); !errors.Is(err, db.ErrReference) {
		t.Errorf("a reply to nothing: %v", err)
	}
	if got := notes(t, ctx, d); len(got) != 1 {
		t.Errorf("stored %v", got)
	}
}

func TestAStatementHasADeadlineEvenWithTheWrongContext(t *testing.T) {
	d, _ := open(t)
	d.SetWait(50 * time.Millisecond)
	err := d.InTx(t.Context(), func(context.Context) error { return add(t.Context(), d, "a") })
	if !errors.Is(err, db.ErrBusy) || errs.KindOf(err) != errs.Unavailable {
		t.Errorf("error %v, want ErrBusy", err)
	}
	_, err = db.One(t.Context(), d, scanInt, `
		WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
		SELECT max(i) FROM n`)
	if !errors.Is(err, db.ErrBusy) {
		t.Errorf("error of an endless query %v, want ErrBusy", err)
	}
}

func TestACallersOwnDeadlineIsTheCallers(t *testing.T) {
	d, _ := open(t)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	err := d.InTx(t.Context(), func(context.Context) error { return add(ctx, d, "a") })
	if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, db.ErrBusy) {
		t.Errorf("error %v, want the caller's deadline", err)
	}
}

func TestANewerDatabaseIsRefused(t *testing.T) {
	d, _ := open(t)
	newer := fstest.MapFS{"00001_notes.sql": tables["00001_notes.sql"], "00002_more.sql": {Data: []byte("-- +goose Up\nCREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;")}}
	if err := d.Migrate(t.Context(), newer); err != nil {
		t.Fatal(err)
	}
	err := d.Migrate(t.Context(), tables)
	var e *errs.Error
	if !errors.As(err, &e) || !errors.Is(e, db.ErrNewer) || e.Args["Database"] != int64(2) || e.Args["Program"] != int64(1) {
		t.Errorf("error %v, want both versions named", err)
	}
}

func TestAFailedMigrationLeavesNothingBehind(t *testing.T) {
	d, _ := open(t)
	broken := fstest.MapFS{"00001_notes.sql": tables["00001_notes.sql"], "00002_bad.sql": {Data: []byte("-- +goose Up\nCREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;\nCREATE TABLE more (id INTEGER) STRICT;")}}
	if err := d.Migrate(t.Context(), broken); err == nil {
		t.Fatal("no error")
	}
	if err := d.Migrate(t.Context(), tables); err != nil {
		t.Errorf("going on with the old program: %v", err)
	}
}

func TestNoMigrationsAreFine(t *testing.T) {
	d, _ := open(t)
	if err := d.Migrate(t.Context(), fstest.MapFS{}); err != nil {
		t.Error(err)
	}
}

func TestEverythingIsInOneFileAfterClose(t *testing.T) {
	d, path := open(t)
	mustAdd(t, t.Context(), d, "a")
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(files) != 1 {
		t.Errorf("files %v, %v", files, err)
	}
	if got := notes(t, t.Context(), reopen(t, path)); len(got) != 1 {
		t.Errorf("read %v", got)
	}
}

func TestOpenSaysWhichFileIsWrong(t *testing.T) {
	path := filepath.Join(t.TempDir(), "missing", "x.db")
	if _, err := db.Open(t.Context(), path); err == nil {
		t.Error("opened a file in a folder that does not exist")
	}
}

func TestTheEngineIsSetUpForSafety(t *testing.T) {
	d, _ := open(t)
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"} {
		got, err := db.Returning(t.Context(), d, scanText, "PRAGMA "+pragma)
		if err != nil || got != want {
			t.Errorf("%s = %s, %v; want %s", pragma, got, err, want)
		}
	}
}
