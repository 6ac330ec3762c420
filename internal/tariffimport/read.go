package tariffimport

import (
	"strings"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
)

// File is what was read. It can be applied when it has no problems.
type File struct {
	Rows     int            // weight bands
	Prices   []tariff.Price // one for each lane, a channel to a country, in the order of the file
	Problems []Problem      // in the order of the file
	Unknown  []string       // headers of columns that were left out
}

// Problem is what is wrong with a row of the file.
type Problem struct {
	Row int
	Err *errs.Error
}

// band is a row of the file.
type band struct {
	tariff.Band
	row      int
	placed   bool // channel and country are known
	wrong    bool // not everything could be read
	channel  channel.Code
	country  place.Country
	from     measure.Weight
	min      measure.Weight
	divisor  int64
	currency money.Currency
}

// Read reads the rows of a file; find finds a channel by its code or a name. An error
// is about the whole file; what is wrong with single rows is in the file's problems.
func Read(lines []Line, find func(name string) (channel.Code, bool)) (File, error) {
	h, lines, err := findHeader(lines)
	switch {
	case err != nil:
		return File{}, err
	case len(lines) == 0:
		return File{}, ErrNoRows
	case len(lines) > MaxRows:
		return File{}, ErrRows.With("Max", MaxRows)
	}
	f := File{Rows: len(lines), Unknown: h.unknown}
	all := &lanes{bands: map[Lane][]band{}, wrong: map[Lane]bool{}}
	for _, line := range lines {
		r := reading{header: h, line: line, find: find}
		all.add(r.band())
		f.note(line.Number, r.problems)
	}
	f.close(all)
	return f, nil
}

func (f *File) note(row int, problems []*errs.Error) {
	for _, p := range problems {
		f.Problems = append(f.Problems, Problem{row, p})
	}
}

// reading is a band on its way from a row of the file.
type reading struct {
	header   header
	line     Line
	find     func(string) (channel.Code, bool)
	problems []*errs.Error
}

func (r *reading) band() band {
	b := band{row: r.line.Number}
	b.channel, _ = read(r, channelCode, r.channel)
	b.country, _ = read(r, country, parseCountry)
	b.placed = len(r.problems) == 0
	b.from, _ = read(r, weightFrom, grams)
	b.UpTo, _ = read(r, weightTo, grams)
	var known bool
	if b.Kind, known = read(r, mode, parseMode); known {
		r.figures(&b.Band)
	}
	b.min = r.optional(minWeight, int64(maxWeight))
	b.divisor = r.number(divisor, 0, maxDivisor)
	b.currency, _ = read(r, currency, parseCurrency)
	if b.from > b.UpTo && b.UpTo > 0 || b.UpTo == 0 && len(r.problems) == 0 {
		r.problem("tariffimport_falling", "From", b.from, "To", b.UpTo)
	}
	b.wrong = len(r.problems) > 0
	return b
}

// figures reads the columns that a band of its kind has; others must be empty or 0.
func (r *reading) figures(b *tariff.Band) {
	switch b.Kind {
	case tariff.PerGram:
		b.Rate, _ = read(r, rate, parseAmount)
		b.Fee = r.money(fee)
		r.unused(firstWeight, stepWeight)
	case tariff.PerStep:
		b.Rate, _ = read(r, rate, parseAmount)
		b.Fee = r.money(fee)
		b.First = r.optional(firstWeight, int64(maxWeight))
		b.Step, _ = read(r, stepWeight, positive)
	case tariff.Fixed:
		b.Fee, _ = read(r, fee, parseAmount)
		r.unused(rate, firstWeight, stepWeight)
	}
	if b.Rate == 0 && b.Fee == 0 && len(r.problems) == 0 {
		r.problem("tariffimport_free")
	}
}

// text is the text of a column. ok is false for a cell that cannot be trusted, which is a problem: a
// formula among them, which a csv file holds as text.
func (r *reading) text(c column) (text string, ok bool) {
	at := r.header.at[c]
	if p := r.line.Problems[at]; p != nil {
		r.problems = append(r.problems, p)
		return "", false
	}
	if at < 0 || at >= len(r.line.Cells) {
		return "", true
	}
	if text = clean(r.line.Cells[at]); strings.HasPrefix(text, "=") {
		r.wrong(c, text, errFormula)
		return "", false
	}
	return text, true
}

func (r *reading) problem(code string, pairs ...any) {
	r.problems = append(r.problems, errs.New(errs.Invalid, code).With(pairs...))
}

// wrong reports a value that cannot be read, with what the problem itself says.
func (r *reading) wrong(c column, text string, problem *errs.Error) {
	pairs := []any{"Column", r.header.name(c), "Value", text}
	for name, value := range problem.Args {
		pairs = append(pairs, name, value)
	}
	r.problems = append(r.problems, problem.With(pairs...))
}

// read reads a value that must be there; ok is false without one.
func read[T any](r *reading, c column, parse func(string) (T, *errs.Error)) (v T, ok bool) {
	text, trusted := r.text(c)
	if !trusted {
		return v, false
	}
	if text == "" {
		r.wrong(c, "", errMissing)
		return v, false
	}
	v, problem := parse(text)
	if problem != nil {
		r.wrong(c, text, problem)
		var none T
		return none, false
	}
	return v, true
}

func (r *reading) channel(text string) (channel.Code, *errs.Error) {
	code, known := r.find(text)
	if !known {
		return "", errChannel
	}
	return code, nil
}

func grams(text string) (measure.Weight, *errs.Error) {
	n, problem := parseNumber(text, 0, int64(maxWeight))
	return measure.Weight(n), problem
}

// positive reads grams that are more than nothing.
func positive(text string) (measure.Weight, *errs.Error) {
	w, problem := grams(text)
	if problem == nil && w == 0 {
		problem = errWhole
	}
	return w, problem
}

// optional reads a whole number; nothing is 0.
func (r *reading) optional(c column, most int64) measure.Weight {
	return measure.Weight(r.number(c, 0, most))
}

// money reads an amount in minor units; nothing is 0.
func (r *reading) money(c column) int64 { return r.number(c, places, maxAmount) }

func (r *reading) number(c column, places int, most int64) int64 {
	text, trusted := r.text(c)
	if !trusted || text == "" {
		return 0
	}
	n, problem := parseNumber(text, places, most)
	if problem != nil {
		r.wrong(c, text, problem)
	}
	return n
}

// unused reports figures that a band of its kind does not have: it may have been meant to be another.
func (r *reading) unused(columns ...column) {
	for _, c := range columns {
		text, trusted := r.text(c)
		if !trusted || text == "" {
			continue
		}
		if n, problem := parseNumber(text, places, maxAmount); problem != nil || n != 0 {
			r.wrong(c, text, errUnused)
		}
	}
}
