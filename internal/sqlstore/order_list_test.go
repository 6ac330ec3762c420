package sqlstore_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/money"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/sample"
)

// numbers lists the orders of a page.
func (b orderBook) numbers(t testing.TB, f order.Filter) []order.Number {
	t.Helper()
	f.Store = b.store
	page, err := b.List(context.Background(), f)
	if err != nil {
		t.Fatal(err)
	}
	numbers := []order.Number{}
	for _, o := range page.Rows {
		numbers = append(numbers, o.Number)
	}
	return numbers
}

// ship puts everything of an order into a parcel, with a waybill number if there is one.
func (b orderBook) ship(t testing.TB, o order.Order, waybill string) parcel.Parcel {
	t.Helper()
	ctx, parcels := context.Background(), sqlstore.NewParcels(b.db)
	p := parcel.Parcel{
		Store: o.Store, Number: parcel.NumberOf(int64(o.ID) + 100), Order: o.ID, OrderNumber: o.Number, Offer: string(o.Number),
		Status: parcel.Init, Channel: channel.Standard, Declared: 100, CreatedAt: sample.Moment, EventAt: sample.Moment, Version: 1,
	}
	var err error
	if p.ID, err = parcels.Insert(ctx, p, parcel.Receipt{}); err != nil {
		t.Fatal(err)
	}
	p.Waybill = waybill
	if err := parcels.Update(ctx, p); err != nil {
		t.Fatal(err)
	}
	return p
}

// charge makes freight of a parcel due.
func (b orderBook) charge(t testing.TB, p parcel.Parcel, fen int64) {
	t.Helper()
	row := freight.Row{Store: p.Store, Parcel: p.ID, Kind: freight.Charged, Once: string(freight.Charged),
		Amount: money.Of(fen, money.CNY), Original: money.Of(fen, money.CNY), Day: "2026-11-20", At: sample.Moment}
	if err := sqlstore.NewFreight(b.db).Add(context.Background(), row, p.Order); err != nil {
		t.Fatal(err)
	}
}

// declare writes a shipping notice with a number.
func (b orderBook) declare(t testing.TB, o order.Order, number string) {
	t.Helper()
	n := notice.Notice{Store: o.Store, Order: o.ID, Status: notice.Declared, Carrier: "other", Tracking: number,
		DeclaredAt: sample.Moment, ChangedAt: sample.Moment, ScanDue: sample.Moment}
	if _, err := sqlstore.NewNotices(b.db).Insert(context.Background(), n); err != nil {
		t.Fatal(err)
	}
}

