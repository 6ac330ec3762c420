package batch_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/batch"
	"sellerdesk/internal/job"
	"sellerdesk/internal/parcel"
)

// counts are the numbers of parcels that are left out, by reason.
func counts(p batch.Plan) map[string]int {
	out := map[string]int{}
	for _, g := range p.Skipped {
		out[g.Reason.Code] = len(g.Numbers)
	}
	return out
}

func TestAPlanSaysWhatIsLeftOutAndWhy(t *testing.T) {
	w := newWorld(t)
	good, bare := w.Parcel(t), w.Parcel(t, func(p *parcel.Parcel) { p.Waybill = "" })
	due := w.Charged(t, 3110)
	closed := w.Parcel(t, func(p *parcel.Parcel) { p.Status, p.ClosedAt = parcel.Closed, w.Clock.Wall() })
	w.tick(t, good, bare, due, closed)
	for a, want := range map[batch.Action]map[string]int{
		batch.PrintLabels: {"batch_no_waybill": 1, "batch_closed": 1},
		batch.FillNotices: {"batch_no_waybill": 1, "batch_closed": 1},
		batch.Pay:         {"batch_nothing_due": 3},
	} {
		p, err := w.Batch.Plan(t.Context(), w.mine(t), a)
		must(t, err)
		if diff := cmp.Diff(want, counts(p)); diff != "" || p.Total != 4 || p.Skips()+len(p.Acts) != 4 {
			t.Errorf("%s: total %d, %s", a, p.Total, diff)
		}
	}
	p, err := w.Batch.Plan(t.Context(), w.mine(t), batch.Pay)
	if left := p.Skipped[0].Numbers; !slices.IsSorted(left) {
		t.Errorf("what is left out is listed as %v", left)
	}
	if err != nil || p.Due != 3110 {
		t.Errorf("%d fen are due, %v", p.Due, err)
	}
}

func TestNothingIsStartedWhenNothingCanBeDone(t *testing.T) {
	w := newWorld(t)
	if _, err := w.Batch.Mine(t.Context(), w.parcelTicks()); !errors.Is(err, batch.ErrNotFound) {
		t.Errorf("without ticks it is %v", err)
	}
	w.tick(t, w.Parcel(t, func(p *parcel.Parcel) { p.Waybill = "" }))
	if _, err := w.Batch.StartNotices(t.Context(), w.Owner, w.mine(t)); !errors.Is(err, batch.ErrNothing) {
		t.Errorf("with nothing that can be done it is %v", err)
	}
	if _, err := w.Batch.StartLabels(t.Context(), w.Owner, w.mine(t), batch.LabelOptions{Paper: parcel.SheetOf4, Start: 5}); !errors.Is(err, parcel.ErrPosition) {
		t.Errorf("from a position that is none it is %v", err)
	}
}

// waybills are those on the pages of a PDF, in their order.
func waybills(t *testing.T, pdf []byte) []string {
	t.Helper()
	for _, name := range []string{"pdftoppm", "zbarimg"} {
		if _, err := exec.LookPath(name); err != nil {
			if os.Getenv("REQUIRE_TOOLS") == "1" {
				t.Fatalf("%s is not installed", name)
			}
			t.Skipf("%s is not installed", name)
		}
	}
	base := filepath.Join(t.TempDir(), "page")
	must(t, os.WriteFile(base+".pdf", pdf, 0o600))
	must(t, exec.Command("pdftoppm", "-r", "203", "-gray", base+".pdf", base).Run())
	files, err := filepath.Glob(base + "-*.pgm")
	must(t, err)
	out, err := exec.Command("zbarimg", append([]string{"-q", "--raw", "--nodbus", "-Sdisable", "-Scode128.enable"}, files...)...).Output()
	must(t, err)
	return strings.Fields(string(out))
}

func TestLabelsOfASelectionAreOneEachInPickOrder(t *testing.T) {
	w := newWorld(t)
	parcels := w.some(t, 9)
	w.tick(t, parcels...)
	id, err := w.Batch.StartLabels(t.Context(), w.Owner, w.mine(t), batch.LabelOptions{Start: 1})
	must(t, err)
	must(t, w.Jobs.All(t.Context()))
	files, err := w.JobList.Files(t.Context(), w.Store, id)
	must(t, err)
	if len(files) != 1 {
		t.Fatalf("%d files", len(files))
	}
	pdf := w.content(t, id, 1)
	slices.SortFunc(parcels, func(a, b parcel.Parcel) int { return strings.Compare(a.Goods[0].SKU, b.Goods[0].SKU) })
	var want []string
	for _, p := range parcels {
		want = append(want, p.Waybill)
	}
	if diff := cmp.Diff(want, waybills(t, pdf)); diff != "" {
		t.Errorf("a scanner reads (-want +got):\n%s", diff)
	}
	for _, p := range parcels {
		prints, err := w.Shop.Parcels.Prints(t.Context(), w.Store, p.ID)
		if err != nil || len(prints) != 1 || prints[0].Copy != 1 || prints[0].Person != w.Owner || prints[0].Kind != parcel.PDF {
			t.Errorf("the print ledger of %s is %+v, %v", p.Number, prints, err)
		}
	}
	j, err := w.JobList.Get(t.Context(), w.Store, id)
	if err != nil || j.State != job.Done || j.Done != 9 || j.Failed != 0 {
		t.Errorf("the job is %+v, %v", j, err)
	}
}

