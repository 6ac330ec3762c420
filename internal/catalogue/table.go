package catalogue

import (
	"fmt"
	"strconv"
	"strings"

	"sellerdesk/internal/money"
)

// table is a file of tab-separated lines whose first line names the columns.
type table struct {
	name    string
	columns map[string]int
	lines   [][]string
}

// line is one line of a table.
type line struct {
	columns map[string]int
	cells   []string
}

func readTable(name string) (table, error) {
	text, err := files.ReadFile("data/" + name)
	if err != nil {
		return table{}, err
	}
	rows := strings.Split(strings.TrimRight(string(text), "\n"), "\n")
	t := table{name: name, columns: map[string]int{}}
	for i, column := range strings.Split(rows[0], "\t") {
		t.columns[column] = i
	}
	for i, row := range rows[1:] {
		cells := strings.Split(row, "\t")
		if len(cells) != len(t.columns) {
			return table{}, fmt.Errorf("%s line %d has %d cells, not %d", name, i+2, len(cells), len(t.columns))
		}
		t.lines = append(t.lines, cells)
	}
	return t, nil
}

// each calls fn for every line, and reports all that is wrong with the first line that is not right.
func (t table) each(fn func(l line, p *problems)) error {
	for i, cells := range t.lines {
		var p problems
		fn(line{t.columns, cells}, &p)
		if err := p.err(); err != nil {
			return fmt.Errorf("%s line %d: %w", t.name, i+2, err)
		}
	}
	return nil
}

// text returns a cell; a column that the table does not have is empty.
func (l line) text(column string) string {
	if i, ok := l.columns[column]; ok {
		return l.cells[i]
	}
	return ""
}

// hundredths reads a decimal number with at most two places in hundredths; empty is nothing.
func hundredths(s string) (int64, error) {
	if s == "" {
		return 0, nil
	}
	return money.ParseDecimal(s, 2)
}

// whole reads a whole number; empty is nothing.
func whole(s string) (int64, error) {
	if s == "" {
		return 0, nil
	}
	return strconv.ParseInt(s, 10, 64)
}
