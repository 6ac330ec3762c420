package tariffs

import (
	"context"

	"sellerdesk/internal/money"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/tariffimport"
	"sellerdesk/views/ui"
)

// figure is a figure of a channel that differs, in words.
type figure struct{ label, before, after string }

// figureNames are the figures of a channel in the order of their form.
var figureNames = []string{"min_days", "max_days", "weight", "value", "longest", "sum", "discount", "compensation", "return_fee"}

// unit is the unit of a figure.
func unit(ctx context.Context, name string) string {
	switch name {
	case "min_days", "max_days":
		return ui.T(ctx, "tariffs_days")
	case "weight":
		return "kg"
	case "longest", "sum":
		return "cm"
	case "discount":
		return "%"
	case "value":
		return string(money.USD)
	}
	return string(money.CNY)
}

// differing are the figures of a channel that differ.
func differing(ctx context.Context, c tariffimport.FigureChange) []figure {
	before, after := FillFigures(c.Before, ""), FillFigures(c.After, "")
	var all []figure
	for _, name := range figureNames {
		if before.Value(name) != after.Value(name) {
			all = append(all, figure{ui.T(ctx, "tariffs_field_"+name), withUnit(ctx, before, name), withUnit(ctx, after, name)})
		}
	}
	return all
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
	if f.Value(name) == "" {
		return ui.OrDash("")
	}
	return f.Value(name) + " " + unit(ctx, name)
}
