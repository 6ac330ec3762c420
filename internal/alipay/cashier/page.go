package cashier

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/alipay"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/money"
	"sellerdesk/internal/paying"
)

// longestPayer is the longest sign-in name of a payer, in characters.
const longestPayer = 100

// Bill is what a payer sees: a payment or an agreement for debits. The page is told
// about it by the shop's signed request, in its address and in its forms.
type Bill struct {
	Agreement bool
	Number    string
	Method    paying.Method
	Amount    money.Money // of a payment
	State     State
	Back      string // the shop's page
}

// Open reports whether nothing was decided yet.
func (b Bill) Open() bool { return b.State == Open }

// request reads the request that led a payer of a store to a page.
func (c *Cashier) request(ctx context.Context, store account.StoreID, v url.Values, method string) (request, error) {
	r, err := c.read(ctx, v)
	switch {
	case errors.Is(err, errSignature), errors.Is(err, errApp), errors.Is(err, errArguments):
		return r, ErrNotFound
	case err != nil:
		return r, err
	case r.method != method || r.store() != store:
		return r, ErrNotFound
	}
	return r, nil
}

// Bill returns what a request asks of a payer of a store.
func (c *Cashier) Bill(ctx context.Context, store account.StoreID, v url.Values) (Bill, error) {
	if v.Get("method") == alipay.PageSign {
		r, k, err := c.contract(ctx, store, v)
		return Bill{Agreement: true, Number: k.Number, Method: k.Method, State: k.State, Back: r.back + "?" + url.Values{"external_agreement_no": {k.Number}}.Encode()}, err
	}
	r, t, err := c.pay(ctx, store, v)
	return Bill{Number: string(t.Number), Method: t.Method, Amount: t.Amount, State: t.State, Back: r.back + "?" + url.Values{"out_trade_no": {string(t.Number)}}.Encode()}, err
}

// pay reads a request for a payment, and returns the trade as it is now.
func (c *Cashier) pay(ctx context.Context, store account.StoreID, v url.Values) (request, Trade, error) {
	r, err := c.request(ctx, store, v, alipay.PagePay)
	if err != nil {
		return r, Trade{}, err
	}
	t, err := c.trade(r)
	if err != nil {
		return r, t, ErrNotFound
	}
	before, ok, err := c.known(ctx, r)
	if ok || err != nil {
		return r, before, err
	}
	return r, t.at(c.clock.Now(store)), nil
}

// Decision is what a person does on the cashier's page.
type Decision string

// The decisions; some are trouble that a shop must be able to take.
const (
	Pay      Decision = "pay"
	PayLate  Decision = "pay_late"  // paid, and the notice comes late
	PayTwice Decision = "pay_twice" // paid, and the notice comes twice
	PayLess  Decision = "pay_less"  // another amount than asked for
	PayWrong Decision = "pay_wrong" // paid, and the notice names another amount
	Refuse   Decision = "decline"
	Wait     Decision = "wait" // nothing, until the time is over
)

// Decisions lists every decision.
var Decisions = []Decision{Pay, PayLate, PayTwice, PayLess, PayWrong, Refuse, Wait}

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

// NoticeDelay is how much later a late notice comes.
const NoticeDelay = 10 * time.Minute

// Decide carries out what the payer decided, tells the shop unless the notice is to
// come late, and returns the address of the shop's page. What was decided before stays.
func (c *Cashier) Decide(ctx context.Context, store account.StoreID, v url.Values, d Decision) (string, error) {
	r, t, err := c.pay(ctx, store, v)
	if err != nil {
		return "", err
	}
	back, err := c.returned(ctx, r, t.facts(t.Amount))
	switch {
	case err != nil:
		return "", err
	case t.State == Closed && t.DecidedAt.IsZero():
		return back, ErrExpired
	case t.State != Open:
		return back, ErrDecided
	}
	if err := c.records.PutTrade(ctx, t); err != nil || d == Wait {
		return back, err
	}
	t = t.decided(d, c.clock.Now(store))
	if done, err := c.records.Decide(ctx, t); err != nil || !done {
		return back, err
	}
	if d == PayLate {
		return back, nil
	}
	return back, c.tell(ctx, t, d == PayTwice)
}

// decided is the trade after a decision.
func (t Trade) decided(d Decision, now time.Time) Trade {
	t.State, t.Paid, t.DecidedAt, t.NoticeDue = Paid, t.Amount, now, now
	half := money.Of(max(1, t.Amount.Minor/2), t.Amount.Currency)
	t.Told = t.Paid
	switch d {
	case Refuse:
		t.State, t.Paid, t.Told = Declined, money.Of(0, t.Amount.Currency), t.Amount
	case PayLess:
		t.Paid, t.Told = half, half
	case PayWrong:
		t.Told = half
	case PayLate, PayTwice:
		t.NoticeDue = now.Add(NoticeDelay)
	case Pay, Wait:
	}
	return t
}

// returned is the shop's page with what the cashier adds to its address: facts that
// it signs, and that the shop need not believe.
func (c *Cashier) returned(ctx context.Context, r request, said fields) (string, error) {
	v, err := c.signed(ctx, r.app, said, "method", r.method+".return", "version", "1.0")
	return r.back + "?" + v.Encode(), err
}

// contract reads a request for an agreement, and returns it as it is now.
func (c *Cashier) contract(ctx context.Context, store account.StoreID, v url.Values) (request, Contract, error) {
	r, err := c.request(ctx, store, v, alipay.PageSign)
	if err != nil {
		return r, Contract{}, err
	}
	k, err := c.records.Contract(ctx, r.Contract)
	if errs.KindOf(err) != errs.NotFound {
		return r, k, err
	}
	k = Contract{Number: r.Contract, Store: store, Method: r.paid, State: Open, ID: ownNumber("90", r.Contract), AskedAt: c.clock.Now(store)}
	return r, k, nil
}

// Sign signs or declines an agreement as the payer decided, tells the shop, and
// returns the address of the shop's page.
func (c *Cashier) Sign(ctx context.Context, store account.StoreID, v url.Values, payer string, yes bool) (string, error) {
	r, k, err := c.contract(ctx, store, v)
	if err != nil {
		return "", err
	}
	back, err := c.returned(ctx, r, fields{"external_agreement_no": k.Number})
	if err != nil {
		return "", err
	}
	if k.State != Open {
		return back, ErrDecided
	}
	if yes && c.wall().Sub(r.sent) > time.Duration(r.Window)*time.Second {
		return back, ErrExpired
	}
	k.State, k.Payer = Declined, ""
	if yes {
		k.State, k.Payer = Signed, strings.TrimSpace(payer)
		if n := len([]rune(k.Payer)); n == 0 || n > longestPayer {
			return back, ErrPayer
		}
	}
	if err := c.records.PutContract(ctx, k); err != nil || !yes {
		return back, err
	}
	_ = c.post(ctx, r.app, alipay.NoticeSign, k.facts()) // sent once: who comes back asks
	return back, nil
}
