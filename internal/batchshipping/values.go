package batchshipping

import (
	"errors"
	"strings"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/shipping"
)

// Errors about cells.
var (
	errChoice = errs.New(errs.Invalid, "batchship_no_choice")   // args: Text
	errDiffer = errs.New(errs.Invalid, "batchship_rows_differ") // args: Row
	errWeight = errs.New(errs.Invalid, "batchship_bad_weight")
	errSize   = errs.New(errs.Invalid, "batchship_bad_size")
	errAmount = errs.New(errs.Invalid, "batchship_bad_amount")
)

// once is the value of a column that an order has once, and the row it stands in. Rows
// that say different things are noted.
func (g *group) once(c Column) (string, entry) {
	text, from := "", g.entries[0]
	for _, e := range g.entries {
		switch here := g.cell(e.Line, c); {
		case here == "":
		case text == "":
			text, from = here, e
		case fold(here) != fold(text):
			g.note(e.Line, c, errDiffer.With("Row", from.Number))
		}
	}
	return text, from
}

// pick finds a text among the choices of a column; an empty one is no choice.
func pick[T any](g *group, e entry, c Column, text string, choices map[string]T) (value T) {
	if text == "" {
		return value
	}
	value, known := choices[fold(text)]
	if !known {
		g.note(e.Line, c, errChoice.With("Text", text))
	}
	return value
}

// chosen is the choice of a column that an order has once.
func chosen[T any](g *group, c Column, choices map[string]T) T {
	text, e := g.once(c)
	return pick(g, e, c, text, choices)
}

// weight reads a weight in kilograms.
func (g *group) weight(e entry, c Column, text string) measure.Weight {
	if text == "" {
		return 0
	}
	w, err := measure.ParseKilograms(strings.ReplaceAll(text, ",", "."))
	if err != nil || w < 0 {
		g.note(e.Line, c, errWeight.With("Text", text))
	}
	return w
}

// size reads three sides in centimetres, such as "20 × 15 × 4.5", or of a roll "Ø 10 × 60".
func (g *group) size(e entry, text string) measure.Size {
	if text == "" {
		return measure.Size{}
	}
	rest, roll := strings.CutPrefix(strings.TrimSuffix(strings.ToLower(text), "cm"), "ø")
	parts := strings.FieldsFunc(rest, func(r rune) bool { return strings.ContainsRune("×x*", r) })
	var sides []int64
	for _, part := range parts {
		mm, err := measure.ParseCentimetres(strings.ReplaceAll(strings.TrimSpace(part), ",", "."))
		if err == nil && mm > 0 {
			sides = append(sides, mm)
		}
	}
	switch {
	case len(sides) != len(parts):
	case roll && len(sides) == 2:
		return measure.RollOf(sides[1], sides[0])
	case !roll && len(sides) == 3:
		return measure.Size{Length: sides[0], Width: sides[1], Height: sides[2]}
	}
	g.note(e.Line, ParcelSize, errSize.With("Text", text))
	return measure.Size{}
}

// amount reads US dollars.
func (g *group) amount(e entry, text string) money.Money {
	if text == "" {
		return money.Of(0, money.USD)
	}
	m, err := money.Parse(strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(text, "US"), "$")), money.USD)
	if err != nil {
		g.note(e.Line, Value, errAmount.With("Text", text))
		return money.Of(0, money.USD)
	}
	return m
}

// choice is what step 1 of the order's own page would settle.
func (g *group) choice() shipping.Choice {
	c := shipping.Choice{
		Channel: chosen(g, Channel, g.codes), Category: chosen(g, Category, g.kinds), Agreed: chosen(g, Agreed, g.answers),
	}
	text, e := g.once(ParcelWeight)
	c.Weight = g.weight(e, ParcelWeight, text)
	text, e = g.once(ParcelSize)
	c.Size = g.size(e, text)
	c.Reason, _ = g.once(Reason)
	return c
}

// reasoned are the checks beyond which an order goes with a reason only.
var reasoned = []string{"channel", "stock", "replaces"}

// form is what step 2 of the order's own page would be filled in with; goods are the
// declared lines of the file by their numbers.
func (g *group) form(prefilled shipping.Draft) shipping.Form {
	f := prefilled.Form
	f.Reasons = map[string]string{}
	reason, _ := g.once(Reason)
	for _, code := range reasoned {
		f.Reasons[code] = reason
	}
	collection := parcel.Collection{Mode: chosen(g, Collection, g.modes), Company: chosen(g, Company, g.firms)}
	collection.Number, _ = g.once(DomesticNumber)
	collection.Note, _ = g.once(Note)
	if collection.Mode == "" {
		collection.Mode = f.Collection.Mode
	}
	f.Collection = collection
	if end := chosen(g, Undeliverable, g.ends); end != "" {
		f.Undeliverable = end
	}
	if replaced, _ := g.once(Replaces); len(prefilled.Closed) > 0 {
		last := prefilled.Closed[len(prefilled.Closed)-1].Number
		f.Replaces = strings.EqualFold(replaced, string(last))
	}
	for i := range f.Goods {
		if e, found := g.entryOf(prefilled.Order, f.Goods[i].Line); found {
			f.Goods[i] = g.declared(e, f.Goods[i])
		}
	}
	return f
}

// entryOf is the row that tells of a line of an order.
func (g *group) entryOf(o order.Order, id order.LineID) (entry, bool) {
	line, _ := o.Line(id)
	for _, e := range g.entries {
		if e.line == line.Number {
			return e, true
		}
	}
	return entry{}, false
}

// declared is a line as the row declares it. Columns the file does not have are as they are prefilled.
func (g *group) declared(e entry, prefilled parcel.Goods) parcel.Goods {
	d := prefilled
	for column, set := range map[Column]func(text string){
		NameCN:      func(text string) { d.NameCN = text },
		NameEN:      func(text string) { d.NameEN = text },
		HSCode:      func(text string) { d.HSCode = text },
		Value:       func(text string) { d.Value = g.amount(e, text) },
		Weight:      func(text string) { d.Weight = g.weight(e, Weight, text) },
		Battery:     func(text string) { d.Battery = pick(g, e, Battery, text, g.answers) },
		OnlyBattery: func(text string) { d.OnlyBattery = pick(g, e, OnlyBattery, text, g.answers) },
		Cosmetics:   func(text string) { d.Cosmetics = pick(g, e, Cosmetics, text, g.answers) },
		Special:     func(text string) { d.Special = pick(g, e, Special, text, g.answers) },
		Breakable:   func(text string) { d.Breakable = pick(g, e, Breakable, text, g.answers) },
	} {
		if _, there := g.at[column]; there {
			set(g.cell(e.Line, column))
		}
	}
	return d
}

// known is an error with a message for people.
func known(err error) (*errs.Error, bool) {
	var e *errs.Error
	found := errors.As(err, &e)
	return e, found && e.Kind != errs.Internal
}

// channelOf is the code of a channel that a cell names.
func (g *group) channelOf(text string) channel.Code { return g.codes[fold(text)] }
