package label_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/label"
	"sellerdesk/internal/parcel"
)

// tool runs a program that looks at documents. Without it the test is skipped,
// or fails where REQUIRE_TOOLS=1 says that nothing may be skipped. With -short
// nothing is looked at: other programs take long.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("other programs take long")
	}
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("REQUIRE_TOOLS") == "1" {
			t.Fatalf("%s is not installed", name)
		}
		t.Skipf("%s is not installed (Debian: poppler-utils, zbar-tools)", name)
	}
	var stderr bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v: %s", name, err, stderr.String())
	}
	return string(out)
}

// save writes the document with the labels of contents to a file.
func save(t *testing.T, contents ...label.Content) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "labels.pdf")
	if err := os.WriteFile(path, pdf(t, contents...), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// people are the names of the recipients in a fixed order.
var people = []string{"latin", "cyrillic", "chinese", "arabic", "long"}

// all are labels in both formats to all recipients, registered and not.
func all() (contents []label.Content) {
	for i, to := range people {
		for _, format := range []label.Format{label.Square, label.Tall} {
			contents = append(contents, content(format, to, func(c *label.Content) { c.Registered = i%2 == 0 }))
		}
	}
	return contents
}

// pages rasterises labels and returns the pictures, one file a page, as PGM.
func pages(t *testing.T, dpi int, contents ...label.Content) []string {
	t.Helper()
	base := filepath.Join(t.TempDir(), "page")
	tool(t, "pdftoppm", "-r", fmt.Sprint(dpi), "-gray", save(t, contents...), base)
	files, err := filepath.Glob(base + "-*.pgm")
	if err != nil || len(files) != len(contents) {
		t.Fatalf("%d pages of %d labels, %v", len(files), len(contents), err)
	}
	return files
}

func TestPrintedBarcodesAreRead(t *testing.T) {
	contents := all()
	var want []string
	for i := range contents {
		contents[i].Waybill = numbers[i%3]
		want = append(want, contents[i].Waybill)
	}
	for _, dpi := range []int{203, 300} {
		t.Run(fmt.Sprint(dpi, " dpi"), func(t *testing.T) {
			args := []string{"-q", "--raw", "--nodbus", "-Sdisable", "-Scode128.enable"}
			got := strings.Fields(tool(t, "zbarimg", append(args, pages(t, dpi, contents...)...)...))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("waybills read from the pages (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNothingIsPrintedOutsideTheFrame(t *testing.T) {
	const dpi = 300
	for i, page := range pages(t, dpi, all()...) {
		frame := mustLayout(t, all()[i]).Frame
		if at, dark := darkOutside(t, page, frame, dpi); dark {
			t.Errorf("page %d is dark at %s", i+1, at)
		}
	}
}

// darkOutside looks for a dark dot outside of the frame and the stroke it is drawn with.
func darkOutside(t *testing.T, path string, frame label.Rect, dpi float64) (at string, dark bool) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var width, height, white int
	if _, err := fmt.Sscanf(string(data[:20]), "P5\n%d %d\n%d", &width, &height, &white); err != nil {
		t.Fatal(err)
	}
	const margin = 0.25 + 0.1 // half the stroke, and a dot
	dots := data[len(data)-width*height:]
	for i, dot := range dots {
		x, y := (float64(i%width)+0.5)*25.4/dpi, (float64(i/width)+0.5)*25.4/dpi
		inside := x > frame.X-margin && x < frame.X+frame.W+margin && y > frame.Y-margin && y < frame.Y+frame.H+margin
		if !inside && int(dot) < white {
			return fmt.Sprintf("%.1f, %.1f mm", x, y), true
		}
	}
	return "", false
}

func TestTextCanBeCopiedFromTheDocument(t *testing.T) {
	want := map[string][]string{
		"latin":    {"Łukasz Świętosławski", "ul. Żółkiewskiego 17 m. 4", "Łódź, Łódzkie", "POLAND", "波兰"},
		"cyrillic": {"Щербакова Наталья Юрьевна", "ул. Большая Полянка", "RUSSIAN FEDERATION", "俄罗斯"},
		"chinese":  {"陳美玲", "信義路五段7號", "中国台湾"},
		"arabic":   {"Mhmd Bn Abd Allh", "沙特阿拉伯"},
	}
	for to, texts := range want {
		for _, format := range []label.Format{label.Square, label.Tall} {
			got := tool(t, "pdftotext", "-layout", save(t, content(format, to)), "-")
			for _, text := range append(slices.Clone(texts), "8012345678901234", "LP00143017183663", "CASE-IP15-BLK x 2") {
				if !strings.Contains(got, text) {
					t.Errorf("%s label to %s lacks %q:\n%s", format, to, text, got)
				}
			}
		}
	}
}

func TestPagesHaveTheSizeOfTheLabel(t *testing.T) {
	got := tool(t, "pdfinfo", "-f", "1", "-l", "2", save(t, content(label.Square, "latin"), content(label.Tall, "latin")))
	for _, want := range []string{"283.46 x 283.46 pts", "283.46 x 425.2 pts"} { // 100 × 100 and 100 × 150 mm
		if !strings.Contains(got, want) {
			t.Errorf("no page of %s:\n%s", want, got)
		}
	}
}

func TestTheSameLabelsAreTheSameBytes(t *testing.T) {
	contents := all()[:4]
	first := pdf(t, contents...)
	p := printer(t)
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			var again bytes.Buffer
			if err := p.PDF(&again, parcel.OwnSize, 1, contents...); err != nil || !bytes.Equal(first, again.Bytes()) {
				t.Errorf("another document than before; error %v", err)
			}
		})
	}
	wg.Wait()
}

func TestALabelIsASmallFile(t *testing.T) {
	for _, c := range all() {
		if size := len(pdf(t, c)); size > 100_000 {
			t.Errorf("%s label has %d bytes", c.Format, size)
		}
	}
}

func TestADocumentIsWholeOrNotWritten(t *testing.T) {
	good := content(label.Square, "latin")
	bad := content(label.Square, "latin", func(c *label.Content) { c.Waybill = "" })
	tests := []struct {
		name     string
		contents []label.Content
		want     error
	}{
		{"one label cannot be made", []label.Content{good, bad}, label.ErrWaybill},
		{"more labels than a document holds", make([]label.Content, label.MaxPages+1), label.ErrTooMany},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := printer(t).PDF(&b, parcel.OwnSize, 1, tt.contents...); !errors.Is(err, tt.want) || b.Len() != 0 {
				t.Errorf("error = %v with %d bytes written, want %v", err, b.Len(), tt.want)
			}
		})
	}
}

func TestAFailingWriterIsReported(t *testing.T) {
	full := errors.New("disk full")
	if err := printer(t).PDF(failing{full}, parcel.OwnSize, 1, content(label.Tall, "latin")); !errors.Is(err, full) {
		t.Errorf("error = %v, want %v", err, full)
	}
}

// failing is a writer that always fails.
type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func BenchmarkOneLabel(b *testing.B) { benchmark(b, 1) }

func BenchmarkThousandLabels(b *testing.B) { benchmark(b, 1000) }

func benchmark(b *testing.B, count int) {
	p := printer(b)
	contents := make([]label.Content, count)
	for i := range contents {
		contents[i] = content([]label.Format{label.Square, label.Tall}[i%2], people[i%len(people)])
	}
	b.ReportAllocs()
	for b.Loop() {
		var out bytes.Buffer
		if err := p.PDF(&out, parcel.OwnSize, 1, contents...); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(out.Len()), "bytes/document")
	}
}
