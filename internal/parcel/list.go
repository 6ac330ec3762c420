package parcel

import (
	"slices"
	"strings"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/paging"
)

// Filter says which parcels a list holds. Zero values do not filter; Store is always needed.
type Filter struct {
	Store  account.StoreID
	Option Option
	Text   string // transaction order number, logistics order number or waybill
	Cursor paging.Cursor
}

// CountLimit is where counts stop: beyond it a page says "9,999+".
const CountLimit = 10000

// Counts are the numbers of the status options, each at most CountLimit.
type Counts map[Option]int

// Words is the text as numbers are stored: in capitals, without blanks.
func (f Filter) Words() string { return strings.ToUpper(strings.Join(strings.Fields(f.Text), "")) }

// Stage is a status option of International Parcel Orders that rests on the parcel alone.
type Stage string

// The stages.
const (
	StageAll       Stage = ""
	StageWaiting   Stage = "waiting_for_warehouse"
	StageTransit   Stage = "in_transit"
	StageDelivered Stage = "delivered"
	StageClosed    Stage = "closed"
)

// Stage is the stage the parcel stands in. Delivered and closed parcels leave In Transit.
func (p Parcel) Stage() Stage {
	switch {
	case !p.Open():
		return StageClosed
	case !p.DeliveredAt.IsZero():
		return StageDelivered
	case p.Status == Sent || p.Status == OutOfStock:
		return StageTransit
	}
	return StageWaiting
}

// Option is a status option of International Parcel Orders; some are questions to facts.
type Option string

// The options.
const (
	OptionAll       Option = ""
	OptionWaiting   Option = "waiting_for_warehouse"
	OptionNotice    Option = "notice_to_be_filled"
	OptionToBePaid  Option = "to_be_paid"
	OptionTransit   Option = "in_transit"
	OptionDelivered Option = "delivered"
	OptionAbnormal  Option = "abnormal"
	OptionClosed    Option = "closed"
)

// Options lists every option in the order of the page.
var Options = []Option{
	OptionAll, OptionWaiting, OptionNotice, OptionToBePaid, OptionTransit, OptionDelivered, OptionAbnormal, OptionClosed,
}

// ErrUnknownOption reports a text that is no option.
var ErrUnknownOption = errs.New(errs.Invalid, "parcel_unknown_option")

// ParseOption reads an option from outside.
func ParseOption(s string) (Option, error) {
	if v := Option(s); slices.Contains(Options, v) {
		return v, nil
	}
	return "", ErrUnknownOption.With("Text", s)
}

// Key is the key of the option's message.
func (o Option) Key() string {
	if o == OptionAll {
		return "parcel_option_all"
	}
	return "parcel_option_" + string(o)
}
