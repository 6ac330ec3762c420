package logistics

import (
	"context"
	"slices"
	"strings"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
	"sellerdesk/views/ui"
)

// RestrictionsPage is what Shipping Restrictions shows.
type RestrictionsPage struct {
	Frame    ui.Frame
	Form     ui.Form
	All      []channel.Channel // to choose from
	Shown    []channel.Channel
	Category channel.Category // empty: every category
	Orders   []OrderRule
	Names    ui.Channels

	Countries []place.Country // to which parcels go
	MayChange bool            // the visitor may change rules and channels
}

// fromProgram is a rule that came with the program, if any did.
func (p RestrictionsPage) fromProgram() (OrderRule, bool) {
	i := slices.IndexFunc(p.Orders, func(r OrderRule) bool { return !r.Origin.Own })
	if i < 0 {
		return OrderRule{}, false
	}
	return p.Orders[i], true
}

// OrderRule is what the platform allows for orders to some countries, by the order's amount.
type OrderRule struct {
	Countries  []place.Country // none: every other country
	Allowances []tariff.Allowance
	Origin     channel.Origin
}

// asked are the categories the page is about.
func (p RestrictionsPage) asked() []channel.Category {
	if p.Category != "" {
		return []channel.Category{p.Category}
	}
	return channel.Categories
}

// takesNone reports whether a channel refuses goods of every asked category.
func (p RestrictionsPage) takesNone(c channel.Channel) bool {
	return !slices.ContainsFunc(p.asked(), func(k channel.Category) bool { return takes(c, k) != refused })
}

// special reports whether a channel takes any of the asked categories that is not ordinary.
func (p RestrictionsPage) special(c channel.Channel) bool {
	return slices.ContainsFunc(p.asked(), func(k channel.Category) bool { return k != channel.Ordinary && takes(c, k) != refused })
}

// sheets reports whether any shown channel asks for a safety data sheet.
func (p RestrictionsPage) sheets() bool {
	return slices.ContainsFunc(p.Shown, func(c channel.Channel) bool { return c.Goods.SafetySheet && p.special(c) })
}

// limitGroup is channels whose parcels have the same limits.
type limitGroup struct {
	weight, value string
	size          []string
	channels      []channel.Channel
}

// comma stands behind every channel but the last.
func (g limitGroup) comma(ctx context.Context, i int) string {
	if i == len(g.channels)-1 {
		return ""
	}
	return ui.T(ctx, "logistics_comma")
}

// groups are the shown channels by the limits of their parcels.
func (p RestrictionsPage) groups(ctx context.Context) []limitGroup {
	var groups []limitGroup
	for _, c := range p.Shown {
		g := limitGroup{weight: weights(ctx, c.Limits), size: []string{sides(ctx, c.Limits)}}
		if text := rolls(ctx, c.Limits); text != "" {
			g.size = append(g.size, ui.T(ctx, "logistics_roll", "Limits", text))
		}
		if text := face(ctx, c.Limits); text != "" {
			g.size = append(g.size, text)
		}
		if !c.Limits.Value.IsZero() {
			g.value = ui.T(ctx, "logistics_value", "Max", c.Limits.Value.String())
		}
		i := slices.IndexFunc(groups, func(o limitGroup) bool {
			return o.weight == g.weight && o.value == g.value && slices.Equal(o.size, g.size)
		})
		if i < 0 {
			i, groups = len(groups), append(groups, g)
		}
		groups[i].channels = append(groups[i].channels, c)
	}
	return groups
}

// limited are the asked categories that a channel takes to selected countries only.
func (p RestrictionsPage) limited(c channel.Channel) []channel.Category {
	return slices.DeleteFunc(slices.Clone(p.asked()), func(k channel.Category) bool { return takes(c, k) != selected })
}

// amounts are the orders an allowance is about: above one amount, up to another.
func (r OrderRule) amounts(ctx context.Context, i int) string {
	upTo := r.Allowances[i].UpTo
	switch {
	case len(r.Allowances) == 1:
		return ui.T(ctx, "logistics_any_amount")
	case i == 0:
		return ui.T(ctx, "logistics_amount_up_to", "Max", upTo.String())
	case upTo == money.Money{}:
		return ui.T(ctx, "logistics_amount_over", "Min", r.Allowances[i-1].UpTo.String())
	}
	return ui.T(ctx, "logistics_amount_between", "Min", r.Allowances[i-1].UpTo.String(), "Max", upTo.String())
}

// allowed are the tiers and the channels an allowance names.
func (p RestrictionsPage) allowed(ctx context.Context, a tariff.Allowance) string {
	var words []string
	for _, t := range a.Tiers {
		words = append(words, ui.Word(ctx, t))
	}
	for _, code := range a.Channels {
		words = append(words, p.Names.Name(ctx, string(code)))
	}
	for _, t := range a.SpecialTiers {
		words = append(words, ui.T(ctx, "logistics_special_tier", "Tier", t))
	}
	return strings.Join(words, ui.T(ctx, "logistics_comma"))
}

// barred is a group of goods that no service takes.
type barred string

// Key is the key of the words for it.
func (b barred) Key() string { return "logistics_barred_" + string(b) }

// prohibitions are goods that no service takes, whatever the channel.
var prohibitions = []i18n.Keyed{
	barred("weapons"), barred("explosives"), barred("inflammables"), barred("poisons"), barred("drugs"),
	barred("living"), barred("cash"), barred("counterfeits"), barred("batteries"), barred("country"),
}

// names are the countries of a rule.
func (r OrderRule) names(ctx context.Context) string {
	if len(r.Countries) == 0 {
		return ui.T(ctx, "channels_other_countries")
	}
	return countries(ctx, r.Countries)
}
