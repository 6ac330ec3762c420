// Package shiprules holds the pages of Shipping Rules: the list, the form of a rule and the
// trial on the newest orders.
package shiprules

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/history"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/shiprule"
	"sellerdesk/internal/tariff"
	"sellerdesk/views/link"
	"sellerdesk/views/plans"
	"sellerdesk/views/ui"
)

// ListPage is what Shipping Rules shows.
type ListPage struct {
	Frame     ui.Frame
	List      shiprule.List
	Obstacles map[shiprule.Number]shiprule.Obstacles
	Channels  ui.Channels
	History   []history.Entry
	Change    bool // the visitor may change the rules
}

// EditPage is what the form of a rule shows.
type EditPage struct {
	Frame     ui.Frame
	Form      ui.Form
	Number    shiprule.Number // 0: another rule
	Channels  []channel.Channel
	Countries []place.Country
}

// TrialPage is what a trial of the rules on the newest orders shows.
type TrialPage struct {
	Frame    ui.Frame
	List     shiprule.List
	Tally    shiprule.Tally
	Total    int // orders that were tried
	Show     Show
	Page     paging.Page[shiprule.Trial]
	Channels ui.Channels
}

// Show is which orders of a trial are shown: those of a verdict, or all.
type Show shiprule.Verdict

// All shows every order.
const All Show = ""

// Of returns the trials that are shown.
func (s Show) Of(trials []shiprule.Trial) []shiprule.Trial {
	return slices.DeleteFunc(slices.Clone(trials), func(t shiprule.Trial) bool { return s != All && Show(t.Verdict) != s })
}

// Version is the version of a list as forms carry it.
func Version(l shiprule.List) string { return strconv.Itoa(l.Version) }

// Fill is the form of a rule as it is stored.
func Fill(r shiprule.Rule, l shiprule.List) ui.Form {
	f := ui.Fill(
		"countries", joined(r.Countries), "value_from", amount(r.ValueFrom), "value_to", amount(r.ValueTo),
		"weight_from", grams(r.WeightFrom), "weight_to", grams(r.WeightTo), "channel", string(r.Channel),
		"collection", string(r.Collection), "undeliverable", string(r.Undeliverable), "version", Version(l),
	)
	for _, c := range r.Categories {
		f.Values.Add("categories", string(c))
	}
	return f
}

func joined(countries []place.Country) string {
	texts := make([]string, len(countries))
	for i, c := range countries {
		texts[i] = string(c)
	}
	return strings.Join(texts, ", ")
}

func amount(m money.Money) string {
	if m.IsZero() {
		return ""
	}
	return m.Decimal()
}

func grams(w measure.Weight) string {
	if w == 0 {
		return ""
	}
	return strconv.FormatInt(int64(w), 10)
}

// action is where the form is sent.
func (p EditPage) action() string {
	if p.Number == 0 {
		return link.ShipRules()
	}
	return link.ShipRule(number(p.Number))
}

// number is the number of a rule as it stands in links.
func number(n shiprule.Number) string { return strconv.FormatInt(int64(n), 10) }

// fields are the names of the form's fields with their labels as they follow on the page.
func fields(ctx context.Context) []string {
	var pairs []string
	for _, name := range []string{
		"countries", "value_from", "value_to", "weight_from", "weight_to", "categories", "channel", "collection", "undeliverable",
	} {
		pairs = append(pairs, name, ui.T(ctx, "shiprulepages_field_"+name))
	}
	return pairs
}

// conditions are what a rule asks of an order, in words.
func conditions(ctx context.Context, r shiprule.Rule) []string {
	texts := []string{countryNames(ctx, r.Countries)}
	if text := span(ctx, amountText(r.ValueFrom), amountText(r.ValueTo)); text != "" {
		texts = append(texts, ui.T(ctx, "shiprulepages_value", "Span", text))
	}
	if text := span(ctx, weightText(ctx, r.WeightFrom), weightText(ctx, r.WeightTo)); text != "" {
		texts = append(texts, ui.T(ctx, "shiprulepages_weight", "Span", text))
	}
	if len(r.Categories) > 0 {
		texts = append(texts, words(ctx, r.Categories))
	}
	return texts
}

func countryNames(ctx context.Context, countries []place.Country) string {
	if len(countries) == 0 {
		return ui.T(ctx, "shiprulepages_every_country")
	}
	names := make([]string, len(countries))
	for i, c := range countries {
		names[i] = ui.CountryName(ctx, c)
	}
	return ui.T(ctx, "shiprulepages_to", "Countries", strings.Join(names, ui.T(ctx, "shiprulepages_comma")))
}

func words(ctx context.Context, categories []channel.Category) string {
	texts := make([]string, len(categories))
	for i, c := range categories {
		texts[i] = ui.Word(ctx, c)
	}
	return strings.Join(texts, ui.T(ctx, "shiprulepages_comma"))
}

// span is a range in words; empty without bounds.
func span(ctx context.Context, from, to string) string {
	switch {
	case from == "" && to == "":
		return ""
	case from == "":
		return ui.T(ctx, "shiprulepages_up_to", "To", to)
	case to == "":
		return ui.T(ctx, "shiprulepages_from", "From", from)
	}
	return ui.T(ctx, "shiprulepages_between", "From", from, "To", to)
}

func amountText(m money.Money) string {
	if m.IsZero() {
		return ""
	}
	return m.String()
}

func weightText(ctx context.Context, w measure.Weight) string {
	if w == 0 {
		return ""
	}
	return ui.Weight(ctx, w)
}