func TestOrdersAreListedNewestFirstPageByPage(t *testing.T) {
	b := newOrderBook(t)
	all := paging.Size*2 + 5
	err := b.db.InTx(t.Context(), func(ctx context.Context) error {
		for i := range all {
			o := sample.Order(func(o *order.Order) {
				o.Store, o.Number = b.store, order.Number(fmt.Sprintf("80000000000%03d", i))
				o.PlacedAt = sample.Moment.Add(time.Duration(i/3) * time.Minute) // three at a time
			})
			if _, err := b.Insert(ctx, o); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var pages []paging.Page[order.Order]
	f := order.Filter{Store: b.store}
	for {
		page, err := b.List(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, page)
		if f.Cursor = page.Next; f.Cursor.IsZero() {
			break
		}
	}
	seen := 0
	for _, page := range pages {
		for _, o := range page.Rows {
			if want := order.Number(fmt.Sprintf("80000000000%03d", all-1-seen)); o.Number != want || len(o.Lines) != 2 {
				t.Errorf("row %d is %s with %d lines, want %s", seen, o.Number, len(o.Lines), want)
			}
			seen++
		}
	}
	if len(pages) != 3 || seen != all {
		t.Fatalf("%d orders on %d pages", seen, len(pages))
	}
	for i := len(pages) - 2; i >= 0; i-- {
		back, err := b.List(t.Context(), order.Filter{Store: b.store, Cursor: pages[i+1].Prev})
		if diff := cmp.Diff(pages[i], back); diff != "" || err != nil {
			t.Errorf("back on page %d: %v (-want +got):\n%s", i, err, diff)
		}
	}
}

func TestFiltersKeepWhatTheyName(t *testing.T) {
	b := newOrderBook(t)
	b.add(t, "80000000000001")
	b.add(t, "80000000000002", func(o *order.Order) { o.ShipTo.Country, o.Channel, o.Category = "FR", "", channel.Ordinary })
	b.add(t, "80000000000003", func(o *order.Order) {
		o.Status, o.Finish, o.ShipBy = order.Finished, order.Received, time.Time{}
	})
	b.add(t, "80000000000004", func(o *order.Order) { o.Store = b.other })
	b.add(t, "80000000000005", func(o *order.Order) {
		o.Status, o.PaidAt, o.ShipBy = order.AwaitingPayment, time.Time{}, time.Time{}
	})
	paid := sample.Order().PaidAt
	tests := []struct {
		name   string
		filter order.Filter
		want   []order.Number
	}{
		{"none", order.Filter{}, []order.Number{"80000000000005", "80000000000003", "80000000000002", "80000000000001"}},
		{"tab", order.Filter{Tab: order.TabAwaitingShipment}, []order.Number{"80000000000002", "80000000000001"}},
		{"another tab", order.Filter{Tab: order.TabCompleted}, []order.Number{"80000000000003"}},
		{"country", order.Filter{Country: "FR"}, []order.Number{"80000000000002"}},
		{"channel", order.Filter{Channel: channel.Standard, Tab: order.TabAwaitingShipment}, []order.Number{"80000000000001"}},
		{"goods category", order.Filter{Category: channel.Ordinary}, []order.Number{"80000000000002"}},
		{"paid from its moment on", order.Filter{PaidFrom: paid, Country: "FR"}, []order.Number{"80000000000002"}},
		{"paid later", order.Filter{PaidFrom: paid.Add(time.Millisecond)}, []order.Number{}},
		{"paid until just after", order.Filter{PaidTo: paid.Add(time.Millisecond), Country: "FR"}, []order.Number{"80000000000002"}},
		{"the end is not in the range", order.Filter{PaidTo: paid}, []order.Number{}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, b.numbers(t, tt.filter)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestOrdersWaitForWhatIsToBeDone(t *testing.T) {
	b := newOrderBook(t)
	now := sample.Moment
	dayEnd := now.Add(10 * time.Hour)
	by := func(at time.Time) func(*order.Order) { return func(o *order.Order) { o.ShipBy = at } }
	all := func(o *order.Order) { o.Lines[0].Taken, o.Lines[1].Taken = 2, 1 }
	b.add(t, "80000000000001", by(now.Add(72*time.Hour)))
	b.add(t, "80000000000002", by(dayEnd.Add(-time.Millisecond)))
	b.add(t, "80000000000003", by(dayEnd))
	b.add(t, "80000000000004", all)
	noNotice := b.add(t, "80000000000005", all)
	b.ship(t, noNotice, "RB123456785CN")
	b.ship(t, b.add(t, "80000000000006", all), "")
	owing := b.ship(t, b.add(t, "80000000000007", all, func(o *order.Order) {
		o.Status, o.ShipBy, o.ShippedAt = order.FundProcessing, time.Time{}, now
	}), "RB123456799CN")
	b.charge(t, owing, 3110)
	b.charge(t, b.ship(t, b.add(t, "80000000000008", all, func(o *order.Order) {
		o.Status, o.ShipBy, o.ShippedAt = order.FundProcessing, time.Time{}, now
	}), "RB123456808CN"), -5)
	b.add(t, "80000000000009", func(o *order.Order) { o.Status, o.ShipBy, o.Cancel.AskedAt = order.InCancel, time.Time{}, now })
	b.add(t, "80000000000010", func(o *order.Order) {
		o.Status, o.ShipBy, o.Cancel.AskedAt = order.InCancel, time.Time{}, now.Add(-time.Hour)
	})
	b.add(t, "80000000000011", func(o *order.Order) { o.InDispute, o.Frozen = true, true })
	b.add(t, "80000000000012", func(o *order.Order) { // its parcel never left: a new number is needed
		o.Status, o.ShipBy, o.ShippedAt = order.AwaitingReceipt, time.Time{}, now.Add(-time.Hour)
	})
	b.add(t, "80000000000013", func(o *order.Order) { o.Store = b.other })
	wants := map[order.Waiting][]order.Number{
		order.WaitingShipment:     {"80000000000012", "80000000000002", "80000000000003", "80000000000001"},
		order.WaitingShipToday:    {"80000000000002"},
		order.WaitingNotice:       {"80000000000005"},
		order.WaitingPayment:      {"80000000000007"},
		order.WaitingCancellation: {"80000000000010", "80000000000009"},
		order.WaitingDispute:      {"80000000000011"},
	}
	f := order.Filter{Store: b.store, Now: now, DayEnd: dayEnd}
	counts, err := b.Counts(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range order.Waitings {
		f.Waiting = w
		if diff := cmp.Diff(wants[w], b.numbers(t, f)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", w, diff)
		}
		if counts[w] != len(wants[w]) {
			t.Errorf("%s: %d counted, %d listed", w, counts[w], len(wants[w]))
		}
	}
}

func TestABoxCanBeSearched(t *testing.T) {
	b := newOrderBook(t)
	found := b.add(t, "80000000000001", func(o *order.Order) { o.Buyer.Name = "Anna" })
	b.ship(t, found, "RB123456785CN")
	b.ship(t, b.add(t, "80000000000002"), "RB123456799CN")
	for _, text := range []string{"Anna", "RB123456785CN"} {
		got := b.numbers(t, order.Filter{Waiting: order.WaitingNotice, Text: text})
		if diff := cmp.Diff([]order.Number{found.Number}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
	if got := b.numbers(t, order.Filter{Waiting: order.WaitingPayment, Text: "Anna"}); len(got) > 0 {
		t.Errorf("nothing is to be paid, yet %v", got)
	}
}

func TestUrgentOrdersAreListedPageByPage(t *testing.T) {
	b := newOrderBook(t)
	err := b.db.InTx(t.Context(), func(ctx context.Context) error {
		for i := range paging.Size + 3 {
			o := sample.Order(func(o *order.Order) {
				o.Store, o.Number = b.store, order.Number(fmt.Sprintf("80000000000%03d", i))
				o.ShipBy = sample.Moment.Add(time.Duration(i/2) * time.Minute)
			})
			if _, err := b.Insert(ctx, o); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	first, err := b.List(t.Context(), order.Filter{Store: b.store, Waiting: order.WaitingShipment})
	if err != nil || len(first.Rows) != paging.Size || first.Rows[0].Number != "80000000000000" {
		t.Fatalf("first page: %d rows, %v", len(first.Rows), err)
	}
	second, err := b.List(t.Context(), order.Filter{Store: b.store, Waiting: order.WaitingShipment, Cursor: first.Next})
	if err != nil || len(second.Rows) != 3 || second.Rows[0].Number != "80000000000050" {
		t.Fatalf("second page: %d rows, %v", len(second.Rows), err)
	}
	back, err := b.List(t.Context(), order.Filter{Store: b.store, Waiting: order.WaitingShipment, Cursor: second.Prev})
	if diff := cmp.Diff(first, back); diff != "" || err != nil {
		t.Errorf("back: %v (-want +got):\n%s", err, diff)
	}
}

func TestCountsStop(t *testing.T) {
	b := newOrderBook(t)
	o := b.add(t, "80000000000001")
	if _, err := b.db.Exec(t.Context(), `
		WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
		INSERT INTO orders (store_id, number, status, tab, category, buyer_name, buyer_email, to_name, to_street, to_district,
			to_city, to_province, country, to_postal, to_phone, to_mobile, goods_minor, shipping_minor, discount_minor, total_minor,
			placed_at, ship_by, urgent_at, to_ship)
		SELECT store_id, CAST(10000000000000 + i AS TEXT), status, tab, category, buyer_name, buyer_email, to_name, to_street, to_district,
			to_city, to_province, country, to_postal, to_phone, to_mobile, goods_minor, shipping_minor, discount_minor, total_minor,
			placed_at, ship_by, urgent_at, to_ship
		FROM orders, n
		WHERE id = ?`, order.CountLimit+5, o.ID); err != nil {
		t.Fatal(err)
	}
	counts, err := b.Counts(t.Context(), order.Filter{Store: b.store, DayEnd: sample.Moment})
	if err != nil || counts[order.WaitingShipment] != order.CountLimit {
		t.Errorf("%v, %v", counts, err)
	}
}

func TestCountsReadIndexesOnly(t *testing.T) {
	b := newOrderBook(t)
	for _, query := range []string{
		"SELECT 1 FROM orders WHERE store_id = ? AND to_ship > 0 LIMIT ?",
		"SELECT 1 FROM orders WHERE store_id = ? AND status = 'in_cancel' LIMIT ?",
		"SELECT 1 FROM orders WHERE store_id = ? AND in_dispute = 1 LIMIT ?",
	} {
		if got := plan(t, b.db, query, b.store, 1); !strings.Contains(got, "COVERING INDEX") {
			t.Errorf("%s\n%s", query, got)
		}
	}
}
