package label_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/boombuler/barcode/code128"
	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/label"
	"sellerdesk/internal/parcel"
)

// zbar reads the Code 128 barcodes of pictures.
func zbar(t *testing.T, files ...string) []string {
	t.Helper()
	args := []string{"-q", "--raw", "--nodbus", "-Sdisable", "-Scode128.enable"}
	return strings.Fields(tool(t, "zbarimg", append(args, files...)...))
}

// scan reads the Code 128 barcodes of pictures, of which some may have none.
func scan(t *testing.T, files ...string) []string {
	t.Helper()
	args := append([]string{"-q", "--raw", "--nodbus", "-Sdisable", "-Scode128.enable"}, files...)
	out, err := exec.Command("zbarimg", args...).Output()
	var nothing *exec.ExitError
	if err != nil && !(errors.As(err, &nothing) && nothing.ExitCode() == 4) {
		t.Fatal(err)
	}
	return strings.Fields(string(out))
}

// keep writes a picture to a file.
func keep(t *testing.T, picture image.Image) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "label.png")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, picture); err != nil {
		t.Fatal(err)
	}
	return path
}

// picture is the PNG of a label.
func picture(t *testing.T, c label.Content) image.Image {
	t.Helper()
	var b bytes.Buffer
	if err := printer(t).PNG(&b, c); err != nil {
		t.Fatal(err)
	}
	p, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAPictureOfALabelIsReadByAScanner(t *testing.T) {
	for _, c := range all() {
		p := picture(t, c)
		if got := p.Bounds().Size(); got != map[label.Format]image.Point{label.Square: {X: 800, Y: 800}, label.Tall: {X: 800, Y: 1200}}[c.Format] {
			t.Errorf("the %s label has %v dots", c.Format, got)
		}
		if diff := cmp.Diff([]string{c.Waybill}, zbar(t, keep(t, p))); diff != "" {
			t.Errorf("waybill read from the picture (-want +got):\n%s", diff)
		}
	}
}

// thermal prints ZPL as a printer does: it knows the commands that labels use,
// as the language's manual describes them, and no others.
type thermal struct {
	t      *testing.T
	labels []*image.Gray
	x, y   int
	module int
	height int
}

var command = regexp.MustCompile(`\^([A-Z][A-Z0-9])([^^]*)`)

// run prints the labels of a text.
func (p *thermal) run(zpl string) []*image.Gray {
	p.t.Helper()
	width := 0
	for _, c := range command.FindAllStringSubmatch(zpl, -1) {
		text := strings.Trim(c[2], "\n")
		switch c[1] {
		case "XA", "XZ", "FS", "LH", "MM", "PQ":
		case "PW":
			width = number(p.t, text)
		case "LL":
			p.labels = append(p.labels, image.NewGray(image.Rect(0, 0, width, number(p.t, text))))
			for i := range p.paper().Pix {
				p.paper().Pix[i] = 0xFF
			}
		case "FO":
			at := strings.Split(text, ",")
			p.x, p.y = number(p.t, at[0]), number(p.t, at[1])
		case "BY":
			p.module = number(p.t, text)
		case "BC":
			p.height = number(p.t, strings.Split(text, ",")[1])
		case "FD":
			p.barcode(text)
		case "GF":
			p.graphic(strings.SplitN(text, ",", 5))
		default:
			p.t.Errorf("the printer does not know ^%s", c[1])
		}
	}
	return p.labels
}

func (p *thermal) paper() *image.Gray { return p.labels[len(p.labels)-1] }

func (p *thermal) barcode(text string) {
	symbol, err := code128.Encode(text)
	if err != nil {
		p.t.Fatal(err)
	}
	for module := range symbol.Bounds().Dx() {
		for dot := range p.module * p.height {
			if symbol.At(module, 0) == color.Black {
				p.paper().SetGray(p.x+module*p.module+dot%p.module, p.y+dot/p.module, color.Gray{})
			}
		}
	}
}

// graphic prints a picture of abbreviated hexadecimal digits.
func (p *thermal) graphic(args []string) {
	total, width := number(p.t, args[1]), number(p.t, args[3])
	if args[0] != "A" || args[1] != args[2] {
		p.t.Fatalf("a picture of the kind %v", args[:4])
	}
	var rows []string
	row, times := "", 0
	for _, c := range args[4] {
		switch {
		case c == ':':
			rows = append(rows, rows[len(rows)-1])
		case c == ',':
			row += strings.Repeat("0", 2*width-len(row))
		case c >= 'G' && c <= 'Y':
			times += int(c-'G') + 1
		case c >= 'g' && c <= 'z':
			times += 20 * (int(c-'g') + 1)
		default:
			row, times = row+strings.Repeat(string(c), max(1, times)), 0
		}
		if len(row) == 2*width {
			rows, row = append(rows, row), ""
		}
	}
	if len(rows)*width != total {
		p.t.Fatalf("%d rows of %d bytes, %d were announced", len(rows), width, total)
	}
	p.dark(rows)
}

func (p *thermal) dark(rows []string) {
	for y, row := range rows {
		for i := range row {
			digit, err := strconv.ParseUint(row[i:i+1], 16, 8)
			if err != nil {
				p.t.Fatal(err)
			}
			for bit := range 4 {
				if digit&(8>>bit) != 0 {
					p.paper().SetGray(p.x+4*i+bit, p.y+y, color.Gray{})
				}
			}
		}
	}
}

func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// zpl is the text for the printer.
func zpl(t *testing.T, contents ...label.Content) string {
	t.Helper()
	var b bytes.Buffer
	if err := printer(t).ZPL(&b, contents...); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAThermalPrinterPrintsThePictureOfTheLabel(t *testing.T) {
	contents := all()
	printed := (&thermal{t: t}).run(zpl(t, contents...))
	if len(printed) != len(contents) {
		t.Fatalf("%d labels of %d", len(printed), len(contents))
	}
	for i, c := range contents {
		if got := zbar(t, keep(t, printed[i])); !cmp.Equal([]string{c.Waybill}, got) {
			t.Errorf("a scanner reads %v from the label of %s", got, c.Waybill)
		}
		if n := unlike(picture(t, c), printed[i]); n > 0 {
			t.Errorf("the %s label has %d dots that the picture has not", c.Format, n)
		}
	}
}

// unlike counts the dots in which two pictures differ.
func unlike(a, b image.Image) (n int) {
	size := a.Bounds().Size()
	for i := range size.X * size.Y {
		ra, _, _, _ := a.At(i%size.X, i/size.X).RGBA()
		rb, _, _, _ := b.At(i%size.X, i/size.X).RGBA()
		if ra != rb {
			n++
		}
	}
	return n
}

func TestALabelForAThermalPrinterIsSmallAndPlain(t *testing.T) {
	text := zpl(t, all()[0])
	if len(text) > 60_000 {
		t.Errorf("it has %d bytes", len(text))
	}
	for _, r := range text {
		if r > '~' {
			t.Fatalf("it contains %q, which printers do not know", r)
		}
	}
	if !strings.HasPrefix(text, "^XA\n") || strings.Count(text, "^XZ") != 1 {
		t.Errorf("it begins with %.20q", text)
	}
	var b bytes.Buffer
	bad := content(label.Square, "latin", func(c *label.Content) { c.Waybill = "RB^XZ5678" })
	if err := printer(t).ZPL(&b, bad); !errors.Is(err, label.ErrWaybill) || b.Len() > 0 {
		t.Errorf("a number that is a command gives %v and %d bytes", err, b.Len())
	}
}

func TestSheetsOfPaperHoldLabelsFromAPositionOn(t *testing.T) {
	for _, paper := range []parcel.Paper{parcel.SheetOf2, parcel.SheetOf4, parcel.SheetOf6, parcel.SheetOf8} {
		t.Run(string(paper), func(t *testing.T) {
			per := paper.PerSheet()
			var want []string // the last position of one sheet, and all of the next
			var contents []label.Content
			for i := range per + 1 {
				want = append(want, fmt.Sprintf("RB12345%04dCN", i))
				contents = append(contents, content([]label.Format{label.Square, label.Tall}[i%2], people[i%len(people)],
					func(c *label.Content) { c.Waybill = want[i] }))
			}
			files := sheets(t, paper, per, contents...)
			if len(files) != 2 {
				t.Fatalf("%d labels from the last position on take %d sheets", len(contents), len(files))
			}
			if got := zbar(t, files[0]); !cmp.Equal(want[:1], got) {
				t.Errorf("a scanner reads %v from the first sheet", got)
			}
			got := zbar(t, files[1])
			slices.Sort(got)
			if diff := cmp.Diff(want[1:], got); diff != "" {
				t.Errorf("read from the second sheet (-want +got):\n%s", diff)
			}
		})
	}
}

// sheets are the pictures of A4 sheets as an office printer prints them.
func sheets(t *testing.T, paper parcel.Paper, start int, contents ...label.Content) []string {
	t.Helper()
	var b bytes.Buffer
	if err := printer(t).PDF(&b, paper, start, contents...); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a4.pdf")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if info := tool(t, "pdfinfo", path); !strings.Contains(info, "A4") {
		t.Errorf("the pages are\n%s", info)
	}
	base := filepath.Join(t.TempDir(), "page")
	tool(t, "pdftoppm", "-r", "300", "-gray", path, base)
	files, err := filepath.Glob(base + "-*.pgm")
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestPaperThatDoesNotFitIsRefused(t *testing.T) {
	tests := []struct {
		paper parcel.Paper
		start int
		want  error
	}{
		{parcel.SheetOf4, 0, parcel.ErrPosition}, {parcel.SheetOf4, 5, parcel.ErrPosition}, {parcel.OwnSize, 2, parcel.ErrPosition},
		{parcel.Stock100, 1, label.ErrTooLarge},
	}
	for _, tt := range tests {
		var b bytes.Buffer
		if err := printer(t).PDF(&b, tt.paper, tt.start, content(label.Tall, "latin")); !errors.Is(err, tt.want) || b.Len() > 0 {
			t.Errorf("position %d on %q gives %v, want %v", tt.start, tt.paper, err, tt.want)
		}
	}
}

func TestTheChinaPostLabelMayBePrintedOnTheLargerRoll(t *testing.T) {
	var b bytes.Buffer
	if err := printer(t).PDF(&b, parcel.Stock150, 1, content(label.Square, "latin"), content(label.Tall, "latin")); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "labels.pdf")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if info := tool(t, "pdfinfo", "-l", "2", path); strings.Count(info, "283.46 x 425.2 pts") != 2 {
		t.Errorf("the pages are\n%s", info)
	}
}
