package orders

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/history"
	"sellerdesk/internal/order"
	"sellerdesk/internal/place"
	"sellerdesk/internal/web/form"
	"sellerdesk/views/link"
	views "sellerdesk/views/orders"
	"sellerdesk/views/ui"
)

// longestReason is the longest reason for refusing a cancellation, in characters.
const longestReason = 500

// get returns the order a route names.
func (h *handler) get(c echo.Context) (order.Order, error) {
	number, err := order.ParseNumber(c.Param("number"))
	if err != nil {
		return order.Order{}, order.ErrNotFound
	}
	return h.Orders.Get(c.Request().Context(), h.pages.Store(c), number)
}

// details is Order Details.
func (h *handler) details(c echo.Context) error {
	o, err := h.get(c)
	if err != nil {
		return err
	}
	return h.showDetails(c, http.StatusOK, o, ui.Form{})
}

func (h *handler) showDetails(c echo.Context, status int, o order.Order, cancel ui.Form) error {
	ctx := c.Request().Context()
	blocks, err := h.blocks(ctx, c, []order.Order{o})
	if err != nil {
		return err
	}
	p := views.DetailsPage{Block: blocks[0], Cancel: cancel, ShipTo: o.ShipTo, Full: h.pages.Visitor(c).May(account.ReadAddresses)}
	if !p.Full {
		p.ShipTo = place.Address{Name: o.ShipTo.Short(), City: o.ShipTo.City, Country: o.ShipTo.Country}
		p.Block.Order.Buyer.Name = p.ShipTo.Name
	}
	if p.History, err = h.History.Of(ctx, o.Store, history.About(history.Order, o.ID)); err != nil {
		return err
	}
	if p.Frame, err = h.pages.Frame(c, ui.Transaction, ui.AllOrders, "orders_details_title"); err != nil {
		return err
	}
	return h.pages.Render(c, status, views.Details(p))
}

// cancel answers a buyer's wish to cancel.
func (h *handler) cancel(c echo.Context) error {
	o, err := h.get(c)
	if err != nil {
		return err
	}
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	ctx, by := c.Request().Context(), history.Somebody(h.pages.Visitor(c).Person.ID)
	if f.Text("answer", 10) == "agree" {
		if err := h.Shipping.AgreeCancel(ctx, o.Store, by, o.Number); err != nil {
			return h.pages.Refused(c, link.Order(string(o.Number)), err)
		}
		return h.pages.Done(c, link.Order(string(o.Number)), "orders_cancel_agreed")
	}
	reason := f.Required("reason", longestReason)
	if !f.OK() {
		return h.showDetails(c, f.Status(), o, f.View())
	}
	if err := h.Shipping.RefuseCancel(ctx, o.Store, by, o.Number, reason); err != nil {
		return h.pages.Refused(c, link.Order(string(o.Number)), err)
	}
	return h.pages.Done(c, link.Order(string(o.Number)), "orders_cancel_refused")
}
