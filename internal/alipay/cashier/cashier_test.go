package cashier_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"sellerdesk/internal/alipay"
	"sellerdesk/internal/alipay/cashier"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/paying/gatewaytest"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/testing/shop"
)

// wire lies between a client and the cashier, and can be cut.
type wire struct {
	http.RoundTripper
	deaf, silent bool
}

func (w wire) RoundTrip(r *http.Request) (*http.Response, error) {
	if w.deaf {
		return nil, gatewaytest.ErrCut
	}
	answer, err := w.RoundTripper.RoundTrip(r)
	if w.silent && err == nil {
		return nil, errors.Join(gatewaytest.ErrCut, answer.Body.Close())
	}
	return answer, err
}

func TestTheCashierIsAGatewayForEveryMethod(t *testing.T) {
	for _, m := range paying.Methods {
		t.Run(string(m), func(t *testing.T) {
			gatewaytest.Run(t, func(t *testing.T, clock *sample.Clock) gatewaytest.Bench { return bench(t, clock, m) })
		})
	}
}

func bench(t *testing.T, clock *sample.Clock, m paying.Method) gatewaytest.Bench {
	records := shop.Keyed(t, sqlstore.NewCashier(dbtest.NewRehearsal(t)))
	product := dbtest.New(t)
	open := func() *cashier.Cashier { return cashier.New(records, clock, clock.Wall, "/rehearsal/alipay") }
	c := open()
	over := func(c *cashier.Cashier, w wire) paying.Gateway {
		w.RoundTripper = c
		client := *shop.NewGateways(c, clock, clock.Wall)[m]
		client.Wire = w
		return &client
	}
	decide := func(d cashier.Decision) func(string) error {
		return func(page string) error {
			_, err := c.Decide(t.Context(), gatewaytest.Store, shop.Request(t, page), d)
			return err
		}
	}
	return gatewaytest.Bench{
		Gateway: over(c, wire{}), Method: m,
		Restart: func() paying.Gateway { return over(open(), wire{}) },
		Deaf:    func() paying.Gateway { return over(c, wire{deaf: true}) },
		Silent:  func() paying.Gateway { return over(c, wire{silent: true}) },
		Pay:     decide(cashier.Pay), Decline: decide(cashier.Refuse),
		Sign: func(page, payer string) error {
			request := shop.Request(t, page)
			store := gatewaytest.Store
			if strings.Contains(request.Get("biz_content"), `"external_logon_id":"8"`) {
				store = gatewaytest.Other
			}
			_, err := c.Sign(t.Context(), store, request, payer, true)
			return err
		},
		Empty: func() {
			if err := c.SetBroke(t.Context(), gatewaytest.Store, true); err != nil {
				t.Fatal(err)
			}
		},
		InTx: func(ctx context.Context, fn func(context.Context) error) error { return product.InTx(ctx, fn) },
	}
}

// mail is a shop that keeps the notices it is sent and answers with a word.
type mail struct {
	word string
	got  []url.Values
}

func (m *mail) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err == nil {
		m.got = append(m.got, r.PostForm)
	}
	_, _ = io.WriteString(w, m.word)
}

// charged starts a payment of 31.10 yuan and returns its number.
func charged(t *testing.T, s *shop.Shop) paying.Number {
	t.Helper()
	p, _, err := s.Paying.Start(t.Context(), s.Store, s.Owner, []parcel.Number{s.Charged(t, 3110).Number}, paying.Alipay)
	if err != nil {
		t.Fatal(err)
	}
	return p.Number
}

func TestEachDecisionHasItsNotices(t *testing.T) {
	for _, tt := range []struct {
		decision       cashier.Decision
		status, amount string
		at, then       int // notices at once, and after NoticeDelay
	}{
		{cashier.Pay, "TRADE_SUCCESS", "31.10", 1, 0},
		{cashier.PayLate, "TRADE_SUCCESS", "31.10", 0, 1},
		{cashier.PayTwice, "TRADE_SUCCESS", "31.10", 1, 1},
		{cashier.PayLess, "TRADE_SUCCESS", "15.55", 1, 0},
		{cashier.PayWrong, "TRADE_SUCCESS", "15.55", 1, 0},
		{cashier.Refuse, "TRADE_CLOSED", "31.10", 1, 0},
		{cashier.Wait, "", "", 0, 0},
	} {
		t.Run(string(tt.decision), func(t *testing.T) {
			s, box := shop.New(t), &mail{word: alipay.Taken}
			n := charged(t, s)
			s.Cashier.Serve(box)
			if back, err := s.Decide(t, n, tt.decision); err != nil || back != n {
				t.Fatalf("led back to %s, %v", back, err)
			}
			if len(box.got) != tt.at {
				t.Errorf("%d notices at once", len(box.got))
			}
			s.Clock.Advance(cashier.NoticeDelay)
			if sent, err := s.Cashier.SendNotices(t.Context(), s.Store); sent != tt.then || err != nil {
				t.Errorf("%d notices later, %v", sent, err)
			}
			for _, v := range box.got {
				if v.Get("out_trade_no") != string(n) || v.Get("trade_status") != tt.status || v.Get("total_amount") != tt.amount || v.Get("seller_id") != cashier.Seller {
					t.Errorf("notice = %v", v)
				}
			}
		})
	}
}

