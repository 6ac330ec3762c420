package alipay_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"sellerdesk/internal/alipay"
	"sellerdesk/internal/alipay/cashier"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/testing/shop"
)

// ear is a shop with a payment of 31.10 yuan that is paid at the cashier, and the
// notice about it, which has not arrived.
type ear struct {
	*shop.Shop
	t      *testing.T
	parcel parcel.Parcel
	number paying.Number
	notice url.Values
}

func newEar(t *testing.T) *ear {
	t.Helper()
	e := &ear{Shop: shop.New(t), t: t}
	e.parcel = e.Charged(t, 3110)
	p, _, err := e.Paying.Start(t.Context(), e.Store, e.Owner, []parcel.Number{e.parcel.Number}, paying.Alipay)
	if err != nil {
		t.Fatal(err)
	}
	e.number = p.Number
	e.Cashier.Serve(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			t.Error(err)
		}
		e.notice = r.PostForm
	}))
	if _, err := e.Decide(t, p.Number, cashier.Pay); err != nil {
		t.Fatal(err)
	}
	return e
}

// hear sends the shop a notice and returns its word.
func (e *ear) hear(v url.Values) string {
	r := httptest.NewRequest(http.MethodPost, "/alipay/notice", strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
	w := httptest.NewRecorder()
	e.Gateways.Listen(e.Paying).ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		e.t.Errorf("a notice is answered with status %d", w.Code)
	}
	return w.Body.String()
}

// but is the notice with something else in it; the cashier signs that if it is to.
func (e *ear) but(signed bool, pairs ...string) url.Values {
	v := url.Values{}
	for name, values := range e.notice {
		v[name] = values
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	if signed {
		v.Del("sign")
		return shop.Notice(e.t, v)
	}
	return v
}

// is fails the test unless the payment has a status, and the ledger fits it.
func (e *ear) is(want paying.Status) {
	e.t.Helper()
	p, err := e.Paying.Get(e.t.Context(), e.Store, e.number)
	due := int64(3110)
	if want == paying.Paid {
		due = 0
	}
	rows, rowsErr := e.Freight.Rows(e.t.Context(), e.Store, e.parcel.ID)
	if err != nil || rowsErr != nil || p.Status != want || e.Due(e.t, e.parcel) != due || len(rows) != 3-int(due/3110) {
		e.t.Errorf("the payment is %s with %d fen due and %d rows of the ledger, want %s; %v, %v", p.Status, e.Due(e.t, e.parcel), len(rows), want, err, rowsErr)
	}
}

func TestANoticePaysOnceHoweverOftenItComes(t *testing.T) {
	e := newEar(t)
	e.is(paying.Pending)
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			if word := e.hear(e.notice); word != alipay.Taken {
				t.Errorf("answered %s", word)
			}
		})
	}
	wg.Wait()
	e.is(paying.Paid)
	if word := e.hear(e.notice); word != alipay.Taken { // replayed
		t.Errorf("a replay is answered %s", word)
	}
	e.is(paying.Paid)
}

func TestAForgedNoticeChangesNothing(t *testing.T) {
	e := newEar(t)
	for name, v := range map[string]url.Values{
		"another amount":           e.but(false, "total_amount", "0.10"),
		"another payment":          e.but(false, "out_trade_no", "FP00200000000099"),
		"another state":            e.but(false, "trade_status", "TRADE_CLOSED"),
		"a field more":             e.but(false, "refund_fee", "31.10"),
		"no signature":             e.but(false, "sign", ""),
		"a signature of nothing":   e.but(false, "sign", "AAAA"),
		"signed by SHA-1":          e.but(false, "sign_type", "RSA"),
		"an unknown app":           e.but(true, "app_id", "2021000000000001"),
		"no app":                   e.but(true, "app_id", ""),
		"another app of ours":      e.but(true, "app_id", "9021000000000002"),
		"another seller":           e.but(true, "seller_id", "2088000000000002"),
		"no seller":                e.but(true, "seller_id", ""),
		"a payment nobody started": e.but(true, "out_trade_no", "FP00200000000099"),
		"no amount":                e.but(true, "total_amount", ""),
		"an amount that is none":   e.but(true, "total_amount", "31.10 or so"),
		"a field twice":            func() url.Values { v := e.but(false); v["total_amount"] = []string{"31.10", "0.10"}; return v }(),
		"nothing":                  {},
	} {
		if word := e.hear(v); word != alipay.NotTaken {
			t.Errorf("%s: answered %s", name, word)
		}
		e.is(paying.Pending)
	}
	if word := e.hear(url.Values{"app_id": {strings.Repeat("9", 100_000)}}); word != alipay.NotTaken {
		t.Errorf("a huge notice is answered %s", word)
	}
	e.is(paying.Pending)
}

func TestANoticeOfAnotherAmountIsNotBelievedButAskedAbout(t *testing.T) {
	e := newEar(t)
	for _, amount := range []string{"15.55", "31.11", "3110.00"} {
		if word := e.hear(e.but(true, "total_amount", amount)); word != alipay.Taken && word != alipay.NotTaken {
			t.Errorf("answered %s", word)
		}
		e.is(paying.Paid) // as the gateway says when it is asked
	}
}

func TestNoticesThatComeInAnotherOrderChangeNothing(t *testing.T) {
	e := newEar(t)
	if word := e.hear(e.but(true, "trade_status", "WAIT_BUYER_PAY")); word != alipay.Taken {
		t.Errorf("that the payer waits is answered %s", word)
	}
	e.is(paying.Pending)
	e.hear(e.notice)
	for _, late := range []string{"WAIT_BUYER_PAY", "TRADE_FINISHED", "TRADE_CLOSED", "TRADE_SUCCESS"} {
		if word := e.hear(e.but(true, "trade_status", late)); word != alipay.Taken {
			t.Errorf("%s after it was paid is answered %s", late, word)
		}
		e.is(paying.Paid)
	}
	if word := e.hear(e.but(true, "notify_type", "something_new")); word != alipay.Taken {
		t.Errorf("a notice of a new kind is answered %s", word)
	}
}

func TestAPaymentThatWasClosedIsNotPaidByANoticeThatComesLater(t *testing.T) {
	e := newEar(t)
	if word := e.hear(e.but(true, "trade_status", "TRADE_CLOSED")); word != alipay.Taken {
		t.Errorf("closed: answered %s", word)
	}
	e.is(paying.Declined)
	if word := e.hear(e.notice); word != alipay.NotTaken { // somebody has to look at this
		t.Errorf("paid after it was closed: answered %s", word)
	}
	e.is(paying.Declined)
}
