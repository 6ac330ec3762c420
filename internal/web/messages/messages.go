// Package messages serves the pages of in-site messages: the conversations of a
// store with its buyers, each about one order.
//
// Opening a conversation changes nothing. That it was read is said by a button,
// which a script presses by itself.
package messages

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"strconv"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/message"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/web/form"
	"sellerdesk/internal/web/page"
	"sellerdesk/views/link"
	views "sellerdesk/views/messages"
	"sellerdesk/views/ui"
)

// Records are the stored conversations.
type Records interface {
	Threads(ctx context.Context, f message.Filter) (paging.Page[message.Thread], error)
	Thread(ctx context.Context, store account.StoreID, id message.ThreadID) (message.Thread, error)
	Of(ctx context.Context, store account.StoreID, o order.ID) (message.Thread, error)
	Messages(ctx context.Context, store account.StoreID, id message.ThreadID) ([]message.Message, error)
	Read(ctx context.Context, store account.StoreID, id message.ThreadID) error
}

// Service writes messages.
type Service interface {
	Post(ctx context.Context, d message.Draft) (message.ThreadID, error)
}

// Orders are the stored orders.
type Orders interface {
	Get(ctx context.Context, store account.StoreID, n order.Number) (order.Order, error)
}

type handler struct {
	pages    *page.Pages
	records  Records
	messages Service
	orders   Orders
}

// Register adds the pages of messages.
func Register(g *echo.Group, pages *page.Pages, records Records, messages Service, orders Orders) {
	h := &handler{pages, records, messages, orders}
	g.GET("/messages", h.list, page.May(account.View))
	g.POST("/messages", h.post, page.May(account.Ship))
	g.GET("/messages/new", h.contact, page.May(account.Ship))
	g.GET("/messages/:id", h.thread, page.May(account.View))
	g.POST("/messages/:id/read", h.read, page.May(account.Ship))
}

// list shows the conversations, the newest message first.
func (h *handler) list(c echo.Context) error {
	at, err := paging.Parse(c.QueryParam("at"))
	if err != nil {
		return err
	}
	f := message.Filter{Store: h.pages.Store(c), Unread: c.QueryParam("show") == link.Unread, Cursor: at}
	found, err := h.records.Threads(c.Request().Context(), f)
	if err != nil {
		return err
	}
	p := views.ListPage{Threads: found.Rows, Unread: f.Unread, May: h.pages.Visitor(c).May}
	p.Prev, p.Next = neighbour(f, found.Prev), neighbour(f, found.Next)
	if p.Frame, err = h.pages.Frame(c, "", "", "messages_title"); err != nil {
		return err
	}
	return h.pages.Render(c, http.StatusOK, views.List(p))
}

// neighbour is the address of another page of the list; empty where there is none.
func neighbour(f message.Filter, to paging.Cursor) string {
	switch {
	case to.IsZero():
		return ""
	case f.Unread:
		return link.UnreadMessages("at", to.String())
	}
	return link.Messages("at", to.String())
}

// contact leads to the conversation about an order, or to the page on which it begins.
func (h *handler) contact(c echo.Context) error {
	o, err := h.order(c, c.QueryParam("order"))
	if err != nil {
		return err
	}
	t, err := h.records.Of(c.Request().Context(), o.Store, o.ID)
	if errors.Is(err, message.ErrNotFound) {
		return h.show(c, http.StatusOK, about(o), fresh())
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, link.Message(id(t.ID)))
}

// order returns the store's order with a number.
func (h *handler) order(c echo.Context, number string) (order.Order, error) {
	n, err := order.ParseNumber(number)
	if err != nil {
		return order.Order{}, order.ErrNotFound
	}
	return h.orders.Get(c.Request().Context(), h.pages.Store(c), n)
}

// about is the conversation about an order before anything was written.
func about(o order.Order) message.Thread {
	return message.Thread{Store: o.Store, Order: o.ID, OrderNumber: o.Number, BuyerName: o.Buyer.Name}
}

// fresh is an empty form with an id of its own, under which one message can be written.
func fresh() ui.Form { return ui.Fill("once", rand.Text()) }

func id(t message.ThreadID) string { return strconv.FormatInt(int64(t), 10) }

// get returns the conversation that a route names.
func (h *handler) get(c echo.Context) (message.Thread, error) {
	n, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return message.Thread{}, message.ErrNotFound
	}
	return h.records.Thread(c.Request().Context(), h.pages.Store(c), message.ThreadID(n))
}

// thread shows a conversation.
func (h *handler) thread(c echo.Context) error {
	t, err := h.get(c)
	if err != nil {
		return err
	}
	return h.show(c, http.StatusOK, t, fresh())
}

func (h *handler) show(c echo.Context, status int, t message.Thread, f ui.Form) error {
	p := views.ThreadPage{Thread: t, Form: f, May: h.pages.Visitor(c).May}
	var err error
	if t.ID != 0 {
		if p.Messages, err = h.records.Messages(c.Request().Context(), t.Store, t.ID); err != nil {
			return err
		}
	}
	if p.Frame, err = h.pages.Frame(c, "", "", "messages_thread_title"); err != nil {
		return err
	}
	return h.pages.Render(c, status, views.Thread(p), views.UnreadPart)
}

// post writes a message to the buyer of an order.
func (h *handler) post(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	o, err := h.order(c, f.Text("order", longestNumber))
	if err != nil {
		return err
	}
	d := message.Draft{
		Store: o.Store, Order: o.ID, Buyer: o.Buyer.Name, Sender: message.Seller, Person: h.pages.Visitor(c).Person.ID,
		Once: f.Required("once", longestOnce), Body: body(f),
	}
	if f.OK() {
		t, err := h.messages.Post(c.Request().Context(), d)
		if err == nil {
			return h.pages.Done(c, link.Message(id(t)), "messages_sent")
		}
		if !f.Refuse(err) {
			return err
		}
	}
	t, err := h.records.Of(c.Request().Context(), o.Store, o.ID)
	if errors.Is(err, message.ErrNotFound) {
		t, err = about(o), nil
	}
	if err != nil {
		return err
	}
	return h.show(c, f.Status(), t, f.View())
}

// body reads what was written. A browser sends each line break as two characters.
func body(f *form.Form) string {
	if !f.Filled("body") {
		f.Problem("body", "message_empty")
		return ""
	}
	text := f.Lines("body", 2*message.MaxLength)
	if n := utf8.RuneCountInString(text); n > message.MaxLength {
		f.Problem("body", "message_too_long", "Max", message.MaxLength, "Length", n)
	}
	return text
}

// Longest texts of the fields a page fills in by itself, in characters.
const (
	longestNumber = 20
	longestOnce   = 40
)

// read notes that a conversation was read. A script is answered with what the
// page says about unread messages then.
func (h *handler) read(c echo.Context) error {
	t, err := h.get(c)
	if err != nil {
		return err
	}
	if err := h.records.Read(c.Request().Context(), t.Store, t.ID); err != nil {
		return err
	}
	if c.Request().Header.Get("HX-Request") == "true" {
		t.Unread = 0
		return h.show(c, http.StatusOK, t, fresh())
	}
	return h.pages.Done(c, link.Message(id(t.ID)), "messages_marked_read")
}
