package label

import (
	"fmt"
	"strings"
)

// Slip is what a packing slip says to the buyer. It is in English, with the
// Chinese names of goods for whoever packs them, and names no prices: a parcel
// may be a gift.
type Slip struct {
	Store   string // name of the seller
	Order   string // trade order number
	Ordered string // when it was placed, such as "2026-01-31"
	LP      string // logistics order number; empty for an order without one
	Waybill string
	Service string // name of the channel
	To      Party
	Note    string // of the buyer
	Lines   []SlipLine
}

// SlipLine is one kind of goods on a slip.
type SlipLine struct {
	SKU        string
	Title      string
	Attributes string
	Chinese    string
	Quantity   int // in this parcel
	Ordered    int // in the whole order
}

// slipList are the columns of the goods.
var slipList = list{
	{left: pageLeft, right: 55, name: "SKU", size: bodySize},
	{left: 55, right: 156, name: "Article", size: bodySize},
	{left: 156, right: 176, name: "In this parcel", align: centre, size: 11},
	{left: 176, right: pageRight, name: "Ordered in all", align: centre, size: bodySize},
}

// PackingSlip arranges a packing slip on as many pages as it needs.
func PackingSlip(s Slip) ([]Sheet, error) {
	f := newFlow(join(" · ", "Packing slip", s.Store, labelled("Order ", s.Order), s.LP))
	number := s.LP
	if number == "" {
		number = s.Order
	}
	f.heading("PACKING SLIP", s.Store)
	f.number(number)
	f.panels(
		panel{pageLeft, 108, "SHIP TO", addressLines(s.To)},
		panel{112, pageRight, "ORDER", []paragraph{
			{text: labelled("Order ", s.Order), bold: true}, {text: labelled("Ordered on ", s.Ordered)}, {text: labelled("Logistics order ", s.LP)},
			{text: labelled("Tracking number ", s.Waybill)}, {text: labelled("Sent by ", s.Service), keep: 2},
		}})
	f.begin(slipList)
	pieces, partial := 0, false
	for _, line := range s.Lines {
		f.row(slipList, cell(line.SKU), article(line.Title, line.Attributes, line.Chinese), strong(fmt.Sprint(line.Quantity)), cell(fmt.Sprint(line.Ordered)))
		f.line()
		pieces, partial = pieces+line.Quantity, partial || line.Quantity < line.Ordered
	}
	f.row(slipList, nil, strong("Pieces in this parcel"), strong(fmt.Sprint(pieces)), nil)
	f.closing(s, partial)
	return f.done()
}

// article is the cell that describes an article: its name, what of it was chosen, and its Chinese name.
func article(title, attributes, chinese string) []paragraph {
	return []paragraph{{text: title, bold: true, keep: 4}, {text: attributes, keep: 3}, {text: chinese, keep: 2}}
}

// addressLines are the lines of an address, as an envelope has them.
func addressLines(p Party) []paragraph {
	a := p.Address
	return []paragraph{
		{text: a.Name, bold: true, keep: 3}, {text: a.Street, keep: 4}, {text: join(", ", a.District, a.City, a.Province, a.Postal), keep: 3},
		{text: strings.ToUpper(p.Country.English)}, {text: labelled("Tel: ", phones(a)), keep: 1},
	}
}

// closing is what stands below the goods.
func (f *flow) closing(s Slip, partial bool) {
	lines := []paragraph{{text: "Please check the parcel against this list. If anything is missing or broken, please write to us about this order."}}
	if partial {
		lines = append([]paragraph{{text: "The rest of your order comes in another parcel.", bold: true}}, lines...)
	}
	f.y += 4
	if s.Note != "" {
		f.panels(panel{pageLeft, pageRight, "YOUR NOTE", []paragraph{{text: s.Note, keep: 12}}})
	}
	height := needed(pageRight-pageLeft, bodySize, lines)
	f.need(height)
	f.page().block(span(pageLeft, f.y, pageRight, f.y+height), style{size: bodySize}, lines...)
}
