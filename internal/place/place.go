// Package place holds countries and postal addresses.
package place

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/biter777/countries"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"sellerdesk/internal/errs"
)

// ErrCountry reports a text that is no country.
var ErrCountry = errs.New(errs.Invalid, "place_unknown_country")

// Country is an ISO 3166 alpha-2 code in capitals, such as "RU".
type Country string

// China is where parcels start.
const China Country = "CN"

// ParseCountry reads an alpha-2 or alpha-3 code, or a name in English or Chinese.
// "UK" is the United Kingdom, as in AliExpress's tables (facts, section 2.1).
func ParseCountry(s string) (Country, error) {
	text := strings.TrimSpace(s)
	if strings.EqualFold(text, "UK") {
		return "GB", nil
	}
	if c := countries.ByName(text); c != countries.Unknown && c != countries.None && c.IsValid() {
		return Country(c.Alpha2()), nil
	}
	if c, known := named(text); known {
		return c, nil
	}
	return "", ErrCountry.With("Text", s)
}

// Name is the country's name in a language of the site.
func (c Country) Name(lang language.Tag) string {
	region, err := language.ParseRegion(string(c))
	if err != nil {
		return string(c)
	}
	if name := namer(lang).Name(region); name != "" {
		return name
	}
	return string(c)
}

// namers are the tables of countries' names by language, each built once.
var namers sync.Map

func namer(lang language.Tag) display.Namer {
	if n, built := namers.Load(lang); built {
		return n.(display.Namer)
	}
	n, _ := namers.LoadOrStore(lang, display.Regions(lang))
	return n.(display.Namer)
}

// Address is where a parcel comes from or goes to. A phone or a mobile number is required.
type Address struct {
	Name     string
	Street   string
	District string // county or district; mostly empty outside China
	City     string
	Province string
	Country  Country
	Postal   string
	Phone    string
	Mobile   string
	Email    string
}

// Part is a part of an address, by the name of its field.
type Part string

// The parts.
const (
	Name     Part = "name"
	Street   Part = "street"
	District Part = "district"
	City     Part = "city"
	Province Part = "province"
	Postal   Part = "postal"
	Phone    Part = "phone"
	Mobile   Part = "mobile"
	Email    Part = "email"
)

// Parts lists every part.
var Parts = []Part{Name, Street, District, City, Province, Postal, Phone, Mobile, Email}

// Key is the key of the part's word.
func (p Part) Key() string { return "place_part_" + string(p) }

// limits are the lengths in bytes that the networks accept (facts, section 3).
var limits = []struct {
	field    string
	min, max int
	value    func(Address) string
}{
	{"name", 1, 90, func(a Address) string { return a.Name }},
	{"street", 1, 90, func(a Address) string { return a.Street }},
	{"district", 0, 20, func(a Address) string { return a.District }},
	{"city", 1, 48, func(a Address) string { return a.City }},
	{"province", 1, 48, func(a Address) string { return a.Province }},
	{"postal", 0, 20, func(a Address) string { return a.Postal }},
	{"phone", 0, 54, func(a Address) string { return a.Phone }},
	{"mobile", 0, 30, func(a Address) string { return a.Mobile }},
	{"email", 0, 64, func(a Address) string { return a.Email }},
}

// Check reports what is wrong with the address, field by field. Lengths are counted in bytes of UTF-8.
func (a Address) Check() errs.Fields {
	var problems errs.Fields
	for _, l := range limits {
		v := strings.TrimSpace(l.value(a))
		switch {
		case !utf8.ValidString(v) || strings.ContainsFunc(v, isControl):
			problems.Add(l.field, "place_unprintable")
		case len(v) < l.min:
			problems.Add(l.field, "place_required")
		case len(v) > l.max:
			problems.Add(l.field, "place_too_long", "Max", l.max, "Length", len(v))
		}
	}
	if a.Country == "" {
		problems.Add("country", "place_required")
	}
	if strings.TrimSpace(a.Phone) == "" && strings.TrimSpace(a.Mobile) == "" {
		problems.Add("phone", "place_phone_or_mobile")
	}
	return problems
}

func isControl(r rune) bool { return r < ' ' && r != '\n' || r == 0x7f }

// AnyPhone is the mobile number, or the phone number without one.
func (a Address) AnyPhone() string {
	if a.Mobile != "" {
		return a.Mobile
	}
	return a.Phone
}

// Short is the name for who may not read addresses: the first letter of each word.
func (a Address) Short() string {
	var short []string
	for _, word := range strings.Fields(a.Name) {
		first, _ := utf8.DecodeRuneInString(word)
		short = append(short, string(first)+".")
	}
	return strings.Join(short, " ")
}
