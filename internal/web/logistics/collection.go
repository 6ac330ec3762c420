package logistics

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/warehouse"
	"sellerdesk/internal/web/form"
	views "sellerdesk/views/logistics"
	"sellerdesk/views/ui"
)

// collection shows where each service collects, and who does so at the store's door.
func (h *handler) collection(c echo.Context) error {
	r, err := h.read(c)
	if err != nil {
		return err
	}
	store, ctx := h.pages.Store(c), c.Request().Context()
	directory, err := h.Warehouses.Directory(ctx, store)
	if err != nil {
		return err
	}
	book, err := h.Book.List(ctx, store)
	if err != nil {
		return err
	}
	now := h.pages.Clock.Now(store)
	p := views.CollectionPage{
		Channels: r.tariffs.Channels(r.today), Weeks: weeks(directory.Calendar(), now), MayChange: h.pages.Visitor(c).May(account.Manage),
	}
	p.Cities = cities(directory, p.Channels)
	p.Pickups = slices.DeleteFunc(book, func(a address.Address) bool { return a.Kind != address.Pickup })
	p.From = pickup(r.form, p.Pickups)
	code, city := chosen(r.form, p.Channels), city(r.form, p.Cities)
	p.Lines, p.Detailed = lines(p, directory, code, city, now), code != "" || city != ""
	if p.Frame, err = h.pages.Frame(c, ui.Logistics, ui.CollectionRules, "ui_item_collection_rules"); err != nil {
		return err
	}
	p.Form = r.form.View()
	return h.pages.Render(c, r.form.Status(), views.Collection(p))
}

// lines are the services that are asked about, each with its match for the pick-up address.
// Of a city they are those that collect there, with the warehouse that is meant for it.
func lines(p views.CollectionPage, d *warehouse.Directory, code channel.Code, city string, now time.Time) []views.Line {
	var out []views.Line
	for _, c := range p.Channels {
		l := views.Line{Channel: c, Warehouses: d.Warehouses(c.Code)}
		l.Cities, l.Everywhere = d.Cities(c.Code)
		if p.From != nil {
			l.Match = match(d, c, warehouse.Pickup{Province: p.From.Province, City: p.From.City, District: p.From.District}, now)
		}
		there := match(d, c, warehouse.Pickup{City: city}, now)
		if city != "" && there != nil {
			l.Warehouses = []warehouse.Warehouse{there.Warehouse}
		}
		collects := there != nil && there.InRange && c.Collects(channel.DoorPickup)
		if (code == "" || c.Code == code) && (city == "" || collects) {
			out = append(out, l)
		}
	}
	return out
}

// match is how parcels of a channel at a place reach a warehouse; nil where the channel has none.
func match(d *warehouse.Directory, c channel.Channel, from warehouse.Pickup, now time.Time) *warehouse.Match {
	from.Channel = c.Code
	m, err := d.Match(from, now)
	if err != nil {
		return nil
	}
	return &m
}

// cities are those in which any channel collects, by their names.
func cities(d *warehouse.Directory, all []channel.Channel) []warehouse.City {
	var out []warehouse.City
	for _, c := range all {
		if c.Collects(channel.DoorPickup) {
			some, _ := d.Cities(c.Code)
			out = append(out, some...)
		}
	}
	slices.SortFunc(out, func(a, b warehouse.City) int { return cmp.Or(cmp.Compare(a.EN, b.EN), cmp.Compare(a.CN, b.CN)) })
	return slices.Compact(out)
}

// city reads the city that is asked about, by its Chinese name; empty is every one.
func city(f *form.Form, all []warehouse.City) string {
	if !f.Filled("city") {
		return ""
	}
	choices := make([]string, len(all))
	for i, c := range all {
		choices[i] = c.CN
	}
	return form.OneOf(f, "city", choices)
}

// pickup is the pick-up address that is asked about, or the preferred one; nil where there is none.
func pickup(f *form.Form, book []address.Address) *address.Address {
	if len(book) == 0 {
		return nil
	}
	ids := make([]string, len(book))
	for i, a := range book {
		ids[i] = strconv.FormatInt(int64(a.ID), 10)
	}
	if i := slices.Index(ids, form.OneOf(f, "pickup", append(ids, ""))); i > 0 {
		return &book[i]
	}
	return &book[0]
}

// china is the one time zone of China, whose days collections go by.
var china = time.FixedZone("CST", 8*60*60)

// shownWeeks is how many weeks of the calendar are shown, the present one first.
const shownWeeks = 5

// weeks are the days of collection from Monday of the present week on.
func weeks(calendar warehouse.Calendar, now time.Time) [][]views.Day {
	local := now.In(china)
	today := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, china)
	day := today.AddDate(0, 0, -(int(today.Weekday())+6)%7)
	out := make([][]views.Day, shownWeeks)
	for w := range out {
		for range 7 {
			out[w] = append(out[w], views.Day{At: day, Past: day.Before(today), Today: day.Equal(today), Collects: calendar.Collects(day)})
			day = day.AddDate(0, 0, 1)
		}
	}
	return out
}
