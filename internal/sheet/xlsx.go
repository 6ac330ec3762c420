package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
)

const (
	maxParts   = 2_000 // files within an Excel file
	maxStrings = MaxCells
	maxStyles  = 65_490 // cell styles, Excel's own limit
)

// book is an Excel file that is being read.
type book struct {
	parts    map[string]*zip.File // by name in lower case
	budget   budget
	sheets   []part            // that are not hidden, in order
	targets  map[string]string // parts of the workbook: sheets by their id, styles and shared texts by their kind
	strings  []string          // the texts that cells share
	dates    map[int]bool      // cell styles that show a date or a time
	from1904 bool              // days count from 1904, as in files of old Macs
	form     bool              // dates are problems
}

// part is a sheet: its name and the id of its relation.
type part struct{ name, id string }

// readXLSX reads the wanted sheet of an Excel file.
func readXLSX(data []byte, want wanted) (Table, error) {
	b, err := unpack(data)
	if err != nil {
		return Table{}, err
	}
	b.form = want.form
	for _, read := range []func() error{b.readWorkbook, b.readRelations, b.readStyles, b.readStrings} {
		if err := read(); err != nil {
			return Table{}, err
		}
	}
	s, err := b.choose(want.header)
	if err != nil {
		return Table{}, err
	}
	t, err := b.readSheet(b.targets[s.id])
	t.Name = s.name
	return t, err
}

// Where the names of the columns are looked for.
const (
	headerRows  = 20
	maxSearched = 50 // sheets
)

// choose returns the first sheet that has a row which header accepts, else the first.
// Sheets of charts hold no cells and are passed over.
func (b *book) choose(header func([]string) bool) (part, error) {
	sheets := slices.DeleteFunc(b.sheets, func(s part) bool { return b.targets[s.id] == "" })
	if len(sheets) == 0 {
		return part{}, ErrDamaged
	}
	if header == nil || len(sheets) == 1 {
		return sheets[0], nil
	}
	for _, s := range sheets[:min(len(sheets), maxSearched)] {
		rows, err := b.firstRows(b.targets[s.id], headerRows)
		if err != nil {
			return part{}, err
		}
		if slices.ContainsFunc(rows, func(r Row) bool { return header(r.Cells) }) {
			return s, nil
		}
	}
	return sheets[0], nil
}

// unpack lists the parts of an Excel file, and refuses what is none or may run a program.
func unpack(data []byte) (*book, error) {
	if bytes.Count(data, []byte("PK\x01\x02")) > maxParts { // before the list is built from them
		return nil, ErrUnsafe
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, ErrDamaged
	}
	b := &book{parts: map[string]*zip.File{}, budget: budget{bytes: maxUnpacked, tokens: maxTokens}}
	for _, f := range z.File {
		name := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))
		switch {
		case f.Flags&1 != 0:
			return nil, ErrPassword
		case path.Base(name) == "vbaproject.bin":
			return nil, ErrMacros
		case b.parts[name] != nil:
			return nil, ErrUnsafe
		}
		b.parts[name] = f
	}
	if b.parts["xl/workbook.xml"] == nil {
		return nil, ErrNotTable
	}
	return b, nil
}

// walk calls do for each token of a part, and reads the part to its end, where its checksum is.
func (b *book) walk(part string, do func(*walker, xml.Token) error) error {
	f := b.parts[strings.ToLower(part)]
	if f == nil {
		return ErrDamaged
	}
	r, err := f.Open()
	if err != nil {
		return ErrDamaged
	}
	defer r.Close()
	w := newWalker(r, &b.budget)
	for {
		token, err := w.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := do(w, token); err != nil {
			return err
		}
	}
}

