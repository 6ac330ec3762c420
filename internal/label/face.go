package label

import (
	"embed"
	"fmt"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Face is one of the typefaces that labels are set in.
type Face int

// The typefaces. None has every character: a line of text is split into runs of one face each.
const (
	Regular Face = iota // DejaVu Sans Condensed: Latin, Cyrillic, Greek
	Bold                // DejaVu Sans Condensed Bold: the same in bold
	Han                 // Droid Sans Fallback: Chinese and kana; it has no ASCII and no bold
)

// String is the name of the face in a printed document and in a layout written as text.
func (f Face) String() string { return [...]string{"regular", "bold", "han"}[f] }

//go:embed fonts/*.ttf
var fontFiles embed.FS

// fontNames are the files of the faces, by Face.
var fontNames = [...]string{"DejaVuSansCondensed", "DejaVuSansCondensed-Bold", "DroidSansFallback"}

// Fonts is how many typefaces there are.
const Fonts = len(fontNames)

// fontData is the TrueType file of a face.
func fontData(f Face) []byte {
	data, err := fontFiles.ReadFile("fonts/" + fontNames[f] + ".ttf")
	if err != nil {
		panic(fmt.Sprintf("label: the program was built without its fonts: %v", err))
	}
	return data
}

// Every line of text takes this much room above and below its base line, in
// em. All capitals with one accent and all descenders stay within it, a few
// capitals with two accents reach into the line above.
const (
	ascent  = 0.95
	descent = 0.25
	leading = ascent + descent
)

// capitalHeight is the height of Latin capitals and digits in em; they stand on the base line.
const capitalHeight = 0.73

// missing marks a character that a face has no glyph for.
const missing = -1

// advances are the widths of the characters up to U+FFFF in one face, in thousandths of an em.
type advances [1 << 16]int16

// widths are the advances of all faces, read from the font files once.
var widths = sync.OnceValue(func() (all [len(fontNames)]*advances) {
	for f := range all {
		all[f] = readAdvances(fontData(Face(f)))
	}
	return all
})

// readAdvances reads the coverage and the widths of a font. Widths are rounded
// down to thousandths, as the PDF painter writes them into its documents.
func readAdvances(data []byte) *advances {
	parsed, err := sfnt.Parse(data)
	if err != nil {
		panic(fmt.Sprintf("label: embedded font: %v", err))
	}
	var table advances
	var buffer sfnt.Buffer
	em := int(parsed.UnitsPerEm())
	for r := range table {
		table[r] = missing
		glyph, err := parsed.GlyphIndex(&buffer, rune(r))
		if err != nil || glyph == 0 {
			continue
		}
		units, err := parsed.GlyphAdvance(&buffer, glyph, fixed.I(em), font.HintingNone)
		if err == nil {
			table[r] = int16(units.Floor() * 1000 / em)
		}
	}
	return &table
}

// covers reports whether the face has a glyph for r.
func (f Face) covers(r rune) bool {
	return r >= 0 && r < 1<<16 && widths()[f][r] != missing
}

// faceOf returns the face that shows r, the bold one only where it has the glyph.
// For a character that no face has it returns false.
func faceOf(r rune, bold bool) (Face, bool) {
	switch {
	case bold && Bold.covers(r):
		return Bold, true
	case Regular.covers(r):
		return Regular, true
	}
	return Han, Han.covers(r)
}

// widthOf is the width of a printable text in em.
func widthOf(text string, bold bool) float64 {
	all, sum := widths(), 0
	for _, r := range text {
		if f, ok := faceOf(r, bold); ok {
			sum += int(all[f][r])
		}
	}
	return float64(sum) / 1000
}

// run is a piece of text in one face.
type run struct {
	face Face
	text string
}

// runsOf splits a printable text by face.
func runsOf(text string, bold bool) (runs []run) {
	start, current := 0, Regular
	for i, r := range text {
		f, _ := faceOf(r, bold)
		if i > start && f != current {
			runs = append(runs, run{current, text[start:i]})
			start = i
		}
		current = f
	}
	if start < len(text) {
		runs = append(runs, run{current, text[start:]})
	}
	return runs
}
