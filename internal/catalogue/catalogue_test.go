package catalogue_test

import (
	"slices"
	"sync"
	"testing"

	"sellerdesk/internal/catalogue"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/warehouse"
)

// What ships with the program is read once; no test changes it.
var (
	readTariffs    = sync.OnceValues(catalogue.Tariffs)
	readWarehouses = sync.OnceValues(catalogue.Warehouses)
)

func tariffs(t *testing.T) tariff.Data {
	t.Helper()
	d, err := readTariffs()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func warehouses(t *testing.T) (warehouse.Data, *warehouse.Directory) {
	t.Helper()
	d, err := readWarehouses()
	if err != nil {
		t.Fatal(err)
	}
	dir, err := warehouse.NewDirectory(d)
	if err != nil {
		t.Fatal(err)
	}
	return d, dir
}

// The services of facts 1.1 that ship online: all rows but the seller's own methods.
func TestEveryServiceThatShipsOnlineIsThere(t *testing.T) {
	want := []channel.Code{
		"CPAM", "YANWEN_JYT", "EMS_ZX_ZX_US", "CAINIAO_STANDARD", "CAINIAO_ECONOMY", "CAINIAO_PREMIUM",
		"CAINIAO_STANDARD_SG", "CAINIAO_ECONOMY_SG", "CAINIAO_SUPER_ECONOMY_SG", "CAINIAO_STANDARD_SG_AIR",
		"CAINIAO_SUPER_ECONOMY", "AE_CN_SUPER_ECONOMY_G", "CAINIAO_EXPEDITED_ECONOMY", "CAINIAO_STANDARD_HEAVY",
		"SGP", "SGP_OMP", "YANWEN_AM", "YANWEN_ECONOMY", "SUNYOU_ECONOMY", "SF_EPARCEL_OM", "SF_EPARCEL",
		"CPAM_HRB", "RUSTON_ECONOMY", "SPSR_CN", "SINOTRANS_PY", "SINOTRANS_AM", "ITELLA", "ITELLA_PY",
		"ROYAL_MAIL_PY", "OMNIVA_ECONOMY", "E_EMS", "EMS", "UPS", "UPSE", "FEDEX", "FEDEX_IE", "DHL", "TNT",
		"TOLL", "SF", "ARAMEX",
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
				if channel.Strictest(strict, other) != strict {
					continue
				}
				for _, to := range append(c.Goods.To[other], "US", "KZ") {
					if c.Goods.Accepts(strict, to) && !c.Goods.Accepts(other, to) {
						t.Errorf("%s takes %s to %s but not %s", c.Code, strict, to, other)
					}
				}
			}
		}
	}
}

// The counts are those of the sheets in the facts, suspended countries included; of the UPS sheet the ISO codes.
func TestFiguresAreCountedAsInTheSheets(t *testing.T) {
	d := tariffs(t)
	rows := map[channel.Code]int{}
	for _, p := range d.Prices {
		rows[p.Channel]++
	}
	want := map[channel.Code]int{
		channel.ChinaPostRegistered: 211, channel.EPacket: 37, channel.SpecialLineYW: 39, channel.Standard: 109,
		channel.SuperEconomyGlobal: 65, channel.SuperEconomy: 20, channel.Saver: 29, channel.UPSExpedited: 218, channel.ChinaPostOrdinary: 1,
	}
	for code, n := range want {
		if rows[code] != n {
			t.Errorf("%s has %d prices, want %d", code, rows[code], n)
		}
	}
	if n := len(named(t, channel.ChinaPostRegistered).Reach.Suspended); n != 35 {
		t.Errorf("China Post suspended %d countries, want 35", n)
	}
}

// named is the channel with a code.
func named(t *testing.T, code channel.Code) channel.Channel {
	t.Helper()
	channels := tariffs(t).Channels
	i := slices.IndexFunc(channels, func(c channel.Channel) bool { return c.Code == code })
	if i < 0 {
		t.Fatalf("there is no %s", code)
	}
	return channels[i]
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
	d, dir := warehouses(t)
	for _, c := range tariffs(t).Channels {
		cities, everywhere := dir.Cities(c.Code)
		if somewhere := everywhere || len(cities) > 0; len(dir.Warehouses(c.Code)) == 0 || somewhere != c.Collects(channel.DoorPickup) {
			t.Errorf("%s has no warehouse, collects nowhere, or where it does not collect", c.Code)
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
