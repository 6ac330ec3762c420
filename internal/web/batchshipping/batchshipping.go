// Package batchshipping serves Batch Online Shipping: the choice of orders and the table of
// them, the upload of the filled table, and the check of every row with its result.
package batchshipping

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/batch"
	domain "sellerdesk/internal/batchshipping"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/job"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/upload"
	"sellerdesk/internal/web/form"
	"sellerdesk/internal/web/page"
	"sellerdesk/internal/web/uploads"
	views "sellerdesk/views/batchshipping"
	"sellerdesk/views/link"
	"sellerdesk/views/ui"
)

// Service exports, checks and submits order tables.
type Service interface {
	Find(ctx context.Context, f domain.Filter) (numbers []order.Number, more bool, err error)
	Export(ctx context.Context, store account.StoreID, numbers []order.Number, m domain.Method, lang account.Language) (upload.Sheet, error)
	Upload(ctx context.Context, store account.StoreID, by account.PersonID, name string, content []byte) (upload.ID, error)
	Start(ctx context.Context, store account.StoreID, by account.PersonID, id upload.ID, whole bool) (job.ID, error)
	Looks(ctx context.Context, store account.StoreID, lang account.Language) (func(header []string) []upload.Column, error)
	Made(ctx context.Context, store account.StoreID, id upload.ID) ([]parcel.ID, error)
}

// Selections are what people have ticked.
type Selections interface {
	Get(ctx context.Context, store account.StoreID, id batch.ID) (batch.Selection, error)
	Shippable(ctx context.Context, of batch.Selection) (batch.Plan, error)
	TickOnly(ctx context.Context, w batch.Whose, ids []batch.Subject) (batch.Selection, error)
}

// Needs is what these pages are made of.
type Needs struct {
	Service    Service
	Selections Selections
	Uploads    uploads.Needs
}

type handler struct {
	Needs
	pages *page.Pages
}

// Register adds the pages.
func Register(g *echo.Group, pages *page.Pages, needs Needs) {
	h := &handler{needs, pages}
	g.GET("/transaction/batch-shipping", h.choose, page.May(account.Ship))
	g.POST("/transaction/batch-shipping", h.upload, page.May(account.Ship), page.Upload)
	g.GET("/transaction/batch-shipping/orders.xlsx", h.export("xlsx"), page.May(account.Ship))
	g.GET("/transaction/batch-shipping/orders.csv", h.export("csv"), page.May(account.Ship))
	g.GET("/transaction/batch-shipping/:upload", h.show, page.May(account.Ship))
	g.POST("/transaction/batch-shipping/:upload", h.submit, page.May(account.Ship))
	g.POST("/transaction/batch-shipping/:upload/labels", h.labels, page.May(account.Ship))
	g.GET("/transaction/batch-shipping/:upload/file", h.file, page.May(account.Ship))
	g.GET("/transaction/batch-shipping/:upload/results", h.results, page.May(account.Ship))
	g.GET("/transaction/batch-shipping/:upload/failed", h.failed, page.May(account.Ship))
}

// plain is what the pages of uploads have in common.
func (h *handler) plain() uploads.Pages {
	return uploads.Pages{Needs: h.Uploads, Site: h.pages, Kind: upload.Shipping, Stored: domain.Stored}
}

// table is what the pages of uploads have in common, with the columns of the order table.
func (h *handler) table(c echo.Context) (uploads.Pages, error) {
	p, v := h.plain(), h.pages.Visitor(c)
	looks, err := h.Service.Looks(c.Request().Context(), v.Store.ID, v.Person.Language)
	p.Columns = looks
	return p, err
}

// asked is which orders the address asks for, and how their channel is prefilled.
type asked struct {
	form      *form.Form
	filter    domain.Filter
	method    domain.Method
	selection batch.ID // whose orders they are; 0: those of the filter
}

// longest is the longest field of the filter, in characters.
const longest = 60

func (h *handler) read(c echo.Context) (asked, error) {
	f, err := form.Query(c)
	if err != nil {
		return asked{}, err
	}
	v := h.pages.Visitor(c)
	a := asked{form: f, filter: domain.Filter{Store: v.Store.ID}, method: domain.Method(f.Text("method", longest))}
	if a.filter.Status, err = domain.ParseStatus(f.Text("status", longest)); err != nil {
		f.Fail("status", err)
	}
	zone := v.Store.Location()
	a.filter.PaidFrom, a.filter.PaidTo = f.Day("paid_from", zone), f.Day("paid_to", zone)
	if !a.filter.PaidTo.IsZero() {
		a.filter.PaidTo = a.filter.PaidTo.In(zone).AddDate(0, 0, 1).In(time.UTC)
	}
	if f.Filled("selection") {
		a.selection = batch.ID(f.Int("selection", 1, 1<<62))
	}
	return a, nil
}

// numbers are the orders that are asked for.
func (h *handler) numbers(ctx context.Context, a asked) (numbers []order.Number, more bool, err error) {
	if a.selection == 0 {
		return h.Service.Find(ctx, a.filter)
	}
	s, err := h.Selections.Get(ctx, a.filter.Store, a.selection)
	if err != nil {
		return nil, false, err
	}
	plan, err := h.Selections.Shippable(ctx, s)
	for _, item := range plan.Acts[:min(len(plan.Acts), domain.MaxOrders)] {
		numbers = append(numbers, order.Number(item.Number))
	}
	return numbers, len(numbers) < len(plan.Acts), err
}

