// Package orders serves the pages of orders: My Orders and Order Details.
package orders

import (
	"context"
	"maps"
	"net/http"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/batch"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/history"
	"sellerdesk/internal/message"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/product"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/web/filter"
	"sellerdesk/internal/web/form"
	"sellerdesk/internal/web/page"
	batches "sellerdesk/views/batch"
	"sellerdesk/views/link"
	views "sellerdesk/views/orders"
	"sellerdesk/views/ui"
)

// Orders are the stored orders.
type Orders interface {
	Get(ctx context.Context, store account.StoreID, n order.Number) (order.Order, error)
	List(ctx context.Context, f order.Filter) (paging.Page[order.Order], error)
	Counts(ctx context.Context, f order.Filter) (order.Counts, error)
}

// Parcels are the stored parcels.
type Parcels interface {
	ForOrders(ctx context.Context, store account.StoreID, orders []order.ID) (map[order.ID][]parcel.Parcel, error)
}

// Notices are the stored shipping notices.
type Notices interface {
	ForOrders(ctx context.Context, store account.StoreID, orders []order.ID) (map[order.ID][]notice.Notice, error)
}

// Freight is the ledger.
type Freight interface {
	Balances(ctx context.Context, store account.StoreID, ids []parcel.ID) (map[parcel.ID]freight.Balance, error)
}

// Products are the stored products.
type Products interface {
	ForSKUs(ctx context.Context, store account.StoreID, skus []string) (map[string]product.Item, error)
}

// Messages are the stored conversations with buyers.
type Messages interface {
	Of(ctx context.Context, store account.StoreID, o order.ID) (message.Thread, error)
	Messages(ctx context.Context, store account.StoreID, id message.ThreadID) ([]message.Message, error)
}

// Tariffs are the channels of a store.
type Tariffs interface {
	Snapshot(ctx context.Context, store account.StoreID) (*tariff.Snapshot, error)
}

// History is what happened to an order.
type History interface {
	Of(ctx context.Context, store account.StoreID, s history.Subject) ([]history.Entry, error)
}

// Shipping answers a buyer's wish to cancel, and corrects where an order goes.
type Shipping interface {
	AgreeCancel(ctx context.Context, store account.StoreID, by history.Actor, n order.Number) error
	RefuseCancel(ctx context.Context, store account.StoreID, by history.Actor, n order.Number, reason string) error
	Readdress(ctx context.Context, store account.StoreID, by history.Actor, n order.Number, version int, to place.Address) error
}

// Selections know what a visitor has ticked.
type Selections interface {
	Ticks(ctx context.Context, w batch.Whose, ids []batch.Subject) (map[batch.Subject]bool, int, error)
}

// Needs are what these pages are made of.
type Needs struct {
	Orders   Orders
	Parcels  Parcels
	Notices  Notices
	Freight  Freight
	Products Products
	Tariffs  Tariffs
	Messages Messages
	History  History
	Shipping Shipping
	Clock    account.Clock

	Selections Selections
}

type handler struct {
	pages *page.Pages
	Needs
}

// Register adds the pages of orders.
func Register(g *echo.Group, pages *page.Pages, needs Needs) {
	h := &handler{pages, needs}
	g.GET("/transaction/orders", h.list, page.May(account.View))
	g.GET("/transaction/orders/:number", h.details, page.May(account.View))
	g.POST("/transaction/orders/:number/cancel", h.cancel, page.May(account.Ship))
	g.GET("/transaction/orders/:number/address", h.address, page.May(account.Ship))
	g.POST("/transaction/orders/:number/address", h.readdress, page.May(account.Ship))
}

// list is My Orders.
func (h *handler) list(c echo.Context) error {
	f, err := form.Query(c)
	if err != nil {
		return err
	}
	v := h.pages.Visitor(c)
	asked, err := filter.Orders(f, v, h.Clock.Now(v.Store.ID))
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	found, err := h.Orders.List(ctx, asked)
	if err != nil {
		return err
	}
	p := views.ListPage{Filter: asked, Form: f.View(), May: v.May, Any: anything(f.View())}
	p.Prev, p.Next = neighbour(c, found.Prev), neighbour(c, found.Next)
	if p.Ticks, err = h.ticks(ctx, v, f, found.Rows); err != nil {
		return err
	}
	if p.Frame, err = h.pages.Frame(c, ui.Transaction, ui.AllOrders, "orders_title"); err != nil {
		return err
	}
	if p.Blocks, err = h.blocks(c, found.Rows); err != nil {
		return err
	}
	if p.Counts, err = h.Orders.Counts(ctx, asked); err != nil {
		return err
	}
	if err := h.choices(ctx, asked, &p); err != nil {
		return err
	}
	return h.pages.Render(c, http.StatusOK, views.List(p))
}

// ticks is the toolbar of the list, with those of its orders that the visitor has ticked.
func (h *handler) ticks(ctx context.Context, v account.Visitor, f *form.Form, orders []order.Order) (bar batches.Toolbar, err error) {
	bar = batches.Toolbar{List: batch.OrderList, Filter: filter.Hidden(f, filter.OrderFields), Actions: batch.ActionsOf(batch.OrderList, v.May)}
	ids := make([]batch.Subject, len(orders))
	for i, o := range orders {
		ids[i], bar.Shown = batch.Subject(o.ID), append(bar.Shown, string(o.Number))
	}
	ticked, n, err := h.Selections.Ticks(ctx, batch.Whose{Store: v.Store.ID, Person: v.Person.ID, List: batch.OrderList}, ids)
	bar.Mark(ids, ticked, n)
	return bar, err
}

// choices are what the filter offers.
func (h *handler) choices(ctx context.Context, f order.Filter, p *views.ListPage) error {
	tariffs, err := h.Tariffs.Snapshot(ctx, f.Store)
	if err != nil {
		return err
	}
	p.Channels = tariffs.Channels(channel.DateOf(f.Now))
	p.Countries = tariffs.Countries()
	return nil
}

// anything reports whether a field of the filter holds anything.
func anything(f ui.Form) bool {
	for _, name := range []string{"q", "country", "channel", "category", "from", "to"} {
		if f.Value(name) != "" {
			return true
		}
	}
	return false
}

// neighbour is the address of another page of the same list; empty where there is none.
func neighbour(c echo.Context, to paging.Cursor) string {
	if to.IsZero() {
		return ""
	}
	query := maps.Clone(c.QueryParams())
	query.Set("at", to.String())
	return link.Orders() + "?" + query.Encode()
}
