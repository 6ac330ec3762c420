// Package filter reads what the lists of the site are filtered by, from the
// address of a list or from a form that carries the same fields.
package filter

import (
	"strings"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/web/form"
	"sellerdesk/views/ui"
)

// longestSearch is the longest text that is looked for, in characters.
const longestSearch = 100

// The fields of the lists: what they are filtered by, and the place in them last.
var (
	OrderFields  = []string{"tab", "waiting", "q", "country", "channel", "category", "from", "to", "at"}
	ParcelFields = []string{"status", "q", "page"}
)

// Orders reads the filter of My Orders. A tab, box or place in the list that no
// page offers is an error; a field that cannot be read is a problem of the form
// and filters nothing.
func Orders(f *form.Form, v account.Visitor, now time.Time) (order.Filter, error) {
	filter := order.Filter{
		Store: v.Store.ID, Now: now, DayEnd: dayEnd(now, v.Store.Location()),
		Text:    f.Text("q", longestSearch),
		Country: country(f.Text("country", 40)),
		Channel: channel.Code(f.Text("channel", 40)),
	}
	var err error
	if filter.Tab, err = order.ParseTab(f.Text("tab", 40)); err != nil {
		return filter, err
	}
	if filter.Waiting, err = order.ParseWaiting(f.Text("waiting", 40)); err != nil {
		return filter, err
	}
	if filter.Cursor, err = paging.Parse(f.Text("at", 200)); err != nil {
		return filter, err
	}
	if text := f.Text("category", 40); text != "" {
		if filter.Category, err = channel.ParseCategory(text); err != nil {
			return filter, err
		}
	}
	filter.PaidFrom, filter.PaidTo = paidBetween(f, v.Store.Location())
	return filter, nil
}

// paidBetween reads the days between which orders were paid; the last day counts whole.
func paidBetween(f *form.Form, zone *time.Location) (from, to time.Time) {
	if f.Filled("from") {
		from = f.Day("from", zone)
	}
	if f.Filled("to") {
		if to = f.Day("to", zone); !to.IsZero() {
			to = dayEnd(to, zone)
		}
	}
	return from, to
}

// dayEnd is the end of a store's day.
func dayEnd(now time.Time, zone *time.Location) time.Time {
	y, m, d := now.In(zone).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, zone)
}

// country reads the country of the filter; one that is none finds nothing rather than everything.
func country(text string) place.Country {
	c, err := place.ParseCountry(text)
	if text != "" && err != nil {
		return place.Country(text)
	}
	return c
}

// Parcels reads the filter of International Parcel Orders. A longer text than is
// looked for is cut.
func Parcels(f *form.Form, store account.StoreID) (parcel.Filter, error) {
	view := f.View()
	filter := parcel.Filter{Store: store, Text: strings.TrimSpace(view.Value("q"))}
	if text := []rune(filter.Text); len(text) > longestSearch {
		filter.Text = string(text[:longestSearch])
	}
	var err error
	if filter.Option, err = parcel.ParseOption(f.Text("status", 50)); err != nil {
		return filter, err
	}
	filter.Cursor, err = paging.Parse(f.Text("page", 200))
	return filter, err
}

// Pairs are the filled ones of some fields, for an address with the same filter.
func Pairs(f *form.Form, fields []string) (pairs []string) {
	view := f.View()
	for _, name := range fields {
		pairs = append(pairs, name, view.Value(name))
	}
	return pairs
}

// Hidden are the filled ones of some fields, for a form that carries them.
func Hidden(f *form.Form, fields []string) (hidden []ui.Hidden) {
	view := f.View()
	for _, name := range fields {
		if text := view.Value(name); text != "" {
			hidden = append(hidden, ui.Hidden{Name: name, Value: text})
		}
	}
	return hidden
}
