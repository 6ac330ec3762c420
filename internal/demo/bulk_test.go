package demo_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/demo"
	"sellerdesk/internal/order"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
)

// filled is a database with two stores of many orders.
func filled(t *testing.T, n int) (*sqlstore.Orders, []account.StoreID) {
	t.Helper()
	d := dbtest.New(t)
	orders := sqlstore.NewOrders(d)
	bulk := demo.Bulk{
		Products: sqlstore.NewProducts(d), Orders: orders, Parcels: sqlstore.NewParcels(d),
		Notices: sqlstore.NewNotices(d), Freight: sqlstore.NewFreight(d), Tx: d,
	}
	stores := []account.StoreID{dbtest.Store(t, d), dbtest.Store(t, d)}
	for _, store := range stores {
		if err := bulk.Fill(t.Context(), store, n, demo.Moment); err != nil {
			t.Fatal(err)
		}
	}
	return orders, stores
}

// all reads every order of a store.
func all(t *testing.T, orders *sqlstore.Orders, f order.Filter) []order.Order {
	t.Helper()
	var read []order.Order
	for {
		page, err := orders.List(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		read = append(read, page.Rows...)
		if f.Cursor = page.Next; f.Cursor.IsZero() {
			return read
		}
	}
}

func TestManyOrdersAreMadeTheSameWayEveryTime(t *testing.T) {
	const n = 300
	orders, stores := filled(t, n)
	again, _ := filled(t, n)
	for _, store := range stores {
		first := all(t, orders, order.Filter{Store: store})
		if len(first) != n {
			t.Errorf("store %d has %d orders", store, len(first))
		}
		if diff := cmp.Diff(first, all(t, again, order.Filter{Store: store})); diff != "" {
			t.Errorf("store %d (-first +second):\n%s", store, diff)
		}
	}
}

func TestManyOrdersStandInTheTabsAndBoxesOfAStore(t *testing.T) {
	orders, stores := filled(t, 3000)
	for _, tab := range order.Tabs {
		if tab == order.TabPartiallyShipped || tab == order.TabAwaitingPayment { // none, or too few of so few
			continue
		}
		if len(all(t, orders, order.Filter{Store: stores[0], Tab: tab})) == 0 {
			t.Errorf("no order in %q", tab)
		}
	}
	counts, err := orders.Counts(t.Context(), order.Filter{Store: stores[0], DayEnd: demo.Moment.AddDate(0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []order.Waiting{order.WaitingShipment, order.WaitingShipToday, order.WaitingNotice, order.WaitingPayment} {
		if counts[w] == 0 {
			t.Errorf("no order waits in %s", w)
		}
	}
}
