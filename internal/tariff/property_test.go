package tariff_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
)

var destinations = []place.Country{"RU", "US", "ES", "FR", "UA", "PL", "BR", "IL", "JP", "KE", "CN", "", "PE"}

// anyParcel draws a parcel, mostly one that some channel takes.
func anyParcel(t *rapid.T) tariff.Query {
	side := rapid.OneOf(rapid.Int64Range(0, 700), rapid.Int64Range(0, 1<<40))
	q := tariff.Query{
		Destination:  rapid.SampledFrom(destinations).Draw(t, "to"),
		Weight:       measure.Weight(rapid.OneOf(rapid.Int64Range(0, 2100), rapid.Int64Range(0, 100_000), rapid.Int64()).Draw(t, "grams")),
		Size:         measure.Size{Length: side.Draw(t, "length"), Width: side.Draw(t, "width"), Height: side.Draw(t, "height")},
		Category:     rapid.SampledFrom(channel.Categories).Draw(t, "category"),
		Date:         rapid.SampledFrom([]channel.Date{"2020-06-01", "2022-02-02", "2025-12-31", today}).Draw(t, "date"),
		BuyerChannel: rapid.SampledFrom([]channel.Code{"", channel.EPacket, "DHL"}).Draw(t, "buyer's channel"),
		Discount:     rapid.Int64Range(0, 100).Draw(t, "discount"),
	}
	if rapid.Bool().Draw(t, "amount known") {
		q.Value = money.Of(rapid.Int64Range(0, 2000).Draw(t, "cents"), money.USD)
	}
	return q
}

func TestStepsAddUpToThePrice(t *testing.T) {
	s := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		for _, p := range s.Quote(anyParcel(t)) {
			if !p.Priced() {
				continue
			}
			sums := map[money.Currency]int64{}
			for _, step := range p.Steps {
				sums[step.Amount.Currency] += step.Amount.Minor
			}
			if got := money.Of(sums[money.CNY], money.CNY); got != p.Price {
				t.Fatalf("%s: steps in yuan add up to %s, the price is %s", p.Channel.Code, got, p.Price)
			}
			if c := p.Original.Currency; c != money.CNY && sums[c] != p.Original.Minor {
				t.Fatalf("%s: steps add up to %s, the original is %s", p.Channel.Code, money.Of(sums[c], c), p.Original)
			}
		}
	})
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
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s in the order %v: %s", c.Code, shuffled, diff)
			}
		}
	})
}

func TestNothingOfferedBreaksALimit(t *testing.T) {
	s := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		q := anyParcel(t)
		for _, p := range s.Quote(q) {
			if p.Available() {
				checkOffer(t, q, p)
			}
		}
	})
}

func checkOffer(t *rapid.T, q tariff.Query, p tariff.Plan) {
	c := p.Channel
	switch l := c.Limits; {
	case !p.Priced() || p.Price.Minor < 0 || p.Billed < q.Weight:
		t.Fatalf("%s costs %s for %s", c.Code, p.Price, p.Billed)
	case q.Weight <= 0 || q.Weight > l.MaxWeight(q.Destination):
		t.Fatalf("%s takes %s to %s", c.Code, q.Weight, q.Destination)
	case l.Longest > 0 && q.Size.Longest() > l.Longest || l.Sum > 0 && q.Size.Sum() > l.Sum:
		t.Fatalf("%s takes %s", c.Code, q.Size)
	case l.Value.Minor > 0 && q.Value.Minor > l.Value.Minor:
		t.Fatalf("%s takes an order of %s", c.Code, q.Value)
	case !c.Goods.Accepts(q.Category, q.Destination):
		t.Fatalf("%s takes %s to %s", c.Code, q.Category, q.Destination)
	case !c.Reach.Includes(q.Destination) || c.Reach.IsSuspended(q.Destination) || q.Destination == place.China:
		t.Fatalf("%s goes to %s", c.Code, q.Destination)
	}
}

func TestAQuoteNamesEveryChannelOnceAndIsAlwaysTheSame(t *testing.T) {
	s := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		q := anyParcel(t)
		plans, seen := s.Quote(q), map[channel.Code]bool{}
		for _, p := range plans {
			seen[p.Channel.Code] = true
		}
		if len(seen) != len(plans) || len(plans) != len(s.Channels(q.Date)) {
			t.Fatalf("%d plans of %d channels", len(plans), len(seen))
		}
		if diff := cmp.Diff(plans, s.Quote(q)); diff != "" {
			t.Fatal(diff)
		}
	})
}
