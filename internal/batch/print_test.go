package batch_test

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/batch"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/job"
	"sellerdesk/internal/parcel"
)

// apart are parcels of two warehouses and channels, in turn, and one without a number.
func (w *world) apart(t *testing.T) []parcel.Parcel {
	t.Helper()
	var parcels []parcel.Parcel
	for i := range 6 {
		parcels = append(parcels, w.Parcel(t, func(p *parcel.Parcel) {
			p.Channel = []channel.Code{channel.ChinaPostRegistered, channel.Premium}[i%2]
			p.Warehouse = []string{"YIWU", "HANGZHOU"}[i%2]
		}))
	}
	return append(parcels, w.Parcel(t, func(p *parcel.Parcel) { p.Waybill = "" }))
}

// file is the only file of a job, when it has ended.
func (w *world) file(t *testing.T, id job.ID) (job.File, []byte) {
	t.Helper()
	w.done(t, id)
	files, err := w.JobList.Files(t.Context(), w.Store, id)
	if err != nil || len(files) != 1 {
		t.Fatalf("the files are %+v, %v", files, err)
	}
	return files[0], w.content(t, id, 1)
}

// says is the text of a PDF.
func says(t *testing.T, pdf []byte) string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	cmd := exec.Command("pdftotext", "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	text, err := cmd.Output()
	must(t, err)
	return strings.Join(strings.Fields(string(text)), " ")
}

func TestLabelsAreSortedByWhatSeparatesThem(t *testing.T) {
	w := newWorld(t)
	parcels := w.apart(t)
	w.tick(t, parcels...)
	id, err := w.Batch.StartLabels(t.Context(), w.Owner, w.mine(t), batch.LabelOptions{
		Start: 1, Separator: parcel.ByDestination, Summary: true, By: "Wang Fang", Shop: "Bright Goods", Zone: "Asia/Shanghai",
	})
	must(t, err)
	_, pdf := w.file(t, id)
	text := says(t, pdf)
	for _, want := range []string{"Labels 面单: 6", "2026-11-20 14:00 · Wang Fang", "Bright Goods", "尚无运单号 They have no waybill number yet 1", "3 × 面单"} {
		if !strings.Contains(text, want) {
			t.Errorf("it lacks %q:\n%s", want, text)
		}
	}
	if n := strings.Count(text, "SEPARATOR"); n != 2 {
		t.Errorf("%d separators", n)
	}
	var want []string
	for _, c := range []int{1, 0} { // CAINIAO_PREMIUM, CPAM
		for i := c; i < 6; i += 2 {
			want = append(want, string(parcels[i].Number))
		}
	}
	items, err := w.JobList.All(t.Context(), w.Store, id, job.Succeeded)
	must(t, err)
	var got []string
	for _, item := range items {
		got = append(got, item.Number)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the order of the labels (-want +got):\n%s", diff)
	}
}

func TestLabelsForThermalPrintersAreFilesOfAHundred(t *testing.T) {
	w := newWorld(t)
	parcels := w.some(t, 130)
	w.tick(t, parcels...)
	id, err := w.Batch.StartLabels(t.Context(), w.Owner, w.mine(t), batch.LabelOptions{Kind: parcel.ZPL, Paper: parcel.SheetOf4, Start: 3})
	must(t, err)
	if j := w.done(t, id); j.State != job.Done || j.Done != 130 || j.Failed != 0 {
		t.Errorf("the job is %+v", j)
	}
	files, err := w.JobList.Files(t.Context(), w.Store, id)
	must(t, err)
	var all strings.Builder
	for _, f := range files {
		all.Write(w.content(t, id, f.Position))
	}
	if len(files) != 2 || !strings.HasSuffix(files[0].Name, "-1-100.zpl") || files[0].Type != "x-application/zpl" {
		t.Errorf("the files are %+v", files)
	}
	for _, p := range parcels {
		if n := strings.Count(all.String(), "^FD"+p.Waybill+"^FS"); n != 1 {
			t.Errorf("%s is printed %d times", p.Waybill, n)
		}
		if prints, err := w.Shop.Parcels.Prints(t.Context(), w.Store, p.ID); err != nil || len(prints) != 1 || prints[0].Kind != parcel.ZPL || prints[0].Paper != parcel.OwnSize {
			t.Errorf("the ledger of %s is %+v, %v", p.Number, prints, err)
		}
	}
	if _, err := w.Batch.StartLabels(t.Context(), w.Owner, w.mine(t), batch.LabelOptions{Kind: parcel.PNG, Start: 1}); !errors.Is(err, parcel.ErrLabelKind) {
		t.Errorf("as pictures: %v", err)
	}
}