// readWorkbook finds the sheets that are not hidden; there must be one.
func (b *book) readWorkbook() error {
	err := b.walk("xl/workbook.xml", func(w *walker, token xml.Token) error {
		start, ok := token.(xml.StartElement)
		switch {
		case !ok:
		case start.Name.Local == "workbookPr":
			b.from1904 = isOn(attribute(start, "date1904"))
		case start.Name.Local == "sheet":
			if state := attribute(start, "state"); state == "" || state == "visible" {
				b.sheets = append(b.sheets, part{attribute(start, "name"), attribute(start, "id")})
			}
		}
		return nil
	})
	if err == nil && len(b.sheets) == 0 {
		err = ErrEmpty
	}
	return err
}

// readRelations finds the parts that belong to the workbook.
func (b *book) readRelations() error {
	b.targets = map[string]string{}
	return b.walk("xl/_rels/workbook.xml.rels", func(w *walker, token xml.Token) error {
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "Relationship" {
			return nil
		}
		target, absolute := strings.CutPrefix(attribute(start, "Target"), "/")
		if !absolute {
			target = path.Join("xl", target)
		}
		switch kind := path.Base(attribute(start, "Type")); kind {
		case "worksheet":
			b.targets[attribute(start, "Id")] = target
		case "styles", "sharedStrings":
			b.targets[kind] = target
		}
		return nil
	})
}

// readStrings reads the texts that cells share; without such a part there are none.
func (b *book) readStrings() error {
	part := b.targets["sharedStrings"]
	if part == "" {
		return nil
	}
	var text strings.Builder
	return b.walk(part, func(w *walker, token xml.Token) error {
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local == "si" {
				text.Reset()
			}
		case xml.CharData:
			if w.within("t") && !w.phonetic() {
				text.Write(t)
			}
		case xml.EndElement:
			if t.Name.Local == "si" {
				if len(b.strings) == maxStrings {
					return ErrCells.With("Max", MaxCells)
				}
				b.strings = append(b.strings, unescape(text.String()))
			}
		}
		return nil
	})
}

// phonetic reports whether the text says how another is pronounced, as Excel for Japan adds it.
func (w *walker) phonetic() bool {
	return len(w.path) > 1 && w.path[len(w.path)-2] == "rPh"
}

// readStyles finds the cell styles that show a number as a date.
func (b *book) readStyles() error {
	b.dates = map[int]bool{}
	part := b.targets["styles"]
	if part == "" {
		return nil
	}
	formats, style := map[string]bool{}, 0
	return b.walk(part, func(w *walker, token xml.Token) error {
		start, ok := token.(xml.StartElement)
		switch {
		case !ok:
		case start.Name.Local == "numFmt":
			formats[attribute(start, "numFmtId")] = showsDate(attribute(start, "formatCode"))
		case start.Name.Local == "xf" && len(w.path) > 1 && w.path[len(w.path)-2] == "cellXfs":
			id := attribute(start, "numFmtId")
			own, defined := formats[id]
			b.dates[style] = own || !defined && isDate(id)
			if style++; style > maxStyles {
				return ErrUnsafe
			}
		}
		return nil
	})
}

// isDate reports whether one of Excel's own number formats shows dates or times (ECMA-376, 18.8.30).
func isDate(id string) bool {
	n, err := strconv.Atoi(id)
	return err == nil && (n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 45 && n <= 47 || n >= 50 && n <= 58)
}

// showsDate reports whether a format code has letters for parts of a date or time.
func showsDate(code string) bool { return strings.ContainsAny(bareFormat(code), "yYmMdDhHsS") }

// bareFormat is a format code without its quoted texts, escaped characters, and words in
// brackets such as colours; [h] counts hours and stays.
func bareFormat(code string) string {
	var out strings.Builder
	for i := 0; i < len(code); i++ {
		skip := ""
		switch code[i] {
		case '\\', '_', '*':
			i++
			continue
		case '"':
			skip = `"`
		case '[':
			skip = "]"
		default:
			out.WriteByte(code[i])
			continue
		}
		word, _, _ := strings.Cut(code[i+1:], skip)
		if skip == "]" && strings.Trim(word, "hHmMsS") == "" {
			out.WriteString(word)
		}
		i += len(word) + 1
	}
	return out.String()
}
