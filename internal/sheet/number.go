package sheet

import (
	"math"
	"strconv"
	"strings"
	"time"

	"sellerdesk/internal/errs"
)

// trustedDigits is the number of digits that Excel keeps; it fills longer numbers up with zeros.
const trustedDigits = 15

// number returns the text of a cell that holds a number: a date in ISO form if its style
// shows one, which is a problem in a form; otherwise the number's digits. A number of more than 15 digits cannot be trusted.
func (b *book) number(stored string, style int) (string, *errs.Error) {
	if stored == "" {
		return "", nil
	}
	value, err := strconv.ParseFloat(stored, 64)
	if err != nil || strings.Trim(stored, "0123456789.+-eE") != "" {
		return stored, ErrNumber
	}
	if b.dates[style] {
		text, problem := b.date(stored, value)
		if b.form {
			problem = ErrDay
		}
		return text, problem
	}
	return plain(stored, value)
}

// plain writes a number as it was typed. The file holds binary fractions with up to 17 digits,
// 4.35 as 4.3499999999999996: the shortest text for the same binary fraction is the one that
// was typed, and if that has more than 15 digits, some of them are not what was typed.
func plain(stored string, value float64) (string, *errs.Error) {
	text := strconv.FormatFloat(value, 'f', -1, 64)
	digits := strings.TrimLeft(strings.ReplaceAll(strings.TrimPrefix(text, "-"), ".", ""), "0")
	if len(digits) > trustedDigits || len(text) > 2*trustedDigits {
		return stored, ErrNumber
	}
	return text, nil
}

// The dates that can be told: days count from 30 December 1899, right from 1 March 1900 on
// because Excel knows a 29 February 1900, up to the end of the year 9999.
const (
	firstDay    = 61
	lastDay     = 2958466
	days1904    = 1462 // how much later the days of old Macs begin
	secondsADay = 86400
)

// date writes a day, a time, or both, rounded to seconds.
func (b *book) date(stored string, value float64) (string, *errs.Error) {
	if value >= 0 && value < 1 {
		return moment(value).Format(clock(moment(value))), nil
	}
	if b.from1904 {
		value += days1904
	}
	if value < firstDay || value >= lastDay {
		return stored, ErrDate
	}
	t := moment(value)
	if t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 {
		return t.Format(time.DateOnly), nil
	}
	return t.Format(time.DateOnly + " " + clock(t)), nil
}

// clock is the form of a time of day, with seconds where there are any.
func clock(t time.Time) string {
	if t.Second() == 0 {
		return "15:04"
	}
	return time.TimeOnly
}

func moment(days float64) time.Time {
	seconds := time.Duration(math.Round(days * secondsADay))
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).
		AddDate(0, 0, int(seconds/secondsADay)).Add(seconds % secondsADay * time.Second)
}
