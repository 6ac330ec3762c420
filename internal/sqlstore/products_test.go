package sqlstore_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/money"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/product"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
)

// addProduct stores a changed sample product and returns it as it is stored.
func addProduct(t testing.TB, s *sqlstore.Products, store account.StoreID, change ...func(*product.Product)) product.Product {
	t.Helper()
	p := sample.Product(append([]func(*product.Product){func(p *product.Product) { p.Store = store }}, change...)...)
	id, err := s.Insert(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	p, err = s.Get(context.Background(), store, id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// called gives a product a title, and one variant with a SKU.
func called(title, sku string) func(*product.Product) {
	return func(p *product.Product) {
		p.Title, p.Variants = title, p.Variants[:1]
		p.Variants[0].SKU = sku
	}
}

func TestProductsComeBackAsTheyWere(t *testing.T) {
	d := dbtest.New(t)
	s, store := sqlstore.NewProducts(d), dbtest.Store(t, d)
	want := sample.Product(func(p *product.Product) { p.Store = store })
	id, err := s.Insert(t.Context(), want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Get(t.Context(), store, id)
	ignoreIDs := cmp.Options{cmpopts.IgnoreFields(product.Product{}, "ID"), cmpopts.IgnoreFields(product.Variant{}, "ID", "Product")}
	if diff := cmp.Diff(want, got, ignoreIDs); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	bySKU, err := s.BySKU(t.Context(), store, " tws-b ")
	if diff := cmp.Diff(got, bySKU); diff != "" || err != nil {
		t.Errorf("by SKU: %v (-want +got):\n%s", err, diff)
	}
}

func TestChangesOfAProductAreKept(t *testing.T) {
	d := dbtest.New(t)
	s, store := sqlstore.NewProducts(d), dbtest.Store(t, d)
	p := addProduct(t, s, store)
	p.Title, p.Category, p.NameCN, p.NameEN, p.HSCode = "Lip balm", channel.NonLiquidCosmetics, "润唇膏", "Lip balm", "3304"
	p.Variants[0].SKU, p.Variants[0].Stock, p.Variants[0].Value = "BALM-1", product.Stock{}, money.Money{}
	p.Variants = append(p.Variants, product.Variant{SKU: "BALM-2", Weight: 15, Product: p.ID, Version: 1})
	if err := s.Update(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	got, err := s.Get(t.Context(), store, p.ID)
	p.Version++
	p.Variants[0].Version++
	p.Variants[1].Version++
	p.Variants[2].ID = got.Variants[len(got.Variants)-1].ID
	if diff := cmp.Diff(p, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestProductsErrors(t *testing.T) {
	d := dbtest.New(t)
	s, store, other := sqlstore.NewProducts(d), dbtest.Store(t, d), dbtest.Store(t, d)
	ctx := t.Context()
	stale := addProduct(t, s, store)
	balm := addProduct(t, s, store, called("Lip balm", "BALM-1"))
	if err := s.Update(ctx, stale); err != nil {
		t.Fatal(err)
	}
	balm.Variants[0].SKU = "tws-w"
	foreign := stale
	foreign.Store, foreign.Version = other, 2
	stranger := addProduct(t, s, other)
	stranger.Variants[0].ID = stale.Variants[0].ID
	tests := []struct {
		name string
		err  error
		want error
	}{
		{"same SKU in other letters", second(s.Insert(ctx, sample.Product(func(p *product.Product) {
			p.Store = store
			p.Variants[0].SKU = "tws-W"
		}))), product.ErrDuplicate},
		{"changed to a SKU that exists", s.Update(ctx, balm), product.ErrDuplicate},
		{"unknown id", second(s.Get(ctx, store, 99)), product.ErrNotFound},
		{"another store's id", second(s.Get(ctx, other, stale.ID)), product.ErrNotFound},
		{"unknown SKU", second(s.BySKU(ctx, store, "NONE")), product.ErrNotFound},
		{"another store's SKU", second(s.BySKU(ctx, other, "BALM-1")), product.ErrNotFound},
		{"changed meanwhile", s.Update(ctx, stale), product.ErrChanged},
		{"another store's product", s.Update(ctx, foreign), product.ErrChanged},
		{"another store's variant", s.Update(ctx, stranger), product.ErrChanged},
	}
	for _, tt := range tests {
		if !errors.Is(tt.err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, tt.err, tt.want)
		}
	}
}

func TestVariantsAreFoundByTheSKUsOfAnOrder(t *testing.T) {
	d := dbtest.New(t)
	s, store, other := sqlstore.NewProducts(d), dbtest.Store(t, d), dbtest.Store(t, d)
	p := addProduct(t, s, store)
	addProduct(t, s, other, called("Lip balm", "BALM-1"))
	addProduct(t, s, store, called("Пряжа", "ПРЯЖА-1"))
	got, err := s.ForSKUs(t.Context(), store, []string{"tws-w", "TWS-W ", "TWS-B", "BALM-1", "пряжа-1", "", "tws-w"})
	if err != nil {
		t.Fatal(err)
	}
	want := product.Item{Variant: p.Variants[0], Title: p.Title, Category: p.Category, NameCN: p.NameCN, NameEN: p.NameEN, HSCode: p.HSCode}
	for _, sku := range []string{"tws-w", "TWS-W "} {
		if diff := cmp.Diff(want, got[sku]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", sku, diff)
		}
	}
	if len(got) != 4 || got["TWS-B"].ID != p.Variants[1].ID || got["пряжа-1"].SKU != "ПРЯЖА-1" {
		t.Errorf("found %+v", got)
	}
	if none, err := s.ForSKUs(t.Context(), store, nil); err != nil || len(none) > 0 {
		t.Errorf("of no SKUs: %v, %v", none, err)
	}
}

func TestStockFollowsOrdersAndShipments(t *testing.T) {
	d := dbtest.New(t)
	s, store, other := sqlstore.NewProducts(d), dbtest.Store(t, d), dbtest.Store(t, d)
	p := addProduct(t, s, store)
	counted, uncounted := p.Variants[0].ID, p.Variants[1].ID
	steps := []struct {
		name                string
		change              func(context.Context, account.StoreID, map[product.VariantID]int) error
		store               account.StoreID
		pieces              map[product.VariantID]int
		counted, notCounted product.Stock
	}{
		{"two orders", s.Reserve, store, map[product.VariantID]int{counted: 5, uncounted: 2}, product.Stock{Known: true, OnHand: 120, Reserved: 5}, product.Stock{Reserved: 2}},
		{"one cancelled", s.Reserve, store, map[product.VariantID]int{counted: -2}, product.Stock{Known: true, OnHand: 120, Reserved: 3}, product.Stock{Reserved: 2}},
		{"shipped", s.Ship, store, map[product.VariantID]int{counted: 3, uncounted: 1}, product.Stock{Known: true, OnHand: 117}, product.Stock{Reserved: 1}},
		{"shipped more than is there", s.Ship, store, map[product.VariantID]int{counted: 200}, product.Stock{Known: true}, product.Stock{Reserved: 1}},
		{"freed more than was reserved", s.Reserve, store, map[product.VariantID]int{uncounted: -5}, product.Stock{Known: true}, product.Stock{}},
		{"another store", s.Reserve, other, map[product.VariantID]int{counted: 5}, product.Stock{Known: true}, product.Stock{}},
		{"another store's shipment", s.Ship, other, map[product.VariantID]int{counted: 5}, product.Stock{Known: true}, product.Stock{}},
	}
	for _, step := range steps {
		if err := step.change(t.Context(), step.store, step.pieces); err != nil {
			t.Fatal(err)
		}
		got, err := s.Get(t.Context(), store, p.ID)
		if err != nil || got.Variants[0].Stock != step.counted || got.Variants[1].Stock != step.notCounted {
			t.Errorf("%s: %+v and %+v, %v", step.name, got.Variants[0].Stock, got.Variants[1].Stock, err)
		}
	}
}

func TestProductsAreFoundByPartOfTitleOrSKU(t *testing.T) {
	d := dbtest.New(t)
	s, store, other := sqlstore.NewProducts(d), dbtest.Store(t, d), dbtest.Store(t, d)
	addProduct(t, s, store, called("Cotton yarn 50% off", "YARN_1"))
	addProduct(t, s, store, called("Хлопковая Пряжа", "yarn-2"))
	addProduct(t, s, store, called(`Back\slash`, "B1"))
	addProduct(t, s, other, called("Cotton yarn", "YARN_9"))
	for text, want := range map[string]int{
		"": 3, "yarn": 2, "COTTON": 1, "пряжа": 1, "yarn_": 1, "50%": 1, "%": 1, "_": 1, `\`: 1, "xyz": 0, "  cotton  ": 1,
	} {
		page, err := s.List(t.Context(), product.Filter{Store: store, Text: text})
		if err != nil || len(page.Rows) != want {
			t.Errorf("%q finds %d, want %d, %v", text, len(page.Rows), want, err)
		}
	}
}

func TestProductsAreListedPageByPage(t *testing.T) {
	d := dbtest.New(t)
	s, store := sqlstore.NewProducts(d), dbtest.Store(t, d)
	for i := range paging.Size + 10 {
		addProduct(t, s, store, called("Yarn", fmt.Sprintf("YARN-%d", i)))
	}
	first, err := s.List(t.Context(), product.Filter{Store: store})
	if err != nil || len(first.Rows) != paging.Size || !first.Prev.IsZero() || first.Next.IsZero() {
		t.Fatalf("first page: %d rows, %+v, %+v, %v", len(first.Rows), first.Prev, first.Next, err)
	}
	if sku := first.Rows[0].Variants[0].SKU; sku != fmt.Sprintf("YARN-%d", paging.Size+9) {
		t.Errorf("the newest is %s", sku)
	}
	second, err := s.List(t.Context(), product.Filter{Store: store, Cursor: first.Next})
	if err != nil || len(second.Rows) != 10 || second.Rows[9].Variants[0].SKU != "YARN-0" || !second.Next.IsZero() {
		t.Fatalf("second page: %d rows, %+v, %v", len(second.Rows), second.Next, err)
	}
	back, err := s.List(t.Context(), product.Filter{Store: store, Cursor: second.Prev})
	if diff := cmp.Diff(first, back); diff != "" || err != nil {
		t.Errorf("back on the first page: %v (-want +got):\n%s", err, diff)
	}
}
