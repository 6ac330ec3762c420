package label

import (
	"fmt"
	"io"

	"github.com/signintech/gopdf"
)

// MaxPages is the number of labels in one document; more would take memory of 0.1 MiB each.
const MaxPages = 1000

// Printer paints labels as PDF. It holds the fonts, which are read once, and may be used by many at a time.
type Printer struct{ fonts gopdf.FontContainer }

// NewPrinter reads the fonts.
func NewPrinter() (*Printer, error) {
	p := &Printer{}
	for f := range Face(len(fontNames)) {
		if err := p.fonts.AddTTFFontData(f.String(), fontData(f)); err != nil {
			return nil, fmt.Errorf("read font %s: %w", fontNames[f], err)
		}
	}
	return p, nil
}

// PDF writes a document with one page for each label. The same labels make the
// same bytes. Nothing is written when one of them cannot be laid out.
func (p *Printer) PDF(w io.Writer, contents ...Content) error {
	if len(contents) > MaxPages {
		return ErrTooMany.With("Count", len(contents), "Max", MaxPages)
	}
	sheets := make([]Sheet, len(contents))
	for i, c := range contents {
		sheet, err := Layout(c)
		if err != nil {
			return fmt.Errorf("label of %s: %w", c.Waybill, err)
		}
		sheets[i] = sheet
	}
	document := &gopdf.GoPdf{}
	document.Start(gopdf.Config{Unit: gopdf.UnitMM})
	if err := p.useFonts(document, sheets); err != nil {
		return err
	}
	for _, s := range sheets {
		if err := paint(document, s); err != nil {
			return err
		}
	}
	data, err := document.GetBytesPdfReturnErr() // its WriteTo does not report a failing writer
	if err != nil {
		return fmt.Errorf("compile labels: %w", err)
	}
	if _, err := w.Write(data); err != nil {
		return fmt.Errorf("write labels: %w", err)
	}
	return nil
}

// useFonts puts the faces that occur into the document; each takes room even when no letter of it is used.
func (p *Printer) useFonts(document *gopdf.GoPdf, sheets []Sheet) error {
	var used [len(fontNames)]bool
	for _, s := range sheets {
		for _, m := range s.Marks {
			if t, ok := m.(Text); ok {
				used[t.Face] = true
			}
		}
	}
	for f := range used {
		if !used[f] {
			continue
		}
		if err := document.AddTTFFontFromFontContainer(Face(f).String(), &p.fonts); err != nil {
			return fmt.Errorf("use font %s: %w", fontNames[f], err)
		}
	}
	return nil
}

// paint draws one sheet on a page of its size.
func paint(document *gopdf.GoPdf, s Sheet) error {
	document.AddPageWithOption(gopdf.PageOption{PageSize: &gopdf.Rect{W: s.Width, H: s.Height}})
	for _, m := range s.Marks {
		switch m := m.(type) {
		case Text:
			if err := paintText(document, m); err != nil {
				return err
			}
		case Line:
			document.SetLineWidth(m.Stroke)
			document.Line(m.X1, m.Y1, m.X2, m.Y2)
		case Box:
			document.SetLineWidth(m.Stroke)
			document.RectFromUpperLeftWithStyle(m.X, m.Y, m.W, m.H, "D")
		case Barcode:
			for _, bar := range m.Bars() {
				document.RectFromUpperLeftWithStyle(bar.X, bar.Y, bar.W, bar.H, "F")
			}
		}
	}
	return nil
}

func paintText(document *gopdf.GoPdf, t Text) error {
	if err := document.SetFont(t.Face.String(), "", t.Size); err != nil {
		return fmt.Errorf("set font %s: %w", t.Face, err)
	}
	document.SetXY(t.X, t.Y)
	if err := document.Text(t.Text); err != nil {
		return fmt.Errorf("set text: %w", err)
	}
	return nil
}
