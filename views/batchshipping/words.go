// Package batchshipping holds the templates of Batch Online Shipping.
package batchshipping

import (
	"context"
	"strconv"

	domain "sellerdesk/internal/batchshipping"
	"sellerdesk/views/link"
	"sellerdesk/views/ui"
)

// stepID is the id of the heading of a step.
func stepID(n int) string { return "step-" + strconv.Itoa(n) }

// statuses are the online-shipping statuses to filter by.
func statuses(ctx context.Context) []ui.Option {
	options := make([]ui.Option, len(domain.Statuses))
	for i, s := range domain.Statuses {
		options[i] = ui.Option{Value: string(s), Text: ui.Word(ctx, s)}
	}
	return options
}

// methods are the ways to prefill the channel.
func (p ChoosePage) methods(ctx context.Context) []ui.Option {
	options := []ui.Option{
		{Value: string(domain.AsBuyer), Text: ui.T(ctx, "batchship_method_buyer")},
		{Value: string(domain.ByRules), Text: ui.T(ctx, "batchship_method_rules")},
	}
	names := ui.ChannelsOf(p.Channels)
	for _, c := range p.Channels {
		options = append(options, ui.Option{Value: string(c.Code), Text: names.Name(ctx, string(c.Code))})
	}
	return options
}

// found says how many orders the filter finds.
func (p ChoosePage) found(ctx context.Context) string {
	if p.More {
		return ui.T(ctx, "batchship_found_more", "Count", p.Found)
	}
	return ui.T(ctx, "batchship_found", "Count", p.Found)
}

// table is the address of the table of the orders that are found.
func (p ChoosePage) table(kind string) string {
	var pairs []string
	for _, name := range []string{"paid_from", "paid_to", "status", "method", "selection"} {
		pairs = append(pairs, name, p.Form.Value(name))
	}
	return link.BatchShippingTable(kind, pairs...)
}
