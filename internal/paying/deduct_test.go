package paying_test

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"
	"time"

	"sellerdesk/internal/alipay/cashier"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/history"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/testing/shop"
)

// day is what the clock moves on by.
const day = 24 * time.Hour

// debtor is a shop with a bound account.
func debtor(t testing.TB, m paying.Method) *shop.Shop {
	t.Helper()
	s := shop.New(t)
	if a := bound(t, s, m); a.Status != paying.Bound {
		t.Fatalf("the account is %+v", a)
	}
	return s
}

// deduct does what the worker does about debits, and returns the debits so far, the newest first.
func deduct(t testing.TB, s *shop.Shop) []paying.Payment {
	t.Helper()
	if err := s.Tick(t.Context(), s.Store); err != nil {
		t.Fatal(err)
	}
	d, err := s.Paying.Debits(t.Context(), s.Store)
	if err != nil {
		t.Fatal(err)
	}
	return d.Last
}

// planned are the debits to come.
func planned(t testing.TB, s *shop.Shop) []paying.Planned {
	t.Helper()
	d, err := s.Paying.Debits(t.Context(), s.Store)
	if err != nil {
		t.Fatal(err)
	}
	return d.Planned
}

func broke(t testing.TB, s *shop.Shop, yes bool) {
	t.Helper()
	if err := s.Cashier.SetBroke(t.Context(), s.Store, yes); err != nil {
		t.Fatal(err)
	}
}

func TestFreightIsDebitedTwentyFourHoursAfterItsCharge(t *testing.T) {
	s := debtor(t, paying.Alipay)
	first := s.Charged(t, 3110)
	s.Clock.Advance(time.Hour)
	second := s.Charged(t, 905)
	if got := planned(t, s); len(got) != 2 || got[0].Parcel != first.Number || !got[0].At.Equal(s.Clock.Wall().Add(23*time.Hour)) || got[1].Due != money.Of(905, money.CNY) {
		t.Errorf("planned is %+v", got)
	}
	s.Clock.Advance(23*time.Hour - time.Millisecond)
	if got := deduct(t, s); len(got) != 0 || s.Due(t, first) != 3110 {
		t.Errorf("too soon: %+v", got)
	}
	s.Clock.Advance(time.Millisecond)
	got := deduct(t, s)
	if len(got) != 1 || got[0].Status != paying.Paid || got[0].Amount != money.Of(3110, money.CNY) || got[0].Agreement == "" || got[0].StartedBy != 0 {
		t.Fatalf("debited is %+v", got)
	}
	if s.Due(t, first) != 0 || s.Due(t, second) != 905 {
		t.Errorf("due are %d and %d fen", s.Due(t, first), s.Due(t, second))
	}
	if left := planned(t, s); len(left) != 1 || left[0].Parcel != second.Number {
		t.Errorf("planned is %+v", left)
	}
	s.Clock.Advance(time.Hour)
	if got := deduct(t, s); len(got) != 2 || s.Due(t, second) != 0 || len(planned(t, s)) != 0 {
		t.Errorf("debited is %+v", got)
	}
	entries, err := s.Log.Of(t.Context(), s.Store, about(first))
	if err != nil || len(entries) != 2 || entries[1].Action != "payment_debit_started" || entries[1].Actor != history.Clock || entries[0].Action != "payment_became_paid" {
		t.Errorf("history says %+v, %v", entries, err)
	}
}

func TestWhatIsDueAtTheSameMomentIsOneDebit(t *testing.T) {
	s := debtor(t, paying.AlipayInternational)
	a, b := s.Charged(t, 3110), s.Charged(t, 1)
	s.Clock.Advance(paying.DebitAfter)
	got := deduct(t, s)
	if len(got) != 1 || got[0].Amount != money.Of(429+1, money.USD) || got[0].CNY != money.Of(3111, money.CNY) || got[0].Rate == 0 {
		t.Errorf("debited is %+v", got)
	}
	if s.Due(t, a)+s.Due(t, b) != 0 {
		t.Error("freight is still due")
	}
}

