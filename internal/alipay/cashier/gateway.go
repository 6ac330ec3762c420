package cashier

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/alipay"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/money"
	"sellerdesk/internal/paying"
)

// content is what requests are about.
type content struct {
	Number    paying.Number     `json:"out_trade_no"`
	Amount    string            `json:"total_amount"`
	Currency  money.Currency    `json:"trans_currency"`
	Expires   string            `json:"time_expire"`
	Store     string            `json:"passback_params"`
	Params    map[string]string `json:"agreement_params"`
	Agreement string            `json:"agreement_no"`
	Contract  string            `json:"external_agreement_no"`
	Login     string            `json:"external_logon_id"`
	Window    int               `json:"effect_time"` // seconds
	Request   string            `json:"out_request_no"`
	Refund    string            `json:"refund_amount"`
}

// request is a request of the shop whose signature is the shop's.
type request struct {
	content
	method string
	app    string
	paid   paying.Method
	notify string
	back   string
	sent   time.Time
}

// Faults of requests.
var (
	errSignature = errors.New("isv.invalid-signature")
	errApp       = errors.New("isv.invalid-app-id")
	errArguments = errors.New("isv.invalid-parameter")
)

// read verifies a request and reads it.
func (c *Cashier) read(ctx context.Context, v url.Values) (request, error) {
	r := request{
		method: v.Get("method"), app: v.Get("app_id"), notify: v.Get("notify_url"), back: v.Get("return_url"),
	}
	var ok bool
	if r.paid, ok = methodOf(r.app); !ok {
		return r, errApp
	}
	keys, err := c.keys(ctx)
	if err != nil {
		return r, err
	}
	if v.Get("sign_type") != "RSA2" || alipay.Verify(&keys.shop.PublicKey, alipay.Text(v), v.Get("sign")) != nil {
		return r, errSignature
	}
	if r.sent, err = time.ParseInLocation(alipay.TimeLayout, v.Get("timestamp"), alipay.Zone); err != nil {
		return r, errArguments
	}
	if json.Unmarshal([]byte(v.Get("biz_content")), &r.content) != nil {
		return r, errArguments
	}
	return r, nil
}

// store is whose payment or agreement a request is about.
func (r request) store() account.StoreID {
	text := r.Store
	if r.method == alipay.PageSign {
		text = r.Login
	}
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0
	}
	return account.StoreID(id)
}

// trade is the trade that a request asks for.
func (c *Cashier) trade(r request) (Trade, error) {
	amount, err := money.Parse(r.Amount, r.paid.Currency())
	if err != nil || amount.Minor <= 0 || r.Number == "" || r.store() == 0 || r.Currency != "" && r.Currency != amount.Currency {
		return Trade{}, errArguments
	}
	expires, err := time.ParseInLocation(alipay.TimeLayout, r.Expires, alipay.Zone)
	if err != nil {
		return Trade{}, errArguments
	}
	zero := money.Of(0, amount.Currency)
	return Trade{
		Number: r.Number, Store: r.store(), Method: r.paid, Amount: amount, State: Open, Paid: zero, Told: zero,
		ID: ownNumber("20", string(r.Number)), StartedAt: c.clock.Now(r.store()), ExpiresAt: expires,
	}, nil
}

// RoundTrip answers a request of the shop, as a gateway at the other end of a wire would.
func (c *Cashier) RoundTrip(r *http.Request) (*http.Response, error) {
	defer r.Body.Close() // read to its end
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	v, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, err
	}
	text, err := c.answer(r.Context(), v)
	if err != nil {
		return nil, err
	}
	return &http.Response{
		Status: "200 OK", StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header: http.Header{"Content-Type": {"text/html;charset=utf-8"}},
		Body:   io.NopCloser(bytes.NewReader(text)), ContentLength: int64(len(text)),
	}, nil
}

