package alipay_test

import (
	"context"
	"errors"
	"testing"

	"sellerdesk/internal/alipay"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/money"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/testing/shop"
)

// announced starts a payment of 31.10 yuan at the cashier of a shop.
func announced(t *testing.T, s *shop.Shop) paying.Payment {
	t.Helper()
	p := paying.Payment{Store: s.Store, Number: "FP00200000000009", Method: paying.Alipay, Amount: money.Of(3110, money.CNY)}
	page, err := s.Cashier.Start(t.Context(), p, "/back")
	if err != nil || page != "/rehearsal/alipay?payment=FP00200000000009" {
		t.Fatalf("the payer is sent to %s, %v", page, err)
	}
	return p
}

func TestTheCashierSaysNothingBeforeThePayerDecides(t *testing.T) {
	s := shop.New(t)
	if _, decided, err := s.Cashier.Result(t.Context(), "FP00200000000001"); decided || err != nil {
		t.Errorf("a payment never started: %v, %v", decided, err)
	}
	p := announced(t, s)
	if _, decided, err := s.Cashier.Result(t.Context(), p.Number); decided || err != nil {
		t.Errorf("an open payment: %v, %v", decided, err)
	}
	if _, decided, err := s.Cashier.Agreement(t.Context(), "AG1"); decided || err != nil {
		t.Errorf("an agreement never asked for: %v, %v", decided, err)
	}
}

// shops are shops that do or do not take notices, and remember them.
type shops struct {
	heard []paying.Result
	err   error
}

func (s *shops) Notify(_ context.Context, r paying.Result) error {
	if s.err == nil {
		s.heard = append(s.heard, r)
	}
	return s.err
}

func TestEachDecisionHasItsResultAndItsNotices(t *testing.T) {
	for _, tt := range []struct {
		decision alipay.Decision
		paid     bool
		amount   int64
		reason   string
		at, then int // notices at once, and after NoticeDelay
	}{
		{alipay.Pay, true, 3110, "", 1, 0},
		{alipay.PayLate, true, 3110, "", 0, 1},
		{alipay.PayTwice, true, 3110, "", 1, 1},
		{alipay.PayLess, true, 1555, "", 1, 0},
		{alipay.Refuse, false, 0, "payment_reason_declined", 1, 0},
	} {
		t.Run(string(tt.decision), func(t *testing.T) {
			s, heard := shop.New(t), &shops{}
			p := announced(t, s)
			if back, err := s.Cashier.Decide(t.Context(), s.Store, p.Number, tt.decision, heard); err != nil || back != "/back" {
				t.Fatalf("back to %s, %v", back, err)
			}
			want := paying.Result{
				Number: p.Number, Gateway: "2000000000000000200000000009", Paid: tt.paid, Amount: money.Of(tt.amount, money.CNY), Reason: tt.reason,
			}
			if got, decided, err := s.Cashier.Result(t.Context(), p.Number); !decided || err != nil || got != want {
				t.Errorf("result = %+v, %v, %v", got, decided, err)
			}
			if len(heard.heard) != tt.at {
				t.Errorf("%d notices at once", len(heard.heard))
			}
			s.Clock.Advance(alipay.NoticeDelay)
			if n, err := s.Cashier.SendNotices(t.Context(), s.Store, heard); n != tt.then || err != nil {
				t.Errorf("%d notices later, %v", n, err)
			}
			for _, got := range heard.heard {
				if got != want {
					t.Errorf("notice = %+v", got)
				}
			}
		})
	}
}

func TestANoticeThatDidNotArriveIsSentAgain(t *testing.T) {
	s := shop.New(t)
	p, deaf := announced(t, s), &shops{err: errors.New("the shop is being restarted")}
	if _, err := s.Cashier.Decide(t.Context(), s.Store, p.Number, alipay.Pay, deaf); !errors.Is(err, deaf.err) {
		t.Fatalf("error = %v", err)
	}
	if n, err := s.Cashier.SendNotices(t.Context(), s.Store, deaf); n != 0 || !errors.Is(err, deaf.err) {
		t.Errorf("%d notices, %v", n, err)
	}
	deaf.err = nil
	if n, err := s.Cashier.SendNotices(t.Context(), s.Store, deaf); n != 1 || err != nil {
		t.Errorf("%d notices, %v", n, err)
	}
}

func TestTheCashierIsNeverAskedInsideATransaction(t *testing.T) {
	s := shop.New(t)
	p := paying.Payment{Store: s.Store, Number: "FP1", Amount: money.Of(1, money.CNY)}
	for name, call := range map[string]func(context.Context) error{
		"start": func(ctx context.Context) error { _, err := s.Cashier.Start(ctx, p, ""); return err },
		"close": func(ctx context.Context) error { _, err := s.Cashier.Close(ctx, p); return err },
		"agree": func(ctx context.Context) error {
			_, err := s.Cashier.Agree(ctx, s.Store, "AG1", paying.Alipay, "")
			return err
		},
	} {
		err := s.DB.InTx(t.Context(), call)
		if errs.KindOf(err) != errs.Internal || err == nil {
			t.Errorf("%s inside a transaction: %v", name, err)
		}
	}
}

func TestDecisionsAreReadAndHaveWords(t *testing.T) {
	for _, d := range alipay.Decisions {
		if got, err := alipay.ParseDecision(string(d)); got != d || err != nil {
			t.Errorf("%s is read as %s, %v", d, got, err)
		}
		if !i18n.Has(d.Key()) {
			t.Errorf("%s has no message", d.Key())
		}
	}
	if _, err := alipay.ParseDecision("steal"); err == nil {
		t.Error("stealing is a decision")
	}
}
