package label

import (
	"math"
	"strings"
)

// Rect is a rectangle in mm, from the top left corner of the label.
type Rect struct{ X, Y, W, H float64 }

// span is the rectangle between two corners.
func span(left, top, right, bottom float64) Rect {
	return Rect{left, top, right - left, bottom - top}
}

func (r Rect) right() float64  { return r.X + r.W }
func (r Rect) bottom() float64 { return r.Y + r.H }

// slack absorbs rounding when places are compared: a thousandth of a mm.
const slack = 0.001

// holds reports whether o lies within r.
func (r Rect) holds(o Rect) bool {
	return o.X >= r.X-slack && o.Y >= r.Y-slack && o.right() <= r.right()+slack && o.bottom() <= r.bottom()+slack
}

// meets reports whether r and o have an area in common.
func (r Rect) meets(o Rect) bool {
	return r.X < o.right()-slack && o.X < r.right()-slack && r.Y < o.bottom()-slack && o.Y < r.bottom()-slack
}

// inset is r without a margin at its sides and at its top and bottom.
func (r Rect) inset(sides, ends float64) Rect {
	return Rect{r.X + sides, r.Y + ends, r.W - 2*sides, r.H - 2*ends}
}

// Sheet is a label ready to be painted: its size in mm and what lies where on it.
type Sheet struct {
	Width, Height float64
	Frame         Rect // nothing is printed outside
	Marks         []Mark
}

// Mark is one of Text, Line, Box and Barcode. A painter needs no measuring: it
// draws each as it is, in black.
type Mark interface {
	// area is the room the mark takes, in mm.
	area() Rect
}

// Text is a run of text in one face.
type Text struct {
	X, Y   float64 // start of the base line, in mm
	Width  float64 // in mm
	Size   float64 // of the font, in points
	Face   Face
	Text   string
	Within Rect // the cell it belongs to
}

func (t Text) area() Rect {
	em := t.Size * mmPerPoint
	if strings.Trim(t.Text, plainCapitals) == "" {
		return Rect{t.X, t.Y - capitalHeight*em, t.Width, capitalHeight * em}
	}
	return Rect{t.X, t.Y - ascent*em, t.Width, leading * em}
}

// plainCapitals are the signs that stay between the base line and capitalHeight.
const plainCapitals = "0123456789ABCDEFGHIKLMNOPRSTUVWXYZ "

// Line is a straight line from left to right or from top to bottom.
type Line struct {
	X1, Y1, X2, Y2 float64 // in mm
	Stroke         float64 // thickness in mm, half of it on either side
}

func (l Line) area() Rect { return span(l.X1, min(l.Y1, l.Y2), l.X2, max(l.Y1, l.Y2)) }

// Box is the outline of a rectangle.
type Box struct {
	Rect
	Stroke float64 // thickness in mm, half of it on either side
}

func (b Box) area() Rect { return b.Rect }

// Barcode is a Code 128 symbol without its quiet zones.
type Barcode struct {
	X, Y    float64 // top left corner, in mm
	Height  float64 // in mm
	Module  float64 // width of the thinnest bar, in mm
	Text    string  // what a reader gets
	Modules []bool  // from the left; true is dark
}

func (b Barcode) area() Rect { return Rect{b.X, b.Y, b.Module * float64(len(b.Modules)), b.Height} }

// withQuiet is the room the barcode needs: readers want ten light modules on either side.
func (b Barcode) withQuiet() Rect { return b.area().inset(-quietModules*b.Module, 0) }

// Bars are the dark rectangles of the symbol: neighbouring modules make one bar.
func (b Barcode) Bars() (bars []Rect) {
	for start := 0; start < len(b.Modules); {
		end := start
		for end < len(b.Modules) && b.Modules[end] == b.Modules[start] {
			end++
		}
		if b.Modules[start] {
			bars = append(bars, Rect{b.X + float64(start)*b.Module, b.Y, float64(end-start) * b.Module, b.Height})
		}
		start = end
	}
	return bars
}

// mmPerPoint converts font sizes: a point is 1/72 inch.
const mmPerPoint = 25.4 / 72

// check reports the first text or barcode that leaves its cell or the frame, or
// that another one covers. A layout that passes prints legibly whatever it says.
func (s Sheet) check() error {
	var taken []Rect
	for _, m := range s.Marks {
		room, text := m.area(), ""
		switch m := m.(type) {
		case Text:
			text = m.Text
			if !m.Within.holds(room) {
				return ErrOverflow.With("Text", text)
			}
		case Barcode:
			room, text = m.withQuiet(), m.Text
		}
		if !s.Frame.holds(room) {
			return ErrOverflow.With("Text", text)
		}
		if text == "" {
			continue
		}
		for _, other := range taken {
			if room.meets(other) {
				return ErrOverflow.With("Text", text)
			}
		}
		taken = append(taken, room)
	}
	return nil
}

// round is a length to the hundredth of a mm, as documents store it.
func round(mm float64) float64 { return math.Round(mm*100) / 100 }
