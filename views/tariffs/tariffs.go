// Package tariffs holds the templates of Tariffs: versions and exchange rates, the import
// of price tables, comparisons, and the form for the figures of a channel.
package tariffs

import (
	"context"
	"strconv"
	"strings"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/tariffimport"
	"sellerdesk/views/ui"
)

// number is the number of an upload in its address.
func number(id tariffimport.ID) string { return strconv.FormatInt(int64(id), 10) }

// stateTone is how a version's state sounds.
func stateTone(s tariffimport.State) ui.Tone {
	switch s {
	case tariffimport.Coming:
		return ui.Info
	case tariffimport.InForce:
		return ui.Good
	case tariffimport.Replaced, tariffimport.Withdrawn:
	}
	return ui.Neutral
}

// trendTone is how a change of a price sounds.
func trendTone(t tariffimport.Trend) ui.Tone {
	switch t {
	case tariffimport.Dearer, tariffimport.Gone:
		return ui.Bad
	case tariffimport.Cheaper:
		return ui.Good
	case tariffimport.New:
		return ui.Info
	case tariffimport.Reworked:
		return ui.Warning
	case tariffimport.Same:
	}
	return ui.Neutral
}

// countryName is the name of a destination, or the words for every other one.
func countryName(ctx context.Context, c place.Country) string {
	if c == tariff.AnyCountry {
		return ui.T(ctx, "tariffs_any_country")
	}
	return ui.CountryName(ctx, c)
}

// weights are a range of weights: "151–300 g".
func weights(ctx context.Context, from, to measure.Weight) string {
	return ui.T(ctx, "tariffs_range", "From", from, "To", to)
}

// charged is how a band is charged, in words.
func charged(ctx context.Context, s *tariffimport.Side) string {
	if s == nil {
		return ui.OrDash("")
	}
	rate, fee := money.Of(s.Rate, s.Currency), money.Of(s.Fee, s.Currency)
	switch s.Kind {
	case tariff.PerGram:
		return ui.T(ctx, "tariffs_per_gram", "Rate", rate, "Fee", fee)
	case tariff.PerStep:
		return ui.T(ctx, "tariffs_per_step", "Rate", rate, "Fee", fee, "First", s.First, "Step", s.Step)
	case tariff.Fixed:
	}
	return fee.String()
}

// terms are what else decides about the price of a band; empty without anything.
func terms(ctx context.Context, s *tariffimport.Side) string {
	var all []string
	if s != nil && s.MinWeight > 1 {
		all = append(all, ui.T(ctx, "tariffs_minimum", "Weight", s.MinWeight))
	}
	if s != nil && s.Divisor > 0 {
		all = append(all, ui.T(ctx, "tariffs_volume", "Divisor", ui.Number(ctx, s.Divisor)))
	}
	return strings.Join(all, ui.T(ctx, "tariffs_comma"))
}

// more is what the heaviest parcel of a range costs more, with its sign; empty where it cannot be told.
func more(d tariffimport.Difference) string {
	m, known := d.Change()
	switch {
	case !known:
		return ""
	case m.Minor > 0:
		return "+" + m.String()
	}
	return m.String()
}

// channelOptions are channels to choose from, behind a choice of every one.
func channelOptions(ctx context.Context, all []channel.Channel, anyKey string) []ui.Option {
	options := []ui.Option{{Text: ui.T(ctx, anyKey)}}
	names := ui.ChannelsOf(all)
	for _, c := range all {
		options = append(options, ui.Option{Value: string(c.Code), Text: names.Name(ctx, string(c.Code))})
	}
	return options
}

// about is what a version is about, in words.
func about(ctx context.Context, v tariffimport.Version, channels ui.Channels) string {
	switch v.Change.Kind {
	case tariffimport.Figures, tariffimport.Goods, tariffimport.Reach, tariffimport.Collection, tariffimport.Areas:
		return channels.Name(ctx, v.Change.About)
	case tariffimport.OrderRule:
		if v.Change.About == tariffimport.EveryOther {
			return countryName(ctx, tariff.AnyCountry)
		}
		return ui.CountryName(ctx, place.Country(v.Change.About))
	case tariffimport.Prices, tariffimport.Rate, tariffimport.Terms, tariffimport.Holidays, tariffimport.Waits:
		return v.Change.About
	}
	return ui.T(ctx, "tariffs_installation")
}
