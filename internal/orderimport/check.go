package orderimport

import (
	"slices"
	"strings"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/upload"
)

// addressColumns are the columns of the fields of place.Address.
var addressColumns = map[string]column{
	"name": name, "street": street, "city": city, "province": province,
	"postal": postal, "phone": phone, "mobile": mobile,
}

// warn tells what does not stop the import but the shipment, or may be wrong.
func (r *reading) warn() {
	o := r.row.Order
	for _, p := range o.ShipTo.Check() {
		c, ok := addressColumns[p.Field]
		switch {
		case p.Code == "place_phone_or_mobile":
			r.warning("orderimport_no_phone")
		case p.Code == "place_too_long" && ok:
			r.warning("orderimport_too_long", "Column", r.header.name(c), "Max", p.Args["Max"], "Length", p.Args["Length"])
		case p.Code == "place_required" && ok && c != name:
			r.warning("orderimport_address_missing", "Column", r.header.name(c))
		}
	}
	if o.PaidAt.IsZero() && slices.Contains(paidStatuses, o.Status) {
		r.warning("orderimport_no_payment_time")
	}
	if o.Status == partiallyShipped {
		r.warning("orderimport_part_shipped")
	}
	for _, item := range o.Items {
		if item.SKU == "" {
			r.warning("orderimport_no_sku", "Product", item.Title)
		}
	}
}

// paidStatuses are the statuses only a paid order can have.
var paidStatuses = []string{awaitingShipment, partiallyShipped, awaitingReceipt, inCancel, "fund_processing"}

// lineColumns differ from row to row of an order in a file with a row per line.
var lineColumns = []column{title, attributes, sku, quantity, price, number, salesperson}

// compareLines reports rows of one order that say different things about it.
func (r *reading) compareLines() {
	first := r.lines[0]
	for _, line := range r.lines[1:] {
		for c := range columnCount {
			text := clean(line.Cell(r.header.at[c]))
			if text == "" || slices.Contains(lineColumns, c) || text == clean(first.Cell(r.header.at[c])) {
				continue
			}
			r.problem("orderimport_rows_differ", "Column", r.header.name(c), "Row", first.Number, "Other", line.Number)
		}
	}
}

// fewNumbers is how many order numbers may all end in 0 by chance: once in 10,000 files.
const fewNumbers = 4

// refuseRounded refuses all numbers of 16 digits if every one ends in 0: Excel kept 15
// digits when the file was opened and saved.
func refuseRounded(rows []Row) {
	var long []*Row
	for i := range rows {
		if n := rows[i].Order.Number; wholeNumber.MatchString(n) && len(n) == 16 && !rounded.MatchString(n) {
			if !strings.HasSuffix(n, "0") {
				return
			}
			long = append(long, &rows[i])
		}
	}
	if len(long) < fewNumbers {
		return
	}
	for _, row := range long {
		row.Problems = append(row.Problems, errDamaged.With("Value", row.Order.Number))
	}
}

// refuseRepeated finds orders that the file has twice: the same again is skipped, two
// versions of one order are a problem, since it is unknown which one is right.
func (h header) refuseRepeated(rows []Row, lines []upload.Line) {
	byRow := map[int]upload.Line{}
	for _, line := range lines {
		byRow[line.Number] = line
	}
	first := map[string]int{}
	for i := range rows {
		n := rows[i].Order.Number
		at, seen := first[n]
		switch {
		case n == "" || !wholeNumber.MatchString(n):
		case !seen:
			first[n] = rows[i].Number
		case same(byRow[at], byRow[rows[i].Number]):
			rows[i].Skip = errs.New(errs.Conflict, "orderimport_repeated").With("Row", at)
		default:
			rows[i].Problems = append(rows[i].Problems, errs.New(errs.Conflict, "orderimport_duplicate").With("Row", at))
		}
	}
}

// same reports whether two rows hold the same texts.
func same(a, b upload.Line) bool {
	for i := range max(len(a.Cells), len(b.Cells)) {
		if clean(a.Cell(i)) != clean(b.Cell(i)) {
			return false
		}
	}
	return true
}
