package label_test

import (
	"fmt"
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

func TestThermalPrintersPrintAllScripts(t *testing.T) {
	contents, _ := sampled(t)
	contents = contents[:len(scripts)]
	for i, printed := range (&thermal{t: t}).run(zpl(t, contents...)) {
		t.Run(fmt.Sprint(contents[i].To.Address.Country, " ", scripts[i%len(scripts)].name), func(t *testing.T) {
			if got := zbar(t, keep(t, printed)); !slices.Equal(got, []string{contents[i].Waybill}) {
				t.Errorf("a scanner reads %v, want %s", got, contents[i].Waybill)
			}
		})
	}
}

func TestSheetsOfPaperHoldAllScripts(t *testing.T) {
	contents, _ := sampled(t)
	var want, got []string
	for _, c := range contents[:12] {
		want = append(want, c.Waybill)
	}
	for _, file := range sheets(t, parcel.SheetOf6, 1, contents[:12]...) {
		got = append(got, zbar(t, file)...)
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("a scanner reads from the sheets (-want +got):\n%s", diff)
	}
}
