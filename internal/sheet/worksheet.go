package sheet

import (
	"encoding/xml"
	"errors"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"sellerdesk/internal/errs"
)

// maxRowNumber and maxColumn are Excel's own; a place beyond them is not Excel's.
const (
	maxRowNumber = 1 << 20
	maxColumn    = 1 << 14
)

// The depth of a row and of a cell: worksheet, sheetData, row, c.
const (
	rowDepth  = 3
	cellDepth = 4
)

// scanner reads the cells of one sheet, token by token.
type scanner struct {
	book   *book
	out    collector
	number int  // of the present row
	hidden bool // the present row
	column int  // of the present cell, from 0
	cell   cell
	merged []area
	limit  int // of rows, behind which nothing is read
}

// errEnough ends the walk through a sheet of which only the first rows are wanted.
var errEnough = errors.New("enough rows")

// cell is what the file says about a cell.
type cell struct {
	kind    string // s, inlineStr, str, b, e, d; empty or n for a number
	style   int
	formula bool
	text    strings.Builder
}

// readSheet reads the rows of a sheet.
func (b *book) readSheet(part string) (Table, error) {
	s := scanner{book: b, limit: MaxRows + 1}
	if err := b.walk(part, s.token); err != nil {
		return Table{}, err
	}
	err := s.tellMerged()
	return Table{Rows: s.out.rows, Hidden: s.out.hidden}, err
}

// firstRows reads up to n rows of a sheet.
func (b *book) firstRows(part string, n int) ([]Row, error) {
	s := scanner{book: b, limit: n}
	err := b.walk(part, s.token)
	if errors.Is(err, errEnough) {
		err = nil
	}
	return s.out.rows, err
}

func (s *scanner) token(w *walker, token xml.Token) error {
	if len(w.path) < rowDepth {
		return nil
	}
	switch t := token.(type) {
	case xml.StartElement:
		if w.path[1] == "mergeCells" {
			return s.merge(attribute(t, "ref"))
		}
		if w.path[1] == "sheetData" {
			return s.start(len(w.path), t)
		}
	case xml.EndElement:
		if w.path[1] == "sheetData" {
			return s.end(len(w.path))
		}
	case xml.CharData:
		if w.path[1] == "sheetData" && (w.within("v") || w.within("t") && !w.phonetic()) {
			s.cell.text.Write(t)
		}
	}
	return nil
}

func (s *scanner) start(depth int, t xml.StartElement) error {
	switch {
	case depth == rowDepth:
		s.hidden = isOn(attribute(t, "hidden"))
		return s.startRow(attribute(t, "r"))
	case depth == cellDepth:
		return s.startCell(t)
	case t.Name.Local == "f":
		s.cell.formula = true
	}
	return nil
}

// startRow begins a row; one without a number follows the last. Rows out of order are refused.
func (s *scanner) startRow(r string) error {
	number := s.number + 1
	if r != "" {
		n, err := strconv.Atoi(r)
		if err != nil || n < number {
			return ErrDamaged
		}
		number = n
	}
	if number > maxRowNumber {
		return ErrRows.With("Max", MaxRows)
	}
	s.number, s.column = number, -1
	s.out.begin(number)
	return nil
}

// startCell begins a cell; one without a place follows the last. Cells out of order are refused.
func (s *scanner) startCell(t xml.StartElement) error {
	column := s.column + 1
	if r := attribute(t, "r"); r != "" {
		n := columnOf(r)
		if n < column {
			return ErrDamaged
		}
		column = n
	}
	if column >= maxColumn {
		return ErrColumns.With("Max", MaxColumns)
	}
	style, _ := strconv.Atoi(attribute(t, "s")) // without a style it is 0
	s.column, s.cell = column, cell{kind: attribute(t, "t"), style: style}
	return nil
}

// columnOf is the column in a place such as "C7", from 0; negative if there is none.
func columnOf(place string) int {
	n := 0
	for _, r := range strings.ToUpper(place) {
		if r < 'A' || r > 'Z' || n > maxColumn {
			break
		}
		n = n*26 + int(r-'A') + 1
	}
	return n - 1
}

func (s *scanner) end(depth int) error {
	switch depth {
	case rowDepth:
		if len(s.out.rows) == s.limit {
			return errEnough
		}
		return s.out.end(s.hidden)
	case cellDepth:
		return s.endCell()
	}
	return nil
}

// endCell keeps the text of the present cell, and says why if it cannot be trusted.
func (s *scanner) endCell() error {
	value := s.cell.text.String()
	var problem *errs.Error
	switch s.cell.kind {
	case "s":
		shared, err := s.book.shared(value)
		if err != nil {
			return err
		}
		value = shared
	case "d":
		if value != "" && s.book.form {
			problem = ErrDay
		}
	case "inlineStr", "str":
		value = unescape(value)
	case "b":
		value = truth(value)
	case "e":
		problem = ErrValue
	default:
		value, problem = s.book.number(strings.TrimSpace(value), s.cell.style)
	}
	if s.cell.formula {
		problem = ErrFormula
	}
	if problem != nil {
		problem = problem.With("Cell", Cell(s.number, s.column), "Value", value)
	}
	return s.out.put(s.column, value, problem)
}

// shared returns the shared text with the given index. A cell without an index is empty.
func (b *book) shared(index string) (string, error) {
	if index == "" {
		return "", nil
	}
	i, err := strconv.Atoi(index)
	if err != nil || i < 0 || i >= len(b.strings) {
		return "", ErrDamaged
	}
	return b.strings[i], nil
}

// isOn reports whether an attribute says yes.
func isOn(value string) bool { return value == "1" || value == "true" }

// truth is a yes or no as Excel shows it.
func truth(value string) string {
	if value == "1" {
		return "TRUE"
	}
	return "FALSE"
}

// escaped matches a character that XML cannot hold, or the underscore of a text that looks like one.
var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescape puts characters back that Excel writes as _x000D_ (ECMA-376, 22.9.2.19).
func unescape(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	return escaped.ReplaceAllStringFunc(text, func(code string) string {
		n, _ := strconv.ParseUint(code[2:6], 16, 16) // four hexadecimal digits, so it fits
		if !utf8.ValidRune(rune(n)) {
			return code
		}
		return string(rune(n))
	})
}
