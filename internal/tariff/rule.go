package tariff

import (
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
