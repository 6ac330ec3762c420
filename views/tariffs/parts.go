package tariffs

import (
	"context"
	"slices"
	"strings"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/place"
	"sellerdesk/internal/warehouse"
	"sellerdesk/views/link"
	"sellerdesk/views/ui"
)

// Cities is the part of a channel that is kept with the warehouses: where it collects.
const Cities = "cities"

// partNames are the parts of a channel that have a form each, in the order of their tabs.
var partNames = []string{
	string(channel.FiguresPart), string(channel.GoodsPart), string(channel.ReachPart), string(channel.CollectionPart), Cities,
}

// partURL is the form of a part.
func partURL(code channel.Code, part string) string {
	if part == string(channel.FiguresPart) {
		return link.ChannelChange(string(code))
	}
	return link.ChannelPart(string(code), part)
}

// tabs lead to the forms of a channel.
func (p ChannelEditing) tabs(ctx context.Context) []ui.Tab {
	var all []ui.Tab
	for _, name := range partNames {
		all = append(all, ui.Tab{Text: ui.T(ctx, "tariffs_part_"+name), URL: partURL(p.Channel.Code, name), Current: p.Part == name})
	}
	return all
}

// wordOptions are values to choose one from by their words.
func wordOptions[T interface {
	~string
	i18n.Keyed
}](ctx context.Context, all []T) []ui.Option {
	options := make([]ui.Option, len(all))
	for i, v := range all {
		options[i] = ui.Option{Value: string(v), Text: ui.Word(ctx, v)}
	}
	return options
}

// taking is how goods of a category are taken.
type taking string

// The ways of taking goods.
const (
	Refused    taking = "refused"
	Everywhere taking = "everywhere"
	Selected   taking = "selected"
)

// Takings are the ways of taking goods in the order of the form.
var Takings = []taking{Refused, Everywhere, Selected}

// Key is the key of the words for it.
func (t taking) Key() string { return "tariffs_taking_" + string(t) }

// takingOf is how a channel takes goods of a category.
func takingOf(g channel.Goods, k channel.Category) taking {
	_, limited := g.To[k]
	switch {
	case !slices.Contains(g.Accepted, k):
		return Refused
	case limited:
		return Selected
	}
	return Everywhere
}

// FillGoods is the form for the goods of a channel as it is.
func FillGoods(ctx context.Context, c channel.Channel, from channel.Date) ui.Form {
	f := ui.Fill("from", string(from))
	for _, k := range channel.Categories {
		f.Values.Set(string(k), string(takingOf(c.Goods, k)))
		f.Values.Set(string(k)+"_to", countryNames(ctx, c.Goods.To[k]))
	}
	if c.Goods.SafetySheet {
		f.Values.Set("safety_sheet", "yes")
	}
	return f
}

// FillReach is the form for the countries of a channel as it is.
func FillReach(ctx context.Context, c channel.Channel, from channel.Date) ui.Form {
	return ui.Fill("from", string(from), "countries", countryNames(ctx, c.Reach.Countries), "suspended", countryNames(ctx, c.Reach.Suspended))
}

// FillCollection is the form for how parcels of a channel reach the warehouse, as it is.
func FillCollection(c channel.Channel, from channel.Date) ui.Form {
	f := ui.Fill("from", string(from))
	for _, m := range c.Collection {
		f.Values.Add("collection", string(m))
	}
	return f
}

// FillCities is the form for the cities in which a channel collects, as they are.
func FillCities(ctx context.Context, cities []warehouse.City, everywhere bool, from channel.Date) ui.Form {
	names := make([]string, len(cities))
	for i, c := range cities {
		names[i] = c.EN
		if ui.Lang(ctx) == i18n.Chinese {
			names[i] = c.CN
		}
	}
	f := ui.Fill("from", string(from), "cities", strings.Join(names, "\n"))
	if everywhere {
		f.Values.Set("everywhere", "yes")
	}
	return f
}

// countryNames are the names of countries as a form takes them, in the order of the language.
func countryNames(ctx context.Context, list []place.Country) string {
	names := make([]string, len(list))
	for i, c := range list {
		names[i] = ui.CountryName(ctx, c)
	}
	slices.Sort(names)
	return strings.Join(names, "; ")
}

// goodsLabels are names and labels of the form for goods.
func goodsLabels(ctx context.Context) []string {
	var all []string
	for _, k := range channel.Categories {
		all = append(all, string(k), ui.Word(ctx, k), string(k)+"_to", ui.T(ctx, "tariffs_goods_to", "Category", k))
	}
	return slices.Concat(all, counting(ctx))
}

func reachLabels(ctx context.Context) []string {
	return slices.Concat([]string{"suspended", ui.T(ctx, "tariffs_field_suspended"), "countries", ui.T(ctx, "tariffs_field_countries")}, counting(ctx))
}

func collectionLabels(ctx context.Context) []string {
	return slices.Concat([]string{"collection", ui.T(ctx, "tariffs_field_collection")}, counting(ctx))
}

func cityLabels(ctx context.Context) []string {
	return slices.Concat([]string{"cities", ui.T(ctx, "tariffs_field_cities")}, counting(ctx))
}
