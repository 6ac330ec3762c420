package orderimport

import (
	"strings"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/place"
	"sellerdesk/internal/upload"
)

// Read reads the rows of a file. An error is about the whole file; problems of single orders are in their rows.
func (rd Reader) Read(lines []upload.Line) (File, error) {
	h, lines, err := findHeader(lines)
	if err != nil {
		return File{}, err
	}
	file := File{Header: h.row, Unknown: h.unknown}
	for _, group := range group(h, lines) {
		r := reading{Reader: rd, header: h, lines: group}
		r.row.Number = group[0].Number
		for _, line := range group {
			r.row.Numbers = append(r.row.Numbers, line.Number)
		}
		r.readOrder()
		file.Rows = append(file.Rows, r.row)
	}
	refuseRounded(file.Rows)
	h.refuseRepeated(file.Rows, lines)
	return file, nil
}

// group collects the rows of each order: one, or those with the same number in a file with a row per line.
func group(h header, lines []upload.Line) [][]upload.Line {
	var groups [][]upload.Line
	at := map[string]int{}
	for _, line := range lines {
		n := ""
		if h.perLine() {
			n, _ = parseNumber(line.Cell(h.at[number]))
		}
		if i, known := at[n]; known && n != "" {
			groups[i] = append(groups[i], line)
			continue
		}
		at[n] = len(groups)
		groups = append(groups, []upload.Line{line})
	}
	return groups
}

// reading is an order on its way from the rows of the file.
type reading struct {
	Reader
	header header
	lines  []upload.Line
	row    Row
}

func (r *reading) readOrder() {
	o := &r.row.Order
	r.readNumber()
	o.Buyer, o.BuyerEmail = r.line(buyer), r.line(email)
	o.Note = r.text(note)
	r.readAddress()
	r.readTimes()
	r.readWaybill()
	r.readStatus()
	r.readItems()
	r.readChannel()
	r.readAmounts()
	r.readDeadline()
	r.compareLines()
	r.warn()
}

// text is the clean text of a column in the first row of the order. A cell that cannot be trusted is a problem.
func (r *reading) text(c column) string { return r.textOf(r.lines[0], c) }

func (r *reading) textOf(line upload.Line, c column) string {
	if p := line.Problems[r.header.at[c]]; p != nil {
		r.row.Problems = append(r.row.Problems, p)
		return ""
	}
	return clean(line.Cell(r.header.at[c]))
}

// line is the text of a column without line breaks.
func (r *reading) line(c column) string { return oneLine(r.text(c)) }

func (r *reading) problem(code string, pairs ...any) {
	r.row.Problems = append(r.row.Problems, errs.New(errs.Invalid, code).With(pairs...))
}

func (r *reading) warning(code string, pairs ...any) {
	r.row.Warnings = append(r.row.Warnings, errs.New(errs.Invalid, code).With(pairs...))
}

// missing reports an empty cell without which there is no order. A cell that could not be trusted was reported.
func (r *reading) missing(c column) {
	if r.lines[0].Problems[r.header.at[c]] == nil {
		r.problem("orderimport_missing", "Column", r.header.name(c))
	}
}

// wrong reports a value that cannot be read.
func (r *reading) wrong(c column, text string, problem *errs.Error) {
	r.row.Problems = append(r.row.Problems, problem.With("Column", r.header.name(c), "Value", text))
}

func (r *reading) readNumber() {
	text := r.line(number)
	if text == "" {
		r.missing(number)
		return
	}
	n, problem := parseNumber(text)
	if problem != nil {
		r.wrong(number, text, problem)
	}
	r.row.Order.Number = n
}

func (r *reading) readAddress() {
	a := place.Address{
		Name: r.line(name), Street: r.line(street), City: r.line(city), Province: r.line(province),
		Postal: r.line(postal), Phone: r.line(phone), Mobile: r.line(mobile),
	}
	if whole := r.line(fullAddress); a.Street == "" {
		a.Street = whole
	}
	if a.Name == "" {
		r.missing(name)
	}
	text := r.line(country)
	if text == "" {
		r.missing(country)
	} else if c, err := parseCountry(text); err != nil {
		r.wrong(country, text, errCountry)
	} else {
		a.Country = c
	}
	r.row.Order.ShipTo = a
}

// readWaybill reads "AliExpress Standard Shipping:LP0012…": the carrier, a colon, the number.
func (r *reading) readWaybill() {
	text := strings.ReplaceAll(r.line(waybill), "：", ":")
	if i := strings.LastIndex(text, ":"); i >= 0 {
		r.row.Order.Carrier = strings.TrimSpace(text[:i])
		text = text[i+1:]
	}
	r.row.Order.Waybill = strings.TrimSpace(text)
}

// readChannel finds the channel the buyer chose; choosing none is allowed.
func (r *reading) readChannel() {
	o := &r.row.Order
	if text := r.line(logistics); text != "" {
		o.ChannelName = text
	}
	if o.ChannelName == "" {
		return
	}
	code, known := r.Channel(o.ChannelName)
	if !known {
		r.warning("orderimport_unknown_channel", "Value", o.ChannelName)
	}
	o.Channel = code
}

// readItems reads the lines of the order: from the product cell, or one from each row.
func (r *reading) readItems() {
	if r.header.perLine() {
		for _, line := range r.lines {
			r.readLine(line)
		}
		return
	}
	p := ParseProducts(r.text(products))
	r.row.Order.Items, r.row.Order.ChannelName = p.Items, p.Logistics
	if p.Items == nil {
		r.missing(products)
	}
	for _, item := range p.Items {
		if item.Quantity == 0 {
			r.problem("orderimport_bad_quantity", "Product", item.Title)
		}
	}
}

// readLine reads the line of the order that a row tells of.
func (r *reading) readLine(line upload.Line) {
	item := Item{
		Title:      oneLine(r.textOf(line, title)),
		Attributes: parseAttributes(r.textOf(line, attributes)),
		SKU:        oneLine(r.textOf(line, sku)),
	}
	if item.Title == "" {
		item.Title = item.SKU
	}
	item.Quantity, item.Unit = parseQuantity(r.textOf(line, quantity))
	switch {
	case item.Title == "":
		r.problem("orderimport_missing", "Column", r.header.name(title))
	case item.Quantity == 0:
		r.problem("orderimport_bad_quantity", "Product", item.Title)
	}
	if text := oneLine(r.textOf(line, price)); text != "" {
		unit, problem := parseAmount(text)
		amount, err := unit.Times(int64(item.Quantity), 1)
		if problem != nil || err != nil || unit.Minor < 0 {
			r.wrong(price, text, errAmount)
		} else {
			item.UnitPrice, item.Amount = unit, amount
		}
	}
	r.row.Order.Items = append(r.row.Order.Items, item)
}
