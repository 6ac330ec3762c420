package main

import (
	"strings"
	"testing"
)

func TestBatchOnlineShippingIsMeasured(t *testing.T) {
	m, err := (&benchCommand{}).table(t.Context(), t.TempDir(), 60)
	if err != nil || m.rows != 60 || m.submit == 0 || m.file == 0 {
		t.Fatalf("%+v, %v", m, err)
	}
	var out strings.Builder
	if err := m.report(&out); err != nil || !strings.Contains(out.String(), "order table of 60 rows") {
		t.Errorf("%v: %s", err, out.String())
	}
}

func TestMissedBoundsOfABatchAreNamed(t *testing.T) {
	m := batchFigures{rows: benchRows, export: longestExport, check: longestCheck, submit: longestSubmit, peak: mostOfBatch}
	err := m.missed()
	for _, want := range []string{"export", "check", "submit", "MiB"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v lacks %s", err, want)
		}
	}
	if err := (batchFigures{rows: benchRows}).missed(); err != nil {
		t.Error(err)
	}
}
