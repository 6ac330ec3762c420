// Package shiprule holds the rules by which a store chooses the channel of its orders in a
// batch: by country, value, weight and goods category. They are in an order, and the first
// that matches an order decides; an order that none matches goes as its buyer chose.
//
// A rule fills in what a person would otherwise type and decides no more than that: whether
// the channel can carry the parcel is said by package tariff, whether it may be submitted by
// package preflight.
package shiprule

import (
	"slices"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
)

// Errors this package reports.
var (
	ErrNotFound  = errs.New(errs.NotFound, "shiprule_not_found")
	ErrChanged   = errs.New(errs.Conflict, "shiprule_changed")
	ErrFull      = errs.New(errs.Conflict, "shiprule_full")
	ErrDuplicate = errs.New(errs.Conflict, "shiprule_duplicate")
)

// The limits of a store's rules.
const (
	MaxRules  = 100
	MaxValue  = int64(100_000_00)      // cents
	MaxWeight = 100 * measure.Kilogram // of a parcel
)

// Number names a rule within its store, whatever its place. It is never given again.
type Number int64

// Rule says what the orders it matches are sent by. Conditions that are not set match every order.
type Rule struct {
	Number     Number
	Countries  []place.Country    // any of them
	ValueFrom  money.Money        // of the order, USD, included
	ValueTo    money.Money        // included; 0 without an upper bound
	WeightFrom measure.Weight     // of the parcel, included
	WeightTo   measure.Weight     // included; 0 without an upper bound
	Categories []channel.Category // any of them

	Channel       channel.Code
	Collection    parcel.CollectionMode // empty: the way the channel prefers
	Undeliverable parcel.Undeliverable  // empty: as every parcel is prefilled
}

// Subject is what rules look at in an order.
type Subject struct {
	Country  place.Country
	Value    money.Money    // of the whole order, USD
	Weight   measure.Weight // of the parcel with its packing; 0 is unknown
	Category channel.Category
}

// First returns the first rule that matches, and false where none does: then the buyer's choice stands.
func First(rules []Rule, of Subject) (Rule, bool) {
	i := slices.IndexFunc(rules, func(r Rule) bool { return r.Matches(of) })
	if i < 0 {
		return Rule{}, false
	}
	return rules[i], true
}

// Matches reports whether all conditions hold. A parcel of unknown weight meets no condition about weight.
func (r Rule) Matches(s Subject) bool {
	return anyOf(r.Countries, s.Country) && anyOf(r.Categories, s.Category) &&
		within(s.Value.Minor, r.ValueFrom.Minor, r.ValueTo.Minor) && r.weighs(s.Weight)
}

func anyOf[T comparable](wanted []T, is T) bool {
	return len(wanted) == 0 || slices.Contains(wanted, is)
}

// within reports whether n is between two bounds, both included; an upper bound of 0 is none.
func within(n, from, to int64) bool { return n >= from && (to == 0 || n <= to) }

func (r Rule) weighs(w measure.Weight) bool {
	if r.anyWeight() {
		return true
	}
	return w > 0 && within(int64(w), int64(r.WeightFrom), int64(r.WeightTo))
}

// covers reports whether the rule matches every order that the other matches, so that the
// other, behind it, never gets one.
func (r Rule) covers(other Rule) bool {
	return holds(r.Countries, other.Countries) && holds(r.Categories, other.Categories) &&
		spans(r.ValueFrom.Minor, r.ValueTo.Minor, other.ValueFrom.Minor, other.ValueTo.Minor) &&
		spans(int64(r.WeightFrom), int64(r.WeightTo), int64(other.WeightFrom), int64(other.WeightTo)) &&
		(r.anyWeight() || !other.anyWeight())
}

// holds reports whether a condition allows all that another allows; an empty one allows everything.
func holds[T comparable](all, some []T) bool {
	return len(all) == 0 || len(some) > 0 && !slices.ContainsFunc(some, func(v T) bool { return !slices.Contains(all, v) })
}

// spans reports whether a range includes another; an upper bound of 0 is none.
func spans(from, to, otherFrom, otherTo int64) bool {
	return from <= otherFrom && (to == 0 || otherTo != 0 && otherTo <= to)
}

// anyWeight reports whether the rule asks for no weight, so that it matches unknown ones as well.
func (r Rule) anyWeight() bool { return r.WeightFrom == 0 && r.WeightTo == 0 }

// Check reports what is wrong with the rule, by the names of the form's fields.
func (r Rule) Check() errs.Fields {
	var problems errs.Fields
	checkRange(&problems, "value", r.ValueFrom.Minor, r.ValueTo.Minor, MaxValue, money.Of(MaxValue, money.USD))
	checkRange(&problems, "weight", int64(r.WeightFrom), int64(r.WeightTo), int64(MaxWeight), MaxWeight)
	if slices.Contains(r.Countries, place.China) {
		problems.Add("countries", "shiprule_domestic")
	}
	if r.Channel == "" {
		problems.Add("channel", "shiprule_no_channel")
	}
	return problems
}

// checkRange looks at a range whose fields are called name_from and name_to.
func checkRange(problems *errs.Fields, name string, from, to, most int64, shown any) {
	if from < 0 || from > most {
		problems.Add(name+"_from", "shiprule_bound", "Max", shown)
	}
	if to < 0 || to > most {
		problems.Add(name+"_to", "shiprule_bound", "Max", shown)
	}
	if to != 0 && to < from {
		problems.Add(name+"_to", "shiprule_range")
	}
}

// tidied is the rule as it is kept: countries and categories each once and in order.
func (r Rule) tidied() Rule {
	r.Countries = sorted(r.Countries)
	r.Categories = sorted(r.Categories)
	return r
}

func sorted[T ~string](values []T) []T { return slices.Compact(slices.Sorted(slices.Values(values))) }

// says reports whether two rules say the same, whatever their numbers.
func (r Rule) says(other Rule) bool {
	return slices.Equal(r.Countries, other.Countries) && slices.Equal(r.Categories, other.Categories) &&
		r.ValueFrom.Minor == other.ValueFrom.Minor && r.ValueTo.Minor == other.ValueTo.Minor &&
		r.WeightFrom == other.WeightFrom && r.WeightTo == other.WeightTo &&
		r.Channel == other.Channel && r.Collection == other.Collection && r.Undeliverable == other.Undeliverable
}
