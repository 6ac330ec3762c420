package migrations_test

import (
	"slices"
	"testing"

	"sellerdesk/internal/db"
	"sellerdesk/internal/testing/dbtest"
)

// overAllStores are the indexes on data of stores that do not begin with the
// store, and why: most are numbers by which the outside finds us.
var overAllStores = map[string]string{
	"members(person_id)":  "the stores of a person are asked for at every request",
	"sessions(digest)":    "a cookie names no store",
	"sessions(person_id)": "a new password ends the sessions in all stores",

	"parcels(number)":  "the network names a parcel by it",
	"parcels(waybill)": "the network names a parcel by it",
	"payments(number)": "the gateway names a payment by it",

	"deduction_accounts(asked_number)": "the gateway names an agreement by it",
	"deduction_accounts(agreement)":    "or by its own number of it",
}

// key is the first column of an index, or of a reference to a parent table.
type key struct {
	table, column, parent string
}

func keys(t *testing.T, d *db.DB, query string) []key {
	t.Helper()
	all, err := db.All(t.Context(), d, func(r db.Row) (k key, err error) {
		err = r.Scan(&k.table, &k.column, &k.parent)
		return k, err
	}, query)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// tablesOfStores selects the tables whose rows belong to a store.
const tablesOfStores = `
	WITH own AS (
		SELECT m.name
		FROM sqlite_master AS m
		JOIN pragma_table_info(m.name) AS c ON c.name = 'store_id'
		WHERE m.type = 'table')`

func TestIndexesBeginWithTheStore(t *testing.T) {
	all := keys(t, dbtest.New(t), tablesOfStores+`
		SELECT own.name, c.name, ''
		FROM own
		JOIN pragma_index_list(own.name) AS i
		JOIN pragma_index_info(i.name) AS c ON c.seqno = 0
		ORDER BY 1, 2`)
	used := map[string]bool{}
	for _, k := range all {
		name := k.table + "(" + k.column + ")"
		used[name] = true
		if k.column != "store_id" && overAllStores[name] == "" {
			t.Errorf("an index of %s begins with %s, not with store_id", k.table, k.column)
		}
	}
	for name := range overAllStores {
		if !used[name] {
			t.Errorf("there is no index %s", name)
		}
	}
}

func TestReferencesNameTheStore(t *testing.T) {
	d := dbtest.New(t)
	own := keys(t, d, tablesOfStores+`SELECT name, '', '' FROM own`)
	for _, k := range keys(t, d, tablesOfStores+`
		SELECT own.name, f."from", f."table"
		FROM own
		JOIN pragma_foreign_key_list(own.name) AS f ON f.seq = 0
		ORDER BY 1, 2`) {
		ofStore := slices.ContainsFunc(own, func(o key) bool { return o.table == k.parent })
		if ofStore && k.column != "store_id" {
			t.Errorf("%s.%s refers to a row of %s without the store", k.table, k.column, k.parent)
		}
	}
}
