package paying_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/alipay"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/history"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/testing/shop"
)

// state is what the gateway knows of an agreement, by the store's number of it.
func state(t *testing.T, s *shop.Shop, number string) alipay.State {
	t.Helper()
	k, err := s.Cashier.Contract(t.Context(), s.Store, number)
	if err != nil {
		t.Fatal(err)
	}
	return k.State
}

// silent is a gateway that does not answer when agreements are to end.
type silent struct{ paying.Gateway }

var errSilent = errors.New("the gateway does not answer")

func (silent) End(context.Context, account.StoreID, string) error      { return errSilent }
func (silent) Withdraw(context.Context, account.StoreID, string) error { return errSilent }

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
	if got := state(t, s, old); got != alipay.Signed {
		t.Errorf("before the new one is signed the old one is %s", got)
	}
	sign(t, s, next, "us@alipay.test", true)
	finish(t, s)
	if before, now := state(t, s, old), state(t, s, next); before != alipay.Ended || now != alipay.Signed {
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
	sign(t, s, asked(t, s, paying.Alipay), "new@alipay.test", true)
	broken := *s.Paying
	broken.Gateways = only{silent{s.Cashier}}
	if a, err := broken.FinishBinding(t.Context(), s.Store, s.Owner); err != nil || a.Name != "new@alipay.test" {
		t.Errorf("bound is %+v, %v", a, err)
	}
	if n, err := broken.EndAgreements(t.Context(), s.Store); n != 0 || !errors.Is(err, errSilent) || state(t, s, old) != alipay.Signed {
		t.Errorf("%d ended, %v, and the old one is %s", n, err, state(t, s, old))
	}
	if err := s.Tick(t.Context(), s.Store); err != nil || state(t, s, old) != alipay.Ended || ended(t, s) != 1 {
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
		if a.Name != kept.Name || a.Agreement != kept.Agreement || a.Asked != "" || state(t, s, old) != alipay.Signed {
			t.Errorf("declined: %+v, and the old agreement is %s", a, state(t, s, old))
		}
	}
	asked(t, s, paying.AlipayInternational) // and never decided
	if a := finish(t, s); a.Agreement != kept.Agreement || state(t, s, old) != alipay.Signed || ended(t, s) != 0 {
		t.Errorf("undecided: %+v, and the old agreement is %s", a, state(t, s, old))
	}
}

func TestAnAgreementNobodyWaitsForCannotBeSigned(t *testing.T) {
	s := shop.New(t)
	first := asked(t, s, paying.Alipay)
	second := asked(t, s, paying.AlipayInternational)
	if _, err := s.Cashier.Sign(t.Context(), s.Store, first, "x", true); !errors.Is(err, alipay.ErrDecided) || state(t, s, first) != alipay.Ended {
		t.Errorf("signing the first: %v, it is %s", err, state(t, s, first))
	}
	sign(t, s, second, "yiwu@alipay.test", true)
	if a := finish(t, s); a.Status != paying.Bound || a.Kind != paying.AlipayInternational {
		t.Errorf("the account is %+v", a)
	}
	third := asked(t, s, paying.Alipay)
	if err := s.Paying.Unbind(t.Context(), s.Store, s.Owner); err != nil || state(t, s, third) != alipay.Ended {
		t.Errorf("unbound, %v, what was asked for is %s", err, state(t, s, third))
	}
}

func TestAnAgreementThatWasSignedBeforeItWasTakenBackEnds(t *testing.T) {
	s := shop.New(t)
	first := asked(t, s, paying.Alipay)
	broken := *s.Paying
	broken.Gateways = only{silent{s.Cashier}}
	if _, err := broken.Bind(t.Context(), s.Store, s.Owner, paying.AlipayInternational, back); err != nil {
		t.Fatal(err)
	}
	sign(t, s, first, "late@alipay.test", true) // on a page that was still open
	if a := finish(t, s); a.Status != paying.NotBound {
		t.Errorf("the account is %+v", a)
	}
	if n, err := s.Paying.EndAgreements(t.Context(), s.Store); n != 1 || err != nil || state(t, s, first) != alipay.Ended {
		t.Errorf("%d ended, %v, the first is %s", n, err, state(t, s, first))
	}
}

func TestAnAgreementTakenBackBeforeItWasAnnouncedIsNeverOpen(t *testing.T) {
	s := shop.New(t)
	for range 2 {
		if err := s.Cashier.Withdraw(t.Context(), s.Store, "AG00200000000001"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Cashier.Agree(t.Context(), s.Store, "AG00200000000001", paying.Alipay, back); err != nil {
		t.Fatal(err)
	}
	if got := state(t, s, "AG00200000000001"); got != alipay.Ended {
		t.Errorf("it is %s", got)
	}
	err := s.DB.InTx(t.Context(), func(ctx context.Context) error { return s.Cashier.Withdraw(ctx, s.Store, "AG1") })
	if err == nil || errs.KindOf(err) != errs.Internal {
		t.Errorf("inside a transaction: %v", err)
	}
}

func TestAButtonPressedTwiceAtOnceAsksForOneAgreement(t *testing.T) {
	s := shop.New(t)
	pages := make([]string, 10)
	var wg sync.WaitGroup
	for i := range pages {
		wg.Go(func() {
			page, err := s.Paying.Bind(t.Context(), s.Store, s.Owner, paying.Alipay, back)
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
