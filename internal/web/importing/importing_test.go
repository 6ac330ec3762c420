package importing_test

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/job"
	"sellerdesk/internal/orderimport"
	"sellerdesk/internal/sheet"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/golden"
	"sellerdesk/internal/testing/shop"
	"sellerdesk/internal/upload"
	"sellerdesk/internal/web/importing"
	"sellerdesk/internal/web/page"
	"sellerdesk/internal/web/uploads"
	"sellerdesk/views/link"
)

// world is a store with the pages of its import.
type world struct {
	*shop.Shop
	imports *orderimport.Service
	site    *browser.Site
	owner   *browser.Browser
}

func newWorld(t *testing.T) world {
	t.Helper()
	s := shop.New(t)
	w := world{Shop: s, imports: &orderimport.Service{
		Uploads: s.Uploads, Orders: s.Orders, Products: sqlstore.NewProducts(s.DB), Tariffs: shop.Tariffs{},
		Stores: sqlstore.NewAccounts(s.DB), History: s.Log, Clock: s.Clock,
	}}
	s.Jobs.Works[job.Imports] = w.imports.Work()
	needs := uploads.Needs{
		Records: s.Uploads.Records, Files: s.Uploads, Jobs: s.Jobs, Parcels: s.Parcels, Tariffs: shop.Tariffs{}, Clock: s.Clock, Write: sheet.WriteSheet,
	}
	w.site = browser.NewSite(t, s.Clock, func(g *echo.Group, pages *page.Pages) {
		importing.Register(g, pages, w.imports, needs)
		g.GET("/transaction/orders/:number", func(c echo.Context) error { return c.String(200, "order "+c.Param("number")) })
	})
	w.owner = w.as(t, account.Owner)
	return w
}

// as is a browser of somebody with a role in the store.
func (w world) as(t *testing.T, r account.Role, change ...func(*account.Visitor)) *browser.Browser {
	t.Helper()
	return w.site.As(t, browser.Visitor(w.Store, func(v *account.Visitor) {
		v.Person.ID, v.Role = w.Owner, r
		for _, c := range change {
			c(v)
		}
	}))
}

func inChinese(v *account.Visitor) { v.Person.Language = account.Chinese }

// header and row are an order in English; row takes its number, receiver and country.
const header = "Order number,Order status,Order time,Payment time,Product title,SKU,Quantity,Unit price,Ship by,Receiver name,Country,City,Address,ZIP,Phone,My notes\n"

func row(number, name, country string) string {
	return number + ",Awaiting shipment,2026-11-18 09:21,2026-11-18 09:25,Lip Balm,LB-003-HN,2,3.49,2026-11-25 09:25," +
		name + "," + country + ",Akron,1 Main St,44301,5550134,x\n"
}

// few is a file with an order to import and one to refuse.
var few = header + row("8012345678901234", "محمد <b>عبد</b>", "SA") + row("8012345678909999", "Bo Lee", "Moon")

// uploaded sends a file and returns the page it leads to.
func uploaded(t *testing.T, b *browser.Browser, name, content string) *browser.Page {
	t.Helper()
	return b.Get(link.ImportOrders()).SubmitFile(t, "Check File", browser.File{Field: "file", Name: name, Content: []byte(content)})
}

