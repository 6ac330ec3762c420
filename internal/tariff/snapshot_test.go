package tariff_test

import (
	"errors"
	"testing"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
)

// small is a catalogue of one channel with one price of CN¥10 per parcel everywhere.
func small(change ...func(*tariff.Data)) tariff.Data {
	origin := channel.Origin{Version: 1, From: "2026-01-01"}
	d := tariff.Data{
		Versions: []tariff.Version{{ID: 1, Number: "1"}},
		Channels: []channel.Channel{{
			Code: "CPAM", Tier: channel.StandardTier, Origin: origin,
			Goods: channel.Goods{Accepted: []channel.Category{channel.Ordinary}},
		}},
		Prices: []tariff.Price{fixed(tariff.AnyCountry, 1000, money.CNY, origin)},
	}
	for _, c := range change {
		c(&d)
	}
	return d
}

// fixed is a price per parcel whatever its weight.
func fixed(to place.Country, minor int64, c money.Currency, o channel.Origin) tariff.Price {
	return tariff.Price{
		Channel: "CPAM", Country: to, Currency: c, Origin: o,
		Bands: []tariff.Band{{UpTo: 2000, Kind: tariff.Fixed, Fee: minor}},
	}
}

func TestTheSnapshotIsNamedByItsNewestLoading(t *testing.T) {
	s := snapshot(t, small(func(d *tariff.Data) {
		d.Versions = append(d.Versions, tariff.Version{ID: 7, Number: "2"}, tariff.Version{ID: 3, Number: "1a"})
	}))
	if s.ID() != 7 || s.Version().Number != "2" {
		t.Errorf("snapshot %d of version %q, want 7 of 2", s.ID(), s.Version().Number)
	}
}

func TestACountrysOwnPriceComesBeforeTheGeneralOne(t *testing.T) {
	s := snapshot(t, small(func(d *tariff.Data) {
		d.Prices = append(d.Prices, fixed("US", 2000, money.CNY, channel.Origin{Version: 1, From: "2026-06-01"}))
	}))
	tests := []struct {
		to   place.Country
		on   channel.Date
		want string
	}{
		{"US", "2026-06-01", "20.00"},
		{"US", "2026-05-31", "10.00"},
		{"PE", "2026-06-01", "10.00"},
	}
	for _, tt := range tests {
		q := parcel(tt.to)
		q.Date = tt.on
		if got := planOf(t, s, "CPAM", q).Price.Decimal(); got != tt.want {
			t.Errorf("to %s on %s: %s, want %s", tt.to, tt.on, got, tt.want)
		}
	}
}

func TestTheStoresOwnPriceWinsFromItsDate(t *testing.T) {
	s := snapshot(t, small(func(d *tariff.Data) {
		d.Versions = append(d.Versions, tariff.Version{ID: 2, Number: "own", Own: true}, tariff.Version{ID: 3, Number: "2"})
		d.Prices = append(d.Prices,
			fixed(tariff.AnyCountry, 500, money.CNY, channel.Origin{Version: 2, Own: true, From: "2026-03-01"}),
			fixed(tariff.AnyCountry, 3000, money.CNY, channel.Origin{Version: 3, From: "2026-09-01"}))
	}))
	for on, want := range map[channel.Date]string{"2026-02-28": "10.00", "2026-03-01": "5.00", "2026-10-01": "5.00"} {
		q := parcel("US")
		q.Date = on
		if got := planOf(t, s, "CPAM", q).Price.Decimal(); got != want {
			t.Errorf("on %s: %s, want %s", on, got, want)
		}
	}
	if p := planOf(t, s, "CPAM", parcel("US")); !p.TariffVersion.Own || p.TariffVersion.Number != "own" {
		t.Errorf("the price is said to come from version %q", p.TariffVersion.Number)
	}
}

func TestTheRateIsThatOfTheDay(t *testing.T) {
	s := snapshot(t, small(func(d *tariff.Data) {
		d.Prices = []tariff.Price{fixed(tariff.AnyCountry, 1000, money.USD, channel.Origin{Version: 1, From: "2025-01-01"})}
		d.Channels[0].From = "2025-01-01"
		d.Rates = []tariff.ExchangeRate{
			{Currency: money.USD, Rate: 72500, Origin: channel.Origin{From: "2026-01-01"}},
			{Currency: money.USD, Rate: 71555, Origin: channel.Origin{From: "2026-07-01"}},
		}
	}))
	for on, want := range map[channel.Date]string{"2026-06-30": "72.50", "2026-07-01": "71.56"} {
		q := parcel("US")
		q.Date = on
		if got := planOf(t, s, "CPAM", q).Price.Decimal(); got != want {
			t.Errorf("on %s: %s, want %s", on, got, want)
		}
	}
	q := parcel("US")
	q.Date = "2025-12-31"
	if p := planOf(t, s, "CPAM", q); p.Priced() || excludedBy(p)[0] != tariff.NoRate {
		t.Errorf("without a rate the price is %s, excluded by %v", p.Price, p.Excluded)
	}
}