func (h *handler) choose(c echo.Context) error { return h.showChoice(c, ui.Form{}) }

// showChoice shows the three steps, with what is wrong with an uploaded file.
func (h *handler) showChoice(c echo.Context, file ui.Form) error {
	a, err := h.read(c)
	if err != nil {
		return err
	}
	p := views.ChoosePage{Form: a.form.View(), File: file, Max: upload.MaxBytes >> 20, Selection: int64(a.selection)}
	ctx := c.Request().Context()
	if a.form.OK() {
		numbers, more, err := h.numbers(ctx, a)
		if err != nil {
			return err
		}
		p.Found, p.More = len(numbers), more
	}
	if p.Channels, err = h.channels(ctx, a.filter.Store); err != nil {
		return err
	}
	if p.Recent, err = h.plain().Recent(c); err != nil {
		return err
	}
	if p.Frame, err = h.pages.Frame(c, ui.Transaction, ui.BatchShipping, "batchship_title"); err != nil {
		return err
	}
	status := a.form.Status()
	if len(file.Problems) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return h.pages.Render(c, status, views.Choose(p))
}

func (h *handler) channels(ctx context.Context, store account.StoreID) ([]channel.Channel, error) {
	snapshot, err := h.Uploads.Tariffs.Snapshot(ctx, store)
	if err != nil {
		return nil, err
	}
	return snapshot.Channels(channel.DateOf(h.Uploads.Clock.Now(store))), nil
}

// export answers with the table of the orders that are asked for.
func (h *handler) export(kind string) echo.HandlerFunc {
	return func(c echo.Context) error {
		a, err := h.read(c)
		if err != nil {
			return err
		}
		if !a.form.OK() {
			return h.showChoice(c, ui.Form{})
		}
		ctx := c.Request().Context()
		numbers, _, err := h.numbers(ctx, a)
		if err != nil {
			return err
		}
		sheet, err := h.Service.Export(ctx, a.filter.Store, numbers, a.method, h.pages.Visitor(c).Person.Language)
		if err != nil {
			return err
		}
		content, contentType, err := h.Uploads.Write(kind, sheet)
		if err != nil {
			return err
		}
		return h.pages.File(c, "orders."+kind, contentType, content)
	}
}

// upload checks a filled table and leads to what was found.
func (h *handler) upload(c echo.Context) error {
	p, v := h.plain(), h.pages.Visitor(c)
	id, f, err := p.Receive(c, func(name string, content []byte) (upload.ID, error) {
		return h.Service.Upload(c.Request().Context(), v.Store.ID, v.Person.ID, name, content)
	})
	switch {
	case err != nil:
		return err
	case !f.OK():
		return h.showChoice(c, f.View())
	}
	return p.To(c, id)
}

// show is the check of an uploaded table, and afterwards its results.
func (h *handler) show(c echo.Context) error {
	t, err := h.table(c)
	if err != nil {
		return err
	}
	check, watched, err := t.Check(c)
	switch {
	case err != nil:
		return err
	case watched:
		return uploads.Anew(c)
	}
	p := views.ShowPage{Check: check}
	if p.Frame, err = h.pages.Frame(c, ui.Transaction, ui.BatchShipping, "batchship_title"); err != nil {
		return err
	}
	return h.pages.Render(c, http.StatusOK, views.Show(p))
}

// errHow is the answer to a form without one of its two buttons.
var errHow = errs.New(errs.Invalid, "batchship_how")

// submit begins to submit what can be: all good orders, or with "whole" only a file without fault.
func (h *handler) submit(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	t, err := h.table(c)
	if err != nil {
		return err
	}
	u, err := t.Find(c)
	if err != nil {
		return err
	}
	whole := form.OneOf(f, "how", []string{"good", "whole"}) == "whole"
	if !f.OK() {
		return h.pages.Refused(c, t.URL(u.ID), errHow)
	}
	j, err := h.Service.Start(c.Request().Context(), u.Store, h.pages.Visitor(c).Person.ID, u.ID, whole)
	return t.Work(c, u.ID, j, err)
}

// labels ticks the logistics orders that were made of a table, and leads to the print of their labels.
func (h *handler) labels(c echo.Context) error {
	t, err := h.table(c)
	if err != nil {
		return err
	}
	u, err := t.Find(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	made, err := h.Service.Made(ctx, u.Store, u.ID)
	if err != nil {
		return err
	}
	subjects := make([]batch.Subject, len(made))
	for i, id := range made {
		subjects[i] = batch.Subject(id)
	}
	mine := batch.Whose{Store: u.Store, Person: h.pages.Visitor(c).Person.ID, List: batch.ParcelList}
	s, err := h.Selections.TickOnly(ctx, mine, subjects)
	if err != nil {
		return h.pages.Refused(c, t.URL(u.ID), err)
	}
	return c.Redirect(http.StatusSeeOther, link.Selection(int64(s.ID), "action", string(batch.PrintLabels)))
}

func (h *handler) file(c echo.Context) error { return h.back(c, uploads.Pages.Original) }

func (h *handler) results(c echo.Context) error { return h.back(c, uploads.Pages.Results) }

func (h *handler) failed(c echo.Context) error { return h.back(c, uploads.Pages.Failed) }

// back gives a file back.
func (h *handler) back(c echo.Context, give func(uploads.Pages, echo.Context) error) error {
	t, err := h.table(c)
	if err != nil {
		return err
	}
	return give(t, c)
}
