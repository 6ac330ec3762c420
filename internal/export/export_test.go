package export_test

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/export"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/job"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/orderimport"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/sheet"
	"sellerdesk/internal/testing/shop"
	"sellerdesk/internal/upload"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// looks are how somebody can have a file.
func looks() (all []export.Options) {
	for _, f := range export.Formats {
		for _, l := range account.Languages {
			all = append(all, export.Options{Format: f, Language: l, Zone: "Asia/Shanghai", Name: "a"})
		}
	}
	return all
}

func items(orders ...order.Order) (out []job.Item) {
	for _, o := range orders {
		out = append(out, job.Item{Subject: int64(o.ID), Number: string(o.Number)})
	}
	return out
}

// table reads a file back.
func table(t testing.TB, o export.Options, content []byte) sheet.Table {
	t.Helper()
	read, err := sheet.Read("a."+string(o.Format), content)
	must(t, err)
	return read
}

// column is where a column with a header is.
func column(t testing.TB, read sheet.Table, head string) int {
	t.Helper()
	i := slices.Index(read.Rows[0].Cells, head)
	if i < 0 {
		t.Fatalf("there is no column %q among %q", head, read.Rows[0].Cells)
	}
	return i
}

// strange is an order with everything that goes wrong in files.
func strange(o *order.Order) {
	o.Buyer.Name = "=HYPERLINK(\"http://x\") " + strings.Repeat("اسم ", 70)
	o.ShipTo.Name, o.ShipTo.Street = "<b>王</b>, \"O'Neil\"", "+7 912; Calle\t9"
	o.Note = "@cmd\r\nsecond line"
	o.Lines[0].Title, o.Lines[0].SKU = "-1+1 _x0041_ 🎧", "0012"
}

func TestExportedOrdersAreReadByTheImport(t *testing.T) {
	s := shop.New(t)
	plain := s.Order(t)
	odd := s.Order(t, strange)
	done := s.Order(t, func(o *order.Order) {
		o.Status, o.Finish, o.ShipBy = order.Finished, order.Received, time.Time{}
		o.ShippedAt, o.Confirmed, o.Finished = s.Clock.Wall(), s.Clock.Wall(), s.Clock.Wall()
	})
	for _, o := range looks() {
		t.Run(string(o.Format)+" "+string(o.Language), func(t *testing.T) {
			file, err := s.Exports.Whole(t.Context(), s.Store, job.ExportOrders, o, items(plain, odd, done))
			must(t, err)
			var lines []upload.Line
			for _, r := range table(t, o, file.Content).Rows {
				lines = append(lines, upload.Line(r))
			}
			zone, err := time.LoadLocation("Asia/Shanghai")
			must(t, err)
			read, err := orderimport.Reader{Zone: zone, Now: s.Clock.Wall(), Channel: named(t)}.Read(lines)
			must(t, err)
			if len(read.Rows) != 3 || len(read.Unknown) != 3 {
				t.Fatalf("%d orders, unknown columns %q", len(read.Rows), read.Unknown)
			}
			for i, want := range []order.Order{plain, odd, done} {
				same(t, read.Rows[i], want)
			}
		})
	}
}

// named finds channels by their names in any language.
func named(t testing.TB) func(string) (string, bool) {
	t.Helper()
	tariffs, err := shop.Tariffs{}.Snapshot(t.Context(), 1)
	must(t, err)
	return func(name string) (string, bool) {
		for _, c := range tariffs.Channels("2026-11-20") {
			if slices.Contains([]string{c.NameEN, c.NameCN}, name) {
				return string(c.Code), true
			}
		}
		return "", false
	}
}

