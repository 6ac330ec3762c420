package label

import (
	"fmt"

	"sellerdesk/internal/measure"
)

// HandOver is what a hand-over list says: which parcels a driver collects for a
// warehouse, or a domestic express company brings to it.
type HandOver struct {
	Store     string // name of the seller
	At        string // when it was made
	From      []string
	Warehouse string
	To        []string // address and contact of the warehouse
	Way       string   // how the parcels get there
	Domestic  bool     // by domestic express: each parcel has a number of that as well
	Parcels   []Handed
}

// Handed is one parcel on a hand-over list.
type Handed struct {
	LP, Waybill string
	Channel     string
	Country     string
	Domestic    string // company and number of domestic express
	Pieces      int
	Weight      measure.Weight // declared
}

// handColumns are the columns of a hand-over list; the last has a box to tick.
func handColumns(domestic bool) list {
	columns := list{
		{left: pageLeft, right: 21, name: "No.", chinese: "序号", align: right},
		{left: 21, right: 58, name: "Logistics order", chinese: "物流单号", size: 8.5},
		{left: 58, right: 96, name: "Waybill", chinese: "运单号", size: 8.5},
		{left: 96, right: 142, name: "Channel", chinese: "物流渠道"},
		{left: 142, right: 152, name: "To", chinese: "目的国", align: centre},
		{left: 152, right: 164, name: "Pieces", chinese: "件数", align: centre},
		{left: 164, right: 182, name: "Declared kg", chinese: "申报重量", align: right},
		{left: 182, right: pageRight, name: "Received", chinese: "已收", align: centre},
	}
	if domestic {
		columns[3].name, columns[3].chinese = "Domestic express", "国内快递"
	}
	return columns
}

// HandOverList arranges a hand-over list with its sums and places to sign.
func HandOverList(h HandOver) ([]Sheet, error) {
	f := newFlow(join(" · ", "Hand-over list 交接清单", h.Store, h.Warehouse, h.At))
	f.heading("HAND-OVER LIST 交接清单", join(" · ", h.Store, h.At), h.Way)
	f.panels(
		panel{pageLeft, 103, "FROM 寄件方", texts(h.From)},
		panel{107, pageRight, "TO WAREHOUSE 收货仓库", append([]paragraph{{text: h.Warehouse, bold: true, keep: 2}}, texts(h.To)...)})
	columns := handColumns(h.Domestic)
	f.begin(columns)
	pieces, weight := 0, measure.Weight(0)
	for i, p := range h.Parcels {
		f.hand(columns, i+1, p, h.Domestic)
		pieces, weight = pieces+p.Pieces, weight+p.Weight
	}
	f.row(columns, nil, strong(fmt.Sprintf("Parcels 包裹: %d", len(h.Parcels))), nil, nil, nil, strong(fmt.Sprint(pieces)), strong(weight.Kilograms()), nil)
	f.signatures()
	return f.done()
}

// hand is the row of one parcel.
func (f *flow) hand(columns list, number int, p Handed, domestic bool) {
	const box = 3.0
	way := p.Channel
	if domestic {
		way = p.Domestic
	}
	top := f.row(columns, cell(fmt.Sprint(number)), cell(p.LP), cell(p.Waybill), cell(way), cell(p.Country),
		cell(fmt.Sprint(p.Pieces)), cell(p.Weight.Kilograms()), nil)
	f.page().box(Rect{(182+pageRight)/2 - box/2, top + 0.5, box, box}, thin)
	f.line()
}

// texts are lines that may be cut after two lines each.
func texts(all []string) (lines []paragraph) {
	for _, text := range all {
		lines = append(lines, paragraph{text: text, keep: 2})
	}
	return lines
}

// signatures are the places where both sides sign.
func (f *flow) signatures() {
	const height, middle = 30.0, 105.0
	f.need(height + 4)
	f.y += 4
	l := f.page()
	for _, side := range []struct {
		left, right float64
		name        string
	}{{pageLeft, middle - 2, "Handed over by 交件人"}, {middle + 2, pageRight, "Received by 收件人"}} {
		l.box(span(side.left, f.y, side.right, f.y+height), thin)
		l.bold(span(side.left, f.y, side.right, f.y+6), style{size: columnSize, middle: true}, side.name)
		for i, name := range []string{"Name, signature 姓名、签字", "Parcels 包裹数", "Date and time 日期时间"} {
			y := f.y + 6 + 8*float64(i)
			l.text(span(side.left, y, side.left+34, y+7), style{size: captionSize, middle: true}, name)
			l.add(Line{side.left + 36, y + 6, side.right - 3, y + 6, thin})
		}
	}
	f.y += height
}
