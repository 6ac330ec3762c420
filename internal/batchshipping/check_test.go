package batchshipping_test

import (
	"errors"
	"strings"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/batchshipping"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/sheet"
	"sellerdesk/internal/upload"
)

func TestAnExportedTableIsReadyAsItIs(t *testing.T) {
	d := newDesk(t)
	d.place()
	d.place(func(o *order.Order) {
		o.Lines = append(o.Lines, order.Line{Number: 2, Title: "=Cup", SKU: "CUP-1", Category: channel.Ordinary, Quantity: 1, Price: money.Of(600, money.USD)})
	})
	for _, lang := range account.Languages {
		s := d.sheet(batchshipping.AsBuyer, lang)
		if len(s.Rows) != 4 || len(s.Columns) != len(s.Rows[0]) || !s.Columns[0].Hidden || len(s.Guide) < 30 {
			t.Fatalf("%d rows, %d columns, %d lines of the guide", len(s.Rows), len(s.Columns), len(s.Guide))
		}
		content, _, err := sheet.WriteSheet("xlsx", s)
		d.must(err)
		c, err := d.tables.Check(t.Context(), d.Store, "orders.xlsx", content)
		d.must(err)
		if len(c.Rows) != 2 || len(c.Unused) != 0 {
			t.Fatalf("%s: %d orders, unknown columns %v", lang, len(c.Rows), c.Unused)
		}
		for _, r := range c.Rows {
			if r.Verdict != upload.Ready || r.Price.Minor <= 0 || r.Channel != channel.ChinaPostRegistered {
				t.Errorf("%s: %s", lang, says(r))
			}
		}
		if r := c.Rows[1]; len(r.Rows) != 2 || r.Lines != 2 || r.Pieces != 3 {
			t.Errorf("%s: %+v", lang, r)
		}
		csv, err := d.tables.Check(t.Context(), d.Store, "orders.csv", csv(t, s.Rows))
		if err != nil || len(csv.Rows) != 2 || says(csv.Rows[0]) != says(c.Rows[0]) {
			t.Errorf("as csv: %v, %+v", err, csv.Rows)
		}
	}
	if orders := d.parcels(order.Order{}); len(orders) != 0 {
		t.Error("a check made something")
	}
}

func TestEveryFaultIsToldWithItsPlace(t *testing.T) {
	tests := []struct {
		name    string
		change  func(d *desk, rows [][]string)
		verdict upload.Verdict
		want    string
	}{
		{"no channel", func(_ *desk, rows [][]string) { set(rows, 1, batchshipping.Channel, "") }, upload.Ready, ""},
		{"a channel that is none", func(_ *desk, rows [][]string) { set(rows, 1, batchshipping.Channel, "Pigeon") }, upload.Refused, "2 Logistics channel: “Pigeon” is none of the choices"},
		{"another channel without a reason", func(_ *desk, rows [][]string) { set(rows, 1, batchshipping.Channel, "YANWEN_AM") }, upload.Refused, "Reason for going on: Give a reason"},
		{"another channel with a reason", func(_ *desk, rows [][]string) {
			set(rows, 1, batchshipping.Channel, "YANWEN_AM")
			set(rows, 1, batchshipping.Reason, "the buyer agreed")
		}, upload.Warned, ""},
		{"no English name", func(_ *desk, rows [][]string) { set(rows, 1, batchshipping.NameEN, "") }, upload.Refused, "2 English name: "},
		{"no value", func(_ *desk, rows [][]string) { set(rows, 1, batchshipping.Value, "five") }, upload.Refused, "2 Declared value, USD: “five” is no amount"},
		{"a weight in grams", func(_ *desk, rows [][]string) { set(rows, 1, batchshipping.Weight, "180 g") }, upload.Refused, "“180 g” is no weight"},
		{"a size of two sides", func(_ *desk, rows [][]string) { set(rows, 1, batchshipping.ParcelSize, "20 x 10") }, upload.Refused, "“20 x 10” is no size"},
		{"a size by hand", func(_ *desk, rows [][]string) { set(rows, 1, batchshipping.ParcelSize, "20*15*4,5cm") }, upload.Ready, ""},
		{"domestic express without a number", func(_ *desk, rows [][]string) {
			set(rows, 1, batchshipping.Collection, "Domestic express")
			set(rows, 1, batchshipping.Company, "SF")
		}, upload.Refused, "2 Domestic logistics order number: "},
		{"an edited buyer", func(_ *desk, rows [][]string) { set(rows, 1, batchshipping.Buyer, "Somebody") }, upload.Warned, "2 Buyer: This cell is not filled in here"},
		{"an edited quantity", func(_ *desk, rows [][]string) { set(rows, 1, batchshipping.Quantity, "1") }, upload.Refused, "2 Quantity: All 2 pieces go into the parcel"},
		{"another order's number", func(_ *desk, rows [][]string) { set(rows, 1, batchshipping.Number, "80999999999999") }, upload.Refused, "The row was exported for order"},
		{"an order the store does not have", func(_ *desk, rows [][]string) {
			set(rows, 1, batchshipping.Number, "80999999999999")
			set(rows, 1, batchshipping.RowKey, "80999999999999-1")
		}, upload.Refused, "Your store has no such order."},
		{"a line that the order does not have", func(_ *desk, rows [][]string) { set(rows, 1, batchshipping.RowKey, "8000000000000001-7") }, upload.Refused, "The order has no line 1 to be shipped"},
		{"a changed order", func(d *desk, rows [][]string) { set(rows, 1, batchshipping.Version, "0") }, upload.Warned, "changed since the export"},
		{"a changed order that differs", func(d *desk, rows [][]string) {
			set(rows, 1, batchshipping.Version, "0")
			set(rows, 1, batchshipping.Quantity, "5")
		}, upload.Refused, "The order changed since the export: here stands “5”, now it is “2”"},
	}
	d := newDesk(t)
	d.place()
	for _, tt := range tests {
		rows := d.table(batchshipping.AsBuyer)
		tt.change(d, rows)
		got := d.check(rows)
		if len(got) != 1 || got[0].Verdict != tt.verdict && tt.name != "no channel" || !strings.Contains(says(got[0]), tt.want) {
			t.Errorf("%s: %s", tt.name, says(got[0]))
		}
	}
}

