// Package importing serves the pages of Import Orders: the upload of an order export, and
// the check of its rows with what became of them.
package importing

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/orderimport"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/web/form"
	"sellerdesk/internal/web/page"
	views "sellerdesk/views/importing"
	"sellerdesk/views/link"
	"sellerdesk/views/ui"
)

// Service checks files and imports orders.
type Service interface {
	Upload(ctx context.Context, store account.StoreID, by account.PersonID, name string, content []byte) (orderimport.ID, error)
	Import(ctx context.Context, store account.StoreID, by account.PersonID, id orderimport.ID) (int, error)
}

// Uploads are the stored uploads.
type Uploads interface {
	Get(ctx context.Context, store account.StoreID, id orderimport.ID) (orderimport.Upload, error)
	Recent(ctx context.Context, store account.StoreID, limit int) ([]orderimport.Upload, error)
	Rows(ctx context.Context, f orderimport.RowFilter) (paging.Page[orderimport.Checked], error)
	Tallies(ctx context.Context, store account.StoreID, ids []orderimport.ID) (map[orderimport.ID]orderimport.Tally, error)
}

type handler struct {
	pages   *page.Pages
	imports Service
	uploads Uploads
}

// Register adds the pages of Import Orders.
func Register(g *echo.Group, pages *page.Pages, imports Service, uploads Uploads) {
	h := &handler{pages, imports, uploads}
	g.GET("/transaction/orders/import", h.form, page.May(account.Ship))
	g.POST("/transaction/orders/import", h.upload, page.May(account.Ship), page.Upload)
	g.GET("/transaction/orders/import/:id", h.show, page.May(account.Ship))
	g.POST("/transaction/orders/import/:id", h.run, page.May(account.Ship))
}

// mostRecent is how many uploads the page lists.
const mostRecent = 10

// longestImport is how long one request imports; a button goes on with what is left.
// A store's largest exports take a third of it.
const longestImport = time.Minute

func (h *handler) form(c echo.Context) error { return h.showForm(c, http.StatusOK, ui.Form{}) }

func (h *handler) showForm(c echo.Context, status int, f ui.Form) error {
	ctx, store := c.Request().Context(), h.pages.Store(c)
	recent, err := h.uploads.Recent(ctx, store, mostRecent)
	if err != nil {
		return err
	}
	var ids []orderimport.ID
	for _, u := range recent {
		ids = append(ids, u.ID)
	}
	tallies, err := h.uploads.Tallies(ctx, store, ids)
	if err != nil {
		return err
	}
	p := views.UploadPage{Form: f, Max: orderimport.MaxBytes >> 20}
	for _, u := range recent {
		p.Recent = append(p.Recent, views.Recent{Upload: u, Tally: tallies[u.ID]})
	}
	if p.Frame, err = h.pages.Frame(c, ui.Transaction, ui.AllOrders, "importing_title"); err != nil {
		return err
	}
	return h.pages.Render(c, status, views.Upload(p))
}

// upload checks a file and leads to what was found.
func (h *handler) upload(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	file, err := f.File("file", orderimport.MaxBytes)
	if err != nil {
		return err
	}
	if !f.OK() {
		return h.showForm(c, f.Status(), f.View())
	}
	v := h.pages.Visitor(c)
	id, err := h.imports.Upload(c.Request().Context(), v.Store.ID, v.Person.ID, file.Name, file.Content)
	if errs.KindOf(err) == errs.Invalid {
		f.Fail("file", err)
		return h.showForm(c, f.Status(), f.View())
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, address(id))
}

// address is the page of an upload.
func address(id orderimport.ID) string { return link.Import(strconv.FormatInt(int64(id), 10)) }

// id reads the upload that the address names.
func id(c echo.Context) (orderimport.ID, error) {
	n, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return 0, orderimport.ErrNotFound
	}
	return orderimport.ID(n), nil
}

// rows reads which rows of which upload the address names.
func (h *handler) rows(c echo.Context) (f orderimport.RowFilter, err error) {
	f.Store = h.pages.Store(c)
	if f.Upload, err = id(c); err != nil {
		return f, err
	}
	if f.Verdict, err = orderimport.ParseVerdict(c.QueryParam("show")); err != nil {
		return f, err
	}
	f.Cursor, err = paging.Parse(c.QueryParam("at"))
	return f, err
}

// show is the check of an upload, and after the import what became of its rows.
func (h *handler) show(c echo.Context) error {
	f, err := h.rows(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	p := views.ShowPage{Verdict: f.Verdict}
	if p.Upload, err = h.uploads.Get(ctx, f.Store, f.Upload); err != nil {
		return err
	}
	tallies, err := h.uploads.Tallies(ctx, f.Store, []orderimport.ID{f.Upload})
	if err != nil {
		return err
	}
	rows, err := h.uploads.Rows(ctx, f)
	if err != nil {
		return err
	}
	p.Tally, p.Rows, p.Prev, p.Next = tallies[f.Upload], rows.Rows, neighbour(f, rows.Prev), neighbour(f, rows.Next)
	if p.Frame, err = h.pages.Frame(c, ui.Transaction, ui.AllOrders, "importing_title"); err != nil {
		return err
	}
	return h.pages.Render(c, http.StatusOK, views.Show(p))
}

// neighbour is the address of another page of the same rows; empty where there is none.
func neighbour(f orderimport.RowFilter, to paging.Cursor) string {
	if to.IsZero() {
		return ""
	}
	return views.List(strconv.FormatInt(int64(f.Upload), 10), f.Verdict, to.String())
}

// run imports the orders that can be imported, and leads to the page that says how many were.
func (h *handler) run(c echo.Context) error {
	upload, err := id(c)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(c.Request().Context(), longestImport)
	defer cancel()
	v := h.pages.Visitor(c)
	if _, err := h.imports.Import(ctx, v.Store.ID, v.Person.ID, upload); err != nil {
		return h.pages.Refused(c, address(upload), err)
	}
	return c.Redirect(http.StatusSeeOther, address(upload))
}
