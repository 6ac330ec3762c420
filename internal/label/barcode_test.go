package label_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"sellerdesk/internal/label"
)

// barcode is the barcode of a label.
func barcode(t rapid.TB, s label.Sheet) label.Barcode {
	for _, m := range s.Marks {
		if b, ok := m.(label.Barcode); ok {
			return b
		}
	}
	t.Fatal("the label has no barcode")
	return label.Barcode{}
}

// numbers are waybills of the carriers that sellers use (facts, section 7).
var numbers = []string{"RB123456785CN", "LZ473124829CN", "UA123456785CN", "1Z5R89390357567127", "986578788855", "3318810025",
	"JJD014600006281230704", "SF1234567890123", "9400111206206406260787", "420900019400111206206406260787", "YT2301012345678901", "CNG00123456789012"}

func TestTheNumbersOfAllCarriersHaveABarcode(t *testing.T) {
	for _, number := range numbers {
		sheet := mustLayout(t, content(label.Tall, "latin", func(c *label.Content) { c.Waybill = number }))
		if b := barcode(t, sheet); b.Text != number || b.Module != 0.375 {
			t.Errorf("barcode of %s = %s, module %g mm", number, b.Text, b.Module)
		}
	}
}

func TestTheQuietZonesOfABarcodeAreEmpty(t *testing.T) {
	for _, c := range []label.Content{
		content(label.Square, "long"),
		content(label.Square, "long", func(c *label.Content) { c.Registered = false; c.Waybill = "420900019400111206206406260787" }),
		content(label.Tall, "long", func(c *label.Content) { c.Waybill = "420900019400111206206406260787" }),
	} {
		sheet := mustLayout(t, c)
		b := barcode(t, sheet)
		left, right := b.X-10*b.Module, b.X+float64(len(b.Modules)+10)*b.Module
		if left < sheet.Frame.X || right > sheet.Frame.X+sheet.Frame.W {
			t.Errorf("quiet zones from %.2f to %.2f mm leave the frame", left, right)
		}
		for _, m := range sheet.Marks {
			text, ok := m.(label.Text)
			if ok && text.Y > b.Y && text.Y-0.73*text.Size*25.4/72 < b.Y+b.Height && text.X < right && text.X+text.Width > left {
				t.Errorf("%q lies in a quiet zone", text.Text)
			}
		}
	}
}

func TestBarsAreTheDarkModules(t *testing.T) {
	b := label.Barcode{X: 10, Y: 5, Height: 8, Module: 0.5, Modules: []bool{true, true, false, true, false}}
	want := []label.Rect{{X: 10, Y: 5, W: 1, H: 8}, {X: 11.5, Y: 5, W: 0.5, H: 8}}
	if got := b.Bars(); len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("bars = %v, want %v", got, want)
	}
}

func TestAnyWaybillIsReadableOrRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.StringMatching(`[ -~]{0,24}`).Draw(t, "number")
		sheet, err := label.Layout(content(label.Tall, "latin", func(c *label.Content) { c.Waybill = number }))
		if err != nil {
			if !errors.Is(err, label.ErrWaybill) {
				t.Fatal(err)
			}
			return
		}
		if got := barcode(t, sheet).Text; got != number {
			t.Errorf("barcode says %q, want %q", got, number)
		}
	})
}
