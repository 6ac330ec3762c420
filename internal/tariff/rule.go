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
	AboveTariff     RuleCode = "above_tariff"     // Weight billed, Max
	TooLong         RuleCode = "longest_side"     // Length, Max, in centimetres
	TooLarge        RuleCode = "sum_of_sides"     // Length, Max, in centimetres
	TooValuable     RuleCode = "value"            // Value, Max
	WrongCurrency   RuleCode = "value_currency"   // Value
	NotPermitted    RuleCode = "not_permitted"    // Country, Value, Tier
	NoRate          RuleCode = "no_exchange_rate" // Currency, Date
	TooDear         RuleCode = "too_dear"         // the price has no number
)

// RuleCodes lists all rules, gravest first.
var RuleCodes = []RuleCode{
	Suspended, NotServed, NoPrice, WrongGoods, WrongGoodsThere, NoWeight, TooHeavy, AboveTariff,
	TooLong, TooLarge, TooValuable, WrongCurrency, NotPermitted, NoRate, TooDear,
}

// Key is the key of the message that states the rule.
func (c RuleCode) Key() string { return "tariff_rule_" + string(c) }

// Rule is a rule that excludes a channel, with what fills its message.
type Rule struct {
	Code RuleCode
	Args errs.Args
}

func rule(code RuleCode, args errs.Args) *Rule { return &Rule{Code: code, Args: args} }

// longestSide is the longest side, in millimetres, that is looked at: no carrier of
// the platform takes ten metres, and volumes beyond have no number.
const longestSide = 10_000

// rules look at one aspect each and do not depend on one another.
var rules = []func(candidate) *Rule{
	reachRule, priceRule, goodsRule, weightRule, sideRule, sumRule, valueRule, permissionRule,
}

// broken returns the rules a candidate breaks, gravest first, whatever the order of the checks.
func broken(checks []func(candidate) *Rule, c candidate) []Rule {
	var found []Rule
	for _, check := range checks {
		if r := check(c); r != nil {
			found = append(found, *r)
		}
	}
	slices.SortStableFunc(found, func(a, b Rule) int {
		return slices.Index(RuleCodes, a.Code) - slices.Index(RuleCodes, b.Code)
	})
	return found
}

// reachRule excludes what the channel does not serve. China itself no international channel serves.
func reachRule(c candidate) *Rule {
	switch to := c.query.Destination; {
	case c.channel.Reach.IsSuspended(to):
		return rule(Suspended, errs.Args{"Country": to})
	case to == AnyCountry || to == place.China || !c.channel.Reach.Includes(to):
		return rule(NotServed, errs.Args{"Country": to})
	}
	return nil
}

func priceRule(c candidate) *Rule { return c.unpriced }

func goodsRule(c candidate) *Rule {
	category, to := c.query.Category, c.query.Destination
	switch {
	case c.channel.Goods.Accepts(category, to):
		return nil
	case slices.Contains(c.channel.Goods.Accepted, category):
		return rule(WrongGoodsThere, errs.Args{"Category": category, "Country": to})
	}
	return rule(WrongGoods, errs.Args{"Category": category})
}

func weightRule(c candidate) *Rule {
	w, most := c.query.Weight, c.channel.Limits.MaxWeight(c.query.Destination)
	switch {
	case w <= 0:
		return rule(NoWeight, nil)
	case most > 0 && w > most:
		return rule(TooHeavy, errs.Args{"Weight": w, "Max": most})
	}
	return nil
}

func sideRule(c candidate) *Rule {
	most := int64(longestSide)
	if own := c.channel.Limits.Longest; own > 0 {
		most = min(most, own)
	}
	return tooBig(TooLong, c.query.Size.Longest(), most)
}

func sumRule(c candidate) *Rule {
	most := c.channel.Limits.Sum
	if most == 0 || c.query.Size.Longest() > longestSide {
		return nil
	}
	return tooBig(TooLarge, c.query.Size.Sum(), most)
}

func tooBig(code RuleCode, mm, most int64) *Rule {
	if mm <= most {
		return nil
	}
	return rule(code, errs.Args{"Length": measure.Centimetres(mm), "Max": measure.Centimetres(most)})
}

func valueRule(c candidate) *Rule {
	value, most := c.query.Value, c.channel.Limits.Value
	switch {
	case value == money.Money{}:
		return nil
	case value.Currency != money.USD:
		return rule(WrongCurrency, errs.Args{"Value": value})
	case most != money.Money{} && value.Minor > most.Minor:
		return rule(TooValuable, errs.Args{"Value": value, "Max": most})
	}
	return nil
}

// permissionRule applies the platform's table of country, order amount and tier.
// A country without any row allows everything.
func permissionRule(c candidate) *Rule {
	if c.query.Value.Currency != money.USD || len(c.permission.Allowances) == 0 {
		return nil
	}
	if c.permission.For(c.query.Value).Allows(c.channel.Code, c.channel.Tier, c.query.Category) {
		return nil
	}
	return rule(NotPermitted, errs.Args{"Country": c.query.Destination, "Value": c.query.Value, "Tier": c.channel.Tier})
}

// For returns what is allowed for an order of an amount in US dollars.
func (p Permission) For(value money.Money) Allowance {
	last := len(p.Allowances) - 1
	i := slices.IndexFunc(p.Allowances[:last], func(a Allowance) bool { return value.Minor <= a.UpTo.Minor })
	if i < 0 {
		return p.Allowances[last]
	}
	return p.Allowances[i]
}

// Allows reports whether a channel of a tier may carry goods of a category.
func (a Allowance) Allows(code channel.Code, tier channel.Tier, goods channel.Category) bool {
	special := goods != channel.Ordinary && slices.Contains(a.SpecialTiers, tier)
	return special || slices.Contains(a.Tiers, tier) || slices.Contains(a.Channels, code)
}
