package alipay

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"sellerdesk/internal/money"
	"sellerdesk/internal/paying"
)

// Methods of the protocol about trades, as the protocol calls payments.
const (
	PagePay     = "alipay.trade.page.pay"
	TradePay    = "alipay.trade.pay"
	TradeQuery  = "alipay.trade.query"
	TradeClose  = "alipay.trade.close"
	TradeRefund = "alipay.trade.refund"
	RefundQuery = "alipay.trade.fastpay.refund.query"
)

// Products of Alipay.
const (
	productPage  = "FAST_INSTANT_TRADE_PAY"
	productDebit = "GENERAL_WITHHOLDING"
)

// States of a trade.
const (
	TradeWaits    = "WAIT_BUYER_PAY"
	TradeSuccess  = "TRADE_SUCCESS"
	TradeFinished = "TRADE_FINISHED" // paid, and too old to be refunded
	TradeIsClosed = "TRADE_CLOSED"   // never paid, or refunded in full
)

// spare is how long before we give a payment up the gateway stops taking it: their
// clocks may differ.
const spare = time.Minute

// expires is when a payment can be paid no more.
func expires(p paying.Payment) time.Time { return p.StartedAt.Add(paying.SilentAfter - spare) }

// trade is what the protocol wants to know about a payment.
func (c *Client) trade(p paying.Payment) map[string]any {
	content := map[string]any{
		"out_trade_no": string(p.Number), "total_amount": p.Amount.Decimal(), "subject": subject("alipay_subject", string(p.Number)),
		"time_expire": expires(p).In(Zone).Format(TimeLayout), "passback_params": strconv.FormatInt(int64(p.Store), 10),
	}
	if p.Amount.Currency != money.CNY {
		content["trans_currency"], content["settle_currency"] = p.Amount.Currency, p.Amount.Currency
	}
	return content
}

// Start returns the address of the page where the payer decides. The gateway
// hears of the payment when the payer gets there.
func (c *Client) Start(ctx context.Context, p paying.Payment) (string, error) {
	content := c.trade(p)
	content["product_code"] = productPage
	return c.page(ctx, PagePay, content)
}

// amount is an amount as the protocol writes it: text, or in some answers a number.
type amount string

// UnmarshalJSON takes the amount as it stands there.
func (a *amount) UnmarshalJSON(text []byte) error {
	*a = amount(strings.Trim(string(text), `"`))
	return nil
}

func (c *Client) money(a amount) (money.Money, error) {
	return money.Parse(string(a), c.Method.Currency())
}

// trade is an answer about a trade.
type trade struct {
	Answer
	Number   paying.Number `json:"out_trade_no"`
	Gateway  string        `json:"trade_no"`
	Status   string        `json:"trade_status"`
	Amount   amount        `json:"total_amount"`
	Currency string        `json:"trans_currency"`
}

// Result says what became of a payment, once that is decided.
func (c *Client) Result(ctx context.Context, n paying.Number) (paying.Result, bool, error) {
	var t trade
	if err := c.ask(ctx, TradeQuery, map[string]any{"out_trade_no": string(n)}, &t); err != nil {
		return paying.Result{}, false, err
	}
	if t.Sub == NoTrade {
		return paying.Result{}, false, nil
	}
	if t.Code != Success {
		return paying.Result{}, false, fmt.Errorf("%w: %s", ErrSilent, t.Sub)
	}
	return c.result(t, n)
}

// result reads what an answer says about a payment that was asked about.
func (c *Client) result(t trade, n paying.Number) (paying.Result, bool, error) {
	if t.Number != n {
		return paying.Result{}, false, errOther.With("Asked", n, "Answered", t.Number)
	}
	r := paying.Result{Number: n, Gateway: t.Gateway}
	switch t.Status {
	case TradeSuccess, TradeFinished:
		taken, err := c.money(t.Amount)
		if err != nil {
			return paying.Result{}, false, fmt.Errorf("%w: %w", ErrSilent, err)
		}
		if t.Currency != "" {
			taken.Currency = money.Currency(t.Currency)
		}
		r.Paid, r.Amount = true, taken
		return r, true, nil
	case TradeIsClosed:
		r.Amount, r.Reason = money.Of(0, c.Method.Currency()), "payment_reason_declined"
		return r, true, nil
	}
	return paying.Result{}, false, nil
}