func TestAPriceThatHasNoNumberExcludesThePlan(t *testing.T) {
	bands := map[string]tariff.Band{
		"per gram": {UpTo: 1 << 62, Kind: tariff.PerGram, Rate: 1 << 62},
		"per step": {UpTo: 1 << 62, Kind: tariff.PerStep, Rate: 1 << 62, Step: 1},
		"sum":      {UpTo: 1 << 62, Kind: tariff.PerGram, Rate: 1 << 40, Fee: 1<<63 - 1},
	}
	for name, band := range bands {
		s := snapshot(t, small(func(d *tariff.Data) { d.Prices[0].Bands = []tariff.Band{band} }))
		if p := planOf(t, s, "CPAM", parcel("US", weighing(1<<40))); p.Priced() || excludedBy(p)[0] != tariff.TooDear {
			t.Errorf("%s: price %s, excluded by %v", name, p.Price, p.Excluded)
		}
	}
	s := snapshot(t, small(func(d *tariff.Data) {
		d.Prices = []tariff.Price{fixed(tariff.AnyCountry, 1<<62, money.USD, channel.Origin{Version: 1, From: "2026-01-01"})}
		d.Rates = []tariff.ExchangeRate{{Currency: money.USD, Rate: 72500, Origin: channel.Origin{From: "2026-01-01"}}}
	}))
	if p := planOf(t, s, "CPAM", parcel("US")); p.Priced() || excludedBy(p)[0] != tariff.TooDear {
		t.Errorf("converted: price %s, excluded by %v", p.Price, p.Excluded)
	}
}

func TestBadRowsAreRefused(t *testing.T) {
	bands := func(b ...tariff.Band) func(*tariff.Data) {
		return func(d *tariff.Data) { d.Prices[0].Bands = b }
	}
	permission := func(a ...tariff.Allowance) func(*tariff.Data) {
		return func(d *tariff.Data) { d.Permissions = []tariff.Permission{{Allowances: a}} }
	}
	two, open := tariff.Allowance{UpTo: money.Of(200, money.USD)}, tariff.Allowance{}
	tests := []struct {
		name   string
		change func(*tariff.Data)
		want   error
	}{
		{"no bands", bands(), tariff.ErrBands},
		{"falling bands", bands(tariff.Band{UpTo: 300, Kind: tariff.Fixed}, tariff.Band{UpTo: 150, Kind: tariff.Fixed}), tariff.ErrBands},
		{"unknown kind", bands(tariff.Band{UpTo: 300, Kind: "flat"}), tariff.ErrBands},
		{"steps of nothing", bands(tariff.Band{UpTo: 300, Kind: tariff.PerStep}), tariff.ErrBands},
		{"negative rate", bands(tariff.Band{UpTo: 300, Kind: tariff.PerGram, Rate: -1}), tariff.ErrBands},
		{"negative divisor", func(d *tariff.Data) { d.Prices[0].Divisor = -1 }, tariff.ErrBands},
		{"currency", func(d *tariff.Data) { d.Prices[0].Currency = "EUR" }, money.ErrCurrency},
		{"unknown channel", func(d *tariff.Data) { d.Prices[0].Channel = "DHL" }, tariff.ErrNoChannel},
		{"unknown version", func(d *tariff.Data) { d.Prices[0].Version = 9 }, tariff.ErrNoVersion},
		{"rate of nothing", func(d *tariff.Data) { d.Rates = []tariff.ExchangeRate{{Currency: money.USD}} }, tariff.ErrRate},
		{"no allowance", permission(), tariff.ErrPermission},
		{"no last allowance", permission(two), tariff.ErrPermission},
		{"two last allowances", permission(open, open), tariff.ErrPermission},
		{"falling allowances", permission(two, two, open), tariff.ErrPermission},
		{"allowance in yuan", permission(tariff.Allowance{UpTo: money.Of(1, money.CNY)}, open), tariff.ErrPermission},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := tariff.NewSnapshot(small(tt.change)); !errors.Is(err, tt.want) {
				t.Errorf("error = %v, want %v", err, tt.want)
			}
		})
	}
}

func TestPricesAreFoundByChannelCountryAndDay(t *testing.T) {
	s := snapshot(t, small())
	if p, found := s.Price("CPAM", "US", today); !found || p.Bands[0].Fee != 1000 {
		t.Errorf("the price to the United States is %v", p)
	}
	if _, found := s.Price("CPAM", "US", "2025-12-31"); found {
		t.Error("there is a price before its date")
	}
	if _, found := s.Price("DHL", "US", today); found {
		t.Error("there is a price of an unknown channel")
	}
}

func TestChannelsAreFoundByCodeAndDay(t *testing.T) {
	s := snapshot(t, small())
	if _, err := s.Channel("DHL", today); !errors.Is(err, channel.ErrNotFound) {
		t.Errorf("an unknown channel is reported as %v", err)
	}
	if _, err := s.Plan("CPAM", tariff.Query{Date: "2025-12-31"}); !errors.Is(err, channel.ErrNotFound) {
		t.Errorf("a channel before its date is reported as %v", err)
	}
	if c, err := s.Channel("CPAM", today); err != nil || c.Code != "CPAM" {
		t.Errorf("CPAM is found as %v, %v", c, err)
	}
	if got := s.Channels("2025-12-31"); len(got) != 0 {
		t.Errorf("%d channels before the first date", len(got))
	}
	if got := s.Channels(today); len(got) != 1 || got[0].Code != "CPAM" {
		t.Errorf("channels = %v, want CPAM", got)
	}
}

func TestLabelsNameCountriesAsThePostDoes(t *testing.T) {
	s := shipped(t)
	ru := s.Country("RU")
	if ru.SortCode() != "RU21" || ru.NameEN != "Russian Federation" || ru.NameCN != "俄罗斯" || ru.RegisteredZone != 11 || ru.OrdinaryZone != 7 {
		t.Errorf("Russia = %+v", ru)
	}
	if got := s.Country("PE").SortCode(); got != "PE" {
		t.Errorf("Peru sorts as %s, want the bare code", got)
	}
	if got := s.Country("XK").NameEN; got != "XK" {
		t.Errorf("a country the post does not know is named %s", got)
	}
}
