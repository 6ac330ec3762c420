package sqlstore

import (
	"context"
	"fmt"
	"strings"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/money"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/product"
)

// Products are the products of all stores.
type Products struct{ db *db.DB }

// NewProducts returns the products of a database.
func NewProducts(d *db.DB) *Products { return &Products{d} }

const productColumns = `id, store_id, title, category, name_cn, name_en, hs_code, version`

func scanProduct(r db.Row) (p product.Product, err error) {
	err = r.Scan(&p.ID, &p.Store, &p.Title, &p.Category, &p.NameCN, &p.NameEN, &p.HSCode, &p.Version)
	return p, err
}

const variantColumns = `id, product_id, sku, attributes, stock, reserved, grams, length_mm, width_mm, height_mm, value_minor, version`

func scanVariant(r db.Row) (v product.Variant, err error) {
	var stock *int
	var value int64
	err = r.Scan(&v.ID, &v.Product, &v.SKU, &v.Attributes, &stock, &v.Stock.Reserved, &v.Weight,
		&v.Size.Length, &v.Size.Width, &v.Size.Height, &value, &v.Version)
	if stock != nil {
		v.Stock.Known, v.Stock.OnHand = true, *stock
	}
	if value != 0 {
		v.Value = money.Of(value, money.USD)
	}
	return v, err
}

// List returns a page of products with their variants, the newest first.
func (s *Products) List(ctx context.Context, f product.Filter) (paging.Page[product.Product], error) {
	q := s.db.Select(productColumns).From("products")
	q.Where(q.Equal("store_id", f.Store))
	if text := strings.ToLower(strings.TrimSpace(f.Text)); text != "" {
		pattern := "%" + likeEscape(text) + "%"
		q.Where("(title_folded LIKE " + q.Var(pattern) + ` ESCAPE '\' OR id IN (
			SELECT product_id FROM variants WHERE store_id = ` + q.Var(f.Store) + " AND sku_folded LIKE " + q.Var(pattern) + ` ESCAPE '\'))`)
	}
	if c := f.Cursor; c.Back {
		q.Where(q.GreaterThan("id", c.ID)).OrderBy("id")
	} else {
		if !c.IsZero() {
			q.Where(q.LessThan("id", c.ID))
		}
		q.OrderBy("id DESC")
	}
	query, args := q.Limit(paging.Size + 1).Build()
	rows, err := db.All(ctx, s.db, scanProduct, query, args...)
	if err != nil {
		return paging.Page[product.Product]{}, fmt.Errorf("list products: %w", err)
	}
	page := paging.Cut(rows, f.Cursor, func(p product.Product) paging.Cursor { return paging.Cursor{ID: int64(p.ID)} })
	return page, s.addVariants(ctx, f.Store, page.Rows)
}

// likeEscape makes a text stand for itself in a LIKE pattern with ESCAPE '\'.
func likeEscape(text string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text)
}

// addVariants fills in the variants of some products with one statement.
func (s *Products) addVariants(ctx context.Context, store account.StoreID, products []product.Product) error {
	ids := make([]product.ID, len(products))
	for i, p := range products {
		ids[i] = p.ID
	}
	q := s.db.Select(variantColumns).From("variants")
	q.Where(q.Equal("store_id", store), in(q, "product_id", ids)).OrderBy("product_id", "id")
	query, args := q.Build()
	rows, err := db.All(ctx, s.db, scanVariant, query, args...)
	if err != nil {
		return fmt.Errorf("get variants: %w", err)
	}
	of := map[product.ID][]product.Variant{}
	for _, v := range rows {
		of[v.Product] = append(of[v.Product], v)
	}
	for i := range products {
		products[i].Variants = of[products[i].ID]
	}
	return nil
}

// Get returns a product of the store with its variants.
func (s *Products) Get(ctx context.Context, store account.StoreID, id product.ID) (product.Product, error) {
	p, err := db.One(ctx, s.db, scanProduct, `
		SELECT `+productColumns+`
		FROM products
		WHERE store_id = ? AND id = ?`, store, id)
	if p, err = found(p, err, product.ErrNotFound); err != nil {
		return product.Product{}, err
	}
	one := []product.Product{p}
	err = s.addVariants(ctx, store, one)
	return one[0], err
}

// BySKU returns the product that has a SKU.
func (s *Products) BySKU(ctx context.Context, store account.StoreID, sku string) (product.Product, error) {
	id, err := db.One(ctx, s.db, func(r db.Row) (id product.ID, err error) {
		err = r.Scan(&id)
		return id, err
	}, `
		SELECT product_id
		FROM variants
		WHERE store_id = ? AND sku_folded = ?`, store, strings.ToLower(strings.TrimSpace(sku)))
	if id, err = found(id, err, product.ErrNotFound); err != nil {
		return product.Product{}, err
	}
	return s.Get(ctx, store, id)
}

// ForSKUs returns the variants with some SKUs, by SKU as it was asked for.
func (s *Products) ForSKUs(ctx context.Context, store account.StoreID, skus []string) (map[string]product.Item, error) {
	asked := map[string][]string{}
	var folded []string
	for _, sku := range skus {
		key := strings.ToLower(strings.TrimSpace(sku))
		if _, known := asked[key]; !known {
			folded = append(folded, key)
		}
		asked[key] = append(asked[key], sku)
	}
	q := s.db.Select("v.id, v.product_id, v.sku, v.attributes, v.stock, v.reserved, v.grams, v.length_mm, v.width_mm, v.height_mm, v.value_minor, v.version, " +
		"p.title, p.category, p.name_cn, p.name_en, p.hs_code").From("variants v")
	q.Join("products p", "p.store_id = v.store_id", "p.id = v.product_id")
	q.Where(q.Equal("v.store_id", store), in(q, "v.sku_folded", folded))
	query, args := q.Build()
	rows, err := db.All(ctx, s.db, scanItem, query, args...)
	if err != nil {
		return nil, fmt.Errorf("get variants by SKU: %w", err)
	}
	items := map[string]product.Item{}
	for _, item := range rows {
		for _, sku := range asked[strings.ToLower(item.SKU)] {
			items[sku] = item
		}
	}
	return items, nil
}

