package main

import (
	"strings"
	"testing"
	"time"

	"sellerdesk/internal/label"
)

func TestTheBenchMeasuresLabels(t *testing.T) {
	if testing.Short() {
		t.Skip("two benches take long")
	}
	t.Parallel()
	b := &benchCommand{}
	folder := t.TempDir()
	for range 2 { // the second time on the same store
		m, err := b.labels(t.Context(), folder, labelBench{all: 60, document: 40})
		if err != nil {
			t.Fatal(err)
		}
		if m.document != 40 || m.took <= 0 || m.worked <= 0 || m.wait <= 0 || m.job <= 0 || m.peak < 10<<20 || m.fonts != label.Fonts {
			t.Errorf("it measured %+v", m)
		}
		var out strings.Builder
		if err := m.report(&out); err != nil || !strings.Contains(out.String(), "one document of 40 labels, 3 fonts embedded") {
			t.Errorf("it says %q, %v", out.String(), err)
		}
	}
}

func TestTheBenchFailsForEveryBoundOfLabelsThatIsMissed(t *testing.T) {
	good := labelFigures{labelBench: labelBench{5000, 1000}, took: time.Second, peak: 200 << 20, wait: 20 * time.Millisecond, fonts: label.Fonts}
	if err := good.check(); err != nil {
		t.Errorf("good figures: %v", err)
	}
	for want, change := range map[string]func(*labelFigures){
		"799 labels a second":         func(m *labelFigures) { m.took = 1251 * time.Millisecond },
		"5000 labels take 250 MiB":    func(m *labelFigures) { m.peak = mostMemory },
		"first byte of a label takes": func(m *labelFigures) { m.wait = longestWait },
		"2 of 3 fonts are embedded":   func(m *labelFigures) { m.fonts = 2 },
	} {
		bad := good
		change(&bad)
		if err := bad.check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not among %v", want, err)
		}
	}
}
