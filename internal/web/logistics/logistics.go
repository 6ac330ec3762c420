// Package logistics serves the pages about logistics channels: the list of them and a page
// for each, the Freight Calculator, Collection Rules and Shipping Restrictions.
//
// They only read: everything stands in the catalogue as the store sees it.
package logistics

import (
	"context"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/warehouse"
	"sellerdesk/internal/web/form"
	"sellerdesk/internal/web/page"
)

// Tariffs are the channels as a store sees them.
type Tariffs interface {
	Snapshot(ctx context.Context, store account.StoreID) (*tariff.Snapshot, error)
}

// Warehouses are where parcels are collected and received, as a store sees it.
type Warehouses interface {
	Directory(ctx context.Context, store account.StoreID) (*warehouse.Directory, error)
}

// Book is the address book of a store.
type Book interface {
	List(ctx context.Context, store account.StoreID) ([]address.Address, error)
}

// Needs is what these pages are made of.
type Needs struct {
	Tariffs    Tariffs
	Warehouses Warehouses
	Book       Book
}

type handler struct {
	Needs
	pages *page.Pages
}

// Register adds the pages.
func Register(g *echo.Group, pages *page.Pages, n Needs) {
	h := &handler{n, pages}
	may := page.May(account.View)
	g.GET("/logistics/channels", h.channels, may)
	g.GET("/logistics/channels/:code", h.channel, may)
	g.GET("/logistics/calculator", h.calculator, may)
	g.GET("/logistics/collection-rules", h.collection, may)
	g.GET("/logistics/restrictions", h.restrictions, may)
}

// request is what every page begins with: what was asked, the catalogue, and the day in China.
type request struct {
	form    *form.Form
	tariffs *tariff.Snapshot
	today   channel.Date
}

func (h *handler) read(c echo.Context) (request, error) {
	f, err := form.Query(c)
	if err != nil {
		return request{}, err
	}
	store := h.pages.Store(c)
	tariffs, err := h.Tariffs.Snapshot(c.Request().Context(), store)
	return request{f, tariffs, channel.DateOf(h.pages.Clock.Now(store))}, err
}

// category reads the category that is asked about; empty is every one.
func category(f *form.Form) channel.Category {
	if !f.Filled("category") {
		return ""
	}
	return form.OneOf(f, "category", channel.Categories)
}

// chosen reads the channel that is asked about; empty is every one.
func chosen(f *form.Form, all []channel.Channel) channel.Code {
	if !f.Filled("channel") {
		return ""
	}
	codes := make([]channel.Code, len(all))
	for i, c := range all {
		codes[i] = c.Code
	}
	return form.OneOf(f, "channel", codes)
}
