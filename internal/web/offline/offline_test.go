package offline_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/history"
	"sellerdesk/internal/money"
	domain "sellerdesk/internal/offline"
	"sellerdesk/internal/sheet"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/desk"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/web/offline"
	"sellerdesk/internal/web/page"
	"sellerdesk/views/link"
)

// prices is the price list of a store, with the pages over it.
type prices struct {
	site         *browser.Site
	db           *db.DB
	records      *sqlstore.Offline
	service      *domain.Service
	store, other account.StoreID
	person       account.PersonID
}

func newPrices(t *testing.T) *prices {
	t.Helper()
	d, clock := dbtest.New(t), sample.NewClock()
	p := &prices{db: d, records: sqlstore.NewOffline(d), store: dbtest.Store(t, d), other: dbtest.Store(t, d)}
	p.person = dbtest.Member(t, d, p.store, "owner@example.com", account.Owner)
	p.service = &domain.Service{Records: p.records, History: history.NewLog(sqlstore.NewHistory(d), clock, clock.Wall), Clock: clock, Tx: d}
	p.site = browser.NewSite(t, clock, func(g *echo.Group, pages *page.Pages) {
		offline.Register(g, pages, p.records, p.service, desk.Catalogue{}, sheets{})
	})
	return p
}

// sheets are the reader and writer of files that the program uses.
type sheets struct{}

func (sheets) Read(name string, content []byte) ([]domain.Line, error) {
	table, err := sheet.Read(name, content)
	if err != nil {
		return nil, err
	}
	lines := make([]domain.Line, len(table.Rows))
	for i, row := range table.Rows {
		lines[i] = domain.Line(row)
	}
	return lines, nil
}

func (sheets) CSV(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	err := sheet.WriteCSV(&b, sheet.Of("", rows))
	return b.Bytes(), err
}

// as is a browser in which somebody of the store is signed in.
func (p *prices) as(t *testing.T, r account.Role, change ...func(*account.Visitor)) *browser.Browser {
	t.Helper()
	change = append(change, func(v *account.Visitor) { v.Role, v.Person.ID = r, p.person })
	return p.site.As(t, browser.Visitor(p.store, change...))
}

func chinese(v *account.Visitor) { v.Person.Language = account.Chinese }

// has puts a row into the list and returns its number.
func (p *prices) has(t *testing.T, change ...func(*domain.Price)) string {
	t.Helper()
	row := domain.Price{
		Store: p.store, Carrier: "Yiwu Agent", Country: "RU", UpTo: 500, From: 300,
		PerKilo: money.Of(6050, money.CNY), Fee: money.Of(1200, money.CNY),
	}
	for _, c := range change {
		c(&row)
	}
	id, err := p.records.Insert(t.Context(), row)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(id)
}

// rows is how many rows the store's list has.
func (p *prices) rows(t *testing.T) int {
	t.Helper()
	all, err := p.records.List(context.Background(), p.store)
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}

func TestAnEmptyListSaysWhatItIsFor(t *testing.T) {
	p := newPrices(t)
	p.as(t, account.Owner).Get(link.OfflinePrices()).Has(t, 200, "Offline Prices", "No prices yet", "New price", "Check File",
		"Parcels sent in the last 30 days: 0").
		Follow(t, "Export").Has(t, 200, "Carrier,Country,")
}

func TestTheListShowsEachPrice(t *testing.T) {
	p := newPrices(t)
	id := p.has(t)
	every := p.has(t, func(row *domain.Price) { row.Country, row.UpTo, row.From = domain.AnyCountry, 2000, 1 })
	page := p.as(t, account.Viewer).Get(link.OfflinePrices())
	page.Row(t, id).Has(t, 200, "Yiwu Agent", "Russia", "500 g", "300", "CN¥60.50", "CN¥12.00").Lacks(t, "Edit", "Remove")
	page.Row(t, every).Has(t, 200, "Every country", "2,000 g")
}

