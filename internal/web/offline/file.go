package offline

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/i18n"
	domain "sellerdesk/internal/offline"
	"sellerdesk/internal/web/form"
	"sellerdesk/views/link"
	views "sellerdesk/views/offline"
	"sellerdesk/views/ui"
)

// Names of files, which no cell decides: that of an export, and that of the rows a check hands on.
const (
	exportName  = "offline-prices.csv"
	checkedName = "checked.csv"
)

// longestRows is how many characters the rows of a checked file may have.
const longestRows = domain.MaxBytes

// export answers with the list as a file, under a header in the visitor's language.
func (h *handler) export(c echo.Context) error {
	ctx := c.Request().Context()
	all, err := h.records.List(ctx, h.pages.Store(c))
	if err != nil {
		return err
	}
	file, err := h.sheets.CSV(all.Rows(ui.Lang(ctx) == i18n.Chinese))
	if err != nil {
		return err
	}
	return h.pages.File(c, exportName, "text/csv; charset=utf-8", file)
}

// check looks at a file and shows what is in it. Nothing is stored: the rows go
// on in the form by which they are taken over.
func (h *handler) check(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	upload, err := f.File("file", domain.MaxBytes)
	if err != nil {
		return err
	}
	if !f.OK() {
		return h.showList(c, f.Status(), f.View())
	}
	file, err := h.read(upload.Name, upload.Content)
	if errs.KindOf(err) == errs.Invalid {
		f.Fail("file", err)
		return h.showList(c, f.Status(), f.View())
	}
	if err != nil {
		return err
	}
	return h.showFile(c, upload.Name, file, nil)
}

func (h *handler) read(name string, content []byte) (domain.File, error) {
	lines, err := h.sheets.Read(name, content)
	if err != nil {
		return domain.File{}, err
	}
	return domain.Read(lines)
}

// showFile shows what is in a file; refused is why it could not be taken over.
func (h *handler) showFile(c echo.Context, name string, file domain.File, refused error) error {
	ctx := c.Request().Context()
	now, err := h.records.List(ctx, h.pages.Store(c))
	if err != nil {
		return err
	}
	rows, err := h.sheets.CSV(file.List.Rows(false))
	if err != nil {
		return err
	}
	p := views.CheckPage{Name: name, File: file, Now: len(now), Sum: now.Sum(), Same: now.Sum() == file.List.Sum(), Rows: string(rows), Refused: refused}
	if p.Frame, err = h.pages.Frame(c, ui.Logistics, ui.OfflinePrices, "offlinepages_check_title"); err != nil {
		return err
	}
	status := http.StatusOK
	switch {
	case refused != nil:
		status = http.StatusConflict
	case len(file.Refused) > 0:
		status = http.StatusUnprocessableEntity
	}
	return h.pages.Render(c, status, views.Check(p))
}

// replace puts the rows of a checked file in the place of the list.
func (h *handler) replace(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	rows, name, shown := f.Lines("rows", longestRows), f.Text("name", longestRows), f.Text("sum", longestRows)
	if !f.OK() || rows == "" {
		f.Problem("file", "form_no_file")
		return h.showList(c, f.Status(), f.View())
	}
	file, err := h.read(checkedName, []byte(rows))
	if errs.KindOf(err) == errs.Invalid {
		f.Fail("file", err)
		return h.showList(c, f.Status(), f.View())
	}
	if err != nil {
		return err
	}
	if len(file.Refused) > 0 {
		return h.showFile(c, name, file, nil)
	}
	err = h.service.Replace(c.Request().Context(), h.pages.Store(c), h.pages.Visitor(c).Person.ID, file.List, shown)
	if errs.KindOf(err) == errs.Conflict {
		return h.showFile(c, name, file, err)
	}
	if err != nil {
		return err
	}
	return h.pages.Done(c, link.OfflinePrices(), "offlinepages_replaced", "Count", len(file.List))
}
