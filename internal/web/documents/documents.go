// Package documents serves the papers that go with orders and parcels as PDF:
// packing slips, pick lists, hand-over lists and commercial invoices. Looking at
// them writes nothing.
package documents

import (
	"context"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/web/page"
	"sellerdesk/views/link"
)

// Orders are the stored orders.
type Orders interface {
	Get(ctx context.Context, store account.StoreID, n order.Number) (order.Order, error)
}

// Parcels are the stored logistics orders.
type Parcels interface {
	ByNumbers(ctx context.Context, store account.StoreID, numbers []parcel.Number) ([]parcel.Parcel, error)
	ForOrders(ctx context.Context, store account.StoreID, orders []order.ID) (map[order.ID][]parcel.Parcel, error)
}

// Painter prints documents.
type Painter interface {
	// Of prints a document about parcels; those that are not in it have a problem. Without any it is nil.
	Of(ctx context.Context, store account.StoreID, k parcel.Paperwork, parcels []parcel.Parcel) ([]byte, map[parcel.ID]error, error)
	// OfOrder prints the packing slip or the pick list of an order.
	OfOrder(ctx context.Context, k parcel.Paperwork, o order.Order) ([]byte, error)
}

// Needs is what these pages are made of.
type Needs struct {
	Orders  Orders
	Parcels Parcels
	Painter Painter
}

type handler struct {
	Needs
	pages *page.Pages
}

// Register adds the documents.
func Register(g *echo.Group, pages *page.Pages, needs Needs) {
	h := &handler{needs, pages}
	for _, k := range parcel.AllPaperwork {
		g.GET(link.Document(string(k)), func(c echo.Context) error { return h.show(c, k) }, page.May(account.Ship))
	}
}

// mostAtOnce is how many parcels one address may name; documents about more are made by jobs.
const mostAtOnce = 50

// Answers to addresses that name no parcel, or too many.
var (
	errNoneNamed = errs.New(errs.Invalid, "documents_none_named")
	errTooMany   = errs.New(errs.Invalid, "documents_too_many")
)

// show prints a document about the parcels or the order that the address names.
func (h *handler) show(c echo.Context, k parcel.Paperwork) error {
	if number := c.QueryParam("order"); number != "" {
		return h.ofOrder(c, k, number)
	}
	parcels, err := h.named(c)
	if err != nil {
		return err
	}
	return h.of(c, k, parcels)
}

func (h *handler) of(c echo.Context, k parcel.Paperwork, parcels []parcel.Parcel) error {
	pdf, problems, err := h.Painter.Of(c.Request().Context(), h.pages.Store(c), k, parcels)
	if err != nil {
		return err
	}
	if pdf == nil {
		return problems[parcels[0].ID]
	}
	return h.pages.Inline(c, string(k)+"-"+string(parcels[0].Number)+".pdf", "application/pdf", pdf)
}

// named are the parcels that the address names, all of them or none.
func (h *handler) named(c echo.Context) ([]parcel.Parcel, error) {
	texts := c.QueryParams()["lp"]
	switch {
	case len(texts) == 0:
		return nil, errNoneNamed
	case len(texts) > mostAtOnce:
		return nil, errTooMany.With("Max", mostAtOnce)
	}
	seen := map[parcel.Number]bool{}
	var numbers []parcel.Number
	for _, text := range texts {
		n, err := parcel.ParseNumber(text)
		if err != nil {
			return nil, parcel.ErrNotFound
		}
		if !seen[n] {
			seen[n], numbers = true, append(numbers, n)
		}
	}
	found, err := h.Parcels.ByNumbers(c.Request().Context(), h.pages.Store(c), numbers)
	if err == nil && len(found) < len(numbers) {
		err = parcel.ErrNotFound
	}
	return found, err
}

// ofOrder prints a document about an order: what is packed for it, or about its logistics orders.
func (h *handler) ofOrder(c echo.Context, k parcel.Paperwork, number string) error {
	n, err := order.ParseNumber(number)
	if err != nil {
		return order.ErrNotFound
	}
	ctx, store := c.Request().Context(), h.pages.Store(c)
	o, err := h.Orders.Get(ctx, store, n)
	if err != nil {
		return err
	}
	if k == parcel.Invoices || k == parcel.HandOverList {
		parcels, err := h.Parcels.ForOrders(ctx, store, []order.ID{o.ID})
		if err == nil && len(parcels[o.ID]) == 0 {
			err = parcel.ErrUnbooked
		}
		if err != nil {
			return err
		}
		return h.of(c, k, parcels[o.ID])
	}
	pdf, err := h.Painter.OfOrder(ctx, k, o)
	if err != nil {
		return err
	}
	return h.pages.Inline(c, string(k)+"-"+string(n)+".pdf", "application/pdf", pdf)
}
