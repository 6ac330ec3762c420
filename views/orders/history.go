package orders

import (
	"context"
	"maps"
	"slices"
	"strings"

	"sellerdesk/internal/history"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/parcel"
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

// addition is what an entry of history knows and its message does not tell.
type addition struct {
	parcel string // number of the logistics order
	why    string // the logistics provider's reason
	quoted string // the reason in somebody's own words
}

// unsaid is what the message of an entry does not tell.
func unsaid(ctx context.Context, e history.Entry) addition {
	number, reason := e.Args["Number"], e.Args["Reason"]
	said := ui.T(ctx, e.Action, "Number", number, "Reason", reason)
	var add addition
	if _, err := parcel.ParseNumber(number); err == nil && !strings.Contains(said, number) {
		add.parcel = number
	}
	switch {
	case reason == "" || strings.Contains(said, reason):
	case i18n.Has(reason):
		add.why = ui.T(ctx, reason)
	default:
		add.quoted = reason
	}
	return add
}

// who made a change: a person by name, anybody else by what they are.
func who(ctx context.Context, a history.Actor) string {
	if a.Kind == history.ByPerson && a.Name != "" {
		return a.Name
	}
	return ui.Word(ctx, a.Kind)
}
