package tariffs_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/sheet"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/tariffimport"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/golden"
	"sellerdesk/internal/testing/prices"
	"sellerdesk/internal/testing/shop"
	"sellerdesk/internal/warehouse"
	"sellerdesk/internal/web/page"
	"sellerdesk/internal/web/tariffs"
	"sellerdesk/views/link"
)

// world is a store with the pages of its tariffs. Its clock shows 20 November 2026.
type world struct {
	*shop.Shop
	prices  *tariffimport.Service
	tariffs *tariff.Service
	places  *warehouse.Service
	site    *browser.Site
	owner   *browser.Browser
}

func newWorld(t *testing.T) world {
	t.Helper()
	s := shop.New(t)
	records := prices.Load(t, s.DB, prices.Few...)
	w := world{Shop: s, tariffs: tariff.NewService(records), places: warehouse.NewService(records, s.Clock)}
	w.prices = &tariffimport.Service{
		Table: readTable, Records: records, Uploads: sqlstore.NewTariffUploads(s.DB), Snapshots: []tariffimport.Memory{w.tariffs, w.places},
		History: s.Log, Clock: s.Clock, Tx: s.DB,
	}
	w.site = browser.NewSite(t, s.Clock, func(g *echo.Group, pages *page.Pages) {
		tariffs.Register(g, pages, tariffs.Needs{Service: w.prices, Warehouses: w.places, Uploads: w.prices.Uploads, Write: write})
	})
	w.owner = w.as(t, account.Owner)
	return w
}

func readTable(name string, content []byte) ([]tariffimport.Line, error) {
	table, err := sheet.Read(name, content)
	var all []tariffimport.Line
	for _, r := range table.Rows {
		all = append(all, tariffimport.Line(r))
	}
	return all, err
}

