package batchshipping

import (
	"strings"
	"unicode"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/order"
	"sellerdesk/internal/upload"
)

// headerRows is how far down the header is looked for.
const headerRows = 20

// header says where the columns of a file are.
type header struct {
	vocabulary
	row     int
	at      map[Column]int
	names   map[Column]string // as the file calls them
	unknown []string
}

// readHeader reads a row as the names of columns.
func (v vocabulary) readHeader(l upload.Line) header {
	h := header{vocabulary: v, row: l.Number, at: map[Column]int{}, names: map[Column]string{}}
	for i, text := range l.Cells {
		c, known := v.headers[fold(text)]
		_, twice := h.at[c]
		switch {
		case strings.TrimSpace(text) == "", v.ignored[fold(text)]:
		case !known || twice:
			h.unknown = append(h.unknown, clean(text))
		default:
			h.at[c], h.names[c] = i, clean(text)
		}
	}
	return h
}

// names an order reports whether the row is the header of an order table.
func (h header) valid() bool {
	_, number := h.at[Number]
	_, key := h.at[RowKey]
	return (number || key) && len(h.at) >= 3
}

// IsHeader tells the header of an order table, in either language.
func IsHeader(words Words) func(cells []string) bool {
	v := newVocabulary(words, nil)
	return func(cells []string) bool { return v.readHeader(upload.Line{Cells: cells}).valid() }
}

func (v vocabulary) findHeader(lines []upload.Line) (header, []upload.Line, error) {
	for i, l := range lines[:min(len(lines), headerRows)] {
		if h := v.readHeader(l); h.valid() {
			return h, lines[i+1:], nil
		}
	}
	return header{}, nil, ErrHeader
}

// clean is a text on one line, without control characters.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) || r == '\uFEFF' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	return strings.Join(strings.Fields(text), " ")
}

// cell is the text of a column in a row.
func (h header) cell(l upload.Line, c Column) string {
	at, known := h.at[c]
	if !known {
		return ""
	}
	return clean(l.Cell(at))
}

// entry is a row of the file that tells of a line of an order.
type entry struct {
	upload.Line
	line int // number of the order's line; 0: the row names none
}

// group is the rows of an order, in the order of the file, and what is wrong with them.
type group struct {
	header
	number  order.Number // empty: the file has none
	text    string       // as the file has it
	entries []entry
	notes   []upload.Note
}

// note adds what is wrong with a cell. A cell has one note.
func (g *group) note(l upload.Line, c Column, e *errs.Error) {
	if !g.noted(l.Number, c) {
		g.notes = append(g.notes, upload.NoteOf(e).At(l.Number, g.names[c]))
	}
}

func (g *group) noted(row int, c Column) bool {
	for _, n := range g.notes {
		if n.Row == row && n.Column == g.names[c] && g.names[c] != "" {
			return true
		}
	}
	return false
}

// groups collects the rows of each order, in the order of the file.
func (h header) groups(lines []upload.Line) []*group {
	var groups []*group
	of := map[order.Number]*group{}
	for _, l := range lines {
		number, line, wrong := h.identify(l)
		g, known := of[number]
		if !known || number == "" {
			g = &group{header: h, number: number, text: h.cell(l, Number)}
			groups, of[number] = append(groups, g), g
		}
		if wrong != nil {
			g.note(l, Number, wrong)
		}
		g.distrust(l)
		g.entries = append(g.entries, entry{l, line})
	}
	return groups
}

// Errors about the place of a row.
var (
	errNoNumber = errs.New(errs.Invalid, "batchship_no_number")
	errOtherKey = errs.New(errs.Invalid, "batchship_other_key") // the number is not the one the row was exported with
)

// identify finds out which line of which order a row tells of: by its hidden key, and by
// the number and the line that people see.
func (h header) identify(l upload.Line) (order.Number, int, *errs.Error) {
	seen, err := order.ParseNumber(h.cell(l, Number))
	key, line := splitKey(h.cell(l, RowKey))
	if line == 0 {
		line = whole(h.cell(l, Line))
	}
	switch {
	case err == nil && key != "" && key != seen:
		return "", 0, errOtherKey.With("Number", string(seen), "Key", string(key))
	case err == nil:
		return seen, line, nil
	case key != "" && h.cell(l, Number) == "":
		return key, line, nil
	case h.cell(l, Number) == "":
		return "", 0, errNoNumber
	}
	return "", 0, order.ErrNumber.With("Text", h.cell(l, Number))
}

// splitKey reads a key; what is none names nothing.
func splitKey(text string) (order.Number, int) {
	number, line, _ := strings.Cut(text, "-")
	n, err := order.ParseNumber(number)
	if err != nil || whole(line) == 0 {
		return "", 0
	}
	return n, whole(line)
}

// whole is a number from 1 to 9,999; 0 is none.
func whole(text string) int {
	if len(text) > len("9999") || text == "" || strings.Trim(text, "0123456789") != "" {
		return 0
	}
	n := 0
	for _, digit := range text {
		n = n*10 + int(digit-'0')
	}
	return n
}

// distrust notes the cells of a row that cannot be trusted.
func (g *group) distrust(l upload.Line) {
	for _, s := range specs {
		at, known := g.at[s.column]
		if problem := l.Problems[at]; known && problem != nil {
			g.note(l, s.column, problem)
		}
	}
}
