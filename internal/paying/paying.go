// Package paying is what must happen together when freight is paid: payments by
// hand, their results, and the account from which freight may be debited.
//
// Money moves through a Gateway; what it says decides, and every answer of it
// is harmless when it comes twice, late, or after another.
package paying

import (
	"context"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
)

// Errors this package reports.
var (
	ErrNotFound   = errs.New(errs.NotFound, "payment_not_found")
	ErrNothingDue = errs.New(errs.Conflict, "payment_nothing_due")
	ErrInPayment  = errs.New(errs.Conflict, "payment_already_under_way") // args: Number of the pending payment
	ErrMethod     = errs.New(errs.Invalid, "payment_unknown_method")
	ErrStatus     = errs.New(errs.Conflict, "payment_status")
	ErrAccount    = errs.New(errs.Conflict, "account_status")
	ErrOweUnbind  = errs.New(errs.Conflict, "account_unbind_while_due")
	ErrChanged    = errs.New(errs.Conflict, "payment_changed")
	ErrTooMany    = errs.New(errs.Invalid, "payment_too_many_parcels") // args: Max
	ErrNoGateway  = errs.New(errs.Unavailable, "payment_no_gateway")   // args: Method; a live store without a gateway
	ErrNoRate     = errs.New(errs.Unavailable, "payment_no_rate")      // args: Currency

	// ErrContradiction is a fault of the gateway: it says something else than before.
	ErrContradiction = errs.New(errs.Internal, "payment_contradiction")
)

// Method is how freight is paid.
type Method string

// The methods. Alipay pays in CNY, Alipay International in USD at the day's rate.
const (
	Alipay              Method = "alipay"
	AlipayInternational Method = "alipay_international"
)

// Methods lists every method in the order of the pages.
var Methods = []Method{Alipay, AlipayInternational}

// Key is the key of the method's message.
func (m Method) Key() string { return "payment_method_" + string(m) }

// Currency is the currency the method pays in.
func (m Method) Currency() money.Currency {
	if m == AlipayInternational {
		return money.USD
	}
	return money.CNY
}

// ParseMethod reads a method from outside.
func ParseMethod(s string) (Method, error) {
	for _, m := range Methods {
		if string(m) == s {
			return m, nil
		}
	}
	return "", ErrMethod.With("Text", s)
}

// Number is a payment's number: FP and 14 digits, unique over all stores.
type Number string

// Status is the state of a payment.
type Status string

// The statuses.
const (
	Pending  Status = "pending"
	Paid     Status = "paid"
	Declined Status = "declined"
	Held     Status = "held"     // the gateway named another amount
	Released Status = "released" // it was held until somebody had settled with the gateway what it took
)

// Statuses lists every status.
var Statuses = []Status{Pending, Paid, Declined, Held, Released}

// Key is the key of the status's message.
func (s Status) Key() string { return "payment_status_" + string(s) }

// Verdict is what the gateway said about a payment, or somebody of the store who looked there.
type Verdict string

// The verdicts.
const (
	SaysPaid        Verdict = "says_paid"
	SaysDeclined    Verdict = "says_declined"
	SaysOtherAmount Verdict = "says_other_amount"
	SaysClosed      Verdict = "says_closed"  // closed there unpaid, after it was silent
	SaysSettled     Verdict = "says_settled" // finance or the owner, of a payment that was held
)

// Verdicts lists every verdict.
var Verdicts = []Verdict{SaysPaid, SaysDeclined, SaysOtherAmount, SaysClosed, SaysSettled}

// moves is the whole life of a payment (decisions, section 5).
var moves = []struct {
	From Status
	Says Verdict
	To   Status
}{
	{Pending, SaysPaid, Paid},
	{Pending, SaysDeclined, Declined},
	{Pending, SaysClosed, Declined},
	{Pending, SaysOtherAmount, Held},
	{Held, SaysSettled, Released},
}

// After returns the status a payment in s has after v.
func (s Status) After(v Verdict) (Status, error) {
	for _, m := range moves {
		if m.From == s && m.Says == v {
			return m.To, nil
		}
	}
	return s, ErrStatus.With("Status", s, "Verdict", v)
}

// SilentAfter is how long a payment may be pending before the gateway is asked and the payment closed there.
const SilentAfter = 15 * time.Minute

// SignWithin is how long an agreement can be signed after its page was asked for.
const SignWithin = 30 * time.Minute

// MaxParcels is the most parcels that are paid at once.
const MaxParcels = 5000

