package parcels

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/parcel"
	"sellerdesk/internal/web/form"
	"sellerdesk/views/link"
)

// printLabel notes that the label is printed, and leads to it. The files themselves
// are shown by GET, which writes nothing: who follows the address of one again, or
// reloads it, sees the same file and makes no new row of the ledger.
func (h *handler) printLabel(c echo.Context) error {
	p, err := h.find(c)
	if err != nil {
		return err
	}
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	kind, err := parcel.ParseLabelKind(f.Text("kind", 10))
	if err != nil {
		return err
	}
	on, err := parcel.ParsePaper(f.Text("format", 10))
	if err != nil {
		return err
	}
	by := h.pages.Visitor(c).Person.ID
	if err := h.Prints.Note(c.Request().Context(), p.Store, by, kind, on, p); err != nil {
		return h.pages.Refused(c, link.Parcel(string(p.Number)), err)
	}
	return c.Redirect(http.StatusSeeOther, link.Label(string(p.Number), string(kind), "format", string(on)))
}

// testPage shows a page by which the size of what a printer prints is checked.
func (h *handler) testPage(c echo.Context) error {
	f, err := form.Query(c)
	if err != nil {
		return err
	}
	on, err := parcel.ParsePaper(f.Text("format", 10))
	if err != nil {
		return err
	}
	pdf, err := h.Labels.TestPage(on)
	if err != nil {
		return err
	}
	return h.pages.Inline(c, "label-test.pdf", "application/pdf", pdf)
}

// labelPDF shows the label on the paper that is asked for, each on a page of its own size if none is.
func (h *handler) labelPDF(c echo.Context) error {
	f, err := form.Query(c)
	if err != nil {
		return err
	}
	on, err := parcel.ParsePaper(f.Text("format", 10))
	if err != nil {
		return err
	}
	position := 1
	if f.Filled("start") {
		position = int(f.Int("start", 1, int64(on.PerSheet())))
	}
	if !f.OK() {
		return parcel.ErrPosition.With("PerSheet", on.PerSheet(), "Start", c.QueryParam("start"))
	}
	p, err := h.find(c)
	if err != nil {
		return err
	}
	pdf, err := h.Labels.PDF(c.Request().Context(), p, on, position)
	if err != nil {
		return err
	}
	return h.pages.Inline(c, string(p.Number)+".pdf", "application/pdf", pdf)
}

// labelPNG shows the label as a picture.
func (h *handler) labelPNG(c echo.Context) error {
	p, err := h.find(c)
	if err != nil {
		return err
	}
	png, err := h.Labels.PNG(c.Request().Context(), p)
	if err != nil {
		return err
	}
	return h.pages.Inline(c, string(p.Number)+".png", "image/png", png)
}

// labelZPL hands out the label as a file for a thermal printer.
func (h *handler) labelZPL(c echo.Context) error {
	p, err := h.find(c)
	if err != nil {
		return err
	}
	zpl, err := h.Labels.ZPL(c.Request().Context(), p)
	if err != nil {
		return err
	}
	return h.pages.File(c, string(p.Number)+".zpl", "x-application/zpl", zpl)
}