func TestFreightThatWasPaidByHandIsNotDebited(t *testing.T) {
	s := debtor(t, paying.Alipay)
	a, b := s.Charged(t, 3110), s.Charged(t, 905)
	deduct(t, s)
	decide(t, s, start(t, s, paying.Alipay, a), cashier.Pay)
	open := start(t, s, paying.Alipay, b)
	s.Clock.Advance(paying.DebitAfter - paying.SilentAfter)
	open = expectClosed(t, s, open)
	s.Clock.Advance(paying.SilentAfter)
	again := start(t, s, paying.Alipay, b) // the payer is at the cashier when the debit falls due
	if got := deduct(t, s); len(got) != 0 {
		t.Errorf("debited while %s is under way: %+v", again.Number, got)
	}
	decide(t, s, again, cashier.Refuse)
	if got := deduct(t, s); len(got) != 1 || got[0].Amount.Minor != 905 || open.Status != paying.Declined {
		t.Errorf("debited is %+v", got)
	}
}

// expectClosed lets the worker close a payment that was silent.
func expectClosed(t testing.TB, s *shop.Shop, p paying.Payment) paying.Payment {
	t.Helper()
	deduct(t, s)
	return expect(t, s, p, paying.Declined)
}

func TestAFailedDebitIsTriedAgainAfterOneTwoAndThreeDays(t *testing.T) {
	s := debtor(t, paying.Alipay)
	a := s.Charged(t, 3110)
	broke(t, s, true)
	s.Clock.Advance(paying.DebitAfter)
	for tries, wait := range []time.Duration{day, 2 * day, 3 * day} {
		got := deduct(t, s)
		if len(got) != tries+1 || got[0].Status != paying.Declined || got[0].Reason != "payment_reason_no_money" {
			t.Fatalf("after %d tries: %+v", tries, got)
		}
		if next := planned(t, s); next[0].Failed != tries+1 || !next[0].At.Equal(s.Clock.Wall().Add(wait)) {
			t.Errorf("planned is %+v", next)
		}
		s.Clock.Advance(wait - time.Millisecond)
		if got := deduct(t, s); len(got) != tries+1 {
			t.Errorf("tried too soon: %+v", got)
		}
		s.Clock.Advance(time.Millisecond)
	}
	if got := deduct(t, s); len(got) != paying.Tries {
		t.Fatalf("%d tries", len(got))
	}
	s.Clock.Advance(30 * day)
	if got, next := deduct(t, s), planned(t, s); len(got) != paying.Tries || !next[0].At.IsZero() || s.Due(t, a) != 3110 {
		t.Errorf("after the last try: %d debits, planned %+v", len(got), next)
	}
}

func TestAnotherAccountIsDebitedAtOnceForWhatFailed(t *testing.T) {
	s := debtor(t, paying.Alipay)
	a := s.Charged(t, 3110)
	broke(t, s, true)
	for range 12 {
		s.Clock.Advance(day)
		deduct(t, s)
	}
	fresh := s.Charged(t, 905)
	broke(t, s, false)
	bound(t, s, paying.Alipay)
	if got := deduct(t, s); got[0].Status != paying.Paid || got[0].Amount.Minor != 3110 || s.Due(t, a) != 0 || s.Due(t, fresh) != 905 {
		t.Errorf("debited is %+v", got[0])
	}
}

func TestNothingIsDebitedWithoutAnAccount(t *testing.T) {
	s := shop.New(t)
	a := s.Charged(t, 3110)
	s.Clock.Advance(30 * day)
	if got := deduct(t, s); len(got) != 0 || s.Due(t, a) != 3110 {
		t.Errorf("debited is %+v", got)
	}
	bound(t, s, paying.Alipay)
	if got := deduct(t, s); len(got) != 1 || s.Due(t, a) != 0 {
		t.Errorf("once it is bound: %+v", got)
	}
}

func TestAnAgreementThatEndedElsewhereIsSaidToBeGone(t *testing.T) {
	s := debtor(t, paying.Alipay)
	s.Charged(t, 3110)
	a := finish(t, s)
	if err := s.Gateways[paying.Alipay].End(t.Context(), a.Agreement); err != nil {
		t.Fatal(err)
	}
	s.Clock.Advance(paying.DebitAfter)
	if got := deduct(t, s); len(got) != 1 || got[0].Reason != "payment_reason_no_agreement" {
		t.Errorf("debited is %+v", got)
	}
}

