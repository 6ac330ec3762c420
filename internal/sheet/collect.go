package sheet

import (
	"strings"
	"unicode/utf16"

	"sellerdesk/internal/errs"
)

// collector gathers the rows of a table and keeps them within the limits.
type collector struct {
	rows   []Row
	hidden []int // numbers of the rows that are not shown
	row    Row
	cells  int // that hold anything, in all rows
	text   int // bytes of their texts
}

// begin starts the row with the given number.
func (c *collector) begin(number int) { c.row = Row{Number: number} }

// put sets the text of a cell of the present row, and its problem if there is one.
// Columns arrive in ascending order.
func (c *collector) put(column int, value string, problem *errs.Error) error {
	if value == "" && problem == nil {
		return nil
	}
	c.cells++
	c.text += len(value)
	switch {
	case column >= MaxColumns:
		return ErrColumns.With("Max", MaxColumns)
	case c.cells > MaxCells:
		return ErrCells.With("Max", MaxCells)
	case c.text > maxText:
		return ErrTooLarge.With("Max", MaxBytes>>20)
	case length(value) > MaxCellLength:
		return ErrCellLength.With("Cell", Cell(c.row.Number, column), "Max", MaxCellLength)
	}
	for len(c.row.Cells) < column {
		c.row.Cells = append(c.row.Cells, "")
	}
	c.row.Cells = append(c.row.Cells, value)
	if problem != nil {
		c.row.tell(column, problem)
	}
	return nil
}

// tell names a cell that cannot be trusted, be it empty.
func (r *Row) tell(column int, problem *errs.Error) {
	for len(r.Cells) <= column {
		r.Cells = append(r.Cells, "")
	}
	if r.Problems == nil {
		r.Problems = map[int]*errs.Error{}
	}
	r.Problems[column] = problem
}

// end keeps the present row unless it holds nothing but blanks.
func (c *collector) end(hidden bool) error {
	blank := !anyText(c.row.Cells) && c.row.Problems == nil
	if blank {
		return nil
	}
	if len(c.rows) == MaxRows {
		return ErrRows.With("Max", MaxRows)
	}
	c.rows = append(c.rows, c.row)
	if hidden {
		c.hidden = append(c.hidden, c.row.Number)
	}
	return nil
}

func anyText(cells []string) bool {
	for _, text := range cells {
		if strings.TrimSpace(text) != "" {
			return true
		}
	}
	return false
}

// length counts the characters of a text as Excel does: those beyond U+FFFF are two.
func length(text string) int {
	n := 0
	for _, r := range text {
		n += utf16.RuneLen(r)
	}
	return n
}
