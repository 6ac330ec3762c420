// Package ui is the frame around pages and the parts pages are made of: fields,
// badges, dates, amounts.
//
// It is the only package that reads the visitor's language, time zone and theme
// from the context; templates ask it for words (T) and moments (DateTime) and
// pass nothing along.
package ui

import (
	"context"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/place"
)

// Look is how the visitor sees the site.
type Look struct {
	Lang  string                   // a language of i18n
	Zone  *time.Location           // zone of the store; nil is UTC
	Theme account.Theme            // empty is as the system
	Now   time.Time                // now by the store's clock, UTC
	Asset func(name string) string // URL of a static file: "css/app.css"
}

type lookKey struct{}

// WithLook returns a context in which pages are rendered with the given look.
func WithLook(ctx context.Context, l Look) context.Context {
	return context.WithValue(ctx, lookKey{}, l)
}

func look(ctx context.Context) Look {
	l, _ := ctx.Value(lookKey{}).(Look)
	if l.Lang == "" {
		l.Lang = i18n.English
	}
	if l.Zone == nil {
		l.Zone = time.UTC
	}
	if l.Asset == nil {
		l.Asset = func(name string) string { return "/static/" + name }
	}
	return l
}

// Lang is the visitor's language: "en" or "zh".
func Lang(ctx context.Context) string { return look(ctx).Lang }

// Now is the present moment by the store's clock.
func Now(ctx context.Context) time.Time { return look(ctx).Now }

// Asset is the URL of a static file: Asset(ctx, "img/icons.svg").
func Asset(ctx context.Context, name string) string { return look(ctx).Asset(name) }

// T returns the message with the given key in the visitor's language; pairs are
// names and values for its placeholders. A pair named Count chooses the plural
// form. Moments are shown as DateTime, countries and statuses by their names.
func T(ctx context.Context, key string, pairs ...any) string {
	return i18n.T(look(ctx).Lang, key, shown(ctx, pairs)...)
}

// shown replaces the moments among the values of pairs by their text.
func shown(ctx context.Context, pairs []any) []any {
	out := make([]any, len(pairs))
	for i, v := range pairs {
		if t, ok := v.(time.Time); ok {
			v = DateTime(ctx, t)
		}
		out[i] = v
	}
	return out
}

// Word returns the word for a value that has one, such as a status.
func Word(ctx context.Context, v i18n.Keyed) string { return T(ctx, v.Key()) }

// CountryName is the country's name in the visitor's language.
func CountryName(ctx context.Context, c place.Country) string {
	return c.Name(i18n.Tag(look(ctx).Lang))
}
