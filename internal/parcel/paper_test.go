package parcel_test

import (
	"errors"
	"testing"

	"sellerdesk/internal/parcel"
)

func TestAPaperIsKnownByItsName(t *testing.T) {
	for _, p := range parcel.Papers {
		if got, err := parcel.ParsePaper(string(p)); got != p || err != nil {
			t.Errorf("ParsePaper(%q) = %q, %v", p, got, err)
		}
	}
	for _, text := range []string{"a4-3", "A4-2", "100x200"} {
		if _, err := parcel.ParsePaper(text); !errors.Is(err, parcel.ErrPaper) {
			t.Errorf("ParsePaper(%q) = %v", text, err)
		}
	}
}

func TestASheetHasAsManyPositionsAsItsNameSays(t *testing.T) {
	for p, most := range map[parcel.Paper]int{parcel.OwnSize: 1, parcel.Stock100: 1, parcel.Stock150: 1, parcel.SheetOf2: 2, parcel.SheetOf4: 4, parcel.SheetOf6: 6, parcel.SheetOf8: 8} {
		if got := p.PerSheet(); got != most {
			t.Errorf("%q has %d positions", p, got)
		}
		for start, want := range map[int]error{1: nil, most: nil, 0: parcel.ErrPosition, -1: parcel.ErrPosition, most + 1: parcel.ErrPosition} {
			if err := p.CheckPosition(start); !errors.Is(err, want) {
				t.Errorf("position %d on %q gives %v", start, p, err)
			}
		}
	}
}
