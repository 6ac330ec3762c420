package i18n

import (
	"maps"
	"reflect"
	"strconv"

	"golang.org/x/text/language"

	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
)

// Keyed is a value whose word for people is a message, such as a status.
type Keyed interface{ Key() string }

// Named is a value that has a name in each language of its own, such as a country or a logistics channel.
type Named interface {
	Name(lang language.Tag) string
}

// words replaces values by their text in the language: those that have a word or
// a name, weights and sizes with their units, and whole numbers with their
// thousands apart.
func words(lang string, args map[string]any) map[string]any {
	out := maps.Clone(args)
	if out == nil {
		out = map[string]any{}
	}
	for name, value := range out {
		switch v := value.(type) {
		case Keyed:
			out[name] = T(lang, v.Key())
		case Named:
			out[name] = v.Name(Tag(lang))
		case measure.Weight:
			out[name] = weight{v, Weight(lang, v)}
		case measure.Size:
			out[name] = size{v, Size(lang, v)}
		case int, int64:
			n, _ := whole(v)
			out[name] = Number(n)
		}
	}
	return out
}

// whole reads a count of any integer type.
func whole(v any) (int64, bool) {
	r := reflect.ValueOf(v)
	if !r.IsValid() || !r.CanInt() {
		return 0, false
	}
	return r.Int(), true
}

// Number writes a whole number with its thousands apart: "12,345". Both languages write it alike.
func Number(n int64) string { return money.Thousands(strconv.FormatInt(n, 10)) }

// Weight writes a weight with its unit in the language: "1,310 g", "1,310 克".
func Weight(lang string, w measure.Weight) string {
	return T(lang, "measure_grams", "Grams", int64(w))
}

// Size writes a size with its unit in the language: "20 × 15 × 4.5 cm", and of a roll "Ø 10 × 60 cm".
func Size(lang string, s measure.Size) string {
	if s.Roll {
		return T(lang, "measure_roll", "Diameter", measure.Centimetres(s.Width), "Length", measure.Centimetres(s.Length))
	}
	return T(lang, "measure_size", "Length", measure.Centimetres(s.Length),
		"Width", measure.Centimetres(s.Width), "Height", measure.Centimetres(s.Height))
}

// weight and size are values in a message: written in its language, with the
// methods by which a message shows them otherwise, such as in kilograms.
type weight struct {
	measure.Weight
	text string
}

func (w weight) String() string { return w.text }

type size struct {
	measure.Size
	text string
}

func (s size) String() string { return s.text }
