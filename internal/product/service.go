package product

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/history"
	"sellerdesk/internal/paging"
)

// Filter says which products a list holds; Store is always needed.
type Filter struct {
	Store  account.StoreID
	Text   string // part of a title, or of a SKU
	Cursor paging.Cursor
}

// Records are the stored products.
type Records interface {
	List(ctx context.Context, f Filter) (paging.Page[Product], error)
	Get(ctx context.Context, store account.StoreID, id ID) (Product, error)
	BySKU(ctx context.Context, store account.StoreID, sku string) (Product, error)
	// ForSKUs returns the variants with some SKUs, by SKU as it was asked for; letters' case does not matter.
	ForSKUs(ctx context.Context, store account.StoreID, skus []string) (map[string]Item, error)
	// Insert stores a product with its variants; ErrDuplicate when the store has a SKU already.
	Insert(ctx context.Context, p Product) (ID, error)
	// Update returns ErrChanged when somebody changed the product since it was read.
	Update(ctx context.Context, p Product) error
	// Reserve keeps pieces for orders that were paid; negative numbers free them.
	Reserve(ctx context.Context, store account.StoreID, pieces map[VariantID]int) error
	// Ship takes pieces off the shelf, and off what is reserved; what is not there is not taken.
	Ship(ctx context.Context, store account.StoreID, pieces map[VariantID]int) error
}

// Transactor runs a function in a transaction.
type Transactor interface {
	InTx(ctx context.Context, fn func(ctx context.Context) error) error
}

// Service changes products.
type Service struct {
	Records Records
	History *history.Log
	Tx      Transactor
}

// Limits of a product's texts, in characters, and of its numbers.
const (
	MaxTitle      = 200
	MaxSKU        = 50
	MaxAttributes = 200
	MaxHSCode     = 13
	MaxStock      = 9_999_999
	MaxWeight     = 30_000    // grams
	MaxSide       = 3_000     // millimetres
	MaxValue      = 10_000_00 // cents of a US dollar, as networks take it (facts, section 3)
	MaxVariants   = 100
)

// Check reports what is wrong with the product, field by field; fields of the
// variants are named "variants.0.sku".
func (p Product) Check() errs.Fields {
	var problems errs.Fields
	checkText(&problems, "title", p.Title, 1, MaxTitle)
	checkText(&problems, "name_cn", p.NameCN, 0, MaxNameCN)
	checkText(&problems, "name_en", p.NameEN, 0, MaxNameEN)
	checkText(&problems, "hs_code", p.HSCode, 0, MaxHSCode)
	if strings.Trim(p.HSCode, "0123456789. ") != "" {
		problems.Add("hs_code", "product_hs_code_digits")
	}
	if len(p.Variants) == 0 || len(p.Variants) > MaxVariants {
		problems.Add("variants", "product_variants_count", "Max", MaxVariants)
	}
	seen := map[string]bool{}
	for i, v := range p.Variants {
		problems.Merge(fmt.Sprintf("variants.%d.", i), v.check())
		folded := strings.ToLower(v.SKU)
		if seen[folded] {
			problems.Add(fmt.Sprintf("variants.%d.sku", i), "product_sku_twice")
		}
		seen[folded] = true
	}
	return problems
}

func (v Variant) check() errs.Fields {
	var problems errs.Fields
	checkText(&problems, "sku", v.SKU, 1, MaxSKU)
	checkText(&problems, "attributes", v.Attributes, 0, MaxAttributes)
	if v.Stock.OnHand < 0 || v.Stock.OnHand > MaxStock {
		problems.Add("stock", "product_stock_range", "Max", MaxStock)
	}
	if v.Weight < 0 || v.Weight > MaxWeight {
		problems.Add("weight", "product_weight_range", "Max", MaxWeight/1000)
	}
	if v.Size.Longest() > MaxSide {
		problems.Add("size", "product_size_range", "Max", MaxSide/10)
	}
	if v.Value.Minor < 0 || v.Value.Minor > MaxValue {
		problems.Add("value", "product_value_range", "Max", MaxValue/100)
	}
	return problems
}

func checkText(problems *errs.Fields, field, text string, least, most int) {
	switch n := utf8.RuneCountInString(text); {
	case n < least:
		problems.Add(field, "product_required")
	case n > most:
		problems.Add(field, "product_too_long", "Max", most, "Length", n)
	}
}

// Save checks and stores a product, a new one when its ID is 0.
func (s *Service) Save(ctx context.Context, by account.PersonID, p Product) (ID, error) {
	if err := p.Check().Err(); err != nil {
		return 0, err
	}
	err := s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
		action := "product_changed_entry"
		if p.ID == 0 {
			action = "product_added"
			p.ID, err = s.Records.Insert(ctx, p)
		} else {
			err = s.Records.Update(ctx, p)
		}
		if err != nil {
			return err
		}
		return s.History.Record(ctx, history.Entry{
			Store: p.Store, Subject: history.About(history.Product, p.ID), Actor: history.Somebody(by), Action: action,
		})
	})
	return p.ID, err
}
