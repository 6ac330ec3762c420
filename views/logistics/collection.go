package logistics

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"sellerdesk/internal/address"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/warehouse"
	"sellerdesk/views/ui"
)

// CollectionPage is what Collection Rules shows.
type CollectionPage struct {
	Frame    ui.Frame
	Form     ui.Form
	Channels []channel.Channel // to choose from
	Cities   []warehouse.City  // to choose from
	Pickups  []address.Address // of the store's address book
	From     *address.Address  // the one that is matched; nil where the book has none
	Lines    []Line
	Detailed bool // warehouses are written out: one channel or one city is asked about
	Weeks    [][]Day

	MayChange bool // the visitor may change warehouses and holidays
}

// Line is how parcels of one channel reach their warehouse.
type Line struct {
	Channel    channel.Channel
	Cities     []warehouse.City // in which it collects
	Everywhere bool             // it collects in all of China
	Warehouses []warehouse.Warehouse
	Match      *warehouse.Match // for the pick-up address; nil without one
}

// AtTheDoor reports whether parcels at the pick-up address are collected.
func (l Line) AtTheDoor() bool {
	return l.Match != nil && l.Match.InRange && l.Channel.Collects(channel.DoorPickup)
}

// Day is a day of the calendar of collections.
type Day struct {
	At       time.Time // midnight in China
	Past     bool
	Today    bool
	Collects bool
}

// daily is what a day is for collections.
type daily string

// The kinds of days.
const (
	collectionDay daily = "collection"
	sunday        daily = "sunday"
	holiday       daily = "holiday"
)

// Key is the key of the word for it.
func (d daily) Key() string { return "collection_day_" + string(d) }

// kind is what a day is for collections.
func (d Day) kind() daily {
	switch {
	case d.Collects:
		return collectionDay
	case d.At.Weekday() == time.Sunday:
		return sunday
	}
	return holiday
}

// date is the day of the month, with the month where one begins.
func (d Day) date(ctx context.Context, first bool) string {
	switch {
	case !first && d.At.Day() > 1:
		return strconv.Itoa(d.At.Day())
	case ui.Lang(ctx) == i18n.Chinese:
		return d.At.Format("1月2日")
	}
	return d.At.Format("2 Jan")
}

// weekday is a day of the week.
type weekday string

// weekdays are the days of a week, Monday first.
var weekdays = []weekday{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

// Key is the key of its short name.
func (d weekday) Key() string { return "collection_weekday_" + string(d) }

// town is the town of a pick-up address, as it was written.
func town(a address.Address) string {
	parts := slices.DeleteFunc([]string{a.Province, a.City, a.District}, func(s string) bool { return s == "" })
	return strings.Join(parts, " ")
}

// pickupOptions are the pick-up addresses of the book to choose from.
func (p CollectionPage) pickupOptions() []ui.Option {
	options := make([]ui.Option, len(p.Pickups))
	for i, a := range p.Pickups {
		options[i] = ui.Option{Value: strconv.FormatInt(int64(a.ID), 10), Text: town(a)}
	}
	return options
}

// cityOptions are the cities in which any channel collects.
func (p CollectionPage) cityOptions(ctx context.Context) []ui.Option {
	options := []ui.Option{{Text: ui.T(ctx, "collection_any_city")}}
	for _, c := range p.Cities {
		options = append(options, ui.Option{Value: c.CN, Text: cityName(ctx, c)})
	}
	return options
}

// collected are the services that collect at the pick-up address.
func (p CollectionPage) collected() []Line {
	return slices.DeleteFunc(slices.Clone(p.Lines), func(l Line) bool { return !l.AtTheDoor() })
}

// soonest is the earliest collection at the pick-up address.
func (p CollectionPage) soonest() time.Time {
	var first time.Time
	for _, l := range p.collected() {
		if first.IsZero() || l.Match.Next.From.Before(first) {
			first = l.Match.Next.From
		}
	}
	return first
}

// warehouses are those of the services that are asked about.
func (p CollectionPage) warehouses() []warehouse.Warehouse {
	var all []warehouse.Warehouse
	for _, l := range p.Lines {
		all = append(all, l.Warehouses...)
	}
	return all
}

// names are the services whose warehouses have to be told apart.
func (p CollectionPage) names() ui.Channels {
	if len(p.Lines) == 1 {
		return nil
	}
	return ui.ChannelsOf(p.Channels)
}

// filtered reports whether not every service is asked about.
func (p CollectionPage) filtered() bool { return p.Form.Value("channel")+p.Form.Value("city") != "" }

// numberForm is a domestic express company by the form of its numbers.
type numberForm warehouse.Company

// Key is the key of the words for the form.
func (f numberForm) Key() string { return "collection_number_" + strings.ToLower(f.Code) }

// hours are the working hours of a warehouse.
func hours(ctx context.Context, h warehouse.Hours) string {
	return ui.T(ctx, "ship_hours", "Opens", h.Opens.String(), "Closes", h.Closes.String())
}

// threshold says from how many parcels a visit is free.
func threshold(ctx context.Context, w warehouse.Warehouse) string {
	if w.FreeFrom <= 1 {
		return ui.T(ctx, "collection_always_free")
	}
	return ui.T(ctx, "collection_free_from", "Count", w.FreeFrom)
}

// fewCities is how many cities are written out at once.
const fewCities = 6
