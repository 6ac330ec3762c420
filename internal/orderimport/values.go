package orderimport

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/money"
)

// Errors about the value of a cell; the reader of the row adds the name of its column.
var (
	errAmount   = errs.New(errs.Invalid, "orderimport_bad_amount")
	errCurrency = errs.New(errs.Invalid, "orderimport_bad_currency")
	errTime     = errs.New(errs.Invalid, "orderimport_bad_time")
	errDamaged  = errs.New(errs.Invalid, "orderimport_damaged_number")
	errNumber   = errs.New(errs.Invalid, "orderimport_bad_number")
	errStatus   = errs.New(errs.Invalid, "orderimport_bad_status")
	errCountry  = errs.New(errs.Invalid, "orderimport_bad_country")
)

var (
	dollars   = regexp.MustCompile(`(?i)^(-?)\s*(?:US\s*\$|USD|\$)?\s*(-?)\s*([\d.,]+)\s*(?:USD|US\s*\$)?$`)
	thousands = regexp.MustCompile(`^\d{1,3}(,\d{3})+(\.\d+)?$`)
	foreign   = regexp.MustCompile(`[\pL\p{Sc}]`)
)

// parseAmount reads an amount in US dollars, the currency of orders: "US $1,234.50", "$ 12.3", "-5".
func parseAmount(text string) (money.Money, *errs.Error) {
	m := dollars.FindStringSubmatch(text)
	if m == nil && foreign.MatchString(text) {
		return money.Money{}, errCurrency
	}
	if m == nil {
		return money.Money{}, errAmount
	}
	digits := m[3]
	if thousands.MatchString(digits) {
		digits = strings.ReplaceAll(digits, ",", "")
	}
	amount, err := money.Parse(digits, money.USD)
	if err != nil {
		return money.Money{}, errAmount
	}
	if m[1]+m[2] != "" {
		amount = amount.Neg()
	}
	return amount, nil
}

var timeForms = []string{"2006-1-2 15:4:5", "2006-1-2 15:4"}

// parseTime reads a time of the zone, "2026-11-18 09:21". A day alone is its first moment,
// and wholeDay is true.
func parseTime(text string, zone *time.Location) (t time.Time, wholeDay bool, problem *errs.Error) {
	text = strings.NewReplacer("/", "-", ".", "-", "年", "-", "月", "-", "日", " ", "T", " ").Replace(text)
	text = strings.Join(strings.Fields(text), " ")
	for _, form := range timeForms {
		if t, err := time.ParseInLocation(form, text, zone); err == nil {
			return t.UTC(), false, nil
		}
	}
	if t, err := time.ParseInLocation("2006-1-2", text, zone); err == nil {
		return t.UTC(), true, nil
	}
	return time.Time{}, false, errTime
}

// left matches a remaining time: "3天5小时", "剩余 2 天", "1 day 4 hours".
var left = regexp.MustCompile(`(?i)^(?:剩余|还剩)?\s*(?:(\d{1,3})\s*(?:天|days?|d))?\s*(?:(\d{1,3})\s*(?:小时|时|hours?|h))?\s*(?:(\d{1,3})\s*(?:分钟|分|minutes?|min|m))?\s*(?:left)?$`)

// parseDeadline reads the time by which an order must be shipped: a time, a day, which
// counts to its end, or what is left from now.
func parseDeadline(text string, zone *time.Location, now time.Time) (time.Time, *errs.Error) {
	if m := left.FindStringSubmatch(text); m != nil && m[1]+m[2]+m[3] != "" {
		var minutes int
		for i, unit := range []int{24 * 60, 60, 1} {
			n, _ := strconv.Atoi(m[i+1]) // up to three digits; none are 0
			minutes += n * unit
		}
		return now.Add(time.Duration(minutes) * time.Minute).UTC(), nil
	}
	t, wholeDay, problem := parseTime(text, zone)
	if wholeDay {
		y, month, day := t.In(zone).Date()
		t = time.Date(y, month, day+1, 0, 0, -1, 0, zone).UTC()
	}
	return t, problem
}

var (
	wholeNumber = regexp.MustCompile(`^\d{14,16}$`)
	rounded     = regexp.MustCompile(`(?i)^\d(\.\d+)?E\+?\d+$|^\d{8,10}000000$`)
)

// parseNumber reads an order number. Programs mark it as text by an apostrophe or ="…". A number that
// Excel has turned into a rounded one, 8.01235E+15, or that ends as such do, is refused: its
// true digits are lost.
func parseNumber(text string) (string, *errs.Error) {
	text = strings.Trim(strings.TrimPrefix(oneLine(text), "="), "'`\"")
	switch {
	case rounded.MatchString(text):
		return text, errDamaged
	case !wholeNumber.MatchString(text):
		return text, errNumber
	}
	return text, nil
}
