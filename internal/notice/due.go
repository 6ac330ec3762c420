package notice

import "time"

// Calendar knows the public holidays of China.
type Calendar interface {
	// Collects reports whether drivers work on the day of a moment; on a Monday to Friday
	// they do not only if it is a public holiday.
	Collects(at time.Time) bool
}

// DueAfter is when the first scan of a notice filled at now is due: at the end of
// the fifth working day after it, in the store's time zone.
func DueAfter(now time.Time, zone *time.Location, c Calendar) time.Time {
	local := now.In(zone)
	noon := time.Date(local.Year(), local.Month(), local.Day(), 12, 0, 0, 0, zone)
	for left := ScanDays; left > 0; {
		noon = noon.AddDate(0, 0, 1)
		if isWorkingDay(noon, c) {
			left--
		}
	}
	return time.Date(noon.Year(), noon.Month(), noon.Day()+1, 0, 0, 0, 0, zone).UTC()
}

func isWorkingDay(noon time.Time, c Calendar) bool {
	weekend := noon.Weekday() == time.Saturday || noon.Weekday() == time.Sunday
	return !weekend && c.Collects(noon)
}
