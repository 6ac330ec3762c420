package warehouse_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/warehouse"
)

// hours are 10:00 to 18:00 with the cut-off at 14:00.
var hours = warehouse.Hours{Opens: 600, Closes: 1080, CutOff: 840}

// chinese reads a moment in China's time.
func chinese(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, time.FixedZone("CST", 8*60*60))
	if err != nil {
		t.Fatal(err)
	}
	return at.UTC()
}

func TestTheNextCollectionFollowsCutOffSundaysAndHolidays(t *testing.T) {
	c := shipped(t).Calendar()
	tests := []struct{ name, announced, from, to string }{
		{"before the cut-off", "2026-11-17 13:59", "2026-11-17 14:00", "2026-11-17 18:00"},
		{"at the cut-off", "2026-11-17 14:00", "2026-11-18 10:00", "2026-11-18 18:00"},
		{"early in the morning", "2026-11-17 00:00", "2026-11-17 14:00", "2026-11-17 18:00"},
		{"Saturday before the cut-off", "2026-11-21 09:00", "2026-11-21 14:00", "2026-11-21 18:00"},
		{"Saturday after it", "2026-11-21 15:00", "2026-11-23 10:00", "2026-11-23 18:00"},
		{"Sunday", "2026-11-22 09:00", "2026-11-23 10:00", "2026-11-23 18:00"},
		{"the day before a long holiday", "2026-09-30 16:00", "2026-10-08 10:00", "2026-10-08 18:00"},
		{"in the holiday", "2026-02-17 09:00", "2026-02-24 10:00", "2026-02-24 18:00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := c.Next(chinese(t, tt.announced), hours)
			if want := (warehouse.Collection{From: chinese(t, tt.from), To: chinese(t, tt.to)}); got != want {
				t.Errorf("next collection = %v, want %v", got, want)
			}
		})
	}
}

func TestTheNextCollectionIsAheadAndOnADayWithCollection(t *testing.T) {
	c := shipped(t).Calendar()
	start := chinese(t, "2026-01-01 00:00")
	rapid.Check(t, func(t *rapid.T) {
		at := start.Add(time.Duration(rapid.IntRange(0, 400*24*60).Draw(t, "minutes")) * time.Minute)
		next := c.Next(at, hours)
		if next.To.Before(at) || next.From.After(at.AddDate(0, 0, 12)) || !next.From.Before(next.To) || !c.Collects(next.From) {
			t.Fatalf("announced %v, collected %v", at, next)
		}
	})
}

func TestTimesOfDayAreReadAndWritten(t *testing.T) {
	for _, text := range []string{"00:00", "10:00", "14:05", "23:59"} {
		if got, err := warehouse.ParseTimeOfDay(text); err != nil || got.String() != text {
			t.Errorf("%s is read as %s, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "24:00", "2 pm"} {
		if _, err := warehouse.ParseTimeOfDay(text); errs.KindOf(err) != errs.Invalid {
			t.Errorf("%q is read as a time: %v", text, err)
		}
	}
}
