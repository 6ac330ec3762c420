package sqlstore_test

import (
	"context"
	"strings"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/db"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/sample"
)

// plan is how the database goes about a statement.
func plan(t testing.TB, d *db.DB, query string, args ...any) string {
	t.Helper()
	steps, err := db.All(context.Background(), d, func(r db.Row) (step string, err error) {
		var id, parent, unused int
		err = r.Scan(&id, &parent, &unused, &step)
		return step, err
	}, "EXPLAIN QUERY PLAN "+query, args...)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(steps, "\n")
}

func TestListsReadOneCoveringIndexInItsOrder(t *testing.T) {
	b := newOrderBook(t)
	cursor := paging.Cursor{Key: sample.Moment.UnixMilli(), ID: 7}
	tests := []struct {
		name   string
		filter order.Filter
		index  string
	}{
		{"all", order.Filter{}, "COVERING INDEX orders_all"},
		{"a later page", order.Filter{Cursor: cursor}, "COVERING INDEX orders_all"},
		{"a page back", order.Filter{Cursor: paging.Cursor{Key: cursor.Key, ID: 7, Back: true}}, "COVERING INDEX orders_all"},
		{"filtered", order.Filter{Country: "ES", Channel: channel.Standard, Category: channel.Ordinary, PaidFrom: sample.Moment}, "COVERING INDEX orders_all"},
		{"a tab", order.Filter{Tab: order.TabAwaitingShipment}, "COVERING INDEX orders_tab"},
		{"a filtered tab", order.Filter{Tab: order.TabCompleted, Country: "ES", PaidTo: sample.Moment}, "COVERING INDEX orders_tab"},
		{"waiting", order.Filter{Waiting: order.WaitingShipment}, "COVERING INDEX orders_to_ship"},
		{"waiting, a later page", order.Filter{Waiting: order.WaitingShipment, Cursor: cursor}, "COVERING INDEX orders_to_ship"},
		{"waiting, filtered", order.Filter{Waiting: order.WaitingShipment, Country: "ES", PaidFrom: sample.Moment}, "COVERING INDEX orders_to_ship"},
		{"today", order.Filter{Waiting: order.WaitingShipToday, DayEnd: sample.Moment}, "COVERING INDEX orders_to_ship"},
		{"cancellations", order.Filter{Waiting: order.WaitingCancellation}, "COVERING INDEX orders_cancel"},
		{"disputes", order.Filter{Waiting: order.WaitingDispute}, "COVERING INDEX orders_dispute"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.filter.Store = b.store
			query, args := b.PlacesQuery(tt.filter)
			got := plan(t, b.db, query, args...)
			if !strings.Contains(got, tt.index) || strings.Contains(got, "SCAN") || strings.Contains(got, "TEMP B-TREE") {
				t.Errorf("%s\n%s", query, got)
			}
		})
	}
}

// TestWhatManyValuesNameIsFoundByThem: without an index of the values every page would
// read all rows of its store.
func TestWhatManyValuesNameIsFoundByThem(t *testing.T) {
	b := newOrderBook(t)
	many := make([]string, 100)
	by := func(of func(*db.DB, account.StoreID, string, []string) (string, []any), column string) func() (string, []any) {
		return func() (string, []any) { return of(b.db, b.store, column, many) }
	}
	parcels, notices := sqlstore.ParcelsByQuery, sqlstore.NoticesByQuery
	for _, tt := range []struct {
		name   string
		query  func() (string, []any)
		search string
	}{
		{"orders of buyers", func() (string, []any) { return b.OfBuyersQuery(b.store, many) }, "store_id=? AND buyer_name=?"},
		{"parcels of offers", by(parcels, "offer_id"), "store_id=? AND offer_id=?"},
		{"parcels of numbers", by(parcels, "number"), "number=?"},
		{"parcels of orders", by(parcels, "order_id"), "store_id=? AND order_id=?"},
		{"parcels of ids", by(parcels, "id"), "id=?"},
		{"notices of orders", by(notices, "order_id"), "store_id=? AND order_id=?"},
		{"notices of ids", by(notices, "id"), "id=?"},
	} {
		query, args := tt.query()
		if got := plan(t, b.db, query, args...); !strings.Contains(got, tt.search) {
			t.Errorf("%s: %s", tt.name, got)
		}
	}
	for name, query := range sqlstore.NamingQueries(b.db, b.store, many) {
		text, args := query()
		if got := plan(t, b.db, text, args...); !strings.Contains(got, "number=?") && !strings.Contains(got, "waybill=?") {
			t.Errorf("pasted numbers of %s: %s", name, got)
		}
	}
}

func TestOrdersInABoxOrFoundByTextAreNotSearchedFor(t *testing.T) {
	b := newOrderBook(t)
	for name, f := range map[string]order.Filter{
		"notices":            {Waiting: order.WaitingNotice},
		"payments":           {Waiting: order.WaitingPayment},
		"the last page back": {Waiting: order.WaitingPayment, Cursor: paging.Cursor{Key: 5, ID: 7, Back: true}},
		"words":              {Text: "white earphones"},
		"words in a tab":     {Text: "white earphones", Tab: order.TabCompleted},
		"a number":           {Text: "80123456"},
		"a tracking number":  {Text: "RB123456785CN"},
		"what is urgent":     {Text: "RB123456785CN", Waiting: order.WaitingShipment},
	} {
		t.Run(name, func(t *testing.T) {
			f.Store = b.store
			query, args := b.PlacesQuery(f)
			got := plan(t, b.db, query, args...)
			if strings.Contains(got, "notices_order") || strings.Contains(got, "SCAN orders") || !strings.Contains(got, "SEARCH orders USING INTEGER PRIMARY KEY") {
				t.Errorf("%s\n%s", query, got)
			}
		})
	}
}
