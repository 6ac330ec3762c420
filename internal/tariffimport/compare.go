package tariffimport

import (
	"cmp"
	"maps"
	"slices"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/tariff"
)

// Trend is where a price goes between two tariffs.
type Trend string

// The trends.
const (
	Same     Trend = "same"
	New      Trend = "new"      // there was no price
	Gone     Trend = "gone"     // there is no price any more
	Dearer   Trend = "dearer"   // at no weight of the band cheaper
	Cheaper  Trend = "cheaper"  // at no weight of the band dearer
	Reworked Trend = "reworked" // dearer at some weights and cheaper at others, or computed in another way
)

// Trends lists every trend.
var Trends = []Trend{New, Dearer, Cheaper, Reworked, Gone, Same}

// Key is the key of the trend's message.
func (t Trend) Key() string { return "tariffimport_trend_" + string(t) }

// Side is a weight band as one of two tariffs has it.
type Side struct {
	tariff.Band
	Currency  money.Currency
	MinWeight measure.Weight // lighter parcels are billed as this heavy
	Divisor   int64          // cm³ per kg of volumetric weight; 0 where volume does not count
	Heaviest  money.Money    // price of a parcel at the upper end of the difference, in the tariff's currency
	lightest  money.Money    // and at the lower end
}

// Difference is what two tariffs say about parcels of a lane in a range of weights.
type Difference struct {
	Lane
	From, To measure.Weight
	Before   *Side // nil where there was no price
	After    *Side // nil where there is none
}

// Trend is where the price goes.
func (d Difference) Trend() Trend {
	switch {
	case d.Before == nil:
		return New
	case d.After == nil:
		return Gone
	case d.Before.figures() == d.After.figures():
		return Same
	case d.Before.form() != d.After.form():
		return Reworked
	}
	light := cmp.Compare(d.After.lightest.Minor, d.Before.lightest.Minor)
	heavy := cmp.Compare(d.After.Heaviest.Minor, d.Before.Heaviest.Minor)
	switch {
	case light >= 0 && heavy >= 0:
		return Dearer
	case light <= 0 && heavy <= 0:
		return Cheaper
	}
	return Reworked
}

// Change is what a parcel at the upper end of the range costs more; known where
// both tariffs have a price in the same currency.
func (d Difference) Change() (more money.Money, known bool) {
	if d.Before == nil || d.After == nil || d.Before.Currency != d.After.Currency {
		return money.Money{}, false
	}
	return money.Of(d.After.Heaviest.Minor-d.Before.Heaviest.Minor, d.After.Currency), true
}

// figures are all that decides about the price; where the range ends and what is a sample do not.
func (s Side) figures() Side {
	s.UpTo, s.Sample, s.Heaviest, s.lightest = 0, false, money.Money{}, money.Money{}
	return s
}

// form is how the price is computed: of two prices of one form, the difference grows or
// falls with the weight, so that its ends tell all.
func (s Side) form() Side {
	s = s.figures()
	s.Rate, s.Fee = 0, 0
	return s
}

// table are the prices of a tariff by lane.
type table map[Lane]tariff.Price

// onDay returns the prices that hold on a day.
func onDay(day channel.Date, prices []tariff.Price) table {
	rows := map[Lane][]tariff.Price{}
	for _, p := range prices {
		rows[laneOf(p)] = append(rows[laneOf(p)], p)
	}
	t := table{}
	for lane, ranked := range rows {
		channel.Rank(ranked)
		for _, p := range ranked {
			if p.From <= day {
				t[lane] = p
				break
			}
		}
	}
	return t
}

// sorted are the lanes of a table, by channel and country.
func (t table) sorted() []Lane {
	return slices.SortedFunc(maps.Keys(t), func(a, b Lane) int {
		return cmp.Or(cmp.Compare(a.Channel, b.Channel), cmp.Compare(a.Country, b.Country))
	})
}

// compare returns the differences of two tables in the lanes given.
func compare(before, after table, lanes []Lane) []Difference {
	var all []Difference
	for _, lane := range lanes {
		b, had := before[lane]
		a, has := after[lane]
		all = append(all, compareLane(lane, priceOrNil(b, had), priceOrNil(a, has))...)
	}
	return all
}

func priceOrNil(p tariff.Price, known bool) *tariff.Price {
	if !known {
		return nil
	}
	return &p
}

// compareLane returns the differences of a lane: one for each range of weights in
// which neither tariff has another band.
func compareLane(lane Lane, before, after *tariff.Price) []Difference {
	var all []Difference
	from := measure.Weight(1)
	for _, to := range edges(before, after) {
		all = append(all, Difference{Lane: lane, From: from, To: to, Before: sideOf(before, from, to), After: sideOf(after, from, to)})
		from = to + 1
	}
	return all
}

// edges are the upper ends of the bands of both prices, ascending.
func edges(prices ...*tariff.Price) []measure.Weight {
	var all []measure.Weight
	for _, p := range prices {
		if p == nil {
			continue
		}
		for _, b := range p.Bands {
			all = append(all, b.UpTo)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// sideOf is what a price says about parcels from one weight to another; nil where it says nothing.
func sideOf(p *tariff.Price, from, to measure.Weight) *Side {
	if p == nil {
		return nil
	}
	i := slices.IndexFunc(p.Bands, func(b tariff.Band) bool { return from <= b.UpTo })
	if i < 0 {
		return nil
	}
	s := &Side{Band: p.Bands[i], Currency: p.Currency, MinWeight: p.MinWeight, Divisor: p.Divisor}
	s.Heaviest, s.lightest = p.At(to), p.At(from)
	return s
}
