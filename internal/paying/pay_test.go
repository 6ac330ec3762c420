package paying_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
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

func start(t testing.TB, s *shop.Shop, m paying.Method, parcels ...parcel.Parcel) paying.Payment {
	t.Helper()
	p, page, err := s.Paying.Start(t.Context(), s.Store, s.Owner, numbers(parcels), m)
	if err != nil {
		t.Fatal(err)
	}
	leads(t, page, p.Number)
	return p
}

// leads fails the test unless a page is the cashier's for a payment.
func leads(t testing.TB, page string, n paying.Number) {
	t.Helper()
	asked := shop.Request(t, page)
	if !strings.HasPrefix(page, "/rehearsal/alipay?") || !strings.Contains(asked.Get("biz_content"), string(n)) || asked.Get("sign") == "" {
		t.Errorf("the payer of %s is sent to %s", n, page)
	}
}

func numbers(parcels []parcel.Parcel) []parcel.Number {
	all := make([]parcel.Number, len(parcels))
	for i, p := range parcels {
		all[i] = p.Number
	}
	return all
}

func decide(t testing.TB, s *shop.Shop, p paying.Payment, d cashier.Decision) {
	t.Helper()
	back, err := s.Decide(t, p.Number, d)
	if err != nil || back != p.Number {
		t.Fatalf("decided %s: back to %q, %v", d, back, err)
	}
}

func expect(t testing.TB, s *shop.Shop, p paying.Payment, want paying.Status) paying.Payment {
	t.Helper()
	got, err := s.Paying.Get(t.Context(), p.Store, p.Number)
	if err != nil {
		t.Fatal(err)
	}
	if got.Status != want {
		t.Errorf("payment %s is %s, want %s", p.Number, got.Status, want)
	}
	return got
}

func TestAPaymentPaysWhatIsDueForEachParcel(t *testing.T) {
	s := shop.New(t)
	a, b := s.Charged(t, 3110), s.Charged(t, 905)
	p := start(t, s, paying.Alipay, a, b)
	if p.Amount != money.Of(4015, money.CNY) || p.CNY != p.Amount || p.Rate != 0 || len(p.Parcels) != 2 {
		t.Errorf("payment = %+v", p)
	}
	decide(t, s, p, cashier.Pay)
	got := expect(t, s, p, paying.Paid)
	if got.StartedBy != s.Owner || !got.DecidedAt.Equal(s.Clock.Wall()) || got.Gateway == "" {
		t.Errorf("paid = %+v", got)
	}
	if s.Due(t, a) != 0 || s.Due(t, b) != 0 {
		t.Errorf("due are %d and %d fen", s.Due(t, a), s.Due(t, b))
	}
}

func TestAPaymentInDollarsKeepsBothAmountsAndTheRate(t *testing.T) {
	s := shop.New(t)
	a, b := s.Charged(t, 3110), s.Charged(t, 1)
	p := start(t, s, paying.AlipayInternational, a, b)
	if p.Rate.String() != "7.2500" || p.Amount != money.Of(429+1, money.USD) || p.CNY != money.Of(3111, money.CNY) {
		t.Errorf("amount = %s, %s at %s", p.Amount, p.CNY, p.Rate)
	}
	decide(t, s, p, cashier.Pay)
	rows, err := s.Freight.Rows(t.Context(), s.Store, a.ID)
	if err != nil {
		t.Fatal(err)
	}
	last := rows[len(rows)-1]
	if last.Kind != freight.Paid || last.Amount != money.Of(3110, money.CNY) || last.Original != money.Of(429, money.USD) || last.Rate != p.Rate {
		t.Errorf("row = %+v", last)
	}
	if last.Day != "2026-11-20" {
		t.Errorf("the day in the store's zone is %s", last.Day)
	}
}

func TestOnlyWhatIsDueIsPaid(t *testing.T) {
	s := shop.New(t)
	due, free := s.Charged(t, 3110), s.Parcel(t)
	p := start(t, s, paying.Alipay, due, free, due)
	if len(p.Parcels) != 1 || p.Parcels[0].Number != due.Number {
		t.Errorf("parts = %+v", p.Parcels)
	}
	_, _, err := s.Paying.Start(t.Context(), s.Store, s.Owner, numbers([]parcel.Parcel{free}), paying.Alipay)
	if !errors.Is(err, paying.ErrNothingDue) {
		t.Errorf("error = %v, want nothing due", err)
	}
	if _, _, err := s.Paying.Start(t.Context(), s.Store, s.Owner, nil, paying.Alipay); !errors.Is(err, paying.ErrNothingDue) {
		t.Errorf("error = %v, want nothing due", err)
	}
}

