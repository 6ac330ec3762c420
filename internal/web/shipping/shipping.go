// Package shipping serves the pages by which an order is shipped online:
// Shipping, step 1, and Create Logistics Order, step 2.
//
// Step 1 is a form that stores nothing; its choices travel in the address of
// step 2, and nothing is stored before Submit.
package shipping

import (
	"context"
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/offline"
	"sellerdesk/internal/order"
	domain "sellerdesk/internal/shipping"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/web/form"
	"sellerdesk/internal/web/page"
	views "sellerdesk/views/shipping"
	"sellerdesk/views/ui"
)

// Service is what these pages need from shipping.
type Service interface {
	Desk(ctx context.Context, store account.StoreID, n order.Number, c domain.Choice) (domain.Desk, error)
	Draft(ctx context.Context, store account.StoreID, n order.Number, c domain.Choice, f *domain.Form) (domain.Draft, error)
	Submit(ctx context.Context, store account.StoreID, by domain.Actor, n order.Number, c domain.Choice, f domain.Form, shown domain.Offer) (domain.Submission, error)
}

// Orders finds the order that is shipped.
type Orders interface {
	Get(ctx context.Context, store account.StoreID, n order.Number) (order.Order, error)
}

// Offline knows what a parcel costs when it is sent without the platform.
type Offline interface {
	Compare(ctx context.Context, store account.StoreID, p offline.Parcel, plans []tariff.Plan) (offline.Comparison, error)
}

type handler struct {
	pages    *page.Pages
	shipping Service
	orders   Orders
	offline  Offline
}

// Register adds the pages.
func Register(g *echo.Group, pages *page.Pages, s Service, o Orders, off Offline) {
	h := &handler{pages, s, o, off}
	g.GET("/transaction/orders/:number/shipping", h.choose, page.May(account.Ship))
	g.GET("/transaction/orders/:number/logistics-order", h.create, page.May(account.Ship))
	g.POST("/transaction/orders/:number/logistics-order", h.submit, page.May(account.Ship))
}

// request is what the address of a page says: the order, and the choice of step 1.
type request struct {
	order  order.Order
	form   *form.Form
	choice domain.Choice
}

func (h *handler) read(c echo.Context) (request, error) {
	o, err := h.orders.Get(c.Request().Context(), h.pages.Store(c), order.Number(c.Param("number")))
	if err != nil {
		return request{}, err
	}
	f, err := form.Query(c)
	if err != nil {
		return request{}, err
	}
	return request{o, f, readChoice(f, o)}, nil
}

// desk is what step 1 shows for a request; a choice of pieces that are not free is a problem of the form.
func (h *handler) desk(c echo.Context, r request) (domain.Desk, error) {
	d, err := h.shipping.Desk(c.Request().Context(), h.pages.Store(c), r.order.Number, r.choice)
	if errors.Is(err, order.ErrTaken) {
		r.form.Fail("pieces", err)
		err = nil
	}
	return d, err
}

func (h *handler) choose(c echo.Context) error {
	r, err := h.read(c)
	if err != nil {
		return err
	}
	d, err := h.desk(c, r)
	if err != nil {
		return err
	}
	return h.showChoice(c, r, d, r.form.Status())
}

func (h *handler) showChoice(c echo.Context, r request, d domain.Desk, status int) error {
	if d.Blocked != nil && isPart(c) {
		c.Response().Header().Set("HX-Refresh", "true")
		return c.NoContent(http.StatusNoContent)
	}
	frame, err := h.pages.Frame(c, ui.Transaction, ui.AllOrders, "ship_title")
	if err != nil {
		return err
	}
	p := views.ChoosePage{
		Frame: frame, Desk: d, Form: shownChoice(r.form.View(), d), Offline: c.QueryParam("how") == "offline",
		Repriced: d.Repriced(c.QueryParam(views.SeenField)),
	}
	if isPart(c) {
		c.Response().Header().Set("HX-Replace-Url", withoutSeen(c))
	}
	if p.Offline && d.Blocked == nil {
		if p.Comparison, err = h.compare(c, d); err != nil {
			return err
		}
	}
	return h.pages.Render(c, status, views.Choose(p), "plans")
}

// withoutSeen is the address of the request without the prices the page showed
// before, which are of no use to anybody else.
func withoutSeen(c echo.Context) string {
	query := c.Request().URL.Query()
	query.Del(views.SeenField)
	return c.Request().URL.Path + "?" + query.Encode()
}

// compare holds the parcel of a desk, sent offline, against the desk's plans.
func (h *handler) compare(c echo.Context, d domain.Desk) (offline.Comparison, error) {
	p := offline.Parcel{To: d.Order.ShipTo.Country, Weight: d.Choice.Weight, Chosen: d.Choice.Channel}
	return h.offline.Compare(c.Request().Context(), d.Order.Store, p, d.Plans)
}

// create shows step 2, or step 1 again with what is missing there.
func (h *handler) create(c echo.Context) error {
	r, err := h.read(c)
	if err != nil {
		return err
	}
	d, err := h.desk(c, r)
	if err != nil {
		return err
	}
	if d.Blocked != nil || !d.Bound {
		return h.showChoice(c, r, d, http.StatusConflict)
	}
	if complete(r.form, d); !r.form.OK() {
		return h.showChoice(c, r, d, r.form.Status())
	}
	draft, err := h.shipping.Draft(c.Request().Context(), h.pages.Store(c), r.order.Number, r.choice, nil)
	if err != nil {
		return err
	}
	return h.showDraft(c, http.StatusOK, views.CreatePage{
		Draft: draft, Form: prefilled(draft), Changes: repriced(draft, c.QueryParam(views.SeenField)),
	})
}

func (h *handler) showDraft(c echo.Context, status int, p views.CreatePage) error {
	frame, err := h.pages.Frame(c, ui.Transaction, ui.AllOrders, "ship_create_title")
	if err != nil {
		return err
	}
	p.Frame = frame
	return h.pages.Render(c, status, views.Create(p), "offer")
}

// repriced is the change of the chosen plan's price since step 1 showed it.
func repriced(d domain.Draft, seen string) []domain.Change {
	for _, r := range d.Repriced(seen) {
		if r.Channel.Code == d.Plan.Channel.Code {
			return []domain.Change{{What: "price", Before: r.Before, After: r.After}}
		}
	}
	return nil
}
