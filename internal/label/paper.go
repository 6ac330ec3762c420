package label

import (
	"io"

	"github.com/signintech/gopdf"

	"sellerdesk/internal/parcel"
)

// PDF writes a document with labels on a paper, those on a divided sheet from a
// position on, 1 to PerSheet, so that a used sheet can be used up. The same
// labels make the same bytes. Nothing is written when one of them cannot be laid
// out, with ErrTooLarge when one has no room on the paper, and with
// parcel.ErrPosition for a position that does not exist.
func (p *Printer) PDF(w io.Writer, on parcel.Paper, start int, contents ...Content) error {
	if err := checkSize(len(contents), on, start); err != nil {
		return err
	}
	sheets, err := layOut(contents)
	if err != nil {
		return err
	}
	return p.onPaper(w, on, start, sheets)
}

// checkSize reports a position that does not exist, or more labels than a document holds.
func checkSize(labels int, on parcel.Paper, start int) error {
	if labels > MaxPages {
		return ErrTooMany.With("Count", labels, "Max", MaxPages)
	}
	return on.CheckPosition(start)
}

// onPaper writes a document with labels that are laid out.
func (p *Printer) onPaper(w io.Writer, on parcel.Paper, start int, sheets []Sheet) error {
	if g, divided := grids[on]; divided {
		return p.document(w, sheets, sheetsFrom(g, start))
	}
	return p.document(w, sheets, rolls(on))
}

// rolls puts every label on a page of its own.
func rolls(on parcel.Paper) pages {
	return func(document *gopdf.GoPdf, sheets []Sheet) error {
		for _, s := range sheets {
			size, err := pageOf(s, on)
			if err != nil {
				return err
			}
			document.AddPageWithOption(gopdf.PageOption{PageSize: &size})
			if err := paint(document, s); err != nil {
				return err
			}
		}
		return nil
	}
}

// pageOf is the size of the page of a label in mm, or ErrTooLarge when it has no room on it.
// Divided sheets have room for every label.
func pageOf(s Sheet, on parcel.Paper) (gopdf.Rect, error) {
	own := gopdf.Rect{W: s.Width, H: s.Height}
	page := own
	switch on {
	case parcel.Stock100:
		page = gopdf.Rect{W: 100, H: 100}
	case parcel.Stock150:
		page = gopdf.Rect{W: 100, H: 150}
	default:
	}
	if own.W > page.W || own.H > page.H {
		return page, ErrTooLarge.With("Paper", string(on))
	}
	return page, nil
}
