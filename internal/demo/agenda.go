package demo

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"sellerdesk/internal/errs"
)

// agenda is what will be done, the soonest first; at the same moment in the order it was noted.
type agenda []task

type task struct {
	at   time.Time
	what string
	do   func(context.Context) error
}

// note puts something on the agenda.
func (a *agenda) note(at time.Time, what string, do func(context.Context) error) {
	i, _ := slices.BinarySearchFunc(*a, at, func(t task, at time.Time) int {
		return cmp.Or(t.at.Compare(at), -1)
	})
	*a = slices.Insert(*a, i, task{at, what, do})
}

// live moves the clock of the store along, up to a moment, and does what is on the
// agenda until then. What the rules refuse by then is left undone: a parcel may
// have been lost, an order cancelled.
func (w *shop) live(ctx context.Context, until time.Time) error {
	for len(w.agenda) > 0 && !w.agenda[0].at.After(until) {
		next := w.agenda[0]
		w.agenda = w.agenda[1:]
		w.Clocks.Hold(w.store, next.at)
		if err := next.do(ctx); err != nil && !refused(err) {
			return fmt.Errorf("%s at %s: %w", next.what, next.at, err)
		}
	}
	return nil
}

// refused reports whether an error is an answer of the rules.
func refused(err error) bool {
	var fields errs.Fields
	return errs.KindOf(err) == errs.Conflict || errs.KindOf(err) == errs.NotFound || errors.As(err, &fields)
}

// working is the first moment from at on at which people work: 9:00 to 19:00 in Yiwu, without Sundays.
func working(at time.Time) time.Time {
	local := at.In(yiwu)
	switch h := local.Hour(); {
	case h >= 19:
		local = time.Date(local.Year(), local.Month(), local.Day()+1, 9, local.Minute(), local.Second(), 0, yiwu)
	case h < 9:
		local = time.Date(local.Year(), local.Month(), local.Day(), 9, local.Minute(), local.Second(), 0, yiwu)
	}
	if local.Weekday() == time.Sunday {
		local = local.AddDate(0, 0, 1)
	}
	return local.UTC()
}

// yiwu is the time zone of the first store; China has no summer time.
var yiwu = time.FixedZone("Yiwu", 8*60*60)
