package label

import (
	"bytes"
	"fmt"
	"io"
	"strconv"

	"sellerdesk/internal/parcel"
)

// testNumber is the number in the barcode of the test page, as long as a waybill number.
const testNumber = "RB123456785CN"

// rulerLength is the length of the rulers of the test page in mm.
const rulerLength = 100

// TestPage writes a page by which a seller sees whether a printer prints a paper
// in its true size: rulers of 100 mm, a barcode to scan, marks in the corners,
// and on a divided sheet where it is cut.
func (p *Printer) TestPage(w io.Writer, on parcel.Paper) error {
	s, err := testSheet(on)
	if err != nil {
		return err
	}
	return p.document(w, []Sheet{s}, rolls(parcel.OwnSize))
}

// TestPage returns the test page of a paper.
func (l Parcels) TestPage(on parcel.Paper) ([]byte, error) {
	var b bytes.Buffer
	if err := l.Printer.TestPage(&b, on); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// testSheet arranges the test page of a paper. On rolls the rulers go from edge
// to edge, so that they show what a printer cuts off.
func testSheet(on parcel.Paper) (Sheet, error) {
	width, height, x, y := 100.0, 150.0, 0.0, 0.0
	g, divided := grids[on]
	if on == parcel.Stock100 {
		height = 100
	}
	if divided {
		width, height, x, y = paperWidth, paperHeight, 80, 104 // where no cut goes through words or bars
	}
	l := layout{sheet: Sheet{Width: width, Height: height, Frame: span(0, 0, width, height)}}
	if divided {
		l.cuts(g)
	}
	l.corners()
	l.levelRuler(x, y+50)
	l.uprightRuler(x+10, y)
	l.barcode(testNumber, span(x+26, y+65, x+94, y+77), centre)
	return l.tested(on, x, y)
}

// tested adds the words of the test page.
func (l *layout) tested(on parcel.Paper, x, y float64) (Sheet, error) {
	words := []paragraph{
		{text: "TEST PAGE 打印测试页", bold: true}, {text: string(on)},
		{text: "Print at 100 %, do not fit to the page. The rulers must be 100 mm long."},
		{text: "请按 100% 比例打印，不要缩放；标尺应为 100 毫米。"},
	}
	l.block(span(x+26, y+10, x+94, y+40), style{size: 8}, words...)
	return l.done()
}

// cuts draws where a divided sheet is cut.
func (l *layout) cuts(g grid) {
	for i := 1; i < g.columns; i++ {
		l.upright(paperWidth*float64(i)/float64(g.columns), 0, paperHeight)
	}
	for i := 1; i < g.rows; i++ {
		l.level(round(paperHeight * float64(i) / float64(g.rows)))
	}
}

// corners marks the corners of the frame of a label, 2 mm from the edges of the paper.
func (l *layout) corners() {
	const edge, length = 2.0, 5.0
	right, bottom := l.sheet.Width-edge, l.sheet.Height-edge
	for _, x := range []float64{edge, right - length} {
		for _, y := range []float64{edge, bottom} {
			l.add(Line{x, y, x + length, y, thick})
		}
	}
	for _, x := range []float64{edge, right} {
		for _, y := range []float64{edge, bottom - length} {
			l.upright(x, y, y+length)
		}
	}
}

// tick is the length of a ruler's mark in mm: the tens are longest.
func tick(mm int) float64 {
	switch {
	case mm%10 == 0:
		return 4
	case mm%5 == 0:
		return 3
	}
	return 2
}

// levelRuler draws a ruler from left to right, with its numbers below but for the one where the other ruler is.
func (l *layout) levelRuler(x, y float64) {
	l.add(Line{x, y, x + rulerLength, y, thin})
	for mm := range rulerLength + 1 {
		at := x + float64(mm)
		l.upright(at, y, y+tick(mm))
		if mm%10 == 0 && mm > 10 && mm < rulerLength {
			l.text(span(at-4, y+4, at+4, y+8), style{size: smallest, align: centre}, strconv.Itoa(mm))
		}
	}
	l.text(span(x+88, y-4.5, x+99, y-0.5), style{size: small, align: right}, fmt.Sprint(rulerLength, " mm"))
}

// uprightRuler draws a ruler from top to bottom, with its numbers at the right but for the one where the other ruler is.
func (l *layout) uprightRuler(x, y float64) {
	l.upright(x, y, y+rulerLength)
	for mm := range rulerLength + 1 {
		at := y + float64(mm)
		l.add(Line{x, at, x + tick(mm), at, thin})
		if mm%10 == 0 && mm > 0 && mm != 50 && mm < rulerLength {
			l.text(span(x+4, at-2, x+12, at+2), style{size: smallest, middle: true}, strconv.Itoa(mm))
		}
	}
}
