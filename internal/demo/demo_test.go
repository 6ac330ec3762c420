package demo_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/demo"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/sqlstore"
)

// made is a demo that was made once for the tests that only look at it.
type made struct {
	demo.Services
	db            *db.DB
	first, second account.StoreID
}

func newDemo(t testing.TB) made {
	t.Helper()
	s, d := services(t)
	if err := demo.Make(context.Background(), s); err != nil {
		t.Fatal(err)
	}
	stores, err := sqlstore.NewAccounts(d).Stores(context.Background())
	if err != nil || len(stores) != 2 {
		t.Fatalf("%d stores, %v", len(stores), err)
	}
	m := made{Services: s, db: d}
	for _, s := range stores {
		if s.Name == demo.FirstStore {
			m.first = s.ID
		} else {
			m.second = s.ID
		}
	}
	return m
}

// count counts rows by the text a statement gives each.
func (m made) count(t testing.TB, query string, args ...any) map[string]int {
	t.Helper()
	rows, err := db.All(context.Background(), m.db, func(r db.Row) (text string, err error) {
		err = r.Scan(&text)
		return text, err
	}, query, args...)
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for _, text := range rows {
		counts[text]++
	}
	return counts
}

func TestTheDemo(t *testing.T) {
	m := newDemo(t)
	for name, test := range map[string]func(*testing.T, made){
		"orders stand in every status":         ordersStandInEveryStatus,
		"orders wait in every box":             ordersWaitInEveryBox,
		"parcels are everywhere":               parcelsAreEverywhere,
		"buyers write in many scripts":         buyersWriteInManyScripts,
		"addresses and products are valid":     addressesAndProductsAreValid,
		"stock and pieces add up":              stockAndPiecesAddUp,
		"some messages are unread":             someMessagesAreUnread,
		"buyers write their own languages":     buyersWriteTheLanguagesOfTheirCountries,
		"the first store is bound":             theFirstStoreIsBound,
		"the first store ships offline too":    theFirstStoreHasPricesOffline,
		"the second store is new":              theSecondStoreIsNew,
		"nothing happened after the beginning": nothingIsInTheFuture,
		"everybody can sign in":                everybodyCanSignIn,
	} {
		t.Run(name, func(t *testing.T) { test(t, m) })
	}
}

func ordersStandInEveryStatus(t *testing.T, m made) {
	statuses := m.count(t, "SELECT status FROM orders WHERE store_id = ?", m.first)
	total := 0
	for _, s := range order.Statuses {
		if statuses[string(s)] == 0 {
			t.Errorf("no order is %s", s)
		}
		total += statuses[string(s)]
	}
	if total != 400 {
		t.Errorf("%d orders", total)
	}
	for _, r := range order.FinishReasons {
		ended := m.count(t, "SELECT finish_reason FROM orders WHERE store_id = ?", m.first)[string(r)]
		if ended == 0 && r != order.DisputeEnded {
			t.Errorf("no order ended because %s", r)
		}
	}
}

func ordersWaitInEveryBox(t *testing.T, m made) {
	end := time.Date(2026, 11, 20, 16, 0, 0, 0, time.UTC) // midnight in Yiwu
	counts, err := m.Orders.Counts(t.Context(), order.Filter{Store: m.first, Now: demo.Moment, DayEnd: end})
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range order.Waitings {
		if n := counts[w]; n < 1 || n > 100 {
			t.Errorf("%d orders wait in %s", n, w)
		}
	}
}

func parcelsAreEverywhere(t *testing.T, m made) {
	for _, o := range parcel.Options {
		page, err := m.Shipping.Parcels.List(t.Context(), parcel.Filter{Store: m.first, Option: o})
		if err != nil || len(page.Rows) == 0 {
			t.Errorf("no parcel in %q, %v", o, err)
		}
	}
	notices := m.count(t, "SELECT status FROM notices WHERE store_id = ?", m.first)
	for _, s := range []string{"declared", "verified", "needs_number", "not_verified"} {
		if notices[s] == 0 {
			t.Errorf("no notice is %s: %v", s, notices)
		}
	}
	payments := m.count(t, "SELECT status FROM payments WHERE store_id = ?", m.first)
	if payments["paid"] == 0 || payments["declined"] == 0 {
		t.Errorf("payments: %v", payments)
	}
}

