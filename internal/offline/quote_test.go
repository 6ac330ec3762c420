package offline_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/offline"
	"sellerdesk/internal/place"
)

func yuan(fen int64) money.Money { return money.Of(fen, money.CNY) }

// row is a row of a list from a line such as "Agent RU 500 1 60.00 12.00": carrier, country or *,
// grams, parcels a month, yuan per kilogram and per parcel.
func row(t testing.TB, line string) offline.Price {
	t.Helper()
	f, err := offline.Read([]offline.Line{
		{Number: 1, Cells: []string{"Carrier", "Country", "Up to (g)", "From parcels a month", "CNY per kg", "CNY per parcel"}},
		{Number: 2, Cells: strings.Fields(line)},
	})
	if err != nil || len(f.Refused) > 0 {
		t.Fatalf("%s: %v, %v", line, err, f.Refused)
	}
	return f.List[0]
}

func list(t testing.TB, lines ...string) offline.List {
	t.Helper()
	var l offline.List
	for _, line := range lines {
		l = append(l, row(t, line))
	}
	return l
}

// agents are two freight agents: one with prices by weight and step, one with a price for every country.
func agents(t testing.TB) offline.List {
	return list(t,
		"Agent RU 500 1 60.00 12.00", "Agent RU 2000 1 55.00 15.00",
		"Agent RU 500 300 58.00 10.00", "Agent RU 500 1000 52.50 8.05",
		"Agent * 2000 1 90.00 20.00",
		"Post * 1000 1 0 31.00", "Post US 300 1 80 0",
	)
}

