package tariff_test

import (
	"fmt"
	"os"
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

// discounted is the catalogue that ships with the program, with the same discount on every channel.
func discounted(t testing.TB, percent int64) *tariff.Snapshot {
	t.Helper()
	d, err := catalogue.Tariffs()
	if err != nil {
		t.Fatal(err)
	}
	for i := range d.Channels {
		d.Channels[i].Discount = percent
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

// worked is a line of testdata/prices.txt.
type worked struct {
	channel               channel.Code
	to                    place.Country
	grams, off, billed    int64
	size                  measure.Size
	list, currency, price string
}

// read reads "channel to grams size off billed list currency price".
func (w *worked) read(row string) error {
	var size string
	if _, err := fmt.Sscan(row, &w.channel, &w.to, &w.grams, &size, &w.off, &w.billed, &w.list, &w.currency, &w.price); err != nil {
		return err
	}
	sides := strings.Split(size, "x")
	if len(sides) != 3 {
		return nil // the size is not known
	}
	for i, side := range []*int64{&w.size.Length, &w.size.Width, &w.size.Height} {
		var err error
		if *side, err = measure.ParseCentimetres(sides[i]); err != nil {
			return err
		}
	}
	return nil
}

// prices reads the worked prices.
func prices(t *testing.T) []worked {
	t.Helper()
	text, err := os.ReadFile("testdata/prices.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []worked
	for row := range strings.Lines(string(text)) {
		var w worked
		if strings.HasPrefix(row, "#") || strings.TrimSpace(row) == "" {
			continue
		}
		if err := w.read(row); err != nil {
			t.Fatalf("%q: %v", row, err)
		}
		all = append(all, w)
	}
	return all
}

func TestPricesAreThoseOfTheSheets(t *testing.T) {
	off := map[int64]*tariff.Snapshot{}
	for _, w := range prices(t) {
		if off[w.off] == nil {
			off[w.off] = discounted(t, w.off)
		}
		p := planOf(t, off[w.off], w.channel, parcel(w.to, func(q *tariff.Query) {
			q.Weight, q.Size = measure.Weight(w.grams), w.size
		}))
		got := fmt.Sprint(int64(p.Billed), " ", p.Original.Decimal(), " ", p.Original.Currency, " ", p.Price.Decimal())
		if want := fmt.Sprint(w.billed, " ", w.list, " ", w.currency, " ", w.price); got != want || !p.Available() {
			t.Errorf("%s to %s, %d g, %s, %d %% off: %s, want %s; excluded by %v",
				w.channel, w.to, w.grams, w.size, w.off, got, want, excludedBy(p))
		}
	}
}

func TestEveryChannelHasItsPricesWorkedOut(t *testing.T) {
	all, count := prices(t), map[channel.Code]int{}
	for _, w := range all {
		count[w.channel]++
	}
	for _, c := range shipped(t).Channels(today) {
		if count[c.Code] < 2 {
			t.Errorf("%d prices of %s are worked out, want at least 2", count[c.Code], c.Code)
		}
	}
	if len(all) < 250 {
		t.Errorf("only %d prices are worked out", len(all))
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
