package tariff

import (
	"cmp"
	"slices"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
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

// candidate is a channel on trial for a parcel.
type candidate struct {
	query      *Query
	channel    *channel.Channel
	permission *Permission
	unpriced   *Rule // why there is no price; nil when there is one
}

// fill completes the plan of a channel.
func (s *Snapshot) fill(p *Plan, q *Query, permission *Permission) {
	p.BuyerChoice = q.BuyerChannel != "" && p.Channel.Code == q.BuyerChannel
	unpriced := s.price(p, q)
	p.Excluded = broken(rules, candidate{q, &p.Channel, permission, unpriced})
}

// price computes the price of a plan, or says why there is none.
func (s *Snapshot) price(p *Plan, q *Query) *Rule {
	row, ok := s.Price(p.Channel.Code, q.Destination, q.Date)
	if !ok {
		return rule(NoPrice, errs.Args{"Country": q.Destination, "Date": q.Date})
	}
	if !measurable(q) {
		return nil
	}
	billed, steps := row.billed(q)
	band, ok := row.band(billed)
	if !ok {
		return rule(AboveTariff, errs.Args{"Weight": billed, "Max": row.Bands[len(row.Bands)-1].UpTo})
	}
	p.TariffVersion, p.Sample, p.Source, p.Billed = s.versions[row.Version], row.Sample || band.Sample, row.Source, billed
	parts, err := band.steps(billed, row.Currency)
	if err != nil {
		return rule(TooDear, nil)
	}
	p.Steps = append(steps, parts...)
	return s.inYuan(p, row.Currency, q)
}

// measurable reports whether weight and size are such that a price can be computed at all.
// What is not is excluded by the rules about weight and size.
func measurable(q *Query) bool { return q.Weight > 0 && q.Size.Longest() <= longestSide }

// billed returns the weight that is paid for, and the steps that explain it.
func (p Price) billed(q *Query) (measure.Weight, []Step) {
	w, steps := q.Weight, []Step(nil)
	if p.Divisor > 0 {
		if v := q.Size.Volumetric(p.Divisor); v > w {
			w = v
			steps = append(steps, Step{Kind: VolumetricWeight, Args: errs.Args{"Weight": v, "Size": q.Size, "Divisor": p.Divisor}})
		}
	}
	if w < p.MinWeight {
		w = p.MinWeight
		steps = append(steps, Step{Kind: MinimumWeight, Args: errs.Args{"Weight": w}})
	}
	return w, steps
}

// band returns the band for a billed weight; there is none above the heaviest.
func (p Price) band(w measure.Weight) (Band, bool) {
	i := slices.IndexFunc(p.Bands, func(b Band) bool { return w <= b.UpTo })
	if i < 0 {
		return Band{}, false
	}
	return p.Bands[i], true
}

// inYuan completes the plan whose steps in the tariff's currency are known.
func (s *Snapshot) inYuan(p *Plan, c money.Currency, q *Query) *Rule {
	original, err := add(p.Steps, c)
	if err != nil {
		return rule(TooDear, nil)
	}
	list := original
	if c != money.CNY {
		rate, ok := s.Rate(c, q.Date)
		if !ok {
			return rule(NoRate, errs.Args{"Currency": string(c), "Date": q.Date})
		}
		if list, err = rate.Rate.Convert(original, money.CNY); err != nil {
			return rule(TooDear, nil)
		}
		p.Rate = rate.Rate
		p.Steps = append(p.Steps, Step{Kind: Converted, Amount: list, Args: errs.Args{"Original": original, "Rate": rate.Rate}})
	}
	p.Original, p.ListPrice = original, list
	return p.discount(q.Discount)
}

// discount completes the plan whose list price is known.
func (p *Plan) discount(percent int64) *Rule {
	percent = min(max(percent, 0), 100)
	off, err := p.ListPrice.Times(percent, 100)
	if err != nil {
		return rule(TooDear, nil)
	}
	if !off.IsZero() {
		p.Steps = append(p.Steps, Step{Kind: Discounted, Amount: off.Neg(), Args: errs.Args{"Percent": percent}})
	}
	p.Price = money.Of(p.ListPrice.Minor-off.Minor, money.CNY)
	return nil
}
