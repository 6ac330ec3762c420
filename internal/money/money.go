// Package money holds exact amounts in minor units, and exchange rates.
//
// There are no floats: text is parsed into whole minor units and written from
// them. Freight rounds half away from zero (facts, section 2.1).
package money

import (
	"fmt"
	"math"
	"math/bits"
	"strconv"
	"strings"

	"sellerdesk/internal/errs"
)

// Currency is an ISO 4217 code.
type Currency string

// The currencies of the product: freight is kept in CNY, orders and declarations are in USD.
const (
	CNY Currency = "CNY"
	USD Currency = "USD"
)

// Errors this package reports.
var (
	ErrAmount   = errs.New(errs.Invalid, "money_bad_amount")
	ErrCurrency = errs.New(errs.Invalid, "money_bad_currency")
	ErrMixed    = errs.New(errs.Internal, "money_mixed_currencies")
	ErrOverflow = errs.New(errs.Invalid, "money_overflow")
)

// Money is an amount in minor units (cents, fen) of one currency.
// The zero value is "no amount": zero of no currency.
type Money struct {
	Minor    int64
	Currency Currency
}

// Of returns an amount from minor units: Of(1250, USD) is 12.50 US dollars.
func Of(minor int64, c Currency) Money { return Money{minor, c} }

// ParseCurrency reads a currency code of the product.
func ParseCurrency(s string) (Currency, error) {
	switch c := Currency(strings.ToUpper(strings.TrimSpace(s))); c {
	case CNY, USD:
		return c, nil
	}
	return "", ErrCurrency.With("Currency", s)
}

// Parse reads a decimal amount with at most two places, such as "12.5" or "-0.07".
func Parse(s string, c Currency) (Money, error) {
	minor, err := ParseDecimal(s, 2)
	if err != nil {
		return Money{}, err
	}
	return Money{minor, c}, nil
}

// ParseDecimal reads a decimal number as a whole count of its places-th part:
// ParseDecimal("0.246", 3) is 246. More places than that are an error.
func ParseDecimal(s string, places int) (int64, error) {
	text := strings.TrimSpace(s)
	digits, negative := strings.CutPrefix(text, "-")
	whole, frac, _ := strings.Cut(digits, ".")
	if whole == "" || len(frac) > places || !onlyDigits(whole) || !onlyDigits(frac) {
		return 0, ErrAmount.With("Text", s)
	}
	n, err := strconv.ParseInt(whole+frac+strings.Repeat("0", places-len(frac)), 10, 64)
	if err != nil {
		return 0, ErrOverflow
	}
	if negative {
		n = -n
	}
	return n, nil
}

func onlyDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// FormatDecimal writes n parts of the places-th decimal: FormatDecimal(246, 3) is "0.246".
func FormatDecimal(n int64, places int) string {
	sign := ""
	u := uint64(n)
	if n < 0 {
		sign, u = "-", -u
	}
	text := fmt.Sprintf("%0*d", places+1, u)
	if places == 0 {
		return sign + text
	}
	cut := len(text) - places
	return sign + text[:cut] + "." + text[cut:]
}

// Thousands sets the thousands of a decimal number apart: "-12,345.60" for "-12345.60".
func Thousands(decimal string) string {
	number, negative := strings.CutPrefix(decimal, "-")
	whole, rest, broken := strings.Cut(number, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if broken {
		whole += "." + rest
	}
	if negative {
		return "-" + whole
	}
	return whole
}

// IsZero reports whether the amount is nothing.
func (m Money) IsZero() bool { return m.Minor == 0 }

// Decimal is the bare number with two places, as in forms and files: "12.50".
func (m Money) Decimal() string { return FormatDecimal(m.Minor, 2) }

// String is the amount as pages show it, with its thousands apart: "CN¥31.10", "US $12,345.60".
func (m Money) String() string {
	sign, abs := "", Thousands(m.Decimal())
	if m.Minor < 0 {
		sign, abs = "-", strings.TrimPrefix(abs, "-")
	}
	switch m.Currency {
	case CNY:
		return sign + "CN¥" + abs
	case USD:
		return sign + "US $" + abs
	}
	return sign + abs
}

// Neg returns the amount with the opposite sign.
func (m Money) Neg() Money { return Money{-m.Minor, m.Currency} }

// Add returns m + o. Two currencies cannot be added; no amount adds nothing.
func (m Money) Add(o Money) (Money, error) {
	switch {
	case m == Money{}:
		return o, nil
	case o == Money{}:
		return m, nil
	case m.Currency != o.Currency:
		return Money{}, ErrMixed
	}
	sum := m.Minor + o.Minor
	if (sum > m.Minor) != (o.Minor > 0) {
		return Money{}, ErrOverflow
	}
	return Money{sum, m.Currency}, nil
}

// Times returns m × num ÷ den, rounded half away from zero; den is positive.
// Rates are fractions, never floats: 15 % is Times(15, 100). What does not fit is ErrOverflow.
func (m Money) Times(num, den int64) (Money, error) {
	n, err := MulDiv(m.Minor, num, den)
	return Money{n, m.Currency}, err
}

// MulDiv returns a × b ÷ den, rounded half away from zero, through 128 bits; den is positive.
func MulDiv(a, b, den int64) (int64, error) {
	if den <= 0 {
		return 0, ErrOverflow
	}
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	lo, carry := bits.Add64(lo, uint64(den)/2, 0)
	hi += carry
	if hi >= uint64(den) {
		return 0, ErrOverflow
	}
	q, _ := bits.Div64(hi, lo, uint64(den))
	if q > math.MaxInt64 {
		return 0, ErrOverflow
	}
	if (a < 0) != (b < 0) {
		return -int64(q), nil
	}
	return int64(q), nil
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// RateScale is the number of parts a Rate has per whole: rates have four decimal places.
const RateScale = 10000

// Rate is a price of one unit of a currency in another, in ten-thousandths:
// 72500 is 7.25 CNY for one USD.
type Rate int64

// ParseRate reads a positive rate with at most four places, such as "7.25".
func ParseRate(s string) (Rate, error) {
	n, err := ParseDecimal(s, 4)
	if err != nil || n <= 0 {
		return 0, ErrAmount.With("Text", s)
	}
	return Rate(n), nil
}

// String is the rate with four places: "7.2500".
func (r Rate) String() string { return FormatDecimal(int64(r), 4) }

// Convert returns m in currency to, at r units of to for one unit of m's currency, rounded half away from zero.
func (r Rate) Convert(m Money, to Currency) (Money, error) {
	n, err := MulDiv(m.Minor, int64(r), RateScale)
	return Money{n, to}, err
}

// Back returns m in currency to, at r units of m's currency for one unit of to, rounded half away from zero.
func (r Rate) Back(m Money, to Currency) (Money, error) {
	n, err := MulDiv(m.Minor, RateScale, int64(r))
	return Money{n, to}, err
}
