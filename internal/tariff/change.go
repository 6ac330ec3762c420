package tariff

import (
	"slices"

	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
)

// How far a change goes that is still called small: our own choice.
const (
	smallWeight measure.Weight = 50  // grams, or a tenth of the parcel's weight
	smallSide   int64          = 50  // mm off one side, but no more than half of it
	smallAmount int64          = 100 // US cents, or a tenth of the order's amount
)

// changes are hints whose effect is not known yet: it shows when they are tried.
type changes []Hint

// changes returns small changes that may matter for a plan.
func (s *Snapshot) changes(q *Query, p *Plan) changes {
	row, ok := s.row(s.line(p.Channel.Code), q)
	switch {
	case !ok:
		return nil
	case p.Available():
		return savings(q, p, row)
	}
	return s.remedies(q, p, row)
}

// savings returns changes that may make an available plan cheaper.
func savings(q *Query, p *Plan, row *Price) (all changes) {
	for _, w := range append(row.edges(p.Billed), q.Weight) {
		all.lighter(Lighter, q, w)
		if w >= q.Weight {
			all.flatter(Smaller, q, w, row.Divisor)
		}
	}
	return all
}

// edges returns the weights below a billed weight at which the price may fall: the ends of the
// lighter bands, and that of the steps before the one begun.
func (p *Price) edges(billed measure.Weight) []measure.Weight {
	var out []measure.Weight
	for _, b := range p.Bands {
		if b.UpTo < billed {
			out = append(out, b.UpTo)
			continue
		}
		if above := billed - b.First; b.Kind == PerStep && above > 0 {
			out = append(out, b.First+(above-1)/b.Step*b.Step)
		}
		break
	}
	return out
}

// remedies returns changes that may make an excluded plan possible; where one of its rules
// is not about weight, size or amount there are none.
func (s *Snapshot) remedies(q *Query, p *Plan, row *Price) (all changes) {
	for _, r := range p.Excluded {
		switch r.Code {
		case TooHeavy, AboveTariff:
			all.lighter(LighterFits, q, r.WeightLimit)
			all.flatter(SmallerFits, q, r.WeightLimit, row.Divisor)
		case TooLong, TooLarge, RollTooLong, RollTooLarge:
			all.shorter(q, r.Length-r.LengthLimit)
		case TooValuable:
			all.cheaper(q, r.ValueLimit)
		case NotPermitted:
			permission, _ := s.Permission(q.Destination, q.Date)
			for _, a := range permission.Allowances {
				all.cheaper(q, a.UpTo)
			}
		default:
			return nil
		}
	}
	return all
}

// lighter adds the parcel with a weight of w.
func (all *changes) lighter(kind HintKind, q *Query, w measure.Weight) {
	if less := q.Weight - w; w > 0 && less > 0 && less <= max(smallWeight, q.Weight/10) {
		*all = append(*all, Hint{Kind: kind, Weight: w, Less: less})
	}
}

// flatter adds the parcel in a box whose shortest side is so much shorter that its volumetric weight is at most w.
func (all *changes) flatter(kind HintKind, q *Query, w measure.Weight, divisor int64) {
	sides := [...]int64{q.Size.Length, q.Size.Width, q.Size.Height}
	shortest := slices.Index(sides[:], slices.Min(sides[:]))
	if divisor == 0 || q.Size.Roll || sides[shortest] == 0 || q.Size.Volumetric(divisor) <= w {
		return
	}
	base := sides[0] * sides[1] * sides[2] / sides[shortest]
	all.resized(kind, q, shortest, int64(w)*divisor/base)
}

// shorter adds the parcel with its longest side so many millimetres shorter.
func (all *changes) shorter(q *Query, mm int64) {
	sides := [...]int64{q.Size.Length, q.Size.Width, q.Size.Height}
	longest := slices.Index(sides[:], slices.Max(sides[:]))
	if q.Size.Roll && longest > 0 {
		return
	}
	all.resized(SmallerFits, q, longest, sides[longest]-mm)
}

// resized adds the parcel with another length of one side: 0 is the length, 1 the width, 2 the height.
func (all *changes) resized(kind HintKind, q *Query, side int, mm int64) {
	size := q.Size
	changed := []*int64{&size.Length, &size.Width, &size.Height}[side]
	if *changed-mm > min(smallSide, *changed/2) {
		return
	}
	*changed = mm
	*all = append(*all, Hint{Kind: kind, Size: size})
}

// cheaper adds the same parcel of an order of an amount.
func (all *changes) cheaper(q *Query, to money.Money) {
	if less := q.Value.Minor - to.Minor; to.Minor > 0 && less > 0 && less <= max(smallAmount, q.Value.Minor/10) {
		*all = append(*all, Hint{Kind: CheaperOrder, Value: to})
	}
}