func write(kind, name string, rows [][]string) ([]byte, string, error) {
	var file bytes.Buffer
	err := sheet.WriteCSV(&file, sheet.Of(name, rows))
	if kind == "xlsx" {
		file.Reset()
		err = sheet.WriteXLSX(&file, sheet.Of(name, rows))
	}
	return file.Bytes(), "text/" + kind, err
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

// head is a header; dearer are prices to Russia a yuan above those of the program, wrong are three wrong rows.
const (
	head   = "Channel,Country,Weight from (g),Weight to (g),Mode,Rate,Fee,Currency,My notes\n"
	dearer = head + "CPAM,RU,1,150,per_gram,81,17,CNY,\nCPAM,RU,151,300,per_gram,68,18.5,CNY,\nCPAM,RU,301,2000,per_gram,56.25,22.5,CNY,\n"
	wrong  = head + "CPAM,RU,1,150,per_gram,-81,17,CNY,<b>x</b>\nCPAM,Moon,1,150,per_gram,81,17,CNY,\n" +
		"CPAM,US,1,150,per_gram,81,17,CNY,\nCPAM,US,150,300,per_gram,81,17,CNY,\n"
)

// uploaded sends a price table and returns the page it leads to.
func uploaded(t *testing.T, b *browser.Browser, name, content string) *browser.Page {
	t.Helper()
	return b.Get(link.ImportTariff()).SubmitFile(t, "Check File", browser.File{Field: "file", Name: name, Content: []byte(content)})
}

// price is what 200 g to Russia cost on a day.
func (w world) price(t *testing.T, day channel.Date) string {
	t.Helper()
	s, err := w.tariffs.Snapshot(t.Context(), w.Store)
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Plan(channel.ChinaPostRegistered, tariff.Query{Destination: "RU", Weight: 200, Category: channel.Ordinary, Date: day})
	if err != nil {
		t.Fatal(err)
	}
	return p.Price.Decimal()
}

func TestAPriceTableIsCheckedThenAppliedThenHolds(t *testing.T) {
	w := newWorld(t)
	p := uploaded(t, w.owner, "winter.csv", dearer)
	p.Has(t, 200, "From 2026-11-21 the prices of 1 destination would change", "Columns left out: My notes", "Dearer 3", "+CN¥1.00 at 300 g").
		Lacks(t, "[tariffs", "[tariffimport", "does not go to")
	if got := w.price(t, "2026-11-21"); got != "31.10" {
		t.Fatalf("the check changed the price to %s", got)
	}
	p = p.Submit(t, "Compare with that day", "from", "2026-12-01").Has(t, 200, "Apply from 2026-12-01")
	p.Submit(t, "Apply from 2026-12-01").Has(t, 200, "flash-success", "version own.1 and counts from 2026-12-01").Lacks(t, "Apply from")
	if before, after := w.price(t, "2026-11-30"), w.price(t, "2026-12-01"); before != "31.10" || after != "32.10" {
		t.Errorf("before it costs %s, then %s", before, after)
	}
	list := w.owner.Get(link.Tariffs())
	list.Row(t, "own.1").Has(t, 200, "winter.csv", "2026-12-01", "To come", "Li Wei", "1, of which 0 hold today").Follow(t, "winter.csv").Has(t, 200, "Dearer 3")
	w.owner.Get(link.ImportTariff()).Row(t, "1").Has(t, 200, "winter.csv", "own.1")
	w.owner.Get(link.CompareTariffs("from", "2026-11-20", "to", "own.1")).Has(t, 200, "The prices of 1 destination differ between 2026-11-20 and 2026-12-01.", "Russia")
	w.owner.Get(link.CompareTariffs("channel", "CPAM")).Has(t, 200, "Russia")
	w.owner.Get(link.CompareTariffs("channel", "EMS_ZX_ZX_US")).Has(t, 200, "No difference")
}

func TestAPriceToWhereAChannelDoesNotGoIsToldOf(t *testing.T) {
	w := newWorld(t)
	uploaded(t, w.owner, "ruston.csv", head+"CPAM_HRB,US,1,2000,per_gram,80,8,CNY,\n").
		Has(t, 200, "The prices of 1 destination are not used: the channel does not go there.", "Russian Air (Ruston) – United States", "Apply from")
	chinese := w.as(t, account.Owner, inChinese)
	chinese.Get(link.TariffUpload("1")).Has(t, 200, "中俄航空Ruston – 美国")
	uploaded(t, w.owner, "home.csv", head+"CPAM,CN,1,2000,per_gram,80,8,CNY,\n").Has(t, 200, "China Post Registered Air Mail – China")
}

func TestApplyingTwiceMakesOneVersion(t *testing.T) {
	w := newWorld(t)
	p := uploaded(t, w.owner, "winter.csv", dearer)
	apply := []string{"from", "2026-11-21", "seen", p.Field(t, "seen")}
	w.owner.Post(link.ApplyTariff("1"), apply...).Has(t, 200, "flash-success")
	w.owner.Post(link.ApplyTariff("1"), apply...).Has(t, 200, "flash-success", "own.1")
	apply[1] = "2026-11-22"
	w.owner.Post(link.ApplyTariff("1"), apply...).Has(t, 409, "applied already: it is version own.1 from 2026-11-21")
	w.owner.Get(link.Tariffs()).Lacks(t, "own.2")
}

func TestWrongRowsAreListedByReasonAndNothingChanges(t *testing.T) {
	w := newWorld(t)
	p := uploaded(t, w.owner, "wrong.csv", wrong)
	p.Has(t, 200, "3 problems must be corrected first. Nothing was changed. Rows read: 4.", "All 3", "Unknown names 1", "Figures 1", "Weight bands 1").Lacks(t, "Apply from")
	p.Row(t, "2").Has(t, 200, "“Rate” is -81")
	p.Row(t, "3").Has(t, 200, "“Moon” in “Country” is not a country")
	p.Row(t, "5").Has(t, 200, "Overlap: this band begins at 150 g, the band in row 4 ends at 150 g.")
	if rows := p.Follow(t, "Weight bands 1").Rows(); len(rows) != 1 || rows[0] != "5" {
		t.Errorf("rows of the group: %v", rows)
	}
	w.owner.Post(link.ApplyTariff("1"), "from", "2026-11-21", "seen", "1").Has(t, 409, "The file cannot be applied: 3 problems must be corrected first.")
	w.owner.Get(link.Tariffs()).Lacks(t, "own.1")
}

func TestADayThatHasPassedIsRefusedBesideItsField(t *testing.T) {
	w := newWorld(t)
	p := uploaded(t, w.owner, "winter.csv", dearer)
	seen := p.Field(t, "seen")
	w.owner.Post(link.ApplyTariff("1"), "from", "2026-11-19", "seen", seen).Has(t, 422, "Nothing can be changed for days that have passed: choose today or a later day.")
	w.owner.Post(link.ApplyTariff("1"), "from", "soon", "seen", seen).Has(t, 422)
	w.owner.Get(link.TariffUpload("1", "from", "soon")).Has(t, 422)
	w.owner.Post(link.ApplyTariff("1"), "from", "2026-11-20", "seen", "x").Has(t, 422)
	w.owner.Post(link.ApplyTariff("1"), "from", "2026-11-20", "seen", "99").Has(t, 409, "changed meanwhile")
	w.owner.Get(link.TariffUpload("2")).Has(t, 404)
	w.owner.Get(link.TariffUpload("x")).Has(t, 404)
	w.owner.Post(link.ApplyTariff("2"), "from", "2026-11-20", "seen", "1").Has(t, 404)
}

func TestWhatIsNoPriceTableIsRefusedAtOnce(t *testing.T) {
	w := newWorld(t)
	tests := []struct{ name, content, want string }{
		{"a.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old", "Excel"},
		{"a.csv", "<html><script>alert(1)</script>", "table"},
		{"a.csv", "Order number,Buyer\n1,2\n", "No header was found"},
		{"a.csv", "Channel,Country,Rate\n1,2,3\n", "These columns are missing"},
		{"a.csv", head, "a header but no prices"},
		{"a.csv", head + strings.Repeat("CPAM,RU,1,150,per_gram,81,17,CNY,\n", tariffimport.MaxRows+1), "more than 20,000 rows"},
	}
	for _, tt := range tests {
		p := uploaded(t, w.owner, tt.name, tt.content).Has(t, 422, tt.want)
		p.Part(t, "f-file-problem").Has(t, 422, tt.want)
		p.Lacks(t, "Recent price tables", "<script>alert")
	}
	w.owner.Post(link.ImportTariff()).Has(t, 422, "Choose a file.")
}

func TestThePresentPricesCanBeTakenEditedAndBroughtBack(t *testing.T) {
	w := newWorld(t)
	for _, kind := range []string{"csv", "xlsx"} {
		file := w.owner.Get(link.TariffFile(kind, "channel", "CPAM"))
		file.Has(t, 200)
		uploaded(t, w.owner, "prices."+kind, file.Body).Has(t, 200, "Nothing changes: on 2026-11-21 all these prices hold already.", "Unchanged 633")
	}
	csv := w.owner.Get(link.TariffFile("csv", "channel", "CPAM")).Body
	edited := strings.Replace(csv, "CPAM,RU,151,300,per_gram,68.00,17.50", "CPAM,RU,151,300,per_gram,67.00,17.50", 1)
	uploaded(t, w.owner, "prices.csv", edited).Has(t, 200, "Cheaper 1", "Unchanged 632", "1 destination would change")
	if chinese := w.as(t, account.Owner, inChinese).Get(link.TariffFile("csv")).Body; !strings.Contains(chinese, "渠道代码") {
		t.Errorf("the file begins with %.80s", chinese)
	}
	w.owner.Get(link.TariffFile("csv", "channel", "NOWHERE")).Has(t, 404)
}

func TestALongTableIsShownPageByPage(t *testing.T) {
	w := newWorld(t)
	file := w.owner.Get(link.TariffFile("csv", "channel", "CPAM"))
	p := uploaded(t, w.owner, "prices.csv", file.Body)
	next := p.Follow(t, "Next").Has(t, 200, "Previous", "Next")
	if p.Text() == next.Text() {
		t.Error("the second page is the first")
	}
	w.owner.Get(p.Path()+"?page=7").Has(t, 200, "Previous").Lacks(t, "Next")
	for _, page := range []string{"0", "8", "x"} {
		w.owner.Get(p.Path()+"?page="+page).Has(t, 200, "Next").Lacks(t, "Previous")
	}
}

func TestARateIsAddedFromADay(t *testing.T) {
	w := newWorld(t)
	p := w.owner.Get(link.Tariffs()).Has(t, 200, "US $1 = CN¥")
	p.Submit(t, "Add Rate", "rate", "7.0812", "source", "Bank of China").
		Has(t, 200, "flash-success", "From 2026-11-21 one US dollar is CN¥7.0812.", "Bank of China", "own.1", "To come")
	tests := []struct{ rate, from, source, want string }{
		{"70.8", "2026-11-21", "bank", "between 1.0000 and 20.0000 yuan"},
		{"7.08125", "2026-11-21", "bank", "Enter the yuan for one US dollar with at most four decimal places, such as 7.2500."},
		{"", "2026-11-21", "bank", "Yuan for one US dollar"},
		{"7.1", "2026-11-19", "bank", "days that have passed"},
		{"7.1", "", "bank", "Counts from"},
		{"7.1", "2026-11-21", "", "Source"},
	}
	for _, tt := range tests {
		p := w.owner.Post(link.TariffRates(), "rate", tt.rate, "from", tt.from, "source", tt.source).Has(t, 422, tt.want)
		if got := p.Field(t, "rate"); got != tt.rate {
			t.Errorf("the form forgot %q, it shows %q", tt.rate, got)
		}
	}
	w.owner.Get(link.Tariffs()).Lacks(t, "own.2")
}

func TestTheFiguresOfAChannelAreChanged(t *testing.T) {
	w := newWorld(t)
	form := w.owner.Get(link.ChannelChange("EMS_ZX_ZX_US")).Has(t, 200, "Change ePacket", "Longest promise")
	if got := form.Field(t, "weight"); got != "2.000" {
		t.Errorf("the heaviest parcel is %q", got)
	}
	form.Submit(t, "Save", "min_days", "8", "max_days", "10", "compensation", "", "source", "Contract of November").
		Has(t, 200, "flash-success", "The figures of ePacket change from 2026-11-21.", "Figures of a channel")
	s, err := w.tariffs.Snapshot(t.Context(), w.Store)
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.Channel(channel.EPacket, "2026-11-21")
	if err != nil || c.MaxDays != 10 || !c.Compensation.IsZero() || c.Changed[channel.FiguresPart].Source != "Contract of November" || c.Limits.Weight != 2000 {
		t.Errorf("the channel is %+v, %v", c, err)
	}
	form.Submit(t, "Save").Has(t, 422, "f-source-problem")
	for field, value := range map[string]string{"max_days": "1", "discount": "101", "weight": "-1", "sum": "1", "value": "1.234", "from": "2026-11-01"} {
		t.Run(field, func(t *testing.T) {
			form.Submit(t, "Save", "source", "x", field, value).Has(t, 422, "f-"+field+"-problem")
		})
	}
	w.owner.Get(link.ChannelChange("NOWHERE")).Has(t, 404)
	w.owner.Post(link.ChannelChange("NOWHERE")).Has(t, 404)
}

func TestADiscountIsAFigureOfAChannel(t *testing.T) {
	w := newWorld(t)
	before := w.price(t, "2026-11-21")
	form := w.owner.Get(link.ChannelChange("CPAM")).Has(t, 200, "Discount off the list price")
	form.Submit(t, "Save", "discount", "10", "source", "Contract of November").Has(t, 200, "flash-success")
	if now := w.price(t, "2026-11-21"); before != "31.10" || now != "27.99" {
		t.Errorf("200 g to Russia cost %s, and %s with 10 %% off", before, now)
	}
	w.owner.Get(link.CompareTariffs()).Has(t, 200, "Discount off the list price", "10 %").Lacks(t, "No difference")
}

func TestAVersionToComeIsWithdrawnOnTheListOfVersions(t *testing.T) {
	w := newWorld(t)
	w.owner.Get(link.Tariffs()).Lacks(t, "Withdraw").
		Submit(t, "Add Rate", "rate", "7.0812", "source", "Bank of China").Has(t, 200, "To come").
		Submit(t, "Withdraw Version").Has(t, 200, "flash-success", "Version own.1 was withdrawn.", "Withdrawn").Lacks(t, "To come", "7.0812")
	w.owner.Get(link.CompareTariffs()).Has(t, 200, "No difference").Lacks(t, "own.1")
	w.owner.Post(link.WithdrawTariff("own.9")).Has(t, 404)
	w.owner.Post(link.TariffRates(), "rate", "7.5", "from", "2026-11-20", "source", "bank").Has(t, 200, "In force")
	w.owner.Post(link.WithdrawTariff("own.2")).Has(t, 200, "Version own.2 counts since 2026-11-20")
	w.owner.Get(link.CompareTariffs("from", "2026-11-19", "to", "own.2")).Has(t, 200, "Price of one US dollar", "CN¥7.5000 after")
}

func TestOnlyTheOwnerChangesTariffs(t *testing.T) {
	w := newWorld(t)
	uploaded(t, w.owner, "winter.csv", dearer)
	for _, r := range []account.Role{account.Viewer, account.Shipper, account.Finance} {
		b := w.as(t, r)
		b.Get(link.Tariffs()).Has(t, 200, "Tariffs", "Versions").Lacks(t, "Import Prices", "Add Rate", "/change")
		b.Get(link.CompareTariffs()).Has(t, 200)
		for _, page := range []string{link.ImportTariff(), link.TariffUpload("1"), link.ChannelChange("CPAM")} {
			b.Get(page).Has(t, 403)
		}
		for _, action := range []string{link.ImportTariff(), link.ApplyTariff("1"), link.TariffRates(), link.ChannelChange("CPAM"), link.WithdrawTariff("own.1")} {
			b.Post(action).Has(t, 403)
		}
	}
	w.as(t, account.Viewer).Get(link.TariffFile("csv")).Has(t, 403)
	w.as(t, account.Shipper).Get(link.TariffFile("csv", "channel", "CPAM")).Has(t, 200)
}

func TestWhatIsComparedMustBeThere(t *testing.T) {
	w := newWorld(t)
	w.owner.Get(link.CompareTariffs("from", "own.7")).Has(t, 422, "“own.7” is neither a day")
	w.owner.Get(link.CompareTariffs("channel", "NOWHERE")).Has(t, 422)
	w.owner.Get(link.CompareTariffs("from", strings.Repeat("9", 41))).Has(t, 422)
}

func TestThePagesAreInBothLanguages(t *testing.T) {
	w := newWorld(t)
	uploaded(t, w.owner, "winter.csv", dearer)
	uploaded(t, w.owner, "wrong.csv", wrong)
	chinese := w.as(t, account.Owner, inChinese)
	for name, address := range map[string]string{
		"import": link.ImportTariff(), "check": link.TariffUpload("1"), "wrong": link.TariffUpload("2"),
		"compare": link.CompareTariffs("from", "2020-01-01", "to", "2026-11-20", "channel", "CPAM_HRB"), "change": link.ChannelChange("CPAM"),
	} {
		golden.Check(t, name+".en.txt", lines(w.owner.Get(address).Has(t, 200).Part(t, "main").Text()))
		golden.Check(t, name+".zh.txt", lines(chinese.Get(address).Has(t, 200).Part(t, "main").Text()))
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
