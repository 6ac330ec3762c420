// Package notices holds Fill in Shipping Notice.
package notices

import (
	"context"
	"fmt"
	"strconv"

	"sellerdesk/internal/i18n"
	"sellerdesk/internal/order"
	"sellerdesk/internal/shipping"
	"sellerdesk/views/link"
	"sellerdesk/views/ui"
)

// NoticePage is what Fill in Shipping Notice shows.
type NoticePage struct {
	Frame    ui.Frame
	Draft    shipping.NoticePage
	Channels ui.Channels // that the notices of the order may name
	Form     ui.Form
	Refused  error // why it was not filled in; nil: it was not tried, or fields are wrong
}

func (p NoticePage) number() string { return string(p.Draft.Order.Number) }

// action is where the form goes: what the notice is about stays in the address.
func (p NoticePage) action() string { return About(p.Draft) }

// About is the address of the page for what a draft is about.
func About(d shipping.NoticePage) string {
	id := ""
	if d.Form.Notice != 0 {
		id = fmt.Sprint(d.Form.Notice)
	}
	return link.ShippingNotice(string(d.Order.Number), "parcel", string(d.Form.Parcel), "notice", id)
}

// online reports whether carrier and number are those of a logistics order.
func (p NoticePage) online() bool { return p.Draft.Parcel != nil }

// changes reports whether a notice is changed, not filled in for the first time.
func (p NoticePage) changes() bool { return p.Draft.Notice != nil }

// closed reports whether the notice can no longer be changed.
func (p NoticePage) closed() bool { return p.changes() && p.Draft.ChangesLeft == 0 }

// free reports whether the seller chooses the pieces: for a new offline notice.
func (p NoticePage) free() bool { return !p.online() && !p.changes() }

// carriers are the carriers a seller may name.
func (p NoticePage) carriers(ctx context.Context) []ui.Option {
	options := []ui.Option{{Text: ui.T(ctx, "fill_choose")}}
	for _, c := range p.Draft.Carriers {
		text := c.Name
		if ui.Lang(ctx) == i18n.Chinese {
			text = c.NameCN
		}
		options = append(options, ui.Option{Value: string(c.Code), Text: text})
	}
	return options
}

// quantity is how many pieces of a line the notice is about.
func (p NoticePage) quantity(l order.LineID) int {
	n := 0
	for _, piece := range p.Draft.Pieces {
		if piece.Line == l {
			n += piece.Quantity
		}
	}
	return n
}

// PiecesField is the name of the field with the quantity of a line, such as "pieces.2".
func PiecesField(l order.Line) string { return "pieces." + strconv.Itoa(l.Number) }

// scopeKey says what the notice covers, where that is not a choice.
func (p NoticePage) scopeKey() string {
	if p.Draft.All {
		return "fill_covers_all"
	}
	return "fill_covers_part"
}
