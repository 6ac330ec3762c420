// Package logistics holds the pages about logistics channels.
package logistics

import (
	"context"
	"slices"
	"strings"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/place"
	"sellerdesk/views/ui"
)

// RestrictionsPage is what Shipping Restrictions shows.
type RestrictionsPage struct {
	Frame    ui.Frame
	Form     ui.Form
	All      []channel.Channel // to choose from
	Shown    []channel.Channel
	Category channel.Category // empty: every category
}

func name(ctx context.Context, c channel.Channel) string { return c.Name(i18n.Tag(ui.Lang(ctx))) }

// channels are the options of the form.
func (p RestrictionsPage) channels(ctx context.Context) []ui.Option {
	options := []ui.Option{{Text: ui.T(ctx, "logistics_any_channel")}}
	for _, c := range p.All {
		options = append(options, ui.Option{Value: string(c.Code), Text: name(ctx, c)})
	}
	return options
}

func categories(ctx context.Context) []ui.Option {
	options := []ui.Option{{Text: ui.T(ctx, "logistics_any_category")}}
	for _, c := range channel.Categories {
		options = append(options, ui.Option{Value: string(c), Text: ui.Word(ctx, c)})
	}
	return options
}

// asked are the categories the page is about.
func (p RestrictionsPage) asked() []channel.Category {
	if p.Category != "" {
		return []channel.Category{p.Category}
	}
	return channel.Categories
}

// names writes categories or other words one after the other.
func names[T i18n.Keyed](ctx context.Context, values []T) string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = ui.Word(ctx, v)
	}
	return strings.Join(words, ui.T(ctx, "logistics_comma"))
}

// taken and refused are the asked categories that a channel carries, and those it does not.
func (p RestrictionsPage) taken(c channel.Channel) []channel.Category {
	return slices.DeleteFunc(slices.Clone(p.asked()), func(k channel.Category) bool { return !slices.Contains(c.Goods.Accepted, k) })
}

func (p RestrictionsPage) refused(c channel.Channel) []channel.Category {
	return slices.DeleteFunc(slices.Clone(p.asked()), func(k channel.Category) bool { return slices.Contains(c.Goods.Accepted, k) })
}

// special reports whether a channel takes any of the asked categories that is not ordinary.
func (p RestrictionsPage) special(c channel.Channel) bool {
	return slices.ContainsFunc(p.taken(c), func(k channel.Category) bool { return k != channel.Ordinary })
}

// countries are names of countries in the order of the language.
func countries(ctx context.Context, list []place.Country) string {
	words := make([]string, len(list))
	for i, c := range list {
		words[i] = ui.CountryName(ctx, c)
	}
	slices.Sort(words)
	return strings.Join(words, ui.T(ctx, "logistics_comma"))
}

// weights is the heaviest parcel of a channel, with countries that have a limit of their own.
func weights(ctx context.Context, l channel.Limits) string {
	if l.Weight == 0 {
		return ui.T(ctx, "logistics_no_limit")
	}
	parts := []string{ui.T(ctx, "logistics_weight", "Weight", l.Weight.Kilograms())}
	var own []string
	for c, w := range l.WeightTo {
		own = append(own, ui.T(ctx, "logistics_weight_to", "Country", c, "Weight", w.Kilograms()))
	}
	slices.Sort(own)
	return strings.Join(append(parts, own...), ui.T(ctx, "logistics_comma"))
}

// sides are the limits of a parcel's size.
func sides(ctx context.Context, l channel.Limits) string {
	var parts []string
	if l.Longest > 0 {
		parts = append(parts, ui.T(ctx, "logistics_longest", "Max", measure.Centimetres(l.Longest)))
	}
	if l.Sum > 0 {
		parts = append(parts, ui.T(ctx, "logistics_sum", "Max", measure.Centimetres(l.Sum)))
	}
	if len(parts) == 0 {
		return ui.T(ctx, "logistics_no_limit")
	}
	return strings.Join(parts, ui.T(ctx, "logistics_comma"))
}
