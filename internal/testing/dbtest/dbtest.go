// Package dbtest gives each test a fresh, migrated database of its own.
//
// The migrations run once per test process; every test gets a copy of the file.
package dbtest

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/migrations"
)

var (
	product   = sync.OnceValues(func() ([]byte, error) { return migrated(migrations.Product()) })
	rehearsal = sync.OnceValues(func() ([]byte, error) { return migrated(migrations.Rehearsal()) })
)

// New returns an empty database of the product that is closed when the test ends.
func New(t testing.TB) *db.DB {
	t.Helper()
	return open(t, "sellerdesk.db", product)
}

// NewRehearsal returns an empty database of the rehearsal world that is closed when the test ends.
func NewRehearsal(t testing.TB) *db.DB {
	t.Helper()
	return open(t, "rehearsal.db", rehearsal)
}

func open(t testing.TB, name string, template func() ([]byte, error)) *db.DB {
	t.Helper()
	file, err := template()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := db.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// migrated returns the file of a database on which the migrations ran.
func migrated(files fs.FS) ([]byte, error) {
	dir, err := os.MkdirTemp("", "sellerdesk")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "template.db")
	d, err := db.Open(context.Background(), path)
	if err != nil {
		return nil, err
	}
	if err := d.Migrate(context.Background(), files); err != nil {
		d.Close()
		return nil, err
	}
	if err := d.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

// Store adds a store with the settings of sample.Store; its id is a
// new one: two calls make two stores.
func Store(t testing.TB, d *db.DB, change ...func(*account.Store)) account.StoreID {
	t.Helper()
	s := sample.Store(change...)
	id, err := db.Insert[account.StoreID](context.Background(), d, `
		INSERT INTO stores (name, live, zone, packing_grams, created_at)
		VALUES (?, ?, ?, ?, ?)
		RETURNING id`, s.Name, s.Live, s.Zone, s.PackingWeight, db.Time{Time: s.CreatedAt})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// Member adds a person with an e-mail and a role in a store, without a password.
func Member(t testing.TB, d *db.DB, store account.StoreID, email string, r account.Role) account.PersonID {
	t.Helper()
	ctx, p := context.Background(), sample.Person()
	id, err := db.Insert[account.PersonID](ctx, d, `
		INSERT INTO people (email, name, password, language, theme, created_at)
		VALUES (?, ?, '', ?, ?, ?)
		RETURNING id`, email, p.Name, p.Language, p.Theme, db.Time{Time: sample.Moment})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Exec(ctx, `
		INSERT INTO members (store_id, person_id, role)
		VALUES (?, ?, ?)`, store, id, r); err != nil {
		t.Fatal(err)
	}
	return id
}
