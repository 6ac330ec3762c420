package parcel

import (
	"slices"

	"sellerdesk/internal/channel"
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
	ErrPaperwork = errs.New(errs.NotFound, "parcel_no_paperwork")       // no kind of that name
	ErrNoPieces  = errs.New(errs.Conflict, "parcel_no_pieces")          // there is nothing to pack
	ErrUnbooked  = errs.New(errs.Conflict, "parcel_paperwork_unbooked") // it has no waybill number yet
	ErrOver      = errs.New(errs.Conflict, "parcel_paperwork_closed")   // the logistics order is closed
	ErrArrived   = errs.New(errs.Conflict, "parcel_paperwork_arrived")  // the warehouse has it already
	ErrPostal    = errs.New(errs.Conflict, "parcel_paperwork_postal")   // its channel needs no invoice
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

// Obstacle says why a parcel, sent by a channel, is not among paperwork of a
// kind, or nil. What is in the warehouse is not picked or handed over again; a
// parcel that the driver has just taken may still be listed for them.
func (p Paperwork) Obstacle(one Parcel, by channel.Channel) *errs.Error {
	switch {
	case !one.Open():
		return ErrOver
	case p == Invoices && !by.NeedsInvoice():
		return ErrPostal
	case (p == Invoices || p == HandOverList) && !one.HasLabel():
		return ErrUnbooked
	case (p == PickList || p == HandOverList) && one.Scanned() && one.Status != PickedUp:
		return ErrArrived
	}
	return nil
}