// same compares an order that was read with the one that was exported.
func same(t *testing.T, got orderimport.Row, want order.Order) {
	t.Helper()
	d := got.Order
	if len(got.Problems) > 0 {
		t.Fatalf("%s cannot be imported: %v", want.Number, got.Problems)
	}
	oneLine := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	type essence struct {
		Number, Status, Buyer, Receiver, Street, Country, Channel string
		Total, Price                                              money.Money
		Lines                                                     int
		Title, SKU                                                string
		Paid, ShipBy                                              time.Time
	}
	read := essence{
		d.Number, d.Status, oneLine(d.Buyer), oneLine(d.ShipTo.Name), oneLine(d.ShipTo.Street), string(d.ShipTo.Country), d.Channel,
		d.Total, d.Items[0].UnitPrice, len(d.Items), d.Items[0].Title, d.Items[0].SKU, d.PaidAt, d.ShipBy,
	}
	l := want.Lines[0]
	exported := essence{
		string(want.Number), string(want.Status), oneLine(want.Buyer.Name), oneLine(want.ShipTo.Name), oneLine(want.ShipTo.Street),
		string(want.ShipTo.Country), string(want.Channel), want.Total, l.Price, len(want.Lines), oneLine(l.Title), l.SKU,
		want.PaidAt.Truncate(time.Minute), want.ShipBy.Truncate(time.Minute),
	}
	if diff := cmp.Diff(exported, read); diff != "" {
		t.Errorf("%s (-exported +read):\n%s", want.Number, diff)
	}
}

func TestTheImportKnowsTheWordOfEveryStatusThatIsExported(t *testing.T) {
	s := shop.New(t)
	for _, status := range order.Statuses {
		o := s.Order(t, func(o *order.Order) { o.Status, o.Finish = status, ""; o.ShipBy = time.Time{} })
		if status == order.Finished {
			continue // how it ended is told by another word
		}
		for _, look := range looks() {
			file, err := s.Exports.Whole(t.Context(), s.Store, job.ExportOrders, look, items(o))
			must(t, err)
			var lines []upload.Line
			for _, r := range table(t, look, file.Content).Rows {
				lines = append(lines, upload.Line(r))
			}
			read, err := orderimport.Reader{Zone: time.UTC, Now: s.Clock.Wall(), Channel: named(t)}.Read(lines)
			must(t, err)
			if got := read.Rows[0]; got.Order.Status != string(status) {
				t.Errorf("%s %s is read as %q: %v", status, look.Language, got.Order.Status, got.Problems)
			}
		}
	}
}

func TestNoTextOfAnExportIsAFormula(t *testing.T) {
	s := shop.New(t)
	o := s.Order(t, strange)
	file, err := s.Exports.Whole(t.Context(), s.Store, job.ExportOrders, export.Options{Format: export.CSV, Language: account.English}, items(o))
	must(t, err)
	if !bytes.HasPrefix(file.Content, []byte("\xEF\xBB\xBF\"Order number\",")) {
		t.Errorf("it begins %.40q", file.Content)
	}
	for _, text := range []string{`"'=HYPERLINK(""`, `"'+7 912; Calle`, "\"'@cmd\r\n", "'-1+1"} {
		if !bytes.Contains(file.Content, []byte(text)) {
			t.Errorf("%s is not in %s", text, file.Content)
		}
	}
}

func TestAnOrderIsExportedWithTheNumbersOfItsParcels(t *testing.T) {
	s := shop.New(t)
	p := s.Parcel(t)
	o, err := s.Orders.Get(t.Context(), s.Store, p.OrderNumber)
	must(t, err)
	look := export.Options{Format: export.XLSX, Language: account.English, Zone: "Asia/Shanghai"}
	file, err := s.Exports.Whole(t.Context(), s.Store, job.ExportOrders, look, items(o))
	must(t, err)
	read := table(t, look, file.Content)
	if len(read.Rows) != 1+len(o.Lines) {
		t.Errorf("%d rows for %d lines", len(read.Rows)-1, len(o.Lines))
	}
	for _, row := range read.Rows[1:] {
		if row.Cells[column(t, read, "Logistics order number")] != string(p.Number) || row.Cells[column(t, read, "Logistics: waybill")] != p.Waybill {
			t.Errorf("a row is %q", row.Cells)
		}
	}
}

