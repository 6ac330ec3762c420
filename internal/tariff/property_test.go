package tariff_test

import (
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sellerdesk/internal/catalogue"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
)

var destinations = []place.Country{
	"RU", "US", "ES", "FR", "UA", "PL", "BR", "IL", "JP", "KE", "CN", "", "PE", "GB", "DE", "FI", "AE", "NL", "CL", "BY", "AU",
}

// anyParcel draws a parcel, mostly one that some channel takes, and often one near an edge of a band.
func anyParcel(t *rapid.T) tariff.Query {
	side := rapid.OneOf(rapid.Int64Range(0, 700), rapid.Int64Range(80, 320), rapid.Int64Range(0, 1<<40))
	near := rapid.Map(rapid.SampledFrom([]int64{150, 300, 500, 1000, 2000, 3000, 20000, 30000, 70000}), func(g int64) int64 {
		return g + rapid.Int64Range(-3, 60).Draw(t, "beyond")
	})
	grams := rapid.OneOf(near, near, rapid.Int64Range(0, 2100), rapid.Int64Range(0, 100_000), rapid.Int64())
	q := tariff.Query{
		Destination:  rapid.SampledFrom(destinations).Draw(t, "to"),
		Weight:       measure.Weight(grams.Draw(t, "grams")),
		Size:         measure.Size{Length: side.Draw(t, "length"), Width: side.Draw(t, "width"), Height: side.Draw(t, "height")},
		Category:     rapid.SampledFrom(channel.Categories).Draw(t, "category"),
		Date:         rapid.SampledFrom([]channel.Date{"2020-06-01", "2022-02-02", "2025-12-31", today}).Draw(t, "date"),
		BuyerChannel: rapid.SampledFrom([]channel.Code{"", channel.EPacket, "DHL"}).Draw(t, "buyer's channel"),
	}
	if rapid.Bool().Draw(t, "roll") {
		q.Size = measure.RollOf(q.Size.Length, q.Size.Width)
	}
	if rapid.Bool().Draw(t, "amount known") {
		q.Value = money.Of(rapid.Int64Range(0, 2000).Draw(t, "cents"), money.USD)
	}
	return q
}

// amount works out, with fractions, what a step must come to by the figures it names; nothing where it only explains.
func amount(s tariff.Step, list money.Money) money.Money {
	of := func(minor, num, den int64) int64 {
		exact := new(big.Rat).Mul(big.NewRat(minor, 1), big.NewRat(num, den))
		half := new(big.Rat).Add(new(big.Rat).Abs(exact), big.NewRat(1, 2))
		return new(big.Int).Quo(half.Num(), half.Denom()).Int64() // no amount here is below zero
	}
	switch s.Kind {
	case tariff.WeightPrice:
		return money.Of(of(s.Rate.Minor, int64(s.Weight), 1000), s.Rate.Currency)
	case tariff.FurtherWeight:
		return money.Of(of(s.Rate.Minor, s.Steps, 1), s.Rate.Currency)
	case tariff.Converted:
		return money.Of(of(s.Original.Minor, int64(s.Exchange), 10000), money.CNY)
	case tariff.Discounted:
		return money.Of(-of(list.Minor, s.Percent, 100), money.CNY)
	case tariff.VolumetricWeight, tariff.MinimumWeight:
		return money.Money{}
	}
	return s.Amount // a fee, a first weight or a band is what the tariff says
}

func TestTheExplanationAddsUpToThePrice(t *testing.T) {
	var off []*tariff.Snapshot
	for _, percent := range []int64{0, 1, 7, 10, 33, 50, 99, 100} {
		off = append(off, discounted(t, percent))
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(off).Draw(t, "discount")
		for _, p := range s.Quote(anyParcel(t)) {
			if p.Priced() {
				addsUp(t, p)
			}
		}
	})
}

func addsUp(t *rapid.T, p tariff.Plan) {
	sums := map[money.Currency]int64{}
	for _, step := range p.Steps {
		if want := amount(step, p.ListPrice); step.Amount != want {
			t.Fatalf("%s: %s %v comes to %s, not %s", p.Channel.Code, step.Kind, step.Args(), want, step.Amount)
		}
		sums[step.Amount.Currency] += step.Amount.Minor
	}
	if got := money.Of(sums[money.CNY], money.CNY); got != p.Price {
		t.Fatalf("%s: steps in yuan add up to %s, the price is %s", p.Channel.Code, got, p.Price)
	}
	if c := p.Original.Currency; c != money.CNY && sums[c] != p.Original.Minor {
		t.Fatalf("%s: steps add up to %s, the original is %s", p.Channel.Code, money.Of(sums[c], c), p.Original)
	}
}