func TestPaperworkOfASelectionLeavesOutWhatDoesNotBelong(t *testing.T) {
	w := newWorld(t)
	parcels := append(w.apart(t), w.Charged(t, 3110))
	w.tick(t, parcels...)
	for a, want := range map[batch.Action]map[string]int{
		batch.PrintPickList: {"parcel_paperwork_arrived": 1}, batch.PrintSlips: {},
		batch.PrintInvoices: {"parcel_paperwork_postal": 5, "": 0},
		batch.PrintHandOver: {"parcel_paperwork_arrived": 1, "parcel_paperwork_unbooked": 1},
	} {
		delete(want, "")
		p, err := w.Batch.Plan(t.Context(), w.mine(t), a)
		must(t, err)
		if diff := cmp.Diff(want, counts(p)); diff != "" {
			t.Errorf("%s leaves out (-want +got):\n%s", a, diff)
		}
		k, prints := a.Paperwork()
		if !prints || a.Permission() != account.Ship {
			t.Errorf("%s prints %v, and needs %s", a, prints, a.Permission())
		}
		id, err := w.Batch.StartPaperwork(t.Context(), w.Owner, w.mine(t), k)
		must(t, err)
		f, pdf := w.file(t, id)
		if !strings.HasPrefix(f.Name, strings.ReplaceAll(string(k), "_", "-")) || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
			t.Errorf("%s is %+v", k, f)
		}
		if j := w.done(t, id); j.Done != len(p.Acts) || j.Failed != 0 {
			t.Errorf("the job is %+v", j)
		}
	}
	if _, prints := batch.Pay.Paperwork(); prints {
		t.Error("paying prints documents")
	}
}

func TestAPickListOfThousandsIsOneDocumentOfSeconds(t *testing.T) {
	if testing.Short() {
		t.Skip("5,000 parcels")
	}
	w := newWorld(t)
	parcels := w.manyToShip(t)
	w.tick(t, parcels...)
	for _, k := range []parcel.Paperwork{parcel.PickList, parcel.HandOverList} {
		within(t, 20*time.Second, string(k), func() {
			id, err := w.Batch.StartPaperwork(t.Context(), w.Owner, w.mine(t), k)
			must(t, err)
			_, pdf := w.file(t, id)
			text := says(t, pdf)
			for _, want := range map[parcel.Paperwork][]string{
				parcel.PickList:     {"SKU: 2 · Pieces 件数: 15000 · Orders 订单: 5000 · Parcels 包裹: 5000"},
				parcel.HandOverList: {"Parcels 包裹: 5000 15000", string(parcels[0].Number), string(parcels[many-1].Number)},
			}[k] {
				if !strings.Contains(text, want) {
					t.Errorf("%s lacks %q", k, want)
				}
			}
		})
	}
}

// manyToShip are as many parcels as a large seller hands over in a day.
func (w *world) manyToShip(t *testing.T) []parcel.Parcel {
	t.Helper()
	parcels := make([]parcel.Parcel, many)
	must(t, w.DB.Relaxed(t.Context(), func(context.Context) error {
		for i := range parcels {
			parcels[i] = w.Parcel(t)
		}
		return nil
	}))
	return slices.Clip(parcels)
}
