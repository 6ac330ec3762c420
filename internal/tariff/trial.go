package tariff

import (
	"slices"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
)

// trial tries one channel after the other for a parcel.
type trial struct {
	snapshot *Snapshot
	query    *Query
	allowed  *Allowance // what the platform allows for the order; nil where it says nothing

	channel  *channel.Channel // on trial
	unpriced Rule             // why it has no price; no rule when it has one

	steps  []Step // of this channel behind those of others: plans share arrays
	broken []Rule // in the same way
	shared int    // length of these arrays
}

// mostly is how many steps, and how many broken rules, a plan has at most; nearly always.
const mostly = 6

// trial begins the trial of channels for a parcel; at least so many plans share arrays.
func (s *Snapshot) trial(q *Query, plans int) *trial {
	return &trial{snapshot: s, query: q, allowed: s.allowed(q), shared: plans * mostly}
}

// plan makes the plan of a channel.
func (t *trial) plan(l *line, c *channel.Channel) Plan {
	p := Plan{Channel: c, BuyerChoice: t.query.BuyerChannel != "" && c.Code == t.query.BuyerChannel}
	t.steps, t.broken = roomy(t.steps, t.shared), roomy(t.broken, t.shared)
	steps, broken := len(t.steps), len(t.broken)
	t.channel, t.unpriced = c, t.price(&p, l)
	t.judge(rules)
	p.Steps, p.Excluded = since(t.steps, steps), since(t.broken, broken)
	return p
}

// roomy returns an array with room for what one more channel mostly adds: the given one or a new one.
func roomy[T any](shared []T, length int) []T {
	if cap(shared)-len(shared) < mostly {
		return make([]T, 0, length)
	}
	return shared
}

// since returns the elements from an index on, such that nothing can be appended to them in place.
func since[T any](all []T, from int) []T {
	if from == len(all) {
		return nil
	}
	return slices.Clip(all[from:])
}

// longestSide is the longest side, in millimetres, that is looked at: no carrier of
// the platform takes ten metres, and volumes beyond have no number.
const longestSide = 10_000

// exclude notes a rule the channel breaks.
func (t *trial) exclude(r Rule) { t.broken = append(t.broken, r) }

// rules look at one aspect each and do not depend on one another.
var rules = []func(*trial){
	reachRule, priceRule, goodsRule, weightRule, sideRule, sumRule, faceRule, valueRule, permissionRule,
}

// judge checks the channel and notes the rules it breaks, gravest first whatever the order of the checks.
func (t *trial) judge(checks []func(*trial)) {
	first := len(t.broken)
	for _, check := range checks {
		check(t)
	}
	slices.SortStableFunc(t.broken[first:], func(a, b Rule) int {
		return slices.Index(RuleCodes, a.Code) - slices.Index(RuleCodes, b.Code)
	})
}

// serves reports whether the channel goes to the country, suspended or not. China itself no international channel serves.
func (t *trial) serves() bool {
	to := t.query.Destination
	return to != AnyCountry && to != place.China && t.channel.Reach.Includes(to)
}

func reachRule(t *trial) {
	switch to := t.query.Destination; {
	case t.channel.Reach.IsSuspended(to):
		t.exclude(Rule{Code: Suspended, Country: to})
	case !t.serves():
		t.exclude(Rule{Code: NotServed, Country: to})
	}
}

// priceRule excludes what has no price. That a channel has none where it does not go to needs no saying.
func priceRule(t *trial) {
	if t.unpriced.Code != "" && t.serves() {
		t.exclude(t.unpriced)
	}
}

func goodsRule(t *trial) {
	category, to := t.query.Category, t.query.Destination
	switch {
	case t.channel.Goods.Accepts(category, to):
	case slices.Contains(t.channel.Goods.Accepted, category):
		t.exclude(Rule{Code: WrongGoodsThere, Category: category, Country: to})
	default:
		t.exclude(Rule{Code: WrongGoods, Category: category})
	}
}

func weightRule(t *trial) {
	w, least, most := t.query.Weight, t.channel.Limits.Lightest, t.channel.Limits.MaxWeight(t.query.Destination)
	switch {
	case w <= 0:
		t.exclude(Rule{Code: NoWeight})
	case most > 0 && w > most:
		t.exclude(Rule{Code: TooHeavy, Weight: w, WeightLimit: most})
	case w < least:
		t.exclude(Rule{Code: TooLight, Weight: w, WeightLimit: least})
	}
}

func sideRule(t *trial) {
	most := int64(longestSide)
	if own := t.channel.Limits.LongestOf(t.query.Size); own > 0 {
		most = min(most, own)
	}
	if longest := t.query.Size.Longest(); longest > most {
		t.exclude(Rule{Code: inForm(t.query.Size, TooLong, RollTooLong), Length: longest, LengthLimit: most})
	}
}

func sumRule(t *trial) {
	most := t.channel.Limits.SumOf(t.query.Size)
	if most == 0 || t.query.Size.Longest() > longestSide {
		return
	}
	if sum := t.query.Size.Sum(); sum > most {
		t.exclude(Rule{Code: inForm(t.query.Size, TooLarge, RollTooLarge), Length: sum, LengthLimit: most})
	}
}

// inForm returns the rule for the form a parcel has.
func inForm(s measure.Size, box, roll RuleCode) RuleCode {
	if s.Roll {
		return roll
	}
	return box
}

// faceRule excludes parcels without a face large enough for the label; rolls have none.
func faceRule(t *trial) {
	least, size := t.channel.Limits.Face, t.query.Size
	long, short := size.Face()
	if size.IsZero() || size.Roll || long >= least.Long && short >= least.Short {
		return
	}
	t.exclude(Rule{Code: TooSmall, Face: channel.Face{Long: long, Short: short}, FaceLimit: least})
}

func valueRule(t *trial) {
	value, most := t.query.Value, t.channel.Limits.Value
	switch {
	case value == money.Money{}:
	case value.Currency != money.USD:
		t.exclude(Rule{Code: WrongCurrency, Value: value})
	case most != money.Money{} && value.Minor > most.Minor:
		t.exclude(Rule{Code: TooValuable, Value: value, ValueLimit: most})
	}
}

// permissionRule applies the platform's table of country, order amount and tier.
// A country without any row allows everything.
func permissionRule(t *trial) {
	c, q := t.channel, t.query
	if t.allowed != nil && !t.allowed.Allows(c.Code, c.Tier, q.Category) {
		t.exclude(Rule{Code: NotPermitted, Country: q.Destination, Value: q.Value, Tier: c.Tier})
	}
}
