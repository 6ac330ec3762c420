package db_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sellerdesk/internal/db"
)

func TestMomentsAreMillisecondsInUTC(t *testing.T) {
	at := time.Date(2026, 11, 20, 14, 0, 0, 7_654_321, time.FixedZone("", 8*3600))
	v, err := db.Time{Time: at}.Value()
	if err != nil || v != at.UnixMilli() {
		t.Fatalf("stored as %v, %v", v, err)
	}
	var back db.Time
	if err := back.Scan(v); err != nil {
		t.Fatal(err)
	}
	if want := time.Date(2026, 11, 20, 6, 0, 0, 7_000_000, time.UTC); !cmp.Equal(back.Time, want) || back.Location() != time.UTC {
		t.Errorf("read %v, want %v", back.Time, want)
	}
	if err := back.Scan("2026-11-20"); err == nil {
		t.Error("a text was read as a moment")
	}
}

func TestAMissingMomentIsNull(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := db.NullTime{}
		if ms := rapid.Int64Range(-1<<45, 1<<45).Draw(t, "ms"); ms != 0 {
			at.Time = time.UnixMilli(ms).UTC()
		}
		v, err := at.Value()
		if err != nil || (v == nil) != at.IsZero() {
			t.Fatalf("stored as %v, %v", v, err)
		}
		back := db.NullTime{Time: time.Now()}
		if err := back.Scan(v); err != nil || !back.Equal(at.Time) {
			t.Fatalf("read %v, %v", back, err)
		}
	})
}

func TestAStructureIsJSON(t *testing.T) {
	in := db.JSON[map[string]string]{V: map[string]string{"重量": "246 g"}}
	v, err := in.Value()
	if err != nil || v != `{"重量":"246 g"}` {
		t.Fatalf("stored as %v, %v", v, err)
	}
	var out db.JSON[map[string]string]
	if err := out.Scan(v); err != nil || !cmp.Equal(in, out) {
		t.Errorf("read %v, %v", out, err)
	}
	if err := out.Scan(int64(1)); err == nil {
		t.Error("a number was read as a structure")
	}
}