func buyersWriteInManyScripts(t *testing.T, m made) {
	countries := m.count(t, "SELECT country FROM orders WHERE store_id = ?", m.first)
	if len(countries) != 30 {
		t.Errorf("%d countries", len(countries))
	}
	var all strings.Builder
	for name := range m.count(t, "SELECT buyer_name FROM orders WHERE store_id = ?", m.first) {
		all.WriteString(name)
	}
	for script, table := range map[string]*unicode.RangeTable{
		"Latin": unicode.Latin, "Cyrillic": unicode.Cyrillic, "Han": unicode.Han, "Arabic": unicode.Arabic, "Hebrew": unicode.Hebrew,
	} {
		if !strings.ContainsFunc(all.String(), func(r rune) bool { return unicode.Is(table, r) }) {
			t.Errorf("no buyer has a name in %s letters", script)
		}
	}
	none := m.count(t, "SELECT channel FROM orders WHERE store_id = ?", m.first)[""]
	if none < 20 || none > 80 {
		t.Errorf("%d buyers chose no channel", none)
	}
}

func addressesAndProductsAreValid(t *testing.T, m made) {
	f := order.Filter{Store: m.first}
	for {
		page, err := m.Orders.List(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range page.Rows {
			if problems := o.ShipTo.Check(); len(problems) > 0 {
				t.Errorf("%s: %v", o.ShipTo.Name, problems)
			}
			if _, err := order.ParseNumber(string(o.Number)); err != nil {
				t.Error(err)
			}
		}
		if f.Cursor = page.Next; f.Cursor.IsZero() {
			break
		}
	}
	if n := m.count(t, "SELECT title FROM products WHERE store_id = ?", m.first); len(n) != 60 {
		t.Errorf("%d products", len(n))
	}
}

func stockAndPiecesAddUp(t *testing.T, m made) {
	wrong := m.count(t, `
		SELECT v.sku || ': ' || v.reserved || ' reserved, ' || COALESCE(SUM(l.quantity - l.refunded), 0) || ' ordered'
		FROM variants AS v
		LEFT JOIN order_lines AS l ON l.store_id = v.store_id AND l.variant_id = v.id
			AND (SELECT o.status FROM orders AS o WHERE o.store_id = l.store_id AND o.id = l.order_id)
				IN ('risk_control', 'wait_seller_send_goods', 'in_cancel')
		WHERE v.store_id = ?
		GROUP BY v.id
		HAVING v.reserved < COALESCE(SUM(l.quantity - l.refunded), 0)`, m.first)
	for text := range wrong {
		t.Error(text)
	}
	taken := m.count(t, `
		SELECT o.number || ': ' || l.taken
		FROM order_lines AS l
		JOIN orders AS o ON o.store_id = l.store_id AND o.id = l.order_id
		WHERE l.taken <> (
			SELECT COALESCE(SUM(g.quantity), 0)
			FROM parcel_goods AS g
			JOIN parcels AS p ON p.store_id = g.store_id AND p.id = g.parcel_id
			WHERE g.store_id = l.store_id AND g.line_id = l.id AND p.close_reason NOT IN ('refused', 'cancelled', 'rejected')
		) AND NOT EXISTS (SELECT 1 FROM notices AS n WHERE n.store_id = l.store_id AND n.order_id = l.order_id)`)
	for text := range taken {
		t.Errorf("%s pieces are taken, and in no parcel", text)
	}
}

func someMessagesAreUnread(t *testing.T, m made) {
	unread, err := m.Messages.Records.Unread(t.Context(), m.first)
	if err != nil || unread < 3 || unread > 40 {
		t.Errorf("%d unread, %v", unread, err)
	}
}

func buyersWriteTheLanguagesOfTheirCountries(t *testing.T, m made) {
	wrote := m.count(t, `
		SELECT DISTINCT o.country || ' ' || m.body
		FROM messages AS m
		JOIN threads AS t ON t.store_id = m.store_id AND t.id = m.thread_id
		JOIN orders AS o ON o.store_id = t.store_id AND o.id = t.order_id
		WHERE m.store_id = ? AND m.sender = 'buyer'`, m.first)
	own := 0
	for text := range wrote {
		country, body, _ := strings.Cut(text, " ")
		for start, spoken := range map[string]string{
			"Здравствуйте": "RU BY KZ", "Hola": "ES MX CL", "Bonjour": "FR BE", "您好": "SG", "שלום": "IL", "مرحبا": "SA AE",
		} {
			if strings.HasPrefix(body, start) {
				own++
				if !strings.Contains(spoken, country) {
					t.Errorf("somebody in %s writes %q", country, body)
				}
			}
		}
	}
	if own == 0 {
		t.Error("everybody writes English")
	}
}

func theFirstStoreIsBound(t *testing.T, m made) {
	a, err := m.Paying.Account(t.Context(), m.first)
	if err != nil || a.Status != paying.Bound {
		t.Errorf("%+v, %v", a, err)
	}
	book, err := m.Addresses.Records.List(t.Context(), m.first)
	if err != nil || len(book) != 4 {
		t.Errorf("%d addresses, %v", len(book), err)
	}
}

func theSecondStoreIsNew(t *testing.T, m made) {
	a, err := m.Paying.Account(t.Context(), m.second)
	if err != nil || a.Status != paying.NotBound {
		t.Errorf("%+v, %v", a, err)
	}
	page, err := m.Orders.List(t.Context(), order.Filter{Store: m.second})
	if err != nil || len(page.Rows) != 3 {
		t.Errorf("%d orders, %v", len(page.Rows), err)
	}
}

func nothingIsInTheFuture(t *testing.T, m made) {
	for _, store := range []account.StoreID{m.first, m.second} {
		if now := m.Clocks.Now(store); !now.Equal(demo.Moment) {
			t.Errorf("the clock shows %v", now)
		}
	}
	for table, column := range map[string]string{
		"orders": "placed_at", "messages": "at", "parcels": "event_at", "notices": "declared_at", "freight_rows": "at", "history": "at",
	} {
		late := m.count(t, "SELECT 'x' FROM "+table+" WHERE "+column+" > ?", demo.Moment.UnixMilli())
		if late["x"] > 0 {
			t.Errorf("%d rows of %s are later than the clock", late["x"], table)
		}
	}
}

func everybodyCanSignIn(t *testing.T, m made) {
	for _, a := range demo.Accounts() {
		if _, err := m.Accounts.SignIn(t.Context(), a.Email, a.Password, "192.0.2.1"); err != nil {
			t.Errorf("%s: %v", a.Email, err)
		}
	}
}

// dump is every row of the tables that hold what happened in the stores, without what the wall clock says.
func (m made) dump(t testing.TB) []string {
	t.Helper()
	var lines []string
	for _, query := range []string{
		"SELECT 'order ' || number || ' ' || status || ' ' || to_ship || ' ' || buyer_name || ' ' || total_minor || ' ' || COALESCE(ship_by, 0) FROM orders ORDER BY id",
		"SELECT 'parcel ' || number || ' ' || COALESCE(waybill, '') || ' ' || status || ' ' || event_at || ' ' || quote_fen FROM parcels ORDER BY id",
		"SELECT 'freight ' || parcel_id || ' ' || kind || ' ' || amount_fen || ' ' || at FROM freight_rows ORDER BY id",
		"SELECT 'message ' || thread_id || ' ' || body || ' ' || at FROM messages ORDER BY id",
		"SELECT 'history ' || subject_kind || ' ' || subject_id || ' ' || action || ' ' || at || args FROM history ORDER BY id",
	} {
		rows := m.count(t, query)
		for text, n := range rows {
			lines = append(lines, fmt.Sprint(text, n))
		}
	}
	slices.Sort(lines)
	return lines
}

func TestTheDemoIsTheSameEveryTime(t *testing.T) {
	if testing.Short() {
		t.Skip("makes two demos")
	}
	var dumps [2][]string
	for i := range dumps {
		dumps[i] = newDemo(t).dump(t)
	}
	if diff := cmp.Diff(dumps[0], dumps[1]); diff != "" || len(dumps[0]) < 1000 {
		t.Errorf("%d rows (-first +second):\n%s", len(dumps[0]), diff)
	}
}
