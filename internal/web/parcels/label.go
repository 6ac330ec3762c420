package parcels

import (
	"github.com/labstack/echo/v4"

	"sellerdesk/internal/parcel"
	"sellerdesk/internal/web/form"
)

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
