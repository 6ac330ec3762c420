package alipay_test

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sellerdesk/internal/alipay"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/money"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/testing/sample"
)

// wire is a gateway somewhere that says what it is told to say.
type wire struct {
	t     *testing.T
	say   func(method string) string // the whole body
	asked []url.Values
	code  int
	err   error
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	v, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, err
	}
	w.asked = append(w.asked, v)
	if w.err != nil {
		return nil, w.err
	}
	if r.Method != http.MethodPost || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") || r.URL.Host != "gateway.test" {
		w.t.Errorf("asked by %s %s as %s", r.Method, r.URL, r.Header.Get("Content-Type"))
	}
	return &http.Response{StatusCode: cmp.Or(w.code, http.StatusOK), Body: io.NopCloser(strings.NewReader(w.say(v.Get("method"))))}, nil
}

// content is what a request was about.
func content(t testing.TB, v url.Values) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal([]byte(v.Get("biz_content")), &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// client asks a wire as an app that is paid by a method.
func client(t *testing.T, w *wire, m paying.Method) *alipay.Client {
	clock := sample.NewClock()
	w.t = t
	return &alipay.Client{
		Merchant: alipay.Merchant{
			App: "2021000000000001", Seller: "2088000000000009", Method: m, Gateway: "https://gateway.test/gateway.do", Page: "https://gateway.test/gateway.do",
			Scene: "INDUSTRY|TEST", Notify: "https://desk.test/alipay/notice", Return: "https://desk.test/alipay/return",
			Keys: func(context.Context) (alipay.Keys, error) { return keys(t), nil },
		},
		Wire: w, Clock: clock, Wall: clock.Wall, Inside: func(context.Context) bool { return false },
	}
}

// signed is an answer as a gateway signs it: node is exactly as it stands there.
func signed(t testing.TB, method, node string) string {
	t.Helper()
	signature, err := alipay.Sign(keys(t).Own, node)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf(`{ "%s" : %s,"sign":"%s"}`, alipay.Node(method), node, signature)
}

func payment(m paying.Method) paying.Payment {
	return paying.Payment{
		Store: 7, Number: "FP00200000000001", Method: m, Amount: money.Of(3110, m.Currency()), StartedAt: sample.Moment, Agreement: "20185",
	}
}

func TestAPayerIsLedToTheGatewayWithASignedRequest(t *testing.T) {
	c := client(t, &wire{}, paying.Alipay)
	page, err := c.Start(t.Context(), payment(paying.Alipay))
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(page)
	if err != nil || u.Host != "gateway.test" {
		t.Fatalf("led to %s, %v", page, err)
	}
	v := u.Query()
	if err := alipay.Verify(keys(t).Theirs, alipay.Text(v), v.Get("sign")); err != nil {
		t.Error(err)
	}
	for name, want := range map[string]string{
		"app_id": "2021000000000001", "method": "alipay.trade.page.pay", "charset": "utf-8", "sign_type": "RSA2", "version": "1.0", "format": "JSON",
		"timestamp": "2026-11-20 14:00:00", "notify_url": "https://desk.test/alipay/notice", "return_url": "https://desk.test/alipay/return",
	} {
		if v.Get(name) != want {
			t.Errorf("%s is %q", name, v.Get(name))
		}
	}
	about := content(t, v)
	if about["out_trade_no"] != "FP00200000000001" || about["total_amount"] != "31.10" || about["product_code"] != "FAST_INSTANT_TRADE_PAY" ||
		about["time_expire"] != "2026-11-20 14:14:00" || about["trans_currency"] != nil {
		t.Errorf("asked for %v", about)
	}
	abroad, err := client(t, &wire{}, paying.AlipayInternational).Start(t.Context(), payment(paying.AlipayInternational))
	if err != nil || !strings.Contains(abroad, url.QueryEscape(`"trans_currency":"USD"`)) {
		t.Errorf("in dollars: %s, %v", abroad, err)
	}
}

func TestAnAnswerIsReadAsItWasSigned(t *testing.T) {
	for name, node := range map[string]string{
		"as OpenSSL signed it": file(t, "answer.txt"),
		"an amount as number":  `{"code":"10000","out_trade_no":"FP00200000000001","trade_no":"2013112011001004330000121536","trade_status":"TRADE_FINISHED", "total_amount" : 31.10 }`,
	} {
		w := &wire{say: func(m string) string { return signed(t, m, node) }}
		r, decided, err := client(t, w, paying.Alipay).Result(t.Context(), "FP00200000000001")
		want := paying.Result{Number: "FP00200000000001", Gateway: "2013112011001004330000121536", Paid: true, Amount: money.Of(3110, money.CNY)}
		if err != nil || !decided || r != want {
			t.Errorf("%s: %+v, %v, %v", name, r, decided, err)
		}
	}
}

func TestWhatTheGatewayDidNotSignIsNotBelieved(t *testing.T) {
	paid := file(t, "answer.txt")
	whole := signed(t, alipay.TradeQuery, paid)
	for name, tt := range map[string]struct {
		say  string
		want error
	}{
		"another amount":              {strings.Replace(whole, "31.10", "0.10", 1), alipay.ErrSilent},
		"a blank more":                {strings.Replace(whole, `"31.10"`, ` "31.10"`, 1), alipay.ErrSilent},
		"no signature":                {`{"alipay_trade_query_response":` + paid + `}`, alipay.ErrSilent},
		"an answer to something else": {signed(t, alipay.TradeClose, paid), alipay.ErrSilent},
		"no JSON":                     {"<html>502</html>", alipay.ErrSilent},
		"nothing":                     {"", alipay.ErrSilent},
		"half of it":                  {whole[:len(whole)/2], alipay.ErrSilent},
		"a refusal":                   {`{"error_response":{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-signature","sub_msg":"x"}}`, alipay.ErrRefused},
		"its own trouble":             {signed(t, alipay.TradeQuery, `{"code":"20000","msg":"Service Currently Unavailable","sub_code":"aop.ACQ.SYSTEM_ERROR"}`), alipay.ErrSilent},
		"trouble of its system":       {signed(t, alipay.TradeQuery, `{"code":"40004","msg":"Business Failed","sub_code":"ACQ.SYSTEM_ERROR"}`), alipay.ErrSilent},
		"missing rights":              {signed(t, alipay.TradeQuery, `{"code":"40006","msg":"Insufficient Permissions","sub_code":"isv.insufficient-isv-permissions"}`), alipay.ErrRefused},
		"a wrong amount":              {signed(t, alipay.TradeQuery, strings.Replace(paid, "31.10", "31.1.0", 1)), alipay.ErrSilent},
	} {
		w := &wire{say: func(string) string { return tt.say }}
		r, decided, err := client(t, w, paying.Alipay).Result(t.Context(), "FP00200000000001")
		if decided || !errors.Is(err, tt.want) || r != (paying.Result{}) {
			t.Errorf("%s: %+v, %v, %v", name, r, decided, err)
		}
		if errs.KindOf(err) != errs.Unavailable {
			t.Errorf("%s is told as %v", name, err)
		}
	}
	w := &wire{say: func(m string) string { return signed(t, m, paid) }}
	if _, decided, err := client(t, w, paying.Alipay).Result(t.Context(), "FP00200000000002"); decided || err == nil {
		t.Errorf("an answer about another payment is believed: %v, %v", decided, err)
	}
	for _, w := range []*wire{{err: errors.New("no route")}, {code: 502, say: func(string) string { return whole }}} {
		if _, decided, err := client(t, w, paying.Alipay).Result(t.Context(), "FP00200000000001"); decided || !errors.Is(err, alipay.ErrSilent) {
			t.Errorf("an unreachable gateway: %v, %v", decided, err)
		}
	}
}

func TestADebitThatFailedIsClosedBeforeItIsGivenUp(t *testing.T) {
	failed := func(sub string) string { return `{"code":"40004","msg":"Business Failed","sub_code":"` + sub + `"}` }
	paid := file(t, "answer.txt")
	for _, tt := range []struct {
		pay, close, query string
		want              string // reason; "paid"; "pending"; "silent"
	}{
		{paid, "", "", "paid"},
		{failed("ACQ.BUYER_BALANCE_NOT_ENOUGH"), failed("ACQ.TRADE_NOT_EXIST"), "", "payment_reason_no_money"},
		{failed("ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH"), `{"code":"10000"}`, "", "payment_reason_no_money"},
		{failed("ACQ.AGREEMENT_NOT_EXIST"), failed("ACQ.TRADE_NOT_EXIST"), "", "payment_reason_no_agreement"},
		{failed("ACQ.PRODUCT_AMOUNT_LIMIT_ERROR"), failed("ACQ.TRADE_NOT_EXIST"), "", "payment_reason_refused"},
		{failed("ACQ.BUYER_BALANCE_NOT_ENOUGH"), failed("ACQ.TRADE_STATUS_ERROR"), paid, "paid"},
		{failed("ACQ.BUYER_BALANCE_NOT_ENOUGH"), failed("ACQ.SYSTEM_ERROR"), "", "silent"},
		{failed("ACQ.TRADE_HAS_SUCCESS"), "", paid, "paid"},
		{`{"code":"10003","msg":"order success pay inprocess"}`, "", "", "pending"},
		{`{"code":"20000","msg":"Unknow Error"}`, "", "", "silent"},
	} {
		says := map[string]string{alipay.TradePay: tt.pay, alipay.TradeClose: tt.close, alipay.TradeQuery: tt.query}
		w := &wire{say: func(m string) string { return signed(t, m, says[m]) }}
		r, decided, err := client(t, w, paying.Alipay).Debit(t.Context(), payment(paying.Alipay))
		got := r.Reason
		switch {
		case errors.Is(err, alipay.ErrSilent):
			got = "silent"
		case err != nil:
			t.Error(err)
		case !decided:
			got = "pending"
		case r.Paid:
			got = "paid"
		}
		if got != tt.want {
			t.Errorf("%s, then %s: %s, want %s", tt.pay, tt.close, got, tt.want)
		}
		if about := content(t, w.asked[0]); about["product_code"] != "GENERAL_WITHHOLDING" || fmt.Sprint(about["agreement_params"]) != "map[agreement_no:20185]" {
			t.Errorf("asked for %v", about)
		}
	}
}

func TestARefundIsAskedAboutBeforeItIsAskedFor(t *testing.T) {
	refund := paying.Refund{Payment: "FP00200000000001", Parcel: "LP00143017180001", Amount: money.Of(3110, money.CNY)}
	made := `{"code":"10000","out_trade_no":"FP00200000000001","out_request_no":"FP00200000000001LP00143017180001","refund_status":"REFUND_SUCCESS"}`
	unknown := `{"code":"10000"}`
	yes := `{"code":"10000","out_trade_no":"FP00200000000001","fund_change":"Y","refund_fee":"31.10"}`
	no := strings.Replace(yes, "Y", "N", 1)
	for _, tt := range []struct {
		queries []string
		refund  string
		asked   int
		want    error
	}{
		{[]string{made}, "", 1, nil},
		{[]string{unknown}, yes, 2, nil},
		{[]string{unknown, made}, no, 3, nil},
		{[]string{unknown, unknown}, no, 3, alipay.ErrSilent},
		{[]string{unknown}, `{"code":"40004","sub_code":"ACQ.SELLER_BALANCE_NOT_ENOUGH"}`, 2, alipay.ErrRefused},
		{[]string{`{"code":"40004","sub_code":"ACQ.SYSTEM_ERROR"}`}, "", 1, alipay.ErrSilent},
	} {
		queries := tt.queries
		w := &wire{say: func(m string) string {
			if m == alipay.TradeRefund {
				return signed(t, m, tt.refund)
			}
			said := queries[0]
			queries = queries[1:]
			return signed(t, m, said)
		}}
		err := client(t, w, paying.Alipay).Refund(t.Context(), refund)
		if tt.want == nil && err != nil || tt.want != nil && !errors.Is(err, tt.want) || len(w.asked) != tt.asked {
			t.Errorf("%v, %s: %v after %d requests", tt.queries, tt.refund, err, len(w.asked))
		}
	}
}

func TestNobodyIsAskedInsideATransaction(t *testing.T) {
	c := client(t, &wire{}, paying.Alipay)
	c.Inside = func(context.Context) bool { return true }
	_, _, err := c.Result(t.Context(), "FP00200000000001")
	if err == nil || errs.KindOf(err) != errs.Internal || len(c.Wire.(*wire).asked) > 0 {
		t.Errorf("asked inside a transaction: %v", err)
	}
	if _, err := c.Agree(t.Context(), 7, "AG1"); err == nil {
		t.Error("a page is handed out inside a transaction")
	}
}