func TestAnotherStoresParcelsAndPaymentsAreNotThere(t *testing.T) {
	s := shop.New(t)
	a := s.Charged(t, 3110)
	_, _, err := s.Paying.Start(t.Context(), s.Other, s.Owner, numbers([]parcel.Parcel{a}), paying.Alipay)
	if errs.KindOf(err) != errs.NotFound {
		t.Errorf("another store's parcel: %v", err)
	}
	p := start(t, s, paying.Alipay, a)
	for name, call := range map[string]func() error{
		"get":      func() error { _, err := s.Paying.Get(t.Context(), s.Other, p.Number); return err },
		"returned": func() error { _, err := s.Paying.Returned(t.Context(), s.Other, p.Number); return err },
		"continue": func() error { _, err := s.Paying.Continue(t.Context(), s.Other, p.Number); return err },
		"cashier":  func() error { _, err := s.Cashier.Bill(t.Context(), s.Other, s.Asked(t, p.Number)); return err },
		"decide": func() error {
			_, err := s.Cashier.Decide(t.Context(), s.Other, s.Asked(t, p.Number), cashier.Pay)
			return err
		},
	} {
		if err := call(); errs.KindOf(err) != errs.NotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
	expect(t, s, p, paying.Pending)
}

func TestOfTwentyWhoPayTheSameParcelsAtOnceOneStartsAPayment(t *testing.T) {
	s := shop.New(t)
	parcels := []parcel.Parcel{s.Charged(t, 3110), s.Charged(t, 905), s.Charged(t, 12)}
	var mu sync.Mutex
	started, told := map[paying.Number]bool{}, map[string]int{}
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			p, _, err := s.Paying.Start(t.Context(), s.Store, s.Owner, numbers(parcels[i%2:]), paying.Methods[i%2])
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				started[p.Number] = true
				return
			}
			var e *errs.Error
			if !errors.As(err, &e) || !errors.Is(err, paying.ErrInPayment) {
				t.Errorf("error = %v", err)
				return
			}
			told[fmt.Sprint(e.Args["Number"])]++
		})
	}
	wg.Wait()
	if len(started) != 1 || len(told) != 1 {
		t.Fatalf("started %v, told %v", started, told)
	}
	for n := range started {
		if told[string(n)] != 19 {
			t.Errorf("the others were told %v, not %s", told, n)
		}
	}
}

func TestWhatTheGatewaySaysAgainChangesNothing(t *testing.T) {
	s := shop.New(t)
	a := s.Charged(t, 3110)
	p := start(t, s, paying.Alipay, a)
	r := paying.Result{Number: p.Number, Gateway: "2000", Paid: true, Amount: p.Amount}
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			if err := s.Paying.Notify(t.Context(), r); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	expect(t, s, p, paying.Paid)
	rows, err := s.Freight.Rows(t.Context(), s.Store, a.ID)
	if err != nil || len(rows) != 3 || s.Due(t, a) != 0 {
		t.Errorf("%d rows, %d fen due, %v", len(rows), s.Due(t, a), err)
	}
}

func TestAPaymentOfAnotherAmountIsHeldAndItsParcelsStayDue(t *testing.T) {
	for name, amount := range map[string]money.Money{
		"less": money.Of(3109, money.CNY), "more": money.Of(3111, money.CNY), "another currency": money.Of(3110, money.USD),
	} {
		t.Run(name, func(t *testing.T) {
			s := shop.New(t)
			a := s.Charged(t, 3110)
			p := start(t, s, paying.Alipay, a)
			if err := s.Paying.Notify(t.Context(), paying.Result{Number: p.Number, Paid: true, Amount: amount}); err != nil {
				t.Fatal(err)
			}
			if got := expect(t, s, p, paying.Held); got.Reason != "payment_reason_other_amount" {
				t.Errorf("reason = %s", got.Reason)
			}
			if s.Due(t, a) != 3110 {
				t.Errorf("%d fen are due", s.Due(t, a))
			}
			_, _, err := s.Paying.Start(t.Context(), s.Store, s.Owner, numbers([]parcel.Parcel{a}), paying.Alipay)
			if !errors.Is(err, paying.ErrInPayment) {
				t.Errorf("paid a second time before somebody looked: %v", err)
			}
		})
	}
}

