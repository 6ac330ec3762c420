// Package freight holds the ledger of what parcels cost: estimates, charges,
// adjustments, payments and refunds. Rows are inserted and never changed.
//
// The ledger is in CNY; a row that came from another currency keeps both amounts and the rate.
package freight

import (
	"context"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
)

// Kind says what a row of the ledger means.
type Kind string

// The kinds of rows.
const (
	Estimated Kind = "estimated" // at Submit
	Reversed  Kind = "reversed"  // the parcel was closed before out-stock
	Charged   Kind = "charged"   // at out-stock: the freight by measured weight, and the return fee in a row of its own
	Adjusted  Kind = "adjusted"  // plus or minus
	Paid      Kind = "paid"
	Refunded  Kind = "refunded"
)

// Kinds lists every kind.
var Kinds = []Kind{Estimated, Reversed, Charged, Adjusted, Paid, Refunded}

// Key is the key of the kind's message.
func (k Kind) Key() string { return "freight_kind_" + string(k) }

// Sign is how a row of kind k changes what is due: +1, -1 or, for estimates, 0.
func (k Kind) Sign() int64 {
	switch k {
	case Charged, Adjusted:
		return 1
	case Paid, Refunded:
		return -1
	case Estimated, Reversed:
		return 0
	}
	return 0
}

// Errors this package reports.
var (
	ErrTwice = errs.New(errs.Conflict, "freight_row_exists")
)

// Row is a row of the ledger.
type Row struct {
	ID       int64
	Store    account.StoreID
	Parcel   parcel.ID
	Kind     Kind
	Once     string      // what makes the row unique for its parcel: the kind, "return_fee", or kind and payment number
	Amount   money.Money // CNY
	Original money.Money // in the tariff's or payment's currency; before a discount; equals Amount without either
	Rate     money.Rate  // CNY for one unit of Original's currency; 0 without conversion
	Grams    measure.Weight
	Flagged  bool // a charge far from its estimate
	Note     string
	Day      string // the store's local date, such as 2026-11-20
	At       time.Time
}

// Effect is what the row adds to what is due, below zero for a payment; nothing for an estimate.
func (r Row) Effect() money.Money { return money.Of(r.Kind.Sign()*r.Amount.Minor, r.Amount.Currency) }

// Estimate is what the row adds to the estimate, below zero for one that is
// reversed; nothing for what changes what is due.
func (r Row) Estimate() money.Money {
	switch r.Kind {
	case Estimated:
		return r.Amount
	case Reversed:
		return r.Amount.Neg()
	case Charged, Adjusted, Paid, Refunded:
	}
	return money.Of(0, r.Amount.Currency)
}

// Balance is what one parcel costs and what of it is due. All in CNY.
type Balance struct {
	Parcel    parcel.ID
	Estimated money.Money
	Charged   money.Money // with return fee and adjustments
	Paid      money.Money
	Refunded  money.Money
	Due       money.Money
	Flagged   bool
}

// BalanceOf adds up the rows of one parcel.
func BalanceOf(id parcel.ID, rows []Row) Balance {
	b := Balance{Parcel: id}
	zero := money.Of(0, money.CNY)
	b.Estimated, b.Charged, b.Paid, b.Refunded, b.Due = zero, zero, zero, zero, zero
	for _, r := range rows {
		b.Due.Minor += r.Effect().Minor
		b.Estimated.Minor += r.Estimate().Minor
		b.Flagged = b.Flagged || r.Flagged
		switch r.Kind {
		case Estimated, Reversed:
		case Charged, Adjusted:
			b.Charged.Minor += r.Amount.Minor
		case Paid:
			b.Paid.Minor += r.Amount.Minor
		case Refunded:
			b.Refunded.Minor += r.Amount.Minor
		}
	}
	return b
}

// Open is a parcel whose balance is not zero.
type Open struct {
	Store     account.StoreID
	Parcel    parcel.ID
	Order     order.ID
	Due       money.Money // CNY; negative is owed to the store
	ChargedAt time.Time
}

// Ledger are the stored rows.
type Ledger interface {
	// Add inserts a row and keeps the open balance of its parcel, which belongs to an
	// order. It is the one way to write either. A row whose Once the parcel has is ErrTwice.
	Add(ctx context.Context, r Row, o order.ID) error
	// Rows returns the rows of a parcel, oldest first.
	Rows(ctx context.Context, store account.StoreID, p parcel.ID) ([]Row, error)
	// Balances adds up the rows of parcels; one without rows has an empty balance.
	Balances(ctx context.Context, store account.StoreID, ids []parcel.ID) (map[parcel.ID]Balance, error)
	// Due returns those of the parcels whose freight is due, longest due first; of all without ids.
	Due(ctx context.Context, store account.StoreID, ids []parcel.ID) ([]Open, error)
}

// ReturnFee is the Once of the row that charges the fee for a return.
const ReturnFee = "return_fee"

// Converted returns a row for an amount in another currency, at rate CNY for one
// unit of it; an amount in CNY needs no rate.
func Converted(k Kind, once string, original money.Money, rate money.Rate) (Row, error) {
	r := Row{Kind: k, Once: once, Amount: original, Original: original}
	if original.Currency == money.CNY {
		return r, nil
	}
	var err error
	r.Rate = rate
	r.Amount, err = rate.Convert(original, money.CNY)
	return r, err
}

// Far reports whether a charge is so far from its estimate that it is flagged: more than 10 % or ¥2 (decisions, section 5).
func Far(estimate, charge money.Money) bool {
	difference := charge.Minor - estimate.Minor
	if difference < 0 {
		difference = -difference
	}
	return difference > 200 || difference*10 > estimate.Minor
}
