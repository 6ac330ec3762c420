package tariff_test

import (
	"testing"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/tariff"
)

// BenchmarkTenThousandQuotes quotes 10,000 parcels over all channels, to one country after the other. The aim
// is less than a second on one core.
func BenchmarkTenThousandQuotes(b *testing.B) {
	s := shipped(b)
	queries := manyParcels(s, 10_000)
	b.ReportAllocs()
	for b.Loop() {
		for _, q := range queries {
			s.Quote(q)
		}
	}
	b.ReportMetric(float64(len(s.Channels(today))), "channels")
	b.ReportMetric(float64(len(s.Countries())), "countries")
}

func BenchmarkHints(b *testing.B) {
	s := shipped(b)
	q := parcel("US", usd(540), weighing(1040))
	q.Size = measure.Size{Length: 200, Width: 150, Height: 50}
	for b.Loop() {
		s.Hints(q)
	}
}

// TestAQuoteAllocatesOnlyItsAnswer keeps ten thousand quotes under a second without measuring time.
func TestAQuoteAllocatesOnlyItsAnswer(t *testing.T) {
	s := shipped(t)
	for _, q := range manyParcels(s, 300) {
		if n := testing.AllocsPerRun(10, func() { s.Quote(q) }); n > 20 {
			t.Errorf("%v allocations for a quote to %s over %d channels", n, q.Destination, len(s.Channels(today)))
		}
	}
}

// manyParcels are parcels of all weights, sizes, amounts and goods, to every country of the catalogue.
func manyParcels(s *tariff.Snapshot, n int) []tariff.Query {
	countries := s.Countries()
	queries := make([]tariff.Query, n)
	for i := range queries {
		k := int64(i)
		queries[i] = tariff.Query{
			Destination: countries[i%len(countries)], Date: today,
			Weight:   measure.Weight(1 + k*37%3000),
			Size:     measure.Size{Length: 150 + k%300, Width: 100 + k%150, Height: 20 + k%80},
			Category: channel.Categories[i/len(countries)%2],
			Value:    money.Of(100+k%1000, money.USD),
		}
	}
	return queries
}