// tail scans the last columns of a row after another scan function took the first ones.
type tail struct {
	row  db.Row
	more []any
}

func (t tail) Scan(dest ...any) error { return t.row.Scan(append(dest, t.more...)...) }

func scanItem(r db.Row) (item product.Item, err error) {
	item.Variant, err = scanVariant(tail{r, []any{&item.Title, &item.Category, &item.NameCN, &item.NameEN, &item.HSCode}})
	return item, err
}

// Insert stores a product with its variants.
func (s *Products) Insert(ctx context.Context, p product.Product) (product.ID, error) {
	var id product.ID
	err := s.db.InTx(ctx, func(ctx context.Context) (err error) {
		id, err = db.Insert[product.ID](ctx, s.db, `
			INSERT INTO products (store_id, title, title_folded, category, name_cn, name_en, hs_code)
			VALUES (?, ?, ?, ?, ?, ?, ?)
			RETURNING id`, p.Store, p.Title, strings.ToLower(p.Title), p.Category, p.NameCN, p.NameEN, p.HSCode)
		if err != nil {
			return fmt.Errorf("insert product: %w", err)
		}
		for _, v := range p.Variants {
			if err := s.insertVariant(ctx, p.Store, id, v); err != nil {
				return err
			}
		}
		return nil
	})
	return id, err
}

func (s *Products) insertVariant(ctx context.Context, store account.StoreID, id product.ID, v product.Variant) error {
	_, err := s.db.Exec(ctx, `
		INSERT INTO variants (store_id, product_id, sku, sku_folded, attributes, stock, reserved, grams, length_mm, width_mm, height_mm, value_minor)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		store, id, v.SKU, strings.ToLower(v.SKU), v.Attributes, stock(v), v.Stock.Reserved, v.Weight,
		v.Size.Length, v.Size.Width, v.Size.Height, v.Value.Minor)
	if db.IsUnique(err, "variants.sku_folded") {
		return product.ErrDuplicate.With("SKU", v.SKU)
	}
	return err
}

// stock is the stock of a variant for its column: NULL when it is unknown.
func stock(v product.Variant) *int {
	if !v.Stock.Known {
		return nil
	}
	return &v.Stock.OnHand
}

// Update stores a product and its variants if nobody changed the product since
// it was read. New variants are added; none is removed, since orders refer to them.
func (s *Products) Update(ctx context.Context, p product.Product) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		err := changed(product.ErrChanged)(s.db.Exec(ctx, `
			UPDATE products
			SET title = ?, title_folded = ?, category = ?, name_cn = ?, name_en = ?, hs_code = ?, version = version + 1
			WHERE store_id = ? AND id = ? AND version = ?`,
			p.Title, strings.ToLower(p.Title), p.Category, p.NameCN, p.NameEN, p.HSCode, p.Store, p.ID, p.Version))
		if err != nil {
			return err
		}
		for _, v := range p.Variants {
			if v.ID == 0 {
				err = s.insertVariant(ctx, p.Store, p.ID, v)
			} else {
				err = s.updateVariant(ctx, p.Store, v)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Products) updateVariant(ctx context.Context, store account.StoreID, v product.Variant) error {
	err := changed(product.ErrChanged)(s.db.Exec(ctx, `
		UPDATE variants
		SET sku = ?, sku_folded = ?, attributes = ?, stock = ?, grams = ?, length_mm = ?, width_mm = ?, height_mm = ?,
		    value_minor = ?, version = version + 1
		WHERE store_id = ? AND id = ? AND product_id = ?`,
		v.SKU, strings.ToLower(v.SKU), v.Attributes, stock(v), v.Weight, v.Size.Length, v.Size.Width, v.Size.Height,
		v.Value.Minor, store, v.ID, v.Product))
	if db.IsUnique(err, "variants.sku_folded") {
		return product.ErrDuplicate.With("SKU", v.SKU)
	}
	return err
}

// Reserve keeps pieces for orders that were paid; negative numbers free them.
func (s *Products) Reserve(ctx context.Context, store account.StoreID, pieces map[product.VariantID]int) error {
	for id, n := range pieces {
		_, err := s.db.Exec(ctx, `
			UPDATE variants
			SET reserved = CASE WHEN reserved + ? < 0 THEN 0 ELSE reserved + ? END
			WHERE store_id = ? AND id = ?`, n, n, store, id)
		if err != nil {
			return fmt.Errorf("reserve stock of variant %d: %w", id, err)
		}
	}
	return nil
}

// Ship takes pieces off the shelf, and off what is reserved; what is not there is not taken.
func (s *Products) Ship(ctx context.Context, store account.StoreID, pieces map[product.VariantID]int) error {
	for id, n := range pieces {
		_, err := s.db.Exec(ctx, `
			UPDATE variants
			SET stock = CASE WHEN stock < ? THEN 0 ELSE stock - ? END,
			    reserved = CASE WHEN reserved < ? THEN 0 ELSE reserved - ? END
			WHERE store_id = ? AND id = ?`, n, n, n, n, store, id)
		if err != nil {
			return fmt.Errorf("take stock of variant %d: %w", id, err)
		}
	}
	return nil
}
