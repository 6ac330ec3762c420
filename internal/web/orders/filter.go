package orders

import (
	"time"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/place"
	"sellerdesk/internal/web/form"
	"sellerdesk/views/ui"
)

// longestSearch is the longest text that is looked for, in characters.
const longestSearch = 100

// filter reads the filter of My Orders from the address of the page. A tab, box
// or place in the list that no page offers is an error; a field that cannot be
// read shows its problem and filters nothing.
func (h *handler) filter(c echo.Context) (order.Filter, ui.Form, error) {
	f, err := form.Query(c)
	if err != nil {
		return order.Filter{}, ui.Form{}, err
	}
	v := h.pages.Visitor(c)
	now := h.Clock.Now(v.Store.ID)
	filter := order.Filter{
		Store: v.Store.ID, Now: now, DayEnd: dayEnd(now, v.Store.Location()),
		Text:    f.Text("q", longestSearch),
		Country: country(f.Text("country", 40)),
		Channel: channel.Code(f.Text("channel", 40)),
	}
	if filter.Tab, err = order.ParseTab(c.QueryParam("tab")); err != nil {
		return filter, f.View(), err
	}
	if filter.Waiting, err = order.ParseWaiting(c.QueryParam("waiting")); err != nil {
		return filter, f.View(), err
	}
	if filter.Cursor, err = paging.Parse(c.QueryParam("at")); err != nil {
		return filter, f.View(), err
	}
	if text := c.QueryParam("category"); text != "" {
		if filter.Category, err = channel.ParseCategory(text); err != nil {
			return filter, f.View(), err
		}
	}
	filter.PaidFrom, filter.PaidTo = paidBetween(f, v.Store.Location())
	return filter, f.View(), nil
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