func TestOffersAreWorkedOutByHand(t *testing.T) {
	tests := []struct {
		name    string
		to      place.Country
		weight  measure.Weight
		parcels int
		want    []string // carrier and price, from cheap to dear
	}{
		{"the first parcel of a store", "RU", 190, 0, []string{"Agent 23.40", "Post 31.00"}},                 // 0.19 × 60 + 12
		{"one parcel below a step", "RU", 190, 299, []string{"Agent 23.40", "Post 31.00"}},                   //
		{"a step reached", "RU", 190, 300, []string{"Agent 21.02", "Post 31.00"}},                            // 0.19 × 58 + 10
		{"between two steps", "RU", 190, 999, []string{"Agent 21.02", "Post 31.00"}},                         //
		{"the highest step", "RU", 190, 1000, []string{"Agent 18.03", "Post 31.00"}},                         // 0.19 × 52.5 = 9.975 → 9.98, + 8.05
		{"above the highest step", "RU", 190, offline.CountLimit, []string{"Agent 18.03", "Post 31.00"}},     //
		{"the heaviest of a band", "RU", 500, 1, []string{"Post 31.00", "Agent 42.00"}},                      // 0.5 × 60 + 12
		{"one gram above a band", "RU", 501, 1, []string{"Post 31.00", "Agent 42.56"}},                       // 0.501 × 55 = 27.555 → 27.56, + 15
		{"a weight no reached step has", "RU", 501, 1000, []string{"Post 31.00", "Agent 42.56"}},             //
		{"too heavy for one carrier", "RU", 1001, 1, []string{"Agent 70.06"}},                                // 1.001 × 55 = 55.055 → 55.06, + 15
		{"the heaviest of all", "RU", 2000, 1, []string{"Agent 125.00"}},                                     // 2 × 55 + 15
		{"too heavy for all", "RU", 2001, 1, nil},                                                            //
		{"a country without a row of its own", "BR", 100, 1, []string{"Agent 29.00", "Post 31.00"}},          // 0.1 × 90 + 20
		{"a country's row goes before every country's", "US", 300, 1, []string{"Post 24.00", "Agent 47.00"}}, // 0.3 × 80
		{"even where only every country's row would fit", "US", 301, 1, []string{"Agent 47.09"}},             // 0.301 × 90 + 20
		{"one gram", "RU", 1, 1, []string{"Agent 12.06", "Post 31.00"}},                                      // 0.001 × 60 + 12
		{"an unknown weight", "RU", 0, 1, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			offers, err := agents(t).Offers(tt.to, tt.weight, tt.parcels)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, o := range offers {
				got = append(got, o.Carrier+" "+o.Price.Decimal())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnOfferExplainsItsArithmetic(t *testing.T) {
	offers, err := agents(t).Offers("RU", 190, 1200)
	if err != nil {
		t.Fatal(err)
	}
	want := []offline.Step{
		{Kind: offline.StepReached, Args: errs.Args{"Weight": measure.Weight(500), "From": 1000}},
		{Kind: offline.WeightPrice, Amount: yuan(998), Args: errs.Args{"Weight": measure.Weight(190), "Rate": yuan(5250)}},
		{Kind: offline.ParcelFee, Amount: yuan(805)},
	}
	if diff := cmp.Diff(want, offers[0].Steps); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := len(offers[1].Steps); got != 2 {
		t.Errorf("a price per parcel only has %d steps", got)
	}
}

// anyList draws a list of up to two carriers to two countries and every other one.
func anyList(t *rapid.T) offline.List {
	price := rapid.Custom(func(t *rapid.T) offline.Price {
		return offline.Price{
			Carrier: rapid.SampledFrom([]string{"A", "B"}).Draw(t, "carrier"),
			Country: rapid.SampledFrom([]place.Country{"RU", "US", offline.AnyCountry}).Draw(t, "country"),
			UpTo:    measure.Weight(rapid.Int64Range(1, int64(offline.MaxWeight)).Draw(t, "up to")),
			From:    rapid.IntRange(1, 2000).Draw(t, "from"),
			PerKilo: yuan(rapid.Int64Range(0, offline.MaxPrice).Draw(t, "per kilo")),
			Fee:     yuan(rapid.Int64Range(0, offline.MaxPrice).Draw(t, "fee")),
		}
	})
	return rapid.SliceOfN(price, 0, 12).Draw(t, "list")
}

func anyWeight(t *rapid.T) measure.Weight {
	return measure.Weight(rapid.Int64Range(1, int64(offline.MaxWeight)).Draw(t, "weight"))
}

func TestStepsAddUpToThePrice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		offers, err := anyList(t).Offers("RU", anyWeight(t), rapid.IntRange(0, 3000).Draw(t, "parcels"))
		if err != nil {
			t.Fatal(err)
		}
		for i, o := range offers {
			if got := sum(o.Steps); got != o.Price {
				t.Errorf("the steps of %v make %s", o, got)
			}
			if i > 0 && offers[i-1].Price.Minor > o.Price.Minor {
				t.Errorf("%s comes before %s", offers[i-1].Price, o.Price)
			}
		}
	})
}

func sum(steps []offline.Step) money.Money {
	total := yuan(0)
	for _, s := range steps {
		total.Minor += s.Amount.Minor
	}
	return total
}

func TestMoreParcelsNeverReachALowerStep(t *testing.T) {
	step := func(t *rapid.T, l offline.List, w measure.Weight, parcels int) map[string]int {
		offers, err := l.Offers("RU", w, parcels)
		if err != nil {
			t.Fatal(err)
		}
		reached := map[string]int{}
		for _, o := range offers {
			reached[o.Carrier] = o.Steps[0].Args["From"].(int)
		}
		return reached
	}
	rapid.Check(t, func(t *rapid.T) {
		l, w := anyList(t), anyWeight(t)
		few := rapid.IntRange(0, 3000).Draw(t, "few")
		many := rapid.IntRange(few, 4000).Draw(t, "many")
		after := step(t, l, w, many)
		for carrier, from := range step(t, l, w, few) {
			if after[carrier] < from || from > max(few, 1) {
				t.Errorf("%s: from %d with %d parcels, from %d with %d", carrier, from, few, after[carrier], many)
			}
		}
	})
}

func TestTheOrderOfRowsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := distinct(anyList(t))
		shuffled := offline.List(rapid.Permutation(l).Draw(t, "shuffled"))
		w, parcels := anyWeight(t), rapid.IntRange(0, 3000).Draw(t, "parcels")
		a, err := l.Offers("RU", w, parcels)
		b, err2 := shuffled.Offers("RU", w, parcels)
		if diff := cmp.Diff(a, b); diff != "" || err != nil || err2 != nil {
			t.Errorf("%v, %v: %s", err, err2, diff)
		}
		if l.Sum() != shuffled.Sum() {
			t.Error("the same rows have two sums")
		}
	})
}

// distinct leaves out rows about the same as an earlier one.
func distinct(l offline.List) offline.List {
	type place struct {
		carrier, country string
		upTo             measure.Weight
		from             int
	}
	seen, kept := map[place]bool{}, offline.List{}
	for _, p := range l {
		at := place{p.Carrier, string(p.Country), p.UpTo, p.From}
		if !seen[at] {
			kept = append(kept, p)
		}
		seen[at] = true
	}
	return kept
}
