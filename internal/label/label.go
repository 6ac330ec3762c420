// Package label makes shipping labels, and the papers that go with them: packing
// slips, pick lists, hand-over lists and commercial invoices.
//
// A label is laid out once, as a list of texts, lines, boxes and a barcode with
// their places in mm (Layout), and painted by painters that only draw (Printer, as
// PDF, as a picture, and in the language of thermal printers). The layout measures
// text with the real fonts, wraps and shrinks it, leaves out what is harmless to
// leave out, and proves at the end that nothing leaves its cell and that the
// barcode can be read; a label that fails is refused instead of printed. Papers of
// several pages flow over as many as they need (flow) and are proved in the same way.
//
// The words printed on labels are those of the postal forms, in the languages
// the Universal Postal Union and China Post prescribe, whatever language the
// seller reads. Names and addresses are printed as they are where the label
// fonts have the letters, else in Latin ones: Printable tells beforehand.
package label

import (
	"fmt"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
)

// Errors this package reports.
var (
	ErrWaybill    = errs.New(errs.Invalid, "label_waybill")        // the number cannot be a barcode, or one as wide as the label
	ErrOverflow   = errs.New(errs.Invalid, "label_overflow")       // a text is too long for its place
	ErrUnreadable = errs.New(errs.Internal, "label_unreadable")    // the barcode as printed would not be read
	ErrTooMany    = errs.New(errs.Invalid, "label_too_many")       // more labels than one document holds
	ErrTooLarge   = errs.New(errs.Invalid, "label_too_large")      // a label has no room on the paper
	ErrCurrency   = errs.New(errs.Invalid, "label_not_in_dollars") // a declared value is not in US dollars
)

// Format is the size and arrangement of a label.
type Format string

// The formats.
const (
	Square Format = "100x100" // China Post, 100 × 100 mm (facts, section 6.2)
	Tall   Format = "100x150" // all other channels, 100 × 150 mm (facts, section 6.7)
)

// Names are the English and the Chinese name of one thing.
type Names struct{ English, Chinese string }

// Party is a sender or a recipient.
type Party struct {
	Address place.Address
	Country Names // as labels print it, such as "Russian Federation", "俄罗斯"
}

// Item is one line of the customs declaration.
type Item struct {
	Name     Names
	Quantity int
	HSCode   string         // tariff number; empty where none was declared
	Weight   measure.Weight // of all pieces
	Value    money.Money    // of all pieces, in US dollars
}

// Pick is one line of the list by which the seller packs the parcel.
type Pick struct {
	SKU      string
	Quantity int
}

// Content is all that a label says. Empty texts leave their place empty; only
// the waybill is required.
type Content struct {
	Format     Format
	Channel    string // service code, such as "CPAM"
	Service    Names  // name of the channel
	Registered bool   // false prints "Untracked" on the China Post label
	Waybill    string // the number in the barcode
	LP         string // logistics order number
	Order      string // trade order number
	Sort       string // country code and sort number, such as "RU21"
	Zone       string // China Post's price zone of the country, such as "11"
	Sorting    string // sorting code given by the network
	Warehouse  string // where the parcel goes first
	ReturnUnit string // where it goes when it cannot be delivered
	From, To   Party
	Items      []Item
	Gross      measure.Weight // of the parcel
	Total      money.Money    // declared value, in US dollars
	Goods      string         // goods category in words
	Battery    bool           // contains a lithium battery
	Picks      []Pick
	Date       string // of the sender's signature, such as "2026-01-31"
	Void       bool   // the logistics order is closed: the label is struck out and has no barcode
	Separate   bool   // the customs declaration is printed on a sheet of its own as well
}

// Layout arranges a label. It returns ErrWaybill, ErrOverflow, ErrUnreadable or
// ErrCurrency for content of which no correct label can be made.
func Layout(c Content) (Sheet, error) {
	if err := c.inDollars(); err != nil {
		return Sheet{}, err
	}
	l := layout{}
	switch c.Format {
	case Square:
		l.square(c)
	case Tall:
		l.tall(c)
	default:
		return Sheet{}, fmt.Errorf("lay out label: no format %q", c.Format)
	}
	if c.Void {
		l.strikeOut()
	}
	return l.done()
}

// done is the arranged label, checked.
func (l *layout) done() (Sheet, error) {
	if l.err != nil {
		return Sheet{}, l.err
	}
	return l.sheet, l.sheet.check()
}

// inDollars reports a value that the customs declaration could not state.
func (c Content) inDollars() error {
	values := []money.Money{c.Total}
	for _, i := range c.Items {
		values = append(values, i.Value)
	}
	for _, v := range values {
		if v != (money.Money{}) && v.Currency != money.USD {
			return ErrCurrency.With("Amount", v.String())
		}
	}
	return nil
}