// answer is the signed answer to a form.
func (c *Cashier) answer(ctx context.Context, v url.Values) ([]byte, error) {
	r, err := c.read(ctx, v)
	switch {
	case errors.Is(err, errSignature), errors.Is(err, errApp), errors.Is(err, errArguments):
		return c.sign(ctx, "error_response", fields{"code": "40002", "msg": "Invalid Arguments", "sub_code": err.Error()})
	case err != nil:
		return nil, err
	}
	do, known := c.methods()[r.method]
	if !known {
		return c.sign(ctx, "error_response", fields{"code": "40002", "msg": "Invalid Arguments", "sub_code": "isv.invalid-method"})
	}
	said, err := do(ctx, r)
	if errors.Is(err, errArguments) {
		said, err = failed("ACQ.INVALID_PARAMETER"), nil
	}
	if err != nil {
		return nil, err
	}
	return c.sign(ctx, alipay.Node(r.method), said)
}

// fields are the fields of an answer.
type fields map[string]string

func succeeded(f fields) fields {
	f["code"], f["msg"] = alipay.Success, "Success"
	return f
}

func failed(sub string) fields {
	return fields{"code": alipay.Failed, "msg": "Business Failed", "sub_code": sub}
}

// sign makes the text of an answer; the signature is over the node as it stands there.
func (c *Cashier) sign(ctx context.Context, node string, said fields) ([]byte, error) {
	keys, err := c.keys(ctx)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(said)
	if err != nil {
		return nil, err
	}
	signature, err := alipay.Sign(keys.own, string(text))
	if err != nil {
		return nil, err
	}
	return json.Marshal(map[string]any{node: json.RawMessage(text), "sign": signature})
}

// methods are what the shop can ask for without a payer.
func (c *Cashier) methods() map[string]func(context.Context, request) (fields, error) {
	return map[string]func(context.Context, request) (fields, error){
		alipay.TradeQuery: c.query, alipay.TradeClose: c.close, alipay.TradePay: c.debit,
		alipay.TradeRefund: c.refund, alipay.RefundQuery: c.refunded,
		alipay.AgreementQuery: c.agreement, alipay.AgreementUnsign: c.unsign,
	}
}

// known is a trade of the app that asks, as it is now; ok is false where there is none.
func (c *Cashier) known(ctx context.Context, r request) (t Trade, ok bool, err error) {
	t, err = c.records.Trade(ctx, r.Number)
	if errs.KindOf(err) == errs.NotFound {
		return t, false, nil
	}
	return t.at(c.clock.Now(t.Store)), err == nil && t.Method == r.paid, err
}

// facts are what answers and notices say about a trade.
func (t Trade) facts(amount money.Money) fields {
	f := fields{"out_trade_no": string(t.Number), "trade_no": t.ID, "trade_status": t.status(), "total_amount": amount.Decimal()}
	if amount.Currency != money.CNY {
		f["trans_currency"] = string(amount.Currency)
	}
	return f
}

func (t Trade) status() string {
	switch t.State {
	case Paid:
		return alipay.TradeSuccess
	case Declined, Closed:
		return alipay.TradeIsClosed
	case Open, Signed, Ended:
	}
	return alipay.TradeWaits
}

// worth is the amount that answers name: what was paid, or what is asked for.
func (t Trade) worth() money.Money {
	if t.State == Paid {
		return t.Paid
	}
	return t.Amount
}

func (c *Cashier) query(ctx context.Context, r request) (fields, error) {
	t, ok, err := c.known(ctx, r)
	if err != nil || !ok {
		return failed(alipay.NoTrade), err
	}
	return succeeded(t.facts(t.worth())), nil
}

func (c *Cashier) close(ctx context.Context, r request) (fields, error) {
	t, ok, err := c.known(ctx, r)
	if err != nil || !ok {
		return failed(alipay.NoTrade), err
	}
	t.State, t.DecidedAt, t.NoticeDue = Closed, c.clock.Now(t.Store), time.Time{}
	done, err := c.records.Decide(ctx, t)
	if err != nil || !done {
		return failed(alipay.WrongState), err
	}
	return succeeded(fields{"out_trade_no": string(t.Number), "trade_no": t.ID}), nil
}
