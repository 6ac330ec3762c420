package batch

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/batch"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/web/filter"
	"sellerdesk/internal/web/form"
	views "sellerdesk/views/batch"
	"sellerdesk/views/link"
	"sellerdesk/views/ui"
)

// longestPaste is the longest text of pasted numbers in characters.
const longestPaste = 200_000

// What the toolbar of a list can do besides the actions.
const (
	keep  = "keep"
	found = "found"
	clear = "clear"
)

// from is the list that a form comes from, and the address of the page of it.
func (h *handler) from(f *form.Form) (batch.List, string, error) {
	of, err := batch.ParseList(f.Text("list", 20))
	_, back := fieldsOf(f, of)
	return of, back, err
}

// fieldsOf are the fields by which a list is filtered, and the address of the list with what a form holds of them.
func fieldsOf(f *form.Form, of batch.List) (fields []string, back string) {
	if of == batch.OrderList {
		return filter.OrderFields, link.Orders(filter.Pairs(f, filter.OrderFields)...)
	}
	return filter.ParcelFields, link.Parcels(filter.Pairs(f, filter.ParcelFields)...)
}

// tick keeps the ticks of a page, and leads on to what its button asks for.
func (h *handler) tick(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	of, back, err := h.from(f)
	if err != nil {
		return err
	}
	mine, ctx := h.whose(c, of), c.Request().Context()
	switch do := f.Text("do", 20); do {
	case clear:
		if err := h.Service.Clear(ctx, mine); err != nil {
			return h.pages.Refused(c, back, err)
		}
		return seeOther(c, back)
	case found:
		return h.tickFound(c, f, of, back)
	default:
		n, err := h.Service.Tick(ctx, mine, f.Values("shown"), f.Values("tick"))
		if err != nil {
			return h.pages.Refused(c, back, err)
		}
		return h.ticked(c, do, n, mine, back)
	}
}

// ticked answers with the count alone where a script keeps the ticks, and else leads on.
func (h *handler) ticked(c echo.Context, do string, n int, mine batch.Whose, back string) error {
	if c.Request().Header.Get("HX-Request") == "true" {
		return h.pages.Render(c, http.StatusOK, views.Count(n))
	}
	if do == keep {
		return seeOther(c, back)
	}
	a, err := batch.ParseAction(do)
	if err != nil {
		return err
	}
	return h.to(c, mine, a)
}

// to leads to what an action would do to what is ticked.
func (h *handler) to(c echo.Context, mine batch.Whose, a batch.Action) error {
	ticked, err := h.Service.Mine(c.Request().Context(), mine)
	if err != nil {
		return err
	}
	return seeOther(c, link.Selection(int64(ticked.ID), "action", string(a)))
}

// tickFound ticks all that the list holds.
func (h *handler) tickFound(c echo.Context, f *form.Form, of batch.List, back string) error {
	tick := h.tickParcels
	if of == batch.OrderList {
		tick = h.tickOrders
	}
	if err := tick(c.Request().Context(), h.pages.Visitor(c), f); err != nil {
		return h.pages.Refused(c, back, err)
	}
	return seeOther(c, back)
}

func (h *handler) tickParcels(ctx context.Context, v account.Visitor, f *form.Form) error {
	asked, err := filter.Parcels(f, v.Store.ID)
	if err != nil {
		return err
	}
	_, err = h.Service.TickParcels(ctx, v.Person.ID, asked)
	return err
}

func (h *handler) tickOrders(ctx context.Context, v account.Visitor, f *form.Form) error {
	asked, err := filter.Orders(f, v, h.Clock.Now(v.Store.ID))
	if err != nil {
		return err
	}
	_, err = h.Service.TickOrders(ctx, v.Person.ID, asked)
	return err
}

