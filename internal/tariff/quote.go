package tariff

import (
	"cmp"
	"slices"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
)

// Query describes a parcel to be sent.
type Query struct {
	Destination  place.Country
	Weight       measure.Weight
	Size         measure.Size // the zero size is unknown: neither limits nor volume are looked at
	Category     channel.Category
	Value        money.Money  // amount of the order, USD; no amount leaves out the rules about it
	Date         channel.Date // whose tariffs and rates hold
	Tariff       string       // number of the loading a parcel was submitted by, whose prices it keeps; empty is none
	BuyerChannel channel.Code // the buyer's choice; empty is none
}

// Plan is one channel for the parcel: its price and how it comes about, or what excludes it.
type Plan struct {
	Channel       *channel.Channel // the catalogue's row: shared, not to be changed
	BuyerChoice   bool
	TariffVersion Version        // the loading the price comes from
	Sample        bool           // the price was invented; see the row's source
	Source        string         // where the price comes from
	Billed        measure.Weight // the weight that is paid for
	Original      money.Money    // list price in the tariff's currency
	Rate          money.Rate     // CNY for one unit of that currency; 0 without conversion
	ListPrice     money.Money    // CNY, before the discount
	Price         money.Money    // CNY; no amount where it cannot be computed
	Steps         []Step
	Excluded      []Rule // what speaks against the channel, gravest first
}

// Available reports whether the parcel may go on the channel.
func (p Plan) Available() bool { return len(p.Excluded) == 0 }

// Priced reports whether there is a price, which an excluded plan may have as well.
func (p Plan) Priced() bool { return p.Price.Currency != "" }

// Quote returns a plan for every channel there is on the day: first the available ones from cheap
// to dear, then the excluded ones by code.
func (s *Snapshot) Quote(q Query) []Plan {
	t, plans := s.trial(&q, 5), make([]Plan, len(s.lines))
	available, excluded := 0, len(plans) // the former fill the list from its front, the latter from its end
	for _, l := range slices.Backward(s.lines) {
		c, ok := channel.InForce(l.channels, q.Date)
		if !ok {
			continue
		}
		if p := t.plan(l, c); p.Available() {
			plans[available] = p
			available++
		} else {
			excluded--
			plans[excluded] = p
		}
	}
	slices.SortFunc(plans[:available], func(a, b Plan) int {
		return cmp.Or(cmp.Compare(a.Price.Minor, b.Price.Minor), cmp.Compare(a.Channel.Code, b.Channel.Code))
	})
	return slices.Delete(plans, available, excluded)
}

// Plan returns the plan for one channel, or channel.ErrNotFound.
func (s *Snapshot) Plan(code channel.Code, q Query) (Plan, error) {
	if l := s.line(code); l != nil {
		if c, ok := channel.InForce(l.channels, q.Date); ok {
			return s.trial(&q, 1).plan(l, c), nil
		}
	}
	return Plan{}, channel.ErrNotFound.With("Channel", code)
}
