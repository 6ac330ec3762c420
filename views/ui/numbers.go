package ui

import (
	"context"
	"strconv"
	"strings"
)

// Number writes a whole number with its thousands apart: "12,345". Both languages write it alike.
func Number[N ~int | ~int64](_ context.Context, n N) string {
	digits := strconv.FormatInt(int64(n), 10)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return sign + b.String()
}

// countLimit is where counting of lists stops.
const countLimit = 10_000

// Count writes the number of rows of a list; counting stops at 10,000, shown as "9,999+".
func Count(ctx context.Context, n int) string {
	if n >= countLimit {
		return Number(ctx, countLimit-1) + "+"
	}
	return Number(ctx, n)
}

// groups cuts a number people know into groups of four signs, which style sheets set apart.
func groups(number string) []string {
	var parts []string
	for len(number) > 4 {
		parts = append(parts, number[:4])
		number = number[4:]
	}
	return append(parts, number)
}
