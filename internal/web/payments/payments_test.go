package payments_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/alipay/cashier"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/shop"
	"sellerdesk/internal/web/page"
	"sellerdesk/internal/web/payments"
	"sellerdesk/views/link"
)

// site is the section on a shop's real data, with a page where the cashier's is.
type site struct {
	*shop.Shop
	pages *browser.Site
}

func newSite(t *testing.T) site {
	t.Helper()
	s := shop.New(t)
	people := sqlstore.NewAccounts(s.DB)
	return site{s, browser.NewSite(t, s.Clock, func(g *echo.Group, pages *page.Pages) {
		payments.Register(g, pages, s.Paying, people, s.Log)
		g.GET(link.RehearsalCashier(), func(c echo.Context) error { return c.String(http.StatusOK, "the cashier") })
		g.GET(link.Parcels(), func(c echo.Context) error {
			f, err := pages.Frame(c, "", "", "ui_item_parcel_orders")
			if err != nil {
				return err
			}
			return c.String(http.StatusOK, "the list: "+f.Flash.Text)
		})
	})}
}

func (s site) as(t *testing.T, r account.Role) *browser.Browser {
	t.Helper()
	return s.pages.As(t, browser.Visitor(s.Store, func(v *account.Visitor) { v.Role = r }))
}

// pay posts as the button on the list does, and returns the payment's number at the cashier.
func pay(t *testing.T, b *browser.Browser, m paying.Method, parcels ...parcel.Parcel) paying.Number {
	t.Helper()
	fields := []string{"method", string(m)}
	for _, p := range parcels {
		fields = append(fields, "lp", string(p.Number))
	}
	at := b.Post(link.Payments(), fields...).Has(t, 200, "the cashier").Path()
	var asked struct {
		Number paying.Number `json:"out_trade_no"`
	}
	if err := json.Unmarshal([]byte(shop.Request(t, at).Get("biz_content")), &asked); err != nil {
		t.Fatal(err)
	}
	return asked.Number
}

func TestPayLeadsToTheCashierAndBackToAPaidPayment(t *testing.T) {
	s := newSite(t)
	a, c := s.Charged(t, 3110), s.Charged(t, 905)
	b := s.as(t, account.Finance)
	n := pay(t, b, paying.Alipay, a, c)
	b.Get(link.Payment(string(n))).Has(t, 200, "Payment", "Pending", "CN¥40.15", string(a.Number), string(c.Number), "Li Wei", "Check the result").
		Submit(t, "Continue to the cashier").Has(t, 200, "the cashier")
	back, err := s.Decide(t, n, cashier.Pay)
	if err != nil {
		t.Fatal(err)
	}
	b.Get(link.AlipayReturn("out_trade_no", string(back))).Has(t, 200, "The freight is paid.", "Paid", "Alipay number").Lacks(t, "Continue to the cashier", "Check the result")
	if s.Due(t, a) != 0 || s.Due(t, c) != 0 {
		t.Error("freight is still due")
	}
}

func TestAPaymentInDollarsShowsBothAmountsAndTheRate(t *testing.T) {
	s := newSite(t)
	n := pay(t, s.as(t, account.Owner), paying.AlipayInternational, s.Charged(t, 3110))
	s.as(t, account.Viewer).Get(link.Payment(string(n))).Has(t, 200, "Alipay International", "US $4.29", "CN¥31.10 at CN¥7.2500 for one US dollar", "In this payment")
}

func TestWhoGoesBackAndPaysAgainIsLedToTheSamePayment(t *testing.T) {
	s := newSite(t)
	a := s.Charged(t, 3110)
	b := s.as(t, account.Owner)
	n := pay(t, b, paying.Alipay, a)
	again := b.Post(link.Payments(), "method", "alipay_international", "lp", string(a.Number)).Has(t, 200, "flash-failure", "already under way: "+string(n))
	if again.Path() != link.Payment(string(n)) {
		t.Errorf("led to %s", again.Path())
	}
}

func TestALateResultIsCheckedByAButton(t *testing.T) {
	s := newSite(t)
	a := s.Charged(t, 3110)
	b := s.as(t, account.Owner)
	n := pay(t, b, paying.Alipay, a)
	b.Get(link.Payment(string(n))).Submit(t, "Check the result").Has(t, 200, "Result: Pending.")
	if _, err := s.Decide(t, n, cashier.PayLate); err != nil {
		t.Fatal(err)
	}
	b.Get(link.Payment(string(n))).Has(t, 200, "Pending").Submit(t, "Check the result").Has(t, 200, "Result: Paid.", "The freight is paid.")
	b.Post(link.PaymentCheck(string(n))).Has(t, 200, "Result: Paid.")
	b.Post(link.PaymentContinue(string(n))).Has(t, 200, "flash-failure", "has already been decided")
}