// paste ticks what pasted numbers name, and leads to what became of them.
func (h *handler) paste(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	of, back, err := h.from(f)
	if err != nil {
		return err
	}
	text := f.Lines("numbers", longestPaste)
	if !f.OK() {
		return h.pages.Refused(c, back, batch.ErrTooMany.With("Max", batch.MostPasted))
	}
	mine, ctx := h.whose(c, of), c.Request().Context()
	if _, err := h.Service.Paste(ctx, mine, text); err != nil {
		return h.pages.Refused(c, back, err)
	}
	return h.to(c, mine, "")
}

// selection is the one the address names.
func (h *handler) selection(c echo.Context) (batch.Selection, error) {
	n, err := id(c, "id", batch.ErrNotFound)
	if err != nil {
		return batch.Selection{}, err
	}
	return h.Service.Get(c.Request().Context(), h.pages.Store(c), batch.ID(n))
}

// acting is the selection the address names, as the page showed it that acts on it.
func (h *handler) acting(c echo.Context, f *form.Form) (batch.Selection, error) {
	chosen, err := h.selection(c)
	chosen.Shown = f.Text("shown", 40)
	return chosen, err
}

// show says what an action would do to what is ticked.
func (h *handler) show(c echo.Context) error {
	f, err := form.Query(c)
	if err != nil {
		return err
	}
	return h.showPlan(c, f, batch.Action(f.Text("action", 20)))
}

func (h *handler) showPlan(c echo.Context, f *form.Form, a batch.Action) error {
	chosen, err := h.selection(c)
	if err != nil {
		return err
	}
	p := views.SelectionPage{Selection: chosen, Methods: paying.Methods, Actions: batch.ActionsOf(chosen.List, h.pages.Visitor(c).May)}
	if a == "" && len(p.Actions) > 0 {
		a = p.Actions[0]
	}
	if !slices.Contains(p.Actions, a) && len(p.Actions) > 0 {
		return batch.ErrAction.With("Text", string(a))
	}
	if p.Plan, err = h.Service.Plan(c.Request().Context(), p.Selection, a); err != nil {
		return err
	}
	if p.Frame, err = h.pages.Frame(c, ui.Transaction, listItem(chosen.List), "batch_title"); err != nil {
		return err
	}
	p.Form = f.View()
	return h.pages.Render(c, f.Status(), views.Selection(p))
}

// notices starts to fill in shipping notices.
func (h *handler) notices(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	chosen, err := h.acting(c, f)
	if err != nil {
		return err
	}
	started, err := h.Service.StartNotices(c.Request().Context(), h.pages.Visitor(c).Person.ID, chosen)
	if err != nil {
		return h.pages.Refused(c, link.Selection(int64(chosen.ID), "action", string(batch.FillNotices)), err)
	}
	return seeOther(c, link.Job(int64(started)))
}

// pay begins one payment of all that is due, and leads to the cashier.
func (h *handler) pay(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	chosen, err := h.acting(c, f)
	if err != nil {
		return err
	}
	back := link.Selection(int64(chosen.ID), "action", string(batch.Pay))
	method, err := paying.ParseMethod(f.Text("method", 40))
	if err != nil {
		return h.pages.Refused(c, back, err)
	}
	ctx := c.Request().Context()
	plan, err := h.Service.Plan(ctx, chosen, batch.Pay)
	if err != nil {
		return h.pages.Refused(c, back, err)
	}
	due := make([]parcel.Number, len(plan.Acts))
	for i, item := range plan.Acts {
		due[i] = parcel.Number(item.Number)
	}
	_, cashier, err := h.Paying.Start(ctx, chosen.Store, h.pages.Visitor(c).Person.ID, due, method)
	if err != nil {
		return h.pages.Refused(c, h.other(back, err), err)
	}
	return seeOther(c, cashier)
}

// other is the page of the payment that freight is in already, or back.
func (h *handler) other(back string, err error) string {
	var e *errs.Error
	if errors.Is(err, paying.ErrInPayment) && errors.As(err, &e) {
		if n, ok := e.Args["Number"].(paying.Number); ok {
			return link.Payment(string(n))
		}
	}
	return back
}
