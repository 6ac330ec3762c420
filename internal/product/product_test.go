package product_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/history"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/product"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
)

func TestProductsAreChecked(t *testing.T) {
	one := func(change func(*product.Variant)) func(*product.Product) {
		return func(p *product.Product) { change(&p.Variants[0]) }
	}
	tests := []struct {
		name   string
		change func(*product.Product)
		want   string // field: code
	}{
		{"as it should be", func(*product.Product) {}, ""},
		{"nothing declared yet", func(p *product.Product) { p.NameCN, p.NameEN, p.HSCode = "", "", "" }, ""},
		{"nothing known of a variant", one(func(v *product.Variant) { *v = product.Variant{SKU: "X"} }), ""},
		{"no title", func(p *product.Product) { p.Title = "" }, "title: product_required"},
		{"a title of 200 characters", func(p *product.Product) { p.Title = strings.Repeat("耳", 200) }, ""},
		{"a title of 201 characters", func(p *product.Product) { p.Title = strings.Repeat("耳", 201) }, "title: product_too_long"},
		{"a Chinese name of 20 characters", func(p *product.Product) { p.NameCN = strings.Repeat("耳", 20) }, ""},
		{"a Chinese name of 21 characters", func(p *product.Product) { p.NameCN = strings.Repeat("耳", 21) }, "name_cn: product_too_long"},
		{"an English name of 61 characters", func(p *product.Product) { p.NameEN = strings.Repeat("x", 61) }, "name_en: product_too_long"},
		{"an HS code with dots", func(p *product.Product) { p.HSCode = "8518.30.00.00" }, ""},
		{"an HS code with letters", func(p *product.Product) { p.HSCode = "85A8" }, "hs_code: product_hs_code_digits"},
		{"no variant", func(p *product.Product) { p.Variants = nil }, "variants: product_variants_count"},
		{"no SKU", one(func(v *product.Variant) { v.SKU = "" }), "variants.0.sku: product_required"},
		{"the same SKU twice, in other letters", one(func(v *product.Variant) { v.SKU = "tws-b" }), "variants.1.sku: product_sku_twice"},
		{"less than nothing on hand", one(func(v *product.Variant) { v.Stock.OnHand = -1 }), "variants.0.stock: product_stock_range"},
		{"30 kg", one(func(v *product.Variant) { v.Weight = 30 * measure.Kilogram }), ""},
		{"more than 30 kg", one(func(v *product.Variant) { v.Weight = 30*measure.Kilogram + 1 }), "variants.0.weight: product_weight_range"},
		{"longer than 3 m", one(func(v *product.Variant) { v.Size.Width = 3001 }), "variants.0.size: product_size_range"},
		{"worth more than 10,000 dollars", one(func(v *product.Variant) { v.Value = money.Of(10_000_01, money.USD) }), "variants.0.value: product_value_range"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			if problems := sample.Product(tt.change).Check(); len(problems) > 0 {
				got = problems.Error()
			}
			if got != tt.want {
				t.Errorf("problems %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAProductHasAHundredVariantsAtMost(t *testing.T) {
	p := sample.Product()
	for i := len(p.Variants); i < product.MaxVariants; i++ {
		p.Variants = append(p.Variants, product.Variant{SKU: fmt.Sprintf("TWS-%d", i)})
	}
	if problems := p.Check(); len(problems) > 0 {
		t.Errorf("a hundred: %v", problems)
	}
	p.Variants = append(p.Variants, product.Variant{SKU: "TWS-LAST"})
	if problems := p.Check(); len(problems) != 1 {
		t.Errorf("one more: %v", problems)
	}
}

// shelf is a store's products with their history.
type shelf struct {
	product.Service
	store  account.StoreID
	person account.PersonID
}

func newShelf(t *testing.T) shelf {
	t.Helper()
	d, clock := dbtest.New(t), sample.NewClock()
	store := dbtest.Store(t, d)
	return shelf{
		Service: product.Service{
			Records: sqlstore.NewProducts(d), History: history.NewLog(sqlstore.NewHistory(d), clock, clock.Wall), Tx: d,
		},
		store: store, person: dbtest.Member(t, d, store, "owner@example.com", account.Owner),
	}
}

func (s shelf) actions(t *testing.T, id product.ID) []string {
	t.Helper()
	entries, err := s.History.Of(t.Context(), s.store, history.About(history.Product, id))
	if err != nil {
		t.Fatal(err)
	}
	var actions []string
	for _, e := range entries {
		actions = append(actions, e.Action)
	}
	return actions
}

func TestSavingAProductIsWrittenInItsHistory(t *testing.T) {
	s := newShelf(t)
	id, err := s.Save(t.Context(), s.person, sample.Product(func(p *product.Product) { p.Store = s.store }))
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Records.Get(t.Context(), s.store, id)
	if err != nil {
		t.Fatal(err)
	}
	p.Title = "Lip balm"
	if again, err := s.Save(t.Context(), s.person, p); err != nil || again != id {
		t.Errorf("changed: %d, %v", again, err)
	}
	if diff := cmp.Diff([]string{"product_changed_entry", "product_added"}, s.actions(t, id)); diff != "" {
		t.Errorf("history (-want +got):\n%s", diff)
	}
}

func TestAWrongOrStaleProductIsNotSaved(t *testing.T) {
	s := newShelf(t)
	if _, err := s.Save(t.Context(), s.person, product.Product{Store: s.store}); errs.KindOf(err) != errs.Invalid {
		t.Errorf("an empty one: %v", err)
	}
	id, err := s.Save(t.Context(), s.person, sample.Product(func(p *product.Product) { p.Store = s.store }))
	if err != nil {
		t.Fatal(err)
	}
	stale, err := s.Records.Get(t.Context(), s.store, id)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Save(t.Context(), s.person, stale); err != nil {
		t.Fatal(err)
	}
	stale.Variants[0].SKU = "OTHER"
	if _, err := s.Save(t.Context(), s.person, stale); !errors.Is(err, product.ErrChanged) {
		t.Errorf("from an old page: %v", err)
	}
	if got := s.actions(t, id); len(got) != 2 {
		t.Errorf("the refused change is in the history: %v", got)
	}
}
