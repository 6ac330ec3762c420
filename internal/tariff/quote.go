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
	BuyerChannel channel.Code // the buyer's choice; empty is none
	Discount     int64        // per cent off the list price, 0 to 100
}

// Plan is one channel for the parcel: its price and how it comes about, or what excludes it.
type Plan struct {
	Channel       channel.Channel
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
	permission, _ := s.Permission(q.Destination, q.Date)
	made := make([]*Plan, 0, len(s.codes))
	for _, code := range s.codes {
		if c, ok := channel.InForce(s.channels[code], q.Date); ok {
			p := &Plan{Channel: c}
			s.fill(p, &q, &permission)
			made = append(made, p)
		}
	}
	slices.SortStableFunc(made, before)
	plans := make([]Plan, len(made))
	for i, p := range made {
		plans[i] = *p
	}
	return plans
}

// Plan returns the plan for one channel, or channel.ErrNotFound.
func (s *Snapshot) Plan(code channel.Code, q Query) (Plan, error) {
	c, err := s.Channel(code, q.Date)
	if err != nil {
		return Plan{}, err
	}
	permission, _ := s.Permission(q.Destination, q.Date)
	p := Plan{Channel: c}
	s.fill(&p, &q, &permission)
	return p, nil
}

func before(a, b *Plan) int {
	switch {
	case a.Available() && b.Available():
		return cmp.Compare(a.Price.Minor, b.Price.Minor)
	case a.Available():
		return -1
	case b.Available():
		return 1
	}
	return 0
}

// fill completes the plan of a channel.
func (s *Snapshot) fill(p *Plan, q *Query, permission *Permission) {
	p.BuyerChoice = q.BuyerChannel != "" && p.Channel.Code == q.BuyerChannel
	t := trial{query: q, channel: &p.Channel, permission: permission, unpriced: s.price(p, q)}
	p.Excluded = t.judge(rules)
}
