package main

import (
	"strings"
	"testing"
	"time"

	"sellerdesk/internal/export"
)

func TestTheBenchMeasuresWorkOnMany(t *testing.T) {
	t.Parallel()
	b, folder := &benchCommand{}, t.TempDir()
	for range 2 { // the second time all is made anew
		m, err := b.volume(t.Context(), folder, volumeBench{parcels: 120, orders: 100})
		if err != nil {
			t.Fatal(err)
		}
		if m.notices <= 0 || m.start <= 0 || m.settle <= 0 || m.exports[export.XLSX] <= 0 || m.sizes[export.CSV] < 10_000 {
			t.Errorf("it measured %+v", m)
		}
		var out strings.Builder
		if err := m.report(&out); err != nil || !strings.Contains(out.String(), "120 notices of a batch") || !strings.Contains(out.String(), "export of 100 orders as csv") {
			t.Errorf("it says %q, %v", out.String(), err)
		}
		if err := m.check(); err != nil {
			t.Error(err)
		}
	}
}

func TestTheBenchFailsForEveryBoundOfVolumeThatIsMissed(t *testing.T) {
	for want, m := range map[string]volumeFigures{
		"5000 notices take 11.00 s":                {volumeBench: allVolume, notices: 11 * time.Second},
		"a payment for 5000 parcels takes 12.00":   {volumeBench: allVolume, start: 6 * time.Second, settle: 6 * time.Second},
		"an export as xlsx takes 31.00 s; at most": {exports: map[export.Format]time.Duration{export.XLSX: 31 * time.Second}},
	} {
		if err := m.check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
}
