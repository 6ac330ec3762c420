package tariff_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"sellerdesk/internal/catalogue"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
)

// today is a day on which all tariffs that ship with the program hold.
const today channel.Date = "2026-11-20"

// shipped returns the catalogue that ships with the program.
func shipped(t testing.TB) *tariff.Snapshot {
	t.Helper()
	d, err := catalogue.Tariffs()
	if err != nil {
		t.Fatal(err)
	}
	return snapshot(t, d)
}

func snapshot(t testing.TB, d tariff.Data) *tariff.Snapshot {
	t.Helper()
	s, err := tariff.NewSnapshot(d)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// parcel is an ordinary parcel of 200 g to a country.
func parcel(to place.Country, change ...func(*tariff.Query)) tariff.Query {
	q := tariff.Query{Destination: to, Weight: 200, Category: channel.Ordinary, Date: today}
	for _, c := range change {
		c(&q)
	}
	return q
}

func weighing(w measure.Weight) func(*tariff.Query) { return func(q *tariff.Query) { q.Weight = w } }

// planOf returns the plan for one channel.
func planOf(t testing.TB, s *tariff.Snapshot, code channel.Code, q tariff.Query) tariff.Plan {
	t.Helper()
	p, err := s.Plan(code, q)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPricesAreThoseOfTheSheets(t *testing.T) {
	text, err := os.ReadFile("testdata/prices.txt")
	if err != nil {
		t.Fatal(err)
	}
	s, cases := shipped(t), 0
	for row := range strings.Lines(string(text)) {
		cells := strings.Fields(row)
		if len(cells) != 4 || cells[0] == "#" {
			continue
		}
		grams, err := strconv.ParseInt(cells[2], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		p := planOf(t, s, channel.Code(cells[0]), parcel(place.Country(cells[1]), weighing(measure.Weight(grams))))
		if got := p.Price.Decimal(); got != cells[3] || !p.Available() {
			t.Errorf("%s to %s, %d g: %s, want %s; excluded by %v", cells[0], cells[1], grams, got, cells[3], p.Excluded)
		}
		cases++
	}
	if cases < 40 {
		t.Errorf("only %d prices were compared", cases)
	}
}

func TestWorkedExamplesOfTheFacts(t *testing.T) {
	s := shipped(t)
	tests := []struct {
		channel channel.Code
		to      place.Country
		weight  measure.Weight
		want    string
	}{
		{channel.ChinaPostRegistered, "RU", 200, "CN¥31.10"},
		{channel.ChinaPostRegistered, "US", 150, "CN¥22.53"},
		{channel.ChinaPostRegistered, "US", 151, "CN¥22.31"},
		{channel.ChinaPostRegistered, "JP", 500, "CN¥35.80"},
		{channel.EPacket, "US", 30, "CN¥29.25"},
	}
	for _, tt := range tests {
		if got := planOf(t, s, tt.channel, parcel(tt.to, weighing(tt.weight))).Price.String(); got != tt.want {
			t.Errorf("%s to %s, %s: %s, want %s", tt.channel, tt.to, tt.weight, got, tt.want)
		}
	}
}

func TestTheVolumeOfALightParcelIsPaidFor(t *testing.T) {
	s := shipped(t)
	box := func(q *tariff.Query) { q.Size = measure.Size{Length: 400, Width: 300, Height: 200} } // 24,000 cm³
	ups := planOf(t, s, channel.UPSExpedited, parcel("US", box))
	if ups.Billed != 4800 || ups.Price.Decimal() != "358.10" || ups.Steps[0].Kind != tariff.VolumetricWeight {
		t.Errorf("UPS bills %s for %s (%v), want 4800 g at CN¥358.10", ups.Billed, ups.Price, ups.Steps)
	}
	premium := planOf(t, s, channel.Premium, parcel("US", box))
	if premium.Billed != 3000 || premium.Price.Decimal() != "270.00" {
		t.Errorf("Premium bills %s for %s, want 3000 g at CN¥270.00", premium.Billed, premium.Price)
	}
	heavy := planOf(t, s, channel.UPSExpedited, parcel("US", box, weighing(6000)))
	if heavy.Billed != 6000 {
		t.Errorf("UPS bills %s for a heavy box, want its weight", heavy.Billed)
	}
	post := planOf(t, s, channel.ChinaPostRegistered, parcel("US", box))
	if post.Billed != 200 {
		t.Errorf("the post bills %s, want the weight whatever the volume", post.Billed)
	}
}