// Close closes an undecided payment. One that the gateway never heard of is closed
// when its time is over: nobody can pay it any more. A decided one keeps its result.
func (c *Client) Close(ctx context.Context, p paying.Payment) (paying.Result, bool, error) {
	closed := paying.Result{Number: p.Number, Amount: money.Of(0, c.Method.Currency()), Reason: "payment_reason_closed"}
	var t trade
	if err := c.ask(ctx, TradeClose, map[string]any{"out_trade_no": string(p.Number)}, &t); err != nil {
		return paying.Result{}, false, err
	}
	switch {
	case t.Code == Success:
		closed.Gateway = t.Gateway
		return closed, true, nil
	case t.Sub == NoTrade:
		return closed, c.Clock.Now(p.Store).After(expires(p)), nil
	}
	r, decided, err := c.Result(ctx, p.Number)
	if decided && !r.Paid {
		r.Reason = closed.Reason
	}
	return r, decided, err
}

// Debit takes a payment from the account of an agreement, without a payer before a page.
func (c *Client) Debit(ctx context.Context, p paying.Payment) (paying.Result, bool, error) {
	content := c.trade(p)
	content["product_code"], content["agreement_params"] = productDebit, map[string]string{"agreement_no": p.Agreement}
	var t trade
	if err := c.ask(ctx, TradePay, content, &t); err != nil {
		return paying.Result{}, false, err
	}
	switch {
	case t.Code == Success:
		t.Status = TradeSuccess
		return c.result(t, p.Number)
	case t.Code == Waiting:
		return paying.Result{}, false, nil
	case t.Sub == TradePaid, t.Sub == TradeClosed:
		return c.Result(ctx, p.Number)
	}
	return c.failed(ctx, p, reasonOf(t.Sub))
}

// failed closes what a failed debit may have left behind, so that it is not paid later.
func (c *Client) failed(ctx context.Context, p paying.Payment, reason string) (paying.Result, bool, error) {
	var t trade
	if err := c.ask(ctx, TradeClose, map[string]any{"out_trade_no": string(p.Number)}, &t); err != nil {
		return paying.Result{}, false, err
	}
	if t.Code != Success && t.Sub != NoTrade {
		r, decided, err := c.Result(ctx, p.Number)
		if err != nil || !decided || r.Paid {
			return r, decided, err
		}
	}
	return paying.Result{Number: p.Number, Gateway: t.Gateway, Amount: money.Of(0, c.Method.Currency()), Reason: reason}, true, nil
}

// reasonOf is the key of why a debit failed.
func reasonOf(sub string) string {
	switch {
	case strings.Contains(sub, "BALANCE_NOT_ENOUGH"):
		return "payment_reason_no_money"
	case strings.Contains(sub, "AGREEMENT"):
		return "payment_reason_no_agreement"
	}
	return "payment_reason_refused"
}

// refund is an answer about a refund.
type refund struct {
	Answer
	Number  paying.Number `json:"out_trade_no"`
	Request string        `json:"out_request_no"`
	Status  string        `json:"refund_status"`
	Changed string        `json:"fund_change"`
}

// Refunds that were made.
const (
	RefundMade   = "REFUND_SUCCESS"
	FundsChanged = "Y"
)

// Refund gives back a part of a payment. The gateway is asked first whether it did so already.
func (c *Client) Refund(ctx context.Context, r paying.Refund) error {
	number := requestNumber(r)
	content := map[string]any{"out_trade_no": string(r.Payment), "out_request_no": number}
	made := func() (bool, error) {
		var q refund
		err := c.ask(ctx, RefundQuery, content, &q)
		return err == nil && q.Code == Success && q.Status == RefundMade && q.Number == r.Payment && q.Request == number, err
	}
	if done, err := made(); done || err != nil {
		return err
	}
	asked := map[string]any{
		"out_trade_no": string(r.Payment), "out_request_no": number,
		"refund_amount": r.Amount.Decimal(), "refund_reason": subject("alipay_refund_subject", string(r.Parcel)),
	}
	if r.Amount.Currency != money.CNY {
		asked["refund_currency"] = r.Amount.Currency
	}
	var a refund
	if err := c.ask(ctx, TradeRefund, asked, &a); err != nil {
		return err
	}
	if a.Code != Success {
		return ErrRefused.With("Code", a.Sub)
	}
	if a.Number == r.Payment && a.Changed == FundsChanged {
		return nil
	}
	if done, err := made(); !done {
		return cmp.Or[error](err, ErrSilent)
	}
	return nil
}

// requestNumber names a refund: a payment gives back once for a parcel.
func requestNumber(r paying.Refund) string { return string(r.Payment) + string(r.Parcel) }
