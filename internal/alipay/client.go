// Package alipay speaks the protocol of Alipay's gateway: payments on a page,
// debits under an agreement, refunds, and the notices that the gateway sends.
//
// Requests are forms signed by the app's key; answers and notices are believed
// only if the gateway's key signed them and they are about what was asked.
// Nothing is repeated because an answer is missing: the gateway is asked.
//
// Its folder cashier holds the gateway of rehearsal stores.
package alipay

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/paying"
)

// Errors this package reports.
var (
	ErrSilent  = errs.New(errs.Unavailable, "payment_gateway_silent")  // no answer, or one that is not the gateway's: what was asked may have happened
	ErrRefused = errs.New(errs.Unavailable, "payment_gateway_refused") // args: Code

	errInside = errs.New(errs.Internal, "gateway_inside_transaction")
	errOther  = errs.New(errs.Internal, "gateway_answers_about_other") // args: Asked, Answered
)

// Merchant is an app at a gateway.
type Merchant struct {
	App     string
	Seller  string        // the seller's number at the gateway; notices must name it; empty: any
	Method  paying.Method // what is paid through it, which says in which currency
	Gateway string        // address that requests are sent to
	Page    string        // address that payers are led to; at Alipay the same
	Scene   string        // the scene of agreements, as agreed on with Alipay
	Notify  string        // our address for notices
	Return  string        // our address for payers who come back
	Keys    func(ctx context.Context) (Keys, error)
}

// Client asks a gateway as a merchant.
type Client struct {
	Merchant
	Wire   http.RoundTripper
	Clock  account.Clock
	Wall   func() time.Time
	Inside func(ctx context.Context) bool // whether a context is inside a transaction, in which nobody outside is asked
}

const (
	patience      = 10 * time.Second // for one answer
	longestAnswer = 1 << 20          // bytes
)

// Zone is the time zone of the gateway.
var Zone = time.FixedZone("Asia/Shanghai", 8*60*60)

// TimeLayout is how the protocol writes moments.
const TimeLayout = time.DateTime

// request is a signed request; content is what it is about.
func (c *Client) request(ctx context.Context, method string, content map[string]any) (url.Values, error) {
	if c.Inside(ctx) {
		return nil, errInside
	}
	keys, err := c.Keys(ctx)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(content)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", method, err)
	}
	v := url.Values{
		"app_id": {c.App}, "method": {method}, "format": {"JSON"}, "charset": {"utf-8"}, "sign_type": {"RSA2"}, "version": {"1.0"},
		"timestamp": {c.Wall().In(Zone).Format(TimeLayout)}, "notify_url": {c.Notify}, "biz_content": {string(text)},
	}
	if strings.HasSuffix(method, ".page.pay") || strings.HasSuffix(method, ".page.sign") {
		v.Set("return_url", c.Return)
	}
	signature, err := Sign(keys.Own, Text(v))
	v.Set("sign", signature)
	return v, err
}

// page is the address that a payer is led to.
func (c *Client) page(ctx context.Context, method string, content map[string]any) (string, error) {
	v, err := c.request(ctx, method, content)
	if err != nil {
		return "", err
	}
	return c.Page + "?" + v.Encode(), nil
}

// Answer is what every answer of a gateway has.
type Answer struct {
	Code    string `json:"code"`
	Message string `json:"msg"`
	Sub     string `json:"sub_code,omitempty"`
	SubText string `json:"sub_msg,omitempty"`
}

// Codes of answers.
const (
	Success = "10000"
	Waiting = "10003" // the payer has not decided yet
	Failed  = "40004" // Sub says why
)

// Why something failed.
const (
	NoTrade     = "ACQ.TRADE_NOT_EXIST"
	TradePaid   = "ACQ.TRADE_HAS_SUCCESS"
	TradeClosed = "ACQ.TRADE_HAS_CLOSE"
	WrongState  = "ACQ.TRADE_STATUS_ERROR"
	OtherTrade  = "ACQ.CONTEXT_INCONSISTENT"
	NoMoney     = "ACQ.BUYER_BALANCE_NOT_ENOUGH"
	NoAgreement = "USER_AGREEMENT_NOT_EXIST"
	SystemError = "ACQ.SYSTEM_ERROR" // it is not known whether it happened
)

// ask sends a request and reads the answer into answer, which is known to be the
// gateway's own. What failed is an answer too.
func (c *Client) ask(ctx context.Context, method string, content map[string]any, answer interface{ general() Answer }) error {
	v, err := c.request(ctx, method, content)
	if err != nil {
		return err
	}
	body, err := c.send(ctx, v)
	if err != nil {
		return fmt.Errorf("%s: %w: %w", method, ErrSilent, err)
	}
	if err := c.open(ctx, method, body, answer); err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	switch a := answer.general(); {
	case a.Code == Success, a.Code == Waiting, a.Code == Failed && !strings.HasSuffix(a.Sub, "SYSTEM_ERROR"):
		return nil
	case a.Code == Failed, a.Code == "20000":
		return fmt.Errorf("%s: %w: %s %s", method, ErrSilent, a.Code, a.Sub)
	default:
		return fmt.Errorf("%s: %w: %s", method, ErrRefused.With("Code", strings.TrimSpace(a.Code+" "+a.Sub)), a.SubText)
	}
}

// send sends a form and returns the body of the answer.
func (c *Client) send(ctx context.Context, v url.Values) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.Gateway+"?charset=utf-8", strings.NewReader(v.Encode()))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded;charset=utf-8")
	answer, err := c.Wire.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close() // read to its end, or given up
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("status %d", answer.StatusCode)
	}
	return io.ReadAll(io.LimitReader(answer.Body, longestAnswer))
}

// open verifies an answer and reads it. The signature is over the node exactly as
// it was sent. A refusal may come without one: it is told, and nothing follows from it.
func (c *Client) open(ctx context.Context, method string, body []byte, answer any) error {
	var nodes map[string]json.RawMessage
	if err := json.Unmarshal(body, &nodes); err != nil {
		return fmt.Errorf("%w: %w", ErrSilent, err)
	}
	if refusal, ok := nodes["error_response"]; ok {
		var a Answer
		if err := json.Unmarshal(refusal, &a); err != nil {
			return fmt.Errorf("%w: %w", ErrSilent, err)
		}
		return fmt.Errorf("%w: %s", ErrRefused.With("Code", strings.TrimSpace(a.Code+" "+a.Sub)), a.SubText)
	}
	keys, err := c.Keys(ctx)
	if err != nil {
		return err
	}
	node, signature := nodes[Node(method)], ""
	if err := json.Unmarshal(nodes["sign"], &signature); err != nil {
		return fmt.Errorf("%w: %w", ErrSilent, errSignature)
	}
	if err := Verify(keys.Theirs, string(node), signature); err != nil {
		return fmt.Errorf("%w: %w", ErrSilent, err)
	}
	if err := json.Unmarshal(node, answer); err != nil {
		return fmt.Errorf("%w: %w", ErrSilent, err)
	}
	return nil
}

// Node is the name of the node that holds the answer to a method.
func Node(method string) string { return strings.ReplaceAll(method, ".", "_") + "_response" }

func (a Answer) general() Answer { return a }

// subject is what payers see on their bills.
func subject(key, number string) string { return i18n.T(i18n.English, key, "Number", number) }
