package parcel

import (
	"cmp"
	"slices"
	"time"

	"sellerdesk/internal/errs"
)

// Separator says between which labels of a document a sheet stands that names
// what follows. Labels are sorted by it, and within by what is picked for them.
type Separator string

// The separators.
const (
	NoSeparator   Separator = ""
	ByDestination Separator = "warehouse" // between channels and warehouses, which are handed over apart
	BySKU         Separator = "sku"       // between kinds of goods, which are packed apart
)

// Separators lists every separator.
var Separators = []Separator{NoSeparator, ByDestination, BySKU}

// ErrSeparator means that nothing separates labels in such a way.
var ErrSeparator = errs.New(errs.Invalid, "label_separator")

// Key is the key of the separator's name.
func (s Separator) Key() string {
	if s == NoSeparator {
		return "label_separator_none"
	}
	return "label_separator_" + string(s)
}

// ParseSeparator reads a separator; ErrSeparator for a text that names none.
func ParseSeparator(text string) (Separator, error) {
	if s := Separator(text); slices.Contains(Separators, s) {
		return s, nil
	}
	return "", ErrSeparator.With("Text", text)
}

// Together reports whether no separator stands between two labels.
func (s Separator) Together(a, b Parcel) bool { return s.group(a, b) == 0 }

// Compare says which of two labels is printed first: by what separates them, then
// in pick order, which is by SKU and by order.
func (s Separator) Compare(a, b Parcel) int {
	return cmp.Or(s.group(a, b), cmp.Compare(a.FirstSKU(), b.FirstSKU()), cmp.Compare(a.OrderNumber, b.OrderNumber), cmp.Compare(a.ID, b.ID))
}

func (s Separator) group(a, b Parcel) int {
	switch s {
	case ByDestination:
		return cmp.Or(cmp.Compare(a.Channel, b.Channel), cmp.Compare(a.Warehouse, b.Warehouse))
	case BySKU:
		return cmp.Compare(a.FirstSKU(), b.FirstSKU())
	case NoSeparator:
	}
	return 0
}

// FirstSKU is what is picked first for a parcel.
func (p Parcel) FirstSKU() string {
	if len(p.Goods) == 0 {
		return ""
	}
	return p.Goods[0].SKU
}

// LabelRun says how the labels of many parcels become one document.
type LabelRun struct {
	Kind      LabelKind // PDF or ZPL
	Paper     Paper     // of PDF
	Start     int       // position of the first label on a divided sheet, from 1
	Separator Separator
	Summary   *RunSummary // on a sheet before the labels; nil is none
}

// RunSummary is what the sheet before the labels says besides what is in the document.
type RunSummary struct {
	Shop    string // name of the store
	By      string // who prints
	At      time.Time
	Skipped []Left // what the action left out before
}

// Left is how many parcels were left out for a reason.
type Left struct {
	Code  string // key of the reason
	Count int
}
