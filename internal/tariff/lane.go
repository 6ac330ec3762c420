package tariff

import (
	"maps"
	"slices"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/place"
)

// Lane is what a channel charges to one country, now and later.
type Lane struct {
	Country place.Country // or AnyCountry
	Now     *Price        // in force; nil where the first row is yet to come
	Next    []*Price      // to come, the earliest first
}

// Lanes returns the tariff of a channel as it stands on a day, by country, the row for
// every other country first. The rows are shared and must not be changed.
func (s *Snapshot) Lanes(code channel.Code, on channel.Date) []Lane {
	l := s.line(code)
	if l == nil {
		return nil
	}
	lanes := make([]Lane, 0, len(l.prices))
	for _, to := range slices.Sorted(maps.Keys(l.prices)) {
		lanes = append(lanes, laneOf(to, l.prices[to], on))
	}
	return lanes
}

// laneOf sorts the ranked rows of a country into the one in force and those that will be.
func laneOf(to place.Country, ranked []*Price, on channel.Date) Lane {
	lane := Lane{Country: to}
	lane.Now, _ = channel.InForce(ranked, on)
	last := lane.Now
	for _, day := range daysAfter(ranked, on) {
		if p, _ := channel.InForce(ranked, day); p != last {
			lane.Next = append(lane.Next, p)
			last = p
		}
	}
	return lane
}

// daysAfter returns the days after one on which rows come into force, the earliest first.
func daysAfter(rows []*Price, on channel.Date) []channel.Date {
	var days []channel.Date
	for _, p := range rows {
		if p.From > on {
			days = append(days, p.From)
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// VersionOf returns the loading that a row comes from.
func (s *Snapshot) VersionOf(o channel.Origin) Version { return s.versions[o.Version] }
