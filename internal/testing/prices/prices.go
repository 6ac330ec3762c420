// Package prices puts a few channels of the catalogue, with their prices and warehouses, into the
// database of a test: all of them take ten times as long.
package prices

import (
	"context"
	"slices"
	"testing"

	"sellerdesk/internal/catalogue"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/db"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/warehouse"
)

// Few are channels of several kinds: bands by weight, a minimum, dollars, a single country.
var Few = []channel.Code{channel.ChinaPostRegistered, channel.EPacket, channel.SpecialLineYW, channel.Saver, channel.Ruston}

// Load puts the channels with the codes into a database, as the version that ships with the program.
func Load(t testing.TB, d *db.DB, codes ...channel.Code) *sqlstore.Catalogue {
	t.Helper()
	rows, err := catalogue.Tariffs()
	if err != nil {
		t.Fatal(err)
	}
	other := func(c channel.Code) bool { return !slices.Contains(codes, c) }
	rows.Channels = slices.DeleteFunc(rows.Channels, func(c channel.Channel) bool { return other(c.Code) })
	rows.Prices = slices.DeleteFunc(rows.Prices, func(p tariff.Price) bool { return other(p.Channel) })
	places, err := catalogue.Warehouses()
	if err != nil {
		t.Fatal(err)
	}
	places.Warehouses = slices.DeleteFunc(places.Warehouses, func(w warehouse.Warehouse) bool { return other(w.Channel) })
	places.Areas = slices.DeleteFunc(places.Areas, func(a warehouse.Area) bool { return other(a.Channel) })
	records := sqlstore.NewCatalogue(d)
	err = d.InTx(t.Context(), func(ctx context.Context) error {
		id, _, err := records.AddVersion(ctx, rows.Versions[0])
		if err != nil {
			return err
		}
		if err := records.AddTariffs(ctx, id, rows); err != nil {
			return err
		}
		return records.AddWarehouses(ctx, id, places)
	})
	if err != nil {
		t.Fatal(err)
	}
	return records
}
