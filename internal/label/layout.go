package label

import (
	"slices"
	"strings"
)

// Sizes of fonts in points. Text starts at the size its place has in the form and shrinks in steps.
const (
	step     = 0.5
	small    = 6.0 // size at most of a text of which something is left out
	smallest = 5.0 // size down to which text shrinks before anything is left out: 14 dots at 203 dpi
	tiniest  = 4.0 // size down to which it shrinks rather than fail: 11 dots
)

// Thickness of lines in mm.
const (
	thick = 0.5
	thin  = 0.25
)

// Room in mm between the lines of a cell and its text.
const (
	sidePadding = 0.8
	endPadding  = 0.25
)

// align is where the lines of a text stand in their cell.
type align int

const (
	left align = iota
	centre
	right
)

// style is how a text is set in a cell.
type style struct {
	size   float64 // in points, to start with
	align  align
	middle bool // halfway between top and bottom of the cell
}

// paragraph is a text that starts on a line of its own.
type paragraph struct {
	text string
	tail string // goes on the same line and stays when the text is cut, such as a quantity
	bold bool
	// keep is the number of lines to which the text may be cut when there is no
	// room for more; 0 means that nothing of it may be left out.
	keep int
}

// layout is a label being arranged. The first problem stays in err and makes the rest idle.
type layout struct {
	sheet Sheet
	err   error
}

// begin sets the size of the label and draws its frame.
func (l *layout) begin(width, height float64, frame Rect) {
	l.sheet = Sheet{Width: width, Height: height, Frame: frame}
	l.box(frame, thick)
}

func (l *layout) add(m Mark) { l.sheet.Marks = append(l.sheet.Marks, m) }

func (l *layout) box(r Rect, stroke float64) { l.add(Box{r, stroke}) }

// level draws a level line across the frame.
func (l *layout) level(y float64) {
	l.add(Line{l.sheet.Frame.X, y, l.sheet.Frame.right(), y, thin})
}

// upright draws an upright line.
func (l *layout) upright(x, top, bottom float64) { l.add(Line{x, top, x, bottom, thin}) }

// barcode draws a number as Code 128 in a room for its bars, proves that it can
// be read, and returns where the bars lie. The quiet zones are outside the room.
func (l *layout) barcode(number string, room Rect, a align) Rect {
	if l.err != nil {
		return room
	}
	modules, err := code128Of(number)
	if err != nil {
		l.err = err
		return room
	}
	b := Barcode{X: room.X, Y: room.Y, Height: room.H, Module: moduleWidth, Text: number, Modules: modules}
	if a == centre {
		b.X = round(room.X + (room.W-b.area().W)/2)
	}
	if !room.holds(b.area()) {
		l.err = ErrWaybill.With("Number", number)
		return room
	}
	l.err = b.readable(dotsPerMM)
	l.add(b)
	return b.area()
}

// text sets one line or a short text in a cell.
func (l *layout) text(cell Rect, s style, text string) { l.block(cell, s, paragraph{text: text}) }

// bold is text in bold.
func (l *layout) bold(cell Rect, s style, text string) {
	l.block(cell, s, paragraph{text: text, bold: true})
}

// block sets paragraphs below each other in a cell, as large as they fit.
func (l *layout) block(cell Rect, s style, paragraphs ...paragraph) {
	if l.err != nil {
		return
	}
	room := cell.inset(sidePadding, endPadding)
	set := newSetting(paragraphs)
	size, lines, ok := set.fit(room, s.size)
	if !ok {
		l.err = ErrOverflow.With("Text", set.longest())
		return
	}
	y := room.Y
	if s.middle {
		y += (room.H - heightOf(lines, size)) / 2
	}
	for _, line := range lines {
		l.line(line, room, s.align, size, y)
		y += size * leading * mmPerPoint
	}
}

// heightOf is the height of lines in mm.
func heightOf(lines []setLine, size float64) float64 {
	return float64(len(lines)) * size * leading * mmPerPoint
}

// line places the runs of one line, whose top is at y.
func (l *layout) line(line setLine, room Rect, a align, size, y float64) {
	em := size * mmPerPoint
	x := room.X
	if rest := room.W - widthOf(line.text, line.bold)*em; a == centre {
		x += rest / 2
	} else if a == right {
		x += rest
	}
	for _, r := range runsOf(line.text, line.bold) {
		width := widthOf(r.text, line.bold) * em
		l.add(Text{X: x, Y: y + ascent*em, Width: width, Size: size, Face: r.face, Text: r.text, Within: room})
		x += width
	}
}

// setLine is one line of text, ready to be placed.
type setLine struct {
	text string
	bold bool
}

// setting is a block of paragraphs, split into words once and wrapped at several sizes.
type setting struct {
	paragraphs []paragraph
	words      [][]word
}

func newSetting(paragraphs []paragraph) setting {
	var s setting
	for _, p := range paragraphs {
		p.text, _ = Printable(p.text)
		if p.text+p.tail != "" {
			s.paragraphs = append(s.paragraphs, p)
			s.words = append(s.words, wordsOf(p.text+p.tail, p.bold))
		}
	}
	return s
}

// fit finds the largest size, from start down, at which the block fits into a
// room. It would rather shrink a text than break a word, rather break a word than
// leave something out, and rather leave something out than go below smallest.
func (s setting) fit(room Rect, start float64) (size float64, lines []setLine, ok bool) {
	attempts := []struct {
		most, least    float64
		breaking, cuts bool
	}{{start, smallest, false, false}, {start, smallest, true, false}, {min(start, small), tiniest, true, true}}
	for _, a := range attempts {
		for size := a.most; size >= a.least; size -= step {
			lines, broken := s.wrap(room.W/(size*mmPerPoint), a.cuts)
			if heightOf(lines, size) <= room.H+slack && (a.breaking || !broken) {
				return size, lines, true
			}
		}
	}
	return 0, nil, false
}

// wrap breaks the block into lines of a width in em; with cuts, paragraphs are
// shortened to the lines they keep.
func (s setting) wrap(width float64, cuts bool) (lines []setLine, broken bool) {
	for i, p := range s.paragraphs {
		texts, b := wrap(s.words[i], p.bold, width)
		broken = broken || b
		if cuts && p.keep > 0 {
			texts = p.cut(texts, width)
		}
		for _, t := range texts {
			lines = append(lines, setLine{t, p.bold})
		}
	}
	return lines, broken
}

// cut leaves the first lines of a paragraph and marks that there was more.
func (p paragraph) cut(lines []string, width float64) []string {
	if len(lines) <= p.keep {
		return lines
	}
	last := shorten(lines[p.keep-1], p.bold, width-widthOf(p.tail, p.bold))
	return append(slices.Clone(lines[:p.keep-1]), last+p.tail)
}

// longest is the paragraph to shorten when the block does not fit.
func (s setting) longest() (text string) {
	for _, p := range s.paragraphs {
		if len(p.text) > len(text) {
			text = p.text
		}
	}
	return text
}

// join puts the texts that are not empty next to each other.
func join(separator string, texts ...string) string {
	var some []string
	for _, t := range texts {
		if strings.TrimSpace(t) != "" {
			some = append(some, t)
		}
	}
	return strings.Join(some, separator)
}
