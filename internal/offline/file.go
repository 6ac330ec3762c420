package offline

import (
	"slices"
	"strconv"
	"strings"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
)

// Errors about a file as a whole.
var (
	ErrHeader  = errs.New(errs.Invalid, "offline_no_header")
	ErrColumns = errs.New(errs.Invalid, "offline_columns_missing")
	ErrEmpty   = errs.New(errs.Invalid, "offline_no_rows")
	ErrTooLong = errs.New(errs.Invalid, "offline_too_many_rows")
)

// MaxBytes is the size of the largest file.
const MaxBytes = 5 << 20

// EveryCountry is how files write AnyCountry.
const EveryCountry = "*"

// Column is a column of a file. Its field is the name of the form's field as well.
type Column struct {
	Field            string
	English, Chinese string // what heads it
	Required         bool   // without it no row can be read
}

// Columns are the columns of a file in the order of exports.
var Columns = []Column{
	{"carrier", "Carrier", "物流商", true},
	{"country", "Country", "国家/地区", true},
	{"up_to", "Up to (g)", "重量上限(克)", true},
	{"from", "From parcels a month", "月包裹数起", false},
	{"per_kilo", "CNY per kg", "每公斤价格(元)", true},
	{"fee", "CNY per parcel", "每件费用(元)", false},
}

// Line is a row of a file with the number it has there.
type Line struct {
	Number   int
	Cells    []string
	Problems map[int]*errs.Error // cells that cannot be trusted, by column from 0
}

// Refusal is a row of a file that cannot be taken over, and why.
type Refusal struct {
	Number   int
	Problems errs.Fields // by column
}

// File is what a file says: a whole price list, unless rows of it are refused.
type File struct {
	List    List
	Refused []Refusal
	Unknown []string // headers of columns that were left out
}

// Read reads the rows of a file. An error is about the whole file; what is wrong with a row is in Refused.
func Read(lines []Line) (File, error) {
	if len(lines) == 0 {
		return File{}, ErrHeader
	}
	h, err := readHeader(lines[0].Cells)
	switch {
	case err != nil:
		return File{}, err
	case len(lines) == 1:
		return File{}, ErrEmpty
	case len(lines)-1 > MaxRows:
		return File{}, ErrTooLong.With("Max", MaxRows)
	}
	f, first := File{Unknown: h.unknown}, map[string]int{}
	for _, line := range lines[1:] {
		p, problems := h.read(line)
		if row, again := first[p.place()]; again && len(problems) == 0 {
			problems.Add("", "offline_row_again", "Row", row)
		}
		if len(problems) > 0 {
			f.Refused = append(f.Refused, Refusal{line.Number, problems})
			continue
		}
		first[p.place()] = line.Number
		f.List = append(f.List, p)
	}
	return f, nil
}

// header says where the columns of a file are, by field.
type header struct {
	at      map[string]int
	unknown []string
}

func readHeader(cells []string) (header, error) {
	h := header{at: map[string]int{}}
	for i, text := range cells {
		field := fieldOf(text)
		_, twice := h.at[field]
		switch {
		case strings.TrimSpace(text) == "":
		case field == "" || twice:
			h.unknown = append(h.unknown, strings.TrimSpace(text))
		default:
			h.at[field] = i
		}
	}
	if len(h.at) == 0 {
		return h, ErrHeader
	}
	var missing []string
	for _, c := range Columns {
		if _, ok := h.at[c.Field]; !ok && c.Required {
			missing = append(missing, c.English+" / "+c.Chinese)
		}
	}
	if missing != nil {
		return h, ErrColumns.With("Columns", strings.Join(missing, ", "))
	}
	return h, nil
}

// fieldOf is the field that a text heads, whatever its case and blanks; empty where it heads none.
func fieldOf(text string) string {
	for _, c := range Columns {
		if key(text) == key(c.English) || key(text) == key(c.Chinese) {
			return c.Field
		}
	}
	return ""
}

// brackets are those of Chinese and English texts.
var brackets = strings.NewReplacer("（", "(", "）", ")")

// key is a header as it is compared.
func key(text string) string {
	return strings.Join(strings.Fields(strings.ToLower(brackets.Replace(text))), "")
}

// reading is a row of a file on its way to a price.
type reading struct {
	header
	line     Line
	problems errs.Fields
}

func (h header) read(line Line) (Price, errs.Fields) {
	r := reading{header: h, line: line}
	p := Price{Carrier: Name(r.text("carrier")), Country: r.country(), Version: 1}
	p.UpTo = measure.Weight(r.number("up_to", 0))
	p.From = int(r.number("from", 1))
	p.PerKilo, p.Fee = r.amount("per_kilo"), r.amount("fee")
	for _, problem := range p.Check() {
		if !r.wrong(problem.Field) {
			r.problems = append(r.problems, problem)
		}
	}
	slices.SortStableFunc(r.problems, func(a, b errs.Problem) int { return position(a.Field) - position(b.Field) })
	return p, r.problems
}

// position is where the column of a field stands in exports.
func position(field string) int {
	return slices.IndexFunc(Columns, func(c Column) bool { return c.Field == field })
}

// Name is a carrier's name without blanks at its ends and double ones within.
func Name(text string) string { return strings.Join(strings.Fields(text), " ") }

// wrong reports whether a field was found wrong already.
func (r *reading) wrong(field string) bool {
	for _, p := range r.problems {
		if p.Field == field {
			return true
		}
	}
	return false
}

// text is what stands in a column. A cell that cannot be trusted is a problem.
func (r *reading) text(field string) string {
	at, ok := r.at[field]
	if !ok {
		return ""
	}
	if p := r.line.Problems[at]; p != nil {
		r.problems = append(r.problems, errs.Problem{Field: field, Code: p.Code, Args: p.Args})
		return ""
	}
	if at >= len(r.line.Cells) {
		return ""
	}
	return strings.TrimSpace(r.line.Cells[at])
}

func (r *reading) country() place.Country {
	text := r.text("country")
	if text == EveryCountry || r.wrong("country") {
		return AnyCountry
	}
	if text == "" {
		r.problems.Add("country", "offline_no_country")
		return AnyCountry
	}
	c, err := place.ParseCountry(text)
	if err != nil {
		r.problems.Add("country", "offline_unknown_country", "Text", text)
	}
	return c
}

// number reads a whole number; an empty cell has the value without.
func (r *reading) number(field string, without int64) int64 {
	text := r.text(field)
	if text == "" {
		return without
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		r.problems.Add(field, "offline_bad_number", "Text", text)
		return without
	}
	return n
}

// amount reads an amount in yuan; an empty cell is nothing.
func (r *reading) amount(field string) money.Money {
	text := r.text(field)
	if text == "" {
		return money.Of(0, money.CNY)
	}
	m, err := money.Parse(text, money.CNY)
	if err != nil {
		r.problems.Add(field, "offline_bad_price", "Text", text)
		return money.Of(0, money.CNY)
	}
	return m
}

// Rows are the rows of a file that says what the list says, under a header in Chinese or English.
func (l List) Rows(chinese bool) [][]string {
	head := make([]string, len(Columns))
	for i, c := range Columns {
		if head[i] = c.English; chinese {
			head[i] = c.Chinese
		}
	}
	rows := [][]string{head}
	for _, p := range l.Sorted() {
		country := string(p.Country)
		if p.Country == AnyCountry {
			country = EveryCountry
		}
		rows = append(rows, []string{
			p.Carrier, country, strconv.FormatInt(int64(p.UpTo), 10), strconv.Itoa(p.From), p.PerKilo.Decimal(), p.Fee.Decimal(),
		})
	}
	return rows
}
