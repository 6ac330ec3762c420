package batchshipping

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/order"
	"sellerdesk/internal/preflight"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/upload"
)

// shippedLine is the line of an order with a number, if pieces of it go into the parcel.
func shippedLine(d shipping.Drafted, number int) (order.Line, bool) {
	for _, p := range d.Choice.Pieces {
		if line, _ := d.Order.Line(p.Line); line.Number == number {
			return line, true
		}
	}
	return order.Line{}, false
}

// seen is a cell that tells of the order: what stands there, and what would be exported now.
type seen struct {
	column Column
	now    string
	same   func(text string) bool
}

// told are the cells of a line as they would be exported now.
func (g *group) told(d shipping.Drafted, l order.Line) []seen {
	o, pieces := d.Order, 0
	for _, p := range d.Choice.Pieces {
		if p.Line == l.ID {
			pieces = p.Quantity
		}
	}
	text := func(now string) func(string) bool { return func(text string) bool { return text == clean(now) } }
	return []seen{
		{Quantity, strconv.Itoa(pieces), text(strconv.Itoa(pieces))},
		{BuyerChannel, string(o.Channel), func(text string) bool { return g.channelOf(text) == o.Channel }},
		{Country, string(o.ShipTo.Country), func(text string) bool {
			code, _, _ := strings.Cut(text, " ")
			return code == string(o.ShipTo.Country)
		}},
		{SKU, l.SKU, text(l.SKU)},
		{Buyer, o.Buyer.Name, text(o.Buyer.Name)},
		{Product, l.Title, text(l.Title)},
		{Attributes, l.Attributes, text(l.Attributes)},
	}
}

// compareCells compares the cells that tell of the order with what it is now. Where the
// order changed since the export, what differs must be looked at again; where it did not,
// somebody edited a locked cell: another quantity is refused, the rest is not used.
func (g *group) compareCells(d shipping.Drafted) (warnings []upload.Note) {
	version := g.cell(g.entries[0].Line, Version)
	newer := version != "" && version != strconv.Itoa(d.Order.Version)
	differs := false
	for _, e := range g.entries {
		l, ships := shippedLine(d, e.line)
		if !ships {
			continue
		}
		for _, s := range g.told(d, l) {
			at, there := g.at[s.column]
			was := g.cell(e.Line, s.column)
			if !there || s.same(was) || e.Problems[at] != nil {
				continue
			}
			differs = true
			switch {
			case newer:
				g.note(e.Line, s.column, errChanged.With("Was", was, "Is", s.now))
			case s.column == Quantity:
				g.note(e.Line, s.column, errQuantity.With("Is", s.now))
			default:
				warnings = append(warnings, upload.NoteOf(errEdited.With("Is", s.now)).At(e.Number, g.names[s.column]))
			}
		}
	}
	if newer && !differs {
		warnings = append(warnings, upload.NoteOf(errNewer))
	}
	return warnings
}

// ask notes what the form and the checks of the order's own page say.
func (g *group) ask(d shipping.Drafted) (warnings []upload.Note) {
	for _, p := range d.Problems {
		l, c := g.placeOf(d, p.Field)
		g.note(l, c, &errs.Error{Kind: errs.Invalid, Code: p.Code, Args: p.Args})
	}
	for _, c := range d.Checks {
		said := &errs.Error{Kind: errs.Conflict, Code: c.Reason, Args: c.Args}
		l, at := g.mendedAt(d, c)
		switch {
		case c.Code == "declaration" || c.Result == preflight.Pass:
		case c.Unanswered():
			g.note(l, at, said)
			g.note(l, Reason, errReason)
		case c.Result == preflight.Stop:
			g.note(l, at, said)
		default:
			warnings = append(warnings, upload.NoteOf(said))
		}
	}
	return warnings
}

// fields are the columns of the form's fields that an order has once.
var fields = map[string]Column{
	"collection": Collection, "company": Company, "number": DomesticNumber, "note": Note,
	"undeliverable": Undeliverable, "replaces": Replaces,
}

// goodsFields are the columns of the fields of a declared line.
var goodsFields = map[string]Column{
	"name_cn": NameCN, "name_en": NameEN, "value": Value, "weight": Weight, "hs_code": HSCode, "quantity": Quantity,
	"battery": Battery, "only_battery": OnlyBattery, "cosmetics": Cosmetics, "special": Special,
}

// placeOf is where the file has a field of the form; the whole order where it has none.
func (g *group) placeOf(d shipping.Drafted, field string) (upload.Line, Column) {
	first := g.entries[0].Line
	rest, isGoods := strings.CutPrefix(field, "goods.")
	if !isGoods {
		return first, fields[field]
	}
	number, name, _ := strings.Cut(rest, ".")
	at, err := strconv.Atoi(number)
	if err != nil || at >= len(d.Form.Goods) {
		return first, ""
	}
	if e, found := g.entryOf(d.Order, d.Form.Goods[at].Line); found {
		return e.Line, goodsFields[name]
	}
	return first, goodsFields[name]
}

// mended are the columns in which the answers to checks stand.
var mended = map[string]Column{
	"channel": Channel, "service": Channel, "goods": Category, "weight": ParcelWeight, "size": ParcelSize,
	"collection": Collection, "stock": Quantity, "replaces": Replaces, "value": Channel,
}

// mendedAt is where the file has what a check is about.
func (g *group) mendedAt(d shipping.Drafted, c preflight.Check) (upload.Line, Column) {
	if c.Mend == preflight.AtForm && strings.HasPrefix(c.Target, "goods.") {
		return g.placeOf(d, c.Target)
	}
	if c.Code == "channel" && d.Order.Channel == "" {
		return g.entries[0].Line, Agreed
	}
	return g.entries[0].Line, mended[c.Code]
}

// errOffer is why an order is not submitted silently at another price than the check showed.
var errOffer = errs.New(errs.Conflict, "batchship_offer_changed")

// repriced are the notes about an offer that changed since the check.
func repriced(changes []shipping.Change) []upload.Note {
	notes := []upload.Note{upload.NoteOf(errOffer)}
	for _, c := range changes {
		notes = append(notes, upload.NoteOf(errs.New(errs.Conflict, c.Key()).With("Before", c.Before, "After", c.After)))
	}
	return slices.Clip(notes)
}

// String is the group for logs.
func (g *group) String() string { return fmt.Sprint(g.number, " in ", len(g.entries), " rows") }
