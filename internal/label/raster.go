package label

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// dots is a length in mm as dots of a label printer, to the nearest.
func dots(mm float64) int { return int(math.Round(mm * dotsPerMM)) }

// raster is a label being painted in the dots of a label printer.
type raster struct {
	picture *image.Gray
	faces   map[faceSize]font.Face
}

// faceSize is a face in a size in points.
type faceSize struct {
	face Face
	size float64
}

// parsedFonts are the font files as outlines, read once.
var parsedFonts = sync.OnceValues(func() (all [len(fontNames)]*opentype.Font, err error) {
	for f := range all {
		if all[f], err = opentype.Parse(fontData(Face(f))); err != nil {
			return all, fmt.Errorf("read font %s: %w", fontNames[f], err)
		}
	}
	return all, nil
})

// newRaster is white paper of the size of a label.
func newRaster(s Sheet) *raster {
	r := &raster{image.NewGray(image.Rect(0, 0, dots(s.Width), dots(s.Height))), map[faceSize]font.Face{}}
	for i := range r.picture.Pix {
		r.picture.Pix[i] = 0xFF
	}
	return r
}

// paint draws one mark.
func (r *raster) paint(m Mark) error {
	switch m := m.(type) {
	case Text:
		return r.text(m)
	case Line:
		r.line(m)
	case Box:
		x, y := m.right(), m.bottom()
		for _, side := range []Line{{m.X, m.Y, x, m.Y, m.Stroke}, {m.X, y, x, y, m.Stroke}, {m.X, m.Y, m.X, y, m.Stroke}, {x, m.Y, x, y, m.Stroke}} {
			r.line(side)
		}
	case Barcode:
		for _, bar := range m.Bars() {
			r.fill(dots(bar.X), dots(bar.Y), dots(bar.right()), dots(bar.bottom()))
		}
	}
	return nil
}

// text draws a run of text, as a printer does without shades: a dot is dark or it is not.
func (r *raster) text(t Text) error {
	face, err := r.face(faceSize{t.Face, t.Size})
	if err != nil {
		return err
	}
	drawer := font.Drawer{Dst: r.picture, Src: image.Black, Face: face, Dot: fixed.Point26_6{
		X: fixed.Int26_6(t.X * dotsPerMM * 64), Y: fixed.Int26_6(t.Y * dotsPerMM * 64),
	}}
	drawer.DrawString(t.Text)
	return nil
}

func (r *raster) face(s faceSize) (font.Face, error) {
	if known, ok := r.faces[s]; ok {
		return known, nil
	}
	fonts, err := parsedFonts()
	if err != nil {
		return nil, err
	}
	const dotsPerInch = dotsPerMM * 25.4
	face, err := opentype.NewFace(fonts[s.face], &opentype.FaceOptions{Size: s.size, DPI: dotsPerInch, Hinting: font.HintingNone})
	if err != nil {
		return nil, fmt.Errorf("set font %s: %w", s.face, err)
	}
	r.faces[s] = face
	return face, nil
}

// line draws a level or an upright line as a bar, and any other dot by dot.
func (r *raster) line(l Line) {
	thickness := max(1, dots(l.Stroke))
	x1, y1, x2, y2 := dots(l.X1)-thickness/2, dots(l.Y1)-thickness/2, dots(l.X2)-thickness/2, dots(l.Y2)-thickness/2
	if x1 == x2 || y1 == y2 {
		r.fill(x1, y1, x2+thickness, y2+thickness)
		return
	}
	steps := max(x2-x1, y2-y1, y1-y2)
	for i := range steps + 1 {
		x, y := x1+(x2-x1)*i/steps, y1+(y2-y1)*i/steps
		r.fill(x, y, x+thickness, y+thickness)
	}
}

// fill makes the dots between two corners dark.
func (r *raster) fill(left, top, right, bottom int) {
	area := image.Rect(left, top, right, bottom).Intersect(r.picture.Rect)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		clear(r.picture.Pix[y*r.picture.Stride+area.Min.X : y*r.picture.Stride+area.Max.X])
	}
}

// dark is the shade in the middle, from which a dot is printed.
const dark = 0x80

// bits are the dots of the picture in rows of whole bytes; a set bit is dark.
func (r *raster) bits() (rows [][]byte) {
	size := r.picture.Bounds().Size()
	for y := range size.Y {
		row := make([]byte, (size.X+7)/8)
		for x := range size.X {
			if r.picture.Pix[y*r.picture.Stride+x] < dark {
				row[x/8] |= 0x80 >> (x % 8)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// twoTones are the colours of a printed label.
var twoTones = color.Palette{color.White, color.Black}

// printed is the picture in the two colours that a label printer has.
func (r *raster) printed() *image.Paletted {
	p := image.NewPaletted(r.picture.Bounds(), twoTones)
	for i, shade := range r.picture.Pix {
		if shade < dark {
			p.Pix[i] = 1
		}
	}
	return p
}