func TestAHeldPaymentIsReleasedOnceItIsSettled(t *testing.T) {
	s := shop.New(t)
	a := s.Charged(t, 3110)
	p := start(t, s, paying.Alipay, a)
	release := func() error { return s.Paying.Release(t.Context(), s.Store, s.Owner, p.Number) }
	if err := release(); !errors.Is(err, paying.ErrStatus) {
		t.Errorf("a pending payment is released: %v", err)
	}
	half := paying.Result{Number: p.Number, Paid: true, Amount: money.Of(1555, money.CNY)}
	notify := func() {
		if err := s.Paying.Notify(t.Context(), half); err != nil {
			t.Error(err)
		}
	}
	notify()
	for range 2 {
		if err := release(); err != nil {
			t.Fatal(err)
		}
	}
	notify() // once more, late
	expect(t, s, p, paying.Released)
	if err := s.Paying.Release(t.Context(), s.Other, s.Owner, p.Number); !errors.Is(err, paying.ErrNotFound) {
		t.Errorf("another store releases it: %v", err)
	}
	entries, err := s.Log.Of(t.Context(), s.Store, history.About(history.Payment, p.ID))
	if err != nil || len(entries) != 3 || entries[0].Action != "payment_became_released" || entries[0].Actor.Person != s.Owner ||
		entries[1].Args["Taken"] != "CN¥15.55" {
		t.Errorf("history says %+v, %v", entries, err)
	}
	if start(t, s, paying.Alipay, a); s.Due(t, a) != 3110 {
		t.Errorf("%d fen are due", s.Due(t, a))
	}
}

func TestADeclinedPaymentFreesItsParcels(t *testing.T) {
	s := shop.New(t)
	a := s.Charged(t, 3110)
	p := start(t, s, paying.Alipay, a)
	decide(t, s, p, cashier.Refuse)
	if got := expect(t, s, p, paying.Declined); got.Reason != "payment_reason_declined" {
		t.Errorf("reason = %s", got.Reason)
	}
	if _, err := s.Paying.Continue(t.Context(), s.Store, p.Number); !errors.Is(err, paying.ErrStatus) {
		t.Errorf("a declined payment goes on: %v", err)
	}
	next := start(t, s, paying.AlipayInternational, a)
	decide(t, s, next, cashier.Pay)
	expect(t, s, next, paying.Paid)
}

func TestAGatewayThatContradictsItselfIsNotBelieved(t *testing.T) {
	s := shop.New(t)
	a := s.Charged(t, 3110)
	p := start(t, s, paying.Alipay, a)
	decide(t, s, p, cashier.Refuse)
	err := s.Paying.Notify(t.Context(), paying.Result{Number: p.Number, Paid: true, Amount: p.Amount})
	if !errors.Is(err, paying.ErrContradiction) || errs.KindOf(err) != errs.Internal {
		t.Errorf("error = %v", err)
	}
	expect(t, s, p, paying.Declined)
	if err := s.Paying.Notify(t.Context(), paying.Result{Number: "FP00000000000009", Paid: true}); !errors.Is(err, paying.ErrNotFound) {
		t.Errorf("a payment nobody started: %v", err)
	}
}

func TestALateNoticeIsNotNeededByWhoComesBack(t *testing.T) {
	s := shop.New(t)
	a := s.Charged(t, 3110)
	p := start(t, s, paying.Alipay, a)
	decide(t, s, p, cashier.PayLate)
	expect(t, s, p, paying.Pending)
	got, err := s.Paying.Returned(t.Context(), s.Store, p.Number)
	if err != nil || got.Status != paying.Paid {
		t.Fatalf("returned: %s, %v", got.Status, err)
	}
	s.Clock.Advance(cashier.NoticeDelay)
	if n, err := s.Cashier.SendNotices(t.Context(), s.Store); n != 1 || err != nil {
		t.Errorf("%d notices, %v", n, err)
	}
	if s.Due(t, a) != 0 {
		t.Errorf("%d fen are due", s.Due(t, a))
	}
}

func TestALateNoticeComesToWhoDoesNotComeBack(t *testing.T) {
	s := shop.New(t)
	a := s.Charged(t, 3110)
	p := start(t, s, paying.Alipay, a)
	decide(t, s, p, cashier.PayLate)
	if n, err := s.Cashier.SendNotices(t.Context(), s.Store); n != 0 || err != nil {
		t.Errorf("too soon: %d notices, %v", n, err)
	}
	s.Clock.Advance(cashier.NoticeDelay)
	if n, err := s.Cashier.SendNotices(t.Context(), s.Other); n != 0 || err != nil {
		t.Errorf("another store: %d notices, %v", n, err)
	}
	if n, err := s.Cashier.SendNotices(t.Context(), s.Store); n != 1 || err != nil {
		t.Errorf("%d notices, %v", n, err)
	}
	expect(t, s, p, paying.Paid)
	if n, err := s.Cashier.SendNotices(t.Context(), s.Store); n != 0 || err != nil {
		t.Errorf("again: %d notices, %v", n, err)
	}
}

func TestANoticeThatComesTwiceIsBookedOnce(t *testing.T) {
	s := shop.New(t)
	a := s.Charged(t, 3110)
	p := start(t, s, paying.Alipay, a)
	decide(t, s, p, cashier.PayTwice)
	expect(t, s, p, paying.Paid)
	s.Clock.Advance(cashier.NoticeDelay)
	if n, err := s.Cashier.SendNotices(t.Context(), s.Store); n != 1 || err != nil {
		t.Errorf("%d notices, %v", n, err)
	}
	if s.Due(t, a) != 0 {
		t.Errorf("%d fen are due", s.Due(t, a))
	}
}

