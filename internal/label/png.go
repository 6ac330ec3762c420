package label

import (
	"fmt"
	"image/png"
	"io"
)

// PNG writes a label as the picture that a printer with 203 dots per inch makes
// of it, in black and white, without a separate customs declaration.
func (p *Printer) PNG(w io.Writer, c Content) error {
	sheets, err := layOut([]Content{c})
	if err != nil {
		return err
	}
	r := newRaster(sheets[0])
	for _, m := range sheets[0].Marks {
		if err := r.paint(m); err != nil {
			return err
		}
	}
	if err := png.Encode(w, r.printed()); err != nil {
		return fmt.Errorf("write label: %w", err)
	}
	return nil
}