// choices are what a rule chooses besides the channel, in words.
func choices(ctx context.Context, r shiprule.Rule) []string {
	var texts []string
	if r.Collection != "" {
		texts = append(texts, ui.Word(ctx, r.Collection))
	}
	if r.Undeliverable != "" {
		texts = append(texts, ui.T(ctx, "shiprulepages_undeliverable", "What", r.Undeliverable))
	}
	return texts
}

// maxReasons is how many reasons against a channel are told in a row.
const maxReasons = 5

// troubles are why a rule cannot do what it says, in words.
func troubles(ctx context.Context, o shiprule.Obstacles) []string {
	var texts []string
	if o.Gone {
		texts = append(texts, ui.T(ctx, "shiprulepages_gone"))
	}
	if o.Unreached {
		texts = append(texts, ui.T(ctx, "shiprulepages_unreached"))
	}
	if o.Way != "" {
		texts = append(texts, ui.T(ctx, "shiprulepages_way", "Way", o.Way))
	}
	if o.NoReturn {
		texts = append(texts, ui.T(ctx, "shiprulepages_no_return"))
	}
	if len(o.Excluded) > 0 {
		texts = append(texts, ui.T(ctx, "shiprulepages_cannot", "Why", reasons(ctx, o.Excluded)))
	}
	return texts
}

// reasons are the sentences of rules that exclude the channel, the first few of them.
func reasons(ctx context.Context, excluded []tariff.Rule) string {
	text := plans.RuleTexts(ctx, excluded[:min(len(excluded), maxReasons)])
	if more := len(excluded) - maxReasons; more > 0 {
		text += " " + ui.T(ctx, "shiprulepages_more", "Count", more)
	}
	return text
}

// channelOptions are the channels by name, and first that none is chosen.
func (p EditPage) channelOptions(ctx context.Context) []ui.Option {
	options := make([]ui.Option, len(p.Channels))
	for i, c := range p.Channels {
		options[i] = ui.Option{Value: string(c.Code), Text: plans.Name(ctx, c)}
	}
	slices.SortFunc(options, func(a, b ui.Option) int { return cmp.Compare(a.Text, b.Text) })
	return append([]ui.Option{{Text: ui.T(ctx, "shiprulepages_choose")}}, options...)
}

func collectionOptions(ctx context.Context) []ui.Option {
	options := []ui.Option{{Text: ui.T(ctx, "shiprulepages_as_channel")}}
	for _, m := range parcel.CollectionModes {
		options = append(options, ui.Option{Value: string(m), Text: ui.Word(ctx, m)})
	}
	return options
}

func undeliverableOptions(ctx context.Context) []ui.Option {
	options := []ui.Option{{Text: ui.T(ctx, "shiprulepages_as_usual")}}
	for _, u := range []parcel.Undeliverable{parcel.Destroy, parcel.Return} {
		options = append(options, ui.Option{Value: string(u), Text: ui.Word(ctx, u)})
	}
	return options
}

func categoryOptions(ctx context.Context) []ui.Option {
	var options []ui.Option
	for _, c := range channel.Categories {
		options = append(options, ui.Option{Value: string(c), Text: ui.Word(ctx, c)})
	}
	return options
}

// byName are the countries of the catalogue in the order of their names.
func (p EditPage) byName(ctx context.Context) []place.Country {
	all := slices.DeleteFunc(slices.Clone(p.Countries), func(c place.Country) bool { return c == place.China })
	slices.SortFunc(all, func(a, b place.Country) int { return cmp.Compare(ui.CountryName(ctx, a), ui.CountryName(ctx, b)) })
	return all
}

// tabs lead to the orders of each verdict.
func (p TrialPage) tabs(ctx context.Context) []ui.Tab {
	tabs := []ui.Tab{{Text: ui.T(ctx, "shiprulepages_all"), URL: link.ShipRulesTrial(), Current: p.Show == All, Count: ui.Count(ctx, p.Total)}}
	for _, v := range shiprule.Verdicts {
		if n := p.Tally.Orders[v]; n > 0 || p.Show == Show(v) {
			tabs = append(tabs, ui.Tab{
				Text: ui.Word(ctx, v), URL: link.ShipRulesTrial("show", string(v)), Current: p.Show == Show(v), Count: ui.Count(ctx, n),
			})
		}
	}
	return tabs
}

// at is the address of a neighbour; empty where there is none.
func (p TrialPage) at(c paging.Cursor, there bool) string {
	if !there {
		return ""
	}
	return link.ShipRulesTrial("show", string(p.Show), "at", c.String())
}

// difference says in words what the rules cost against the buyers' choices.
func (p TrialPage) difference(ctx context.Context) string {
	orders := ui.Count(ctx, p.Tally.Compared)
	switch d := p.Tally.Dearer; {
	case p.Tally.Compared == 0:
		return ui.T(ctx, "shiprulepages_not_compared")
	case d.Minor > 0:
		return ui.T(ctx, "shiprulepages_dearer", "Amount", d, "Orders", orders)
	case d.Minor < 0:
		return ui.T(ctx, "shiprulepages_cheaper", "Amount", d.Neg(), "Orders", orders)
	}
	return ui.T(ctx, "shiprulepages_same", "Orders", orders)
}

// tone is how a verdict sounds.
func tone(v shiprule.Verdict) ui.Tone {
	switch v {
	case shiprule.Chosen:
		return ui.Good
	case shiprule.Excluded, shiprule.Gone:
		return ui.Bad
	case shiprule.Unmatched:
	}
	return ui.Neutral
}
