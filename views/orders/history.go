package orders

import (
	"context"
	"maps"
	"slices"
	"strings"

	"sellerdesk/internal/history"
	"sellerdesk/views/ui"
)

// args are the values of an entry of history, as its message takes them: channels
// and carriers by their names instead of their codes.
func (b Block) args(ctx context.Context, e history.Entry) []any {
	var pairs []any
	for _, name := range slices.Sorted(maps.Keys(e.Args)) {
		value := e.Args[name]
		if name == "Channel" || name == "Carrier" {
			value = b.carrierName(ctx, value)
		}
		pairs = append(pairs, name, value)
	}
	return pairs
}

// unsaid is the reason for an entry where its message does not tell it.
func unsaid(ctx context.Context, e history.Entry) string {
	reason := e.Args["Reason"]
	if reason == "" || strings.Contains(ui.T(ctx, e.Action, "Reason", reason), reason) {
		return ""
	}
	return reason
}

// who made a change: a person by name, anybody else by what they are.
func who(ctx context.Context, a history.Actor) string {
	if a.Kind == history.ByPerson && a.Name != "" {
		return a.Name
	}
	return ui.Word(ctx, a.Kind)
}
