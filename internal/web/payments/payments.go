// Package payments serves the payment of freight: where it begins, what became
// of it, and the way on to the cashier.
package payments

import (
	"context"
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/history"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/web/form"
	"sellerdesk/internal/web/page"
	"sellerdesk/views/link"
	views "sellerdesk/views/payments"
	"sellerdesk/views/ui"
)

// Service pays freight.
type Service interface {
	Start(ctx context.Context, store account.StoreID, by account.PersonID, numbers []parcel.Number, m paying.Method) (paying.Payment, string, error)
	Continue(ctx context.Context, store account.StoreID, n paying.Number) (string, error)
	Returned(ctx context.Context, store account.StoreID, n paying.Number) (paying.Payment, error)
	Get(ctx context.Context, store account.StoreID, n paying.Number) (paying.Payment, error)
	Release(ctx context.Context, store account.StoreID, by account.PersonID, n paying.Number) error
	FinishBinding(ctx context.Context, store account.StoreID, by history.Actor) (paying.Account, error)
}

// History tells who changed what.
type History interface {
	Of(ctx context.Context, store account.StoreID, s history.Subject) ([]history.Entry, error)
}

// People know who works in a store.
type People interface {
	Members(ctx context.Context, store account.StoreID) ([]account.Member, error)
}

type handler struct {
	pages   *page.Pages
	paying  Service
	people  People
	history History
}

// Register adds the pages of payments.
func Register(g *echo.Group, pages *page.Pages, service Service, people People, log History) {
	h := &handler{pages, service, people, log}
	g.POST("/transaction/payments", h.start, page.May(account.Pay))
	g.GET("/transaction/payments/:number", h.show, page.May(account.View))
	g.POST("/transaction/payments/:number/continue", h.goOn, page.May(account.Pay))
	g.POST("/transaction/payments/:number/check", h.check, page.May(account.Pay))
	g.POST("/transaction/payments/:number/release", h.release, page.May(account.Pay))
	g.GET("/alipay/return", h.returned, page.May(account.Pay))
}

// RegisterNotices adds the address to which Alipay sends its notices: anybody may
// call it, and what is not signed by Alipay changes nothing.
func RegisterNotices(g *echo.Group, notices http.Handler) {
	g.POST("/alipay/notice", echo.WrapHandler(notices))
}

// start begins a payment and leads to the cashier. Freight that is in a payment
// already leads to that one: going back and paying again pays nothing twice.
func (h *handler) start(c echo.Context) error {
	back := link.Parcels("status", string(parcel.OptionToBePaid))
	numbers, method, err := chosen(c)
	if err != nil {
		return h.pages.Refused(c, back, err)
	}
	who := h.pages.Visitor(c)
	_, cashier, err := h.paying.Start(c.Request().Context(), who.Store.ID, who.Person.ID, numbers, method)
	if n, ok := underWay(err); ok {
		return h.pages.Refused(c, link.Payment(n), err)
	}
	if err != nil {
		return h.pages.Refused(c, back, err)
	}
	return c.Redirect(http.StatusSeeOther, cashier)
}

// chosen reads which logistics orders are paid for, and how; what cannot be a number is none.
func chosen(c echo.Context) ([]parcel.Number, paying.Method, error) {
	f, err := form.Read(c)
	if err != nil {
		return nil, "", err
	}
	method, err := paying.ParseMethod(f.View().Value("method"))
	if err != nil {
		return nil, "", err
	}
	var numbers []parcel.Number
	for _, text := range f.Values("lp") {
		n, err := parcel.ParseNumber(text)
		if err != nil {
			return nil, "", parcel.ErrNotFound
		}
		numbers = append(numbers, n)
	}
	return numbers, method, nil
}

// underWay is the number of the payment that freight is in already.
func underWay(err error) (string, bool) {
	var e *errs.Error
	if !errors.Is(err, paying.ErrInPayment) || !errors.As(err, &e) {
		return "", false
	}
	n, ok := e.Args["Number"].(paying.Number)
	return string(n), ok
}

func (h *handler) show(c echo.Context) error {
	n, err := paying.ParseNumber(c.Param("number"))
	if err != nil {
		return err
	}
	ctx, store := c.Request().Context(), h.pages.Store(c)
	p, err := h.paying.Get(ctx, store, n)
	if err != nil {
		return err
	}
	by, err := h.name(ctx, store, p.StartedBy)
	if err != nil {
		return err
	}
	entries, err := h.history.Of(ctx, store, history.About(history.Payment, p.ID))
	if err != nil {
		return err
	}
	frame, err := h.pages.Frame(c, ui.Transaction, ui.ParcelOrders, "payments_title")
	if err != nil {
		return err
	}
	return h.pages.Render(c, http.StatusOK, views.Payment(views.Page{
		Frame: frame, Payment: p, By: by, MayPay: h.pages.Visitor(c).May(account.Pay), History: entries,
	}))
}

// name is what somebody of the store is called; empty for who has left it.
func (h *handler) name(ctx context.Context, store account.StoreID, id account.PersonID) (string, error) {
	members, err := h.people.Members(ctx, store)
	for _, m := range members {
		if m.Person.ID == id {
			return m.Person.Name, nil
		}
	}
	return "", err
}

func (h *handler) goOn(c echo.Context) error {
	n, err := paying.ParseNumber(c.Param("number"))
	if err != nil {
		return err
	}
	cashier, err := h.paying.Continue(c.Request().Context(), h.pages.Store(c), n)
	if err != nil {
		return h.pages.Refused(c, link.Payment(string(n)), err)
	}
	return c.Redirect(http.StatusSeeOther, cashier)
}

// check asks the gateway what became of a payment.
func (h *handler) check(c echo.Context) error {
	n, err := paying.ParseNumber(c.Param("number"))
	if err != nil {
		return err
	}
	p, err := h.paying.Returned(c.Request().Context(), h.pages.Store(c), n)
	if err != nil {
		return h.pages.Refused(c, link.Payment(string(n)), err)
	}
	return h.pages.Done(c, link.Payment(string(n)), "payments_checked", "Status", p.Status)
}

// returned is where a payer comes back to from Alipay. What the address says is not
// believed: it only names what Alipay is then asked about.
func (h *handler) returned(c echo.Context) error {
	ctx, who := c.Request().Context(), h.pages.Visitor(c)
	if c.QueryParam("out_trade_no") == "" {
		if _, err := h.paying.FinishBinding(ctx, who.Store.ID, history.Somebody(who.Person.ID)); err != nil {
			return h.pages.Refused(c, link.DeductionAccount(), err)
		}
		return c.Redirect(http.StatusSeeOther, link.DeductionAccount())
	}
	n, err := paying.ParseNumber(c.QueryParam("out_trade_no"))
	if err != nil {
		return err
	}
	if _, err := h.paying.Returned(ctx, who.Store.ID, n); err != nil {
		return h.pages.Refused(c, link.Payment(string(n)), err)
	}
	return c.Redirect(http.StatusSeeOther, link.Payment(string(n)))
}

// release ends a payment that is held, when somebody has settled it with Alipay.
func (h *handler) release(c echo.Context) error {
	n, err := paying.ParseNumber(c.Param("number"))
	if err != nil {
		return err
	}
	who := h.pages.Visitor(c)
	if err := h.paying.Release(c.Request().Context(), who.Store.ID, who.Person.ID, n); err != nil {
		return h.pages.Refused(c, link.Payment(string(n)), err)
	}
	return h.pages.Done(c, link.Payment(string(n)), "payments_released")
}
