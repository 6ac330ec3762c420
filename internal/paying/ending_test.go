package paying_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"sellerdesk/internal/alipay/cashier"
	"sellerdesk/internal/history"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/testing/shop"
)

// state is what the gateway knows of an agreement, by the store's number of it.
func state(t *testing.T, s *shop.Shop, number string) cashier.State {
	t.Helper()
	for _, m := range paying.Methods {
		page, err := s.Gateways[m].Agree(t.Context(), s.Store, number)
		if err != nil {
			t.Fatal(err)
		}
		b, err := s.Cashier.Bill(t.Context(), s.Store, shop.Request(t, page))
		if err != nil {
			t.Fatal(err)
		}
		if b.Method == m {
			return b.State
		}
	}
	return ""
}

// silent is a gateway that does not answer when agreements are to end.
type silent struct{ paying.Gateway }

var errSilent = errors.New("the gateway does not answer")

func (silent) End(context.Context, string) error              { return errSilent }
func (silent) Withdraw(context.Context, string) (bool, error) { return false, errSilent }

// ended counts what the history says about agreements that ended.
func ended(t *testing.T, s *shop.Shop) int {
	t.Helper()
	entries, err := s.Log.Of(t.Context(), s.Store, history.About(history.Account, s.Store))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, e := range entries {
		if e.Action == "account_agreement_ended" {
			n++
			if e.Args["Name"] != "yiwu@alipay.test" || e.Actor.Kind != history.ByGateway {
				t.Errorf("%+v ended", e)
			}
		}
	}
	return n
}

func TestTheOldAgreementEndsOnceAnotherAccountIsBound(t *testing.T) {
	s := shop.New(t)
	old := asked(t, s, paying.Alipay)
	sign(t, s, old, "yiwu@alipay.test", true)
	finish(t, s)
	next := asked(t, s, paying.AlipayInternational)
	if got := state(t, s, old); got != cashier.Signed {
		t.Errorf("before the new one is signed the old one is %s", got)
	}
	sign(t, s, next, "us@alipay.test", true)
	finish(t, s)
	if before, now := state(t, s, old), state(t, s, next); before != cashier.Ended || now != cashier.Signed {
		t.Errorf("the old one is %s, the new one %s", before, now)
	}
	finish(t, s)
	if n, err := s.Paying.EndAgreements(t.Context(), s.Store); n != 0 || err != nil || ended(t, s) != 1 {
		t.Errorf("%d ended again, %v; the history tells of %d", n, err, ended(t, s))
	}
}

func TestASilentGatewayDoesNotStopTheBindingAndIsAskedAgain(t *testing.T) {
	s := shop.New(t)
	old := asked(t, s, paying.Alipay)
	sign(t, s, old, "yiwu@alipay.test", true)
	finish(t, s)
	s.Cashier.Serve(http.NotFoundHandler()) // or the binding would be finished by the notice
	sign(t, s, asked(t, s, paying.Alipay), "new@alipay.test", true)
	broken := *s.Paying
	broken.Gateways = only{silent{s.Gateways[paying.Alipay]}}
	if a, err := broken.FinishBinding(t.Context(), s.Store, history.Somebody(s.Owner)); err != nil || a.Name != "new@alipay.test" {
		t.Errorf("bound is %+v, %v", a, err)
	}
	if n, err := broken.EndAgreements(t.Context(), s.Store); n != 0 || !errors.Is(err, errSilent) || state(t, s, old) != cashier.Signed {
		t.Errorf("%d ended, %v, and the old one is %s", n, err, state(t, s, old))
	}
	if err := s.Tick(t.Context(), s.Store); err != nil || state(t, s, old) != cashier.Ended || ended(t, s) != 1 {
		t.Errorf("the worker ended %d, %v, and the old one is %s", ended(t, s), err, state(t, s, old))
	}
}

func TestWhoeverCancelsHalfwayKeepsTheOldAccount(t *testing.T) {
	s := shop.New(t)
	old := asked(t, s, paying.Alipay)
	sign(t, s, old, "yiwu@alipay.test", true)
	kept := finish(t, s)
	sign(t, s, asked(t, s, paying.AlipayInternational), "", false)
	for _, a := range []paying.Account{finish(t, s), finish(t, s)} {
		if a.Name != kept.Name || a.Agreement != kept.Agreement || a.Asked != "" || state(t, s, old) != cashier.Signed {
			t.Errorf("declined: %+v, and the old agreement is %s", a, state(t, s, old))
		}
	}
	asked(t, s, paying.AlipayInternational) // and never decided
	if a := finish(t, s); a.Agreement != kept.Agreement || state(t, s, old) != cashier.Signed || ended(t, s) != 0 {
		t.Errorf("undecided: %+v, and the old agreement is %s", a, state(t, s, old))
	}
}

