package shiprule

import (
	"errors"
	"slices"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
)

// Obstacles are why a rule cannot do what it says, as far as that shows without an order.
type Obstacles struct {
	Gone      bool                  // there is no such channel any more
	Way       parcel.CollectionMode // the way to the warehouse, where the channel does not take it
	NoReturn  bool                  // the channel brings nothing back
	Unreached bool                  // a rule before it takes every order that this one matches
	Excluded  []tariff.Rule         // what speaks against parcels at the ends of the rule's ranges, each once
}

// Any reports whether there is an obstacle.
func (o Obstacles) Any() bool {
	return o.Gone || o.Way != "" || o.NoReturn || o.Unreached || len(o.Excluded) > 0
}

// ObstaclesOf looks at each rule of a list on a day, by its number.
func ObstaclesOf(l List, s *tariff.Snapshot, on channel.Date) map[Number]Obstacles {
	all := map[Number]Obstacles{}
	unreached := l.Unreached()
	for _, r := range l.Rules {
		o := r.obstacles(s, on)
		o.Unreached = slices.Contains(unreached, r.Number)
		if o.Any() {
			all[r.Number] = o
		}
	}
	return all
}

func (r Rule) obstacles(s *tariff.Snapshot, on channel.Date) Obstacles {
	c, err := s.Channel(r.Channel, on)
	if errors.Is(err, channel.ErrNotFound) {
		return Obstacles{Gone: true}
	}
	o := Obstacles{NoReturn: r.Undeliverable == parcel.Return && !c.Return.Offered}
	if r.Collection != "" && r.Collection != parcel.Arranged && !c.Collects(channel.CollectionMode(r.Collection)) {
		o.Way = r.Collection
	}
	for _, q := range r.ends(on) {
		plan, err := s.Plan(r.Channel, q)
		if err != nil {
			continue
		}
		for _, rule := range plan.Excluded {
			if !slices.Contains(o.Excluded, rule) {
				o.Excluded = append(o.Excluded, rule)
			}
		}
	}
	return o
}

// ends are parcels at the ends of the rule's ranges to each of its countries. Without
// countries there is no place to ask for, and only orders show what the channel carries.
func (r Rule) ends(on channel.Date) []tariff.Query {
	var ends []tariff.Query
	for _, to := range r.Countries {
		q := r.lightest(to, on)
		ends = append(ends, q)
		if r.WeightTo > 0 {
			q.Weight = r.WeightTo
		}
		if r.ValueTo.Minor > 0 {
			q.Value = r.ValueTo
		}
		ends = append(ends, q)
	}
	return ends
}

func (r Rule) lightest(to place.Country, on channel.Date) tariff.Query {
	return tariff.Query{
		Destination: to, Weight: max(r.WeightFrom, 1), Value: r.ValueFrom, Date: on, Category: channel.Strictest(r.Categories...),
	}
}
