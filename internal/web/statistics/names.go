package statistics

import (
	"context"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/place"
	"sellerdesk/internal/warehouse"
	"sellerdesk/views/ui"
)

// names knows what channels and warehouses are called.
type names struct {
	channels  ui.Channels
	directory *warehouse.Directory
}

func (h *handler) names(ctx context.Context, store account.StoreID) (names, error) {
	tariffs, err := h.Tariffs.Snapshot(ctx, store)
	if err != nil {
		return names{}, err
	}
	directory, err := h.Warehouses.Directory(ctx, store)
	return names{ui.ChannelsOf(tariffs.Channels(channel.DateOf(ui.Now(ctx)))), directory}, err
}

// of is what a group is called; what is not known any more is its code.
func (n names) of(ctx context.Context, g freight.Grouping, name string) string {
	switch g {
	case freight.ByChannel:
		return n.channels.Name(ctx, name)
	case freight.ByCountry:
		return ui.CountryName(ctx, place.Country(name))
	case freight.ByWarehouse:
		return n.warehouse(ctx, name)
	case freight.ByDay, freight.ByMonth:
	}
	return name
}

func (n names) warehouse(ctx context.Context, code string) string {
	w, err := n.directory.Warehouse(code)
	switch {
	case err != nil:
		return code
	case ui.Lang(ctx) == i18n.Chinese:
		return w.NameCN
	}
	return w.NameEN
}
