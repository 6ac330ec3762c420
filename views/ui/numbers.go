package ui

import (
	"context"
	"regexp"

	"sellerdesk/internal/i18n"
	"sellerdesk/internal/measure"
)

// Number writes a whole number with its thousands apart: "12,345". Both languages write it alike.
func Number[N ~int | ~int64](_ context.Context, n N) string {
	return i18n.Number(int64(n))
}

// Weight writes a weight with its unit: "246 g", in Chinese "246 克".
func Weight(ctx context.Context, w measure.Weight) string { return i18n.Weight(Lang(ctx), w) }

// Size writes a size with its unit: "20 × 15 × 4.5 cm", in Chinese "20 × 15 × 4.5 厘米".
func Size(ctx context.Context, s measure.Size) string { return i18n.Size(Lang(ctx), s) }

// countLimit is where counting of lists stops.
const countLimit = 10_000

// Count writes the number of rows of a list; counting stops at 10,000, shown as "9,999+".
func Count(ctx context.Context, n int) string {
	if n >= countLimit {
		return Number(ctx, countLimit-1) + "+"
	}
	return Number(ctx, n)
}

// postal is a waybill number of a postal service, in the groups of the Universal Postal Union's standard S10.
var postal = regexp.MustCompile(`^([A-Z]{2})(\d{3})(\d{3})(\d{3})([A-Z]{2})$`)

// groups cuts a number people know into groups of four signs, which style sheets
// set apart; no sign is left alone at the end.
func groups(number string) []string {
	if parts := postal.FindStringSubmatch(number); parts != nil {
		return parts[1:]
	}
	var parts []string
	for len(number) > 5 {
		parts = append(parts, number[:4])
		number = number[4:]
	}
	return append(parts, number)
}
