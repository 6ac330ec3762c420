package offline_test

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	domain "sellerdesk/internal/offline"
	"sellerdesk/internal/sheet"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/views/link"
)

const head = "Carrier,Country,Up to (g),From parcels a month,CNY per kg,CNY per parcel\n"

// csv is a file with the given rows under the names of the columns.
func csv(rows ...string) browser.File {
	return browser.File{Field: "file", Name: "agent.csv", Content: []byte(head + strings.Join(rows, "\n"))}
}

// send gives a file to the page.
func send(t *testing.T, b *browser.Browser, f browser.File) *browser.Page {
	t.Helper()
	return b.Upload(link.OfflineCheck(), f, nil)
}

func TestAFileIsCheckedFirstAndThenReplacesTheWholeList(t *testing.T) {
	p := newPrices(t)
	p.has(t)
	b := p.as(t, account.Owner)
	check := send(t, b, csv("Agent,RU,500,1,60,12", "Agent,*,2000,,90,20", `"Post, plain",US,300,300,,31`)).
		Has(t, 200, "agent.csv", "3 rows can be taken over.", "It replaces a list of 1 row.", "Every country", "Post, plain", "CN¥31.00")
	if got := p.rows(t); got != 1 {
		t.Fatalf("the check left %d rows", got)
	}
	check.Submit(t, "Replace My List").Has(t, 200, "Your price list now has 3 rows.", "Post, plain").Lacks(t, "Yiwu Agent")
	check.Submit(t, "Replace My List").Has(t, 200, "Your price list now has 3 rows.")
	if got := p.rows(t); got != 3 {
		t.Errorf("%d rows", got)
	}
	send(t, b, csv("Agent,RU,500,1,60,12", "Agent,*,2000,1,90,20", `"Post, plain",US,300,300,,31`)).
		Has(t, 200, "Your price list says the same already.").Lacks(t, "Replace My List")
}

func TestAnExcelFileIsReadAsWell(t *testing.T) {
	var file bytes.Buffer
	table := sheet.Of("Prices", [][]string{
		{"物流商", "国家/地区", "重量上限(克)", "月包裹数起", "每公斤价格(元)", "每件费用(元)"}, {"义乌货代", "RU", "500", "300", "60.5", "12"},
	})
	if err := sheet.WriteXLSX(&file, table); err != nil {
		t.Fatal(err)
	}
	p := newPrices(t)
	send(t, p.as(t, account.Owner), browser.File{Field: "file", Name: "价格.xlsx", Content: file.Bytes()}).
		Has(t, 200, "价格.xlsx", "1 row can be taken over.").Submit(t, "Replace My List").Has(t, 200, "义乌货代", "Your price list now has 1 row.")
}

func TestABadFileIsRefusedRowByRowAndChangesNothing(t *testing.T) {
	p := newPrices(t)
	p.has(t)
	page := send(t, p.as(t, account.Owner), csv("Agent,RU,500,1,60,12", ",Atlantis,0.5,0,-1,x", "Agent,Russia,500,1,61,12", strings.Repeat("<", 300)+",RU,500,1,60,12")).
		Has(t, 422, "3 rows cannot be taken over.", "nothing was changed").Lacks(t, "Replace My List")
	page.Row(t, "3").Has(t, 422, "Carrier: Enter the carrier.", "Country: “Atlantis” is not a country.", "Up to: “0.5” is not a whole number.",
		"From parcels a month: Enter a whole number from 1 to 100", "Price per kg: Enter an amount from nothing to", "Price per parcel: “x” is not an amount")
	page.Row(t, "4").Has(t, 422, "Row 2 is about the same carrier, country, weight and number of parcels.")
	page.Row(t, "5").Has(t, 422, "A carrier's name has at most 100 characters, this one has 300.")
	if got := p.rows(t); got != 1 {
		t.Errorf("%d rows", got)
	}
}

func TestManyRefusedRowsAreNotAllShown(t *testing.T) {
	var rows []string
	for i := range 250 {
		rows = append(rows, fmt.Sprintf("Agent,RU,%d,1,0,0", i+1))
	}
	p := newPrices(t)
	page := send(t, p.as(t, account.Owner), csv(rows...)).Has(t, 422, "250 rows cannot be taken over.", "and 150 more rows")
	if got := len(page.Rows()); got != 100 {
		t.Errorf("%d rows are shown", got)
	}
}

