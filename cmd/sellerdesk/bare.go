package main

import (
	"bytes"
	"context"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/static"
	views "sellerdesk/views/orders"
	"sellerdesk/views/ui"
)

// bare asks the statements of My Orders and renders its template, without the
// site around them: what the first page is compared with.
func (a *app) bare(ctx context.Context, f order.Filter) error {
	found, err := a.orders.List(ctx, f)
	if err != nil {
		return err
	}
	p := views.ListPage{Filter: f, May: account.Owner.May, Frame: ui.Frame{Section: ui.Transaction, Item: ui.AllOrders}}
	if p.Counts, err = a.orders.Counts(ctx, f); err != nil {
		return err
	}
	tariffs, err := a.tariffs.Snapshot(ctx, f.Store)
	if err != nil {
		return err
	}
	p.Channels, p.Countries = tariffs.Channels(channel.DateOf(f.Now)), tariffs.Countries()
	if p.Blocks, err = a.bareBlocks(ctx, f.Store, found.Rows, p.Channels); err != nil {
		return err
	}
	var page bytes.Buffer
	look := ui.Look{Lang: string(account.English), Now: f.Now, Asset: static.Path}
	return views.List(p).Render(ui.WithLook(ctx, look), &page)
}

// bareBlocks asks every table once for what a page of orders shows.
func (a *app) bareBlocks(ctx context.Context, store account.StoreID, found []order.Order, channels []channel.Channel) ([]views.Block, error) {
	var ids []order.ID
	var skus []string
	for _, o := range found {
		ids = append(ids, o.ID)
		for _, l := range o.Lines {
			skus = append(skus, l.SKU)
		}
	}
	items, err := a.products.ForSKUs(ctx, store, skus)
	if err != nil {
		return nil, err
	}
	notices, err := a.notices.ForOrders(ctx, store, ids)
	if err != nil {
		return nil, err
	}
	parcels, err := a.parcels.ForOrders(ctx, store, ids)
	if err != nil {
		return nil, err
	}
	var parcelIDs []parcel.ID
	for _, of := range parcels {
		for _, one := range of {
			parcelIDs = append(parcelIDs, one.ID)
		}
	}
	balances, err := a.freight.Balances(ctx, store, parcelIDs)
	if err != nil {
		return nil, err
	}
	named := map[channel.Code]channel.Channel{}
	for _, one := range channels {
		named[one.Code] = one
	}
	blocks := make([]views.Block, len(found))
	for i, o := range found {
		blocks[i] = views.NewBlock(o, account.Owner.May)
		blocks[i].Items, blocks[i].Notices, blocks[i].Parcels = items, notices[o.ID], parcels[o.ID]
		blocks[i].Balances, blocks[i].Channels = balances, named
	}
	return blocks, nil
}
