package warehouse

import (
	"slices"
	"time"

	"sellerdesk/internal/channel"
)

// china is the one time zone of China.
var china = time.FixedZone("CST", 8*60*60)

// Collection is a visit of the channel's driver.
type Collection struct{ From, To time.Time }

// Calendar knows the days on which parcels are collected: Monday to Saturday
// without public holidays. The working weekends around long holidays are not
// in it, for drivers keep their own.
type Calendar struct{ holidays []channel.Date }

// NewCalendar returns the calendar with the given holidays.
func NewCalendar(holidays []Holiday) Calendar {
	var days []channel.Date
	for _, h := range holidays {
		days = append(days, h.Date)
	}
	slices.Sort(days)
	return Calendar{days}
}

// Collects reports whether parcels are collected on the day in China of a moment.
func (c Calendar) Collects(at time.Time) bool {
	_, holiday := slices.BinarySearch(c.holidays, channel.DateOf(at))
	return !holiday && at.In(china).Weekday() != time.Sunday
}

// Next returns the next visit for a parcel that is announced at a moment: on
// the same day before the cut-off, else on the next day with collection.
func (c Calendar) Next(at time.Time, h Hours) Collection {
	local := at.In(china)
	day := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, china)
	if c.Collects(day) && local.Before(h.CutOff.on(day)) {
		return Collection{From: max(h.Opens, h.CutOff).on(day).UTC(), To: h.Closes.on(day).UTC()}
	}
	for day = day.AddDate(0, 0, 1); !c.Collects(day); {
		day = day.AddDate(0, 0, 1)
	}
	return Collection{From: h.Opens.on(day).UTC(), To: h.Closes.on(day).UTC()}
}

// on returns the moment it is t on a day that begins at midnight.
func (t TimeOfDay) on(day time.Time) time.Time { return day.Add(time.Duration(t) * time.Minute) }
