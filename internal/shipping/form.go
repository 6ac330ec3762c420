package shipping

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"sellerdesk/internal/address"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/product"
)

// Limits of what is declared (facts, section 3).
const (
	MaxLines    = 50
	MaxQuantity = 999
)

// MinLine and MaxLine are the weights of a declared line; channels that take heavier
// parcels take heavier lines too.
const (
	MinLine measure.Weight = 1
	MaxLine measure.Weight = 2000
)

// The least and the most a declared line may be worth.
var (
	MinValue = money.Of(1, money.USD)
	MaxValue = money.Of(1_000_000, money.USD)
)

// check reports what is wrong with the form, field by field; fields of the
// declared lines are named like "goods.0.name_en".
func (d Draft) check() errs.Fields {
	problems := CheckCollection(d.Form.Collection, *d.Plan.Channel, d.Match.InRange)
	d.checkAddresses(&problems)
	d.checkGoods(&problems)
	if len(d.Closed) > 0 && !d.Form.Replaces {
		problems.Add("replaces", "shipping_confirm_replacement", "Number", string(d.Closed[len(d.Closed)-1].Number))
	}
	return problems
}

// addError appends what an error says to a field.
func addError(problems *errs.Fields, field string, err error) {
	var e *errs.Error
	if errors.As(err, &e) {
		*problems = append(*problems, errs.Problem{Field: field, Code: e.Code, Args: e.Args})
	}
}

func (d Draft) checkAddresses(problems *errs.Fields) {
	if _, ok := d.address(address.Sender, d.Form.Sender); !ok {
		problems.Add("sender", "shipping_choose_address")
	}
	if _, ok := d.address(address.Pickup, d.Form.Pickup); !ok {
		problems.Add("pickup", "shipping_choose_address")
	}
	switch d.Form.Undeliverable {
	case parcel.Destroy:
	case parcel.Return:
		if !d.Returnable() {
			problems.Add("undeliverable", "shipping_no_return")
		}
		if _, ok := d.address(address.Return, d.Form.Return); !ok {
			problems.Add("return", "shipping_choose_address")
		}
	default:
		problems.Add("undeliverable", "shipping_choose_undeliverable")
	}
}

// checkGoods also looks that exactly the chosen pieces are declared.
func (d Draft) checkGoods(problems *errs.Fields) {
	if len(d.Form.Goods) != len(d.Choice.Pieces) || len(d.Form.Goods) > MaxLines {
		problems.Add("goods", "shipping_lines", "Max", MaxLines)
		return
	}
	heaviest := max(MaxLine, d.Plan.Channel.Limits.MaxWeight(d.Order.ShipTo.Country))
	for i, g := range d.Form.Goods {
		p := d.Choice.Pieces[i]
		if g.Line != p.Line || g.Quantity != p.Quantity || g.Quantity > MaxQuantity {
			problems.Add(fmt.Sprintf("goods.%d.quantity", i), "shipping_quantity", "Max", MaxQuantity)
		}
		problems.Merge(fmt.Sprintf("goods.%d.", i), checkLine(g, heaviest))
	}
}

// checkLine looks at one declared line. Chinese names may hold Latin letters, English names nothing else.
func checkLine(g parcel.Goods, heaviest measure.Weight) errs.Fields {
	var problems errs.Fields
	checkText(&problems, "name_cn", g.NameCN, 1, product.MaxNameCN)
	checkText(&problems, "name_en", g.NameEN, 1, product.MaxNameEN)
	if strings.ContainsFunc(g.NameEN, func(r rune) bool { return r > unicode.MaxASCII }) {
		problems.Add("name_en", "shipping_name_in_english")
	}
	if g.Value.Currency != money.USD || g.Value.Minor < MinValue.Minor || g.Value.Minor > MaxValue.Minor {
		problems.Add("value", "shipping_value_range", "Min", MinValue, "Max", MaxValue)
	}
	if g.Weight < MinLine || g.Weight > heaviest {
		problems.Add("weight", "shipping_weight_range", "Min", MinLine.Kilograms(), "Max", heaviest.Kilograms())
	}
	checkText(&problems, "hs_code", g.HSCode, 0, product.MaxHSCode)
	if strings.Trim(g.HSCode, "0123456789. ") != "" {
		problems.Add("hs_code", "product_hs_code_digits")
	}
	return problems
}

func checkText(problems *errs.Fields, field, text string, least, most int) {
	switch n := utf8.RuneCountInString(strings.TrimSpace(text)); {
	case n < least:
		problems.Add(field, "place_required")
	case n > most:
		problems.Add(field, "shipping_too_long", "Max", most, "Length", n)
	}
}
