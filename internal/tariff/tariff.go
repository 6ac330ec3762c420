// Package tariff computes what sending a parcel costs, on which channels it may
// go, and why.
//
// Everything a quote needs is in a Snapshot, an immutable picture of the
// catalogue in memory: the same query of the same snapshot gives the same plans,
// and no quote asks the database. Prices round half away from zero at the second
// place of the tariff's currency; a tariff in US dollars is then converted to
// yuan at the rate of the day and rounded to fen (facts, section 2.1).
//
// Reasons are data: the Steps of a price add up to it, each Rule that excludes a
// channel names what it found and the bound, a Hint is a small change of the parcel
// with exactly what it would bring, and the main Obstacle is what stands most in a
// parcel's way. Each has a message, which Args fill when it is shown.
//
// What is charged for a parcel, and when, is not decided here: see package freight.
package tariff

import (
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
)

// Errors this package reports.
var (
	ErrBands      = errs.New(errs.Invalid, "tariff_bad_bands")
	ErrBandKind   = errs.New(errs.Invalid, "tariff_bad_band_kind")
	ErrNoChannel  = errs.New(errs.Invalid, "tariff_unknown_channel")
	ErrNoVersion  = errs.New(errs.Invalid, "tariff_unknown_version")
	ErrRate       = errs.New(errs.Invalid, "tariff_bad_rate")
	ErrPermission = errs.New(errs.Invalid, "tariff_bad_permission")
)

// Version is one loading of tariffs: that of a program version, or an owner's import.
type Version struct {
	ID     channel.VersionID
	Number string       // as people call it: "2026.1"
	From   channel.Date // when its newest rows come into force
	Own    bool         // one store's own import
}

// AnyCountry marks a price or a permission for every country that has none of its own.
const AnyCountry place.Country = ""

// Price is what a channel costs to a country from a date on: one row of a tariff.
type Price struct {
	Channel   channel.Code
	Country   place.Country // or AnyCountry
	Currency  money.Currency
	MinWeight measure.Weight // lighter parcels are billed as this heavy
	Divisor   int64          // cm³ per kg of volumetric weight; 0 where volume does not count
	Bands     []Band         // from light to heavy

	channel.Origin
}

// Check reports what is wrong with the row.
func (p Price) Check() error {
	var last measure.Weight
	for _, b := range p.Bands {
		if b.UpTo <= last || !b.valid() {
			return ErrBands.With("Channel", p.Channel, "Country", p.Country)
		}
		last = b.UpTo
	}
	if last == 0 || p.Divisor < 0 || p.MinWeight < 0 {
		return ErrBands.With("Channel", p.Channel, "Country", p.Country)
	}
	_, err := money.ParseCurrency(string(p.Currency))
	return err
}

// ExchangeRate is the price of one unit of a currency in yuan from a date on.
type ExchangeRate struct {
	Currency money.Currency
	Rate     money.Rate

	channel.Origin
}
