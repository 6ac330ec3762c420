package shipping

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"sellerdesk/internal/address"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/preflight"
	domain "sellerdesk/internal/shipping"
	"sellerdesk/views/link"
	"sellerdesk/views/ui"
)

// CreatePage is what Create Logistics Order, step 2, shows.
type CreatePage struct {
	Frame   ui.Frame
	Draft   domain.Draft
	Form    ui.Form         // as prefilled or posted
	Refused error           // why a Submit was refused; nil: it was not, or fields are wrong
	Changes []domain.Change // between what was shown before and the offer of now
}

func (p CreatePage) number() string { return string(p.Draft.Order.Number) }

// action is where the form goes: the choices of step 1 stay in the address.
func (p CreatePage) action() string {
	return link.LogisticsOrder(p.number(), Query(p.Draft.Order, p.Draft.Choice)...)
}

// GoodsField is the name of a field of a declared line, such as "goods.0.name_en".
func GoodsField(i int, field string) string { return fmt.Sprintf("goods.%d.%s", i, field) }

// ReasonField is the name of the field with the reason for going on in spite of a check.
func ReasonField(check string) string { return "reason." + check }

// Flags are the names of the flags of declared goods in the form.
var Flags = []string{"battery", "only_battery", "cosmetics", "special", "breakable"}

// addresses are the entries of the address book of a kind, written out.
func (p CreatePage) addresses(k address.Kind) []ui.Option {
	var options []ui.Option
	for _, a := range p.Draft.Addresses {
		if a.Kind == k {
			options = append(options, ui.Option{Value: fmt.Sprint(a.ID), Text: written(a.Address)})
		}
	}
	return options
}

// written is an address in one line: as it is spoken of in China where it is
// written in Chinese, from small to large otherwise.
func written(a place.Address) string {
	parts := []string{a.Name, a.Street, a.District, a.City, a.Province, a.Postal, a.AnyPhone()}
	if a.Country != place.China || isLatin(a.Street+a.City) {
		return strings.Join(filled(parts), ", ")
	}
	return strings.Join(filled([]string{a.Name, a.AnyPhone(), a.Province + a.City + a.District + a.Street, a.Postal}), "，")
}

func filled(parts []string) []string {
	return slices.DeleteFunc(parts, func(s string) bool { return strings.TrimSpace(s) == "" })
}

func isLatin(s string) bool { return !strings.ContainsFunc(s, func(r rune) bool { return r > 0x24f }) }

// line is the order line a declared line is about.
func (p CreatePage) line(g parcel.Goods) order.Line {
	l, _ := p.Draft.Order.Line(g.Line)
	return l
}

// keepable reports whether a declared line can be kept as a product: its SKU has none yet.
func (p CreatePage) keepable(g parcel.Goods) bool {
	_, known := p.Draft.Items[g.Line]
	return !known && p.line(g).SKU != ""
}

// heaviest is the weight up to which a line can be declared.
func (p CreatePage) heaviest() measure.Weight {
	return max(domain.MaxLine, p.Draft.Plan.Channel.Limits.MaxWeight(p.Draft.Order.ShipTo.Country))
}

// open are the checks that did not pass, the gravest first.
func (p CreatePage) open() []preflight.Check {
	var stops, warnings []preflight.Check
	for _, c := range p.Draft.Checks {
		switch c.Result {
		case preflight.Stop:
			stops = append(stops, c)
		case preflight.Warning:
			warnings = append(warnings, c)
		case preflight.Pass:
		}
	}
	return append(stops, warnings...)
}

// passed are the checks that passed.
func (p CreatePage) passed() []preflight.Check {
	return slices.DeleteFunc(slices.Clone(p.Draft.Checks), func(c preflight.Check) bool { return c.Result != preflight.Pass })
}

