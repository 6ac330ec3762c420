package shipping

import (
	"slices"
	"strconv"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/order"
	domain "sellerdesk/internal/shipping"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/web/form"
	views "sellerdesk/views/shipping"
	"sellerdesk/views/ui"
)

// Longest inputs, in characters.
const (
	longestCode   = 60
	longestReason = 200
)

// readChoice reads what step 1 settled. What is left out has the zero value,
// which the desk fills.
func readChoice(f *form.Form, o order.Order) domain.Choice {
	c := domain.Choice{
		Pieces:  readPieces(f, o),
		Channel: channel.Code(f.Text("channel", longestCode)),
		Size:    readSize(f),
		Agreed:  f.Bool("agreed"),
		Reason:  f.Text("reason", longestReason),
	}
	if f.Filled("category") {
		c.Category = form.OneOf(f, "category", channel.Categories)
	}
	if f.Filled("weight") {
		c.Weight = f.Kilograms("weight")
	}
	return c
}

// readPieces reads how many pieces of each line go into the parcel; without any
// field it is all that are free. Whether they are free the domain knows: after a
// Submit they are not, and the same post still has to be understood.
func readPieces(f *form.Form, o order.Order) []order.Pieces {
	var pieces []order.Pieces
	asked := ""
	for _, l := range o.Lines {
		name := views.PiecesField(l)
		if !f.Filled(name) {
			continue
		}
		asked = name
		if n := f.Int(name, 0, int64(l.Quantity)); n > 0 {
			pieces = append(pieces, order.Pieces{Line: l.ID, Quantity: int(n)})
		}
	}
	if asked != "" && len(pieces) == 0 && f.OK() {
		f.Problem(asked, "ship_no_pieces")
	}
	return pieces
}

// readSize reads the three sides of the parcel, all of them or none; of a roll
// that is its length, and its diameter as the width.
func readSize(f *form.Form) measure.Size {
	sides := []string{"length", "width", "height"}
	switch {
	case f.Bool("roll"):
		return measure.RollOf(f.Centimetres("length"), f.Centimetres("width"))
	case !slices.ContainsFunc(sides, f.Filled):
		return measure.Size{}
	}
	return measure.Size{Length: f.Centimetres("length"), Width: f.Centimetres("width"), Height: f.Centimetres("height")}
}

// complete adds what is missing before a logistics order can be created.
func complete(f *form.Form, d domain.Desk) {
	i := slices.IndexFunc(d.Plans, func(p tariff.Plan) bool { return p.Channel.Code == d.Choice.Channel })
	buyers := d.Order.Channel
	switch usable := i >= 0 && d.Plans[i].Available(); {
	case i < 0 || !usable && !f.Filled("channel"):
		f.Problem("channel", "ship_choose_plan")
	case !usable:
		f.Problem("channel", "ship_plan_excluded")
	case buyers != "" && buyers != d.Choice.Channel && d.Choice.Reason == "":
		f.Problem("reason", "ship_reason_missing")
	}
	if buyers == "" && !d.Choice.Agreed {
		f.Problem("agreed", "ship_agree_first")
	}
}

// shownChoice is the form of step 1 as it was typed, with the quantities the desk settled.
func shownChoice(f ui.Form, d domain.Desk) ui.Form {
	shown := ui.Form{Values: map[string][]string{}, Problems: f.Problems}
	for name, values := range f.Values {
		shown.Values[name] = values
	}
	for _, l := range d.Order.Lines {
		if name := views.PiecesField(l); shown.Value(name) == "" {
			shown.Values.Set(name, strconv.Itoa(quantity(d.Choice.Pieces, l.ID)))
		}
	}
	return shown
}

func quantity(pieces []order.Pieces, l order.LineID) int {
	n := 0
	for _, p := range pieces {
		if p.Line == l {
			n += p.Quantity
		}
	}
	return n
}