func TestParcelsAreExportedWithTheirFreight(t *testing.T) {
	s := shop.New(t)
	p := s.Charged(t, 3650)
	s.Add(t, p, freight.Paid, 1000, func(r *freight.Row) { r.Once = "paid 1" })
	closed := s.Parcel(t, func(p *parcel.Parcel) { p.Status, p.ClosedAt = parcel.Closed, s.Clock.Wall() })
	for _, look := range looks() {
		file, err := s.Exports.Whole(t.Context(), s.Store, job.ExportParcels, look, []job.Item{{Subject: int64(p.ID)}, {Subject: int64(closed.ID)}})
		must(t, err)
		read := table(t, look, file.Content)
		say := func(key string) string { return i18n.T(string(look.Language), key) }
		for key, want := range map[string]string{
			"export_parcel_number": string(p.Number), "export_order_number": string(p.OrderNumber), "export_waybill": p.Waybill,
			"export_estimated": "31.1", "export_charged": "36.5", "export_paid": "10", "export_due": "26.5",
			"export_declared": "240", "export_measured": "243",
		} {
			got := read.Rows[1].Cells[column(t, read, say(key))]
			if look.Format == export.CSV && strings.Contains(got, ".") {
				got = strings.TrimRight(strings.TrimRight(got, "0"), ".")
			}
			if got != want {
				t.Errorf("%s: %s is %q, want %q", look.Format, key, got, want)
			}
		}
		if got := read.Rows[2].Cells[column(t, read, say("export_closed_at"))]; got != "2026-11-20 14:00" {
			t.Errorf("closed at %q", got)
		}
	}
}

func TestAnExportKnowsNoOrderOfAnotherStore(t *testing.T) {
	s := shop.New(t)
	theirs := s.Order(t, func(o *order.Order) { o.Store = s.Other })
	look := export.Options{Format: export.CSV, Language: account.English}
	file, err := s.Exports.Whole(t.Context(), s.Store, job.ExportOrders, look, items(theirs))
	must(t, err)
	if read := table(t, look, file.Content); len(read.Rows) != 1 {
		t.Errorf("it has the rows %v", read.Rows)
	}
}

// file is what is in the files of a job.
func files(t testing.TB, s *shop.Shop, id job.ID) (names []string, contents [][]byte) {
	t.Helper()
	list, err := s.JobList.Files(t.Context(), s.Store, id)
	must(t, err)
	for _, f := range list {
		var content bytes.Buffer
		must(t, s.JobList.Copy(t.Context(), &content, s.Store, id, f))
		names, contents = append(names, f.Name), append(contents, content.Bytes())
	}
	return names, contents
}

// many are orders for which one step of a job is not enough.
func many(t testing.TB, s *shop.Shop) []order.Order {
	t.Helper()
	orders := make([]order.Order, export.AtOnce+200)
	must(t, s.DB.Relaxed(t.Context(), func(context.Context) error {
		for i := range orders {
			orders[i] = s.Order(t, func(o *order.Order) { o.Channel = channel.Standard })
		}
		return nil
	}))
	return orders
}

func TestAnExportOfManyIsOneFileThoughItsJobIsStoppedBetweenItsSteps(t *testing.T) {
	s := shop.New(t)
	orders := many(t, s)
	for _, look := range []export.Options{looks()[0], looks()[3]} { // Excel in English, csv in Chinese
		id, err := s.Exports.Start(t.Context(), s.Store, s.Owner, job.ExportOrders, look, items(orders...))
		must(t, err)
		if _, err := s.Jobs.Round(t.Context()); err != nil {
			t.Fatal(err)
		}
		if names, _ := files(t, s, id); names != nil {
			t.Errorf("half a file is offered: %s", names)
		}
		again := *s.Exports // another process goes on: it knows only what is stored
		s.Jobs.Works = again.Works()
		must(t, s.Jobs.All(t.Context()))
		names, contents := files(t, s, id)
		if len(names) != 1 || names[0] != fmt.Sprintf("a-%d.%s", id, look.Format) {
			t.Fatalf("files are %s", names)
		}
		whole, err := s.Exports.Whole(t.Context(), s.Store, job.ExportOrders, look, items(orders...))
		must(t, err)
		if !reflect.DeepEqual(table(t, look, whole.Content), table(t, look, contents[0])) {
			t.Errorf("%s differs from what is written at once", names[0])
		}
	}
}

func TestACancelledExportLeavesNoHalfFile(t *testing.T) {
	s := shop.New(t)
	id, err := s.Exports.Start(t.Context(), s.Store, s.Owner, job.ExportOrders, looks()[0], items(many(t, s)...))
	must(t, err)
	if _, err := s.Jobs.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	must(t, s.Jobs.Cancel(t.Context(), s.Store, id))
	must(t, s.Jobs.All(t.Context()))
	begun, err := s.JobList.Begun(t.Context(), s.Store, id)
	if names, _ := files(t, s, id); names != nil || begun.Position != 0 || err != nil {
		t.Errorf("files are %s, begun is %+v, %v", names, begun, err)
	}
}
