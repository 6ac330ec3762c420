package tariff

import (
	"cmp"
	"slices"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
)

// HintKind is what about a parcel could be a little different.
type HintKind string

// The kinds of hints: how the same plan gets cheaper, and how an excluded plan becomes possible.
const (
	Lighter      HintKind = "lighter"       // Less weight, down to Weight, saves Saving
	Smaller      HintKind = "smaller"       // in a box of Size its volume counts less: saves Saving
	LighterFits  HintKind = "lighter_fits"  // Less weight, down to Weight, makes Channel possible
	SmallerFits  HintKind = "smaller_fits"  // a box of Size makes Channel possible
	CheaperOrder HintKind = "cheaper_order" // for orders up to Value Channel is possible: an order is not split for it
)

// HintKinds lists all kinds of hints.
var HintKinds = []HintKind{Lighter, Smaller, LighterFits, SmallerFits, CheaperOrder}

// Key is the key of the message of a hint.
func (k HintKind) Key() string { return "tariff_hint_" + string(k) }

// Hint is a small change of a parcel that matters, and exactly what it would bring. The goods category
// is never one: goods are declared as what they are. Nor is a heavier parcel, even where it would be cheaper.
type Hint struct {
	Kind    HintKind
	Channel *channel.Channel
	Less    measure.Weight // to take off
	Weight  measure.Weight // that is left
	Size    measure.Size
	Value   money.Money // highest order amount, USD
	Price   money.Money // what the channel would cost then, CNY
	Saving  money.Money // against the plan's price now, or against the cheapest plan there is; no amount where there is none
}

// Args fill the hint's message.
func (h Hint) Args() errs.Args {
	return errs.Args{
		"Channel": *h.Channel, "Less": h.Less, "Weight": h.Weight, "Size": h.Size, "Value": h.Value,
		"Price": h.Price, "Saving": h.Saving,
	}
}

// Applied returns the query with the change the hint speaks of.
func (h Hint) Applied(q Query) Query {
	switch h.Kind {
	case Lighter, LighterFits:
		q.Weight = h.Weight
	case Smaller, SmallerFits:
		q.Size = h.Size
	case CheaperOrder:
		q.Value = h.Value
	}
	return q
}

// worthwhile is the least saving that is spoken of: a yuan, our own choice.
var worthwhile = money.Of(100, money.CNY)

// many is how many hints of a kind make excluded plans possible: more would bury the best.
const many = 3

// Hints returns which small changes of the parcel would matter, at most one for each channel: first what
// makes the buyer's channel possible, then by what it saves. Of what makes excluded plans possible
// only the best of each kind are named.
func (s *Snapshot) Hints(q Query) []Hint {
	plans := s.Quote(q)
	if len(plans) == 0 || !measurable(&q) {
		return nil
	}
	var hints []Hint
	for i := range plans {
		if h, found := s.hint(q, &plans[i], &plans[0]); found {
			hints = append(hints, h)
		}
	}
	slices.SortStableFunc(hints, func(a, b Hint) int {
		return cmp.Or(
			cmp.Compare(b.rank(q), a.rank(q)), cmp.Compare(b.Saving.Minor, a.Saving.Minor), cmp.Compare(a.Price.Minor, b.Price.Minor))
	})
	return foremost(hints)
}

// foremost leaves out what makes excluded plans possible after the best of each kind.
func foremost(hints []Hint) []Hint {
	named := map[HintKind]int{}
	return slices.DeleteFunc(hints, func(h Hint) bool {
		named[h.Kind]++
		return h.fits() && named[h.Kind] > many
	})
}

// rank is 1 for a hint that makes the buyer's channel possible.
func (h Hint) rank(q Query) int {
	if h.fits() && h.Channel.Code == q.BuyerChannel {
		return 1
	}
	return 0
}

// fits reports whether the hint makes an excluded plan possible.
func (h Hint) fits() bool {
	return h.Kind == LighterFits || h.Kind == SmallerFits || h.Kind == CheaperOrder
}

// hint finds the change that matters most for a plan, by trying them; cheapest is the first plan of the quote.
func (s *Snapshot) hint(q Query, p, cheapest *Plan) (best Hint, found bool) {
	for _, h := range s.changes(&q, p) {
		changed, err := s.Plan(p.Channel.Code, h.Applied(q))
		if err != nil || !changed.Available() {
			continue
		}
		h.Channel, h.Price = p.Channel, changed.Price
		if h.worth(p, cheapest) && (!found || h.Saving.Minor > best.Saving.Minor) {
			best, found = h, true
		}
	}
	return best, found
}

// worth notes what the hint saves, and reports whether it is worth saying: where another plan is
// available, an excluded one has to be the buyer's choice or cheaper.
func (h *Hint) worth(p, cheapest *Plan) bool {
	now := p
	if !p.Available() {
		now = cheapest
	}
	if !now.Available() {
		return true
	}
	h.Saving = money.Of(now.Price.Minor-h.Price.Minor, money.CNY)
	return h.Saving.Minor >= worthwhile.Minor || h.fits() && p.BuyerChoice
}
