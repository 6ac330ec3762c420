package orders

import (
	"maps"
	"slices"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	views "sellerdesk/views/orders"
	"sellerdesk/views/ui"
)

// blocks asks every domain once for what a page of orders shows.
func (h *handler) blocks(c echo.Context, orders []order.Order) ([]views.Block, error) {
	ctx, store := c.Request().Context(), h.pages.Store(c)
	ids, skus := named(orders)
	parcels, err := h.Parcels.ForOrders(ctx, store, ids)
	if err != nil {
		return nil, err
	}
	notices, err := h.Notices.ForOrders(ctx, store, ids)
	if err != nil {
		return nil, err
	}
	items, err := h.Products.ForSKUs(ctx, store, skus)
	if err != nil {
		return nil, err
	}
	balances, err := h.Freight.Balances(ctx, store, idsOf(parcels))
	if err != nil {
		return nil, err
	}
	channels, err := h.channels(c)
	if err != nil {
		return nil, err
	}
	blocks := make([]views.Block, len(orders))
	for i, o := range orders {
		b := views.NewBlock(o, h.pages.Visitor(c).May)
		b.Parcels, b.Notices, b.Items, b.Balances, b.Channels = parcels[o.ID], notices[o.ID], items, balances, channels
		blocks[i] = b
	}
	return blocks, nil
}

// channels are the store's channels of today, by code.
func (h *handler) channels(c echo.Context) (ui.Channels, error) {
	store := h.pages.Store(c)
	tariffs, err := h.Tariffs.Snapshot(c.Request().Context(), store)
	if err != nil {
		return nil, err
	}
	return ui.ChannelsOf(tariffs.Channels(channel.DateOf(h.Clock.Now(store)))), nil
}

// named are the ids of orders, and the SKUs in them.
func named(orders []order.Order) (ids []order.ID, skus []string) {
	seen := map[string]bool{}
	for _, o := range orders {
		ids = append(ids, o.ID)
		for _, l := range o.Lines {
			seen[l.SKU] = true
		}
	}
	return ids, slices.Sorted(maps.Keys(seen))
}

func idsOf(parcels map[order.ID][]parcel.Parcel) []parcel.ID {
	var ids []parcel.ID
	for _, of := range parcels {
		for _, p := range of {
			ids = append(ids, p.ID)
		}
	}
	slices.Sort(ids)
	return ids
}
