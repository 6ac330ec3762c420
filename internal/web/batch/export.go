package batch

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/batch"
	"sellerdesk/internal/export"
	"sellerdesk/internal/job"
	"sellerdesk/internal/web/filter"
	"sellerdesk/internal/web/form"
	views "sellerdesk/views/batch"
	"sellerdesk/views/link"
	"sellerdesk/views/ui"
)

// exportPage says how many rows the filter of a list finds.
func (h *handler) exportPage(of batch.List) echo.HandlerFunc {
	return func(c echo.Context) error {
		f, err := form.Query(c)
		if err != nil {
			return err
		}
		return h.showExport(c, f, of)
	}
}

func (h *handler) showExport(c echo.Context, f *form.Form, of batch.List) error {
	fields, back := fieldsOf(f, of)
	p := views.ExportPage{List: of, Filter: filter.Hidden(f, fields), Back: back}
	items, err := h.found(c, f, of)
	if err != nil && !f.Refuse(err) {
		return err
	}
	p.Found, p.Form = len(items), f.View()
	if p.Frame, err = h.pages.Frame(c, ui.Transaction, listItem(of), "export_title"); err != nil {
		return err
	}
	return h.pages.Render(c, f.Status(), views.Export(p))
}

// listItem is the item of the menu that a list is.
func listItem(of batch.List) ui.Item {
	if of == batch.OrderList {
		return ui.AllOrders
	}
	return ui.ParcelOrders
}

// found are the rows that the filter of a list finds.
func (h *handler) found(c echo.Context, f *form.Form, of batch.List) ([]job.Item, error) {
	v, ctx := h.pages.Visitor(c), c.Request().Context()
	if of == batch.ParcelList {
		asked, err := filter.Parcels(f, v.Store.ID)
		if err != nil {
			return nil, err
		}
		return h.Service.FoundParcels(ctx, asked)
	}
	asked, err := filter.Orders(f, v, h.Clock.Now(v.Store.ID))
	if err != nil {
		return nil, err
	}
	return h.Service.FoundOrders(ctx, asked)
}

// exportFound writes the rows that the filter of a list finds.
func (h *handler) exportFound(of batch.List) echo.HandlerFunc {
	return func(c echo.Context) error {
		f, err := form.Read(c)
		if err != nil {
			return err
		}
		items, err := h.found(c, f, of)
		if err != nil && !f.Refuse(err) {
			return err
		}
		o, err := h.options(c, f, of)
		if err != nil {
			f.Fail("format", err)
		}
		if !f.OK() {
			return h.showExport(c, f, of)
		}
		_, back := fieldsOf(f, of)
		return h.export(c, of, o, items, back)
	}
}

// exportTicked writes what is ticked.
func (h *handler) exportTicked(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	chosen, err := h.acting(c, f)
	if err != nil {
		return err
	}
	back := link.Selection(int64(chosen.ID))
	o, err := h.options(c, f, chosen.List)
	if err != nil {
		return h.pages.Refused(c, back, err)
	}
	plan, err := h.Service.Plan(c.Request().Context(), chosen, "")
	if err != nil {
		return h.pages.Refused(c, back, err)
	}
	return h.export(c, chosen.List, o, plan.Acts, back)
}

// options are how the visitor wants a file.
func (h *handler) options(c echo.Context, f *form.Form, of batch.List) (export.Options, error) {
	format, err := export.ParseFormat(f.Text("format", 10))
	return export.Options{
		Format: format, Language: account.Language(ui.Lang(c.Request().Context())), Zone: h.pages.Visitor(c).Store.Zone, Name: string(of),
	}, err
}

// export answers with the file, or leads to the job that writes it.
func (h *handler) export(c echo.Context, of batch.List, o export.Options, items []job.Item, back string) error {
	v := h.pages.Visitor(c)
	file, started, err := h.Service.Export(c.Request().Context(), v.Store.ID, v.Person.ID, of, o, items)
	switch {
	case err != nil:
		return h.pages.Refused(c, back, err)
	case started != 0:
		return c.Redirect(http.StatusSeeOther, link.Job(int64(started)))
	}
	return h.pages.File(c, file.Name, file.Type, file.Content)
}
