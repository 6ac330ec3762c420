package measure_test

import (
	"testing"

	"pgregory.net/rapid"

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

func TestARollIsItsLengthAndTwiceItsDiameter(t *testing.T) {
	r := measure.RollOf(600, 105)
	if r.Longest() != 600 || r.Sum() != 810 || r.String() != "Ø 10.5 × 60 cm" {
		t.Errorf("%s: longest %d, sum %d, want 600 and 810", r, r.Longest(), r.Sum())
	}
	if got := r.Volumetric(8000); got != 827 {
		t.Errorf("a roll takes the room of its box: %s, want 827 g", got)
	}
}

func TestTheLabelIsOnTheLargestFace(t *testing.T) {
	if long, short := (measure.Size{Length: 35, Width: 140, Height: 90}).Face(); long != 140 || short != 90 {
		t.Errorf("the largest face is %d × %d, want 140 × 90", long, short)
	}
}

func TestWhatIsSmallTravelsInABag(t *testing.T) {
	tests := []struct {
		name string
		size measure.Size
		want measure.Size
	}{
		{"just large enough", measure.Size{Length: 20, Width: 90, Height: 140}, measure.Size{Length: 20, Width: 90, Height: 140}},
		{"one millimetre short", measure.Size{Length: 139, Width: 90, Height: 20}, measure.Size{Length: 140, Width: 90, Height: 20}},
		{"one millimetre narrow", measure.Size{Length: 20, Width: 89, Height: 140}, measure.Size{Length: 140, Width: 90, Height: 20}},
		{"an earring", measure.Size{Length: 10, Width: 20, Height: 5}, measure.Size{Length: 140, Width: 90, Height: 5}},
		{"a thin roll", measure.RollOf(300, 20), measure.RollOf(300, 20)},
		{"unknown", measure.Size{}, measure.Size{}},
	}
	for _, tt := range tests {
		if got := tt.size.InBag(140, 90); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

func TestABagIsLargeEnoughAndNotLargerThanItMustBe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		side := rapid.Int64Range(1, 400)
		s := measure.Size{Length: side.Draw(t, "length"), Width: side.Draw(t, "width"), Height: side.Draw(t, "height")}
		bag := s.InBag(140, 90)
		long, short := bag.Face()
		if l, w := s.Face(); long < 140 || short < 90 || long != max(l, 140) || short != max(w, 90) {
			t.Errorf("%s goes into a bag of %s", s, bag)
		}
		if again := bag.InBag(140, 90); again != bag {
			t.Errorf("a bag of %s goes into another of %s", bag, again)
		}
	})
}
