package label_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/label"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/testing/sample"
)

// mixed are parcels of two channels and two kinds of goods, one of which has no number yet.
func mixed() *desk {
	d := &desk{}
	for i := range 6 {
		d.sent(func(_ *order.Order, p *parcel.Parcel) {
			p.Channel, p.Waybill = []channel.Code{channel.ChinaPostRegistered, channel.Premium}[i%2], fmt.Sprintf("RB%09dCN", i+1)
			p.Goods = p.Goods[i%3/2:]
		})
	}
	d.sent(func(_ *order.Order, p *parcel.Parcel) { p.Waybill = "" })
	return d
}

// summed is a run with a summary.
func summed(s parcel.Separator, on parcel.Paper) parcel.LabelRun {
	return parcel.LabelRun{Kind: parcel.PDF, Paper: on, Start: 1, Separator: s, Summary: &parcel.RunSummary{
		Shop: "Yiwu Bright Goods", By: "Wang Fang", At: sample.Moment.In(sample.Moment.Location()), Skipped: []parcel.Left{{Code: "batch_closed", Count: 3}},
	}}
}

// run is a document of the labels of a desk.
func (d *desk) run(t *testing.T, r parcel.LabelRun) []byte {
	t.Helper()
	parcels := slices.Clone(d.parcels)
	slices.SortFunc(parcels, r.Separator.Compare)
	document, problems, err := d.documents(t).Labels.Document(t.Context(), parcels, r)
	if err != nil || len(problems) != 1 || !errors.Is(problems[7], parcel.ErrNoLabel) {
		t.Fatalf("%v, %v", problems, err)
	}
	return document
}

func TestTheSummarySaysWhatIsInTheDocumentAndWhatIsNot(t *testing.T) {
	pages := said(t, keepPDF(t, mixed().run(t, summed(parcel.NoSeparator, parcel.OwnSize))))
	if len(pages) != 7 {
		t.Fatalf("%d pages", len(pages))
	}
	mention(t, pages[0], "LABELS 面单汇总", "Labels 面单: 6", "Yiwu Bright Goods", "2026-11-20 06:00 · Wang Fang", "First 首张: LP00143017180003",
		"Last 末张: LP00143017180005", "China Post Registered Air Mail", "AliExpress Premium Shipping", "Left out 未打印", "物流订单已关闭", "The logistics order is closed", "There is no label yet", "Not a label")
}

func TestSeparatorsStandBeforeEveryGroupAndOnlyThere(t *testing.T) {
	for s, want := range map[parcel.Separator][]string{
		parcel.ByDestination: {"AliExpress Premium Shipping", "China Post Registered Air Mail"}, parcel.BySKU: {"CAB-1", "TWS-W"},
	} {
		var got []string
		for _, text := range said(t, keepPDF(t, mixed().run(t, summed(s, parcel.OwnSize)))) {
			if !strings.Contains(text, "SEPARATOR") {
				continue
			}
			for _, name := range want {
				if strings.Contains(strings.Join(strings.Fields(text), " "), name) {
					got = append(got, name)
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("by %s (-want +got):\n%s", s, diff)
		}
	}
}

func TestEveryParcelHasOneLabelWhateverStandsBetweenThem(t *testing.T) {
	var want []string
	for i := range 6 {
		want = append(want, fmt.Sprintf("RB%09dCN", i+1))
	}
	for i, on := range []parcel.Paper{parcel.OwnSize, parcel.Stock150, parcel.SheetOf2, parcel.SheetOf4, parcel.SheetOf6, parcel.SheetOf8} {
		s := parcel.Separators[i%len(parcel.Separators)]
		t.Run(string(on)+" "+string(s), func(t *testing.T) {
			d := mixed()
			d.parcels = append(d.parcels, d.parcels[2]) // ticked twice
			base := filepath.Join(t.TempDir(), "page")
			tool(t, "pdftoppm", "-r", "300", "-gray", keepPDF(t, d.run(t, summed(s, on))), base)
			files, err := filepath.Glob(base + "-*.pgm")
			if err != nil {
				t.Fatal(err)
			}
			got := scan(t, files...) // what is no label has no barcode
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("a scanner reads (-want +got):\n%s", diff)
			}
		})
	}
}

func TestThermalPrintersGetTheSameSheets(t *testing.T) {
	r := summed(parcel.ByDestination, parcel.OwnSize)
	r.Kind = parcel.ZPL
	text := string(mixed().run(t, r))
	if forms, codes := strings.Count(text, "^XA"), strings.Count(text, "^BC"); forms != 9 || codes != 6 {
		t.Errorf("%d forms with %d barcodes", forms, codes)
	}
	printed := (&thermal{t: t}).run(text)
	if got := printed[0].Bounds().Size(); got.X != 800 || got.Y != 1200 {
		t.Errorf("the summary has %v dots", got)
	}
}

func TestASummaryOfManyGroupsAddsUp(t *testing.T) {
	d := &desk{}
	for i := range 60 {
		d.sent(func(_ *order.Order, p *parcel.Parcel) {
			p.Channel, p.Waybill, p.Warehouse = channel.ChinaPostRegistered, fmt.Sprintf("RB%09dCN", i+1), fmt.Sprintf("HOUSE-%02d", i)
		})
	}
	document, _, err := d.documents(t).Labels.Document(t.Context(), d.parcels, summed(parcel.ByDestination, parcel.Stock100))
	if err != nil {
		t.Fatal(err)
	}
	pages := said(t, keepPDF(t, document))
	if len(pages) != 1+2*60 {
		t.Errorf("%d pages", len(pages))
	}
	mention(t, pages[0], "Labels 面单: 60", "HOUSE-00", "HOUSE-01", "… + 58 58", "Left out")
}

func TestWithoutAnyLabelThereIsNoDocument(t *testing.T) {
	d := &desk{}
	d.sent(func(_ *order.Order, p *parcel.Parcel) { p.Waybill = "" })
	document, problems, err := d.documents(t).Labels.Document(t.Context(), d.parcels, summed(parcel.BySKU, parcel.OwnSize))
	if err != nil || document != nil || len(problems) != 1 {
		t.Errorf("%d bytes, %v, %v", len(document), problems, err)
	}
	if _, _, err := d.documents(t).Labels.Document(t.Context(), make([]parcel.Parcel, label.MaxPages+1), summed(parcel.BySKU, parcel.OwnSize)); !errors.Is(err, label.ErrTooMany) {
		t.Errorf("more than a document holds: %v", err)
	}
}