func TestAnAgreementNobodyWaitsForEndsAsSoonAsItIsSigned(t *testing.T) {
	s := shop.New(t)
	first := asked(t, s, paying.Alipay)
	second := asked(t, s, paying.AlipayInternational)
	if err := s.Sign(t, first, paying.Alipay, "late@alipay.test", true); err != nil || state(t, s, first) != cashier.Ended {
		t.Errorf("signed after all: %v, it is %s", err, state(t, s, first))
	}
	sign(t, s, second, "yiwu@alipay.test", true)
	if a := finish(t, s); a.Status != paying.Bound || a.Kind != paying.AlipayInternational {
		t.Errorf("the account is %+v", a)
	}
	third := asked(t, s, paying.Alipay)
	if err := s.Paying.Unbind(t.Context(), s.Store, s.Owner); err != nil {
		t.Fatal(err)
	}
	if err := s.Sign(t, third, paying.Alipay, "late@alipay.test", true); err != nil || state(t, s, third) != cashier.Ended {
		t.Errorf("signed after the account was unbound: %v, it is %s", err, state(t, s, third))
	}
	if a := finish(t, s); a.Status != paying.NotBound {
		t.Errorf("the account is %+v", a)
	}
}

func TestAnAgreementThatWasSignedUnheardEndsWhenItsTimeToSignIsOver(t *testing.T) {
	s := shop.New(t)
	first := asked(t, s, paying.Alipay)
	asked(t, s, paying.AlipayInternational)
	s.Cashier.Serve(http.NotFoundHandler()) // the notice is lost
	if err := s.Sign(t, first, paying.Alipay, "late@alipay.test", true); err != nil || state(t, s, first) != cashier.Signed {
		t.Fatalf("signed: %v, it is %s", err, state(t, s, first))
	}
	end := func() int {
		t.Helper()
		n, err := s.Paying.EndAgreements(t.Context(), s.Store)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := end(); n != 0 {
		t.Errorf("%d ended while they can be signed yet", n)
	}
	s.Clock.Advance(paying.SignWithin)
	if n := end(); n != 1 || state(t, s, first) != cashier.Ended {
		t.Errorf("%d ended, the first is %s", n, state(t, s, first))
	}
	if n := end(); n != 0 {
		t.Errorf("%d ended again", n)
	}
}

func TestANoticeOfTheBoundAgreementThatComesAgainEndsNothing(t *testing.T) {
	s := shop.New(t)
	number := asked(t, s, paying.Alipay)
	sign(t, s, number, "yiwu@alipay.test", true)
	a := finish(t, s)
	for _, from := range []paying.Gateway{s.Gateways[paying.Alipay], s.Gateways[paying.AlipayInternational]} {
		if err := s.Paying.HeardAgreement(t.Context(), from, number, a.Agreement); err != nil {
			t.Error(err)
		}
	}
	if now := finish(t, s); now != a || state(t, s, number) != cashier.Signed {
		t.Errorf("the account is %+v, the agreement %s", now, state(t, s, number))
	}
}

func TestAnAgreementIsNotSignedAfterItsTime(t *testing.T) {
	s := shop.New(t)
	number := asked(t, s, paying.Alipay)
	page, err := s.Gateways[paying.Alipay].Agree(t.Context(), s.Store, number)
	if err != nil {
		t.Fatal(err)
	}
	s.Clock.Advance(paying.SignWithin + time.Second)
	if _, err := s.Cashier.Sign(t.Context(), s.Store, shop.Request(t, page), "x", true); !errors.Is(err, cashier.ErrExpired) {
		t.Errorf("signed from an old page: %v", err)
	}
	if again := asked(t, s, paying.Alipay); again != number {
		t.Errorf("asked anew under %s instead of %s", again, number)
	}
	sign(t, s, number, "yiwu@alipay.test", true)
}

func TestAButtonPressedTwiceAtOnceAsksForOneAgreement(t *testing.T) {
	s := shop.New(t)
	pages := make([]string, 10)
	var wg sync.WaitGroup
	for i := range pages {
		wg.Go(func() {
			page, err := s.Paying.Bind(t.Context(), s.Store, s.Owner, paying.Alipay)
			if err != nil {
				t.Error(err)
			}
			pages[i] = page
		})
	}
	wg.Wait()
	if slices.Sort(pages); pages[0] != pages[9] {
		t.Errorf("the payer is sent to %v", slices.Compact(pages))
	}
}
