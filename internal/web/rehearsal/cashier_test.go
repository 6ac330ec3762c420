package rehearsal_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/shop"
	"sellerdesk/views/link"
)

// billed starts a payment of ¥32.50 and returns the payment and the address of its bill.
func (w *world) billed(t *testing.T) (paying.Number, string) {
	t.Helper()
	p := w.Charged(t, 3250)
	payment, url, err := w.Paying.Start(t.Context(), w.Store, w.Owner, []parcel.Number{p.Number}, paying.Alipay)
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
		"Pay, and report it ten minutes late": {paying.Paid, paying.Paid}, // who comes back asks
		"Pay, and report it twice":            {paying.Paid, paying.Paid},
		"Pay half of the amount":              {paying.Held, paying.Held},
		"Pay, and report another amount":      {paying.Paid, paying.Paid},
		"Decline":                             {paying.Declined, paying.Declined},
		"Let the time run out":                {paying.Pending, paying.Declined},
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
			w.Clock.Advance(15 * time.Minute)
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
	w.as(t).Post(link.RehearsalPayment(), "request", asked(t, url), "decision", "steal").Has(t, 404)
}

// asked begins to bind a deduction account and returns the address where the agreement is signed.
func (w *world) asked(t *testing.T) string {
	t.Helper()
	url, err := w.Paying.Bind(t.Context(), w.Store, w.Owner, paying.AlipayInternational)
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

// asked is the shop's request in the address of a bill, as its forms carry it.
func asked(t *testing.T, url string) string {
	t.Helper()
	return shop.Request(t, url).Encode()
}

func TestABillThatTheShopDidNotAskForIsNotShown(t *testing.T) {
	w := newWorld(t)
	n, bill := w.billed(t)
	for name, change := range map[string]func(url.Values){
		"a smaller amount":  func(v url.Values) { v.Set("biz_content", strings.Replace(v.Get("biz_content"), "32.50", "0.50", 1)) },
		"no signature":      func(v url.Values) { v.Del("sign") },
		"another signature": func(v url.Values) { v.Set("sign", "AAAA") },
		"another app":       func(v url.Values) { v.Set("app_id", "9021000000000002") },
		"an unknown app":    func(v url.Values) { v.Set("app_id", "1") },
		"another page":      func(v url.Values) { v.Set("return_url", "/elsewhere") },
	} {
		request := shop.Request(t, bill)
		change(request)
		w.as(t).Get(link.RehearsalCashier()+"?"+request.Encode()).Has(t, 404)
		w.as(t).Post(link.RehearsalPayment(), "request", request.Encode(), "decision", "pay").Has(t, 404)
		if got := w.status(t, n); got != paying.Pending {
			t.Errorf("with %s the payment is %s", name, got)
		}
	}
	w.as(t).Post(link.RehearsalPayment(), "request", "%zz", "decision", "pay").Has(t, 404)
}

func TestTheMoneyOnTheDeductionAccountIsTakenAndPutBack(t *testing.T) {
	w := newWorld(t)
	p := w.as(t).Get(link.Rehearsal()).Has(t, 200, "There is money on the account.").Submit(t, "Take the money off the account")
	p.Has(t, 200, "There is no money on the deduction account now.", "every debit fails")
	w.site.As(t, browser.Visitor(w.Other)).Get(link.Rehearsal()).Has(t, 200, "There is money on the account.")
	p.Submit(t, "Put money on the account").Has(t, 200, "There is money on the deduction account again.", "There is money on the account.")
	w.as(t, role(account.Viewer)).Get(link.Rehearsal()).Has(t, 200, "There is money on the account.").Lacks(t, "Take the money off")
	w.as(t, role(account.Viewer)).Post(link.RehearsalMoney(), "money", "take").Has(t, 403)
	w.as(t, live).Post(link.RehearsalMoney(), "money", "take").Has(t, 404)
	w.as(t).Get(link.Rehearsal()).Submit(t, "Take the money off the account")
	w.as(t).Post(link.RehearsalMoney(), "money", "burn").Has(t, 404)
	w.as(t).Get(link.Rehearsal()).Has(t, 200, "every debit fails").Submit(t, "Put money on the account")
	w.as(t, chinese).Get(link.Rehearsal()).Has(t, 200, "扣款账户", "账户有余额")
}

func TestOnlyPayersOfTheStoreSeeItsBills(t *testing.T) {
	w := newWorld(t)
	_, bill := w.billed(t)
	agreement := w.asked(t)
	pay, sign := asked(t, bill), asked(t, agreement)
	send := func(b *browser.Browser, want int) {
		t.Helper()
		b.Get(bill).Has(t, want)
		b.Get(agreement).Has(t, want)
		b.Post(link.RehearsalPayment(), "request", pay, "decision", "pay").Has(t, want)
		b.Post(link.RehearsalAgreement(), "request", sign, "answer", "sign", "payer", "x").Has(t, want)
	}
	send(w.as(t, role(account.Shipper)), 403)
	send(w.as(t, role(account.Viewer)), 403)
	send(w.site.As(t, browser.Visitor(w.Other)), 404)
	w.as(t).Get(link.RehearsalCashier()).Has(t, 404)
	w.as(t).Get(link.RehearsalCashier("payment", "FP0")).Has(t, 404)
	w.as(t, role(account.Finance)).Get(bill).Has(t, 200)
	w.as(t, chinese).Get(bill).Has(t, 200, "演练收银台", "这不是支付宝", "立即付款")
}
