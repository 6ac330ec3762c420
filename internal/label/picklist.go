package label

import (
	"cmp"
	"fmt"
	"slices"
)

// Picking is what a pick list says: what to take from the shelves for some orders.
type Picking struct {
	Store   string // name of the seller
	At      string // when it was made, such as "2026-01-31 14:05"
	Parcels int    // that are packed from it; 0 where it is of an order without one
	Lines   []PickLine
}

// PickLine is one kind of goods for one order.
type PickLine struct {
	SKU        string
	Title      string
	Attributes string
	Chinese    string
	Order      string
	Quantity   int
}

// shelf is all that is taken of one kind of goods.
type shelf struct {
	PickLine
	orders []Pick // numbers of orders with their pieces; a number stands where a SKU does
}

// shelves are the kinds of goods of some orders by their SKU, and within each the orders by their number.
func (p Picking) shelves() []shelf {
	lines := slices.Clone(p.Lines)
	slices.SortStableFunc(lines, func(a, b PickLine) int { return cmp.Or(cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.Order, b.Order)) })
	var all []shelf
	for _, line := range lines {
		if len(all) == 0 || all[len(all)-1].SKU != line.SKU {
			all = append(all, shelf{PickLine: line})
			all[len(all)-1].Quantity = 0
		}
		s := &all[len(all)-1]
		s.Quantity += line.Quantity
		if n := len(s.orders); n > 0 && s.orders[n-1].SKU == line.Order {
			s.orders[n-1].Quantity += line.Quantity
			continue
		}
		s.orders = append(s.orders, Pick{line.Order, line.Quantity})
	}
	return all
}

// pickColumns are the columns of a pick list; the first has a box to tick.
var pickColumns = list{
	{left: pageLeft, right: 20, name: ""},
	{left: 20, right: 70, name: "SKU", chinese: "货号", size: 10},
	{left: 70, right: 176, name: "Goods", chinese: "商品", size: bodySize},
	{left: 176, right: pageRight, name: "Pieces", chinese: "件数", align: centre, size: 14},
}

// orderColumns are the columns of the orders for which goods are taken.
const orderColumns = 5

// PickList arranges a pick list: goods by SKU with all pieces of them, and below
// each the orders it is for.
func PickList(p Picking) ([]Sheet, error) {
	shelves, pieces, orders := p.shelves(), 0, map[string]bool{}
	for _, line := range p.Lines {
		pieces, orders[line.Order] = pieces+line.Quantity, true
	}
	f := newFlow(join(" · ", "Pick list 拣货单", p.Store, p.At))
	sum := fmt.Sprintf("SKU: %d · Pieces 件数: %d · Orders 订单: %d", len(shelves), pieces, len(orders))
	if p.Parcels > 0 {
		sum += fmt.Sprintf(" · Parcels 包裹: %d", p.Parcels)
	}
	f.heading("PICK LIST 拣货单", join(" · ", p.Store, p.At), sum)
	f.begin(pickColumns)
	for _, s := range shelves {
		f.take(s)
	}
	return f.done()
}

// take is what is taken of one kind of goods.
func (f *flow) take(s shelf) {
	const box = 4.0
	top := f.row(pickColumns, nil, strong(s.SKU), article(s.Title, s.Attributes, s.Chinese), strong(fmt.Sprint(s.Quantity)))
	f.page().box(Rect{pageLeft + 1, top + 0.8, box, box}, thin)
	for part := range slices.Chunk(s.orders, orderColumns) {
		f.forOrders(s, part)
	}
	f.y += rowGap
	f.line()
}

// forOrders is a line of orders with the pieces for each.
func (f *flow) forOrders(s shelf, orders []Pick) {
	const height, from = 4.0, 20.0
	if f.need(height) {
		f.head(pickColumns)
		f.row(pickColumns, nil, strong(s.SKU+" (continued 续)"), nil, nil)
	}
	width := (pageRight - from) / orderColumns
	for i, o := range orders {
		room := Rect{from + float64(i)*width, f.y, width, height}
		f.page().block(room, style{size: columnSize, middle: true}, paragraph{text: o.SKU, tail: times(o.Quantity), keep: 1})
	}
	f.y += height
}
