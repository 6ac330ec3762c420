package label

import (
	"github.com/signintech/gopdf"

	"sellerdesk/internal/parcel"
)

// The size of A4 paper, and the margin around a label in its cell, in mm.
const (
	paperWidth  = 210.0
	paperHeight = 297.0
	cellMargin  = 3.0
)

// grid is how an A4 sheet is divided into cells of the same size.
type grid struct{ columns, rows int }

// grids divide sheets.
var grids = map[parcel.Paper]grid{
	parcel.SheetOf2: {1, 2}, parcel.SheetOf4: {2, 2}, parcel.SheetOf6: {2, 3}, parcel.SheetOf8: {2, 4},
}

// cell is the room of the label in a position, counted in rows from 0.
func (g grid) cell(position int) Rect {
	w, h := paperWidth/float64(g.columns), paperHeight/float64(g.rows)
	return Rect{float64(position%g.columns) * w, float64(position/g.columns) * h, w, h}.inset(cellMargin, cellMargin)
}

// sheetsFrom puts labels on A4 sheets from a position on the first one. Labels
// larger than their cell are turned or made smaller.
func sheetsFrom(g grid, start int) pages {
	perSheet := g.columns * g.rows
	return func(document *gopdf.GoPdf, sheets []Sheet) error {
		for i, s := range sheets {
			position := (start - 1 + i) % perSheet
			if i == 0 || position == 0 {
				document.AddPageWithOption(gopdf.PageOption{PageSize: &gopdf.Rect{W: paperWidth, H: paperHeight}})
			}
			if err := put(document, s, g.cell(position)); err != nil {
				return err
			}
		}
		return nil
	}
}

// put paints a label in the middle of a cell, turned by a quarter where it can be larger then.
func put(document *gopdf.GoPdf, s Sheet, cell Rect) error {
	upright, turned := s.scale(cell.W, cell.H), s.scale(cell.H, cell.W)
	scale := max(upright, turned)
	x, y := cell.X+cell.W/2, cell.Y+cell.H/2
	fitted := s.scaled(scale, x-s.Width*scale/2, y-s.Height*scale/2)
	for _, m := range fitted.Marks {
		if b, ok := m.(Barcode); ok {
			if err := b.readable(sheetDots); err != nil {
				return err
			}
		}
	}
	if turned > upright {
		document.Rotate(90, x, y)
		defer document.RotateReset()
	}
	return paint(document, fitted)
}

// scale is the factor, at most 1, by which a label fits into a room.
func (s Sheet) scale(width, height float64) float64 { return min(1, width/s.Width, height/s.Height) }

// scaled is the label in another size and place.
func (s Sheet) scaled(by, dx, dy float64) Sheet {
	scaled := Sheet{Width: s.Width * by, Height: s.Height * by, Frame: s.Frame.scaled(by, dx, dy)}
	for _, m := range s.Marks {
		switch m := m.(type) {
		case Text:
			m.X, m.Y, m.Width, m.Size, m.Within = dx+m.X*by, dy+m.Y*by, m.Width*by, m.Size*by, m.Within.scaled(by, dx, dy)
			scaled.Marks = append(scaled.Marks, m)
		case Line:
			scaled.Marks = append(scaled.Marks, Line{dx + m.X1*by, dy + m.Y1*by, dx + m.X2*by, dy + m.Y2*by, m.Stroke * by})
		case Box:
			scaled.Marks = append(scaled.Marks, Box{m.Rect.scaled(by, dx, dy), m.Stroke * by})
		case Barcode:
			m.X, m.Y, m.Height, m.Module = dx+m.X*by, dy+m.Y*by, m.Height*by, m.Module*by
			scaled.Marks = append(scaled.Marks, m)
		}
	}
	return scaled
}

func (r Rect) scaled(by, dx, dy float64) Rect {
	return Rect{dx + r.X*by, dy + r.Y*by, r.W * by, r.H * by}
}
