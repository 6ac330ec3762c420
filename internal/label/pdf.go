package label

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/signintech/gopdf"
)

// MaxPages is the number of labels in one document, whose customs declarations come on top; more would take memory of 0.1 MiB each.
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
	widths() // they are read here rather than for the first label, whose printing somebody waits for
	return p, nil
}

// pages put labels on the pages of a document.
type pages func(*gopdf.GoPdf, []Sheet) error

// document has sheets put on pages and writes the document. It is packed quickly rather than small.
func (p *Printer) document(w io.Writer, sheets []Sheet, put pages) error {
	document := &gopdf.GoPdf{}
	document.Start(gopdf.Config{Unit: gopdf.UnitMM})
	document.SetNoCompression()
	if err := p.useFonts(document, sheets); err != nil {
		return err
	}
	if err := put(document, sheets); err != nil {
		return err
	}
	plain, err := document.GetBytesPdfReturnErr() // its WriteTo does not report a failing writer
	if err != nil {
		return fmt.Errorf("compile labels: %w", err)
	}
	data, err := squeeze(plain)
	if err != nil {
		return fmt.Errorf("compile labels: %w", err)
	}
	if _, err := w.Write(data); err != nil {
		return fmt.Errorf("write labels: %w", err)
	}
	return nil
}

// layOut arranges labels, each followed by its sheet with the customs declaration
// if it has one, and returns the first problem in their order.
func layOut(contents []Content) ([]Sheet, error) {
	sheets, problems := layOutEach(contents)
	for i, err := range problems {
		if err != nil {
			return nil, fmt.Errorf("label of %s: %w", contents[i].Waybill, err)
		}
	}
	return slices.Concat(sheets...), nil
}

// layOutEach arranges labels, on all processors at a time: each has its sheets or its problem.
func layOutEach(contents []Content) ([][]Sheet, []error) {
	sheets, problems := make([][]Sheet, len(contents)), make([]error, len(contents))
	onAllProcessors(len(contents), func(i int) { sheets[i], problems[i] = contents[i].sheets() })
	return sheets, problems
}

// onAllProcessors does n things, on all processors at a time.
func onAllProcessors(n int, do func(int)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	workers.Wait()
}

// sheets are the label and what is printed after it.
func (c Content) sheets() ([]Sheet, error) {
	label, err := Layout(c)
	if err != nil || !c.Separate {
		return []Sheet{label}, err
	}
	declaration, err := Declaration(c)
	return []Sheet{label, declaration}, err
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

// paint draws one sheet on the page.
func paint(document *gopdf.GoPdf, s Sheet) error {
	stroke := 0.0 // of the line drawn last
	thickness := func(of float64) {
		if of != stroke {
			document.SetLineWidth(of)
			stroke = of
		}
	}
	for _, m := range s.Marks {
		switch m := m.(type) {
		case Text:
			if err := paintText(document, m); err != nil {
				return err
			}
		case Line:
			thickness(m.Stroke)
			document.Line(m.X1, m.Y1, m.X2, m.Y2)
		case Box:
			thickness(m.Stroke)
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
