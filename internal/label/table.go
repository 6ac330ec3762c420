package label

import (
	"fmt"

	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
)

// table is the place of the declared goods: the column lines in mm, and the lines between its rows.
type table struct {
	left, weight, value, right float64 // description from left, kilograms from weight, dollars from value
	head, top, bottom, end     float64 // head above top, totals below bottom
	chinese                    bool    // descriptions state the Chinese name too
}

// row is one line of the declaration as printed.
type row struct{ description, kilograms, dollars string }

// rowsOf writes declared goods as rows.
func (t table) rowsOf(items []Item) (rows []row) {
	for _, i := range items {
		name := i.Name.English
		if t.chinese {
			name = join(" ", i.Name.English, i.Name.Chinese)
		}
		rows = append(rows, row{fmt.Sprintf("%s x %d", name, i.Quantity), i.Weight.Kilograms(), i.Value.Decimal()})
	}
	return rows
}

// goods draws the declaration: a head, a row for each item and the totals. Items
// for which there is no room are stated together in a last row, so that the
// column still adds up.
func (l *layout) goods(t table, c Content) {
	l.upright(t.weight, t.head, t.end)
	l.upright(t.value, t.head, t.end)
	for _, y := range []float64{t.head, t.top, t.bottom, t.end} {
		l.level(y)
	}
	l.row(t, span(t.left, t.head, t.right, t.top), 7, row{"Description of Contents 物品名称", "kg.", "Val(US $)"})
	l.row(t, span(t.left, t.bottom, t.right, t.end), 7, row{"Total Gross Weight (Kg) 总毛重", c.Gross.Kilograms(), c.Total.Decimal()})
	l.items(t, c.Items)
}

// row sets one row, which has a height of its own.
func (l *layout) row(t table, r Rect, size float64, cells row) {
	l.block(span(t.left, r.Y, t.weight, r.bottom()), style{size: size, middle: true}, paragraph{text: cells.description, keep: 1})
	l.text(span(t.weight, r.Y, t.value, r.bottom()), style{size: size, align: centre, middle: true}, cells.kilograms)
	l.text(span(t.value, r.Y, t.right, r.bottom()), style{size: size, align: centre, middle: true}, cells.dollars)
}

// itemSize is the size of declared goods in points, if they fit (facts, section 6.2).
const itemSize = 6.0

// items sets the rows of the declared goods, all of one height.
func (l *layout) items(t table, items []Item) {
	size, height := itemSize, 0.0
	for ; size >= smallest; size -= step {
		height = size*leading*mmPerPoint + 2*endPadding
		if height*float64(len(items)) <= t.bottom-t.top {
			break
		}
	}
	rows := t.rowsOf(items)
	if fit := int((t.bottom - t.top + slack) / height); len(rows) > fit {
		rest, err := restOf(items[fit-1:])
		if err != nil {
			l.err = err
			return
		}
		rows = append(rows[:fit-1], rest)
	}
	for i, r := range rows {
		l.row(t, Rect{t.left, t.top + float64(i)*height, t.right - t.left, height}, size, r)
	}
}

// restOf sums up items that have no row of their own.
func restOf(items []Item) (row, error) {
	var weight measure.Weight
	var value money.Money
	pieces := 0
	for _, i := range items {
		sum, err := value.Add(i.Value)
		if err != nil {
			return row{}, fmt.Errorf("sum up declared values: %w", err)
		}
		value, weight, pieces = sum, weight+i.Weight, pieces+i.Quantity
	}
	description := fmt.Sprintf("and %d more kinds of goods 其他物品 x %d", len(items), pieces)
	return row{description, weight.Kilograms(), value.Decimal()}, nil
}
