package catalogue

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
)

func TestCountriesAreReadOnlyInTheirISOCode(t *testing.T) {
	for text, want := range map[string]place.Country{"RU": "RU", "GB": "GB", "*": tariff.AnyCountry} {
		if got, err := country(text); err != nil || got != want {
			t.Errorf("%q is read as %q, %v, want %q", text, got, err, want)
		}
	}
	// UK is an alias, RUS the longer code, IC and TA are the UPS sheet's own.
	for _, text := range []string{"", "UK", "RUS", "Russia", "IC", "TA", "A2"} {
		if got, err := country(text); err == nil {
			t.Errorf("%q is read as %q", text, got)
		}
	}
}

func TestBandsAreReadFromTheirHeaviestWeightAndKind(t *testing.T) {
	tests := []struct {
		text string
		want tariff.Band
	}{
		{"150 per_gram", tariff.Band{UpTo: 150, Kind: tariff.PerGram}},
		{"1000 fixed", tariff.Band{UpTo: 1000, Kind: tariff.Fixed}},
		{"30000 per_step 500 250", tariff.Band{UpTo: 30000, Kind: tariff.PerStep, First: 500, Step: 250}},
	}
	for _, tt := range tests {
		if got, err := band(tt.text); err != nil || got != tt.want {
			t.Errorf("%q is read as %+v, %v", tt.text, got, err)
		}
	}
	for _, text := range []string{"", "150", "heavy per_gram", "150 flat", "150 per_step x 1"} {
		if got, err := band(text); err == nil {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

func TestALineFillsThePriceOfItsCountry(t *testing.T) {
	bands := []tariff.Band{{UpTo: 150, Kind: tariff.PerGram, Sample: true}, {UpTo: 300, Kind: tariff.Fixed}}
	l := line{
		columns: map[string]int{"country": 0, "min_g": 1, "rate_150": 2, "fee_150": 3, "fee_300": 4},
		cells:   []string{"RU", "50", "81", "16.5", "17"},
	}
	var p problems
	got := filled(tariff.Price{Channel: "CPAM"}, bands, l, &p)
	want := tariff.Price{Channel: "CPAM", Country: "RU", MinWeight: 50, Bands: []tariff.Band{
		{UpTo: 150, Kind: tariff.PerGram, Rate: 8100, Fee: 1650, Sample: true},
		{UpTo: 300, Kind: tariff.Fixed, Fee: 1700},
	}}
	if diff := cmp.Diff(want, got); diff != "" || p.err() != nil {
		t.Error(diff, p.err())
	}
	if bands[0].Rate != 0 {
		t.Error("the bands of the sheet changed with the line")
	}
	l.cells[0], l.cells[2] = "A2", "1.234"
	filled(tariff.Price{}, bands, l, &p)
	if err := p.err(); !errors.Is(err, place.ErrCountry) || !errors.Is(err, money.ErrAmount) {
		t.Errorf("what is wrong with a line is %v", err)
	}
}

func TestWaybillsAreReadWithPrefixAndPost(t *testing.T) {
	for text, want := range map[string]channel.Waybill{
		"s10 R":         {Pattern: channel.S10Number, Prefix: "R"},
		"s10 R SG":      {Pattern: channel.S10Number, Prefix: "R", Post: "SG"},
		"cainiao CNG00": {Pattern: channel.CainiaoNumber, Prefix: "CNG00"},
	} {
		if got, err := waybill(text); err != nil || got != want {
			t.Errorf("%q is read as %+v, %v, want %+v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "pigeon R", "s10 R UK", "s10 R "} {
		if got, err := waybill(text); err == nil {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

func TestAllThatIsWrongWithAChannelIsSaid(t *testing.T) {
	var p problems
	channelEntry{
		Tier: "fast", Tracking: "some", Value: "five", Countries: "RU UK", Accepted: "ordinary glass",
		AcceptedTo: map[string]string{"glass": "RU"},
		Waybill:    "usps 94", Label: "a4", Collection: "door_pickup bicycle", From: "yesterday",
	}.channel(&p)
	want := []error{
		channel.ErrTier, channel.ErrTracking, money.ErrAmount, place.ErrCountry, channel.ErrCategory,
		channel.ErrCategory, channel.ErrWaybill, channel.ErrLabel, channel.ErrCollection, channel.ErrDate,
	}
	for _, w := range want {
		if !errors.Is(p.err(), w) {
			t.Errorf("%v is not said in %v", w, p.err())
		}
	}
	if len(p) != len(want) {
		t.Errorf("%d problems, want %d: %v", len(p), len(want), p.err())
	}
}

func TestFilesThatAreNotThereAreNamed(t *testing.T) {
	if _, err := rows("nowhere.tsv", func(line, *problems) int { return 0 }); err == nil {
		t.Error("a table that is not there was read")
	}
	if err := readTOML("nowhere.toml", &struct{}{}); err == nil {
		t.Error("a file that is not there was read")
	}
	if err := readTOML("tariffs.toml", &struct{ Version string }{}); err == nil {
		t.Error("entries that nobody reads were accepted")
	}
}
