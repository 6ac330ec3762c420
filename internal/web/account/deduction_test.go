package account_test

import (
	"net/http"
	"testing"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/shop"
	pages "sellerdesk/internal/web/account"
	"sellerdesk/internal/web/page"
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
	s.Cashier.Serve(http.NotFoundHandler()) // notices are lost
	return site{s, browser.NewSite(t, s.Clock, func(g *echo.Group, p *page.Pages) {
		pages.Register(g, p, s.Paying)
		g.GET(link.RehearsalCashier(), func(c echo.Context) error { return c.String(http.StatusOK, "the cashier") })
	})}
}

func (s site) as(t *testing.T, r account.Role) *browser.Browser {
	t.Helper()
	return s.pages.As(t, browser.Visitor(s.Store, func(v *account.Visitor) { v.Role = r }))
}

// signed goes to the cashier by a button and decides there; it returns the shop's page.
func (s site) signed(t *testing.T, b *browser.Browser, button string, yes bool) *browser.Page {
	t.Helper()
	at := b.Get(link.DeductionAccount()).Submit(t, button).Has(t, 200, "the cashier").Path()
	if _, err := s.Cashier.Sign(t.Context(), s.Store, shop.Request(t, at), "yiwu@alipay.test", yes); err != nil {
		t.Fatal(err)
	}
	return b.Get(link.DeductionAccount())
}

func TestAnAccountIsBoundAtAlipay(t *testing.T) {
	s := newSite(t)
	b := s.as(t, account.Finance)
	b.Get(link.DeductionAccount()).Has(t, 200, "Deduction Account Binding", "Not bound", "not submitted for shipment", "Why an account is needed").
		Lacks(t, "Unbind")
	s.signed(t, b, "Alipay (CNY)", true).Has(t, 200, "The agreement with Alipay has not been signed yet.").
		Submit(t, "Check the result").Has(t, 200, "Deduction account: Bound.", "yiwu@alipay.test", "Unbind", "Bind another account").
		Lacks(t, "has not been signed yet")
}

func TestWhoGoesBackBeforeSigningGoesOn(t *testing.T) {
	s := newSite(t)
	b := s.as(t, account.Owner)
	b.Get(link.DeductionAccount()).Submit(t, "Alipay International (USD)").Has(t, 200, "the cashier")
	b.Get(link.DeductionAccount()).Submit(t, "Check the result").Has(t, 200, "The agreement has not been signed yet.")
	s.signed(t, b, "Go on to sign", true).Submit(t, "Check the result").Has(t, 200, "Alipay International", "Bound")
}

func TestANoticeBindsTheAccountOfWhoDoesNotComeBack(t *testing.T) {
	s := newSite(t)
	s.Cashier.Serve(s.Gateways.Listen(s.Paying))
	s.signed(t, s.as(t, account.Owner), "Alipay (CNY)", true).Has(t, 200, "Bound", "yiwu@alipay.test").Lacks(t, "has not been signed yet")
}

func TestADeclinedAgreementBindsNothing(t *testing.T) {
	s := newSite(t)
	s.signed(t, s.as(t, account.Owner), "Alipay (CNY)", false).Submit(t, "Check the result").
		Has(t, 200, "Deduction account: Not bound.").Lacks(t, "Go on to sign")
}

func TestAnAccountIsUnboundWhenNothingIsOpen(t *testing.T) {
	s := newSite(t)
	s.Ready(t)
	due := s.Charged(t, 3110)
	b := s.as(t, account.Owner)
	b.Get(link.DeductionAccount()).Has(t, 200, "cannot be unbound while freight is due").Lacks(t, "Yes, unbind")
	b.Post(link.Unbind()).Has(t, 200, "flash-failure", "cannot be unbound while freight is due")
	s.Add(t, due, "refunded", 3110)
	b.Get(link.DeductionAccount()).Submit(t, "Yes, unbind").Has(t, 200, "The deduction account is unbound.", "Not bound")
	b.Post(link.Unbind()).Has(t, 200, "flash-failure")
}

func TestAnAccountInArrearsIsTold(t *testing.T) {
	s := newSite(t)
	err := s.Payments.SaveAccount(t.Context(), paying.Account{Store: s.Store, Status: paying.Arrears, Kind: paying.Alipay, Name: "yiwu@alipay.test"})
	if err != nil {
		t.Fatal(err)
	}
	s.as(t, account.Viewer).Get(link.DeductionAccount()).Has(t, 200, "In arrears", "due for more than seven days", "Freight to be paid")
}

func TestOnlyWhoMayPayBinds(t *testing.T) {
	s := newSite(t)
	for _, r := range []account.Role{account.Viewer, account.Shipper} {
		b := s.as(t, r)
		b.Get(link.DeductionAccount()).Has(t, 200, "Not bound").Lacks(t, "Bind an account", "Alipay (CNY)")
		for _, action := range []string{link.Bind(), link.BindCheck(), link.Unbind()} {
			b.Post(action, "method", "alipay").Has(t, 403)
		}
	}
	s.as(t, account.Owner).Post(link.Bind(), "method", "cash").Has(t, 200, "flash-failure", "Choose Alipay")
}

func TestEachStoreHasItsOwnAccount(t *testing.T) {
	s := newSite(t)
	s.Ready(t)
	s.as(t, account.Owner).Get(link.DeductionAccount()).Has(t, 200, "yiwu@alipay.test")
	s.pages.As(t, browser.Visitor(s.Other)).Get(link.DeductionAccount()).Has(t, 200, "Not bound").Lacks(t, "yiwu@alipay.test")
}

func TestTheDeductionAccountIsShownInChinese(t *testing.T) {
	s := newSite(t)
	s.Ready(t)
	s.pages.As(t, browser.Visitor(s.Store, func(v *account.Visitor) { v.Person.Language = account.Chinese })).
		Get(link.DeductionAccount()).Has(t, 200, "扣款账户绑定", "已绑定", "为什么需要绑定")
}
