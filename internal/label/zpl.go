package label

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// ZPL writes labels for thermal printers with 203 dots per inch that understand
// ZPL II, one form (^XA to ^XZ) for each and one for its separate customs declaration. The printers know neither Cyrillic nor
// Chinese, so texts and lines are one picture; only the barcode is a command,
// so that its bars are whole dots whatever the printer does to pictures.
func (p *Printer) ZPL(w io.Writer, contents ...Content) error {
	sheets, err := layOut(contents)
	if err != nil {
		return err
	}
	return forms(w, sheets)
}

// forms writes sheets that are laid out, painted on all processors at a time.
func forms(w io.Writer, sheets []Sheet) error {
	painted, problems := make([]bytes.Buffer, len(sheets)), make([]error, len(sheets))
	onAllProcessors(len(sheets), func(i int) { problems[i] = form(&painted[i], sheets[i]) })
	if err := errors.Join(problems...); err != nil {
		return err
	}
	for i := range painted {
		if _, err := painted[i].WriteTo(w); err != nil {
			return fmt.Errorf("write labels: %w", err)
		}
	}
	return nil
}

// form writes one label. ^PW and ^LL are its size and ^LH its corner in dots, ^MMT tears it off,
// ^PQ1 prints it once.
func form(out *bytes.Buffer, s Sheet) error {
	fmt.Fprintf(out, "^XA\n^MMT\n^PW%d\n^LL%d\n^LH0,0\n", dots(s.Width), dots(s.Height))
	r := newRaster(s)
	for _, m := range s.Marks {
		b, ok := m.(Barcode)
		if !ok {
			if err := r.paint(m); err != nil {
				return err
			}
			continue
		}
		if strings.ContainsAny(b.Text, commandSigns) {
			return ErrWaybill.With("Number", b.Text)
		}
		barcodeCommand(out, b)
	}
	graphic(out, r.bits())
	out.WriteString("^PQ1\n^XZ\n")
	return nil
}

// commandSigns mean something else than themselves in the text of a barcode.
const commandSigns = "^~>"

// barcodeCommand writes ^BY, the width of a bar in dots, and ^BC, a Code 128 without text below it, for
// which the printer chooses the sets of characters.
func barcodeCommand(out *bytes.Buffer, b Barcode) {
	fmt.Fprintf(out, "^FO%d,%d^BY%d^BCN,%d,N,N,N,A^FD%s^FS\n", dots(b.X), dots(b.Y), dots(b.Module), dots(b.Height), b.Text)
}

// graphic writes ^GF, a picture in hexadecimal digits with the abbreviations of ZPL II.
func graphic(out *bytes.Buffer, rows [][]byte) {
	width := len(rows[0])
	fmt.Fprintf(out, "^FO0,0^GFA,%d,%d,%d,", width*len(rows), width*len(rows), width)
	last := ""
	for _, row := range rows {
		digits := fmt.Sprintf("%X", row)
		if digits == last {
			out.WriteByte(':') // the same row again
			continue
		}
		abbreviate(out, digits)
		last = digits
	}
	out.WriteString("^FS\n")
}

// abbreviate writes a row: a comma for zeros up to its end, and a count before a digit that is repeated.
func abbreviate(out *bytes.Buffer, digits string) {
	rest := strings.TrimRight(digits, "0")
	for rest != "" {
		run := len(rest) - len(strings.TrimLeft(rest, rest[:1]))
		out.WriteString(count(run))
		out.WriteByte(rest[0])
		rest = rest[run:]
	}
	if !strings.HasSuffix(digits, "0") {
		return
	}
	out.WriteByte(',')
}

// count is a number of repetitions as ZPL II writes it: z to g are 400 to 20 in steps of 20, Y to G are 19 to 1.
func count(n int) string {
	if n == 1 {
		return ""
	}
	var b strings.Builder
	for ; n >= 400; n -= 400 {
		b.WriteByte('z')
	}
	if n >= 20 {
		b.WriteByte(byte('f' + n/20))
		n %= 20
	}
	if n > 0 {
		b.WriteByte(byte('F' + n))
	}
	return b.String()
}
