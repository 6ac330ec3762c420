// Package alipay is the payment provider behind freight payments.
//
// Cashier is the provider of rehearsal stores: it shows its own page, decides
// as the person there decides, and tells the shop at once, late or only when
// asked. It keeps its own memory and never shares a transaction with the product.
package alipay

import (
	"context"
	"fmt"
	"net/url"
	"strings"
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
	ErrPayer    = errs.New(errs.Invalid, "cashier_payer_missing")
	errInside   = errs.New(errs.Internal, "cashier_inside_transaction")
)

// NoticeDelay is how much later a late notice comes.
const NoticeDelay = 10 * time.Minute

// State is the state of a payment or an agreement at the cashier.
type State string

// The states.
const (
	Open     State = "open"
	Paid     State = "paid"
	Declined State = "declined"
	Closed   State = "closed" // by the shop
	Signed   State = "signed" // of an agreement
	Ended    State = "ended"  // of an agreement that was signed, or taken back before
)

// Order is a payment as the cashier knows it.
type Order struct {
	Number    paying.Number
	Store     account.StoreID
	Method    paying.Method
	Amount    money.Money
	State     State
	Paid      money.Money // what was really paid
	Gateway   string
	ReturnTo  string
	StartedAt time.Time
	DecidedAt time.Time
	NoticeDue time.Time // zero: nothing to tell
}

// Contract is an agreement for debits as the cashier knows it.
type Contract struct {
	Number   string
	Store    account.StoreID
	Method   paying.Method
	State    State
	Payer    string
	ID       string
	ReturnTo string
	AskedAt  time.Time
}

// Records is the cashier's memory. Put inserts or finds; Decide changes an open row only and reports whether it did.
type Records interface {
	PutOrder(ctx context.Context, o Order) error
	Order(ctx context.Context, n paying.Number) (Order, error)
	Decide(ctx context.Context, o Order) (bool, error)
	DueNotices(ctx context.Context, store account.StoreID, now time.Time) ([]Order, error)
	Told(ctx context.Context, n paying.Number) error
	PutContract(ctx context.Context, c Contract) error
	Contract(ctx context.Context, number string) (Contract, error)
	Sign(ctx context.Context, c Contract) (bool, error)
	// End ends a signed agreement with the cashier's own number.
	End(ctx context.Context, store account.StoreID, id string) error
	// Withdraw ends an agreement that is open or signed, by the shop's number.
	Withdraw(ctx context.Context, store account.StoreID, number string) error
}

// Shop is where the cashier sends its notices.
type Shop interface {
	Notify(ctx context.Context, r paying.Result) error
}

// Cashier is the payment provider of rehearsal stores.
type Cashier struct {
	records Records
	clock   account.Clock
	inside  func(context.Context) bool
	path    string
}

// NewCashier returns a cashier whose page is at path. inside reports whether a
// context is inside a transaction of the product, in which no provider may be called.
func NewCashier(records Records, clock account.Clock, inside func(context.Context) bool, path string) *Cashier {
	return &Cashier{records: records, clock: clock, inside: inside, path: path}
}

// Start announces a payment and returns the address of the cashier's page.
func (c *Cashier) Start(ctx context.Context, p paying.Payment, returnTo string) (string, error) {
	if c.inside(ctx) {
		return "", errInside
	}
	o := c.announced(p)
	o.ReturnTo = returnTo
	if err := c.records.PutOrder(ctx, o); err != nil {
		return "", fmt.Errorf("announce payment %s: %w", p.Number, err)
	}
	return c.page("payment", string(p.Number)), nil
}

// announced is a payment as the cashier first hears of it.
func (c *Cashier) announced(p paying.Payment) Order {
	return Order{
		Number: p.Number, Store: p.Store, Method: p.Method, Amount: p.Amount, State: Open,
		Paid: money.Of(0, p.Amount.Currency), Gateway: gatewayNumber("20", string(p.Number)), StartedAt: c.clock.Now(p.Store),
	}
}

