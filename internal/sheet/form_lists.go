package sheet

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// choices are the lists that the drop-downs of a form offer, each different one once. They
// stand on a sheet of their own because a list within a drop-down may have 255 characters.
type choices struct {
	lists [][]string
	place map[string]int // in lists, by all texts of a list
}

func newChoices(columns []Column) *choices {
	c := &choices{place: map[string]int{}}
	for _, column := range columns {
		key := listKey(column.Choices)
		if _, known := c.place[key]; known || !column.Input || len(column.Choices) == 0 {
			continue
		}
		c.place[key] = len(c.lists)
		c.lists = append(c.lists, column.Choices)
	}
	return c
}

func listKey(list []string) string { return strings.Join(list, "\x00") }

// nameOf is the defined name of a list.
func (c *choices) nameOf(list []string) string { return listName(c.place[listKey(list)]) }

// listName cannot be taken for a cell.
func listName(n int) string { return fmt.Sprintf("choices_%d", n+1) }

// writeLists writes the lists side by side on a hidden sheet and names them.
func (w *formWriter) writeLists() error {
	if len(w.choices.lists) == 0 {
		return nil
	}
	for row := range longest(w.choices.lists) {
		if err := w.put(w.lists, row+1, w.styles.locked, across(w.choices.lists, row)); err != nil {
			return err
		}
	}
	for i, list := range w.choices.lists {
		if err := w.file.SetDefinedName(&excelize.DefinedName{Name: listName(i), RefersTo: w.rangeOf(i, len(list))}); err != nil {
			return err
		}
	}
	return w.file.SetSheetVisible(w.lists, false)
}

// rangeOf is the place of a list as formulas write it, such as Lists!$A$1:$A$7.
func (w *formWriter) rangeOf(list, size int) string {
	column := letters(list)
	return fmt.Sprintf("'%s'!$%s$1:$%s$%d", w.lists, column, column, size)
}

// longest is the number of texts in the longest list.
func longest(lists [][]string) int {
	n := 0
	for _, list := range lists {
		n = max(n, len(list))
	}
	return n
}

// across is the row of the sheet that holds the n-th text of each list.
func across(lists [][]string, n int) []string {
	row := make([]string, len(lists))
	for i, list := range lists {
		if n < len(list) {
			row[i] = list[n]
		}
	}
	return row
}
