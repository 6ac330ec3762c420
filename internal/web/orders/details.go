package orders

import (
	"context"
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/history"
	"sellerdesk/internal/message"
	"sellerdesk/internal/order"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/web/form"
	"sellerdesk/views/link"
	views "sellerdesk/views/orders"
	"sellerdesk/views/ui"
)

// mostMessages is how many messages Order Details shows, the newest of them.
const mostMessages = 5

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
	blocks, err := h.blocks(c, []order.Order{o})
	if err != nil {
		return err
	}
	p := views.DetailsPage{Block: blocks[0], Cancel: cancel}
	if p.Thread, p.Messages, err = h.conversation(ctx, o); err != nil {
		return err
	}
	if p.History, err = h.History.Of(ctx, o.Store, history.About(history.Order, o.ID)); err != nil {
		return err
	}
	if p.Frame, err = h.pages.Frame(c, ui.Transaction, ui.AllOrders, "orders_details_title"); err != nil {
		return err
	}
	return h.pages.Render(c, status, views.Details(p))
}

// conversation is the thread of an order with its newest messages; zero without one.
func (h *handler) conversation(ctx context.Context, o order.Order) (message.Thread, []message.Message, error) {
	t, err := h.Messages.Of(ctx, o.Store, o.ID)
	if errors.Is(err, message.ErrNotFound) {
		return message.Thread{}, nil, nil
	}
	if err != nil {
		return t, nil, err
	}
	all, err := h.Messages.Messages(ctx, o.Store, t.ID)
	return t, all[max(0, len(all)-mostMessages):], err
}

// Answers to a buyer's wish to cancel.
const (
	agree  = "agree"
	refuse = "refuse"
)

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
	if form.OneOf(f, "answer", []string{agree, refuse}) == agree {
		return h.agree(c, o)
	}
	ctx, url := c.Request().Context(), link.Order(string(o.Number))
	reason := f.Required("reason", shipping.MaxRefusal)
	if f.OK() {
		err := h.Shipping.RefuseCancel(ctx, o.Store, h.actor(c), o.Number, reason)
		if err == nil {
			return h.pages.Done(c, url, "orders_cancel_refused")
		}
		if !f.Refuse(err) {
			return err
		}
	}
	return h.showDetails(c, f.Status(), o, f.View())
}

func (h *handler) agree(c echo.Context, o order.Order) error {
	url := link.Order(string(o.Number))
	if err := h.Shipping.AgreeCancel(c.Request().Context(), o.Store, h.actor(c), o.Number); err != nil {
		return h.pages.Refused(c, url, err)
	}
	return h.pages.Done(c, url, "orders_cancel_agreed")
}

// actor is the visitor, for history.
func (h *handler) actor(c echo.Context) history.Actor {
	return history.Somebody(h.pages.Visitor(c).Person.ID)
}
