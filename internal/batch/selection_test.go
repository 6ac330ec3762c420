package batch_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/batch"
	"sellerdesk/internal/parcel"
)

func TestTicksStayWhenAnotherPageIsTicked(t *testing.T) {
	w := newWorld(t)
	first, second := w.some(t, 3), w.some(t, 2)
	w.tick(t, first...)
	if n, err := w.Batch.Tick(t.Context(), w.parcelTicks(), numbers(second...), numbers(second[0])); n != 4 || err != nil {
		t.Errorf("%d are ticked, %v; want 4", n, err)
	}
	if n, err := w.Batch.Tick(t.Context(), w.parcelTicks(), numbers(first...), numbers(first[1:]...)); n != 3 || err != nil {
		t.Errorf("after one is taken back %d are ticked, %v; want 3", n, err)
	}
	if of, all := w.ticked(t, w.Owner, first...); of != 2 || all != 3 {
		t.Errorf("%d of the first page and %d in all", of, all)
	}
}

func TestTicksAreAPersonsOwn(t *testing.T) {
	w := newWorld(t)
	parcels := w.some(t, 2)
	w.tick(t, parcels...)
	if of, all := w.ticked(t, w.member(t), parcels...); of != 0 || all != 0 {
		t.Errorf("somebody else sees %d of %d", of, all)
	}
}

func TestWhatAnotherStoreHasCannotBeTicked(t *testing.T) {
	w := newWorld(t)
	mine := w.Parcel(t)
	theirs := batch.Whose{Store: w.Other, Person: w.Owner, List: batch.ParcelList}
	n, err := w.Batch.Tick(t.Context(), theirs, numbers(mine), numbers(mine))
	if n != 0 || err != nil {
		t.Errorf("%d are ticked, %v", n, err)
	}
	pasted, err := w.Batch.Paste(t.Context(), theirs, string(mine.Number))
	if err != nil || pasted.Ticked != 0 || len(pasted.NotFound) != 1 {
		t.Errorf("pasting its number gives %+v, %v", pasted, err)
	}
}

func TestAllThatIsFoundIsExactlyWhatIsFoundAtThatMoment(t *testing.T) {
	w := newWorld(t)
	w.tick(t, w.some(t, 1)...)
	var due []parcel.Parcel
	for range 3 {
		due = append(due, w.Charged(t, 3000))
	}
	n, err := w.Batch.TickParcels(t.Context(), w.Owner, parcel.Filter{Store: w.Store, Option: parcel.OptionToBePaid})
	if n != 3 || err != nil {
		t.Fatalf("%d are ticked, %v", n, err)
	}
	w.Charged(t, 3000) // comes too late
	if of, all := w.ticked(t, w.Owner, due...); of != 3 || all != 3 {
		t.Errorf("%d of the 3, %d in all", of, all)
	}
	must(t, w.Batch.Clear(t.Context(), w.parcelTicks()))
	if _, all := w.ticked(t, w.Owner, due...); all != 0 {
		t.Errorf("%d are ticked after all", all)
	}
	n, err = w.Batch.TickParcels(t.Context(), w.Owner, parcel.Filter{Store: w.Store, Text: strings.ToLower(due[0].Waybill)})
	if n != 1 || err != nil {
		t.Errorf("by its waybill %d are found, %v", n, err)
	}
}

func TestPastedNumbersOfAnyKindAreTicked(t *testing.T) {
	w := newWorld(t)
	p := w.some(t, 4)
	text := strings.Join([]string{
		string(p[0].Number), "  " + strings.ToLower(p[1].Waybill), string(p[2].OrderNumber) + ";", "LP00000000000000", "nonsense",
		string(p[0].Number), `"` + p[0].Waybill + `"`,
	}, "\r\n")
	got, err := w.Batch.Paste(t.Context(), w.parcelTicks(), text)
	must(t, err)
	want := batch.Pasted{Numbers: 6, Ticked: 3, NotFound: []string{"LP00000000000000", "NONSENSE"}, Twice: []string{string(p[0].Number)}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if of, all := w.ticked(t, w.Owner, p[:3]...); of != 3 || all != 3 {
		t.Errorf("%d of 3, %d in all", of, all)
	}
	many := strings.Repeat("x", 1) + strings.Join(slices.Collect(func(yield func(string) bool) {
		for i := range batch.MostPasted + 1 {
			if !yield(" N" + string(rune('A'+i%26)) + strings.Repeat("Z", i/26)) {
				return
			}
		}
	}), " ")
	if _, err := w.Batch.Paste(t.Context(), w.parcelTicks(), many); !errors.Is(err, batch.ErrTooMany) {
		t.Errorf("more than can be pasted gives %v", err)
	}
	if _, all := w.ticked(t, w.Owner, p...); all != 3 {
		t.Errorf("a refused paste leaves %d ticked", all)
	}
}