// gatewayNumber makes the cashier's own number from the shop's.
func gatewayNumber(prefix, number string) string {
	return prefix + strings.Repeat("0", 12) + strings.TrimLeft(number, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}

func (c *Cashier) page(kind, number string) string {
	return c.path + "?" + url.Values{kind: {number}}.Encode()
}

// Result says what became of a payment.
func (c *Cashier) Result(ctx context.Context, n paying.Number) (paying.Result, bool, error) {
	o, err := c.records.Order(ctx, n)
	if errs.KindOf(err) == errs.NotFound {
		return paying.Result{}, false, nil
	}
	if err != nil || o.State == Open {
		return paying.Result{}, false, err
	}
	return o.result(), true, nil
}

func (o Order) result() paying.Result {
	r := paying.Result{Number: o.Number, Gateway: o.Gateway, Paid: o.State == Paid, Amount: o.Paid}
	if !r.Paid {
		r.Reason = "payment_reason_" + string(o.State)
	}
	return r
}

// Close closes an undecided payment; a decided one keeps its result. One that was
// never announced is remembered as closed, so that announcing it later opens nothing.
func (c *Cashier) Close(ctx context.Context, p paying.Payment) (paying.Result, error) {
	if c.inside(ctx) {
		return paying.Result{}, errInside
	}
	if err := c.records.PutOrder(ctx, c.announced(p)); err != nil {
		return paying.Result{}, fmt.Errorf("close payment %s: %w", p.Number, err)
	}
	closed := c.announced(p)
	closed.State, closed.DecidedAt = Closed, c.clock.Now(p.Store)
	if _, err := c.records.Decide(ctx, closed); err != nil {
		return paying.Result{}, fmt.Errorf("close payment %s: %w", p.Number, err)
	}
	o, err := c.records.Order(ctx, p.Number)
	return o.result(), err
}

// Order returns a payment of the store for the cashier's page.
func (c *Cashier) Order(ctx context.Context, store account.StoreID, n paying.Number) (Order, error) {
	o, err := c.records.Order(ctx, n)
	if err == nil && o.Store != store {
		return Order{}, ErrNotFound
	}
	return o, err
}

// Decision is what a person does on the cashier's page.
type Decision string

// The decisions; some are trouble a shop must be able to take.
const (
	Pay      Decision = "pay"
	PayLate  Decision = "pay_late"  // paid, and the notice comes late
	PayTwice Decision = "pay_twice" // paid, and the notice comes twice
	PayLess  Decision = "pay_less"  // another amount than asked for
	Refuse   Decision = "decline"
)

// Decisions lists every decision.
var Decisions = []Decision{Pay, PayLate, PayTwice, PayLess, Refuse}

// Key is the key of the decision's message.
func (d Decision) Key() string { return "cashier_" + string(d) }

// ParseDecision reads a decision from outside.
func ParseDecision(s string) (Decision, error) {
	for _, d := range Decisions {
		if string(d) == s {
			return d, nil
		}
	}
	return "", ErrNotFound
}

// Decide carries out what the payer decided, tells the shop unless the notice
// is to come late, and returns the address of the shop's page. What was decided before stays.
func (c *Cashier) Decide(ctx context.Context, store account.StoreID, n paying.Number, d Decision, shop Shop) (string, error) {
	o, err := c.Order(ctx, store, n)
	if err != nil {
		return "", err
	}
	if o.State != Open {
		return o.ReturnTo, ErrDecided
	}
	now := c.clock.Now(store)
	o.State, o.Paid, o.DecidedAt, o.NoticeDue = Paid, o.Amount, now, now
	switch d {
	case Refuse:
		o.State, o.Paid = Declined, money.Of(0, o.Amount.Currency)
	case PayLess:
		o.Paid.Minor = max(1, o.Amount.Minor/2)
	case PayLate, PayTwice:
		o.NoticeDue = now.Add(NoticeDelay)
	case Pay:
	}
	if done, err := c.records.Decide(ctx, o); err != nil || !done {
		return o.ReturnTo, err
	}
	if d == PayLate {
		return o.ReturnTo, nil
	}
	return o.ReturnTo, c.tell(ctx, o, shop, d != PayTwice)
}

// tell sends the shop its notice; last: there is none to come.
func (c *Cashier) tell(ctx context.Context, o Order, shop Shop, last bool) error {
	if err := shop.Notify(ctx, o.result()); err != nil {
		return fmt.Errorf("notice of payment %s: %w", o.Number, err)
	}
	if !last {
		return nil
	}
	return c.records.Told(ctx, o.Number)
}

// SendNotices sends the notices that are due by the store's clock, and returns how many.
func (c *Cashier) SendNotices(ctx context.Context, store account.StoreID, shop Shop) (int, error) {
	due, err := c.records.DueNotices(ctx, store, c.clock.Now(store))
	if err != nil {
		return 0, err
	}
	for i, o := range due {
		if err := c.tell(ctx, o, shop, true); err != nil {
			return i, err
		}
	}
	return len(due), nil
}
