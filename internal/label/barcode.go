package label

import (
	"image"
	"image/color"
	"math"

	"github.com/boombuler/barcode/code128"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"
)

// Figures of barcodes (facts, section 6.2, and the widths printers can do).
const (
	moduleWidth  = 0.375      // mm; three dots of a printer with 203 dots per inch
	quietModules = 10         // light modules on either side (ISO/IEC 15417)
	dotsPerMM    = 8          // dots of a label printer; the trade calls it 203 dots per inch
	sheetDots    = 600 / 25.4 // dots per mm of an office printer, for labels on A4 sheets
)

// code128Of encodes a number as Code 128, the dense set for digits included.
// Only printable ASCII can be encoded.
func code128Of(number string) ([]bool, error) {
	if number == "" || !plain(number) {
		return nil, ErrWaybill.With("Number", number)
	}
	symbol, err := code128.Encode(number)
	if err != nil {
		return nil, ErrWaybill.With("Number", number)
	}
	modules := make([]bool, symbol.Bounds().Dx())
	for x := range modules {
		modules[x] = symbol.At(x, 0) == color.Black
	}
	return modules, nil
}

// scanHeight is the height in dots of the picture that is read back; one row
// would do, the reader wants a few.
const scanHeight = 4

// readable reports whether a reader gets the barcode's text from the bars as
// they lie on the paper, printed with so many dots per mm.
func (b Barcode) readable(dots float64) error {
	picture := rasterBars(b, dots)
	bitmap, err := gozxing.NewBinaryBitmap(gozxing.NewGlobalHistgramBinarizer(gozxing.NewLuminanceSourceFromImage(picture)))
	if err != nil {
		return ErrUnreadable.With("Number", b.Text)
	}
	result, err := oned.NewCode128Reader().Decode(bitmap, nil)
	if err != nil || result.GetText() != b.Text {
		return ErrUnreadable.With("Number", b.Text)
	}
	return nil
}

// rasterBars paints the bars as a printer does: a dot is dark when its centre is.
func rasterBars(b Barcode, dots float64) *image.Gray {
	zone := b.withQuiet()
	first := math.Floor(zone.X * dotsPerMM)
	picture := image.NewGray(image.Rect(0, 0, int(math.Ceil(zone.right()*dots)-first), scanHeight))
	for i := range picture.Pix {
		picture.Pix[i] = 0xFF
	}
	for _, bar := range b.Bars() {
		from := int(math.Ceil(bar.X*dots - 0.5 - first))
		to := int(math.Ceil(bar.right()*dots - 0.5 - first))
		for y := range scanHeight {
			for x := from; x < to; x++ {
				picture.Pix[y*picture.Stride+x] = 0
			}
		}
	}
	return picture
}