func TestWhoGoesBackAndPaysAgainGoesOnWithTheSamePayment(t *testing.T) {
	s := shop.New(t)
	a := s.Charged(t, 3110)
	p := start(t, s, paying.Alipay, a)
	for range 2 {
		page, err := s.Paying.Continue(t.Context(), s.Store, p.Number)
		if err != nil {
			t.Fatal(err)
		}
		leads(t, page, p.Number)
	}
	decide(t, s, p, cashier.Pay)
	if _, err := s.Decide(t, p.Number, cashier.Pay); !errors.Is(err, cashier.ErrDecided) {
		t.Errorf("decided twice: %v", err)
	}
	if _, err := s.Paying.Continue(t.Context(), s.Store, p.Number); !errors.Is(err, paying.ErrStatus) {
		t.Errorf("a paid payment goes on: %v", err)
	}
}

func TestASilentPaymentIsClosedAtTheGatewayBeforeItsParcelsAreFree(t *testing.T) {
	s := shop.New(t)
	a, b := s.Charged(t, 3110), s.Charged(t, 905)
	open, late := start(t, s, paying.Alipay, a), start(t, s, paying.Alipay, b)
	decide(t, s, late, cashier.PayLate)
	s.Clock.Advance(paying.SilentAfter - time.Millisecond)
	if n, err := s.Paying.CloseSilent(t.Context(), s.Store); n != 0 || err != nil {
		t.Errorf("too soon: %d, %v", n, err)
	}
	s.Clock.Advance(time.Millisecond)
	if n, err := s.Paying.CloseSilent(t.Context(), s.Store); n != 2 || err != nil {
		t.Errorf("closed %d, %v", n, err)
	}
	if got := expect(t, s, open, paying.Declined); got.Reason != "payment_reason_closed" {
		t.Errorf("reason = %s", got.Reason)
	}
	expect(t, s, late, paying.Paid)
	if _, err := s.Decide(t, open.Number, cashier.Pay); !errors.Is(err, cashier.ErrExpired) {
		t.Errorf("a closed payment is paid: %v", err)
	}
	start(t, s, paying.Alipay, a)
}

// deaf is a gateway that does not hear of payments that start.
type deaf struct{ paying.Gateway }

func (deaf) Start(context.Context, paying.Payment) (string, error) {
	return "", errs.New(errs.Unavailable, "payment_no_gateway")
}

func TestAPaymentTheGatewayNeverHeardOfIsClosedForGood(t *testing.T) {
	s := shop.New(t)
	a := s.Charged(t, 3110)
	_, _, err := interrupted(s).Start(t.Context(), s.Store, s.Owner, numbers([]parcel.Parcel{a}), paying.Alipay)
	if errs.KindOf(err) != errs.Unavailable {
		t.Fatalf("error = %v", err)
	}
	_, _, err = s.Paying.Start(t.Context(), s.Store, s.Owner, numbers([]parcel.Parcel{a}), paying.Alipay)
	var e *errs.Error
	if !errors.As(err, &e) || !errors.Is(err, paying.ErrInPayment) {
		t.Fatalf("error = %v", err)
	}
	p, err := s.Paying.Get(t.Context(), s.Store, paying.Number(fmt.Sprint(e.Args["Number"])))
	if err != nil {
		t.Fatal(err)
	}
	s.Clock.Advance(paying.SilentAfter)
	if n, err := s.Paying.CloseSilent(t.Context(), s.Store); n != 1 || err != nil {
		t.Fatalf("closed %d, %v", n, err)
	}
	if _, err := s.Decide(t, p.Number, cashier.Pay); !errors.Is(err, cashier.ErrExpired) { // the payer gets there now
		t.Errorf("a closed payment is paid: %v", err)
	}
	start(t, s, paying.Alipay, a)
}

func TestEveryStepOfAPaymentIsInTheHistoryOfItsParcels(t *testing.T) {
	s := shop.New(t)
	a := s.Charged(t, 3110)
	p := start(t, s, paying.Alipay, a)
	decide(t, s, p, cashier.Pay)
	entries, err := s.Log.Of(t.Context(), s.Store, about(a))
	if err != nil || len(entries) != 2 {
		t.Fatalf("%d entries, %v", len(entries), err)
	}
	if entries[0].Action != "payment_became_paid" || entries[1].Action != "payment_started" || entries[1].Actor.Person != s.Owner {
		t.Errorf("entries = %+v", entries)
	}
	if got := entries[0].Args["Amount"]; got != "CN¥31.10" {
		t.Errorf("amount = %s", got)
	}
}
