package tariff

import (
	"slices"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
)

// RuleCode names a rule that can exclude a channel.
type RuleCode string

// The rules, gravest first.
const (
	Suspended       RuleCode = "suspended"        // Country
	NotServed       RuleCode = "not_served"       // Country
	NoPrice         RuleCode = "no_price"         // Country, Date
	WrongGoods      RuleCode = "goods"            // Category
	WrongGoodsThere RuleCode = "goods_there"      // Category, Country
	NoWeight        RuleCode = "no_weight"        //
	TooHeavy        RuleCode = "weight"           // Weight, Max
	TooLight        RuleCode = "lightest"         // Weight, Min
	AboveTariff     RuleCode = "above_tariff"     // Weight billed, Max
	TooLong         RuleCode = "longest_side"     // Length, Max, in centimetres
	TooLarge        RuleCode = "sum_of_sides"     // Length, Max, in centimetres
	RollTooLong     RuleCode = "roll_length"      // Length, Max, in centimetres
	RollTooLarge    RuleCode = "roll_sum"         // Length, Max, in centimetres
	TooSmall        RuleCode = "too_small"        // Long, Short, MinLong, MinShort, in centimetres
	TooValuable     RuleCode = "value"            // Value, Max
	WrongCurrency   RuleCode = "value_currency"   // Value
	NotPermitted    RuleCode = "not_permitted"    // Country, Value, Tier
	NoRate          RuleCode = "no_exchange_rate" // Currency, Date
	TooDear         RuleCode = "too_dear"         // the price has no number
)

// RuleCodes lists all rules, gravest first.
var RuleCodes = []RuleCode{
	Suspended, NotServed, NoPrice, WrongGoods, WrongGoodsThere, NoWeight, TooHeavy, TooLight, AboveTariff,
	TooLong, TooLarge, RollTooLong, RollTooLarge, TooSmall, TooValuable, WrongCurrency, NotPermitted, NoRate, TooDear,
}

// Key is the key of the message that states the rule.
func (c RuleCode) Key() string { return "tariff_rule_" + string(c) }

// Rule is a rule that excludes a channel, with what it found and the bound that was passed.
// Only what the rule speaks of is set.
type Rule struct {
	Code        RuleCode
	Country     place.Country
	Date        channel.Date
	Category    channel.Category
	Tier        channel.Tier
	Currency    money.Currency
	Weight      measure.Weight // found
	WeightLimit measure.Weight
	Length      int64 // found, mm
	LengthLimit int64
	Face        channel.Face // found
	FaceLimit   channel.Face
	Value       money.Money // found
	ValueLimit  money.Money
}

// Args fill the rule's message.
func (r Rule) Args() errs.Args {
	switch r.Code {
	case Suspended, NotServed:
		return errs.Args{"Country": r.Country}
	case NoPrice:
		return errs.Args{"Country": r.Country, "Date": r.Date}
	case WrongGoods:
		return errs.Args{"Category": r.Category}
	case WrongGoodsThere:
		return errs.Args{"Category": r.Category, "Country": r.Country}
	case TooHeavy, AboveTariff:
		return errs.Args{"Weight": r.Weight, "Max": r.WeightLimit}
	case TooLight:
		return errs.Args{"Weight": r.Weight, "Min": r.WeightLimit}
	case TooSmall:
		return r.faces()
	case TooLong, TooLarge, RollTooLong, RollTooLarge:
		return errs.Args{"Length": measure.Centimetres(r.Length), "Max": measure.Centimetres(r.LengthLimit)}
	case TooValuable:
		return errs.Args{"Value": r.Value, "Max": r.ValueLimit}
	case WrongCurrency:
		return errs.Args{"Value": r.Value}
	case NotPermitted:
		return errs.Args{"Country": r.Country, "Value": r.Value, "Tier": r.Tier}
	case NoRate:
		return errs.Args{"Currency": string(r.Currency), "Date": r.Date}
	case NoWeight, TooDear:
	}
	return errs.Args{}
}

func (r Rule) faces() errs.Args {
	return errs.Args{
		"Long": measure.Centimetres(r.Face.Long), "Short": measure.Centimetres(r.Face.Short),
		"MinLong": measure.Centimetres(r.FaceLimit.Long), "MinShort": measure.Centimetres(r.FaceLimit.Short),
	}
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

// reachRule excludes what the channel does not serve. China itself no international channel serves.
func reachRule(t *trial) {
	switch to := t.query.Destination; {
	case t.channel.Reach.IsSuspended(to):
		t.exclude(Rule{Code: Suspended, Country: to})
	case to == AnyCountry || to == place.China || !t.channel.Reach.Includes(to):
		t.exclude(Rule{Code: NotServed, Country: to})
	}
}

func priceRule(t *trial) {
	if t.unpriced.Code != "" {
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

// allowed returns what the platform allows for the order of a query, nil where it says nothing.
func (s *Snapshot) allowed(q *Query) *Allowance {
	permission, ok := s.Permission(q.Destination, q.Date)
	if !ok || q.Value.Currency != money.USD {
		return nil
	}
	a := permission.For(q.Value)
	return &a
}

// For returns what is allowed for an order of an amount in US dollars.
func (p Permission) For(value money.Money) Allowance {
	last := len(p.Allowances) - 1
	for _, a := range p.Allowances[:last] {
		if value.Minor <= a.UpTo.Minor {
			return a
		}
	}
	return p.Allowances[last]
}

// Allows reports whether a channel of a tier may carry goods of a category.
func (a Allowance) Allows(code channel.Code, tier channel.Tier, goods channel.Category) bool {
	special := goods != channel.Ordinary && slices.Contains(a.SpecialTiers, tier)
	return special || slices.Contains(a.Tiers, tier) || slices.Contains(a.Channels, code)
}
