package rehearsal

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/rehearsal"
	"sellerdesk/internal/web/form"
	"sellerdesk/views/link"
	views "sellerdesk/views/rehearsal"
	"sellerdesk/views/ui"
)

// bill is the cashier's page for what the address names: a payment or an agreement for debits.
func (h *handler) bill(c echo.Context) error {
	if number := c.QueryParam("payment"); number != "" {
		return h.payment(c, paying.Number(number))
	}
	return h.agreement(c, http.StatusOK, c.QueryParam("agreement"), ui.Form{})
}

func (h *handler) payment(c echo.Context, n paying.Number) error {
	b, err := h.cashier.Payment(c.Request().Context(), h.pages.Store(c), n)
	if err != nil {
		return err
	}
	p, err := h.billPage(c, b)
	if err != nil {
		return err
	}
	p.Decisions = options(c.Request().Context(), rehearsal.Decisions)
	return h.pages.Render(c, http.StatusOK, views.Payment(p))
}

func (h *handler) agreement(c echo.Context, status int, number string, f ui.Form) error {
	b, err := h.cashier.Agreement(c.Request().Context(), h.pages.Store(c), number)
	if err != nil {
		return err
	}
	p, err := h.billPage(c, b)
	if err != nil {
		return err
	}
	p.Form = f
	return h.pages.Render(c, status, views.Agreement(p))
}

func (h *handler) billPage(c echo.Context, b rehearsal.Bill) (views.BillPage, error) {
	frame, err := h.pages.Frame(c, "", "", "rehearsal_cashier")
	return views.BillPage{
		Frame: frame, Shop: h.pages.Visitor(c).Store.Name, Number: b.Number, Method: b.Method, Amount: b.Amount, Open: b.Open, Back: b.Back,
	}, err
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
	n := paying.Number(f.Text("payment", 40))
	back, err := h.cashier.Decide(c.Request().Context(), h.pages.Store(c), n, d)
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
	v := h.pages.Visitor(c)
	number, yes := f.Text("agreement", 40), f.Text("answer", 40) == "sign"
	back, err := h.cashier.Sign(c.Request().Context(), v.Store.ID, v.Person.ID, number, f.View().Value("payer"), yes)
	switch {
	case err == nil:
		return c.Redirect(http.StatusSeeOther, link.Local(back))
	case errs.KindOf(err) == errs.Invalid:
		f.Fail("payer", err)
		return h.agreement(c, f.Status(), number, f.View())
	}
	return h.pages.Refused(c, link.Local(back), err)
}
