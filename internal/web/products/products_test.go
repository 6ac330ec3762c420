package products_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/history"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/product"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/web/page"
	"sellerdesk/internal/web/products"
	"sellerdesk/views/link"
)

// shelf is what a store sells, with the pages over it.
type shelf struct {
	site    *browser.Site
	records *sqlstore.Products
	service *product.Service
	store   account.StoreID
	other   account.StoreID
	owner   account.PersonID
}

func newShelf(t *testing.T) *shelf {
	t.Helper()
	d, clock := dbtest.New(t), sample.NewClock()
	s := &shelf{records: sqlstore.NewProducts(d), store: dbtest.Store(t, d), other: dbtest.Store(t, d)}
	s.owner = dbtest.Member(t, d, s.store, "owner@example.com", account.Owner)
	s.service = &product.Service{
		Records: s.records, History: history.NewLog(sqlstore.NewHistory(d), clock, clock.Wall), Tx: d,
	}
	s.site = browser.NewSite(t, clock, func(g *echo.Group, pages *page.Pages) {
		products.Register(g, pages, s.records, s.service)
	})
	return s
}

// as is a browser in which somebody of the store is signed in.
func (s *shelf) as(t *testing.T, r account.Role) *browser.Browser {
	t.Helper()
	return s.site.As(t, browser.Visitor(s.store, func(v *account.Visitor) { v.Role, v.Person.ID = r, s.owner }))
}

// has puts a product on the shelf.
func (s *shelf) has(t *testing.T, change ...func(*product.Product)) {
	t.Helper()
	p := sample.Product(append([]func(*product.Product){func(p *product.Product) { p.Store = s.store }}, change...)...)
	if _, err := s.service.Save(t.Context(), s.owner, p); err != nil {
		t.Fatal(err)
	}
}

