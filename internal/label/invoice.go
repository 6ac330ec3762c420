package label

import (
	"fmt"
	"strings"

	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
)

// InvoiceCopies is how many copies of a commercial invoice travel with a parcel.
const InvoiceCopies = 3

// CommercialInvoice arranges the invoice for the customs of a parcel, in three
// copies. It returns ErrCurrency or ErrOverflow for content of which no correct
// invoice can be made.
func CommercialInvoice(c Content) ([]Sheet, error) {
	if err := c.inDollars(); err != nil {
		return nil, err
	}
	var copies []Sheet
	for number := range InvoiceCopies {
		sheets, err := invoice(c, number+1)
		if err != nil {
			return nil, err
		}
		copies = append(copies, sheets...)
	}
	return copies, nil
}

// invoiceColumns are the columns of the goods.
var invoiceColumns = list{
	{left: pageLeft, right: 20, name: "No.", align: right, size: bodySize},
	{left: 20, right: 88, name: "Full description of goods", size: bodySize},
	{left: 88, right: 112, name: "HS code", size: bodySize},
	{left: 112, right: 124, name: "Origin", align: centre, size: bodySize},
	{left: 124, right: 138, name: "Quantity", align: right, size: bodySize},
	{left: 138, right: 156, name: "Net weight (kg)", align: right, size: bodySize},
	{left: 156, right: 176, name: "Unit value (US $)", align: right, size: bodySize},
	{left: 176, right: pageRight, name: "Total value (US $)", align: right, size: bodySize},
}

// invoice is one copy.
func invoice(c Content, number int) ([]Sheet, error) {
	which := fmt.Sprintf("Copy %d of %d", number, InvoiceCopies)
	f := newFlow(join(" · ", "Commercial invoice", c.LP, c.Waybill, which))
	f.heading("COMMERCIAL INVOICE", join(" · ", which, "Date "+c.Date), labelled("Invoice No. ", c.LP))
	f.number(c.Waybill)
	f.panels(
		panel{pageLeft, 103, "SENDER / EXPORTER", addressLines(c.From)},
		panel{107, pageRight, "CONSIGNEE / IMPORTER", addressLines(c.To)})
	f.panels(
		panel{pageLeft, 103, "SHIPMENT", []paragraph{
			{text: labelled("Waybill No. ", c.Waybill), bold: true}, {text: labelled("Carrier ", c.Service.English), keep: 1},
			{text: labelled("Order No. ", c.Order)}, {text: "Packages 1"}, {text: "Gross weight " + c.Gross.Kilograms() + " kg"},
		}},
		panel{107, pageRight, "CUSTOMS", []paragraph{
			{text: "Reason for export: Sale of goods", bold: true}, {text: "Country of origin: CN (" + c.From.Country.English + ")"},
			{text: "Country of destination: " + string(c.To.Address.Country) + " (" + c.To.Country.English + ")"}, {text: "Currency: USD"},
		}})
	f.begin(invoiceColumns)
	if err := f.invoiced(c); err != nil {
		return nil, err
	}
	f.declared(c)
	return f.done()
}

// invoiced are the goods with what each piece is worth, and their sums.
func (f *flow) invoiced(c Content) error {
	rows, pieces, net, total := 0, 0, measure.Weight(0), money.Of(0, money.USD)
	for _, item := range c.Items {
		for _, part := range item.evenly() {
			rows++
			f.row(invoiceColumns, cell(fmt.Sprint(rows)), []paragraph{{text: part.Name.English, bold: true, keep: 4}, {text: part.Name.Chinese, keep: 2}},
				cell(part.HSCode), cell("CN"), cell(fmt.Sprint(part.Quantity)), cell(part.Weight.Kilograms()),
				cell(part.each().Decimal()), cell(part.Value.Decimal()))
			f.line()
			sum, err := total.Add(part.Value)
			if err != nil {
				return fmt.Errorf("sum up declared values: %w", err)
			}
			pieces, net, total = pieces+part.Quantity, net+part.Weight, sum
		}
	}
	f.row(invoiceColumns, nil, strong("Total"), nil, nil, strong(fmt.Sprint(pieces)), strong(net.Kilograms()), nil, strong("US $ "+total.Decimal()))
	return nil
}

// evenly splits an item whose value cannot be divided by its pieces to the cent
// into two, so that pieces times value is the total in every row.
func (i Item) evenly() []Item {
	pieces := int64(max(1, i.Quantity))
	dearer := i.Value.Minor % pieces
	if dearer == 0 {
		return []Item{i}
	}
	cheap, dear := i, i
	cheap.Quantity, dear.Quantity = i.Quantity-int(dearer), int(dearer)
	cheap.Value.Minor = i.Value.Minor / pieces * int64(cheap.Quantity)
	dear.Value.Minor = i.Value.Minor - cheap.Value.Minor
	cheap.Weight = i.Weight * measure.Weight(cheap.Quantity) / measure.Weight(pieces)
	dear.Weight = i.Weight - cheap.Weight
	return []Item{cheap, dear}
}

// each is what a piece is worth, of an item that is divided evenly.
func (i Item) each() money.Money {
	return money.Of(i.Value.Minor/int64(max(1, i.Quantity)), i.Value.Currency)
}

// sworn is what the sender states on a commercial invoice.
const sworn = "I declare that the information on this invoice is true and correct, and that the contents and values of this shipment are as stated above."

// declared is the statement with the place to sign.
func (f *flow) declared(c Content) {
	const height = 26.0
	f.need(height + 4)
	f.y += 4
	l := f.page()
	l.text(span(pageLeft, f.y, pageRight, f.y+9), style{size: bodySize}, sworn)
	for i, place := range []struct{ name, text string }{
		{"Name", c.From.Address.Name}, {"Signature", ""}, {"Date", c.Date},
	} {
		left := pageLeft + 62*float64(i)
		l.add(Line{left, f.y + 20, left + 56, f.y + 20, thin})
		l.block(span(left, f.y+14, left+56, f.y+20), style{size: bodySize, middle: true}, paragraph{text: strings.TrimSpace(place.text), keep: 1})
		l.text(span(left, f.y+20, left+56, f.y+24), style{size: captionSize, middle: true}, place.name)
	}
	f.y += height
}
