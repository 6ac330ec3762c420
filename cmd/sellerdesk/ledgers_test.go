package main

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/db"
)

// ledgers are both databases, read beside the program.
type ledgers struct {
	t                  *testing.T
	product, rehearsal *db.DB
}

func openLedgers(t *testing.T, data string) ledgers {
	t.Helper()
	open := func(name string) *db.DB {
		d, err := db.Open(t.Context(), filepath.Join(data, name))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { d.Close() })
		return d
	}
	return ledgers{t, open(productFile), open(rehearsalFile)}
}

// rule is what a query finds where it is broken.
type rule struct{ broken, query string }

// none reports the rules that are broken in the product's database.
func (l ledgers) none(rules []rule) {
	l.t.Helper()
	for _, r := range rules {
		if found := l.texts(l.product, r.query); len(found) > 0 {
			l.t.Errorf("%s: %d, such as %v", r.broken, len(found), found[0])
		}
	}
}

// await waits until a query finds nothing any more.
func (l ledgers) await(left, query string) {
	l.t.Helper()
	for end := time.Now().Add(3 * time.Minute); ; time.Sleep(50 * time.Millisecond) {
		found := l.texts(l.product, query)
		if len(found) == 0 {
			return
		}
		if time.Now().After(end) {
			l.t.Fatalf("%s: %d, such as %v", left, len(found), found[0])
		}
	}
}

// check looks whether what was submitted is whole, and as the network knows it.
func (l ledgers) check() {
	l.t.Helper()
	l.none([]rule{
		{"orders with two logistics orders", `SELECT order_number FROM parcels GROUP BY order_number HAVING count(*) > 1`},
		{"logistics orders without one estimate", `
			SELECT p.number FROM parcels p
			WHERE (SELECT count(*) FROM freight_rows f WHERE f.parcel_id = p.id AND f.kind = 'estimated') <> 1`},
		{"logistics orders without a waybill number", `SELECT number FROM parcels WHERE waybill IS NULL`},
		{"logistics orders of which history does not tell", `
			SELECT p.number FROM parcels p
			WHERE NOT EXISTS (SELECT 1 FROM history h WHERE h.subject_kind = 'parcel' AND h.subject_id = p.id)`},
		{"orders whose pieces are not bound as their logistics orders say", `
			SELECT o.number FROM orders o
			WHERE (SELECT sum(taken) FROM order_lines n WHERE n.order_id = o.id) <>
				(SELECT coalesce(sum(g.quantity), 0) FROM parcels p JOIN parcel_goods g ON g.parcel_id = p.id WHERE p.order_id = o.id)`},
		{"numbers given to nobody", `
			SELECT next FROM numbers WHERE name = 'parcel'
			AND next <> 143017180001 + (SELECT count(*) FROM parcels)`},
	})
	booked := l.pairs(l.product, `SELECT number, waybill FROM parcels`)
	carried := l.pairs(l.rehearsal, `SELECT reference, waybill FROM network_parcels WHERE outcome = 'accepted'`)
	if diff := cmp.Diff(booked, carried); diff != "" {
		l.t.Errorf("the product (-) and the network (+) know other waybills:\n%s", diff)
	}
	if lost := l.texts(l.rehearsal, `
		SELECT name FROM network_series
		WHERE last <> (SELECT count(*) FROM network_parcels)`); len(lost) > 0 {
		l.t.Errorf("waybill numbers of %v were lost", lost)
	}
}

func (l ledgers) texts(d *db.DB, query string) []string {
	l.t.Helper()
	found, err := db.All(l.t.Context(), d, func(r db.Row) (s string, err error) {
		err = r.Scan(&s)
		return s, err
	}, query)
	if err != nil {
		l.t.Fatal(err)
	}
	return found
}

func (l ledgers) pairs(d *db.DB, query string) map[string]string {
	l.t.Helper()
	type pair struct{ key, value string }
	found, err := db.All(l.t.Context(), d, func(r db.Row) (p pair, err error) {
		err = r.Scan(&p.key, &p.value)
		return p, err
	}, query)
	if err != nil {
		l.t.Fatal(err)
	}
	m := map[string]string{}
	for _, p := range found {
		m[p.key] = p.value
	}
	return m
}