func TestTheOrderOfTheRulesDoesNotMatter(t *testing.T) {
	s := shipped(t)
	order := make([]int, tariff.Rules)
	for i := range order {
		order[i] = i
	}
	rapid.Check(t, func(t *rapid.T) {
		q, shuffled := anyParcel(t), rapid.Permutation(order).Draw(t, "order")
		for _, c := range s.Channels(q.Date) {
			want, got := s.ExcludedInOrder(order, c, q), s.ExcludedInOrder(shuffled, c, q)
			if !slices.Equal(want, got) {
				t.Fatalf("%s in the order %v: %s", c.Code, shuffled, cmp.Diff(want, got))
			}
		}
	})
}

func TestTheOrderOfTheCataloguesRowsDoesNotMatter(t *testing.T) {
	d, err := catalogue.Tariffs()
	if err != nil {
		t.Fatal(err)
	}
	s := snapshot(t, d)
	shuffle(d.Channels)
	shuffle(d.Prices)
	shuffle(d.Rates)
	shuffle(d.Permissions)
	other := snapshot(t, d)
	rapid.Check(t, func(t *rapid.T) {
		q := anyParcel(t)
		if want, got := s.Quote(q), other.Quote(q); !reflect.DeepEqual(want, got) {
			t.Fatal(cmp.Diff(want, got))
		}
	})
}

func shuffle[R any](rows []R) {
	rand.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
}

func TestAQuoteNamesEveryChannelOnceAndIsAlwaysTheSame(t *testing.T) {
	s := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		q := anyParcel(t)
		plans, seen := s.Quote(q), map[channel.Code]bool{}
		for _, p := range plans {
			seen[p.Channel.Code] = true
			if one, err := s.Plan(p.Channel.Code, q); err != nil || !reflect.DeepEqual(one, p) {
				t.Fatalf("%s by itself: %s", p.Channel.Code, cmp.Diff(p, one))
			}
		}
		if len(seen) != len(plans) || len(plans) != len(s.Channels(q.Date)) {
			t.Fatalf("%d plans of %d channels", len(plans), len(seen))
		}
		if again := s.Quote(q); !reflect.DeepEqual(plans, again) {
			t.Fatal(cmp.Diff(plans, again))
		}
	})
}

func TestManyMayQuoteAtOnce(t *testing.T) {
	s := shipped(t)
	queries := manyParcels(s, 200)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for _, q := range queries {
				if len(s.Quote(q)) == 0 {
					t.Error("no plans")
				}
				s.Hints(q)
			}
		})
	}
	wg.Wait()
}

func TestWhatIsAppendedToOnePlanDoesNotShowInAnother(t *testing.T) {
	plans := shipped(t).Quote(parcel("US"))
	want := slices.Clone(plans[1].Steps)
	plans[0].Steps = append(plans[0].Steps, tariff.Step{Kind: tariff.HandlingFee})
	if diff := cmp.Diff(want, plans[1].Steps); diff != "" {
		t.Error(diff)
	}
}

// TestAQuoteInDollarsComesBackFromYuan converts a price in US dollars to yuan and back: nothing is lost or
// invented, at any rate at which a yuan is worth less than a dollar.
func TestAQuoteInDollarsComesBackFromYuan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate := money.Rate(rapid.Int64Range(10000, 200000).Draw(t, "rate"))
		per, fee := rapid.Int64Range(0, 50_000).Draw(t, "per kg"), rapid.Int64Range(0, 50_000).Draw(t, "fee")
		add := line("A", func(_ *channel.Channel, p *tariff.Price) {
			p.Currency, p.Bands = money.USD, []tariff.Band{{UpTo: 2000, Kind: tariff.PerGram, Rate: per, Fee: fee}}
		})
		d := tariff.Data{
			Versions: []tariff.Version{{ID: 1}},
			Rates:    []tariff.ExchangeRate{{Currency: money.USD, Rate: rate, Origin: channel.Origin{From: "2026-01-01"}}},
		}
		add(&d)
		s, err := tariff.NewSnapshot(d)
		if err != nil {
			t.Fatal(err)
		}
		p, err := s.Plan("A", parcel("US", weighing(measure.Weight(rapid.Int64Range(1, 2000).Draw(t, "grams")))))
		if err != nil || !p.Available() {
			t.Fatalf("%v, excluded by %v", err, p.Excluded)
		}
		back, err := p.Rate.Back(p.ListPrice, money.USD)
		if off := back.Minor - p.Original.Minor; err != nil || off < -1 || off > 1 {
			t.Fatalf("%s is %s at %s, and that is %s", p.Original, p.ListPrice, p.Rate, back)
		}
	})
}
