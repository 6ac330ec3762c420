package parcel

import (
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
)

// Receipt is what stood on the page when a parcel was submitted, and who chose
// what. It is written once and never read by a rule: it answers questions later.
type Receipt struct {
	At           time.Time
	Person       account.PersonID
	BuyerChannel channel.Code // empty: the buyer chose none
	Channel      channel.Code
	Category     channel.Category
	Agreed       bool // "agreed with the buyer" was ticked
	Tariff       string
	Price        money.Money // CNY
	ReturnFee    money.Money // CNY
	Weight       measure.Weight
	Size         measure.Size
	Warehouse    string
	Stock        string // of the pieces, as text
	Replaces     Number // the closed logistics order that this one follows
	Plans        []ReceiptPlan
	Checks       []ReceiptCheck
}

// Kept reports whether the receipt says anything: parcels that were not
// submitted here have an empty one.
func (r Receipt) Kept() bool { return !r.At.IsZero() }

// ReceiptPlan is a plan that was offered, or could not be.
type ReceiptPlan struct {
	Channel  channel.Code
	Price    money.Money // CNY; no amount where it had none
	Excluded []Sentence  // the rules that excluded it, the gravest first
}

// ReceiptCheck is a check with its outcome.
type ReceiptCheck struct {
	Code   string
	Result string
	Reason Sentence `json:",omitzero"`  // explained the outcome; none where it passed
	Answer string   `json:",omitempty"` // what the seller wrote to go on
}
