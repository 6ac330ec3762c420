// Package cashier is the gateway of rehearsal stores. It speaks the protocol of
// Alipay's: requests, answers and notices are the same bytes, signed by keys it
// makes itself, and the shop reaches it by the same client, without a network.
//
// What payers decide on its pages it remembers, and tells the shop at once, late,
// twice or wrongly. It keeps its own memory and never shares a transaction with the product.
package cashier

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/money"
	"sellerdesk/internal/paying"
)

// Errors this package reports.
var (
	ErrNotFound = errs.New(errs.NotFound, "cashier_not_found")
	ErrDecided  = errs.New(errs.Conflict, "cashier_decided")
	ErrExpired  = errs.New(errs.Conflict, "cashier_expired")
	ErrPayer    = errs.New(errs.Invalid, "cashier_payer_missing")
)

// State is the state of a trade or an agreement at the cashier.
type State string

// The states.
const (
	Open     State = "open"
	Paid     State = "paid"
	Declined State = "declined"
	Closed   State = "closed" // by the shop, or when its time was over
	Signed   State = "signed" // of an agreement
	Ended    State = "ended"  // of an agreement that was signed
)

// Trade is a payment as the cashier knows it.
type Trade struct {
	Number    paying.Number
	Store     account.StoreID
	Method    paying.Method
	Amount    money.Money
	State     State
	Paid      money.Money // what was really paid
	Told      money.Money // what notices say was paid
	ID        string      // the cashier's own number
	Agreement string      // under which it was debited
	StartedAt time.Time
	ExpiresAt time.Time // when it can be paid no more; zero: not known
	DecidedAt time.Time
	NoticeDue time.Time // zero: nothing to tell
	Notices   int       // that were sent and not taken
}

// at is the trade as it is at a moment: one whose time is over is closed.
func (t Trade) at(now time.Time) Trade {
	if t.State == Open && !t.ExpiresAt.IsZero() && !now.Before(t.ExpiresAt) {
		t.State = Closed
	}
	return t
}

// Contract is an agreement for debits as the cashier knows it.
type Contract struct {
	Number  string
	Store   account.StoreID
	Method  paying.Method
	State   State
	Payer   string
	ID      string // the cashier's own number
	AskedAt time.Time
}

// Records is the cashier's memory. Put inserts or finds; Decide changes an open row only and reports whether it did.
type Records interface {
	Keys(ctx context.Context) (map[string]string, error)
	PutKeys(ctx context.Context, keys map[string]string) error
	PutTrade(ctx context.Context, t Trade) error
	Trade(ctx context.Context, n paying.Number) (Trade, error)
	Decide(ctx context.Context, t Trade) (bool, error)
	DueNotices(ctx context.Context, store account.StoreID, now time.Time) ([]Trade, error)
	// Tell stores when a trade's next notice is due, and how many were not taken.
	Tell(ctx context.Context, t Trade) error
	PutContract(ctx context.Context, c Contract) error
	Contract(ctx context.Context, number string) (Contract, error)
	// ContractByID finds an agreement by the cashier's own number.
	ContractByID(ctx context.Context, id string) (Contract, error)
	EndContract(ctx context.Context, number string) error
	PutRefund(ctx context.Context, r Refund) error
	Refund(ctx context.Context, request string) (Refund, error)
	// Refunded returns how much of a trade was given back, in minor units.
	Refunded(ctx context.Context, n paying.Number) (int64, error)
	Broke(ctx context.Context, store account.StoreID) (bool, error)
	SetBroke(ctx context.Context, store account.StoreID, yes bool) error
}

// Refund is a part of a trade that was given back.
type Refund struct {
	Request string // the shop's number of it
	Number  paying.Number
	Amount  money.Money
}

// Cashier is the gateway of rehearsal stores.
type Cashier struct {
	records Records
	clock   account.Clock
	wall    func() time.Time
	page    string       // address of its page
	shop    http.Handler // takes notices

	reading sync.Mutex
	made    *pairs
}

// New returns a cashier whose page is at an address. Nobody hears its notices before Serve.
func New(records Records, clock account.Clock, wall func() time.Time, page string) *Cashier {
	return &Cashier{records: records, clock: clock, wall: wall, page: page, shop: http.NotFoundHandler()}
}

// Serve sets who takes the cashier's notices.
func (c *Cashier) Serve(shop http.Handler) { c.shop = shop }

// ownNumber makes the cashier's own number from the shop's.
func ownNumber(prefix, number string) string {
	return prefix + strings.Repeat("0", 12) + strings.TrimLeft(number, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}

// Broke reports whether nothing can be debited from a store's account, because there is no money on it.
func (c *Cashier) Broke(ctx context.Context, store account.StoreID) (bool, error) {
	return c.records.Broke(ctx, store)
}

// SetBroke takes the money off the account of a store, or puts it back.
func (c *Cashier) SetBroke(ctx context.Context, store account.StoreID, yes bool) error {
	return c.records.SetBroke(ctx, store, yes)
}
