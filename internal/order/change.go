package order

import (
	"context"
	"slices"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/paging"
)

// Records are the stored orders.
type Records interface {
	// Insert stores an order with its lines; ErrDuplicate when the store has its number.
	Insert(ctx context.Context, o Order) (ID, error)
	Get(ctx context.Context, store account.StoreID, n Number) (Order, error)
	ByID(ctx context.Context, store account.StoreID, id ID) (Order, error)
	// ByNumbers and ForIDs return those of the orders that exist, with their lines.
	ByNumbers(ctx context.Context, store account.StoreID, numbers []Number) (map[Number]Order, error)
	// Newest returns the numbers of the orders placed last, the newest first.
	Newest(ctx context.Context, store account.StoreID, n int) ([]Number, error)
	ForIDs(ctx context.Context, store account.StoreID, ids []ID) (map[ID]Order, error)
	// Update stores what may change of an order: status, marks, deadlines and what is
	// taken of its lines. ErrChanged when somebody changed it since it was read.
	Update(ctx context.Context, o Order) error
	// Readdress stores where an order goes; ErrChanged when somebody changed it since it was read.
	Readdress(ctx context.Context, o Order) error
	// List returns a page of orders with their lines.
	List(ctx context.Context, f Filter) (paging.Page[Order], error)
	// Counts returns the numbers of the waiting box; of the filter it uses Store and DayEnd.
	Counts(ctx context.Context, f Filter) (Counts, error)
	// SameBuyers returns for each of some orders of a store the others of the same buyer
	// to the same address with pieces to ship, the oldest first.
	SameBuyers(ctx context.Context, store account.StoreID, orders []Order) (map[ID][]Number, error)
	// Due returns orders in a status whose time was up at a moment, the longest overdue
	// first: RiskControl by when they were paid, InCancel by when that was asked,
	// shippable ones by ShipBy, AwaitingReceipt by when they were shipped, FundProcessing by
	// when receipt was confirmed. Other statuses wait for nothing; frozen orders wait longer,
	// and so does the money of those in dispute.
	Due(ctx context.Context, store account.StoreID, s Status, before time.Time, limit int) ([]ID, error)
}

// Readdressable reports whether it still matters where the order goes.
func (o Order) Readdressable() bool { return o.Status.Shippable() && o.ToShip() > 0 }

// Take binds pieces to a logistics order or a notice. More than is free is ErrTaken.
func (o *Order) Take(pieces []Pieces) error {
	return o.count(pieces, Line.Free, func(l *Line, n int) { l.Taken += n })
}

// Give frees pieces that were taken.
func (o *Order) Give(pieces []Pieces) error {
	return o.count(pieces, func(l Line) int { return l.Taken }, func(l *Line, n int) { l.Taken -= n })
}

// Refund notes free pieces as not to be shipped any more, because the buyer gets the money back.
func (o *Order) Refund(pieces []Pieces) error {
	return o.count(pieces, Line.Free, func(l *Line, n int) { l.Refunded += n })
}

// count notes pieces on their lines; more than a line has for it is ErrTaken.
func (o *Order) count(pieces []Pieces, has func(Line) int, note func(*Line, int)) error {
	for _, p := range pieces {
		i := o.index(p.Line)
		if i < 0 || p.Quantity < 1 || p.Quantity > has(o.Lines[i]) {
			return ErrTaken
		}
		note(&o.Lines[i], p.Quantity)
	}
	return nil
}

func (o *Order) index(id LineID) int {
	return slices.IndexFunc(o.Lines, func(l Line) bool { return l.ID == id })
}

// Happen moves the order along its life because of e, and sees to its deadlines:
// the time to ship begins when the payment is verified, a wish to cancel stops it,
// a refusal lets the rest of it run on. Nothing but a failed risk check happens to
// a frozen order.
func (o *Order) Happen(e Event, now time.Time) error {
	if o.Frozen && e != RiskFailed {
		return ErrStatus.With("Status", o.Status, "Event", e)
	}
	if err := o.become(e); err != nil {
		return err
	}
	switch e {
	case Paid:
		o.PaidAt = now
	case RiskPassed:
		o.ShipBy = now.Add(ProcessingTime)
	case CancelAsked:
		o.Cancel.AskedAt, o.ShipLeft, o.ShipBy = now, max(0, o.ShipBy.Sub(now)), time.Time{}
	case CancelRefused:
		o.ShipBy, o.ShipLeft, o.Cancel = now.Add(o.ShipLeft), 0, CancelRequest{}
	case SomeNoticed:
		o.ShippedAt = now
	case AllNoticed:
		o.ShippedAt, o.ShipBy = now, time.Time{}
	case CancelAgreed:
		o.ShipLeft = 0
	case ShipByPassed:
		o.ShipBy = time.Time{}
		if err := o.Refund(o.FreePieces()); err != nil {
			return err
		}
	case RiskFailed:
		o.ShipBy, o.ShipLeft = time.Time{}, 0
	case BuyerConfirmed:
		o.Confirmed = now
	case Submitted, FundsReleased:
	}
	if o.Status == Finished {
		o.Finished = now
	}
	return nil
}

// ProcessingTime is how long a seller has to ship after the payment was verified
// (facts, section 8: 3 to 10 days, mostly 7).
const ProcessingTime = 7 * 24 * time.Hour
