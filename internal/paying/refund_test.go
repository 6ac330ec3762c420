package paying_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"sellerdesk/internal/alipay/cashier"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/testing/shop"
)

// paidFor is a parcel whose freight of 31.10 was paid.
func paidFor(t testing.TB, s *shop.Shop, m paying.Method) (parcel.Parcel, paying.Payment) {
	t.Helper()
	a := s.Charged(t, 3110)
	p := start(t, s, m, a)
	decide(t, s, p, cashier.Pay)
	return a, p
}

func giveBack(t testing.TB, s *paying.Service, store *shop.Shop) int {
	t.Helper()
	n, err := s.GiveBack(t.Context(), store.Store)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWhatWasPaidTooMuchIsGivenBackOnce(t *testing.T) {
	for _, m := range paying.Methods {
		t.Run(string(m), func(t *testing.T) {
			s := shop.New(t)
			a, p := paidFor(t, s, m)
			if n := giveBack(t, s.Paying, s); n != 0 {
				t.Errorf("%d refunds of what is owed to nobody", n)
			}
			s.Add(t, a, freight.Refunded, 3110) // domestic security stopped it
			if due := s.Due(t, a); due != -3110 {
				t.Fatalf("%d fen are due", due)
			}
			var wg sync.WaitGroup
			for range 4 {
				wg.Go(func() { giveBack(t, s.Paying, s) })
			}
			wg.Wait()
			rows, err := s.Freight.Rows(t.Context(), s.Store, a.ID)
			last := rows[len(rows)-1]
			if err != nil || len(rows) != 5 || last.Kind != freight.Paid || last.Amount != money.Of(-3110, money.CNY) || last.Original != p.Amount.Neg() || s.Due(t, a) != 0 {
				t.Errorf("%d rows, the last %+v, %d fen due, %v", len(rows), last, s.Due(t, a), err)
			}
			if n := giveBack(t, s.Paying, s); n != 0 {
				t.Errorf("%d refunds once more", n)
			}
		})
	}
}

func TestAPartOfAPaymentIsGivenBack(t *testing.T) {
	s := shop.New(t)
	a, _ := paidFor(t, s, paying.AlipayInternational) // US $4.29
	s.Add(t, a, freight.Adjusted, -1000)
	giveBack(t, s.Paying, s)
	rows, err := s.Freight.Rows(t.Context(), s.Store, a.ID)
	if last := rows[len(rows)-1]; err != nil || last.Amount != money.Of(-1000, money.CNY) || last.Original != money.Of(-138, money.USD) || s.Due(t, a) != 0 {
		t.Errorf("the last row is %+v, %d fen due, %v", last, s.Due(t, a), err)
	}
}

// stingy is a gateway that refunds without an answer, or not at all.
type stingy struct {
	paying.Gateway
	heard bool
}

func (g stingy) Refund(ctx context.Context, r paying.Refund) error {
	if g.heard {
		if err := g.Gateway.Refund(ctx, r); err != nil {
			return err
		}
	}
	return errSilent
}

func TestARefundWithoutAnAnswerIsMadeOnce(t *testing.T) {
	for _, heard := range []bool{true, false} {
		s := shop.New(t)
		a, _ := paidFor(t, s, paying.Alipay)
		s.Add(t, a, freight.Refunded, 3110)
		broken := *s.Paying
		broken.Gateways = only{stingy{s.Gateways[paying.Alipay], heard}}
		for range 2 {
			if n, err := broken.GiveBack(t.Context(), s.Store); n != 0 || !errors.Is(err, errSilent) || s.Due(t, a) != -3110 {
				t.Errorf("without an answer: %d, %v, %d fen due", n, err, s.Due(t, a))
			}
		}
		if n := giveBack(t, s.Paying, s); n != 1 || s.Due(t, a) != 0 {
			t.Errorf("%d refunds, %d fen due", n, s.Due(t, a))
		}
	}
}

func TestWhatWasNeverPaidThroughAGatewayIsNotGivenBack(t *testing.T) {
	s := shop.New(t)
	a := s.Charged(t, 3110)
	s.Add(t, a, freight.Refunded, 4000)
	if n := giveBack(t, s.Paying, s); n != 0 || s.Due(t, a) != -890 {
		t.Errorf("%d refunds, %d fen due", n, s.Due(t, a))
	}
}
