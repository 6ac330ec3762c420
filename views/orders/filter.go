package orders

import (
	"context"
	"sort"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/order"
	"sellerdesk/views/link"
	"sellerdesk/views/ui"
)

// tabs are the status tabs; a tab keeps the fields of the filter.
func (p ListPage) tabs(ctx context.Context) []ui.Tab {
	tabs := make([]ui.Tab, len(order.Tabs))
	for i, t := range order.Tabs {
		tabs[i] = ui.Tab{
			Text: ui.Word(ctx, t), Current: p.Filter.Waiting == order.WaitingNone && t == p.Filter.Tab,
			URL: link.Orders(append([]string{"tab", string(t)}, p.fields()...)...),
		}
	}
	return tabs
}

// export is Export of what the list holds.
func (p ListPage) export() string {
	return link.ExportOrders(append([]string{"tab", string(p.Filter.Tab), "waiting", string(p.Filter.Waiting)}, p.fields()...)...)
}

// fields are the fields of the filter, as names and values of a URL.
func (p ListPage) fields() []string {
	var pairs []string
	for _, name := range []string{"q", "country", "channel", "category", "from", "to"} {
		pairs = append(pairs, name, p.Form.Value(name))
	}
	return pairs
}

// kept is what the filter form carries along: the tab or the box.
func (p ListPage) kept() []ui.Hidden {
	var kept []ui.Hidden
	if p.Filter.Tab != order.TabAll {
		kept = append(kept, ui.Hidden{Name: "tab", Value: string(p.Filter.Tab)})
	}
	if p.Filter.Waiting != order.WaitingNone {
		kept = append(kept, ui.Hidden{Name: "waiting", Value: string(p.Filter.Waiting)})
	}
	return kept
}

// countries are the options of the country filter, by name.
func (p ListPage) countries(ctx context.Context) []ui.Option {
	options := make([]ui.Option, len(p.Countries))
	for i, c := range p.Countries {
		options[i] = ui.Option{Value: string(c), Text: ui.CountryName(ctx, c)}
	}
	sort.Slice(options, func(i, j int) bool { return options[i].Text < options[j].Text })
	return append([]ui.Option{{Text: ui.T(ctx, "orders_any_country")}}, options...)
}

// channels are the options of the filter by the buyer's channel.
func (p ListPage) channels(ctx context.Context) []ui.Option {
	options := []ui.Option{{Text: ui.T(ctx, "orders_any_channel")}}
	for _, c := range p.Channels {
		options = append(options, ui.Option{Value: string(c.Code), Text: c.Name(i18n.Tag(ui.Lang(ctx)))})
	}
	return options
}

// categories are the options of the filter by goods category.
func categories(ctx context.Context) []ui.Option {
	options := []ui.Option{{Text: ui.T(ctx, "orders_any_category")}}
	for _, c := range channel.Categories {
		options = append(options, ui.Option{Value: string(c), Text: ui.Word(ctx, c)})
	}
	return options
}

// sortKey is the message that says how the list is sorted.
func (p ListPage) sortKey() string {
	switch p.Filter.Waiting {
	case order.WaitingShipment, order.WaitingShipToday:
		return "orders_sorted_by_deadline"
	case order.WaitingCancellation:
		return "orders_sorted_by_request"
	case order.WaitingNone, order.WaitingNotice, order.WaitingPayment, order.WaitingDispute:
	}
	return "orders_sorted_newest"
}