// Payment is one attempt to pay the freight of some parcels.
type Payment struct {
	ID        int64
	Store     account.StoreID
	Number    Number
	Method    Method
	Status    Status
	Amount    money.Money // in the method's currency
	CNY       money.Money
	Rate      money.Rate // CNY for one USD; 0 for Alipay
	Agreement string     // the gateway's number of the agreement it is debited under; empty: the payer decides
	Gateway   string     // the gateway's own number of it
	Reason    string     // key of why it was declined or held
	StartedBy account.PersonID
	StartedAt time.Time
	DecidedAt time.Time
	Version   int
	Parcels   []Part
}

// Part is what a payment pays for one parcel.
type Part struct {
	Parcel parcel.ID
	Number parcel.Number
	CNY    money.Money
	Amount money.Money // in the payment's currency
}

// AccountStatus is the state of a store's deduction account.
type AccountStatus string

// The states.
const (
	NotBound AccountStatus = "none"
	Bound    AccountStatus = "bound"
	Arrears  AccountStatus = "arrears" // the oldest due is over seven days: Submit stops
)

// AccountStatuses lists every state.
var AccountStatuses = []AccountStatus{NotBound, Bound, Arrears}

// Key is the key of the state's message.
func (s AccountStatus) Key() string { return "account_status_" + string(s) }

// AccountEvent is something that happened to a deduction account.
type AccountEvent string

// The events.
const (
	AgreementSigned AccountEvent = "agreement_signed"
	DueTooLong      AccountEvent = "due_too_long"
	DuePaid         AccountEvent = "due_paid"
	Unbound         AccountEvent = "unbound" // refused while anything is due or a parcel is between Submit and charge
)

// AccountEvents lists every event.
var AccountEvents = []AccountEvent{AgreementSigned, DueTooLong, DuePaid, Unbound}

// accountMoves is the whole life of a deduction account (decisions, section 5).
var accountMoves = []struct {
	From  AccountStatus
	Event AccountEvent
	To    AccountStatus
}{
	{NotBound, AgreementSigned, Bound},
	{Bound, AgreementSigned, Bound}, // another account takes its place
	{Bound, DueTooLong, Arrears},
	{Arrears, DuePaid, Bound},
	{Arrears, AgreementSigned, Arrears}, // what is due stays due
	{Bound, Unbound, NotBound},
}

// After returns the state an account in s has after e.
func (s AccountStatus) After(e AccountEvent) (AccountStatus, error) {
	for _, m := range accountMoves {
		if m.From == s && m.Event == e {
			return m.To, nil
		}
	}
	return s, ErrAccount.With("Status", s, "Event", e)
}

// Account is a store's deduction account.
type Account struct {
	Store     account.StoreID
	Status    AccountStatus
	Kind      Method
	Name      string // the account's sign-in name, as the gateway told it
	Agreement string // the gateway's number of the agreement
	Asked     string // number of a binding that waits for the gateway; empty: none
	AskedKind Method
	BoundAt   time.Time
	Version   int
}

// Gateway is the boundary to a payment provider. What it does not answer it is asked
// again, never told to do again: an answer that is missing says nothing.
type Gateway interface {
	// Start returns the address of the page where the payer decides about a payment.
	Start(ctx context.Context, p Payment) (page string, err error)
	// Debit takes a payment from the account of its agreement; decided is false while that is under way.
	Debit(ctx context.Context, p Payment) (r Result, decided bool, err error)
	// Result asks what became of a payment; decided is false while it is undecided or was never heard of.
	Result(ctx context.Context, n Number) (r Result, decided bool, err error)
	// Close closes an undecided payment, so that it can never be paid later; a decided one keeps its
	// result. decided is false while it was never heard of and may still be.
	Close(ctx context.Context, p Payment) (r Result, decided bool, err error)
	// Refund gives back a part of a payment, once.
	Refund(ctx context.Context, r Refund) error
	// Agree returns the address of the page where the payer signs an agreement for debits, within SignWithin.
	Agree(ctx context.Context, store account.StoreID, number string) (page string, err error)
	// Agreement asks what became of an agreement; decided is false while it is undecided or was never heard of.
	Agreement(ctx context.Context, number string) (a Agreement, decided bool, err error)
	// End ends a signed agreement, by the gateway's number of it: nothing is debited under it any more.
	End(ctx context.Context, agreement string) error
	// Withdraw ends an agreement that was asked for, by the store's number of it; ended is false
	// if it was never signed.
	Withdraw(ctx context.Context, number string) (ended bool, err error)
}

// Result is what the gateway says about a payment, as an answer, a late notice or on return.
type Result struct {
	Number  Number
	Gateway string // the gateway's own number
	Paid    bool
	Amount  money.Money // what was paid; checked against the payment
	Reason  string      // key of why it was declined
}

// Agreement is what the gateway says about an agreement that was asked for.
type Agreement struct {
	Number string // the number it was asked under
	Signed bool   // false: the payer declined
	ID     string // the gateway's number
	Method Method
	Name   string // the payer's sign-in name
}
