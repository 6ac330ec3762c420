package logistics

import (
	"context"
	"slices"
	"strings"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/warehouse"
	"sellerdesk/views/ui"
)

// ChannelPage is what the page of a channel shows.
type ChannelPage struct {
	Frame      ui.Frame
	Form       ui.Form
	Service    Service
	Lanes      []tariff.Lane // those that are asked about
	Countries  []place.Country
	To         place.Country                       // asked about; empty: every country
	Loadings   []Loading                           // what the tariff is made of, now and later
	Version    func(channel.Origin) tariff.Version // the loading of a row
	Rate       tariff.ExchangeRate                 // of the tariff's currency, where it is not yuan
	Warehouses []warehouse.Warehouse
	Cities     []warehouse.City  // in which it collects
	Everywhere bool              // it collects in all of China
	Areas      []warehouse.Area  // the rows that say so
	Coming     []channel.Channel // as it will be from later days on, the nearest first
	MayChange  bool              // the visitor may change its figures
}

// Loading is a part of a tariff that came with one loading and holds from one day on.
type Loading struct {
	Version tariff.Version
	From    channel.Date
	Rows    int  // countries it says something about
	ToCome  bool // it holds from a later day on
}

// Loadings returns what a tariff is made of: first what holds now, then what is to come.
func Loadings(lanes []tariff.Lane, version func(channel.Origin) tariff.Version) []Loading {
	var out []Loading
	count := func(p *tariff.Price, toCome bool) {
		l := Loading{Version: version(p.Origin), From: p.From, ToCome: toCome}
		same := func(o Loading) bool {
			return o.Version.ID == l.Version.ID && o.From == l.From && o.ToCome == toCome
		}
		i := slices.IndexFunc(out, same)
		if i < 0 {
			i, out = len(out), append(out, l)
		}
		out[i].Rows++
	}
	for _, lane := range lanes {
		if lane.Now != nil {
			count(lane.Now, false)
		}
	}
	for _, lane := range lanes {
		for _, p := range lane.Next {
			count(p, true)
		}
	}
	return out
}

// coming are changes of a part by the store on days to come.
func (p ChannelPage) coming(part channel.Part) []channel.Origin {
	var all []channel.Origin
	last := p.Service.Changed[part]
	for _, c := range p.Coming {
		if next := c.Changed[part]; next != last {
			all, last = append(all, next), next
		}
	}
	return all
}

// number is how the channel's page is found.
func (p ChannelPage) number() string { return string(p.Service.Code) }

// manyLanes is how many countries are too many to be listed at once: one of them is asked for, or the list folds out.
const manyLanes = 45

// fewBands is how many bands of a price are written out at once.
const fewBands = 4

// laneName is the country of a lane.
func laneName(ctx context.Context, l tariff.Lane) string {
	if l.Country == tariff.AnyCountry {
		return ui.T(ctx, "channels_other_countries")
	}
	return ui.CountryName(ctx, l.Country)
}

// bandText is the price of a band.
func bandText(ctx context.Context, b tariff.Band, c money.Currency) string {
	rate, fee, most := money.Of(b.Rate, c).String(), money.Of(b.Fee, c).String(), kilograms(b.UpTo)
	switch {
	case b.Kind == tariff.Fixed:
		return ui.T(ctx, "channels_band_fixed", "Max", most, "Fee", fee)
	case b.Kind == tariff.PerStep && b.Fee == 0 && b.First == 0:
		return ui.T(ctx, "channels_band_steps", "Max", most, "Step", kilograms(b.Step), "Rate", rate)
	case b.Kind == tariff.PerStep:
		return ui.T(ctx, "channels_band_step", "Max", most, "First", kilograms(b.First), "Fee", fee, "Step", kilograms(b.Step), "Rate", rate)
	case b.Fee == 0:
		return ui.T(ctx, "channels_band_gram", "Max", most, "Rate", rate)
	}
	return ui.T(ctx, "channels_band_gram_fee", "Max", most, "Rate", rate, "Fee", fee)
}

// kilograms writes a weight for a long table: without zeros at the end.
func kilograms(w measure.Weight) string {
	return money.Thousands(strings.TrimSuffix(strings.TrimRight(w.Kilograms(), "0"), "."))
}

// bandRange is what the bands of a price span.
func bandRange(ctx context.Context, p *tariff.Price) string {
	return ui.T(ctx, "channels_bands", "Count", len(p.Bands), "Max", kilograms(p.Bands[len(p.Bands)-1].UpTo))
}

// billing is what weight is paid for; empty where it is just that of the parcel.
func billing(ctx context.Context, p *tariff.Price) []string {
	var parts []string
	if p.MinWeight > 0 {
		parts = append(parts, ui.T(ctx, "channels_minimum", "Weight", kilograms(p.MinWeight)))
	}
	if p.Divisor > 0 {
		parts = append(parts, ui.T(ctx, "channels_volumetric", "Divisor", ui.Number(ctx, p.Divisor)))
	}
	return parts
}

// dollars reports whether any price of the page is in another currency than yuan.
func (p ChannelPage) dollars() bool {
	return slices.ContainsFunc(p.Lanes, func(l tariff.Lane) bool { return l.Now != nil && l.Now.Currency != money.CNY })
}

// fact is a limit that a channel has.
type fact struct {
	name, text string
	figure     channel.Figure
}

// facts are limits of the channel that are not always there.
func (p ChannelPage) facts(ctx context.Context) []fact {
	var all []fact
	add := func(key, text string, f channel.Figure) {
		if text != "" {
			all = append(all, fact{ui.T(ctx, key), text, f})
		}
	}
	limits := p.Service.Limits
	add("channels_roll", rolls(ctx, limits), channel.RollAndFace)
	add("channels_face", face(ctx, limits), channel.RollAndFace)
	if !limits.Value.IsZero() {
		add("channels_value", ui.T(ctx, "logistics_value", "Max", limits.Value.String()), channel.Amount)
	}
	return all
}

// cityNames are cities in the words of their addresses, with the English name behind where the page is English.
func cityNames(ctx context.Context, cities []warehouse.City) []string {
	words := make([]string, len(cities))
	for i, c := range cities {
		words[i] = cityName(ctx, c)
	}
	return words
}

// cityName is a city's name in the language of the page.
func cityName(ctx context.Context, c warehouse.City) string {
	if ui.Lang(ctx) == i18n.Chinese {
		return c.CN
	}
	return c.EN
}
