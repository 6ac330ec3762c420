// Package account serves the pages of Account Settings about money: Deduction Account Binding.
package account

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/history"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/web/page"
	views "sellerdesk/views/account"
	"sellerdesk/views/link"
	"sellerdesk/views/ui"
)

// Service binds the account from which freight may be debited.
type Service interface {
	Account(ctx context.Context, store account.StoreID) (paying.Account, error)
	Unsettled(ctx context.Context, store account.StoreID) (bool, error)
	Bind(ctx context.Context, store account.StoreID, by account.PersonID, m paying.Method) (page string, err error)
	FinishBinding(ctx context.Context, store account.StoreID, by history.Actor) (paying.Account, error)
	Debits(ctx context.Context, store account.StoreID) (paying.Debits, error)
	Unbind(ctx context.Context, store account.StoreID, by account.PersonID) error
}

type handler struct {
	pages  *page.Pages
	paying Service
}

// Register adds the page Deduction Account Binding.
func Register(g *echo.Group, pages *page.Pages, service Service) {
	h := &handler{pages, service}
	g.GET("/account/deduction-account", h.show, page.May(account.View))
	g.POST("/account/deduction-account/bind", h.bind, page.May(account.Pay))
	g.POST("/account/deduction-account/check", h.check, page.May(account.Pay))
	g.POST("/account/deduction-account/unbind", h.unbind, page.May(account.Pay))
}

func (h *handler) show(c echo.Context) error {
	ctx, store := c.Request().Context(), h.pages.Store(c)
	a, err := h.paying.Account(ctx, store)
	if err != nil {
		return err
	}
	open, err := h.paying.Unsettled(ctx, store)
	if err != nil {
		return err
	}
	debits, err := h.paying.Debits(ctx, store)
	if err != nil {
		return err
	}
	frame, err := h.pages.Frame(c, ui.Account, ui.DeductionAccount, "ui_item_deduction_account")
	if err != nil {
		return err
	}
	return h.pages.Render(c, http.StatusOK, views.Deduction(views.DeductionPage{
		Frame: frame, Account: a, Open: open, Debits: debits, Now: ui.Now(ctx), MayPay: h.pages.Visitor(c).May(account.Pay),
	}))
}

// bind leads to the page where the payer signs the agreement for debits.
func (h *handler) bind(c echo.Context) error {
	m, err := paying.ParseMethod(c.FormValue("method"))
	if err != nil {
		return h.pages.Refused(c, link.DeductionAccount(), err)
	}
	who := h.pages.Visitor(c)
	cashier, err := h.paying.Bind(c.Request().Context(), who.Store.ID, who.Person.ID, m)
	if err != nil {
		return h.pages.Refused(c, link.DeductionAccount(), err)
	}
	return c.Redirect(http.StatusSeeOther, cashier)
}

// check asks the gateway whether the agreement was signed.
func (h *handler) check(c echo.Context) error {
	who := h.pages.Visitor(c)
	a, err := h.paying.FinishBinding(c.Request().Context(), who.Store.ID, history.Somebody(who.Person.ID))
	switch {
	case err != nil:
		return h.pages.Refused(c, link.DeductionAccount(), err)
	case a.Asked != "":
		return h.pages.Done(c, link.DeductionAccount(), "payments_account_not_signed")
	}
	return h.pages.Done(c, link.DeductionAccount(), "payments_account_now", "Status", a.Status)
}

func (h *handler) unbind(c echo.Context) error {
	who := h.pages.Visitor(c)
	if err := h.paying.Unbind(c.Request().Context(), who.Store.ID, who.Person.ID); err != nil {
		return h.pages.Refused(c, link.DeductionAccount(), err)
	}
	return h.pages.Done(c, link.DeductionAccount(), "payments_account_unbound")
}
