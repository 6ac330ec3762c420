package ui

import (
	"context"
	"maps"
	"slices"
	"strings"

	"sellerdesk/internal/history"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/parcel"
)

// entryText is the sentence of an entry of history, in which channels and carriers
// have their names and reasons their words.
func entryText(ctx context.Context, e history.Entry, channels Channels) string {
	var pairs []any
	for _, name := range slices.Sorted(maps.Keys(e.Args)) {
		value := e.Args[name]
		switch name {
		case "Channel", "Carrier":
			value = channels.Name(ctx, value)
		case "Reason":
			value = reasonText(ctx, value)
		}
		pairs = append(pairs, name, value)
	}
	return T(ctx, e.Action, pairs...)
}

// reasonText is a reason in words: networks and gateways give the key of a
// message, people their own words.
func reasonText(ctx context.Context, reason string) string {
	if i18n.Has(reason) {
		return T(ctx, reason)
	}
	return reason
}

// addition is what an entry of history knows and its sentence does not tell.
type addition struct {
	parcel string // number of the logistics order
	why    string // the reason of the logistics provider or of Alipay
	quoted string // the reason in somebody's own words
}

// unsaid is what the sentence of an entry does not tell. On the page of a
// logistics order its own number goes without saying.
func unsaid(ctx context.Context, e history.Entry) addition {
	number, reason := e.Args["Number"], e.Args["Reason"]
	said := T(ctx, e.Action, "Number", number, "Reason", reason)
	var add addition
	if _, err := parcel.ParseNumber(number); err == nil && e.Subject.Kind != history.Parcel && !strings.Contains(said, number) {
		add.parcel = number
	}
	switch {
	case reason == "" || strings.Contains(said, reason):
	case i18n.Has(reason):
		add.why = T(ctx, reason)
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
	return Word(ctx, a.Kind)
}