func TestWhatIsNoPriceListIsSaidBesideTheFile(t *testing.T) {
	p := newPrices(t)
	b := p.as(t, account.Owner)
	for name, tt := range map[string]struct {
		file browser.File
		want string
	}{
		"another table":    {browser.File{Field: "file", Name: "a.csv", Content: []byte("Order,Buyer\n1,2")}, "The first row must name the columns."},
		"no rows":          {csv(), "The file has no row below the names of the columns."},
		"a column less":    {browser.File{Field: "file", Name: "a.csv", Content: []byte("Carrier,Country,CNY per kg\nA,RU,1")}, "These columns are missing: Up to (g) / 重量上限(克)."},
		"an old Excel":     {browser.File{Field: "file", Name: "a.xls", Content: []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")}, "xlsx"},
		"an empty file":    {browser.File{Field: "file", Name: "a.csv"}, "empty"},
		"another field":    {browser.File{Field: "other", Name: "a.csv", Content: []byte(head)}, "Choose a file."},
		"a file too large": {browser.File{Field: "file", Name: "a.csv", Content: bytes.Repeat([]byte("a"), domain.MaxBytes+1)}, "5 MB"},
		"too many rows":    {csv(strings.Split(strings.Repeat("A,RU,1,1,1,1\n", domain.MaxRows+1), "\n")...), "The file has too many rows"},
	} {
		t.Run(name, func(t *testing.T) { send(t, b, tt.file).Has(t, 422, tt.want, "No prices yet") })
	}
}

func TestAListThatWasChangedMeanwhileIsNotReplacedUnseen(t *testing.T) {
	p := newPrices(t)
	check := send(t, p.as(t, account.Owner), csv("Agent,RU,500,1,60,12")).Has(t, 200, "It replaces a list of 0 rows.")
	p.has(t)
	again := check.Submit(t, "Replace My List").Has(t, 409, "Your price list was changed in the meantime.", "It replaces a list of 1 row.", "agent.csv")
	if got := p.rows(t); got != 1 {
		t.Fatalf("%d rows", got)
	}
	again.Submit(t, "Replace My List").Has(t, 200, "Your price list now has 1 row.").Lacks(t, "Yiwu Agent")
}

func TestRowsThatDidNotComeFromACheckAreLookedAtAgain(t *testing.T) {
	p := newPrices(t)
	b := p.as(t, account.Owner)
	sum := domain.List{}.Sum()
	b.Post(link.OfflineReplace()).Has(t, 422, "Choose a file.")
	b.Post(link.OfflineReplace(), "rows", "x,y", "sum", sum).Has(t, 422, "The first row must name the columns.")
	b.Post(link.OfflineReplace(), "rows", head+",RU,500,1,60,12", "sum", sum).Has(t, 422, "Enter the carrier.")
	b.Post(link.OfflineReplace(), "rows", head+"A,RU,500,1,60,12", "sum", "forged").Has(t, 409, "changed in the meantime")
	if got := p.rows(t); got != 0 {
		t.Errorf("%d rows", got)
	}
}

func TestTheLongestListIsTakenOverWhole(t *testing.T) {
	rows := make([]string, domain.MaxRows)
	for i := range rows {
		rows[i] = fmt.Sprintf("%s,RU,%d,1,60,12", strings.Repeat("货", domain.MaxCarrier), i+1)
	}
	p := newPrices(t)
	send(t, p.as(t, account.Owner), csv(rows...)).Has(t, 200, "900 more rows").Submit(t, "Replace My List").Has(t, 200)
	if got := p.rows(t); got != domain.MaxRows {
		t.Errorf("%d rows", got)
	}
}

func TestAnExportIsTheListAndNeverAFormula(t *testing.T) {
	p := newPrices(t)
	p.has(t)
	for _, name := range []string{"=1+1", "@SUM(A1)", "+86 agent", "-", `"quoted", comma`} {
		p.has(t, func(row *domain.Price) { row.Carrier = name })
	}
	b := p.as(t, account.Finance)
	file := b.Get(link.OfflineExport()).Has(t, 200)
	if got := file.Header.Get("Content-Disposition"); got != "attachment; filename=offline-prices.csv" {
		t.Errorf("it is stored as %s", got)
	}
	text := strings.TrimPrefix(file.Body, "\uFEFF")
	for i, line := range strings.Split(strings.TrimSpace(text), "\r\n") {
		for _, cell := range strings.Split(line, ",") {
			if strings.ContainsAny(cell[:1], "=+-@") {
				t.Errorf("line %d begins a formula: %s", i+1, line)
			}
		}
	}
	first, _, _ := strings.Cut(text, "\r\n")
	if want := `Carrier,Country,"Up to (g)","From parcels a month","CNY per kg","CNY per parcel"`; first != want {
		t.Errorf("the columns are %s", first)
	}
	send(t, p.as(t, account.Owner), browser.File{Field: "file", Name: "offline-prices.csv", Content: []byte(file.Body)}).
		Has(t, 200, "Your price list says the same already.")
	chineseFile := p.as(t, account.Owner, chinese).Get(link.OfflineExport()).Body
	if !strings.Contains(chineseFile, "物流商,国家/地区,重量上限(克)") {
		t.Errorf("in Chinese: %s", chineseFile)
	}
}

func TestACheckSpeaksChineseToo(t *testing.T) {
	p := newPrices(t)
	b := p.as(t, account.Owner, chinese)
	send(t, b, csv("Agent,RU,500,1,60,12")).Has(t, 200, "检查价格表", "可导入 1 行", "将替换现有的 0 行价格").Lacks(t, "[offline")
	send(t, b, csv("Agent,Atlantis,500,1,60,12")).Has(t, 422, "有 1 行无法导入", "国家/地区：无法识别国家/地区“Atlantis”").Lacks(t, "[offline")
}

func TestUnknownColumnsAreNamed(t *testing.T) {
	p := newPrices(t)
	file := browser.File{Field: "file", Name: "a.csv", Content: []byte("Carrier,Country,Up to (g),CNY per kg,Remark\nA,RU,1,1,cheap")}
	check := p.as(t, account.Owner).Upload(link.OfflineCheck(), file, url.Values{}).Has(t, 200, "Columns left out: Remark")
	if diff := cmp.Diff("a.csv", check.Field(t, "name")); diff != "" {
		t.Error(diff)
	}
}