func sample(t *testing.T) string {
	t.Helper()
	content, err := os.ReadFile("../../orderimport/testdata/orders-300.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestAFileIsCheckedThenImportedThenThere(t *testing.T) {
	w := newWorld(t)
	p := uploaded(t, w.owner, "orders.csv", few)
	p.Has(t, 200, "1 order can be imported. Nothing has been imported yet.", "Columns left out: My notes").Lacks(t, "[importing")
	if strings.Contains(p.Body, "<b>عبد") {
		t.Error("a name is taken for a part of the page")
	}
	p.Row(t, "8012345678909999").Has(t, 200, "Refused", "“Moon” in “Country” is not a country.")
	if _, err := w.Orders.Get(t.Context(), w.Store, "8012345678901234"); err == nil {
		t.Fatal("the check imported an order")
	}

	p = p.Submit(t, "Import 1 Order").Has(t, 200, "1 order of this file has been imported.").Lacks(t, "Import 1 Order")
	p.Row(t, "8012345678901234").Has(t, 200, "Imported").Follow(t, "8012345678901234").Has(t, 200, "order 8012345678901234")
	w.owner.Post(p.Path()).Has(t, 200, "flash-failure", "Nothing is left to do in this file.")

	again := uploaded(t, w.owner, "orders.csv", few)
	again.Has(t, 200, "Nothing new can be imported: 1 order is refused", "The same file was uploaded before.").Lacks(t, "Import 1 Order")
	again.Row(t, "8012345678901234").Has(t, 200, "Skipped", "This order is there already.").Follow(t, "8012345678901234").Has(t, 200)
	again.Follow(t, "Show that upload").Has(t, 200, "1 order of this file has been imported.")
	w.owner.Get(link.ImportOrders()).Has(t, 200, "Recent uploads").Row(t, "1").Has(t, 200, "orders.csv", "Li Wei")
}

func TestThePagesAreInBothLanguages(t *testing.T) {
	w := newWorld(t)
	uploaded(t, w.owner, "orders.csv", few)
	chinese := w.as(t, account.Owner, inChinese)
	for name, p := range map[string]*browser.Page{
		"upload.en.txt": w.owner.Get(link.ImportOrders()), "upload.zh.txt": chinese.Get(link.ImportOrders()),
		"show.en.txt": w.owner.Get(link.Import("1")), "show.zh.txt": chinese.Get(link.Import("1")),
	} {
		golden.Check(t, name, lines(p.Has(t, 200).Part(t, "main").Text()))
	}
}

// lines puts the words of a page on lines of a length that can be read.
func lines(text string) string {
	var b strings.Builder
	n := 0
	for _, word := range strings.Fields(text) {
		if n+len(word) > 100 {
			b.WriteByte('\n')
			n = 0
		}
		b.WriteString(word + " ")
		n += len(word) + 1
	}
	return strings.ReplaceAll(b.String(), " \n", "\n") + "\n"
}

func TestAFileWhoseOrdersAreAllThereSaysSo(t *testing.T) {
	w := newWorld(t)
	one := header + row("8012345678901234", "Ann", "US")
	uploaded(t, w.owner, "a.csv", one).Submit(t, "Import 1 Order")
	uploaded(t, w.owner, "b.csv", one).Has(t, 200, "All orders of this file are there already.")
}

func TestAFileOfWhichNothingCanBeImportedSaysSo(t *testing.T) {
	w := newWorld(t)
	uploaded(t, w.owner, "a.csv", header+row("8012345678901234", "Ann", "Moon")).
		Has(t, 200, "No order of this file can be imported.").Lacks(t, "Import 1 Order")
}

func TestALongFileIsShownPageByPageAndByVerdict(t *testing.T) {
	w := newWorld(t)
	p := uploaded(t, w.owner, "orders-300.xlsx", sample(t))
	tabs := p.Has(t, 200, "Import 282 Orders", "All 300", "With warnings 282", "Refused 15", "Skipped 3")
	if n := len(p.Rows()); n != 50 {
		t.Errorf("%d rows on the first page", n)
	}
	next := p.Follow(t, "Next").Has(t, 200, "Import 282 Orders")
	if got := next.Rows(); len(got) != 50 || got[0] == p.Rows()[0] {
		t.Errorf("the second page begins with %v", got)
	}
	if back := next.Follow(t, "Previous"); back.Rows()[0] != p.Rows()[0] {
		t.Errorf("the first page begins with %v", back.Rows()[0])
	}
	refused := tabs.Follow(t, "Refused 15").Has(t, 200, "was rounded by Excel", "8.01235E+15")
	if n := len(refused.Rows()); n != 15 {
		t.Errorf("%d rows are refused", n)
	}
	tabs.Follow(t, "Ready 0").Has(t, 200, "No such rows")
	refused.Submit(t, "Import 282 Orders").Has(t, 200, "282 orders of this file have been imported.")
}

func TestAnImportThatWasInterruptedCanGoOn(t *testing.T) {
	w := newWorld(t)
	p := uploaded(t, w.owner, "orders-300.xlsx", sample(t))
	orders := w.imports.Orders
	w.imports.Orders = stopping{orders}
	p.Submit(t, "Import 282 Orders").Has(t, 200, "120 orders have been imported, 162 are left.")
	w.imports.Orders = orders
	w.owner.Get(link.Import("1")).Submit(t, "Import 162 Orders").Has(t, 200, "282 orders of this file have been imported.")
}

func TestALongImportShowsHowFarItIs(t *testing.T) {
	w := newWorld(t)
	uploaded(t, w.owner, "orders-300.xlsx", sample(t))
	_, err := w.imports.Start(t.Context(), w.Store, w.Owner, 1)
	if err != nil {
		t.Fatal(err)
	}
	p := w.owner.Get(link.Import("1")).Has(t, 200, "0 of 282", "hx-trigger").Lacks(t, "Import 282 Orders")
	w.owner.AsHTMX("progress").Get(p.Path()).Has(t, 200, "0 of 282")
	if _, err := w.Jobs.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.owner.Get(p.Path()).Has(t, 200, "100 of 282")
	if err := w.Jobs.All(t.Context()); err != nil {
		t.Fatal(err)
	}
	if ended := w.owner.AsHTMX("progress").Get(p.Path()); ended.Status != 204 || ended.Header.Get("HX-Refresh") != "true" {
		t.Errorf("an import that has ended answers %d, and asks for %q", ended.Status, ended.Header.Get("HX-Refresh"))
	}
	w.owner.Get(p.Path()).Has(t, 200, "282 orders of this file have been imported.")
}

func TestTheFileComesBackWithItsResultsAndItsFailedRowsAlone(t *testing.T) {
	w := newWorld(t)
	p := uploaded(t, w.owner, "orders.csv", few).Submit(t, "Import 1 Order")
	if body := p.Follow(t, "The file as it was uploaded").Body; body != few {
		t.Errorf("the file is %q", body)
	}
	back := p.Follow(t, "The file with its results")
	for _, want := range []string{"My notes,Result,Reason", "x,Imported,", "x,Refused,“Moon” in “Country” is not a country."} {
		if !strings.Contains(strings.ReplaceAll(back.Body, `"`, ""), want) {
			t.Errorf("%q lacks %q", back.Body, want)
		}
	}
	if !strings.Contains(back.Header.Get("Content-Disposition"), "orders-results.csv") {
		t.Errorf("it is called %s", back.Header.Get("Content-Disposition"))
	}
	failed := p.Follow(t, "The failed rows alone").Body
	if strings.Contains(failed, "8012345678901234") {
		t.Errorf("the failed rows are %q", failed)
	}
	mended := uploaded(t, w.owner, "mended.csv", strings.ReplaceAll(failed, "Moon", "US")).Has(t, 200, "1 order can be imported.").Submit(t, "Import 1 Order")
	if again := mended.Follow(t, "The file with its results").Body; strings.Count(again, "Result") != 1 || !strings.Contains(again, "Imported") {
		t.Errorf("a mended file comes back as %q", again)
	}
	chinese := w.as(t, account.Owner, inChinese).Get(link.Import("2")).Follow(t, "带结果的文件").Body
	if strings.Contains(chinese, "Result") || !strings.Contains(chinese, "已导入") {
		t.Errorf("in Chinese it is %q", chinese)
	}
}

func TestAnExcelFileComesBackAsOne(t *testing.T) {
	w := newWorld(t)
	p := uploaded(t, w.owner, "orders-300.xlsx", sample(t)).Submit(t, "Import 282 Orders")
	table, err := sheet.Read("back.xlsx", []byte(p.Follow(t, "The file with its results").Body))
	if err != nil || len(table.Rows) != 301 || !slices.Contains(table.Rows[0].Cells, "Reason") {
		t.Errorf("%d rows, %v", len(table.Rows), err)
	}
	if failed, err := sheet.Read("failed.xlsx", []byte(p.Follow(t, "The failed rows alone").Body)); err != nil || len(failed.Rows) != 16 {
		t.Errorf("%d failed rows, %v", len(failed.Rows), err)
	}
}

func TestWhatIsNoExportIsRefusedWithTheReason(t *testing.T) {
	w := newWorld(t)
	var large bytes.Buffer
	large.WriteString(header)
	for large.Len() <= upload.MaxBytes {
		large.WriteString(row("8012345678901234", "Ann", "US"))
	}
	tests := []struct{ name, content, want string }{
		{"orders.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old", "Excel"},
		{"orders.xlsx", "PK\x03\x04 and nothing", "damaged"},
		{"orders.csv", "<html><script>alert(1)</script>", "table"},
		{"orders.csv", "Weight,Price\n1,2\n", "No header was found"},
		{"orders.csv", "Order number,City,Phone\n1,2,3\n", "These columns are missing"},
		{"orders.csv", header, "a header but no orders"},
		{"orders.csv", large.String(), "20 MB"},
	}
	for _, tt := range tests {
		p := uploaded(t, w.owner, tt.name, tt.content).Has(t, 422, "Import Orders", tt.want)
		p.Part(t, "f-file-problem").Has(t, 422, tt.want)
		p.Lacks(t, "Recent uploads", "<script>alert")
	}
	w.owner.Post(link.ImportOrders()).Has(t, 422, "Choose a file.")
	tooMuch := browser.File{Field: "file", Name: "a.csv", Content: make([]byte, 23<<20)}
	w.owner.Upload(link.ImportOrders(), tooMuch, nil).Has(t, 413)
}

func TestOnlyWhoShipsImports(t *testing.T) {
	w := newWorld(t)
	uploaded(t, w.owner, "orders.csv", few)
	for _, r := range []account.Role{account.Viewer, account.Finance} {
		b := w.as(t, r)
		b.Get(link.ImportOrders()).Has(t, 403)
		b.Post(link.ImportOrders()).Has(t, 403)
		b.Get(link.Import("1")).Has(t, 403)
		b.Post(link.Import("1")).Has(t, 403)
	}
	w.as(t, account.Shipper).Get(link.Import("1")).Has(t, 200).Submit(t, "Import 1 Order").Has(t, 200)
}

func TestAnUploadOfAnotherStoreIsNotThere(t *testing.T) {
	w := newWorld(t)
	uploaded(t, w.owner, "orders.csv", few)
	stranger := w.site.As(t, browser.Visitor(w.Other))
	stranger.Get(link.Import("1")).Has(t, 404, "This upload does not exist.")
	stranger.Post(link.Import("1")).Has(t, 404)
	for _, file := range []string{link.UploadFile(link.Import("1")), link.UploadResults(link.Import("1")), link.UploadFailed(link.Import("1"))} {
		stranger.Get(file).Has(t, 404)
		w.as(t, account.Viewer).Get(file).Has(t, 403)
	}
	stranger.Get(link.ImportOrders()).Has(t, 200).Lacks(t, "orders.csv")
	for _, address := range []string{link.Import("2"), link.Import("x"), link.Import("1e1"), link.Import("99999999999999999999")} {
		w.owner.Get(address).Has(t, 404)
		w.owner.Post(address).Has(t, 404)
	}
	w.owner.Get(link.Import("1")+"?show=everything").Has(t, 400, "is not one of the views")
	w.owner.Get(link.Import("1")+"?at=here").Has(t, 400)
}

func TestLongAndStrangeTextsStayInTheirPlaces(t *testing.T) {
	w := newWorld(t)
	long := strings.Repeat("Abcdefghi ", 29) + "Abcdefghij"
	name := strings.Repeat("<i>长", 60) + ".csv"
	p := uploaded(t, w.owner, name, header+row("8012345678901234", long, "ES")+row("", "=1+1", "US")+row("80-12", "  ", "US"))
	p.Has(t, 200, long, "=1+1", "80-12", "is no order number")
	if got := p.Rows(); len(got) != 3 || strings.Contains(p.Body, "<i>长") {
		t.Errorf("the rows are %v", got)
	}
}
