// Package products holds the pages of what a store sells: the list of products
// and the form of one product with its variants.
package products

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/product"
	"sellerdesk/internal/web/form"
	"sellerdesk/internal/web/page"
	"sellerdesk/views/link"
	views "sellerdesk/views/products"
	"sellerdesk/views/ui"
)

// Records are the stored products.
type Records interface {
	List(ctx context.Context, f product.Filter) (paging.Page[product.Product], error)
	BySKU(ctx context.Context, store account.StoreID, sku string) (product.Product, error)
}

// Service changes products.
type Service interface {
	Save(ctx context.Context, by account.PersonID, p product.Product) (product.ID, error)
}

type handler struct {
	pages   *page.Pages
	records Records
	service Service
}

// Register adds the pages of products.
func Register(g *echo.Group, pages *page.Pages, records Records, service Service) {
	h := &handler{pages, records, service}
	g.GET("/products", h.list, page.May(account.View))
	g.GET("/products/new", h.add, page.May(account.Ship))
	g.POST("/products/new", h.insert, page.May(account.Ship))
	g.GET("/products/:sku", h.edit, page.May(account.View))
	g.POST("/products/:sku", h.update, page.May(account.Ship))
}

// longestText is the longest search text in characters.
const longestText = 100

// list is Products.
func (h *handler) list(c echo.Context) error {
	f := product.Filter{Store: h.pages.Store(c), Text: strings.TrimSpace(c.QueryParam("q"))}
	if text := []rune(f.Text); len(text) > longestText {
		f.Text = string(text[:longestText])
	}
	var err error
	if f.Cursor, err = paging.Parse(c.QueryParam("page")); err != nil {
		return err
	}
	found, err := h.records.List(c.Request().Context(), f)
	if err != nil {
		return err
	}
	frame, err := h.pages.Frame(c, ui.Products, "", "products_heading")
	if err != nil {
		return err
	}
	return h.pages.Render(c, http.StatusOK, views.List(views.ListPage{
		Frame: frame, Text: f.Text, Products: found.Rows, May: h.pages.Visitor(c).May,
		Prev: neighbour(f, found.Prev), Next: neighbour(f, found.Next),
	}))
}

func neighbour(f product.Filter, place paging.Cursor) string {
	if place.IsZero() {
		return ""
	}
	return link.Products("q", f.Text, "page", place.String())
}

// find returns the product with the SKU that the route names.
func (h *handler) find(c echo.Context) (product.Product, error) {
	sku := c.Param("sku")
	if c.Request().URL.RawPath != "" { // then Echo leaves the parts of the path escaped
		var err error
		if sku, err = url.PathUnescape(sku); err != nil {
			return product.Product{}, product.ErrNotFound
		}
	}
	return h.records.BySKU(c.Request().Context(), h.pages.Store(c), sku)
}

// add is the form for another product, with one empty variant.
func (h *handler) add(c echo.Context) error {
	p := product.Product{Store: h.pages.Store(c), Category: channel.Ordinary, Variants: []product.Variant{{}}}
	return h.show(c, http.StatusOK, p, views.Fill(p), []string{views.Row(0)})
}

// edit is the form of a product.
func (h *handler) edit(c echo.Context) error {
	p, err := h.find(c)
	if err != nil {
		return err
	}
	rows := make([]string, len(p.Variants))
	for i := range rows {
		rows[i] = views.Row(i)
	}
	return h.show(c, http.StatusOK, p, views.Fill(p), rows)
}

func (h *handler) insert(c echo.Context) error {
	return h.save(c, product.Product{Store: h.pages.Store(c)})
}

func (h *handler) update(c echo.Context) error {
	p, err := h.find(c)
	if err != nil {
		return err
	}
	return h.save(c, p)
}

// save stores what was typed about a product, or shows the form again: with
// what is wrong, or with one more row for a variant.
func (h *handler) save(c echo.Context, stored product.Product) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	rows := f.Rows("variants")
	if f.Filled("add") {
		return h.show(c, http.StatusOK, stored, f.View(), append(rows, next(rows)))
	}
	p, filled := typed(f, stored, rows)
	if f.OK() {
		_, err := h.service.Save(c.Request().Context(), h.pages.Visitor(c).Person.ID, p)
		if err == nil {
			return h.pages.Done(c, link.Products(), "products_saved", "Title", p.Title)
		}
		if !f.Refuse(onForm(err, filled)) {
			return err
		}
	}
	return h.show(c, f.Status(), stored, f.View(), rows)
}

// show renders the form; the last row is new when the form asked for another one.
func (h *handler) show(c echo.Context, status int, p product.Product, f ui.Form, rows []string) error {
	title := "products_edit_heading"
	action := c.Request().URL.EscapedPath()
	if p.ID == 0 {
		title = "products_new_heading"
	}
	frame, err := h.pages.Frame(c, ui.Products, "", title)
	if err != nil {
		return err
	}
	return h.pages.Render(c, status, views.Edit(views.EditPage{
		Frame: frame, Form: f, Action: action, Rows: rows, New: f.Value("add") != "",
		Reserved: reserved(f, p, rows), Change: h.pages.Visitor(c).May(account.Ship),
	}), ui.ID("variants"))
}
