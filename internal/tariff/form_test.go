package tariff_test

import (
	"testing"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/tariff"
)

const heavyLine channel.Code = "CAINIAO_STANDARD_HEAVY"

func sized(s measure.Size) func(*tariff.Query) { return func(q *tariff.Query) { q.Size = s } }

// The bounds of rolls, of the smallest face and of the lightest parcel, one millimetre or
// one gram below, at and above (facts, section 1.3).
func TestTheFormOfAParcelHasToSuitTheChannel(t *testing.T) {
	box := func(l, w, h int64) measure.Size { return measure.Size{Length: l, Width: w, Height: h} }
	tests := []struct {
		name    string
		channel channel.Code
		weight  measure.Weight
		size    measure.Size
		want    tariff.RuleCode
	}{
		{"a roll of 90 cm", channel.ChinaPostRegistered, 200, measure.RollOf(900, 70), ""},
		{"a roll of 90.1 cm", channel.ChinaPostRegistered, 200, measure.RollOf(901, 69), tariff.RollTooLong},
		{"a box of 90 cm is no roll", channel.ChinaPostRegistered, 200, box(900, 100, 90), tariff.TooLong},
		{"104 cm with twice the diameter", channel.ChinaPostRegistered, 200, measure.RollOf(840, 100), ""},
		{"104.2 cm with twice the diameter", channel.ChinaPostRegistered, 200, measure.RollOf(840, 101), tariff.RollTooLarge},
		{"a roll by Standard", channel.Standard, 200, measure.RollOf(900, 70), ""},
		{"a roll that express measures as a box", channel.UPSExpedited, 200, measure.RollOf(2000, 100), ""},
		{"a roll too long for express", channel.UPSExpedited, 200, measure.RollOf(2701, 100), tariff.RollTooLong},
		{"14 × 9 cm", channel.ChinaPostRegistered, 200, box(140, 90, 10), ""},
		{"14 × 9 cm upright", channel.ChinaPostRegistered, 200, box(10, 90, 140), ""},
		{"13.9 × 9 cm", channel.ChinaPostRegistered, 200, box(139, 90, 90), tariff.TooSmall},
		{"14 × 8.9 cm", channel.ChinaPostRegistered, 200, box(140, 89, 89), tariff.TooSmall},
		{"a thin roll has no face", channel.ChinaPostRegistered, 200, measure.RollOf(120, 30), ""},
		{"an unknown size", channel.ChinaPostRegistered, 200, measure.Size{}, ""},
		{"a small box by Standard", channel.Standard, 200, box(90, 70, 35), ""},
		{"2,000 g by the heavy line", heavyLine, 2000, box(200, 200, 100), tariff.TooLight},
		{"2,001 g by the heavy line", heavyLine, 2001, box(200, 200, 100), ""},
		{"30 kg by the heavy line", heavyLine, 30000, box(200, 200, 100), ""},
		{"30.001 kg by the heavy line", heavyLine, 30001, box(200, 200, 100), tariff.TooHeavy},
		{"a light parcel with a great volume is still light", heavyLine, 500, box(500, 500, 500), tariff.TooLight},
	}
	s := shipped(t)
	for _, tt := range tests {
		p := planOf(t, s, tt.channel, parcel("RU", weighing(tt.weight), sized(tt.size)))
		var got tariff.RuleCode
		if !p.Available() {
			got = p.Excluded[0].Code
		}
		if got != tt.want {
			t.Errorf("%s: excluded by %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestRulesAboutTheFormSayWhatWasFoundAndWhatIsAllowed(t *testing.T) {
	s := shipped(t)
	tests := []struct {
		channel channel.Code
		change  func(*tariff.Query)
		want    string
	}{
		{heavyLine, weighing(2000), "The parcel weighs 2,000 g, the service takes parcels from 2,001 g on."},
		{channel.ChinaPostRegistered, sized(measure.RollOf(905, 50)), "The roll is 90.5 cm long, the limit is 90 cm."},
		{channel.ChinaPostRegistered, sized(measure.RollOf(800, 125)),
			"The length of the roll and twice its diameter add up to 105 cm, the limit is 104 cm."},
		{channel.ChinaPostRegistered, sized(measure.Size{Length: 90, Width: 70, Height: 35}),
			"The largest side of the parcel is 9 × 7 cm, the label needs 14 × 9 cm."},
	}
	for _, tt := range tests {
		r := planOf(t, s, tt.channel, parcel("RU", tt.change)).Excluded[0]
		var pairs []any
		for name, value := range r.Args() {
			pairs = append(pairs, name, value)
		}
		if got := i18n.T(i18n.English, r.Code.Key(), pairs...); got != tt.want {
			t.Errorf("%s says %q, want %q", tt.channel, got, tt.want)
		}
	}
}
