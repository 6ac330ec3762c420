package tariff

import (
	"slices"

	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
)

// price computes the price of a plan, or says by which rule there is none.
func (t *trial) price(p *Plan, l *line) (unpriced Rule) {
	q := t.query
	row, ok := t.snapshot.row(l, q)
	if !ok {
		return Rule{Code: NoPrice, Country: q.Destination, Date: q.Date}
	}
	if !measurable(q) {
		return Rule{}
	}
	first := len(t.steps)
	billed := t.billed(row)
	band, ok := row.band(billed)
	if !ok {
		return Rule{Code: AboveTariff, Weight: billed, WeightLimit: row.Bands[len(row.Bands)-1].UpTo}
	}
	p.TariffVersion, p.Sample, p.Source, p.Billed = t.snapshot.versions[row.Version], row.Sample || band.Sample, row.Source, billed
	var err error
	if t.steps, err = band.steps(t.steps, billed, row.Currency); err != nil {
		return Rule{Code: TooDear}
	}
	if p.Original, err = add(t.steps[first:], row.Currency); err != nil {
		return Rule{Code: TooDear}
	}
	return t.inYuan(p)
}

// measurable reports whether weight and size are such that a price can be computed at all.
// What is not is excluded by the rules about weight and size.
func measurable(q *Query) bool { return q.Weight > 0 && q.Size.Longest() <= longestSide }

// billed returns the weight that is paid for, and notes the steps that explain it.
func (t *trial) billed(row *Price) measure.Weight {
	w := t.query.Weight
	if row.Divisor > 0 {
		if v := t.query.Size.Volumetric(row.Divisor); v > w {
			w = v
			t.steps = append(t.steps, Step{Kind: VolumetricWeight, Weight: v, Size: t.query.Size, Divisor: row.Divisor})
		}
	}
	if w < row.MinWeight {
		w = row.MinWeight
		t.steps = append(t.steps, Step{Kind: MinimumWeight, Weight: w})
	}
	return w
}

// band returns the band for a billed weight; there is none above the heaviest.
func (p *Price) band(w measure.Weight) (*Band, bool) {
	i := slices.IndexFunc(p.Bands, func(b Band) bool { return w <= b.UpTo })
	if i < 0 {
		return nil, false
	}
	return &p.Bands[i], true
}

// inYuan completes the plan whose price in the tariff's currency is known.
func (t *trial) inYuan(p *Plan) (unpriced Rule) {
	p.ListPrice = p.Original
	if c := p.Original.Currency; c != money.CNY {
		rate, ok := t.snapshot.Rate(c, t.query.Date)
		if !ok {
			return Rule{Code: NoRate, Currency: c, Date: t.query.Date}
		}
		list, err := rate.Rate.Convert(p.Original, money.CNY)
		if err != nil {
			return Rule{Code: TooDear}
		}
		p.ListPrice, p.Rate = list, rate.Rate
		t.steps = append(t.steps, Step{Kind: Converted, Amount: list, Original: p.Original, Exchange: rate.Rate})
	}
	return t.discount(p)
}

// discount completes the plan whose list price is known.
func (t *trial) discount(p *Plan) (unpriced Rule) {
	percent := p.Channel.Discount
	price, err := Discount(p.ListPrice, percent)
	if err != nil {
		return Rule{Code: TooDear}
	}
	p.Price = price
	if off := price.Minor - p.ListPrice.Minor; off != 0 {
		t.steps = append(t.steps, Step{Kind: Discounted, Amount: money.Of(off, money.CNY), Percent: percent})
	}
	return Rule{}
}

// Discount is a list price less so many per cent of it, 0 to 100; what is taken off is rounded.
func Discount(list money.Money, percent int64) (money.Money, error) {
	off, err := list.Times(min(max(percent, 0), 100), 100)
	if err != nil {
		return money.Money{}, err
	}
	return list.Add(off.Neg())
}
