package paying_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/testing/golden"
)

func TestTheLifeOfAPaymentIsAsDecided(t *testing.T) {
	var b strings.Builder
	for _, from := range paying.Statuses {
		for _, v := range paying.Verdicts {
			if to, err := from.After(v); err == nil {
				fmt.Fprintf(&b, "%-10s %-18s -> %s\n", from, v, to)
			} else if errs.KindOf(err) != errs.Conflict || to != from {
				t.Errorf("%s after %s is %s, %v", from, v, to, err)
			}
		}
	}
	golden.Check(t, "payment_moves.txt", b.String())
}

func TestTheLifeOfADeductionAccountIsAsDecided(t *testing.T) {
	var b strings.Builder
	for _, from := range paying.AccountStatuses {
		for _, e := range paying.AccountEvents {
			if to, err := from.After(e); err == nil {
				fmt.Fprintf(&b, "%-8s %-17s -> %s\n", from, e, to)
			} else if errs.KindOf(err) != errs.Conflict || to != from {
				t.Errorf("%s after %s is %s, %v", from, e, to, err)
			}
		}
	}
	golden.Check(t, "account_moves.txt", b.String())
}

func TestDebitsAreTriedAsDecided(t *testing.T) {
	s := debtor(t, paying.Alipay)
	s.Charged(t, 3110)
	broke(t, s, true)
	var b strings.Builder
	charged := s.Clock.Wall()
	for tries, status := 0, paying.Bound; tries < paying.Tries || status != paying.Arrears; s.Clock.Advance(time.Hour) {
		now := s.Clock.Wall().Sub(charged)
		if n := len(deduct(t, s)); n != tries {
			tries = n
			fmt.Fprintf(&b, "%4.0f h after the charge: try %d fails\n", now.Hours(), tries)
		}
		if got := standing(t, s); got != status {
			status = got
			fmt.Fprintf(&b, "%4.0f h after the charge: %s\n", now.Hours(), status)
		}
	}
	golden.Check(t, "debits.txt", b.String())
}

func TestStatesAndMethodsHaveTheirWords(t *testing.T) {
	var all []i18n.Keyed
	for _, s := range paying.Statuses {
		all = append(all, s)
	}
	for _, m := range paying.Methods {
		all = append(all, m)
	}
	for _, s := range paying.AccountStatuses {
		all = append(all, s)
	}
	for _, v := range all {
		if !i18n.Has(v.Key()) {
			t.Errorf("%s has no message", v.Key())
		}
	}
}

func TestNumbersAndMethodsFromOutsideAreRead(t *testing.T) {
	if n, err := paying.ParseNumber("FP00200000000001"); err != nil || n != "FP00200000000001" {
		t.Errorf("a number is read as %s, %v", n, err)
	}
	for _, bad := range []string{"", "FP", "fp00200000000001", "FP0020000000000x", "LP00200000000001", "FP002000000000011"} {
		if _, err := paying.ParseNumber(bad); errs.KindOf(err) != errs.NotFound {
			t.Errorf("%q is read as a number: %v", bad, err)
		}
	}
	for _, m := range paying.Methods {
		if got, err := paying.ParseMethod(string(m)); err != nil || got != m {
			t.Errorf("%s is read as %s, %v", m, got, err)
		}
	}
	if _, err := paying.ParseMethod("cash"); errs.KindOf(err) != errs.Invalid {
		t.Errorf("cash is a method: %v", err)
	}
}
