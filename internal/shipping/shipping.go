// Package shipping is what must happen together when pieces of an order are
// shipped: submit, the network's events, notices, cancellation, deadlines.
//
// It stands above the domain packages, whose services write their own tables;
// only here and in package paying a transaction reaches over several of them.
// Pages, batches and the worker call it and nothing beside it.
package shipping

import (
	"time"

	"sellerdesk/internal/address"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/history"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/preflight"
	"sellerdesk/internal/product"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/warehouse"
)

// Errors this package reports.
var (
	ErrNotShippable  = errs.New(errs.Conflict, "shipping_not_shippable")
	ErrOneChance     = errs.New(errs.Conflict, "shipping_one_chance")      // args: Number of the open logistics order
	ErrOfferChanged  = errs.New(errs.Conflict, "shipping_offer_changed")   // the page comes back with what changed
	ErrOffer         = errs.New(errs.Invalid, "shipping_bad_offer")        // the hidden field is no offer
	ErrStopped       = errs.New(errs.Conflict, "shipping_checks_stop")     // args: Check, the preflight.Question that stops first
	ErrReason        = errs.New(errs.Invalid, "shipping_reason_missing")   // args: Check, the first preflight.Question without its reason
	ErrNoPlan        = errs.New(errs.Conflict, "shipping_plan_not_usable") // the channel cannot carry it
	ErrNoNetwork     = errs.New(errs.Unavailable, "shipping_no_network")   // a live store without a network
	ErrCancelTooLate = errs.New(errs.Conflict, "shipping_cancel_too_late")
	ErrTooLate       = errs.New(errs.Conflict, "shipping_reroute_too_late")
	ErrNoNotice      = errs.New(errs.Conflict, "shipping_parcel_without_notice") // no waybill yet, closed or being cancelled
	ErrReasonNeeded  = errs.New(errs.Invalid, "shipping_refusal_needs_reason")
)

// Actor is who does something, for history: a person of the store, or nobody for the clock and the network.
type Actor = history.Actor

// Choice is what step 1 settled; it travels in the URL of step 2.
// Zero values mean: every free piece, the weight and size of the products, the strictest category.
type Choice struct {
	Pieces   []order.Pieces
	Channel  channel.Code
	Category channel.Category
	Weight   measure.Weight
	Size     measure.Size
	Agreed   bool   // "agreed with the buyer", when the buyer chose no channel
	Reason   string // why another channel than the buyer's is taken
}

// Desk is what Shipping, step 1, shows.
type Desk struct {
	Order       order.Order
	Items       map[order.LineID]product.Item // lines whose SKU is a product of the store
	Choice      Choice                        // with every gap filled
	Packing     measure.Weight                // what a packing of the store weighs
	Value       money.Money                   // of the chosen pieces, USD
	Plans       []tariff.Plan                 // usable ones first, cheapest first; excluded ones last
	Hints       []tariff.Hint                 // small changes of the parcel that matter
	Open        []parcel.Parcel               // logistics orders of the order that are open
	Closed      []parcel.Parcel               // closed before they left, their chosen pieces still here: a new one asks for confirmation
	NeedsNumber *notice.Notice                // the notice that waits for the new waybill
	Bound       bool                          // a deduction account is bound
	Arrears     bool
	Network     bool  // a network is there to book with
	Blocked     error // why nothing can be shipped now; nil: it can
}

// Form is what the seller fills in on Create Logistics Order.
type Form struct {
	Collection    parcel.Collection
	Sender        address.ID
	Pickup        address.ID
	Return        address.ID
	Goods         []parcel.Goods // one per line of Choice.Pieces
	Undeliverable parcel.Undeliverable
	Reasons       map[string]string // check code to the seller's reason for going on
	Keep          []order.LineID    // lines whose declaration is to be kept as a product
	Replaces      bool              // confirmed: the old logistics order was closed, this is a new one
}

// Draft is what Create Logistics Order, step 2, shows.
type Draft struct {
	Desk
	Plan      tariff.Plan
	Match     warehouse.Match
	Addresses []address.Address
	Form      Form // prefilled, or as posted
	Offer     Offer
	Checks    []preflight.Check
	Problems  errs.Fields // what is wrong with the form

	directory *warehouse.Directory
}

// Submission is the answer to a Submit.
type Submission struct {
	Parcel  parcel.Parcel
	Already bool // this very offer was submitted before; nothing new was made
	Waiting bool // the network has not answered: "Waiting for a waybill number"
}

// Deadlines are how long things take by the platform's rules (facts, section 8; decisions, section 5).
const (
	RiskCheck      = 24 * time.Hour
	CancelAnswer   = 48 * time.Hour
	BookingTimeout = 3 * time.Second
)
