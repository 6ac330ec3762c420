package tariff_test

import (
	"math/big"
	"testing"

	"sellerdesk/internal/catalogue"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/tariff"
)

// TestEveryEdgeOfEveryBandCostsWhatItsRowSays goes through all rows of the catalogue, one gram below,
// at and above every edge, and works each price out again with fractions.
func TestEveryEdgeOfEveryBandCostsWhatItsRowSays(t *testing.T) {
	d, err := catalogue.Tariffs()
	if err != nil {
		t.Fatal(err)
	}
	s, compared := snapshot(t, d), 0
	for _, row := range d.Prices {
		to := row.Country
		if to == tariff.AnyCountry {
			to = "PN" // has no row of its own anywhere
		}
		for _, w := range edges(row) {
			p := planOf(t, s, row.Channel, parcel(to, weighing(w)))
			want := cost(row, w)
			if !p.Priced() || new(big.Int).SetInt64(p.Original.Minor).Cmp(want) != 0 {
				t.Fatalf("%s to %s, %s: %s, want %s hundredths", row.Channel, to, w, p.Original, want)
			}
			compared++
		}
	}
	if compared < 10_000 {
		t.Errorf("only %d prices were compared", compared)
	}
}

// edges are the weights around the edges of a row: the first gram, the least that is billed, the ends of
// bands, the first and the second step.
func edges(row tariff.Price) []measure.Weight {
	ends := []measure.Weight{1, row.MinWeight}
	for _, b := range row.Bands {
		ends = append(ends, b.UpTo)
		if b.Kind == tariff.PerStep {
			ends = append(ends, b.First, b.First+b.Step)
		}
	}
	var all []measure.Weight
	for _, end := range ends {
		for _, w := range []measure.Weight{end - 1, end, end + 1} {
			if w > 0 && w <= row.Bands[len(row.Bands)-1].UpTo {
				all = append(all, w)
			}
		}
	}
	return all
}

// cost is the list price in hundredths of the row's currency: the facts, section 2.1, once more.
func cost(row tariff.Price, w measure.Weight) *big.Int {
	grams := max(int64(w), int64(row.MinWeight))
	band := row.Bands[0]
	for _, b := range row.Bands[1:] {
		if grams > int64(band.UpTo) {
			band = b
		}
	}
	sum := big.NewRat(band.Fee, 1)
	switch band.Kind {
	case tariff.PerGram:
		sum.Add(sum, big.NewRat(band.Rate*grams, 1000))
	case tariff.PerStep:
		steps := int64(0)
		for covered := int64(band.First); covered < grams; covered += int64(band.Step) {
			steps++
		}
		sum.Add(sum, big.NewRat(band.Rate*steps, 1))
	case tariff.Fixed:
	}
	sum.Add(sum, big.NewRat(1, 2))
	return new(big.Int).Quo(sum.Num(), sum.Denom())
}

func TestTheCheapestOfEveryCountryIsFirst(t *testing.T) {
	s := shipped(t)
	for _, to := range s.Countries() {
		plans := s.Quote(parcel(to))
		least := money.Money{}
		for _, p := range plans {
			if p.Available() && (least == money.Money{} || p.Price.Minor < least.Minor) {
				least = p.Price
			}
		}
		if least != (money.Money{}) && (!plans[0].Available() || plans[0].Price != least) {
			t.Errorf("to %s the first plan costs %s, the cheapest %s", to, plans[0].Price, least)
		}
	}
}
