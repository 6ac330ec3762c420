package dbtest_test

import (
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/testing/dbtest"
)

func TestEveryTestHasADatabaseOfItsOwn(t *testing.T) {
	d, other := dbtest.New(t), dbtest.New(t)
	dbtest.Member(t, d, dbtest.Store(t, d), "a@example.com", account.Owner)
	if got := stores(t, d); got != 1 {
		t.Errorf("%d stores, want 1", got)
	}
	if got := stores(t, other); got != 0 {
		t.Errorf("%d stores in the other database, want 0", got)
	}
}

func stores(t *testing.T, d *db.DB) int {
	t.Helper()
	n, err := db.One(t.Context(), d, func(r db.Row) (n int, err error) {
		err = r.Scan(&n)
		return n, err
	}, `SELECT count(*) FROM stores`)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
