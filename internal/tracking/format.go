// Package tracking knows the numbers parcels travel under and the words for
// what happens to them on the way.
//
// A Format is the shape of one carrier's numbers with its check digit; a Code
// is one thing that can happen to a parcel; a Carrier is one that a seller may
// name in a shipping notice. Patterns and check digits are those of the
// couriers' published rules (facts, section 7), event codes those of Cainiao
// (facts, section 9). Which event moves a parcel to which state is not decided
// here; see package parcel.
package tracking

import (
	"regexp"
	"slices"
	"strings"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/place"
)

// Errors this package reports.
var (
	ErrFormat     = errs.New(errs.Invalid, "tracking_bad_format")
	ErrShape      = errs.New(errs.Invalid, "tracking_bad_number")
	ErrCheckDigit = errs.New(errs.Invalid, "tracking_bad_check_digit")
	ErrCountry    = errs.New(errs.Invalid, "tracking_bad_country")
	ErrExhausted  = errs.New(errs.Unavailable, "tracking_numbers_exhausted")
)

// Format is the shape of a family of numbers.
type Format string

// The formats.
const (
	Postal         Format = "s10"      // any postal operator: two letters, nine digits, country
	EMS            Format = "ems"      // postal numbers of express mail
	UPS            Format = "ups"      // 1Z numbers
	FedExExpress   Format = "fedex_12" // 12 digits
	FedExGround    Format = "fedex_15" // 15 digits
	DHLExpress     Format = "dhl"      // 10 digits
	TNT            Format = "tnt"
	TOLL           Format = "toll"
	Aramex         Format = "aramex"
	SF             Format = "sf"
	USPS           Format = "usps"
	YunExpress     Format = "yunexpress"
	Yanwen         Format = "yanwen"
	Ruston         Format = "ruston"
	Cainiao        Format = "cainiao"
	LogisticsOrder Format = "lp" // Cainiao's logistics orders
)

// Formats are all formats, those with a check digit first.
var Formats = []Format{Postal, EMS, UPS, FedExExpress, FedExGround, DHLExpress, USPS,
	TNT, TOLL, Aramex, SF, YunExpress, Yanwen, Ruston, Cainiao, LogisticsOrder}

// rule is how the numbers of a format look. A number that fits one of the
// patterns must also pass the check of its format, where there is one.
type rule struct {
	patterns []*regexp.Regexp
	check    func(number string) error
	example  string
}

// rules says how the numbers of each format look (facts, section 7). Couriers
// without a published check digit are known by their pattern only.
var rules = map[Format]rule{
	Postal:         {shapes(s10Shape), checkS10, "RB123456785GB"},
	EMS:            {shapes(`E[A-Z]\d{9}[A-Z]{2}`), checkS10, "EE123456785CN"},
	UPS:            {shapes(`1Z[A-Z0-9]{15}\d`), digit(upsDigit), "1Z5R89390357567127"},
	FedExExpress:   {shapes(`\d{12}`), digit(fedExExpressDigit), "986578788855"},
	FedExGround:    {shapes(`\d{15}`), digit(mod10Digit), "568283610012734"},
	DHLExpress:     {shapes(`\d{10}`), digit(dhlDigit), "3318810025"},
	USPS:           {shapes(`(420\d{5}(\d{4})?)?(\d{20}|\d{22})`), checkUSPS, "9400111206206406260787"},
	TNT:            {shapes(`\d{6}`, `\d{9}`, `G[ED]\d{9}WW`), nil, "GE123456789WW"},
	TOLL:           {shapes(`\d{9}`, `\d{12}`), nil, "123456789"},
	Aramex:         {shapes(`\d{10,12}`, `\d{20}`), nil, "12345678901"},
	SF:             {shapes(`\d{12}`, `SF\d{12,13}`, `R\d{9}NL`), nil, "SF1234567890123"},
	YunExpress:     {shapes(`YT\d{16}`), nil, "YT1234567890123456"},
	Yanwen:         {shapes(`Y[A-Z0-9]{10}`, `[A-Z]{2}\d{9}Y[PW]`, s10CN(`[A-Z]{2}`)), checkChinesePost, "UE123456789YP"},
	Ruston:         {shapes(`CH\d{9}`, s10CN(`[RC][A-Z]|XA`)), checkChinesePost, "CH123456789"},
	Cainiao:        {shapes(`CNG00\d{12}`), nil, "CNG00123456789012"},
	LogisticsOrder: {shapes(`LP\d{14}`), nil, "LP00143017183663"},
}

// shapes compiles patterns that a whole number must fit.
func shapes(patterns ...string) []*regexp.Regexp {
	compiled := make([]*regexp.Regexp, len(patterns))
	for i, p := range patterns {
		compiled[i] = regexp.MustCompile(`^(?:` + p + `)$`)
	}
	return compiled
}

func s10CN(prefix string) string { return `(?:` + prefix + `)\d{9}CN` }

// checkChinesePost applies the postal check digit to numbers that came from
// China Post, and nothing to the carrier's own.
func checkChinesePost(number string) error {
	if strings.HasSuffix(number, "CN") && len(number) == 13 {
		return checkS10(number)
	}
	return nil
}

// Normalise brings a typed or scanned number into the form it is stored in:
// capitals, without blanks and hyphens.
func Normalise(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '\t' || r == '-' || r == '\u00a0' || r == '\u3000':
			return -1
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		}
		return r
	}, strings.TrimSpace(text))
}

// Check reports what is wrong with a normalised number of a format: its shape,
// its country or its check digit. Not every wrong digit is found: some pairs of
// remainders share a check digit (postal, FedEx Express, DHL).
func Check(f Format, number string) error {
	r, known := rules[f]
	if !known {
		return ErrFormat.With("Format", string(f))
	}
	if !slices.ContainsFunc(r.patterns, func(p *regexp.Regexp) bool { return p.MatchString(number) }) {
		return ErrShape.With("Number", number, "Example", r.example)
	}
	if r.check == nil {
		return nil
	}
	return r.check(number)
}

// Example is a number of the format, for the hint beside a field.
func (f Format) Example() string { return rules[f].example }

// exists reports whether two letters are the code of a country that exists.
func exists(country string) bool {
	c, err := place.ParseCountry(country)
	return err == nil && string(c) == country
}