func TestALabelThatCannotBeMadeStopsNoOther(t *testing.T) {
	w := newWorld(t)
	good, bad := w.Parcel(t), w.Parcel(t, func(p *parcel.Parcel) { p.Waybill = strings.Repeat("W", 60) })
	w.tick(t, good, bad)
	id, err := w.Batch.StartLabels(t.Context(), w.Owner, w.mine(t), batch.LabelOptions{Start: 1})
	must(t, err)
	must(t, w.Jobs.All(t.Context()))
	failed, err := w.JobList.All(t.Context(), w.Store, id, job.Failed)
	must(t, err)
	if len(failed) != 1 || failed[0].Number != string(bad.Number) || failed[0].Reason.Code != "label_waybill" {
		t.Fatalf("failed are %+v", failed)
	}
	pdf := w.content(t, id, 1)
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Error("the other label is not there")
	}
}

// content is what is in a file of a job.
func (w *world) content(t testing.TB, id job.ID, position int) []byte {
	t.Helper()
	f, err := w.JobList.File(t.Context(), w.Store, id, position)
	must(t, err)
	var content bytes.Buffer
	must(t, w.JobList.Copy(t.Context(), &content, w.Store, id, f))
	if content.Len() != f.Size {
		t.Errorf("%s has %d bytes, it is said to have %d", f.Name, content.Len(), f.Size)
	}
	return content.Bytes()
}

// told counts parcels whose notice is filled in.
func (w *world) told(t testing.TB, parcels []parcel.Parcel) (n int) {
	t.Helper()
	for _, p := range parcels {
		if w.Again(t, p).Notice != 0 {
			n++
		}
	}
	return n
}

func TestNoticesOfASelectionAreFilledInOnce(t *testing.T) {
	w := newWorld(t)
	parcels := w.some(t, 60) // more than one step takes
	w.tick(t, parcels...)
	id, err := w.Batch.StartNotices(t.Context(), w.Owner, w.mine(t))
	must(t, err)
	again, err := w.Batch.StartNotices(t.Context(), w.Owner, w.mine(t)) // pressed twice
	must(t, err)
	must(t, w.Jobs.All(t.Context()))
	if n := w.told(t, parcels); n != 60 {
		t.Errorf("%d of 60 buyers are told", n)
	}
	for _, one := range []job.ID{id, again} {
		j, err := w.JobList.Get(t.Context(), w.Store, one)
		must(t, err)
		if j.State != job.Done || j.Done != 60 {
			t.Errorf("job %d is %+v", one, j)
		}
	}
	first, err := w.JobList.Get(t.Context(), w.Store, id)
	must(t, err)
	second, err := w.JobList.Get(t.Context(), w.Store, again)
	must(t, err)
	if first.Failed+second.Failed != 60 {
		t.Errorf("%d and %d failed, together it should be 60: each buyer is told once", first.Failed, second.Failed)
	}
}

func TestWorkersThatRaceDoEveryItemOnce(t *testing.T) {
	w := newWorld(t)
	parcels := w.some(t, 120)
	w.tick(t, parcels...)
	id, err := w.Batch.StartNotices(t.Context(), w.Owner, w.mine(t))
	must(t, err)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 10 {
				w.Jobs.Round(context.WithoutCancel(t.Context())) // one that comes second is refused, and tries again
			}
		})
	}
	wg.Wait()
	must(t, w.Jobs.All(t.Context()))
	j, err := w.JobList.Get(t.Context(), w.Store, id)
	must(t, err)
	if w.told(t, parcels) != 120 || j.Done != 120 || j.Failed != 0 || j.State != job.Done {
		t.Errorf("%d of 120 buyers are told, the job is %+v", w.told(t, parcels), j)
	}
}

func TestACancelledJobKeepsWhatIsDone(t *testing.T) {
	w := newWorld(t)
	parcels := w.some(t, 150)
	w.tick(t, parcels...)
	id, err := w.Batch.StartNotices(t.Context(), w.Owner, w.mine(t))
	must(t, err)
	if _, err := w.Jobs.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := w.Jobs.Cancel(t.Context(), w.Other, id); !errors.Is(err, job.ErrNotFound) {
		t.Errorf("another store's cancelling gives %v", err)
	}
	must(t, w.Jobs.Cancel(t.Context(), w.Store, id))
	must(t, w.Jobs.All(t.Context()))
	j, err := w.JobList.Get(t.Context(), w.Store, id)
	must(t, err)
	if j.State != job.Cancelled || j.Done != w.told(t, parcels) || j.Done == 0 || j.Done == 150 {
		t.Errorf("%d buyers are told, the job is %+v", w.told(t, parcels), j)
	}
	if err := w.Jobs.Cancel(t.Context(), w.Store, id); !errors.Is(err, job.ErrEnded) {
		t.Errorf("cancelling again gives %v", err)
	}
}

func TestAnItemFailsWithItsReasonAndTheOthersGoOn(t *testing.T) {
	w := newWorld(t)
	good, gone := w.Parcel(t), w.Parcel(t)
	w.tick(t, good, gone)
	id, err := w.Batch.StartNotices(t.Context(), w.Owner, w.mine(t))
	must(t, err)
	_, err = w.DB.Exec(t.Context(), `UPDATE orders SET frozen = 1 WHERE store_id = ? AND id = ?`, w.Store, gone.Order)
	must(t, err)
	must(t, w.Jobs.All(t.Context()))
	failed, err := w.JobList.All(t.Context(), w.Store, id, job.Failed)
	must(t, err)
	if len(failed) != 1 || failed[0].Number != string(gone.Number) || failed[0].Reason == nil {
		t.Fatalf("failed are %+v", failed)
	}
	if w.told(t, []parcel.Parcel{good}) != 1 {
		t.Error("the other buyer is not told")
	}
}
