// Package order holds the orders that buyers placed, from payment to the end.
//
// An order knows which of its pieces are in a logistics order or a shipping
// notice (they are taken), but not in which: package shipping sees to that.
package order

import (
	"strings"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/product"
)

// ID identifies an order inside the application.
type ID int64

// LineID identifies a line of an order inside the application.
type LineID int64

// Number is what buyer and seller call the order: 14 to 16 digits, unique in its store.
type Number string

// Errors this package reports.
var (
	ErrNotFound  = errs.New(errs.NotFound, "order_not_found")
	ErrChanged   = errs.New(errs.Conflict, "order_changed")
	ErrDuplicate = errs.New(errs.Conflict, "order_exists")
	ErrNumber    = errs.New(errs.Invalid, "order_bad_number")
	ErrStatus    = errs.New(errs.Conflict, "order_status") // args: Status, Event
	ErrTaken     = errs.New(errs.Conflict, "order_pieces_taken")
)

// ParseNumber reads an order number: 14 to 16 digits (facts, section 7), blanks around and between them are dropped.
func ParseNumber(s string) (Number, error) {
	n := strings.Join(strings.Fields(s), "")
	if len(n) < 14 || len(n) > 16 || strings.Trim(n, "0123456789") != "" {
		return "", ErrNumber.With("Text", s)
	}
	return Number(n), nil
}

// Buyer is who placed an order.
type Buyer struct {
	Name  string
	Email string
}

// Order is what one buyer bought from a store at once. Amounts are US dollars.
type Order struct {
	ID        ID
	Store     account.StoreID
	Number    Number
	Status    Status
	Finish    FinishReason // of a finished order
	InDispute bool
	Frozen    bool
	Category  channel.Category // the strictest of its lines
	Buyer     Buyer
	ShipTo    place.Address
	Channel   channel.Code // the buyer's choice; empty is none
	Goods     money.Money
	Shipping  money.Money
	Discount  money.Money
	Total     money.Money
	Note      string
	PlacedAt  time.Time
	PaidAt    time.Time     // zero: not paid
	ShipBy    time.Time     // zero: no deadline is running
	ShipLeft  time.Duration // what was left when a cancellation stopped ShipBy
	Cancel    CancelRequest
	ShippedAt time.Time // the newest shipping notice; zero: none
	Confirmed time.Time // receipt, by the buyer or because the time for it was over; zero: not yet
	Finished  time.Time
	Version   int
	Lines     []Line
}

// CancelRequest is a buyer's wish to cancel, while the order is in_cancel.
type CancelRequest struct {
	AskedAt time.Time
	Reason  string
}

// Line is a product of an order.
type Line struct {
	ID         LineID
	Number     int // 1, 2, 3 … within the order
	Title      string
	Attributes string
	SKU        string
	Variant    product.VariantID // 0: no product has the SKU
	Category   channel.Category
	Quantity   int
	Taken      int         // pieces in an open parcel or a valid notice
	Refunded   int         // pieces that are not shipped any more: the buyer got the money back
	Price      money.Money // of one piece; zero is unknown
}

// Free is the number of pieces in no open parcel and no valid notice that are still to be shipped.
func (l Line) Free() int { return l.Quantity - l.Taken - l.Refunded }

// Pieces is a quantity of a line, as it travels in a parcel or a notice.
type Pieces struct {
	Line     LineID
	Quantity int
}

// Count adds up the pieces.
func Count(pieces []Pieces) int {
	n := 0
	for _, p := range pieces {
		n += p.Quantity
	}
	return n
}

// Quantity is the number of pieces the buyer bought.
func (o Order) Quantity() int {
	n := 0
	for _, l := range o.Lines {
		n += l.Quantity
	}
	return n
}

// FreePieces lists what is in no open parcel and no valid notice, line by line.
func (o Order) FreePieces() []Pieces {
	var free []Pieces
	for _, l := range o.Lines {
		if l.Free() > 0 {
			free = append(free, Pieces{Line: l.ID, Quantity: l.Free()})
		}
	}
	return free
}

// ToShip is the number of pieces that may be shipped now. In a shippable status
// these are all free ones; in wait_buyer_accept_goods pieces are free only when
// their parcel was closed before it left, so that their notice needs a new number.
func (o Order) ToShip() int {
	if o.Frozen || !o.Status.Shippable() && o.Status != AwaitingReceipt {
		return 0
	}
	return Count(o.FreePieces())
}

// UrgentAt is what orders with pieces to ship are sorted by: their deadline, or without
// one the notice that waits for a new number, which is earlier than any deadline.
func (o Order) UrgentAt() time.Time {
	for _, at := range []time.Time{o.ShipBy, o.ShippedAt} {
		if !at.IsZero() {
			return at
		}
	}
	return o.PlacedAt
}

// Line returns the line with the given id.
func (o Order) Line(id LineID) (Line, bool) {
	for _, l := range o.Lines {
		if l.ID == id {
			return l, true
		}
	}
	return Line{}, false
}
