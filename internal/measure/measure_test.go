package measure_test

import (
	"testing"

	"sellerdesk/internal/measure"
)

func TestKilogramsAreReadAsGrams(t *testing.T) {
	for text, want := range map[string]measure.Weight{"0.246": 246, "2": 2000, "1.5": 1500, "0": 0} {
		if w, err := measure.ParseKilograms(text); err != nil || w != want {
			t.Errorf("ParseKilograms(%q) = %d, %v, want %d", text, w, err, want)
		}
	}
	for _, text := range []string{"", "0.2461", "-1", "a", "1,5", "1e2"} {
		if w, err := measure.ParseKilograms(text); err == nil {
			t.Errorf("ParseKilograms(%q) = %d, want an error", text, w)
		}
	}
	if got := measure.Weight(46).Kilograms(); got != "0.046" {
		t.Errorf("46 g = %s kg, want 0.046", got)
	}
}

func TestCentimetresAreReadAsMillimetres(t *testing.T) {
	for text, want := range map[string]int64{"20": 200, "4.5": 45} {
		if mm, err := measure.ParseCentimetres(text); err != nil || mm != want {
			t.Errorf("ParseCentimetres(%q) = %d, %v, want %d", text, mm, err, want)
		}
	}
	if _, err := measure.ParseCentimetres("4.55"); err == nil {
		t.Error("half a millimetre was accepted")
	}
	if got := (measure.Size{Length: 200, Width: 150, Height: 45}).String(); got != "20 × 15 × 4.5 cm" {
		t.Errorf("size is written %q", got)
	}
}

func TestVolumetricWeightCountsAGramBegunWhole(t *testing.T) {
	tests := []struct {
		size    measure.Size
		divisor int64
		want    measure.Weight
	}{
		{measure.Size{Length: 500, Width: 400, Height: 300}, 5000, 12000},
		{measure.Size{Length: 500, Width: 400, Height: 300}, 8000, 7500},
		{measure.Size{Length: 1, Width: 1, Height: 1}, 5000, 1},
		{measure.Size{}, 5000, 0},
	}
	for _, tt := range tests {
		if got := tt.size.Volumetric(tt.divisor); got != tt.want {
			t.Errorf("%v by %d = %v, want %v", tt.size, tt.divisor, got, tt.want)
		}
	}
}

func TestLongestSideAndSum(t *testing.T) {
	s := measure.Size{Length: 100, Width: 600, Height: 200}
	if s.Longest() != 600 || s.Sum() != 900 {
		t.Errorf("longest %d, sum %d, want 600 and 900", s.Longest(), s.Sum())
	}
}
