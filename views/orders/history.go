package orders

import (
	"context"
	"maps"
	"slices"

	"sellerdesk/internal/history"
	"sellerdesk/views/ui"
)

// args are the values of an entry of history, as its message takes them.
func args(e history.Entry) []any {
	var pairs []any
	for _, name := range slices.Sorted(maps.Keys(e.Args)) {
		pairs = append(pairs, name, e.Args[name])
	}
	return pairs
}

// who made a change: a person by name, anybody else by what they are.
func who(ctx context.Context, a history.Actor) string {
	if a.Kind == history.ByPerson && a.Name != "" {
		return a.Name
	}
	return ui.Word(ctx, a.Kind)
}
