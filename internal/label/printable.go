package label

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-unidecode"
	"golang.org/x/text/unicode/norm"
)

// shown are the characters that labels print as they are, where a face has
// them: alphabets that need neither shaping nor another direction, Chinese and
// kana, and the signs in use with them. Arabic, Hebrew, Thai, Hangul, emoji and
// everything above U+FFFF is not among them.
var shown = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x0021, Hi: 0x007E, Stride: 1}, // ASCII
		{Lo: 0x00A1, Hi: 0x00AC, Stride: 1}, // Latin-1 without the soft hyphen
		{Lo: 0x00AE, Hi: 0x02AF, Stride: 1}, // Latin, phonetic letters
		{Lo: 0x02B9, Hi: 0x02C1, Stride: 1}, // letter-like apostrophes
		{Lo: 0x0370, Hi: 0x0482, Stride: 1}, // Greek, Cyrillic
		{Lo: 0x048A, Hi: 0x058F, Stride: 1}, // Cyrillic, Armenian
		{Lo: 0x10A0, Hi: 0x10FF, Stride: 1}, // Georgian
		{Lo: 0x1E00, Hi: 0x1FFF, Stride: 1}, // Latin and Greek with accents
		{Lo: 0x2010, Hi: 0x2027, Stride: 1}, // dashes, quotes, ellipsis
		{Lo: 0x2030, Hi: 0x205E, Stride: 1}, // per mille, primes
		{Lo: 0x2070, Hi: 0x209C, Stride: 1}, // raised and lowered digits
		{Lo: 0x20A0, Hi: 0x20BF, Stride: 1}, // currencies
		{Lo: 0x2100, Hi: 0x218B, Stride: 1}, // numero sign, fractions, Roman numerals
		{Lo: 0x2190, Hi: 0x22FF, Stride: 1}, // arrows, mathematics
		{Lo: 0x2460, Hi: 0x24FF, Stride: 1}, // circled digits
		{Lo: 0x25A0, Hi: 0x25FF, Stride: 1}, // squares and circles
		{Lo: 0x3001, Hi: 0x3029, Stride: 1}, // Chinese punctuation
		{Lo: 0x3030, Hi: 0x303D, Stride: 1}, // Chinese signs
		{Lo: 0x3041, Hi: 0x3096, Stride: 1}, // Hiragana
		{Lo: 0x309B, Hi: 0x30FF, Stride: 1}, // Katakana
		{Lo: 0x3105, Hi: 0x312F, Stride: 1}, // Bopomofo
		{Lo: 0x3220, Hi: 0x325F, Stride: 1}, // Chinese in brackets
		{Lo: 0x3280, Hi: 0x33FF, Stride: 1}, // Chinese in circles, units
		{Lo: 0x3400, Hi: 0x4DBF, Stride: 1}, // Chinese
		{Lo: 0x4E00, Hi: 0x9FFF, Stride: 1}, // Chinese
		{Lo: 0xF900, Hi: 0xFAFF, Stride: 1}, // Chinese, compatibility
		{Lo: 0xFE30, Hi: 0xFE6B, Stride: 1}, // Chinese punctuation
		{Lo: 0xFF01, Hi: 0xFF9F, Stride: 1}, // wide Latin, narrow Katakana
		{Lo: 0xFFE0, Hi: 0xFFE6, Stride: 1}, // wide signs
	},
	LatinOffset: 2,
}

// Printable returns text as labels show it, and whether a reader would notice:
// what the label faces cannot show is written in Latin letters, a letter that
// has none as a question mark, and emoji and stray accents are left out. White
// space becomes single spaces and invisible characters are left out; that does
// not count as a change.
func Printable(text string) (printed string, transliterated bool) {
	if plain(text) {
		return text, false
	}
	var words []string
	for _, word := range strings.FieldsFunc(norm.NFC.String(strings.ToValidUTF8(text, "\uFFFD")), isGap) {
		latin, changed := wordAsShown(word)
		words = append(words, strings.Fields(latin)...)
		transliterated = transliterated || changed
	}
	if len(words) == 0 && transliterated {
		return "?", true
	}
	return strings.Join(words, " "), transliterated
}

func isGap(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

// plain reports whether text is ASCII without control characters and without spaces to tidy.
func plain(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return !strings.Contains(text, "  ") && strings.TrimSpace(text) == text
}

// wordAsShown returns a word with all its characters printable, and whether any was not.
// A word none of whose letters can be printed becomes a Latin name: "김민수" is "Gimminsu".
func wordAsShown(word string) (latin string, changed bool) {
	var b strings.Builder
	kept := false
	for _, r := range word {
		switch {
		case canShow(r):
			b.WriteRune(r)
			kept = kept || unicode.IsLetter(r)
		case !unicode.In(r, unicode.Cf, unicode.Variation_Selector): // those only tell a screen how to show others
			b.WriteString(inLatin(r))
			changed = true
		}
	}
	if changed && !kept {
		return capitalised(b.String()), true
	}
	return b.String(), changed
}

// unknownToUnidecode are letters that the transliteration leaves out or writes as a sign, although names are full of them.
var unknownToUnidecode = map[rune]string{'ا': "a", 'إ': "i", 'ء': "", 'ع': "a", 'ة': "a", 'ى': "a"}

// inLatin is a character that labels cannot print, in Latin letters.
func inLatin(r rune) string {
	if latin, ok := unknownToUnidecode[r]; ok {
		return latin
	}
	latin := strings.ReplaceAll(unidecode.Unidecode(norm.NFKC.String(string(r))), "`", "")
	if strings.TrimSpace(latin) == "" && !unicode.In(r, unicode.M, unicode.S) {
		return "?"
	}
	return latin
}

// capitalised is a name whose first letter alone is a capital; the
// transliteration uses capitals for letters that Latin lacks.
func capitalised(name string) string {
	_, first := utf8.DecodeRuneInString(name)
	return strings.ToUpper(name[:first]) + strings.ToLower(name[first:])
}

// canShow reports whether labels print r as it is.
func canShow(r rune) bool {
	if !unicode.Is(shown, r) || unicode.In(r, unicode.M, unicode.C) {
		return false
	}
	_, ok := faceOf(r, false)
	return ok
}
