// Package shipping holds the pages of shipping an order online: choosing how it
// travels (step 1) and creating its logistics order (step 2).
package shipping

import (
	"context"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/offline"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	domain "sellerdesk/internal/shipping"
	"sellerdesk/internal/tariff"
	"sellerdesk/views/link"
	"sellerdesk/views/plans"
	"sellerdesk/views/ui"
)

// ChoosePage is what Shipping, step 1, shows.
type ChoosePage struct {
	Frame    ui.Frame
	Desk     domain.Desk
	Repriced []domain.Repriced // plans that cost something else than the page showed before
	Form     ui.Form           // the choice as it was typed; the desk has every gap filled
	Offline  bool              // Offline Shipping is looked at

	Comparison offline.Comparison // of Offline Shipping with the plans
}

// number is the order's number as links carry it.
func (p ChoosePage) number() string { return string(p.Desk.Order.Number) }

// asks reports whether there is something to choose.
func (p ChoosePage) asks() bool { return p.Desk.Blocked == nil && !p.Offline }

// list is the plans to choose from.
func (p ChoosePage) list() plans.List {
	return plans.List{Plans: p.Desk.Plans, Hints: p.Desk.Hints, To: p.Desk.Order.ShipTo.Country, Choice: &plans.Choice{
		Code: p.Desk.Choice.Channel, Live: live(p), Ask: func(plan tariff.Plan) templ.Component { return confirmation(p, plan) },
	}}
}

// another reports whether a plan is chosen although the buyer chose another channel.
func (p ChoosePage) another(plan tariff.Plan) bool {
	return p.list().Chosen(plan) && p.Desk.Order.Channel != "" && !plan.BuyerChoice
}

// buyersPlan is the plan of the channel the buyer chose, if the catalogue has it.
func (p ChoosePage) buyersPlan() (tariff.Plan, bool) {
	i := slices.IndexFunc(p.Desk.Plans, func(plan tariff.Plan) bool { return plan.BuyerChoice })
	if i < 0 {
		return tariff.Plan{}, false
	}
	return p.Desk.Plans[i], true
}

// quantity is how many pieces of a line are chosen.
func (p ChoosePage) quantity(l order.LineID) int {
	n := 0
	for _, piece := range p.Desk.Choice.Pieces {
		if piece.Line == l {
			n += piece.Quantity
		}
	}
	return n
}

// fixed reports whether the quantities cannot be chosen: the new waybill goes
// into a notice that names its pieces, or nothing can be shipped.
func (p ChoosePage) fixed() bool { return !p.asks() || p.Desk.NeedsNumber != nil }

// milder is the category the products ask for, where a milder one is chosen.
func (p ChoosePage) milder() (channel.Category, bool) {
	needed := []channel.Category{p.Desk.Choice.Category}
	for _, piece := range p.Desk.Choice.Pieces {
		line, _ := p.Desk.Order.Line(piece.Line)
		needed = append(needed, line.Category, p.Desk.Items[piece.Line].Category)
	}
	strictest := channel.Strictest(needed...)
	return strictest, strictest != p.Desk.Choice.Category
}

// stock says how many pieces of a line are on the shelf.
func (p ChoosePage) stock(ctx context.Context, l order.Line) string {
	item, known := p.Desk.Items[l.ID]
	switch {
	case !known:
		return ui.T(ctx, "ship_no_product")
	case !item.Stock.Known:
		return ui.T(ctx, "ship_stock_unknown")
	}
	return ui.T(ctx, "ship_in_stock", "Count", item.Stock.OnHand)
}

// weightOf says what one piece of a line weighs, empty where nobody knows.
func (p ChoosePage) weightOf(ctx context.Context, l order.Line) string {
	if w := p.Desk.Items[l.ID].Weight; w > 0 {
		return ui.T(ctx, "ship_weight_each", "Weight", w)
	}
	return ""
}

// SeenField is the name of the field with the prices a page showed.
const SeenField = "seen"

// PiecesField is the name of the field with the quantity of a line, such as "pieces.2".
func PiecesField(l order.Line) string { return "pieces." + strconv.Itoa(l.Number) }

// Query is a choice with every gap filled as names and values of a URL: what
// step 1 settled and step 2 carries along.
func Query(o order.Order, c domain.Choice) []string {
	pairs := []string{"channel", string(c.Channel), "category", string(c.Category)}
	if c.Weight > 0 {
		pairs = append(pairs, "weight", c.Weight.Kilograms())
	}
	if !c.Size.IsZero() {
		pairs = append(pairs, "length", measure.Centimetres(c.Size.Length),
			"width", measure.Centimetres(c.Size.Width), "height", measure.Centimetres(c.Size.Height))
	}
	if c.Size.Roll {
		pairs = append(pairs, "roll", "yes")
	}
	for _, piece := range c.Pieces {
		line, _ := o.Line(piece.Line)
		pairs = append(pairs, PiecesField(line), strconv.Itoa(piece.Quantity))
	}
	if c.Agreed {
		pairs = append(pairs, "agreed", "yes")
	}
	return append(pairs, "reason", c.Reason)
}

// way leads to step 1 with the choice as it stands, looked at one way or the other.
func (p ChoosePage) way(how string) string {
	return link.With(link.Shipping(p.number()), append(Query(p.Desk.Order, p.Desk.Choice), "how", how)...)
}

// back leads to step 1 with a choice.
func back(o order.Order, c domain.Choice) string {
	return link.With(link.Shipping(string(o.Number)), Query(o, c)...)
}

// restrictions leads to Shipping Restrictions of a choice.
func restrictions(c domain.Choice) string {
	return link.Restrictions("channel", string(c.Channel), "category", string(c.Category))
}

// toBePaid leads to the logistics orders whose freight is due.
func toBePaid() string { return link.Parcels("status", string(parcel.OptionToBePaid)) }

// parcelText is the weight and the size of the parcel.
func parcelText(ctx context.Context, c domain.Choice) string {
	switch {
	case c.Weight == 0:
		return ui.T(ctx, "ship_parcel_unknown")
	case c.Size.IsZero():
		return ui.T(ctx, "ship_parcel_weight", "Weight", c.Weight.Kilograms())
	}
	return ui.T(ctx, "ship_parcel", "Weight", c.Weight.Kilograms(), "Size", c.Size)
}

// path leads from My Orders to shipping an order.
func path(ctx context.Context, o order.Order) []ui.Crumb {
	number := string(o.Number)
	return []ui.Crumb{{Text: ui.Word(ctx, ui.AllOrders), URL: link.Orders()}, {Number: number, URL: link.Order(number)}}
}
