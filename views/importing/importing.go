// Package importing holds the templates of Import Orders.
package importing

import (
	"context"

	"sellerdesk/internal/order"
	"sellerdesk/internal/orderimport"
	"sellerdesk/views/link"
	"sellerdesk/views/ui"
)

// tone is how a verdict sounds.
func tone(v orderimport.Verdict) ui.Tone {
	switch v {
	case orderimport.Ready:
		return ui.Info
	case orderimport.Warned:
		return ui.Warning
	case orderimport.Refused:
		return ui.Bad
	case orderimport.Skipped:
	}
	return ui.Neutral
}

// there reports whether the store has the order of a row.
func there(c orderimport.Checked) bool { return c.Order != 0 || c.Stored() }

// isNumber reports whether the file has a number of an order, and not something else in its place.
func isNumber(c orderimport.Checked) bool {
	_, err := order.ParseNumber(c.Number)
	return err == nil
}

// pieces is how much was ordered: "3 pieces", "5 pieces of 2 products".
func pieces(ctx context.Context, c orderimport.Checked) string {
	switch {
	case c.Pieces == 0:
		return ui.OrDash("")
	case c.Lines < 2:
		return ui.T(ctx, "importing_pieces_count", "Count", c.Pieces)
	}
	return ui.T(ctx, "importing_pieces_of", "Count", c.Pieces, "Lines", c.Lines)
}

// List is the address of the rows of an upload with a verdict, from a place on.
func List(id string, v orderimport.Verdict, at string) string {
	return link.With(link.Import(id), "show", string(v), "at", at)
}

// tabs lead to the rows with each verdict that any row has.
func (p ShowPage) tabs(ctx context.Context) []ui.Tab {
	id := number(p.Upload)
	tabs := []ui.Tab{{
		Text: ui.T(ctx, "importing_all"), URL: List(id, "", ""), Current: p.Verdict == "", Count: ui.Number(ctx, p.Tally.Total()),
	}}
	for _, v := range orderimport.Verdicts {
		tabs = append(tabs, ui.Tab{
			Text: ui.Word(ctx, v), URL: List(id, v, ""), Current: p.Verdict == v, Count: ui.Number(ctx, p.Tally.Rows[v]),
		})
	}
	return tabs
}
