// Package measure holds weights in grams and sizes in millimetres.
package measure

import (
	"fmt"
	"strings"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/money"
)

// Errors this package reports.
var (
	ErrWeight = errs.New(errs.Invalid, "measure_bad_weight")
	ErrSize   = errs.New(errs.Invalid, "measure_bad_size")
)

// Weight is a weight in grams.
type Weight int64

// Kilogram is 1,000 grams.
const Kilogram Weight = 1000

// ParseKilograms reads kilograms with at most three places: "0.246" is 246 grams.
func ParseKilograms(s string) (Weight, error) {
	n, err := money.ParseDecimal(s, 3)
	if err != nil || n < 0 {
		return 0, ErrWeight.With("Text", s)
	}
	return Weight(n), nil
}

// Kilograms is the weight in kilograms with three places: "0.246".
func (w Weight) Kilograms() string { return money.FormatDecimal(int64(w), 3) }

// String is the weight as pages show it: "246 g".
func (w Weight) String() string { return fmt.Sprintf("%d g", int64(w)) }

// Size is the size of a parcel or product in millimetres. The zero value is "unknown".
type Size struct {
	Length, Width, Height int64

	Roll bool // in roll form: Length is that of the roll, Width and Height are both its diameter
}

// RollOf is the size of a parcel in roll form.
func RollOf(length, diameter int64) Size {
	return Size{Length: length, Width: diameter, Height: diameter, Roll: true}
}

// ParseCentimetres reads a length in centimetres with at most one place, as millimetres.
func ParseCentimetres(s string) (int64, error) {
	n, err := money.ParseDecimal(s, 1)
	if err != nil || n < 0 {
		return 0, ErrSize.With("Text", s)
	}
	return n, nil
}

// Centimetres writes millimetres as centimetres with one place, without a trailing ".0".
func Centimetres(mm int64) string { return strings.TrimSuffix(money.FormatDecimal(mm, 1), ".0") }

// IsZero reports whether the size is unknown.
func (s Size) IsZero() bool { return s == Size{} }

// Longest is the longest of the three sides, in millimetres.
func (s Size) Longest() int64 { return max(s.Length, s.Width, s.Height) }

// Sum is length + width + height, in millimetres; of a roll that is its length and twice its diameter.
func (s Size) Sum() int64 { return s.Length + s.Width + s.Height }

// Face returns the sides of the largest face, the longer first, in millimetres: the one
// that carries the label.
func (s Size) Face() (long, short int64) {
	long = s.Longest()
	return long, s.Sum() - long - s.shortest()
}

func (s Size) shortest() int64 { return min(s.Length, s.Width, s.Height) }

// InBag is the size of a parcel whose largest face has at least the given sides: what is
// smaller travels in a bag of that size. Rolls and what is unknown stay as they are.
func (s Size) InBag(long, short int64) Size {
	l, w := s.Face()
	if s.Roll || s.IsZero() || l >= long && w >= short {
		return s
	}
	return Size{Length: max(l, long), Width: max(w, short), Height: s.shortest()}
}

// Volumetric returns the weight a carrier charges for the room the parcel
// takes, where divisor is cubic centimetres per kilogram, commonly 5000 or 8000.
// A gram begun counts whole.
func (s Size) Volumetric(divisor int64) Weight {
	cubicMillimetres := s.Length * s.Width * s.Height
	return Weight((cubicMillimetres + divisor - 1) / divisor) // mm³ ÷ (cm³/kg) = g
}

// String is the size as pages show it, in centimetres: "20 × 15 × 4.5 cm", and of a
// roll "Ø 10 × 60 cm".
func (s Size) String() string {
	if s.Roll {
		return "Ø " + Centimetres(s.Width) + " × " + Centimetres(s.Length) + " cm"
	}
	return Centimetres(s.Length) + " × " + Centimetres(s.Width) + " × " + Centimetres(s.Height) + " cm"
}
