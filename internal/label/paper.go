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
	if err := on.CheckPosition(start); err != nil {
		return err
	}
	if g, divided := grids[on]; divided {
		return p.document(w, contents, sheetsFrom(g, start))
	}
	return p.document(w, contents, rolls(on))
}

// rolls puts every label on a page of its own.
func rolls(on parcel.Paper) pages {
	sizes := map[parcel.Paper]gopdf.Rect{parcel.Stock100: {W: 100, H: 100}, parcel.Stock150: {W: 100, H: 150}}
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
