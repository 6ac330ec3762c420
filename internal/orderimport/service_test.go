package orderimport_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/history"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/order"
	"sellerdesk/internal/orderimport"
	"sellerdesk/internal/sheet"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/upload"
)

func csv(t testing.TB, rows [][]string) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := sheet.WriteCSV(&out, sheet.Of("", rows)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestACheckWritesNothing(t *testing.T) {
	d := newDesk(t)
	c, err := d.imports.Check(t.Context(), d.Store, "orders-300.xlsx", d.sample())
	d.must(err)
	if diff := cmp.Diff([]string{"店铺备注"}, c.Unused); diff != "" || len(c.Rows) != 300 {
		t.Errorf("%d rows; left out: %s", len(c.Rows), diff)
	}
	recent, err := d.Uploads.Records.Recent(t.Context(), d.Store, upload.Orders, 10)
	if err != nil || len(recent) != 0 || d.stored(d.Store) != 0 {
		t.Errorf("%d uploads, %d orders, %v", len(recent), d.stored(d.Store), err)
	}
}

func TestAnUploadKeepsTheCheckOfEveryRow(t *testing.T) {
	d := newDesk(t)
	c, err := d.imports.Check(t.Context(), d.Store, "orders-300.xlsx", d.sample())
	d.must(err)
	id := d.upload()
	if diff := cmp.Diff(said(c.Rows), said(d.rows(id))); diff != "" {
		t.Error(diff)
	}
	tally := d.tally(d.Store, id)
	if diff := cmp.Diff(upload.TallyOf(c.Rows), tally); diff != "" {
		t.Error(diff)
	}
	if tally.Total() != 300 || tally.Rows[upload.Refused] == 0 || tally.Rows[upload.Skipped] == 0 || d.stored(d.Store) != 0 {
		t.Errorf("%+v, %d orders", tally, d.stored(d.Store))
	}
	u, err := d.Uploads.Records.Get(t.Context(), d.Store, upload.Orders, id)
	want := upload.Upload{
		ID: id, Store: d.Store, Person: d.Owner, PersonName: "Li Wei", Name: "orders-300.xlsx", Sum: u.Sum, At: sample.Moment, Unused: c.Unused,
		Kind: upload.Orders, Header: c.Header,
	}
	if diff := cmp.Diff(want, u); diff != "" || err != nil || len(u.Sum) != 64 {
		t.Errorf("%v: %s", err, diff)
	}
	content, err := d.Uploads.Records.Content(t.Context(), d.Store, id)
	if !bytes.Equal(content, d.sample()) {
		t.Errorf("the file was not kept: %v", err)
	}
}

// said is what rows say to people, in both languages.
func said(rows []upload.Checked) []string {
	var out []string
	for _, r := range rows {
		line := fmt.Sprint(r.Row, r.Number, r.Buyer, r.Country, r.Lines, r.Pieces, r.Verdict, r.Order)
		for _, e := range r.Notes {
			line += "; " + i18n.Problem(i18n.English, e.Text.Problem()) + "; " + i18n.Problem(i18n.Chinese, e.Text.Problem())
		}
		out = append(out, line)
	}
	return out
}

func TestTheSampleIsImported(t *testing.T) {
	d := newDesk(t)
	id := d.upload()
	file, err := reader.Read(mustTable(d))
	d.must(err)
	waiting := d.tally(d.Store, id).Waiting()
	if n := d.imported(id); n != waiting || n != d.stored(d.Store) || d.tally(d.Store, id).Waiting() != 0 {
		t.Fatalf("%d orders are imported and %d stored of %d", n, d.stored(d.Store), waiting)
	}
	for i, c := range d.rows(id) {
		draft := file.Rows[i].Order
		if (c.Order != 0) != file.Rows[i].CanImport() {
			t.Errorf("row %d became order %d", c.Row, c.Order)
			continue
		}
		if c.Order == 0 {
			continue
		}
		o := d.order(order.Number(draft.Number))
		if o.ID != c.Order || string(o.Status) != draft.Status || o.Quantity() != c.Pieces || o.Total != draft.Total || !o.PlacedAt.Equal(draft.PlacedAt) || o.Buyer.Name != c.Buyer {
			t.Errorf("row %d: %+v became %+v", c.Row, draft, o)
		}
		address := draft.ShipTo
		address.Email = draft.BuyerEmail
		if diff := cmp.Diff(address, o.ShipTo); diff != "" {
			t.Errorf("row %d: %s", c.Row, diff)
		}
	}
}

func mustTable(d desk) []upload.Line {
	rows, err := sheet.ReadLines("orders-300.xlsx", d.sample())
	d.must(err)
	return rows
}

func TestAnImportIsDoneOnce(t *testing.T) {
	d := newDesk(t)
	id := d.upload()
	n := d.imported(id)
	if again, err := d.imports.Import(t.Context(), d.Store, d.Owner, id); !errors.Is(err, upload.ErrNothing) || again != 0 {
		t.Errorf("imported again: %d, %v", again, err)
	}
	second := d.upload()
	tally := d.tally(d.Store, second)
	if tally.Waiting() != 0 || tally.Rows[upload.Skipped] < n || d.stored(d.Store) != n {
		t.Errorf("the same file again: %+v", tally)
	}
	if u, err := d.Uploads.Records.Get(t.Context(), d.Store, upload.Orders, second); err != nil || u.Same != id {
		t.Errorf("it is the same as upload %d, %v", u.Same, err)
	}
}

func TestTwoUploadsOfAFileMakeEachOrderOnce(t *testing.T) {
	d := newDesk(t)
	first, second := d.many(), d.many()
	d.imported(first)
	if again := d.imported(second); again != 0 {
		t.Errorf("%d orders are imported again", again)
	}
	if tally := d.tally(d.Store, second); tally.Waiting() != 0 || tally.Made != 0 || d.stored(d.Store) != most {
		t.Errorf("%+v, %d orders", tally, d.stored(d.Store))
	}
}

func TestImportsAtTheSameTimeMakeEachOrderOnce(t *testing.T) {
	d := newDesk(t)
	d.sells("LB-003-HN", channel.Ordinary)
	id := d.many()
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if _, err := d.imports.Import(t.Context(), d.Store, d.Owner, id); err != nil && !errors.Is(err, upload.ErrNothing) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if made := d.tally(d.Store, id).Made; made != most || d.stored(d.Store) != most || d.kept("LB-003-HN") != 2*most {
		t.Errorf("%d orders are imported, %d stored, %d pieces reserved", made, d.stored(d.Store), d.kept("LB-003-HN"))
	}
}

func TestWhatAFaultOfOursStoppedIsLeftToDo(t *testing.T) {
	d := newDesk(t)
	d.sells("LB-003-HN", channel.Ordinary)
	id := d.many()
	torn := errors.New("the disk is full")
	d.imports.Orders = &failing{Orders: d.Orders, at: 120, then: func() error { return torn }}
	if n := d.imported(id); n != most-1 || d.stored(d.Store) != most-1 || d.kept("LB-003-HN") != 2*(most-1) {
		t.Fatalf("%d orders; %d are stored, %d pieces reserved", n, d.stored(d.Store), d.kept("LB-003-HN"))
	}
	if n := d.imported(id); n != 1 || d.stored(d.Store) != most || d.kept("LB-003-HN") != 2*most {
		t.Errorf("then %d orders, %d stored, %d pieces reserved", n, d.stored(d.Store), d.kept("LB-003-HN"))
	}
}

func TestAnImportEndsWithItsTimeAndGoesOnInTheBackground(t *testing.T) {
	d := newDesk(t)
	id := d.many()
	ctx, cancel := context.WithCancel(t.Context())
	d.imports.Orders = &failing{Orders: d.Orders, at: 50, then: func() error { cancel(); return nil }}
	n, err := d.imports.Import(ctx, d.Store, d.Owner, id)
	if err != nil || n != 100 {
		t.Fatalf("%d orders, %v", n, err)
	}
	d.must(d.Jobs.All(t.Context()))
	if made := d.tally(d.Store, id).Made; made != most {
		t.Errorf("%d orders, want %d", made, most)
	}
}

func TestAnOrderThatCameMeanwhileIsLeftAsItIs(t *testing.T) {
	d := newDesk(t)
	id := d.typed(nil, []string{"Order number", "8012345678909999"})
	_, err := d.Orders.Insert(t.Context(), sample.Order(func(o *order.Order) { o.Store, o.Buyer.Name = d.Store, "Somebody else" }))
	d.must(err)
	if n := d.imported(id); n != 1 {
		t.Errorf("%d orders are imported", n)
	}
	if o := d.order("8012345678901234"); o.Buyer.Name != "Somebody else" {
		t.Errorf("the order became %+v", o)
	}
	row := d.rows(id)[0]
	if row.Verdict != upload.Skipped || row.Order != 0 || row.Notes[0].Text.Key != "orderimport_stored" {
		t.Errorf("its row says %+v", row)
	}
}

func TestAFileThatIsNoExportIsNotKept(t *testing.T) {
	d := newDesk(t)
	tests := []struct {
		name, content string
		want          error
	}{
		{"orders.xlsx", "", sheet.ErrEmpty},
		{"orders.csv", "<html><table>", sheet.ErrNotTable},
		{"orders.xlsx", "PK\x03\x04 and nothing", sheet.ErrDamaged},
		{"orders.csv", "Weight,Price\n1,2\n", orderimport.ErrHeader},
		{"orders.csv", "Order number,City,Phone\n", orderimport.ErrColumns},
		{"orders.csv", string(csv(t, table(nil)[:1])), orderimport.ErrNoOrders},
	}
	for _, tt := range tests {
		if _, err := d.imports.Upload(t.Context(), d.Store, d.Owner, tt.name, []byte(tt.content)); !errors.Is(err, tt.want) {
			t.Errorf("%q: %v, want %v", tt.content, err, tt.want)
		}
	}
	if recent, err := d.Uploads.Records.Recent(t.Context(), d.Store, upload.Orders, 10); err != nil || len(recent) != 0 {
		t.Errorf("%d files are kept, %v", len(recent), err)
	}
}

func TestTheNameOfAFileIsItsLastPart(t *testing.T) {
	d := newDesk(t)
	for name, want := range map[string]string{
		`C:\Users\li\orders.csv`: "orders.csv", "/home/li/订单.csv": "订单.csv", "a\x00b\n c.csv": "ab c.csv",
		strings.Repeat("长", 300) + ".csv": strings.Repeat("长", 200),
	} {
		id, err := d.imports.Upload(t.Context(), d.Store, d.Owner, name, csv(t, table(nil)))
		d.must(err)
		if u, err := d.Uploads.Records.Get(t.Context(), d.Store, upload.Orders, id); err != nil || u.Name != want {
			t.Errorf("%q is kept as %q, %v", name, u.Name, err)
		}
	}
}

func TestAnUploadBelongsToItsStore(t *testing.T) {
	d := newDesk(t)
	id := d.typed(nil)
	if _, err := d.imports.Import(t.Context(), d.Other, d.Owner, id); !errors.Is(err, upload.ErrNotFound) {
		t.Errorf("another store imports it: %v", err)
	}
	d.imported(id)
	other, err := d.imports.Upload(t.Context(), d.Other, d.Owner, "typed.csv", csv(t, table(nil)))
	d.must(err)
	if tally := d.tally(d.Other, other); tally.Waiting() != 1 || d.stored(d.Other) != 0 {
		t.Errorf("the same file in another store: %+v", tally)
	}
}

func TestHistorySaysWhereAnOrderIsFrom(t *testing.T) {
	d := newDesk(t)
	d.imported(d.typed(nil,
		[]string{"Order number", "80000000000001", "Buyer's logistics", "Pigeon Post"},
		[]string{"Order number", "80000000000002", "Order status", "Shipped", "Waybill", "EMS:LK123456785CN"}))
	for n, want := range map[order.Number]string{
		"8012345678901234": "Imported from row 2 of typed.csv.",
		"80000000000001":   "Imported from row 3 of typed.csv. The buyer chose the logistics “Pigeon Post”, which is not known here.",
		"80000000000002":   "Imported from row 4 of typed.csv. It had been sent already: EMS LK123456785CN.",
	} {
		entries, err := d.Log.Of(t.Context(), d.Store, history.About(history.Order, d.order(n).ID))
		d.must(err)
		if len(entries) != 1 || entries[0].Actor.Person != d.Owner {
			t.Fatalf("%s: %+v", n, entries)
		}
		var pairs []any
		for name, value := range entries[0].Args {
			pairs = append(pairs, name, value)
		}
		if got := i18n.T(i18n.English, entries[0].Action, pairs...); got != want {
			t.Errorf("%s: %s, want %s", n, got, want)
		}
	}
}
