package catalogue

import (
	"fmt"
	"strconv"
	"strings"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/money"
)

// table is a file of tab-separated lines whose first line names the columns.
type table struct {
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
	all := strings.Split(strings.TrimRight(string(text), "\n"), "\n")
	t := table{columns: map[string]int{}}
	for i, column := range strings.Split(all[0], "\t") {
		t.columns[column] = i
	}
	for i, row := range all[1:] {
		cells := strings.Split(row, "\t")
		if len(cells) != len(t.columns) {
			return table{}, fmt.Errorf("%s line %d has %d cells, not %d", name, i+2, len(cells), len(t.columns))
		}
		t.lines = append(t.lines, cells)
	}
	return t, nil
}

// rows returns what fn makes of each line of a file. It stops at the first line that is
// not right, and reports all that is wrong with it.
func rows[T any](name string, fn func(l line, p *problems) T) ([]T, error) {
	t, err := readTable(name)
	if err != nil {
		return nil, err
	}
	var out []T
	for i, cells := range t.lines {
		var p problems
		out = append(out, fn(line{t.columns, cells}, &p))
		if err := p.err(); err != nil {
			return nil, fmt.Errorf("%s line %d: %w", name, i+2, err)
		}
	}
	return out, nil
}

// text returns a cell; a column that the table does not have is empty.
func (l line) text(column string) string {
	if i, ok := l.columns[column]; ok {
		return l.cells[i]
	}
	return ""
}

// origin returns where the line comes from and from when it holds.
func (l line) origin(p *problems) channel.Origin {
	sample := read(p, strconv.ParseBool, l.text("sample"))
	return read(p, since(l.text("source"), sample), l.text("from"))
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