func TestAPaymentThatWasNotMadeSaysWhy(t *testing.T) {
	for decision, says := range map[cashier.Decision][]string{
		cashier.Refuse:  {"Not paid", "The payer declined, or let the time run out.", "The freight can be paid anew."},
		cashier.PayLess: {"On hold", "Alipay reported another amount", "is on hold: Alipay took CN¥15.55"},
	} {
		s := newSite(t)
		b := s.as(t, account.Owner)
		n := pay(t, b, paying.Alipay, s.Charged(t, 3110))
		if _, err := s.Decide(t, n, decision); err != nil {
			t.Fatal(err)
		}
		b.Get(link.Payment(string(n))).Has(t, 200, says...)
	}
}

func TestAPaymentOnHoldIsReleasedByWhoMayPay(t *testing.T) {
	s := newSite(t)
	a := s.Charged(t, 3110)
	b := s.as(t, account.Finance)
	n := pay(t, b, paying.Alipay, a)
	b.Post(link.PaymentRelease(string(n))).Has(t, 200, "flash-failure", "has already been decided")
	if _, err := s.Decide(t, n, cashier.PayLess); err != nil {
		t.Fatal(err)
	}
	s.as(t, account.Shipper).Get(link.Payment(string(n))).Has(t, 200, "On hold").Lacks(t, "Release the payment")
	s.as(t, account.Shipper).Post(link.PaymentRelease(string(n))).Has(t, 403)
	s.pages.As(t, browser.Visitor(s.Other)).Post(link.PaymentRelease(string(n))).Has(t, 404)
	for range 2 {
		b.Post(link.PaymentRelease(string(n))).Has(t, 200, "The payment is released.", "Released", "Alipay took CN¥15.55", "released, after it was settled with Alipay")
	}
	pay(t, b, paying.Alipay, a)
}

func TestWhatCannotBePaidIsRefused(t *testing.T) {
	s := newSite(t)
	free, due := s.Parcel(t), s.Charged(t, 3110)
	b := s.as(t, account.Owner)
	b.Post(link.Payments(), "method", "alipay", "lp", string(free.Number)).Has(t, 200, "the list: Nothing is due")
	b.Post(link.Payments(), "method", "alipay").Has(t, 200, "the list: Nothing is due")
	b.Post(link.Payments(), "method", "cash", "lp", string(due.Number)).Has(t, 200, "the list: Choose Alipay")
	b.Post(link.Payments(), "method", "alipay", "lp", "x").Has(t, 404)
	if s.Due(t, due) != 3110 {
		t.Error("something was paid")
	}
}

func TestPaymentsBelongToTheirStoreAndToWhoMayPay(t *testing.T) {
	s := newSite(t)
	a := s.Charged(t, 3110)
	n := string(pay(t, s.as(t, account.Owner), paying.Alipay, a))
	other := s.pages.As(t, browser.Visitor(s.Other))
	other.Get(link.Payment(n)).Has(t, 404)
	other.Post(link.PaymentCheck(n)).Has(t, 404)
	other.Post(link.PaymentContinue(n)).Has(t, 404)
	other.Post(link.Payments(), "method", "alipay", "lp", string(a.Number)).Has(t, 404)
	other.Get(link.Payment("FP1")).Has(t, 404)
	for _, r := range []account.Role{account.Viewer, account.Shipper} {
		b := s.as(t, r)
		b.Get(link.Payment(n)).Has(t, 200, "Pending").Lacks(t, "Continue to the cashier", "Check the result")
		b.Post(link.Payments(), "method", "alipay", "lp", string(a.Number)).Has(t, 403)
		b.Post(link.PaymentCheck(n)).Has(t, 403)
		b.Post(link.PaymentContinue(n)).Has(t, 403)
	}
}

func TestAPaymentIsShownInChinese(t *testing.T) {
	s := newSite(t)
	n := pay(t, s.as(t, account.Owner), paying.Alipay, s.Charged(t, 3110))
	s.pages.As(t, browser.Visitor(s.Store, func(v *account.Visitor) { v.Person.Language = account.Chinese })).
		Get(link.Payment(string(n))).Has(t, 200, "支付", "待付款", "继续前往收银台")
}
