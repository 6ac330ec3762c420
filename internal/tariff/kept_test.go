package tariff_test

import (
	"testing"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/tariff"
)

func TestAParcelKeepsTheLoadingItWasSubmittedBy(t *testing.T) {
	own := channel.Origin{Version: 2, Own: true, From: "2026-03-01"}
	s := snapshot(t, small(func(d *tariff.Data) {
		d.Versions = append(d.Versions, tariff.Version{ID: 2, Number: "own.1", Own: true})
		d.Prices = append(d.Prices, fixed("US", 3000, money.CNY, own))
	}))
	tests := []struct {
		tariff string
		on     channel.Date
		want   string
	}{
		{"", "2026-03-01", "30.00"},
		{"1", "2026-03-01", "10.00"},     // submitted on the day of the change, before it
		{"own.1", "2026-03-01", "30.00"}, // and after it
		{"own.1", "2026-02-28", "10.00"}, // it did not hold yet
		{"gone", "2026-03-01", "30.00"},
	}
	for _, tt := range tests {
		q := parcel("US")
		q.Date, q.Tariff = tt.on, tt.tariff
		if got := planOf(t, s, "CPAM", q).Price.Decimal(); got != tt.want {
			t.Errorf("submitted by %q, on %s: %s, want %s", tt.tariff, tt.on, got, tt.want)
		}
	}
}

func TestARowSaysWhatAWeightCosts(t *testing.T) {
	p := tariff.Price{Currency: money.CNY, MinWeight: 50, Bands: []tariff.Band{
		{UpTo: 150, Kind: tariff.PerGram, Rate: 8100, Fee: 1600},
		{UpTo: 2000, Kind: tariff.PerStep, Rate: 1000, Fee: 2000, First: 500, Step: 500},
		{UpTo: 3000, Kind: tariff.PerGram, Rate: 1 << 62, Fee: 1},
	}}
	for w, want := range map[int]string{1: "20.05", 50: "20.05", 51: "20.13", 150: "28.15", 151: "20.00", 501: "30.00", 2000: "50.00"} {
		if got := p.At(measure.Weight(w)); got.Decimal() != want || got.Currency != money.CNY {
			t.Errorf("%d g: %s, want %s", w, got, want)
		}
	}
	for _, w := range []int{3000, 3001} {
		if got := p.At(measure.Weight(w)); got != (money.Money{}) {
			t.Errorf("%d g: %s, want no amount", w, got)
		}
	}
}
