package products

import (
	"errors"
	"strconv"
	"strings"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/product"
	"sellerdesk/internal/web/form"
	views "sellerdesk/views/products"
	"sellerdesk/views/ui"
)

// next is the prefix of another row behind some.
func next(rows []string) string {
	n := 0
	if len(rows) > 0 {
		last := rows[len(rows)-1]
		i, _ := strconv.Atoi(strings.Trim(strings.TrimPrefix(last, "variants"), "."))
		n = i + 1
	}
	return views.Row(n)
}

// typed is the product as the form describes it, and the rows its variants stand
// in. New rows that were left empty are left out.
func typed(f *form.Form, p product.Product, rows []string) (product.Product, []string) {
	p.Title = f.Text("title", product.MaxTitle)
	p.Category = form.OneOf(f, "category", channel.Categories)
	p.NameCN, p.NameEN = f.Text("name_cn", product.MaxNameCN), f.Text("name_en", product.MaxNameEN)
	p.HSCode = f.Text("hs_code", product.MaxHSCode)
	if p.ID != 0 {
		p.Version = int(f.Int("version", 1, 1<<31))
	}
	stored := p.Variants
	p.Variants = nil
	var filled []string
	for _, row := range rows {
		v, known := find(stored, f.Text(row+"id", 20))
		if !known && empty(f, row) {
			continue
		}
		p.Variants, filled = append(p.Variants, variant(f, row, v)), append(filled, row)
	}
	return p, filled
}

// find returns the stored variant with an id of the form.
func find(stored []product.Variant, id string) (product.Variant, bool) {
	for _, v := range stored {
		if strconv.FormatInt(int64(v.ID), 10) == id {
			return v, true
		}
	}
	return product.Variant{}, false
}

func empty(f *form.Form, row string) bool {
	for _, name := range []string{"sku", "attributes", "stock", "weight", "length", "width", "height", "value"} {
		if f.Filled(row + name) {
			return false
		}
	}
	return true
}

// variant is a stored variant with what was typed in its row.
func variant(f *form.Form, row string, v product.Variant) product.Variant {
	v.SKU = f.Required(row+"sku", product.MaxSKU)
	v.Attributes = f.Text(row+"attributes", product.MaxAttributes)
	v.Weight = weight(f, row)
	v.Size = size(f, row)
	v.Value = money.Money{}
	if f.Filled(row + "value") {
		v.Value = f.Money(row+"value", money.USD)
	}
	if f.View().Value(row+"stock") != f.View().Value(row+"stock_was") {
		v.Stock.Known, v.Stock.OnHand = f.Filled(row+"stock"), 0
		if v.Stock.Known {
			v.Stock.OnHand = int(f.Int(row+"stock", 0, product.MaxStock))
		}
	}
	return v
}

// weight is the weight of a row in the unit that was chosen; nothing typed is unknown.
func weight(f *form.Form, row string) measure.Weight {
	unit := form.OneOf(f, row+"unit", []string{views.Grams, views.Kilograms})
	switch {
	case !f.Filled(row + "weight"):
		return 0
	case unit == views.Kilograms:
		return f.Kilograms(row + "weight")
	}
	return measure.Weight(f.Int(row+"weight", 0, product.MaxWeight))
}

// size is the size of a row; nothing typed is unknown, and one side needs the others.
func size(f *form.Form, row string) measure.Size {
	if !f.Filled(row+"length") && !f.Filled(row+"width") && !f.Filled(row+"height") {
		return measure.Size{}
	}
	return measure.Size{
		Length: f.Centimetres(row + "length"), Width: f.Centimetres(row + "width"), Height: f.Centimetres(row + "height"),
	}
}

// onForm puts the problems of variants beside the rows in which they were typed.
func onForm(err error, rows []string) error {
	var problems errs.Fields
	if !errors.As(err, &problems) {
		return err
	}
	moved := make(errs.Fields, len(problems))
	for i, p := range problems {
		moved[i] = p
		for n, row := range rows {
			if name, ok := strings.CutPrefix(p.Field, views.Row(n)); ok {
				moved[i].Field = row + fieldOf(name)
				break
			}
		}
	}
	return moved
}

// fieldOf is the field of the form for a part of a variant.
func fieldOf(name string) string {
	if name == "size" {
		return "length"
	}
	return name
}

// reserved is how many pieces paid orders wait for, by row of the form.
func reserved(f ui.Form, p product.Product, rows []string) map[string]int {
	pieces := map[string]int{}
	for _, row := range rows {
		if v, known := find(p.Variants, f.Value(row+"id")); known {
			pieces[row] = v.Stock.Reserved
		}
	}
	return pieces
}
