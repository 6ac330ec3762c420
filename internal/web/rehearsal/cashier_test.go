package rehearsal_test

import (
	"strings"
	"testing"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/views/link"
)

// billed starts a payment of ¥32.50 and returns the payment and the address of its bill.
func (w *world) billed(t *testing.T) (paying.Number, string) {
	t.Helper()
	p := w.Charged(t, 3250)
	payment, url, err := w.Paying.Start(t.Context(), w.Store, w.Owner, []parcel.Number{p.Number}, paying.Alipay,
		func(n paying.Number) string { return link.Payment(string(n)) })
	if err != nil {
		t.Fatal(err)
	}
	return payment.Number, url
}

// status is what the shop knows about a payment.
func (w *world) status(t *testing.T, n paying.Number) paying.Status {
	t.Helper()
	p, err := w.Payments.Get(t.Context(), w.Store, n)
	if err != nil {
		t.Fatal(err)
	}
	return p.Status
}

func TestABillSaysWhatIsPaidAndThatNoMoneyMoves(t *testing.T) {
	w := newWorld(t)
	n, url := w.billed(t)
	p := w.as(t).Get(url).Has(t, 200, "Rehearsal cashier", "This is not Alipay", "CN¥32.50", string(n), "Store 1", "Pay now", "Decline")
	if back := p.Follow(t, "Back to the shop without deciding"); back.Path() != link.Payment(string(n)) {
		t.Errorf("the way back leads to %s", back.Path())
	}
	if got := w.status(t, n); got != paying.Pending {
		t.Errorf("undecided the payment is %s", got)
	}
}

func TestThePayerDecides(t *testing.T) {
	for button, want := range map[string]struct{ now, later paying.Status }{
		"Pay now":                             {paying.Paid, paying.Paid},
		"Pay, and report it ten minutes late": {paying.Pending, paying.Paid},
		"Pay, and report it twice":            {paying.Paid, paying.Paid},
		"Pay half of the amount":              {paying.Held, paying.Held},
		"Decline":                             {paying.Declined, paying.Declined},
	} {
		t.Run(button, func(t *testing.T) {
			w := newWorld(t)
			n, url := w.billed(t)
			if p := w.as(t).Get(url).Submit(t, button); p.Path() != link.Payment(string(n)) {
				t.Errorf("the payer is at %s", p.Path())
			}
			if got := w.status(t, n); got != want.now {
				t.Errorf("the payment is %s, want %s", got, want.now)
			}
			w.Clock.Advance(11 * time.Minute)
			if err := w.Tick(t.Context(), w.Store); err != nil {
				t.Fatal(err)
			}
			if got := w.status(t, n); got != want.later {
				t.Errorf("later the payment is %s, want %s", got, want.later)
			}
		})
	}
}

func TestADecidedBillIsNotDecidedAgain(t *testing.T) {
	w := newWorld(t)
	n, url := w.billed(t)
	bill := w.as(t).Get(url)
	bill.Submit(t, "Pay now")
	if p := bill.Submit(t, "Decline"); p.Path() != link.Payment(string(n)) || w.status(t, n) != paying.Paid {
		t.Errorf("declined afterwards, the payer is at %s and the payment is %s", p.Path(), w.status(t, n))
	}
	w.as(t).Get(url).Has(t, 200, "This was decided already", "Back to the shop").Lacks(t, "Pay now", "without deciding")
	w.as(t).Post(link.RehearsalPayment(), "payment", string(n), "decision", "steal").Has(t, 404)
}

// asked begins to bind a deduction account and returns the address where the agreement is signed.
func (w *world) asked(t *testing.T) string {
	t.Helper()
	url, err := w.Paying.Bind(t.Context(), w.Store, w.Owner, paying.AlipayInternational, link.DeductionAccount())
	if err != nil {
		t.Fatal(err)
	}
	return url
}

func TestAnAgreementIsSigned(t *testing.T) {
	w := newWorld(t)
	p := w.as(t).Get(w.asked(t)).Has(t, 200, "Rehearsal cashier", "Store 1 asks for the agreement to debit freight", "This is not Alipay")
	p.Submit(t, "Sign", "payer", " ").Has(t, 422, "Enter the sign-in name")
	p.Submit(t, "Sign", "payer", strings.Repeat("x", 101)).Has(t, 422, "at most 100 characters")
	if back := p.Submit(t, "Sign", "payer", "yiwu@new.test"); back.Path() != link.DeductionAccount() {
		t.Errorf("the payer is at %s", back.Path())
	}
	a, err := w.Paying.Account(t.Context(), w.Store)
	if err != nil || a.Name != "yiwu@new.test" || a.Kind != paying.AlipayInternational {
		t.Errorf("the account is %+v, %v", a, err)
	}
}

func TestAnAgreementIsDeclined(t *testing.T) {
	w := newWorld(t)
	p := w.as(t).Get(w.asked(t))
	for range 2 {
		if back := p.Submit(t, "Decline"); back.Path() != link.DeductionAccount() {
			t.Errorf("the payer is at %s", back.Path())
		}
	}
	a, err := w.Paying.Account(t.Context(), w.Store)
	if err != nil || a.Name != "yiwu@alipay.test" || a.Asked != "" {
		t.Errorf("the account is %+v, %v", a, err)
	}
}

func TestOnlyPayersOfTheStoreSeeItsBills(t *testing.T) {
	w := newWorld(t)
	n, bill := w.billed(t)
	agreement := w.asked(t)
	number := strings.TrimPrefix(agreement, link.RehearsalCashier()+"?agreement=")
	send := func(b *browser.Browser, want int) {
		t.Helper()
		b.Get(bill).Has(t, want)
		b.Get(agreement).Has(t, want)
		b.Post(link.RehearsalPayment(), "payment", string(n), "decision", "pay").Has(t, want)
		b.Post(link.RehearsalAgreement(), "agreement", number, "answer", "sign", "payer", "x").Has(t, want)
	}
	send(w.as(t, role(account.Shipper)), 403)
	send(w.as(t, role(account.Viewer)), 403)
	send(w.site.As(t, browser.Visitor(w.Other)), 404)
	w.as(t).Get(link.RehearsalCashier()).Has(t, 404)
	w.as(t).Get(link.RehearsalCashier("payment", "FP0")).Has(t, 404)
	w.as(t, role(account.Finance)).Get(bill).Has(t, 200)
	w.as(t, chinese).Get(bill).Has(t, 200, "演练收银台", "这不是支付宝", "立即付款")
}
