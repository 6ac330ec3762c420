package tariffs

import (
	"context"
	"slices"
	"strings"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/money"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/tariffimport"
	"sellerdesk/views/ui"
)

// figure is something a channel says that differs, in words.
type figure struct{ label, before, after string }

// figureNames are the figures of a channel in the order of their form.
var figureNames = []string{
	"min_days", "max_days", "tier", "tracking", "lightest", "weight", "longest", "sum", "roll_longest", "roll_sum", "face_long", "face_short",
	"value", "compensation", "discount", "return_fee",
}

// unit is the unit of a figure; those that are words have none.
func unit(ctx context.Context, name string) string {
	switch name {
	case "tier", "tracking":
		return ""
	case "min_days", "max_days":
		return ui.T(ctx, "tariffs_days")
	case "lightest", "weight":
		return "kg"
	case "longest", "sum", "roll_longest", "roll_sum", "face_long", "face_short":
		return "cm"
	case "discount":
		return "%"
	case "value":
		return string(money.USD)
	}
	return string(money.CNY)
}

// differing is what differs of a channel.
func differing(ctx context.Context, c tariffimport.FigureChange) []figure {
	before, after := FillFigures(c.Before, ""), FillFigures(c.After, "")
	var all []figure
	for _, name := range figureNames {
		if before.Value(name) != after.Value(name) {
			all = append(all, figure{ui.T(ctx, "tariffs_field_"+name), withUnit(ctx, before, name), withUnit(ctx, after, name)})
		}
	}
	for _, p := range channel.Parts {
		if p != channel.FiguresPart && tariffimport.Differs(p, c.Before, c.After) {
			all = append(all, differingPart(ctx, p, c)...)
		}
	}
	return all
}

// differingPart is what differs of a part that is not figures.
func differingPart(ctx context.Context, p channel.Part, c tariffimport.FigureChange) []figure {
	var pairs []figure
	add := func(label, before, after string) {
		if before != after {
			pairs = append(pairs, figure{label, ui.OrDash(before), ui.OrDash(after)})
		}
	}
	switch p {
	case channel.GoodsPart:
		for _, k := range channel.Categories {
			add(ui.Word(ctx, k), takes(ctx, c.Before.Goods, k), takes(ctx, c.After.Goods, k))
		}
		add(ui.T(ctx, "tariffs_field_safety_sheet"), yes(ctx, c.Before.Goods.SafetySheet), yes(ctx, c.After.Goods.SafetySheet))
	case channel.ReachPart:
		add(ui.T(ctx, "tariffs_field_suspended"), countryNames(ctx, c.Before.Reach.Suspended), countryNames(ctx, c.After.Reach.Suspended))
		add(ui.T(ctx, "tariffs_field_countries"), countryNames(ctx, c.Before.Reach.Countries), countryNames(ctx, c.After.Reach.Countries))
	case channel.CollectionPart:
		add(ui.T(ctx, "tariffs_field_collection"), joined(ctx, c.Before.Collection), joined(ctx, c.After.Collection))
	case channel.FiguresPart:
	}
	return pairs
}

// takes says how a channel takes goods of a category.
func takes(ctx context.Context, g channel.Goods, k channel.Category) string {
	t := takingOf(g, k)
	if t == Selected {
		return ui.Word(ctx, t) + ": " + countryNames(ctx, g.To[k])
	}
	return ui.Word(ctx, t)
}

// yes is the word for what is asked for, or nothing.
func yes(ctx context.Context, is bool) string {
	if is {
		return ui.T(ctx, "tariffs_yes")
	}
	return ""
}

// joined are words one after the other, in one order.
func joined[T i18n.Keyed](ctx context.Context, list []T) string {
	words := make([]string, len(list))
	for i, v := range list {
		words[i] = ui.Word(ctx, v)
	}
	slices.Sort(words)
	return strings.Join(words, "; ")
}

// rate is what a dollar costs; a dash where that is not known.
func rate(r tariff.ExchangeRate) string {
	if r.Rate == 0 {
		return ui.OrDash("")
	}
	return "CN¥" + r.Rate.String()
}

// withUnit is what a form says of a figure; one that is not limited, or not promised, has a dash.
func withUnit(ctx context.Context, f ui.Form, name string) string {
	value := f.Value(name)
	switch {
	case value == "":
		return ui.OrDash("")
	case name == "tier":
		return ui.Word(ctx, channel.Tier(value))
	case name == "tracking":
		return ui.Word(ctx, channel.Tracking(value))
	}
	return value + " " + unit(ctx, name)
}
