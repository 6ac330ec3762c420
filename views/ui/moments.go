package ui

import (
	"context"
	"time"

	"sellerdesk/internal/i18n"
)

// layouts are how moments are written in a language.
var layouts = map[string]string{
	i18n.English: "2 Jan 2006, 15:04",
	i18n.Chinese: "2006-01-02 15:04",
}

// DateTime writes a moment in the store's zone: "20 Nov 2026, 14:02". The zero moment is "–".
func DateTime(ctx context.Context, t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	l := look(ctx)
	return t.In(l.Zone).Format(layouts[l.Lang])
}

// Relative writes how long it is until t, or how long ago it was, by the store's
// clock: "6 h 12 min left", "2 d 3 h ago".
func Relative(ctx context.Context, t time.Time) string {
	left := t.Sub(Now(ctx))
	if left >= 0 {
		return T(ctx, "ui_left", "Span", Span(ctx, left))
	}
	return T(ctx, "ui_ago", "Span", Span(ctx, -left))
}

// Span writes a length of time in its two largest units: "2 d 3 h", "6 h 12 min",
// "5 min". What is shorter than a minute is "less than a minute".
func Span(ctx context.Context, d time.Duration) string {
	minutes := int64(d / time.Minute)
	days, hours := minutes/(24*60), minutes/60%24
	switch {
	case minutes < 1:
		return T(ctx, "ui_span_moment")
	case days > 0 && hours > 0:
		return T(ctx, "ui_span_days_hours", "Days", days, "Hours", hours)
	case days > 0:
		return T(ctx, "ui_span_days", "Days", days)
	case hours > 0 && minutes%60 > 0:
		return T(ctx, "ui_span_hours_minutes", "Hours", hours, "Minutes", minutes%60)
	case hours > 0:
		return T(ctx, "ui_span_hours", "Hours", hours)
	}
	return T(ctx, "ui_span_minutes", "Minutes", minutes)
}