// cut is a gateway that debits without an answer, or does not hear of a debit.
type cut struct {
	paying.Gateway
	heard bool
}

func (c cut) Debit(ctx context.Context, p paying.Payment) (paying.Result, bool, error) {
	if c.heard {
		if _, _, err := c.Gateway.Debit(ctx, p); err != nil {
			return paying.Result{}, false, err
		}
	}
	return paying.Result{}, false, errSilent
}

func TestADebitWithoutAnAnswerIsAskedAboutAndNotRepeated(t *testing.T) {
	for name, heard := range map[string]bool{"which took place": true, "which did not": false} {
		t.Run(name, func(t *testing.T) {
			s := debtor(t, paying.Alipay)
			s.Cashier.Serve(http.NotFoundHandler()) // no notice arrives
			a := s.Charged(t, 3110)
			deduct(t, s)
			s.Clock.Advance(paying.DebitAfter)
			broken := *s.Paying
			broken.Gateways = only{cut{s.Gateways[paying.Alipay], heard}}
			if _, err := broken.Deduct(t.Context(), s.Store); !errors.Is(err, errSilent) {
				t.Fatalf("error = %v", err)
			}
			for range 3 {
				if got := deduct(t, s); len(got) != 1 || got[0].Status != paying.Pending {
					t.Fatalf("meanwhile %+v", got)
				}
			}
			_, _, err := s.Paying.Start(t.Context(), s.Store, s.Owner, numbers([]parcel.Parcel{a}), paying.Alipay)
			if !errors.Is(err, paying.ErrInPayment) {
				t.Errorf("paid by hand meanwhile: %v", err)
			}
			n := deduct(t, s)[0].Number
			if _, err := s.Paying.Continue(t.Context(), s.Store, n); !errors.Is(err, paying.ErrStatus) {
				t.Errorf("a payer is led to a debit: %v", err)
			}
			s.Clock.Advance(paying.SilentAfter)
			deduct(t, s)
			if got, want := len(deduct(t, s)), map[bool]int{true: 1, false: 2}[heard]; got != want || s.Due(t, a) != 0 {
				t.Errorf("%d debits, %d fen due", got, s.Due(t, a))
			}
			if failed := planned(t, s); len(failed) != 0 {
				t.Errorf("planned is %+v", failed)
			}
		})
	}
}

func TestADebitRacesPaymentsByHandAndNoticesAndPaysOnce(t *testing.T) {
	s := debtor(t, paying.Alipay)
	for round := range 8 {
		parcels := []parcel.Parcel{s.Charged(t, 3110), s.Charged(t, 905), s.Charged(t, 12)}
		s.Clock.Advance(paying.DebitAfter)
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				if _, err := s.Paying.Deduct(t.Context(), s.Store); err != nil && errs.KindOf(err) != errs.Conflict {
					t.Error(err)
				}
			})
			wg.Go(func() {
				p, page, err := s.Paying.Start(t.Context(), s.Store, s.Owner, numbers(parcels[round%2:]), paying.Alipay)
				if err != nil {
					if errs.KindOf(err) != errs.Conflict {
						t.Error(err)
					}
					return
				}
				if _, err := s.Cashier.Decide(t.Context(), s.Store, shop.Request(t, page), cashier.PayTwice); err != nil {
					t.Error(p.Number, err)
				}
			})
			wg.Go(func() {
				if _, err := s.Cashier.SendNotices(t.Context(), s.Store); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		s.Clock.Advance(paying.SilentAfter)
		deduct(t, s)
		for _, p := range parcels {
			rows, err := s.Freight.Rows(t.Context(), s.Store, p.ID)
			paid := 0
			for _, r := range rows {
				if r.Kind == freight.Paid {
					paid++
				}
			}
			if err != nil || paid != 1 || s.Due(t, p) != 0 {
				t.Errorf("round %d: parcel %s was paid %d times, %d fen are due, %v", round, p.Number, paid, s.Due(t, p), err)
			}
		}
	}
}