func TestAllLinesOfAnOrderOrNone(t *testing.T) {
	d := newDesk(t)
	d.place(func(o *order.Order) {
		o.Lines = append(o.Lines, order.Line{Number: 2, Title: "Lid", SKU: "CUP-1", Category: channel.Ordinary, Quantity: 1})
	})
	rows := d.table(batchshipping.AsBuyer)
	if got := says(d.check(rows[:2])[0]); !strings.Contains(got, "Line 2 of the order is missing: Lid") {
		t.Error(got)
	}
	twice := append(rows[:len(rows):len(rows)], rows[2])
	if got := says(d.check(twice)[0]); !strings.Contains(got, "4 Line: The same line stands in row 3") {
		t.Error(got)
	}
	set(rows, 2, batchshipping.Channel, "YANWEN_AM")
	if got := says(d.check(rows)[0]); !strings.Contains(got, "3 Logistics channel: It says something else than row 2") {
		t.Error(got)
	}
	sorted := [][]string{rows[0], rows[2], rows[1]}
	set(sorted, 1, batchshipping.Channel, "")
	if got := d.check(sorted)[0]; got.Verdict != upload.Ready {
		t.Errorf("in another order: %s", says(got))
	}
}

func TestWithoutAChoiceOfTheBuyerAChannelIsAgreedOn(t *testing.T) {
	d := newDesk(t)
	d.place(func(o *order.Order) { o.Channel = "" })
	rows := d.table(batchshipping.AsBuyer)
	if got := says(d.check(rows)[0]); !strings.Contains(got, "2 Logistics channel: No channel is chosen") {
		t.Error(got)
	}
	set(rows, 1, batchshipping.Channel, "CPAM")
	if got := says(d.check(rows)[0]); !strings.Contains(got, "2 Agreed with the buyer") {
		t.Error(got)
	}
	set(rows, 1, batchshipping.Agreed, "是")
	if got := d.check(rows)[0]; got.Verdict != upload.Ready {
		t.Error(says(got))
	}
}

func TestAMethodFillsInTheChannel(t *testing.T) {
	d := newDesk(t)
	d.place()
	for m, want := range map[batchshipping.Method]string{
		batchshipping.AsBuyer: "(CPAM)", batchshipping.ByRules: "(CPAM)", "YANWEN_AM": "(YANWEN_AM)",
	} {
		if got := cell(d.table(m), 1, batchshipping.Channel); !strings.HasSuffix(got, want) {
			t.Errorf("%q fills in %s", m, got)
		}
	}
}

func TestAnotherStoresOrdersAreUnknown(t *testing.T) {
	d := newDesk(t)
	d.place()
	rows := d.table(batchshipping.AsBuyer)
	c, err := d.tables.Check(t.Context(), d.Other, "orders.csv", csv(t, rows))
	d.must(err)
	if got := says(c.Rows[0]); !strings.Contains(got, "Your store has no such order.") {
		t.Error(got)
	}
}

func TestAFileThatIsNoTableIsNotKept(t *testing.T) {
	d := newDesk(t)
	for content, want := range map[string]error{
		"":                        sheet.ErrEmpty,
		"Weight,Price\n1,2\n":     batchshipping.ErrHeader,
		"Order number,Line,SKU\n": batchshipping.ErrNoOrders,
	} {
		if _, err := d.tables.Upload(t.Context(), d.Store, d.Owner, "a.csv", []byte(content)); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", content, err, want)
		}
	}
}
