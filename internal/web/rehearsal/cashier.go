package rehearsal

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/rehearsal"
	"sellerdesk/internal/web/form"
	"sellerdesk/views/link"
	views "sellerdesk/views/rehearsal"
	"sellerdesk/views/ui"
)

// bill is the cashier's page for what the shop's request, which is its address,
// asks for: a payment or an agreement for debits.
func (h *handler) bill(c echo.Context) error {
	return h.showBill(c, http.StatusOK, c.QueryParams(), ui.Form{})
}

func (h *handler) showBill(c echo.Context, status int, request url.Values, f ui.Form) error {
	ctx := c.Request().Context()
	b, err := h.cashier.Bill(ctx, h.pages.Store(c), request)
	if err != nil {
		return err
	}
	frame, err := h.pages.Frame(c, "", "", "rehearsal_cashier")
	if err != nil {
		return err
	}
	p := views.BillPage{
		Frame: frame, Shop: h.pages.Visitor(c).Store.Name, Number: b.Number, Method: b.Method, Amount: b.Amount, Open: b.Open(), Back: b.Back,
		Request: request.Encode(), Form: f,
	}
	if b.Agreement {
		return h.pages.Render(c, status, views.Agreement(p))
	}
	p.Decisions = options(ctx, rehearsal.Decisions)
	return h.pages.Render(c, status, views.Payment(p))
}

// asked reads the shop's request, which the forms of the page carry along.
func asked(f *form.Form) (url.Values, error) {
	request, err := url.ParseQuery(f.View().Value("request"))
	if err != nil {
		return nil, errNotFound
	}
	return request, nil
}

// decide carries out what the payer decided about a payment.
func (h *handler) decide(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	d, err := rehearsal.ParseDecision(f.Text("decision", 40))
	if err != nil {
		return err
	}
	request, err := asked(f)
	if err != nil {
		return err
	}
	back, err := h.cashier.Decide(c.Request().Context(), h.pages.Store(c), request, d)
	if err != nil {
		return h.pages.Refused(c, link.Local(back), err)
	}
	return c.Redirect(http.StatusSeeOther, link.Local(back))
}

// sign signs or declines an agreement for debits.
func (h *handler) sign(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	request, err := asked(f)
	if err != nil {
		return err
	}
	yes := f.Text("answer", 40) == "sign"
	back, err := h.cashier.Sign(c.Request().Context(), h.pages.Store(c), request, f.View().Value("payer"), yes)
	switch {
	case err == nil:
		return c.Redirect(http.StatusSeeOther, link.Local(back))
	case errs.KindOf(err) == errs.Invalid:
		f.Fail("payer", err)
		return h.showBill(c, f.Status(), request, f.View())
	}
	return h.pages.Refused(c, link.Local(back), err)
}

// money takes the money off the deduction account of the store, or puts it back.
func (h *handler) money(c echo.Context) error {
	take := c.FormValue("money") == "take"
	if !take && c.FormValue("money") != "put" {
		return errNotFound
	}
	if err := h.cashier.SetBroke(c.Request().Context(), h.pages.Store(c), take); err != nil {
		return err
	}
	if take {
		return h.pages.Done(c, link.Rehearsal(), "rehearsal_money_taken")
	}
	return h.pages.Done(c, link.Rehearsal(), "rehearsal_money_put")
}
