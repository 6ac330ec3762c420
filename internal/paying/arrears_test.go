package paying_test

import (
	"errors"
	"testing"
	"time"

	"sellerdesk/internal/alipay/cashier"
	"sellerdesk/internal/history"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/testing/shop"
)

// standing is the state of the deduction account after the worker has looked.
func standing(t testing.TB, s *shop.Shop) paying.AccountStatus {
	t.Helper()
	if _, err := s.Paying.KeepArrears(t.Context(), s.Store); err != nil {
		t.Fatal(err)
	}
	a, err := s.Paying.Account(t.Context(), s.Store)
	if err != nil {
		t.Fatal(err)
	}
	return a.Status
}

func TestFreightThatIsDueForMoreThanSevenDaysPutsTheStoreIntoArrears(t *testing.T) {
	s := debtor(t, paying.Alipay)
	old := s.Charged(t, 3110)
	s.Clock.Advance(2 * day)
	s.Charged(t, 905)
	s.Clock.Advance(5 * day)
	if got := standing(t, s); got != paying.Bound {
		t.Errorf("after seven days the account is %s", got)
	}
	s.Clock.Advance(time.Millisecond)
	for range 2 {
		if got := standing(t, s); got != paying.Arrears {
			t.Errorf("after more than seven days the account is %s", got)
		}
	}
	if yes, err := s.Paying.InArrears(t.Context(), s.Store); !yes || err != nil {
		t.Errorf("in arrears: %v, %v", yes, err)
	}
	if err := s.Paying.Unbind(t.Context(), s.Store, s.Owner); !errors.Is(err, paying.ErrOweUnbind) {
		t.Errorf("unbound in arrears: %v", err)
	}
	decide(t, s, start(t, s, paying.Alipay, old), cashier.Pay)
	a, err := s.Paying.Account(t.Context(), s.Store)
	if err != nil || a.Status != paying.Bound {
		t.Errorf("once the oldest is paid the account is %s, %v: the worker need not come first", a.Status, err)
	}
	entries, err := s.Log.Of(t.Context(), s.Store, history.About(history.Account, s.Store))
	if err != nil || len(entries) != 3 || entries[0].Action != "account_due_paid" || entries[1].Action != "account_due_too_long" || entries[1].Actor != history.Clock {
		t.Errorf("history says %+v, %v", entries, err)
	}
}

func TestAnAccountThatIsNotBoundIsNotInArrears(t *testing.T) {
	s := shop.New(t)
	s.Charged(t, 3110)
	s.Clock.Advance(30 * day)
	if got := standing(t, s); got != paying.NotBound {
		t.Errorf("the account is %s", got)
	}
}

func TestADebitTakesTheStoreOutOfArrears(t *testing.T) {
	s := debtor(t, paying.Alipay)
	s.Charged(t, 3110)
	broke(t, s, true)
	for range 8 {
		s.Clock.Advance(day)
		deduct(t, s)
	}
	if got := standing(t, s); got != paying.Arrears {
		t.Fatalf("after eight days without money the account is %s", got)
	}
	broke(t, s, false)
	number := asked(t, s, paying.AlipayInternational)
	sign(t, s, number, "us@alipay.test", true)
	if a := finish(t, s); a.Status != paying.Arrears || a.Kind != paying.AlipayInternational {
		t.Errorf("another account is bound: %+v", a)
	}
	deduct(t, s)
	if got := standing(t, s); got != paying.Bound {
		t.Errorf("after the debit the account is %s", got)
	}
}

func TestOtherStoresDoNotPayForTheArrearsOfOne(t *testing.T) {
	s := debtor(t, paying.Alipay)
	s.Charged(t, 3110)
	s.Clock.Advance(8 * day)
	if n, err := s.Paying.KeepArrears(t.Context(), s.Other); n != 0 || err != nil {
		t.Errorf("another store: %d, %v", n, err)
	}
	if n, err := s.Paying.Deduct(t.Context(), s.Other); n != 0 || err != nil {
		t.Errorf("debited from another store: %d, %v", n, err)
	}
}
