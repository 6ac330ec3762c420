package label

import (
	"io"
	"slices"

	"github.com/signintech/gopdf"
)

// Paper is what labels of a PDF are printed on.
type Paper string

// The papers.
const (
	OwnSize  Paper = ""        // every label on a page of its own size
	Stock100 Paper = "100x100" // rolls of 100 × 100 mm
	Stock150 Paper = "100x150" // rolls of 100 × 150 mm, which the China Post label may be printed on as well
	SheetOf2 Paper = "a4-2"    // A4 sheets, divided
	SheetOf4 Paper = "a4-4"
	SheetOf6 Paper = "a4-6"
	SheetOf8 Paper = "a4-8"
)

// Papers lists all papers.
var Papers = []Paper{OwnSize, Stock100, Stock150, SheetOf2, SheetOf4, SheetOf6, SheetOf8}

// ParsePaper reads a paper; ErrPaper for a text that names none.
func ParsePaper(s string) (Paper, error) {
	if p := Paper(s); slices.Contains(Papers, p) {
		return p, nil
	}
	return "", ErrPaper.With("Text", s)
}

// PerSheet is the number of labels on one sheet.
func (p Paper) PerSheet() int {
	if g, divided := grids[p]; divided {
		return g.columns * g.rows
	}
	return 1
}

// PDF writes a document with labels on a paper, those on a divided sheet from a
// position on, 1 to PerSheet, so that a used sheet can be used up. The same
// labels make the same bytes. Nothing is written when one of them cannot be laid
// out, with ErrTooLarge when one has no room on the paper, and with ErrPosition
// for a position that does not exist.
func (p *Printer) PDF(w io.Writer, on Paper, start int, contents ...Content) error {
	if start < 1 || start > on.PerSheet() {
		return ErrPosition.With("PerSheet", on.PerSheet(), "Start", start)
	}
	if g, divided := grids[on]; divided {
		return p.document(w, contents, sheetsFrom(g, start))
	}
	return p.document(w, contents, rolls(on))
}

// rolls puts every label on a page of its own.
func rolls(on Paper) pages {
	sizes := map[Paper]gopdf.Rect{Stock100: {W: 100, H: 100}, Stock150: {W: 100, H: 150}}
	return func(document *gopdf.GoPdf, sheets []Sheet) error {
		for _, s := range sheets {
			size, fixed := sizes[on]
			if !fixed {
				size = gopdf.Rect{W: s.Width, H: s.Height}
			}
			if s.Width > size.W || s.Height > size.H {
				return ErrTooLarge.With("Paper", string(on))
			}
			document.AddPageWithOption(gopdf.PageOption{PageSize: &size})
			if err := paint(document, s); err != nil {
				return err
			}
		}
		return nil
	}
}