func TestANoticeThatIsNotTakenIsSentAgainUntilTheCashierGivesUp(t *testing.T) {
	s, box := shop.New(t), &mail{word: alipay.NotTaken}
	n := charged(t, s)
	s.Cashier.Serve(box)
	if _, err := s.Decide(t, n, cashier.Pay); err != nil {
		t.Fatal(err)
	}
	for range 48 {
		s.Clock.Advance(time.Hour)
		if _, err := s.Cashier.SendNotices(t.Context(), s.Store); err != nil {
			t.Fatal(err)
		}
	}
	if len(box.got) != 8 {
		t.Errorf("%d notices were sent", len(box.got))
	}
}

func TestANoticeIsTakenOnceTheShopIsBack(t *testing.T) {
	s, box := shop.New(t), &mail{word: "502"}
	n := charged(t, s)
	s.Cashier.Serve(box)
	if _, err := s.Decide(t, n, cashier.Pay); err != nil {
		t.Fatal(err)
	}
	s.Cashier.Serve(s.Gateways.Listen(s.Paying))
	s.Clock.Advance(4 * time.Minute)
	for _, want := range []int{1, 0} {
		if sent, err := s.Cashier.SendNotices(t.Context(), s.Store); sent != want || err != nil {
			t.Errorf("%d notices, %v", sent, err)
		}
	}
	if p, err := s.Paying.Get(t.Context(), s.Store, n); err != nil || p.Status != paying.Paid {
		t.Errorf("the payment is %s, %v", p.Status, err)
	}
}

func TestWhatTheShopDidNotSignIsRefused(t *testing.T) {
	s := shop.New(t)
	n := charged(t, s)
	for name, change := range map[string]func(url.Values){
		"another amount": func(v url.Values) { v.Set("biz_content", strings.Replace(v.Get("biz_content"), "31.10", "0.10", 1)) },
		"no signature":   func(v url.Values) { v.Del("sign") },
		"an unknown app": func(v url.Values) { v.Set("app_id", "1") },
		"another method": func(v url.Values) { v.Set("method", alipay.TradeClose) },
	} {
		v := s.Asked(t, n)
		change(v)
		if _, err := s.Cashier.Bill(t.Context(), s.Store, v); !errors.Is(err, cashier.ErrNotFound) {
			t.Errorf("with %s the page shows a bill: %v", name, err)
		}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://cashier.invalid/", strings.NewReader(v.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		answer, err := s.Cashier.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		said, err := io.ReadAll(answer.Body)
		if err != nil || !strings.Contains(string(said), "error_response") {
			t.Errorf("with %s the gateway answers %s, %v", name, said, err)
		}
	}
}

func TestTheCashierMakesItsKeysOnce(t *testing.T) {
	records, clock := sqlstore.NewCashier(dbtest.NewRehearsal(t)), sample.NewClock()
	keys := func() alipay.Keys {
		t.Helper()
		m := cashier.New(records, clock, clock.Wall, "/").Merchant(paying.Alipay, "", "")
		k, err := m.Keys(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	first, second := keys(), keys()
	if !first.Own.Equal(second.Own) || !first.Theirs.Equal(second.Theirs) || first.Own.PublicKey.Equal(first.Theirs) {
		t.Error("the keys are not kept, or there is one pair only")
	}
}

func TestDecisionsAreReadAndHaveWords(t *testing.T) {
	for _, d := range cashier.Decisions {
		if got, err := cashier.ParseDecision(string(d)); got != d || err != nil {
			t.Errorf("%s is read as %s, %v", d, got, err)
		}
		if !i18n.Has(d.Key()) {
			t.Errorf("%s has no message", d.Key())
		}
	}
	if _, err := cashier.ParseDecision("steal"); errs.KindOf(err) != errs.NotFound {
		t.Errorf("stealing is a decision: %v", err)
	}
}
