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
type row struct{ description, quantity, kilograms, dollars string }

// rowsOf writes declared goods as rows.
func (t table) rowsOf(items []Item) (rows []row) {
	for _, i := range items {
		name := i.Name.English
		if t.chinese {
			name = join(" ", i.Name.English, i.Name.Chinese)
		}
		rows = append(rows, row{name, times(i.Quantity), i.Weight.Kilograms(), i.Value.Decimal()})
	}
	return rows
}

// times is a number of pieces behind a name.
func times(pieces int) string { return fmt.Sprintf(" x %d", pieces) }

// goods draws the declaration: a head, a row for each item and the totals. Items
// for which there is no room are stated together in a last row, so that the
// column still adds up.
func (l *layout) goods(t table, c Content) {
	l.upright(t.weight, t.head, t.end)
	l.upright(t.value, t.head, t.end)
	for _, y := range []float64{t.head, t.top, t.bottom, t.end} {
		l.level(y)
	}
	l.row(t, span(t.left, t.head, t.right, t.top), 7, row{"Description of Contents 物品名称", "", "kg.", "Val(US $)"})
	l.row(t, span(t.left, t.bottom, t.right, t.end), 7, row{"Total Gross Weight (Kg) 总毛重", "", c.Gross.Kilograms(), c.Total.Decimal()})
	l.items(t, c.Items)
}

// row sets one row.
func (l *layout) row(t table, r Rect, size float64, cells row) {
	l.block(span(t.left, r.Y, t.weight, r.bottom()), style{size: size, middle: true},
		paragraph{text: cells.description, tail: cells.quantity, keep: rowLines})
	l.text(span(t.weight, r.Y, t.value, r.bottom()), style{size: size, align: centre, middle: true}, cells.kilograms)
	l.text(span(t.value, r.Y, t.right, r.bottom()), style{size: size, align: centre, middle: true}, cells.dollars)
}

const (
	itemSize = 6.0 // of declared goods in points, if they fit (facts, section 6.2)
	rowLines = 2   // lines that a description may take
)

// height is the room in mm that a row needs at a size.
func (t table) height(r row, size float64) float64 {
	text, _ := Printable(r.description + r.quantity)
	width := t.weight - t.left - 2*sidePadding
	lines, _ := wrap(wordsOf(text, false), false, width/(size*mmPerPoint))
	return float64(min(len(lines), rowLines))*size*leading*mmPerPoint + 2*endPadding
}

// fits reports whether all rows have room at a size.
func (t table) fits(rows []row, size float64) bool {
	sum := 0.0
	for _, r := range rows {
		sum += t.height(r, size)
	}
	return sum <= t.bottom-t.top+slack
}

// items sets the rows of the declared goods, in one size.
func (l *layout) items(t table, items []Item) {
	rows, size := t.rowsOf(items), itemSize
	for size > smallest && !t.fits(rows, size) {
		size -= step
	}
	all, y := t.fits(rows, size), t.top
	for i, r := range rows {
		height := t.height(r, size)
		if last := size*leading*mmPerPoint + 2*endPadding; !all && y+height+last > t.bottom+slack {
			l.rest(t, Rect{t.left, y, t.right - t.left, last}, size, items[i:])
			return
		}
		l.row(t, Rect{t.left, y, t.right - t.left, height}, size, r)
		y += height
	}
}

// rest sets the last row, of all items that have none of their own.
func (l *layout) rest(t table, r Rect, size float64, items []Item) {
	sum, err := restOf(items)
	if err != nil {
		l.err = err
		return
	}
	l.row(t, r, size, sum)
}

// restOf sums up items as one row.
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
	description := fmt.Sprintf("and %d more kinds of goods 其他物品", len(items))
	return row{description, times(pieces), weight.Kilograms(), value.Decimal()}, nil
}
