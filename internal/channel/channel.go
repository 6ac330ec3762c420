// Package channel holds the logistics services of the platform: what they are
// called, where they go, what they carry, and what they promise.
//
// Channels are rows of the catalogue, not code: see package catalogue for those
// that ship with the program. What sending a parcel costs is in package tariff,
// where parcels are collected in package warehouse.
package channel

import (
	"cmp"
	"slices"

	"golang.org/x/text/language"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
)

// Code is the platform's service code of a channel, such as "CPAM".
type Code string

// The channels the program knows by name: those with rules of their own in the product.
const (
	ChinaPostRegistered Code = "CPAM"
	ChinaPostOrdinary   Code = "YANWEN_JYT"
	EPacket             Code = "EMS_ZX_ZX_US"
	SpecialLineYW       Code = "YANWEN_AM"
	Standard            Code = "CAINIAO_STANDARD"
	Saver               Code = "CAINIAO_ECONOMY"
	Premium             Code = "CAINIAO_PREMIUM"
	SuperEconomy        Code = "CAINIAO_SUPER_ECONOMY"
	SuperEconomyGlobal  Code = "AE_CN_SUPER_ECONOMY_G"
	Ruston              Code = "CPAM_HRB"
	UPSExpedited        Code = "UPSE"
	EMS                 Code = "EMS"
	HeavyLine           Code = "CAINIAO_STANDARD_HEAVY"
)

// ErrNotFound reports a code that is no channel of the catalogue.
var ErrNotFound = errs.New(errs.NotFound, "channel_not_found")

// Channel is one logistics service as it is from a date on.
// Limits are inclusive: a parcel of exactly the limit is accepted (facts, section 2.5a).
type Channel struct {
	Code   Code
	NameEN string
	NameCN string
	Tier   Tier

	Tracking   Tracking
	MinDays    int // promised days to delivery; 0 without a promise
	MaxDays    int
	Limits     Limits
	Reach      Reach
	Goods      Goods
	Return     Return
	Waybill    Waybill
	Label      LabelFormat
	Collection []CollectionMode

	Compensation money.Money // cap for a lost parcel, CNY; no amount where none is known
	Discount     int64       // per cent off the list price, 0 to 100: what the store agreed on

	Part    Part            // of an owner's row: what it is about
	Changed map[Part]Origin // the parts that are an owner's, and since when
	Samples []Figure        // what has no source

	Origin
}

// Limits are the bounds of what a channel takes. A zero bound does not limit.
type Limits struct {
	Lightest measure.Weight                   // lightest parcel
	Weight   measure.Weight                   // heaviest parcel
	WeightTo map[place.Country]measure.Weight // countries with a limit of their own
	Longest  int64                            // longest side, mm
	Sum      int64                            // length + width + height, mm
	Roll     RollLimits                       // of parcels in roll form, instead of the two above
	Face     Face                             // smallest face for the label
	Value    money.Money                      // highest order amount, USD
}

// RollLimits are the bounds of parcels in roll form, in millimetres. Zero bounds stand for
// those of other parcels.
type RollLimits struct {
	Longest int64 // length of the roll
	Sum     int64 // its length and twice its diameter
}

// Face is a side of a parcel large enough for its label, in millimetres.
type Face struct{ Long, Short int64 }

// LongestOf is the longest side that a parcel of this form may have, in millimetres.
func (l Limits) LongestOf(s measure.Size) int64 {
	if s.Roll {
		return cmp.Or(l.Roll.Longest, l.Longest)
	}
	return l.Longest
}

// SumOf is what the sides of a parcel of this form may add up to, in millimetres.
func (l Limits) SumOf(s measure.Size) int64 {
	if s.Roll {
		return cmp.Or(l.Roll.Sum, l.Sum)
	}
	return l.Sum
}

// MaxWeight is the heaviest parcel the channel takes to a country.
func (l Limits) MaxWeight(to place.Country) measure.Weight {
	if own, ok := l.WeightTo[to]; ok {
		return own
	}
	return l.Weight
}

// Reach is where a channel goes.
type Reach struct {
	Countries []place.Country // the only ones; none is every country that has a tariff
	Suspended []place.Country // countries the carrier does not serve for the time being
}

// Includes reports whether the channel goes to a country at all, suspended or not.
func (r Reach) Includes(to place.Country) bool {
	return len(r.Countries) == 0 || slices.Contains(r.Countries, to)
}

// IsSuspended reports whether the service to a country is interrupted.
func (r Reach) IsSuspended(to place.Country) bool { return slices.Contains(r.Suspended, to) }

// Goods is what a channel carries.
type Goods struct {
	Accepted    []Category                   // to some country at least
	To          map[Category][]place.Country // categories accepted to these countries only
	SafetySheet bool                         // goods that are not ordinary need a safety data sheet (MSDS)
}

// Accepts reports whether the channel carries goods of a category to a country.
func (g Goods) Accepts(c Category, to place.Country) bool {
	only, limited := g.To[c]
	return slices.Contains(g.Accepted, c) && (!limited || slices.Contains(only, to))
}

// Return is what becomes of undeliverable parcels besides being destroyed for free.
type Return struct {
	Offered bool
	To      []place.Country // destinations from which parcels come back; none is all
	Fee     money.Money     // per parcel, CNY, charged whether or not it comes back
}

// From reports whether a parcel that cannot be delivered in a country can be returned.
func (r Return) From(country place.Country) bool {
	return r.Offered && (len(r.To) == 0 || slices.Contains(r.To, country))
}

// Collects reports whether parcels reach the channel's warehouse in the given way.
func (c Channel) Collects(m CollectionMode) bool { return slices.Contains(c.Collection, m) }

// NeedsInvoice reports whether customs want a commercial invoice with its
// parcels: those of express and heavy channels are freight to them, not mail.
func (c Channel) NeedsInvoice() bool { return c.Tier == Express || c.Code == HeavyLine }

// Name is the channel's name in a language of the site; one that has none is called by its code.
func (c Channel) Name(lang language.Tag) string {
	name := c.NameEN
	if base, _ := lang.Base(); base.String() == "zh" {
		name = c.NameCN
	}
	return cmp.Or(name, string(c.Code))
}
