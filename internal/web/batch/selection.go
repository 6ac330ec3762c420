package batch

import (
	"errors"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/batch"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
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

// tick keeps the ticks of a page, and leads on to what its button asks for.
func (h *handler) tick(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	store, person := h.who(c)
	ctx := c.Request().Context()
	back := link.Parcels("status", f.Text("status", 50), "q", f.Text("q", 100), "page", f.Text("page", 200))
	switch do := f.Text("do", 20); do {
	case clear:
		if err := h.Service.Clear(ctx, store, person); err != nil {
			return h.pages.Refused(c, back, err)
		}
		return seeOther(c, back)
	case found:
		return h.tickFound(c, f, back)
	default:
		n, err := h.Service.Tick(ctx, store, person, numbers(f.Values("shown")), numbers(f.Values("tick")))
		if err != nil {
			return h.pages.Refused(c, back, err)
		}
		return h.ticked(c, do, n, back)
	}
}

// ticked answers with the count alone where a script keeps the ticks, and else leads on.
func (h *handler) ticked(c echo.Context, do string, n int, back string) error {
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
	store, person := h.who(c)
	mine, err := h.Service.Mine(c.Request().Context(), store, person)
	if err != nil {
		return h.pages.Refused(c, back, err)
	}
	return seeOther(c, link.Selection(int64(mine.ID), "action", string(a)))
}

// tickFound ticks all that the list holds.
func (h *handler) tickFound(c echo.Context, f *form.Form, back string) error {
	store, person := h.who(c)
	option, err := parcel.ParseOption(f.Text("status", 50))
	if err != nil {
		return err
	}
	if _, err := h.Service.TickFound(c.Request().Context(), person, parcel.Filter{Store: store, Option: option, Text: f.Text("q", 100)}); err != nil {
		return h.pages.Refused(c, back, err)
	}
	return seeOther(c, back)
}

// numbers are the texts that can be numbers of logistics orders.
func numbers(texts []string) (list []parcel.Number) {
	for _, text := range texts {
		if n, err := parcel.ParseNumber(text); err == nil {
			list = append(list, n)
		}
	}
	return list
}

// paste ticks what pasted numbers name, and leads to what became of them.
func (h *handler) paste(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	text := f.Lines("numbers", longestPaste)
	store, person := h.who(c)
	if !f.OK() {
		return h.pages.Refused(c, link.Parcels(), batch.ErrTooMany.With("Max", batch.MostPasted))
	}
	if _, err := h.Service.Paste(c.Request().Context(), store, person, text); err != nil {
		return h.pages.Refused(c, link.Parcels(), err)
	}
	mine, err := h.Service.Mine(c.Request().Context(), store, person)
	if err != nil {
		return err
	}
	return seeOther(c, link.Selection(int64(mine.ID)))
}

// selection is the one the address names.
func (h *handler) selection(c echo.Context) (batch.Selection, error) {
	n, err := id(c, "id", batch.ErrNotFound)
	if err != nil {
		return batch.Selection{}, err
	}
	return h.Service.Get(c.Request().Context(), h.pages.Store(c), batch.ID(n))
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
	p := views.SelectionPage{Methods: paying.Methods, Actions: actions(h.pages.Visitor(c))}
	var err error
	if p.Selection, err = h.selection(c); err != nil {
		return err
	}
	if a == "" && len(p.Actions) > 0 {
		a = p.Actions[0]
	}
	if !slices.Contains(p.Actions, a) && len(p.Actions) > 0 {
		return batch.ErrAction.With("Text", string(a))
	}
	if p.Plan, err = h.Service.Plan(c.Request().Context(), p.Selection, a); err != nil {
		return err
	}
	if p.Frame, err = h.pages.Frame(c, ui.Transaction, ui.ParcelOrders, "batch_title"); err != nil {
		return err
	}
	p.Form = f.View()
	return h.pages.Render(c, f.Status(), views.Selection(p))
}

// actions are what a visitor may do.
func actions(v account.Visitor) (list []batch.Action) {
	for _, a := range batch.Actions {
		if v.May(a.Permission()) {
			list = append(list, a)
		}
	}
	return list
}

// labels starts to print labels.
func (h *handler) labels(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	chosen, err := h.selection(c)
	if err != nil {
		return err
	}
	o := batch.LabelOptions{Start: 1}
	if o.Paper, err = parcel.ParsePaper(f.Text("format", 10)); err != nil {
		f.Fail("format", err)
	}
	if f.Filled("start") {
		o.Start = int(f.Int("start", 1, int64(o.Paper.PerSheet())))
	}
	if !f.OK() {
		return h.showPlan(c, f, batch.PrintLabels)
	}
	_, by := h.who(c)
	started, err := h.Service.StartLabels(c.Request().Context(), by, chosen, o)
	if err != nil {
		return h.pages.Refused(c, link.Selection(int64(chosen.ID), "action", string(batch.PrintLabels)), err)
	}
	return seeOther(c, link.Job(int64(started)))
}

// notices starts to fill in shipping notices.
func (h *handler) notices(c echo.Context) error {
	chosen, err := h.selection(c)
	if err != nil {
		return err
	}
	_, by := h.who(c)
	started, err := h.Service.StartNotices(c.Request().Context(), by, chosen)
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
	chosen, err := h.selection(c)
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
		return err
	}
	due := make([]parcel.Number, len(plan.Parcels))
	for i, p := range plan.Parcels {
		due[i] = p.Number
	}
	_, cashier, err := h.Paying.Start(ctx, chosen.Store, h.pages.Visitor(c).Person.ID, due, method, func(n paying.Number) string { return link.Payment(string(n)) })
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
