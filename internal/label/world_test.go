package label_test

import (
	"bytes"
	"fmt"
	"image"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/label"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tracking"
)

// destinations are forty countries to which sellers send.
var destinations = []place.Country{
	"RU", "US", "GB", "BR", "AU", "FR", "ES", "CA", "IL", "IT", "DE", "CL", "SE", "BY", "NO", "NL", "UA", "CH", "MX", "PL",
	"CZ", "HR", "SK", "SI", "NZ", "JP", "KR", "TH", "SA", "AE", "GR", "PT", "TR", "BE", "FI", "DK", "HU", "RO", "KZ", "TW",
}

// scripts are the ways in which buyers write, each with a name, a street, and
// what a reader gets back from the printed name.
var scripts = []struct{ name, buyer, street, printed string }{
	{"Latin with diacritics", "Łukasz Świętosławski-Núñez", "Žižkova Ørsted ulice 12", "Łukasz Świętosławski-Núñez"},
	{"Cyrillic", "Щербакова Наталья", "ул. Большая Полянка, д. 7", "Щербакова Наталья"},
	{"Greek", "Ελένη Παπαδοπούλου", "Οδός Ερμού 15", "Ελένη Παπαδοπούλου"},
	{"Han", "陳美玲", "信義路五段7號", "陳美玲"},
	{"kana", "たなか ハナコ", "さくらマンション3", "たなか ハナコ"},
	{"Arabic", "محمد علي", "شارع الملك فهد 12", "Mhmd"},
	{"Hebrew", "דוד כהן", "רחוב הרצל 5", "Dvd"},
	{"Thai", "สมชาย ใจดี", "ถนนสุขุมวิท 21", "Smchaay"},
	{"Hangul", "김민수", "강남대로 396", "Gimminsu"},
	{"emoji", "Anna 🎁 Bell", "Rose Lane 1 🌹", "Anna Bell"},
}

// everywhere are labels to all destinations in all scripts, in both formats.
func everywhere(t *testing.T) (contents []label.Content, printed []string) {
	t.Helper()
	for i, to := range destinations {
		for k, s := range scripts {
			code := []channel.Code{channel.ChinaPostRegistered, channel.Standard}[(i+k)%2]
			number, err := tracking.Make(tracking.Postal, "RB", "CN", int64(i*len(scripts)+k+1))
			if err != nil {
				t.Fatal(err)
			}
			contents = append(contents, saying(t, func(p *parcel.Parcel) {
				p.Channel, p.Waybill = code, number
				p.Documents.To.Country, p.Documents.To.Name, p.Documents.To.Street = to, s.buyer, s.street
			}))
			printed = append(printed, s.printed)
		}
	}
	return contents, printed
}

func TestLabelsToFortyCountriesInAllScriptsAreWhole(t *testing.T) {
	contents, printed := everywhere(t)
	for i, c := range contents {
		for _, format := range []label.Format{label.Square, label.Tall} {
			c.Format = format
			text := words(mustLayout(t, c)) // whose barcode was read when it was laid out
			for _, want := range []string{printed[i], c.Waybill, strings.ToUpper(c.To.Country.English), c.To.Country.Chinese} {
				if !strings.Contains(text, want) {
					t.Errorf("the %s label to %s lacks %q:\n%s", format, c.To.Address.Country, want, text)
				}
			}
		}
		if !c.Separate {
			continue
		}
		if _, err := label.Declaration(c); err != nil {
			t.Errorf("the declaration to %s: %v", c.To.Address.Country, err)
		}
	}
}

// sampled are as many labels as there are destinations and scripts both, each destination once.
func sampled(t *testing.T) (contents []label.Content, printed []string) {
	t.Helper()
	all, names := everywhere(t)
	for i := range destinations {
		at := i*len(scripts) + (i+i/len(scripts))%len(scripts)
		one := all[at]
		one.Separate = false
		contents, printed = append(contents, one), append(printed, names[at])
	}
	return contents, printed
}

func TestLabelsToFortyCountriesAreReadBackFromThePrint(t *testing.T) {
	contents, printed := sampled(t)
	var want []string
	for _, c := range contents {
		want = append(want, c.Waybill)
	}
	if diff := cmp.Diff(want, zbar(t, pages(t, 203, contents...)...)); diff != "" {
		t.Errorf("a scanner reads from the pages (-want +got):\n%s", diff)
	}
	texts := strings.Split(tool(t, "pdftotext", "-raw", save(t, contents...), "-"), "\f")
	for i, text := range texts[:len(contents)] {
		for _, want := range []string{printed[i], contents[i].Waybill, contents[i].To.Country.Chinese} {
			if !strings.Contains(text, want) {
				t.Errorf("the label to %s lacks %q:\n%s", contents[i].To.Address.Country, want, text)
			}
		}
	}
}

func TestThermalPrintersAndPicturesShowAllScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("eighty pictures take long")
	}
	contents, _ := sampled(t)
	var want, pictures, prints []string
	for i, printed := range (&thermal{t: t}).run(zpl(t, contents...)) {
		shown := picture(t, contents[i])
		if n := unlike(shown, printed); n > 0 {
			t.Errorf("the label to %s differs from its picture in %d dots", contents[i].To.Address.Country, n)
		}
		want = append(want, contents[i].Waybill)
		pictures, prints = append(pictures, keep(t, shown)), append(prints, keep(t, printed))
	}
	for what, files := range map[string][]string{"pictures": pictures, "prints": prints} {
		if diff := cmp.Diff(want, zbar(t, files...)); diff != "" {
			t.Errorf("a scanner reads from the %s (-want +got):\n%s", what, diff)
		}
	}
}

// TestPicturesAreWhatTheDocumentShows compares dots: words of a picture cannot be
// extracted, but those of the document are, and its page looks the same.
func TestPicturesAreWhatTheDocumentShows(t *testing.T) {
	contents, _ := sampled(t)
	for i, file := range pages(t, 203, contents...) {
		if share := unlikeness(t, picture(t, contents[i]), file); share > 0.006 {
			t.Errorf("the picture of the label to %s differs from its page in %.1f %% of the dots", contents[i].To.Address.Country, share*100)
		}
	}
}

// unlikeness is the share of dots in which a picture and a rasterised page differ;
// painters round edges differently, so a dot counts only if no neighbour on the page is like it.
func unlikeness(t *testing.T, shown image.Image, file string) float64 {
	t.Helper()
	page := readPGM(t, file)
	size, differ := shown.Bounds().Size(), 0
	for y := 1; y < size.Y-1; y++ {
		for x := 1; x < size.X-1; x++ {
			r, _, _, _ := shown.At(x, y).RGBA()
			if !page.near(x, y, r < 0x8000) {
				differ++
			}
		}
	}
	return float64(differ) / float64(size.X*size.Y)
}

// greys are the dots of a rasterised page.
type greys struct {
	width, height int
	dots          []byte
}

func readPGM(t *testing.T, file string) greys {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var g greys
	var white int
	if _, err := fmt.Sscanf(string(data[:20]), "P5\n%d %d\n%d", &g.width, &g.height, &white); err != nil {
		t.Fatal(err)
	}
	g.dots = data[len(data)-g.width*g.height:]
	return g
}

// near reports whether the dot at a place, or one beside it, is dark, or light.
func (g greys) near(x, y int, dark bool) bool {
	for dy := -1; dy <= 1; dy++ {
		for dx := -1; dx <= 1; dx++ {
			if nx, ny := x+dx, y+dy; nx >= 0 && ny >= 0 && nx < g.width && ny < g.height && (g.dots[ny*g.width+nx] < 0xA0) == dark {
				return true
			}
		}
	}
	return false
}

func TestSheetsOfPaperHoldAllScripts(t *testing.T) {
	all, names := sampled(t)
	for i, paper := range []parcel.Paper{parcel.SheetOf2, parcel.SheetOf4, parcel.SheetOf6, parcel.SheetOf8} {
		t.Run(string(paper), func(t *testing.T) {
			from := i % 2 * 20 // every script in both formats on each paper, every country on two
			contents, printed := all[from:from+20], names[from:from+20]
			var want []string
			for _, c := range contents {
				want = append(want, c.Waybill)
			}
			got := zbar(t, sheets(t, paper, 1, contents...)...)
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("a scanner reads from the sheets (-want +got):\n%s", diff)
			}
			var b bytes.Buffer
			if err := printer(t).PDF(&b, paper, 1, contents...); err != nil {
				t.Fatal(err)
			}
			text := tool(t, "pdftotext", "-raw", keepPDF(t, b.Bytes()), "-")
			for i, name := range printed {
				if !strings.Contains(text, name) || !strings.Contains(text, contents[i].To.Country.Chinese) {
					t.Errorf("the sheets lack %q to %s", name, contents[i].To.Address.Country)
				}
			}
		})
	}
}
