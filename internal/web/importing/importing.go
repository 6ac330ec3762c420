// Package importing serves the pages of Import Orders: the upload of an order export, and
// the check of its rows with what became of them.
package importing

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/job"
	"sellerdesk/internal/orderimport"
	"sellerdesk/internal/upload"
	"sellerdesk/internal/web/page"
	"sellerdesk/internal/web/uploads"
	views "sellerdesk/views/importing"
	"sellerdesk/views/ui"
)

// Service checks files and imports orders.
type Service interface {
	Upload(ctx context.Context, store account.StoreID, by account.PersonID, name string, content []byte) (upload.ID, error)
	Start(ctx context.Context, store account.StoreID, by account.PersonID, id upload.ID) (job.ID, error)
}

type handler struct {
	pages   *page.Pages
	imports Service
	uploads uploads.Pages
}

// Register adds the pages of Import Orders.
func Register(g *echo.Group, pages *page.Pages, imports Service, needs uploads.Needs) {
	h := &handler{pages, imports, uploads.Pages{Needs: needs, Site: pages, Kind: upload.Orders, Stored: orderimport.Stored}}
	g.GET("/transaction/orders/import", h.form, page.May(account.Ship))
	g.POST("/transaction/orders/import", h.upload, page.May(account.Ship), page.Upload)
	g.GET("/transaction/orders/import/:upload", h.show, page.May(account.Ship))
	g.POST("/transaction/orders/import/:upload", h.run, page.May(account.Ship))
	g.GET("/transaction/orders/import/:upload/file", h.uploads.Original, page.May(account.Ship))
	g.GET("/transaction/orders/import/:upload/results", h.uploads.Results, page.May(account.Ship))
	g.GET("/transaction/orders/import/:upload/failed", h.uploads.Failed, page.May(account.Ship))
}

func (h *handler) form(c echo.Context) error { return h.showForm(c, http.StatusOK, ui.Form{}) }

func (h *handler) showForm(c echo.Context, status int, f ui.Form) (err error) {
	p := views.UploadPage{Form: f, Max: upload.MaxBytes >> 20}
	if p.Recent, err = h.uploads.Recent(c); err != nil {
		return err
	}
	if p.Frame, err = h.pages.Frame(c, ui.Transaction, ui.AllOrders, "importing_title"); err != nil {
		return err
	}
	return h.pages.Render(c, status, views.Upload(p))
}

// upload checks a file and leads to what was found.
func (h *handler) upload(c echo.Context) error {
	v := h.pages.Visitor(c)
	id, f, err := h.uploads.Receive(c, func(name string, content []byte) (upload.ID, error) {
		return h.imports.Upload(c.Request().Context(), v.Store.ID, v.Person.ID, name, content)
	})
	switch {
	case err != nil:
		return err
	case !f.OK():
		return h.showForm(c, f.Status(), f.View())
	}
	return h.uploads.To(c, id)
}

// show is the check of an upload, and after the import what became of its rows.
func (h *handler) show(c echo.Context) error {
	check, watched, err := h.uploads.Check(c)
	switch {
	case err != nil:
		return err
	case watched:
		return uploads.Anew(c)
	}
	p := views.ShowPage{Check: check}
	if p.Frame, err = h.pages.Frame(c, ui.Transaction, ui.AllOrders, "importing_title"); err != nil {
		return err
	}
	return h.pages.Render(c, http.StatusOK, views.Show(p))
}

// run imports the orders that can be imported, and leads to the page that says how many were.
func (h *handler) run(c echo.Context) error {
	u, err := h.uploads.Find(c)
	if err != nil {
		return err
	}
	j, err := h.imports.Start(c.Request().Context(), u.Store, h.pages.Visitor(c).Person.ID, u.ID)
	return h.uploads.Work(c, u.ID, j, err)
}
