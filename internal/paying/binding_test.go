package paying_test

import (
	"errors"
	"strings"
	"testing"

	"sellerdesk/internal/alipay/cashier"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/history"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/testing/shop"
)

// asked begins a binding and returns the number of the agreement.
func asked(t testing.TB, s *shop.Shop, m paying.Method) string {
	t.Helper()
	page, err := s.Paying.Bind(t.Context(), s.Store, s.Owner, m)
	if err != nil {
		t.Fatal(err)
	}
	bill, err := s.Cashier.Bill(t.Context(), s.Store, shop.Request(t, page))
	if err != nil || !bill.Agreement || bill.Method != m {
		t.Fatalf("the payer is sent to %s: %+v, %v", page, bill, err)
	}
	return bill.Number
}

// sign decides at the cashier about what was asked for.
func sign(t testing.TB, s *shop.Shop, number, payer string, yes bool) {
	t.Helper()
	a, err := s.Paying.Account(t.Context(), s.Store)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Sign(t, number, a.AskedKind, payer, yes); err != nil {
		t.Fatal(err)
	}
}

func finish(t testing.TB, s *shop.Shop) paying.Account {
	t.Helper()
	a, err := s.Paying.FinishBinding(t.Context(), s.Store, history.Somebody(s.Owner))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func bound(t testing.TB, s *shop.Shop, m paying.Method) paying.Account {
	t.Helper()
	sign(t, s, asked(t, s, m), "yiwu@alipay.test", true)
	return finish(t, s)
}

func TestAnAccountIsBoundOnceTheAgreementIsSigned(t *testing.T) {
	s := shop.New(t)
	a, err := s.Paying.Account(t.Context(), s.Store)
	if err != nil || a.Status != paying.NotBound {
		t.Fatalf("a new store has %+v, %v", a, err)
	}
	number := asked(t, s, paying.Alipay)
	if a := finish(t, s); a.Status != paying.NotBound || a.Asked != number {
		t.Errorf("before signing: %+v", a)
	}
	sign(t, s, number, " yiwu@alipay.test ", true)
	a = finish(t, s)
	if a.Status != paying.Bound || a.Kind != paying.Alipay || a.Name != "yiwu@alipay.test" || a.Agreement == "" || a.Asked != "" {
		t.Errorf("after signing: %+v", a)
	}
	if again := finish(t, s); again != a {
		t.Errorf("finishing again made %+v of %+v", again, a)
	}
	entries, err := s.Log.Of(t.Context(), s.Store, history.About(history.Account, s.Store))
	if err != nil || len(entries) != 1 || entries[0].Action != "account_bound" {
		t.Errorf("history = %+v, %v", entries, err)
	}
}

func TestABindingThatWaitsIsGoneOnWith(t *testing.T) {
	s := shop.New(t)
	first := asked(t, s, paying.Alipay)
	if again := asked(t, s, paying.Alipay); again != first {
		t.Errorf("a second click asked for %s beside %s", again, first)
	}
	if other := asked(t, s, paying.AlipayInternational); other == first {
		t.Error("the other kind of account has the same agreement")
	}
}

func TestADeclinedAgreementBindsNothing(t *testing.T) {
	s := shop.New(t)
	sign(t, s, asked(t, s, paying.Alipay), "", false)
	if a := finish(t, s); a.Status != paying.NotBound || a.Asked != "" {
		t.Errorf("account = %+v", a)
	}
}

func TestAnotherAccountTakesThePlaceOfTheBoundOne(t *testing.T) {
	s := shop.New(t)
	bound(t, s, paying.Alipay)
	number := asked(t, s, paying.AlipayInternational)
	if a := finish(t, s); a.Status != paying.Bound || a.Kind != paying.Alipay {
		t.Errorf("meanwhile %+v", a)
	}
	sign(t, s, number, "us@alipay.test", true)
	if a := finish(t, s); a.Kind != paying.AlipayInternational || a.Name != "us@alipay.test" {
		t.Errorf("account = %+v", a)
	}
}

func TestAnAgreementNeedsAPayerAndIsDecidedOnce(t *testing.T) {
	s := shop.New(t)
	number := asked(t, s, paying.Alipay)
	for _, payer := range []string{"", "  ", strings.Repeat("x", 101)} {
		if err := s.Sign(t, number, paying.Alipay, payer, true); !errors.Is(err, cashier.ErrPayer) {
			t.Errorf("payer %q: %v", payer, err)
		}
	}
	page, err := s.Gateways[paying.Alipay].Agree(t.Context(), s.Store, number)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Cashier.Sign(t.Context(), s.Other, shop.Request(t, page), "x", true); errs.KindOf(err) != errs.NotFound {
		t.Errorf("another store signs: %v", err)
	}
	sign(t, s, number, "yiwu@alipay.test", true)
	if err := s.Sign(t, number, paying.Alipay, "x", false); !errors.Is(err, cashier.ErrDecided) {
		t.Errorf("decided twice: %v", err)
	}
}

func TestAnAccountIsUnboundOnlyWhenNothingIsOpen(t *testing.T) {
	s := shop.New(t)
	unbind := func() error { return s.Paying.Unbind(t.Context(), s.Store, s.Owner) }
	if err := unbind(); !errors.Is(err, paying.ErrAccount) {
		t.Errorf("nothing is bound: %v", err)
	}
	number := asked(t, s, paying.Alipay)
	sign(t, s, number, "yiwu@alipay.test", true)
	finish(t, s)
	waiting := s.Parcel(t)
	if err := unbind(); !errors.Is(err, paying.ErrOweUnbind) {
		t.Errorf("a parcel waits for its charge: %v", err)
	}
	waiting.Status, waiting.Close, waiting.ClosedAt = parcel.Closed, parcel.CloseCancelled, s.Clock.Wall()
	if err := s.Parcels.Update(t.Context(), waiting); err != nil {
		t.Fatal(err)
	}
	due := s.Charged(t, 3110)
	if err := unbind(); !errors.Is(err, paying.ErrOweUnbind) {
		t.Errorf("freight is due: %v", err)
	}
	s.Add(t, due, freight.Refunded, 3110)
	if err := unbind(); err != nil {
		t.Fatal(err)
	}
	if got := state(t, s, number); got != cashier.Ended {
		t.Errorf("at the gateway the agreement is %s", got)
	}
	a, err := s.Paying.Account(t.Context(), s.Store)
	if err != nil || a.Status != paying.NotBound || a.Name != "" || a.Agreement != "" {
		t.Errorf("account = %+v, %v", a, err)
	}
}

func TestALiveStoreWithoutGatewayIsTold(t *testing.T) {
	s := shop.New(t)
	live := *s.Paying
	live.Gateways = none{}
	_, err := live.Bind(t.Context(), s.Store, s.Owner, paying.Alipay)
	if !errors.Is(err, paying.ErrNoGateway) {
		t.Errorf("bind: %v", err)
	}
	a := s.Charged(t, 3110)
	_, _, err = live.Start(t.Context(), s.Store, s.Owner, numbers([]parcel.Parcel{a}), paying.Alipay)
	if !errors.Is(err, paying.ErrNoGateway) {
		t.Errorf("pay: %v", err)
	}
	if p := start(t, s, paying.Alipay, a); p.Number == "" {
		t.Error("the refused payment is in the way")
	}
}
