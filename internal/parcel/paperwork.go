package parcel

import (
	"slices"

	"sellerdesk/internal/errs"
)

// Paperwork is a document about parcels besides their labels.
type Paperwork string

// The kinds of paperwork.
const (
	PackingSlips Paperwork = "packing_slips"       // what is in each parcel, for its buyer
	PickList     Paperwork = "pick_list"           // what to take from the shelves for all of them
	HandOverList Paperwork = "hand_over_list"      // which parcels go to a warehouse, for whoever collects them
	Invoices     Paperwork = "commercial_invoices" // for the customs, of express and heavy channels
)

// AllPaperwork lists every kind in the order of the work.
var AllPaperwork = []Paperwork{PickList, PackingSlips, Invoices, HandOverList}

// Errors about paperwork.
var (
	ErrPaperwork = errs.New(errs.NotFound, "parcel_no_paperwork") // no kind of that name
	ErrNoPieces  = errs.New(errs.Conflict, "parcel_no_pieces")    // there is nothing to pack
)

// Key is the key of the kind's name.
func (p Paperwork) Key() string { return "parcel_paperwork_" + string(p) }

// ParsePaperwork reads a kind; ErrPaperwork for a text that names none.
func ParsePaperwork(s string) (Paperwork, error) {
	if p := Paperwork(s); slices.Contains(AllPaperwork, p) {
		return p, nil
	}
	return "", ErrPaperwork
}
