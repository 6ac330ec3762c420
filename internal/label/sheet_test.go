package label

import (
	"errors"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

func TestASheetWithSomethingOutOfPlaceIsRefused(t *testing.T) {
	frame := span(2, 2, 98, 98)
	word := Text{X: 10, Y: 20, Width: 8, Size: 10, Face: Regular, Text: "word", Within: span(5, 10, 50, 30)}
	moved := func(x, y float64) Text { w := word; w.X, w.Y = x, y; return w }
	code := Barcode{X: 20, Y: 50, Height: 10, Module: moduleWidth, Text: "A", Modules: make([]bool, 46)}
	tests := []struct {
		name  string
		marks []Mark
		want  error
	}{
		{"all in place", []Mark{word, moved(30, 20), code}, nil},
		{"a text out of its cell", []Mark{moved(45, 20)}, ErrOverflow},
		{"a text above its cell", []Mark{moved(10, 12)}, ErrOverflow},
		{"a text on another", []Mark{word, moved(15, 22)}, ErrOverflow},
		{"a text in a quiet zone", []Mark{code, Text{X: 17, Y: 55, Width: 2, Size: 5, Text: "1", Within: frame}}, ErrOverflow},
		{"a line out of the frame", []Mark{Line{X1: 2, Y1: 5, X2: 99, Y2: 5}}, ErrOverflow},
		{"a barcode whose quiet zone leaves the frame", []Mark{Barcode{X: 3, Y: 50, Height: 10, Module: moduleWidth, Text: "A", Modules: make([]bool, 46)}}, ErrOverflow},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := (Sheet{Frame: frame, Marks: tt.marks}).check(); !errors.Is(err, tt.want) {
				t.Errorf("error = %v, want %v", err, tt.want)
			}
		})
	}
}

func TestABarcodeThatReadsOtherwiseIsRefused(t *testing.T) {
	modules, err := code128Of("RB123456785CN")
	if err != nil {
		t.Fatal(err)
	}
	good := Barcode{X: 25, Y: 35, Height: 10, Module: moduleWidth, Text: "RB123456785CN", Modules: modules}
	other, narrow, gap := good, good, good
	other.Text = "RB123456786CN"
	narrow.Module = 0.06 // half a dot at 203 dpi
	gap.Modules = append(append([]bool(nil), modules[:40]...), make([]bool, len(modules)-40)...)
	tests := []struct {
		name string
		code Barcode
		want error
	}{
		{"as it should be", good, nil},
		{"another number", other, ErrUnreadable},
		{"bars thinner than a dot", narrow, ErrUnreadable},
		{"bars missing", gap, ErrUnreadable},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := tt.code.readable(dotsPerMM); !errors.Is(err, tt.want) {
				t.Errorf("error = %v, want %v", err, tt.want)
			}
		})
	}
}

// The room that lines of text take is enough for all but Latin capitals with two
// accents, which reach less than a fifth of an em into the line above.
func TestLettersStayInTheRoomOfTheirLine(t *testing.T) {
	for f := range Face(len(fontNames)) {
		parsed, err := sfnt.Parse(fontData(f))
		if err != nil {
			t.Fatal(err)
		}
		var buffer sfnt.Buffer
		em := fixed.I(int(parsed.UnitsPerEm()))
		for r := range rune(1 << 16) {
			if !f.covers(r) || !canShow(r) || f == Han && Regular.covers(r) {
				continue
			}
			glyph, err := parsed.GlyphIndex(&buffer, r)
			if err != nil {
				t.Fatal(err)
			}
			ink, _, err := parsed.GlyphBounds(&buffer, glyph, em, font.HintingNone)
			if err != nil {
				t.Fatal(err)
			}
			above, below := float64(-ink.Min.Y)/float64(em), float64(ink.Max.Y)/float64(em)
			if above > ascent+0.2 || below > descent+0.2 {
				t.Errorf("%s %c (%U) reaches %.2f em up and %.2f down", f, r, r, above, below)
			}
		}
	}
}

func TestTheLabelsOwnWordsArePrintable(t *testing.T) {
	own := []string{certification, batteryMark, ellipsis, "中国邮政 退件单位：自编号：Phone：已验视 untracked R"}
	for _, p := range purposes {
		own = append(own, p.text)
	}
	for _, text := range own {
		if printed, changed := Printable(text); printed != text || changed {
			t.Errorf("%q is printed as %q", text, printed)
		}
	}
}
