package label

import (
	"testing"

	"sellerdesk/internal/parcel"
)

func TestTheRulersAreAHundredMillimetresLong(t *testing.T) {
	for _, on := range parcel.Papers {
		s, err := testSheet(on)
		if err != nil {
			t.Fatal(on, err)
		}
		level, upright := 0, 0
		for _, m := range s.Marks {
			l, ok := m.(Line)
			if ok && l.X2-l.X1 == rulerLength && l.Y1 == l.Y2 {
				level++
			}
			if ok && l.Y2-l.Y1 == rulerLength && l.X1 == l.X2 {
				upright++
			}
		}
		if level == 0 || upright == 0 {
			t.Errorf("%q has %d level and %d upright rulers", on, level, upright)
		}
	}
}