func TestAnOwnerAddsChangesAndRemovesAPrice(t *testing.T) {
	p := newPrices(t)
	b := p.as(t, account.Owner)
	form := b.Get(link.OfflinePrices()).Follow(t, "New price").Has(t, 200, "New price", "From parcels a month")
	form.Submit(t, "Save", "carrier", "  Yiwu   Agent ", "country", "RU", "up_to", "500", "per_kilo", "60.5", "fee", "12").
		Has(t, 200, "The price of Yiwu Agent is saved.", "CN¥60.50", "Russia")
	form = b.Get(link.OfflinePrice("1")).Has(t, 200, "Edit price")
	for name, want := range map[string]string{"carrier": "Yiwu Agent", "country": "RU", "up_to": "500", "from": "1", "per_kilo": "60.50", "fee": "12.00"} {
		if got := form.Field(t, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	form.Submit(t, "Save", "country", "*", "fee", "").Has(t, 200, "Every country", "CN¥0.00")
	form.Submit(t, "Save", "fee", "13").Has(t, 409, "was changed in the meantime")
	list := b.Get(link.OfflinePrices())
	list.Submit(t, "Remove price").Has(t, 200, "The price of Yiwu Agent is removed.", "No prices yet")
	list.Submit(t, "Remove price").Has(t, 404)
}

func TestAWrongPriceIsKeptAndSaidBesideItsField(t *testing.T) {
	p := newPrices(t)
	b := p.as(t, account.Owner)
	p.has(t)
	good := []string{"carrier", "Agent", "country", "RU", "up_to", "500", "from", "1", "per_kilo", "60", "fee", "12"}
	for _, tt := range []struct {
		field, typed, want string
		status             int
	}{
		{"carrier", "", "Fill in this field.", 422},
		{"carrier", strings.Repeat("x", 300), "At most 100 characters.", 422},
		{"country", "", "Fill in this field.", 422},
		{"country", "Atlantis", "“Atlantis” is not a country.", 422},
		{"country", "CN", "Parcels to China are not sent from here.", 422},
		{"up_to", "0", "Enter a number from 1 to 100", 422},
		{"up_to", "1e3", "Enter a whole number.", 422},
		{"from", "0", "Enter a number from 1 to 100", 422},
		{"per_kilo", "-1", "Enter an amount", 422},
		{"per_kilo", "100001", "Enter an amount from nothing to", 422},
		{"fee", "1.005", "Enter an amount", 422},
	} {
		t.Run(tt.field+" "+tt.typed[:min(len(tt.typed), 10)], func(t *testing.T) {
			fields := append(append([]string(nil), good...), "", "")
			for i := 0; i < len(good); i += 2 {
				if fields[i] == tt.field {
					fields[i+1] = tt.typed
				}
			}
			page := b.Post(link.OfflinePrices(), fields...).Has(t, tt.status, tt.want)
			if tt.field != "country" && page.Field(t, tt.field) != tt.typed {
				t.Errorf("%s holds %q", tt.field, page.Field(t, tt.field))
			}
		})
	}
	b.Post(link.OfflinePrices(), "carrier", "A", "country", "RU", "up_to", "1", "from", "1").Has(t, 422, "Enter a price per kilogram, a price per parcel, or both.")
	b.Post(link.OfflinePrices(), "carrier", "Yiwu Agent", "country", "RU", "up_to", "500", "from", "300", "fee", "1").
		Has(t, 409, "Your price list has a row for this carrier, country, weight and number of parcels.")
	if got := p.rows(t); got != 1 {
		t.Errorf("%d rows", got)
	}
}

func TestOnlyOwnersChangePricesAndOthersRead(t *testing.T) {
	p := newPrices(t)
	id := p.has(t)
	strange := p.has(t, func(row *domain.Price) { row.Store = p.other })
	for _, role := range account.Roles {
		b := p.as(t, role)
		b.Get(link.OfflinePrices()).Has(t, 200, "Yiwu Agent")
		export := b.Get(link.OfflineExport()).Status
		if want := map[bool]int{true: 403, false: 200}[role == account.Viewer]; export != want {
			t.Errorf("%s gets %d for the export", role, export)
		}
		if role == account.Owner {
			continue
		}
		b.Get(link.OfflinePrices()).Lacks(t, "New price", "Check File", "Remove")
		for _, path := range []string{link.OfflinePrices(), link.OfflinePrice(id), link.OfflinePriceRemove(id), link.OfflineCheck(), link.OfflineReplace()} {
			b.Post(path, "version", "1").Has(t, 403)
		}
		b.Get(link.NewOfflinePrice()).Has(t, 403)
		b.Get(link.OfflinePrice(id)).Has(t, 403)
	}
	owner := p.as(t, account.Owner)
	for _, other := range []string{strange, "99", "x", "1.5"} {
		owner.Get(link.OfflinePrice(other)).Has(t, 404)
		owner.Post(link.OfflinePrice(other), "version", "1").Has(t, 404)
		owner.Post(link.OfflinePriceRemove(other), "version", "1").Has(t, 404)
	}
	owner.Post(link.OfflinePriceRemove(id)).Has(t, 200, "was changed in the meantime")
}

func TestALongListHasPagesAndAFilter(t *testing.T) {
	p := newPrices(t)
	for i := range 120 {
		p.has(t, func(row *domain.Price) { row.From = i + 1 })
	}
	us := p.has(t, func(row *domain.Price) { row.Country = "US" })
	b := p.as(t, account.Viewer)
	seen := map[string]int{}
	page := b.Get(link.OfflinePrices())
	for {
		for _, n := range page.Rows() {
			seen[n]++
		}
		if !strings.Contains(page.Body, `rel="next"`) {
			break
		}
		page = page.Follow(t, "Next")
	}
	if len(seen) != 121 {
		t.Errorf("%d of 121 rows were seen", len(seen))
	}
	if got := page.Follow(t, "Previous").Follow(t, "Previous").Rows(); len(got) != 50 {
		t.Errorf("the first page has %d rows", len(got))
	}
	if got := b.Get(link.OfflinePrices()).Submit(t, "Show", "country", "US").Rows(); len(got) != 1 || got[0] != us {
		t.Errorf("to the United States: %v", got)
	}
	b.Get(link.OfflinePrices("country", "*")).Has(t, 200, "No such rows")
	b.Get(link.OfflinePrices("country", "Atlantis")).Has(t, 400)
	b.Get(link.OfflinePrices("at", "?")).Has(t, 400)
}

func TestThePagesSpeakChinese(t *testing.T) {
	p := newPrices(t)
	p.has(t)
	b := p.as(t, account.Owner, chinese)
	b.Get(link.OfflinePrices()).Has(t, 200, "线下物流价格", "物流商", "俄罗斯", "上传文件替换价格表", "检查文件").Lacks(t, "[offline", "Carrier of")
	b.Get(link.NewOfflinePrice()).Has(t, 200, "新增价格", "所有国家/地区", "月包裹数起")
	b.Post(link.OfflinePrices(), "carrier", "").Has(t, 422, "物流商").Lacks(t, "[offline", "[form")
}

func TestNamesThatLookLikeMarkupStayText(t *testing.T) {
	p := newPrices(t)
	name := "<b>&\"" + strings.Repeat("W", domain.MaxCarrier-5)
	p.has(t, func(row *domain.Price) { row.Carrier = name })
	for _, path := range []string{link.OfflinePrices(), link.OfflinePrice("1")} {
		if page := p.as(t, account.Owner).Get(path).Has(t, 200); strings.Contains(page.Body, "<b>") || !strings.Contains(page.Body, "&lt;b&gt;") {
			t.Errorf("%s shows markup of a name", path)
		}
	}
}