// stored is the product with a SKU as it is stored.
func (s *shelf) stored(t *testing.T, sku string) product.Product {
	t.Helper()
	p, err := s.records.BySKU(t.Context(), s.store, sku)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// called changes the title of a product and gives it one variant.
func called(title, sku string) func(*product.Product) {
	return func(p *product.Product) { p.Title, p.Variants = title, []product.Variant{{SKU: sku}} }
}

func TestAnEmptyShelfSaysWhatProductsAreFor(t *testing.T) {
	s := newShelf(t)
	p := s.as(t, account.Owner).Get(link.Products()).Has(t, 200, "Products", "No products yet", "customs")
	p.Follow(t, "Add product").Has(t, 200, "New product")
	s.as(t, account.Viewer).Get(link.Products()).Has(t, 200, "No products yet").Lacks(t, "Add product")
}

func TestTheListShowsVariantsWithStockWeightAndCategory(t *testing.T) {
	s := newShelf(t)
	s.has(t)
	white := s.stored(t, "TWS-W").Variants[0].ID
	if err := s.records.Reserve(t.Context(), s.store, map[product.VariantID]int{white: 3}); err != nil {
		t.Fatal(err)
	}
	p := s.as(t, account.Owner).Get(link.Products())
	p.Has(t, 200, "TWS Earphones Bluetooth 5.3", "Built-in battery", "蓝牙耳机 · Bluetooth earphones · HS 8518300000")
	p.Row(t, "TWS-W").Has(t, 200, "Colour: White", "120", "3 reserved", "62 g", "9 × 7 × 3.5 cm", "US $4.50")
	p.Row(t, "TWS-B").Has(t, 200, "Colour: Black", "Unknown", "62 g", "–").Lacks(t, "reserved", "short")
}

func TestMoreReservedThanOnHandIsShort(t *testing.T) {
	s := newShelf(t)
	s.has(t, func(p *product.Product) { p.Variants[0].Stock.OnHand, p.Variants[0].Stock.Reserved = 2, 5 })
	s.as(t, account.Viewer).Get(link.Products()).Row(t, "TWS-W").Has(t, 200, "3 pieces short")
}

func TestProductsAreFoundByTitleAndSKU(t *testing.T) {
	s := newShelf(t)
	s.has(t)
	s.has(t, called("Phone case 100%", "PC_61"))
	owner := s.as(t, account.Owner)
	for text, want := range map[string][]string{
		"earphones": {"TWS-W", "TWS-B"}, "pc_6": {"PC_61"}, "100%": {"PC_61"}, "%": {"PC_61"}, "_": {"PC_61"},
		"  ": {"PC_61", "TWS-W", "TWS-B"}, "lamp": nil, strings.Repeat("x", 300): nil,
	} {
		p := owner.Get(link.Products()).Submit(t, "Search", "q", text)
		if diff := cmp.Diff(want, p.Rows()); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	owner.Get(link.Products("q", "<b>lamp")).Has(t, 200, "Nothing found", "“<b>lamp”").Lacks(t, "<b>lamp<").
		Follow(t, "Show all products").Has(t, 200, "PC_61")
}

func TestTheListGoesOnPageByPage(t *testing.T) {
	s := newShelf(t)
	for i := range 51 {
		s.has(t, called("Case", fmt.Sprintf("C-%02d", i)))
	}
	s.has(t, called("Lamp", "L-1"))
	first := s.as(t, account.Viewer).Get(link.Products("q", "case"))
	if rows := first.Rows(); len(rows) != 50 || rows[0] != "C-50" {
		t.Fatalf("the first page holds %v", rows)
	}
	second := first.Follow(t, "Next")
	if diff := cmp.Diff([]string{"C-00"}, second.Rows()); diff != "" {
		t.Error(diff)
	}
	if got := second.Follow(t, "Previous").Rows(); len(got) != 50 {
		t.Errorf("back on the first page are %d products", len(got))
	}
	s.as(t, account.Viewer).Get(link.Products("page", "x")).Has(t, 400)
}

func TestAProductIsAddedWithTwoVariants(t *testing.T) {
	s := newShelf(t)
	form := s.as(t, account.Shipper).Get(link.NewProduct())
	two := form.Submit(t, "Add variant", "title", "Desk lamp", "variants.0.sku", "DL-W").Has(t, 200, "Variant 2")
	if got := two.Field(t, "title") + two.Field(t, "variants.0.sku"); got != "Desk lampDL-W" {
		t.Errorf("another row leaves %q of what was typed", got)
	}
	two.Submit(t, "Save", "category", "built_in_battery", "name_cn", "台灯", "name_en", "Desk lamp", "hs_code", "9405.21",
		"variants.0.attributes", "Colour: White", "variants.0.stock", "0", "variants.0.weight", "1.25", "variants.0.unit", "kg",
		"variants.0.length", "20", "variants.0.width", "10.5", "variants.0.height", "4", "variants.0.value", "12.5",
		"variants.1.sku", "DL-B", "variants.1.weight", "900").Has(t, 200, "“Desk lamp” is saved", "DL-W", "DL-B")
	want := product.Product{
		Store: s.store, Title: "Desk lamp", Category: channel.BuiltInBattery, NameCN: "台灯", NameEN: "Desk lamp", HSCode: "9405.21", Version: 1,
		Variants: []product.Variant{
			{
				SKU: "DL-W", Attributes: "Colour: White", Stock: product.Stock{Known: true}, Weight: 1250,
				Size: measure.Size{Length: 200, Width: 105, Height: 40}, Value: money.Of(1250, money.USD), Version: 1,
			},
			{SKU: "DL-B", Weight: 900, Version: 1},
		},
	}
	got := s.stored(t, "dl-w")
	for i := range got.Variants {
		got.Variants[i].ID, got.Variants[i].Product = 0, 0
	}
	got.ID = 0
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAFormSentUnchangedChangesNothing(t *testing.T) {
	s := newShelf(t)
	s.has(t)
	before := s.stored(t, "TWS-W")
	s.as(t, account.Owner).Get(link.Product("tws-b")).Has(t, 200, "Edit product").Submit(t, "Save").Has(t, 200, "is saved")
	after := s.stored(t, "TWS-W")
	before.Version++
	for i := range before.Variants {
		before.Variants[i].Version++
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsEmptiedIsUnknown(t *testing.T) {
	s := newShelf(t)
	s.has(t)
	s.as(t, account.Owner).Get(link.Product("TWS-W")).Submit(t, "Save", "hs_code", "", "variants.0.stock", "", "variants.0.weight", "",
		"variants.0.length", "", "variants.0.width", "", "variants.0.height", "", "variants.0.value", "").Has(t, 200, "is saved")
	v := s.stored(t, "TWS-W").Variants[0]
	if v.Stock.Known || v.Weight != 0 || !v.Size.IsZero() || !v.Value.IsZero() {
		t.Errorf("stored: %+v", v)
	}
}

func TestPiecesSentMeanwhileAreNotPutBack(t *testing.T) {
	s := newShelf(t)
	s.has(t)
	form := s.as(t, account.Owner).Get(link.Product("TWS-W"))
	white := s.stored(t, "TWS-W").Variants[0].ID
	if err := s.records.Ship(t.Context(), s.store, map[product.VariantID]int{white: 20}); err != nil {
		t.Fatal(err)
	}
	form.Submit(t, "Save", "title", "Earphones").Has(t, 200, "is saved")
	if got := s.stored(t, "TWS-W").Variants[0].Stock.OnHand; got != 100 {
		t.Errorf("stock after 20 of 120 pieces were sent: %d", got)
	}
}

func TestARefusedProductKeepsWhatWasTyped(t *testing.T) {
	s := newShelf(t)
	s.has(t)
	form := s.as(t, account.Owner).Get(link.NewProduct()).Submit(t, "Add variant").Submit(t, "Add variant")
	p := form.Submit(t, "Save", "title", "", "hs_code", "85a", "variants.0.sku", "", "variants.0.stock", "many", "variants.0.length", "10",
		"variants.2.sku", "X-1", "variants.2.weight", "31000", "variants.2.value", "1.234").Has(t, 422, "Enter a whole number")
	if got := p.Field(t, "variants.0.stock") + p.Field(t, "variants.2.sku"); got != "manyX-1" {
		t.Errorf("of what was typed %q is left", got)
	}
	p.Has(t, 422, "Width: Fill in this field", "from 0 to 30,000", "SKU: Fill in this field", "at most two decimal places")
	p.Submit(t, "Save", "variants.0.sku", "X-1", "variants.0.stock", "", "variants.0.length", "", "variants.2.weight", "", "variants.2.value", "").
		Has(t, 422, "Title: Fill in this field", "HS code: An HS code consists of digits and dots", "already used by another variant").
		Part(t, "f-variants-2-sku").Has(t, 422, "aria-invalid")
}

func TestLimitsOfTheNetworksAreKept(t *testing.T) {
	s := newShelf(t)
	s.as(t, account.Owner).Get(link.NewProduct()).Submit(t, "Save", "title", "Ladder", "variants.0.sku", "LA", "variants.0.weight", "30.001",
		"variants.0.unit", "kg", "variants.0.length", "300.1", "variants.0.width", "1", "variants.0.height", "1", "variants.0.value", "10000.01").
		Has(t, 422, "The weight is from 0 to 30 kg", "Length: The size is from 0 to 300 cm", "from 0 to 10,000 US dollars")
}

func TestAProductNeedsAVariant(t *testing.T) {
	s := newShelf(t)
	s.as(t, account.Owner).Get(link.NewProduct()).Submit(t, "Save", "title", "Lamp").Has(t, 422, "at least one variant")
}

func TestASKUIsOnceInAStore(t *testing.T) {
	s := newShelf(t)
	s.has(t)
	s.has(t, func(p *product.Product) { p.Store = s.other; called("Theirs", "THEIRS-1")(p) })
	form := s.as(t, account.Owner).Get(link.NewProduct())
	p := form.Submit(t, "Save", "title", "Copy", "variants.0.sku", "tws-w").Has(t, 409, "already has the SKU tws-w")
	p.Submit(t, "Save", "variants.0.sku", "theirs-1").Has(t, 200, "is saved")
}

func TestAChangeOfAStaleFormIsRefused(t *testing.T) {
	s := newShelf(t)
	s.has(t)
	stale := s.as(t, account.Owner).Get(link.Product("TWS-W"))
	stale.Submit(t, "Save", "title", "First").Has(t, 200, "is saved")
	p := stale.Submit(t, "Save", "title", "Second").Has(t, 409, "Somebody changed this product")
	if got := p.Field(t, "title"); got != "Second" {
		t.Errorf("the title typed is shown as %q", got)
	}
}

func TestAnotherRowIsOnlyAPartForHTMX(t *testing.T) {
	s := newShelf(t)
	s.as(t, account.Owner).AsHTMX("f-variants").Post(link.NewProduct(), "add", "yes", "variants.0.sku", "A", "variants.4.sku", "B").
		Has(t, 200, "Variant 3", `name="variants.5.sku"`, "autofocus", `value="B"`).Lacks(t, "<html", "Title")
}

func TestViewersReadAProductAndCannotChangeIt(t *testing.T) {
	s := newShelf(t)
	s.has(t)
	for _, r := range []account.Role{account.Viewer, account.Finance} {
		visitor := s.as(t, r)
		visitor.Get(link.Product("TWS-W")).Has(t, 200, "TWS Earphones", "disabled").Lacks(t, "Save", "Add variant")
		visitor.Get(link.NewProduct()).Has(t, 403)
		visitor.Post(link.NewProduct(), "title", "x").Has(t, 403)
		visitor.Post(link.Product("TWS-W"), "title", "x").Has(t, 403)
	}
}

func TestAnotherStoresProductIsNotFound(t *testing.T) {
	s := newShelf(t)
	s.has(t, func(p *product.Product) { p.Store = s.other; called("Theirs", "THEIRS-1")(p) })
	owner := s.as(t, account.Owner)
	owner.Get(link.Products()).Lacks(t, "Theirs")
	for _, sku := range []string{"THEIRS-1", "nothing", " "} {
		owner.Get(link.Product(sku)).Has(t, 404)
		owner.Post(link.Product(sku), "title", "Mine").Has(t, 404)
	}
	if got, err := s.records.BySKU(t.Context(), s.other, "THEIRS-1"); err != nil || got.Title != "Theirs" {
		t.Errorf("the other store has %+v, %v", got, err)
	}
}

func TestStrangeSKUsHavePagesOfTheirOwn(t *testing.T) {
	s := newShelf(t)
	for _, sku := range []string{"a/b", "50% off", "<b>", "new", "耳机 1", "a?b#c", "a+b"} {
		s.has(t, called("Named "+sku, sku))
		p := s.as(t, account.Owner).Get(link.Product(sku)).Has(t, 200)
		if got := p.Field(t, "variants.0.sku"); got != sku {
			t.Errorf("%q leads to %q", sku, got)
		}
		p.Submit(t, "Save", "hs_code", "85").Has(t, 200, "is saved", sku)
	}
}

func TestProductsAreReadInChinese(t *testing.T) {
	s := newShelf(t)
	s.has(t, func(p *product.Product) { p.Title = strings.Repeat("耳机", 100) })
	reader := s.site.As(t, browser.Visitor(s.store, func(v *account.Visitor) { v.Person.Language = account.Chinese }))
	reader.Get(link.Products()).Has(t, 200, "商品", "库存", "未知", "内置电池", "新增商品")
	reader.Get(link.NewProduct()).Has(t, 200, "新增商品", "商品编码", "货物类型", "新增规格")
}
