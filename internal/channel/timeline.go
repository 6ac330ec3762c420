package channel

import (
	"cmp"
	"slices"

	"sellerdesk/internal/place"
)

// Part is what an owner changes of a channel at once. What an owner's row says about a part
// holds for that part only: everything else stays as the program's rows say.
type Part string

// The parts of a channel.
const (
	FiguresPart    Part = "figures"    // promise, limits, fees and amounts
	GoodsPart      Part = "goods"      // the categories it takes
	ReachPart      Part = "reach"      // where it goes, and where it is suspended
	CollectionPart Part = "collection" // how parcels reach the warehouse
)

// Parts lists every part.
var Parts = []Part{FiguresPart, GoodsPart, ReachPart, CollectionPart}

// Timeline returns one channel, given all its rows, as it is from each day on that
// something of it changes; the latest day first. The rows of an owner replace the parts
// they are about. A channel the program has no more stays as its owner's rows have it.
func Timeline(rows []Channel) []Channel {
	base, own := sides(rows)
	if len(base) == 0 {
		base = own
	}
	var out []Channel
	for _, day := range days(rows) {
		c, known := InForce(base, day)
		if !known {
			continue
		}
		for _, p := range Parts {
			if row, changed := InForce(of(own, p), day); changed {
				c = c.over(row, base)
			}
		}
		c.From = day
		out = append(out, c)
	}
	return out
}

// sides are the rows of the program and those of the owner, each ranked.
func sides(rows []Channel) (base, own []Channel) {
	for _, r := range rows {
		if r.Own {
			own = append(own, r)
		} else {
			base = append(base, r)
		}
	}
	Rank(base)
	Rank(own)
	return base, own
}

// of are the rows of a part.
func of(own []Channel, p Part) []Channel {
	return slices.DeleteFunc(slices.Clone(own), func(c Channel) bool { return c.Part != p })
}

// days are those from which any row holds, the latest first.
func days(rows []Channel) []Date {
	var all []Date
	for _, r := range rows {
		all = append(all, r.From)
	}
	slices.SortFunc(all, func(a, b Date) int { return cmp.Compare(b, a) })
	return slices.Compact(all)
}

// over is the channel with the part that an owner's row is about.
func (c Channel) over(own Channel, base []Channel) Channel {
	switch own.Part {
	case FiguresPart:
		c = FiguresOf(own).In(c)
	case GoodsPart:
		c.Goods = own.Goods
	case ReachPart:
		then, known := InForce(base, own.From)
		if !known {
			then = own
		}
		c.Reach = c.Reach.changed(then.Reach, own.Reach)
	case CollectionPart:
		c.Collection = own.Collection
	}
	changed := map[Part]Origin{own.Part: own.Origin}
	for p, o := range c.Changed {
		changed[p] = o
	}
	c.Changed = changed
	return c
}

// changed is the reach with what an owner changed about the one there was: countries that
// the program suspends or serves again later count for every store.
func (r Reach) changed(then, own Reach) Reach {
	r.Suspended = join(without(r.Suspended, without(then.Suspended, own.Suspended)), without(own.Suspended, then.Suspended))
	if !slices.Equal(then.Countries, own.Countries) {
		r.Countries = own.Countries
	}
	return r
}

// without are the countries of a list that are not in another.
func without(list, other []place.Country) []place.Country {
	return slices.DeleteFunc(slices.Clone(list), func(c place.Country) bool { return slices.Contains(other, c) })
}

// join are the countries of two lists, each once.
func join(list, more []place.Country) []place.Country {
	return append(list, without(more, list)...)
}

// At returns one channel, given all its rows, as it is on a day.
func At(rows []Channel, on Date) (Channel, bool) { return InForce(Timeline(rows), on) }

// IsSample reports whether a figure was invented: the program says so, and no owner changed it.
func (c Channel) IsSample(f Figure) bool {
	_, changed := c.Changed[f.part()]
	return !changed && slices.Contains(c.Samples, f)
}

// PartOrigin is where what a channel says about a part comes from, and whether any of it is a sample.
func (c Channel) PartOrigin(p Part) (o Origin, sample bool) {
	if changed, own := c.Changed[p]; own {
		return changed, false
	}
	return c.Origin, slices.ContainsFunc(c.Samples, func(f Figure) bool { return f.part() == p })
}