// remedy is where a check is mended: the key of a link's words and its address; empty where nobody can.
func (p CreatePage) remedy(c preflight.Check) (key, url string) {
	switch c.Mend {
	case preflight.AtShipping:
		return "ship_mend_choice", back(p.Draft.Order, p.Draft.Choice)
	case preflight.AtProduct:
		if !p.isProduct(c.Target) {
			return "ship_mend_products", link.Products()
		}
		return "ship_mend_product", link.Product(c.Target)
	case preflight.AtAddress:
		return "ui_item_address_book", link.Addresses()
	case preflight.AtAccount:
		return "ui_item_deduction_account", link.DeductionAccount()
	case preflight.AtReceiver:
		return "orders_readdress", link.OrderAddress(p.number()) + "#" + ui.ID(c.Target)
	case preflight.AtMessages:
		return "ship_contact", link.Contact(p.number())
	case preflight.AtParcel:
		return "ship_mend_parcel", link.Parcel(c.Target)
	case preflight.AtPayment:
		return "parcel_option_to_be_paid", toBePaid()
	case preflight.AtOrder:
		if order.Number(c.Target) == p.Draft.Order.Number {
			return "ship_see_order", link.Order(c.Target)
		}
	case preflight.AtForm:
		return "ship_mend_field", "#" + ui.ID(c.Target)
	case preflight.Nowhere:
	}
	return "", ""
}

// isProduct reports whether a line's SKU is a product of the store.
func (p CreatePage) isProduct(sku string) bool {
	for _, item := range p.Draft.Items {
		if strings.EqualFold(item.SKU, sku) {
			return true
		}
	}
	return false
}

// mention is another order that the explanation of a check names.
type mention struct {
	Number string
	After  string // what follows it in the sentence
}

// mentions are the other orders a check names, none where it is about something else,
// and what its explanation says before the first.
func mentions(ctx context.Context, c preflight.Check) (before string, all []mention) {
	text := reasonText(ctx, c)
	named, _ := c.Args["Number"].(string)
	before, after, found := strings.Cut(text, named)
	if c.Mend != preflight.AtOrder || named == "" || !found {
		return text, nil
	}
	for _, n := range strings.Split(named, ", ") {
		all = append(all, mention{n, ","})
	}
	all[len(all)-1].After = after
	return before, all
}

// reasonText explains the outcome of a check.
func reasonText(ctx context.Context, c preflight.Check) string {
	return ui.ProblemText(ctx, errs.Problem{Code: c.Reason, Args: c.Args})
}

// changeText says what changed since the offer was shown.
func changeText(ctx context.Context, c domain.Change) string {
	return ui.T(ctx, c.Key(), "Before", c.Before, "After", c.After)
}

// labels are names of fields and their labels as they follow on the page, for the summary of what is wrong.
// Where several articles are declared, a label says of which.
func labels(ctx context.Context, goods []parcel.Goods) []string {
	pairs := []string{
		"collection", "ship_to_warehouse", "company", "ship_company", "number", "ship_domestic_number", "note", "ship_arranged_note",
		"sender", "address_kind_sender", "pickup", "address_kind_pickup", "return", "address_kind_return",
	}
	rest := []string{"undeliverable", "ship_undeliverable", "replaces", "preflight_check_replaces"}
	articles := []string{
		"name_cn", "ship_name_cn", "name_en", "ship_name_en", "value", "ship_goods_value",
		"weight", "ship_goods_weight", "hs_code", "ship_hs_code", "quantity", "ship_quantity",
	}
	for _, p := range [][]string{pairs, articles, rest} {
		for i := 1; i < len(p); i += 2 {
			p[i] = ui.T(ctx, p[i])
		}
	}
	if len(goods) == 1 {
		return slices.Concat(pairs, articles, rest)
	}
	for i, g := range goods {
		for j := 0; j < len(articles); j += 2 {
			pairs = append(pairs, GoodsField(i, articles[j]), articles[j+1]+" ("+g.SKU+")")
		}
	}
	return append(pairs, rest...)
}
