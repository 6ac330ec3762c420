package tracking

import (
	"cmp"
	"fmt"
	"strings"

	"sellerdesk/internal/place"
)

// maker says how the numbers of a format are made from a serial number.
type maker struct {
	prefix string                   // the beginning of numbers for which none is given
	length int                      // characters of prefix and serial number together
	end    func(body string) string // what follows them
}

// makers are the ways to make numbers. Every format has one.
var makers = map[Format]maker{
	Postal:         {"RB", 10, postal},
	EMS:            {"EA", 10, postal},
	UPS:            {"1Z5R890204", 17, closed(upsDigit)},
	FedExExpress:   {"9", 11, closed(fedExExpressDigit)},
	FedExGround:    {"5682", 14, closed(mod10Digit)},
	DHLExpress:     {"33", 9, closed(dhlDigit)},
	USPS:           {"92001902", 21, closed(mod10Digit)},
	TNT:            {"GE", 11, open("WW")},
	TOLL:           {"8", 9, open("")},
	Aramex:         {"3", 11, open("")},
	SF:             {"SF1", 15, open("")},
	YunExpress:     {"YT24", 18, open("")},
	Yanwen:         {"Y", 11, open("")},
	Ruston:         {"CH", 11, open("")},
	Cainiao:        {"CNG00", 17, open("")},
	LogisticsOrder: {"LP00", 16, open("")},
}

// Make returns the number of a format for a serial number from 0 on. The number
// begins with prefix; one that only begins the format's usual prefix ("1Z"), or
// none, stands for that. A postal prefix of one letter ("R") gets a second one,
// a further letter with every hundred million numbers; postal numbers are those
// of a country's post, which is China's where none is given. Different serial numbers give different numbers, and when the
// format has no more of them, ErrExhausted.
func Make(f Format, prefix string, post place.Country, serial int64) (string, error) {
	m, known := makers[f]
	if !known {
		return "", ErrFormat.With("Format", string(f))
	}
	if (f == Postal || f == EMS) && len(prefix) == 1 {
		prefix, serial = secondLetter(prefix, serial)
	}
	if strings.HasPrefix(m.prefix, prefix) {
		prefix = m.prefix
	}
	body := prefix + fmt.Sprintf("%0*d", max(0, m.length-len(prefix)), serial)
	if serial < 0 || len(body) > m.length {
		return "", ErrExhausted.With("Format", string(f))
	}
	number := body + m.end(body)
	if f == Postal || f == EMS {
		number += string(cmp.Or(post, place.China))
	}
	return number, Check(f, number)
}

// secondLetter spreads serial numbers over the second letter of a postal number.
func secondLetter(first string, serial int64) (prefix string, rest int64) {
	const each = 100_000_000
	if serial < 0 || serial >= 26*each {
		return first + "A", serial
	}
	return first + string(rune('A'+serial/each)), serial % each
}

// postal closes the serial number of a postal number with its check digit.
func postal(body string) string {
	if len(body) != 10 {
		return ""
	}
	return string(s10Digit(body[2:]))
}

// closed ends a number with its check digit.
func closed(digit func(body string) byte) func(string) string {
	return func(body string) string { return string(digit(body)) }
}

// open ends a number that has no check digit.
func open(suffix string) func(string) string {
	return func(string) string { return suffix }
}
