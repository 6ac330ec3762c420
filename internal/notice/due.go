package notice

import "time"

// Holidays are the days, such as "2026-10-01", on which nobody works although they are not at a weekend.
type Holidays map[string]bool

// DateLayout is how days are written.
const DateLayout = "2006-01-02"

// DueAfter is when the first scan of a notice filled at now is due: at the end of
// the fifth working day after it, in the store's time zone.
func DueAfter(now time.Time, zone *time.Location, h Holidays) time.Time {
	day := now.In(zone)
	for left := ScanDays; left > 0; {
		day = day.AddDate(0, 0, 1)
		if isWorkingDay(day, h) {
			left--
		}
	}
	return time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, zone).UTC()
}

func isWorkingDay(day time.Time, h Holidays) bool {
	weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
	return !weekend && !h[day.Format(DateLayout)]
}
