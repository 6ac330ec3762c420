package catalogue_test

import (
	"slices"
	"testing"

	"sellerdesk/internal/catalogue"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/warehouse"
)

func tariffs(t *testing.T) tariff.Data {
	t.Helper()
	d, err := catalogue.Tariffs()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTheFirstSetOfChannelsIsComplete(t *testing.T) {
	want := []channel.Code{
		channel.SuperEconomyGlobal, channel.Saver, channel.Premium, channel.Standard, channel.SuperEconomy, channel.ChinaPostRegistered,
		channel.Ruston, channel.EMS, channel.EPacket, channel.UPSExpedited, channel.SpecialLineYW, channel.ChinaPostOrdinary,
	}
	var got []channel.Code
	for _, c := range tariffs(t).Channels {
		got = append(got, c.Code)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("channels = %v, want %v", got, want)
	}
}

func TestEveryChannelHasNamesGoodsLabelNumbersAndPrices(t *testing.T) {
	d := tariffs(t)
	for _, c := range d.Channels {
		priced := slices.ContainsFunc(d.Prices, func(p tariff.Price) bool { return p.Channel == c.Code })
		if c.NameEN == "" || c.NameCN == "" || !priced || c.Limits.Weight == 0 || c.MaxDays < c.MinDays || c.Source == "" {
			t.Errorf("%s is incomplete: %+v", c.Code, c)
		}
		if !slices.Contains(c.Goods.Accepted, channel.Ordinary) || len(c.Collection) == 0 || c.Waybill.Prefix == "" {
			t.Errorf("%s cannot be used: %+v", c.Code, c)
		}
		if c.Return.Offered == c.Return.Fee.IsZero() {
			t.Errorf("%s offers returns without a fee, or a fee without returns", c.Code)
		}
	}
}

func TestOnlyRegisteredChinaPostHasTheSquareLabel(t *testing.T) {
	for _, c := range tariffs(t).Channels {
		if (c.Label == channel.ChinaPost100x100) != (c.Code == channel.ChinaPostRegistered) {
			t.Errorf("%s is labelled %s", c.Code, c.Label)
		}
	}
}

// What channel.Strictest relies on: who takes a category takes all that are less strict.
func TestWhoTakesAStrictCategoryTakesTheLenientOnes(t *testing.T) {
	for _, c := range tariffs(t).Channels {
		for _, strict := range c.Goods.Accepted {
			for _, other := range channel.Categories {
				if channel.Strictest(strict, other) == strict && !slices.Contains(c.Goods.Accepted, other) {
					t.Errorf("%s takes %s but not %s", c.Code, strict, other)
				}
			}
		}
	}
}

func TestFiguresAreCountedAsInTheSheets(t *testing.T) {
	d := tariffs(t)
	rows := map[channel.Code]int{}
	for _, p := range d.Prices {
		rows[p.Channel]++
	}
	want := map[channel.Code]int{
		channel.ChinaPostRegistered: 211, channel.EPacket: 37, channel.SpecialLineYW: 39, channel.Standard: 109,
		channel.SuperEconomyGlobal: 65, channel.SuperEconomy: 20, channel.Saver: 29, channel.UPSExpedited: 218,
	}
	for code, n := range want {
		if rows[code] != n {
			t.Errorf("%s has %d prices, want %d", code, rows[code], n)
		}
	}
	i := slices.IndexFunc(d.Channels, func(c channel.Channel) bool { return c.Code == channel.ChinaPostRegistered })
	if n := len(d.Channels[i].Reach.Suspended); n != 35 {
		t.Errorf("China Post suspended %d countries, want 35", n)
	}
}

func TestEveryCountryIsWrittenInItsISOCode(t *testing.T) {
	d := tariffs(t)
	seen := map[place.Country]bool{}
	for _, c := range d.Countries {
		if seen[c.Country] || c.NameEN == "" || c.NameCN == "" {
			t.Errorf("%s is there twice or has no name", c.Country)
		}
		seen[c.Country] = true
	}
	for _, p := range d.Prices {
		if p.Country != tariff.AnyCountry && !seen[p.Country] {
			t.Errorf("labels have no name for %s, to which %s goes", p.Country, p.Channel)
		}
		if p.Country == "UK" {
			t.Errorf("%s goes to UK instead of GB", p.Channel)
		}
	}
}

func TestNoPriceIsThereTwice(t *testing.T) {
	type key struct {
		channel channel.Code
		country place.Country
		from    channel.Date
	}
	seen := map[key]bool{}
	for _, p := range tariffs(t).Prices {
		k := key{p.Channel, p.Country, p.From}
		if seen[k] {
			t.Errorf("%v is there twice", k)
		}
		seen[k] = true
	}
}

func TestEveryChannelHasAWarehouseAndWhereItCollects(t *testing.T) {
	d, err := catalogue.Warehouses()
	if err != nil {
		t.Fatal(err)
	}
	dir, err := warehouse.NewDirectory(d)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range tariffs(t).Channels {
		cities, everywhere := dir.Cities(c.Code)
		if len(dir.Warehouses(c.Code)) == 0 || len(cities) == 0 && !everywhere {
			t.Errorf("%s has no warehouse, or collects nowhere", c.Code)
		}
	}
	codes := map[string]bool{}
	for _, w := range d.Warehouses {
		if codes[w.Code] || w.NameCN == "" || w.NameEN == "" || w.AddressCN == "" || w.Contact.Phone == "" || w.Hours.Opens >= w.Hours.Closes {
			t.Errorf("warehouse %s is there twice or incomplete: %+v", w.Code, w)
		}
		codes[w.Code] = true
	}
}
