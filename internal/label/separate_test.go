package label_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/label"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/testing/golden"
	"sellerdesk/internal/testing/sample"
)

// separately is a label with a sheet for the customs declaration.
func separately(c *label.Content) {
	c.Separate = true
	c.Items = append([]label.Item(nil), c.Items...)
	c.Items[0].HSCode, c.Items[1].HSCode = "392690", "854442"
}

func TestTheDeclarationIsThatOfTheForm(t *testing.T) {
	s, err := label.Declaration(content(label.Square, "latin", separately))
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "cn22.txt", describe(s))
}

func TestADeclarationInYuanIsRefused(t *testing.T) {
	_, err := label.Declaration(content(label.Square, "latin", func(c *label.Content) { c.Total = money.Of(1, money.CNY) }))
	if err == nil {
		t.Error("it was made")
	}
}

func TestTheDeclarationFollowsItsLabel(t *testing.T) {
	contents := []label.Content{content(label.Square, "latin", separately), content(label.Square, "cyrillic")}
	path := save(t, contents...)
	pages := strings.Split(tool(t, "pdftotext", "-layout", path, "-"), "\f")
	if len(pages) != 4 { // the last is what follows the last form feed
		t.Fatalf("%d pages", len(pages)-1)
	}
	for _, want := range []string{"航空 BY AIR", "SMALL PACKET", "RB123456785CN", "PL", "报关签条", "CUSTOMS DECLARATION", "邮2113", "CN22",
		"Gift 礼品", "Sample 商品货样", "Silicone phone case 硅胶手机壳 x 2", "USB-C charging cable 数据线 x 1",
		"392690, 854442 · CN", "0.246", "12.50", "2026-01-31"} {
		if !strings.Contains(pages[1], want) {
			t.Errorf("the declaration lacks %q:\n%s", want, pages[1])
		}
	}
	if strings.Contains(pages[0], "邮2113") || strings.Contains(pages[2], "邮2113") {
		t.Error("a label is a declaration")
	}
	if zpl := zpl(t, contents...); strings.Count(zpl, "^XA") != 3 {
		t.Errorf("%d forms for a thermal printer", strings.Count(zpl, "^XA"))
	}
}

func TestTheDeclarationHasAPositionOfItsOwnOnASheet(t *testing.T) {
	c := content(label.Square, "latin", separately)
	if files := sheets(t, parcel.SheetOf4, 4, c); len(files) != 2 {
		t.Errorf("a label in the last position and its declaration take %d sheets", len(files))
	}
	if files := sheets(t, parcel.SheetOf4, 3, c); len(files) != 1 {
		t.Errorf("a label and its declaration in the last positions take %d sheets", len(files))
	}
}

func TestOnlyChinaPostPacketsToSomeCountriesHaveADeclarationOfTheirOwn(t *testing.T) {
	for to, want := range map[place.Country]bool{
		"FR": true, "PL": true, "CZ": true, "HR": true, "SK": true, "SI": true, "DE": true, "NZ": true, "ES": false, "RU": false, "US": false,
	} {
		for _, code := range []channel.Code{channel.ChinaPostRegistered, channel.ChinaPostOrdinary, channel.Standard} {
			c := saying(t, func(p *parcel.Parcel) { p.Channel, p.Documents.To.Country = code, to })
			if got := c.Separate; got != (want && code != channel.Standard) {
				t.Errorf("%s to %s: separate is %v", code, to, got)
			}
		}
	}
}

func TestTheLabelOfAClosedLogisticsOrderIsVoid(t *testing.T) {
	c := saying(t, func(p *parcel.Parcel) {
		p.Documents.To.Country, p.Status, p.ClosedAt = "DE", parcel.Closed, sample.Moment
	})
	if !c.Void || c.Separate {
		t.Errorf("void %v, with a declaration %v", c.Void, c.Separate)
	}
}

// void are labels of closed logistics orders in both formats.
func void() []label.Content {
	off := func(c *label.Content) { c.Void = true }
	ordinary := func(c *label.Content) { c.Void, c.Registered = true, false }
	return []label.Content{content(label.Square, "latin", off), content(label.Square, "cyrillic", ordinary), content(label.Tall, "chinese", off)}
}

func TestAVoidLabelSaysSoAndNoScannerReadsIt(t *testing.T) {
	contents := void()
	for i, text := range strings.Split(tool(t, "pdftotext", "-layout", save(t, contents...), "-"), "\f")[:len(contents)] {
		for _, want := range []string{"VOID 已作废", contents[i].Waybill} {
			if !strings.Contains(text, want) {
				t.Errorf("the %s label lacks %q:\n%s", contents[i].Format, want, text)
			}
		}
	}
	for i, printed := range (&thermal{t: t}).run(zpl(t, contents...)) {
		if n := unlike(picture(t, contents[i]), printed); n > 0 {
			t.Errorf("a thermal printer prints %d dots that the picture has not", n)
		}
	}
	for i, c := range contents {
		if strings.Contains(zpl(t, c), "^BC") {
			t.Errorf("the %s label tells the printer a barcode", c.Format)
		}
		good := c
		good.Void = false
		crossed := unlike(picture(t, c), picture(t, good))
		if crossed < 2000 {
			t.Errorf("label %d differs from a good one in %d dots only", i, crossed)
		}
	}
	golden.Check(t, "void.txt", describe(mustLayout(t, contents[0])))
}

func testPage(t *testing.T, on parcel.Paper) (path string) {
	t.Helper()
	var b bytes.Buffer
	if err := printer(t).TestPage(&b, on); err != nil {
		t.Fatal(on, err)
	}
	path = filepath.Join(t.TempDir(), "test.pdf")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTheTestPageHasTheSizeOfItsPaperAndABarcodeToScan(t *testing.T) {
	sizes := map[parcel.Paper]string{
		parcel.OwnSize: "283.46 x 425.2 pts", parcel.Stock100: "283.46 x 283.46 pts", parcel.Stock150: "283.46 x 425.2 pts",
		parcel.SheetOf2: "(A4)", parcel.SheetOf4: "(A4)", parcel.SheetOf6: "(A4)", parcel.SheetOf8: "(A4)",
	}
	for _, on := range parcel.Papers {
		path := testPage(t, on)
		if info := tool(t, "pdfinfo", path); !strings.Contains(info, sizes[on]) {
			t.Errorf("%q:\n%s", on, info)
		}
		if text := tool(t, "pdftotext", path, "-"); !strings.Contains(text, "100 mm") || !strings.Contains(text, "测试页") {
			t.Errorf("%q says\n%s", on, text)
		}
		base := filepath.Join(t.TempDir(), "page")
		tool(t, "pdftoppm", "-r", "203", "-gray", "-singlefile", path, base)
		if got := zbar(t, base+".pgm"); !cmp.Equal([]string{"RB123456785CN"}, got) {
			t.Errorf("a scanner reads %v from %q", got, on)
		}
	}
}
