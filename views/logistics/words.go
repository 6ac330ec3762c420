// Package logistics holds the pages about logistics channels: the list of them and a page
// for each, the Freight Calculator, Collection Rules and Shipping Restrictions.
package logistics

import (
	"context"
	"slices"
	"strings"

	"golang.org/x/text/collate"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/place"
	"sellerdesk/views/plans"
	"sellerdesk/views/ui"
)

// Service is a channel with where it goes at present.
type Service struct {
	channel.Channel
	Served []place.Country // not suspended, and with a price
}

// otherName is the channel's name in the other language of the site.
func otherName(ctx context.Context, c channel.Channel) string {
	if ui.Lang(ctx) == i18n.Chinese {
		return c.NameEN
	}
	return c.NameCN
}

// otherLang is the language of otherName.
func otherLang(ctx context.Context) string {
	if ui.Lang(ctx) == i18n.Chinese {
		return i18n.Tag(i18n.English).String()
	}
	return i18n.Tag(i18n.Chinese).String()
}

// tierTone is the colour of a tier, the same on every page.
func tierTone(t channel.Tier) ui.Tone {
	switch t {
	case channel.Express:
		return ui.Warning
	case channel.StandardTier:
		return ui.Info
	case channel.Economy, channel.Simple:
	}
	return ui.Neutral
}

// channelOptions are channels to choose one from, behind a choice of all of them.
func channelOptions(ctx context.Context, all []channel.Channel) []ui.Option {
	options := []ui.Option{{Text: ui.T(ctx, "logistics_any_channel")}}
	for _, c := range all {
		options = append(options, ui.Option{Value: string(c.Code), Text: plans.Name(ctx, c)})
	}
	return options
}

// countryOptions are countries to choose one from, in the order of their names, behind a first choice.
func countryOptions(ctx context.Context, first string, all []place.Country) []ui.Option {
	options := make([]ui.Option, len(all))
	for i, c := range all {
		options[i] = ui.Option{Value: string(c), Text: ui.CountryName(ctx, c)}
	}
	order := alphabet(ctx)
	slices.SortFunc(options, func(a, b ui.Option) int { return order.CompareString(a.Text, b.Text) })
	return slices.Insert(options, 0, ui.Option{Text: first})
}

// wordOptions are values to choose one from by their words, behind a first choice.
func wordOptions[T interface {
	~string
	i18n.Keyed
}](ctx context.Context, first string, all []T) []ui.Option {
	options := []ui.Option{{Text: first}}
	for _, v := range all {
		options = append(options, ui.Option{Value: string(v), Text: ui.Word(ctx, v)})
	}
	return options
}

// names writes categories or other words one after the other.
func names[T i18n.Keyed](ctx context.Context, values []T) string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = ui.Word(ctx, v)
	}
	return strings.Join(words, ui.T(ctx, "logistics_comma"))
}

// way is a way to the warehouse in as few words as a table allows.
type way channel.CollectionMode

// Key is the key of the words.
func (w way) Key() string { return "logistics_way_" + string(w) }

// ways are how parcels of a channel reach their warehouse.
func ways(c channel.Channel) []way {
	out := make([]way, len(c.Collection))
	for i, m := range c.Collection {
		out[i] = way(m)
	}
	return out
}

// countries are names of countries in the order of the language.
func countries(ctx context.Context, list []place.Country) string {
	words := make([]string, len(list))
	for i, c := range list {
		words[i] = ui.CountryName(ctx, c)
	}
	slices.SortFunc(words, alphabet(ctx).CompareString)
	return strings.Join(words, ui.T(ctx, "logistics_comma"))
}

// alphabet is the order of names in the language of the page: that of Chinese is by pinyin.
func alphabet(ctx context.Context) *collate.Collator { return collate.New(i18n.Tag(ui.Lang(ctx))) }

// weights is the heaviest parcel of a channel, with countries that have a limit of their own.
func weights(ctx context.Context, l channel.Limits) string {
	if l.Weight == 0 {
		return ui.T(ctx, "logistics_no_limit")
	}
	parts := []string{ui.T(ctx, "logistics_weight", "Weight", l.Weight.Kilograms())}
	if l.Lightest > 0 {
		parts[0] = ui.T(ctx, "logistics_weight_between", "Min", l.Lightest.Kilograms(), "Max", l.Weight.Kilograms())
	}
	var own []string
	for c, w := range l.WeightTo {
		own = append(own, ui.T(ctx, "logistics_weight_to", "Country", c, "Weight", w.Kilograms()))
	}
	slices.Sort(own)
	return strings.Join(append(parts, own...), ui.T(ctx, "logistics_comma"))
}

// sides are the limits of a parcel's size.
func sides(ctx context.Context, l channel.Limits) string {
	parts := bounds(ctx, l.Longest, "logistics_longest", l.Sum, "logistics_sum")
	if len(parts) == 0 {
		return ui.T(ctx, "logistics_no_limit")
	}
	return strings.Join(parts, ui.T(ctx, "logistics_comma"))
}

// rolls are the limits of a parcel in roll form; empty where they are those of other parcels.
func rolls(ctx context.Context, l channel.Limits) string {
	parts := bounds(ctx, l.Roll.Longest, "logistics_roll_longest", l.Roll.Sum, "logistics_roll_sum")
	return strings.Join(parts, ui.T(ctx, "logistics_comma"))
}

// bounds writes two lengths in millimetres, each by its message, leaving out those that do not limit.
func bounds(ctx context.Context, longest int64, longestKey string, sum int64, sumKey string) []string {
	var parts []string
	if longest > 0 {
		parts = append(parts, ui.T(ctx, longestKey, "Max", measure.Centimetres(longest)))
	}
	if sum > 0 {
		parts = append(parts, ui.T(ctx, sumKey, "Max", measure.Centimetres(sum)))
	}
	return parts
}

// face is the smallest face of a parcel; empty where there is none.
func face(ctx context.Context, l channel.Limits) string {
	if l.Face == (channel.Face{}) {
		return ""
	}
	return ui.T(ctx, "logistics_face", "Long", measure.Centimetres(l.Face.Long), "Short", measure.Centimetres(l.Face.Short))
}

// goods is how a channel takes goods of a category.
type goods string

// The ways of taking goods.
const (
	taken    goods = "taken"    // to every country it goes to
	selected goods = "selected" // to selected countries
	refused  goods = "refused"
)

// Key is the key of the word for it.
func (g goods) Key() string { return "logistics_goods_" + string(g) }

// takes is how a channel takes goods of a category.
func takes(c channel.Channel, k channel.Category) goods {
	_, limited := c.Goods.To[k]
	switch {
	case !slices.Contains(c.Goods.Accepted, k):
		return refused
	case limited:
		return selected
	}
	return taken
}

// returns says what becomes of a parcel that cannot be delivered.
func returns(ctx context.Context, r channel.Return) string {
	switch {
	case !r.Offered:
		return ui.T(ctx, "logistics_destroy_only")
	case len(r.To) > 0:
		return ui.T(ctx, "logistics_return_from", "Amount", r.Fee.String(), "Countries", countries(ctx, r.To))
	}
	return ui.T(ctx, "logistics_return", "Amount", r.Fee.String())
}
