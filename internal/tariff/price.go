package tariff

import (
	"slices"

	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
)

// price computes the price of a plan, or says by which rule there is none.
func (s *Snapshot) price(p *Plan, q *Query) (unpriced Rule) {
	row, ok := s.Price(p.Channel.Code, q.Destination, q.Date)
	if !ok {
		return Rule{Code: NoPrice, Country: q.Destination, Date: q.Date}
	}
	if !measurable(q) {
		return Rule{}
	}
	billed, steps := row.billed(q)
	band, ok := row.band(billed)
	if !ok {
		return Rule{Code: AboveTariff, Weight: billed, WeightLimit: row.Bands[len(row.Bands)-1].UpTo}
	}
	p.TariffVersion, p.Sample, p.Source, p.Billed = s.versions[row.Version], row.Sample || band.Sample, row.Source, billed
	steps, err := band.steps(steps, billed, row.Currency)
	if err != nil {
		return Rule{Code: TooDear}
	}
	p.Steps = steps
	return s.inYuan(p, row.Currency, q)
}

// measurable reports whether weight and size are such that a price can be computed at all.
// What is not is excluded by the rules about weight and size.
func measurable(q *Query) bool { return q.Weight > 0 && q.Size.Longest() <= longestSide }

// billed returns the weight that is paid for, and the steps that explain it.
func (p *Price) billed(q *Query) (measure.Weight, []Step) {
	w, steps := q.Weight, make([]Step, 0, 4)
	if p.Divisor > 0 {
		if v := q.Size.Volumetric(p.Divisor); v > w {
			w = v
			steps = append(steps, Step{Kind: VolumetricWeight, Weight: v, Size: q.Size, Divisor: p.Divisor})
		}
	}
	if w < p.MinWeight {
		w = p.MinWeight
		steps = append(steps, Step{Kind: MinimumWeight, Weight: w})
	}
	return w, steps
}

// band returns the band for a billed weight; there is none above the heaviest.
func (p *Price) band(w measure.Weight) (*Band, bool) {
	i := slices.IndexFunc(p.Bands, func(b Band) bool { return w <= b.UpTo })
	if i < 0 {
		return nil, false
	}
	return &p.Bands[i], true
}

// inYuan completes the plan whose steps in the tariff's currency are known.
func (s *Snapshot) inYuan(p *Plan, c money.Currency, q *Query) (unpriced Rule) {
	original, err := add(p.Steps, c)
	if err != nil {
		return Rule{Code: TooDear}
	}
	list := original
	if c != money.CNY {
		rate, ok := s.Rate(c, q.Date)
		if !ok {
			return Rule{Code: NoRate, Currency: c, Date: q.Date}
		}
		if list, err = rate.Rate.Convert(original, money.CNY); err != nil {
			return Rule{Code: TooDear}
		}
		p.Rate = rate.Rate
		p.Steps = append(p.Steps, Step{Kind: Converted, Amount: list, Original: original, Exchange: rate.Rate})
	}
	p.Original, p.ListPrice = original, list
	return p.discount(q.Discount)
}

// discount completes the plan whose list price is known.
func (p *Plan) discount(percent int64) (unpriced Rule) {
	percent = min(max(percent, 0), 100)
	off, err := p.ListPrice.Times(percent, 100)
	if err != nil {
		return Rule{Code: TooDear}
	}
	if !off.IsZero() {
		p.Steps = append(p.Steps, Step{Kind: Discounted, Amount: off.Neg(), Percent: percent})
	}
	p.Price = money.Of(p.ListPrice.Minor-off.Minor, money.CNY)
	return Rule{}
}
