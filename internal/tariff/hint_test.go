package tariff_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
)

// line is a channel for ordinary goods everywhere, with one row of prices.
func line(code channel.Code, change func(*channel.Channel, *tariff.Price)) func(*tariff.Data) {
	origin := channel.Origin{Version: 1, From: "2026-01-01"}
	c := channel.Channel{
		Code: code, NameEN: string(code), Tier: channel.StandardTier, Origin: origin,
		Goods: channel.Goods{Accepted: []channel.Category{channel.Ordinary}},
	}
	p := tariff.Price{Channel: code, Currency: money.CNY, Origin: origin}
	change(&c, &p)
	return func(d *tariff.Data) { d.Channels, d.Prices = append(d.Channels, c), append(d.Prices, p) }
}

// only is a catalogue of the given lines.
func only(t testing.TB, lines ...func(*tariff.Data)) *tariff.Snapshot {
	d := tariff.Data{Versions: []tariff.Version{{ID: 1, Number: "1"}}}
	for _, add := range lines {
		add(&d)
	}
	return snapshot(t, d)
}

// perGram is a band of CN¥100 a kilogram.
func perGram(upTo measure.Weight, fee int64) tariff.Band {
	return tariff.Band{UpTo: upTo, Kind: tariff.PerGram, Rate: 10000, Fee: fee}
}

// told writes hints as lines: kind, channel, what changes, the price then, and what it saves.
func told(hints []tariff.Hint) []string {
	var out []string
	for _, h := range hints {
		what := fmt.Sprint(h.Size)
		switch h.Kind {
		case tariff.Lighter, tariff.LighterFits:
			what = fmt.Sprintf("%s to %s", h.Less, h.Weight)
		case tariff.CheaperOrder:
			what = h.Value.String()
		}
		out = append(out, fmt.Sprintf("%s %s: %s for %s, saves %s", h.Kind, h.Channel.Code, what, h.Price.Decimal(), h.Saving.Decimal()))
	}
	return out
}

func wantHints(t *testing.T, s *tariff.Snapshot, q tariff.Query, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, told(s.Hints(q))); diff != "" {
		t.Error(diff)
	}
}

func banded(c *channel.Channel, p *tariff.Price) {
	c.Limits.Weight = 2000
	p.Bands = []tariff.Band{perGram(150, 0), perGram(2000, 500)}
}

func TestALittleLessWeightThatReachesACheaperBandIsToldOf(t *testing.T) {
	s := only(t, line("A", banded))
	wantHints(t, s, parcel("US", weighing(190)), "lighter A: 40 g to 150 g for 15.00, saves 9.00")
	wantHints(t, s, parcel("US", weighing(200)), "lighter A: 50 g to 150 g for 15.00, saves 10.00")
	wantHints(t, s, parcel("US", weighing(201)))
	wantHints(t, s, parcel("US", weighing(150)))
}

func TestOneStepLessIsToldOf(t *testing.T) {
	s := only(t, line("A", func(_ *channel.Channel, p *tariff.Price) {
		p.Bands = []tariff.Band{{UpTo: 30000, Kind: tariff.PerStep, Fee: 9500, Rate: 3500, First: 500, Step: 500}}
	}))
	wantHints(t, s, parcel("US", weighing(1040)), "lighter A: 40 g to 1000 g for 130.00, saves 35.00")
	wantHints(t, s, parcel("US", weighing(520)), "lighter A: 20 g to 500 g for 95.00, saves 35.00")
	wantHints(t, s, parcel("US", weighing(500)))
	wantHints(t, s, parcel("US", weighing(10999)), "lighter A: 499 g to 10500 g for 795.00, saves 35.00")
}

func TestALighterBandThatIsDearerIsNotToldOf(t *testing.T) {
	s := shipped(t)
	for _, h := range s.Hints(parcel("US", weighing(151))) {
		if h.Channel.Code == channel.ChinaPostRegistered {
			t.Errorf("151 g by the post cost CN¥22.31, 150 g CN¥22.53: %v", told([]tariff.Hint{h}))
		}
	}
	got := told(s.Hints(parcel("US", weighing(310))))
	if slices.ContainsFunc(got, func(h string) bool { return h[:9] == "lighter Y" }) {
		t.Errorf("a lighter parcel by Special Line-YW is dearer: %v", got)
	}
}

func TestASmallSavingIsNotWorthAWord(t *testing.T) {
	s := only(t, line("A", func(_ *channel.Channel, p *tariff.Price) {
		p.Bands = []tariff.Band{{UpTo: 150, Kind: tariff.Fixed, Fee: 1000}, {UpTo: 2000, Kind: tariff.Fixed, Fee: 1099}}
	}))
	wantHints(t, s, parcel("US", weighing(160)))
}

func TestAFlatterBoxWhoseVolumeCountsLessIsToldOf(t *testing.T) {
	s := only(t, line("A", func(_ *channel.Channel, p *tariff.Price) {
		p.Divisor, p.Bands = 8000, []tariff.Band{perGram(30000, 0)}
	}))
	sized := func(l, w, h int64) func(*tariff.Query) {
		return func(q *tariff.Query) { q.Size = measure.Size{Length: l, Width: w, Height: h} }
	}
	wantHints(t, s, parcel("US", weighing(300), sized(200, 150, 100)), "smaller A: 20 × 15 × 8 cm for 30.00, saves 7.50")
	wantHints(t, s, parcel("US", weighing(300), sized(200, 150, 80)))
	wantHints(t, s, parcel("US", weighing(300), sized(400, 300, 200)))
	roll := func(q *tariff.Query) { q.Size.Roll = true }
	wantHints(t, s, parcel("US", weighing(300), sized(200, 100, 100), roll))
}

func TestWhatMakesAnExcludedChannelPossibleIsToldOfWhereItHelps(t *testing.T) {
	small := line("SMALL", func(c *channel.Channel, p *tariff.Price) {
		c.Limits = channel.Limits{Weight: 2000, Longest: 600, Sum: 900, Value: money.Of(500, money.USD)}
		p.Bands = []tariff.Band{perGram(2000, 0)}
	})
	dear := line("DEAR", func(_ *channel.Channel, p *tariff.Price) { p.Bands = []tariff.Band{perGram(70000, 9000)} })
	cheap := line("CHEAP", func(_ *channel.Channel, p *tariff.Price) {
		p.Bands = []tariff.Band{{UpTo: 70000, Kind: tariff.Fixed, Fee: 100}}
	})
	sized := func(q *tariff.Query) { q.Size = measure.Size{Length: 620, Width: 200, Height: 70} }
	buyers := func(q *tariff.Query) { q.BuyerChannel = "SMALL" }
	for _, lines := range [][]func(*tariff.Data){{small}, {small, dear}} {
		s := only(t, lines...)
		saves := map[int]string{1: "0.00 0.00 0.00", 2: "90.00 90.00 110.00"}[len(lines)]
		var size, value, weight string
		if _, err := fmt.Sscan(saves, &size, &value, &weight); err != nil {
			t.Fatal(err)
		}
		wantHints(t, s, parcel("US", sized), "smaller_fits SMALL: 60 × 20 × 7 cm for 20.00, saves "+size)
		wantHints(t, s, parcel("US", usd(600)), "cheaper_order SMALL: US $5.00 for 20.00, saves "+value)
		wantHints(t, s, parcel("US", weighing(2200)), "lighter_fits SMALL: 200 g to 2000 g for 200.00, saves "+weight)
		wantHints(t, s, parcel("US", usd(601)))
		wantHints(t, s, parcel("US", weighing(2250)))
	}
	s := only(t, small, cheap)
	wantHints(t, s, parcel("US", usd(600)))
	wantHints(t, s, parcel("US", usd(600), buyers), "cheaper_order SMALL: US $5.00 for 20.00, saves -19.00")
}

func TestTheAmountBelowWhichThePlatformAllowsMoreIsToldOf(t *testing.T) {
	got := told(shipped(t).Hints(parcel("ES", usd(540))))
	want := "cheaper_order CAINIAO_ECONOMY: US $5.00 for 26.03"
	if !slices.ContainsFunc(got, func(h string) bool { return len(h) > len(want) && h[:len(want)] == want }) {
		t.Errorf("nothing is said about Saver Shipping to Spain up to 5 dollars: %v", got)
	}
}

func TestOfWhatBecomesPossibleOnlyTheBestAreNamed(t *testing.T) {
	var lines []func(*tariff.Data)
	for i, code := range []channel.Code{"A", "B", "C", "D", "E"} {
		lines = append(lines, line(code, func(c *channel.Channel, p *tariff.Price) {
			c.Limits.Weight, p.Bands = 2000, []tariff.Band{{UpTo: 2000, Kind: tariff.Fixed, Fee: int64(5000 - 100*i)}}
		}))
	}
	s := only(t, lines...)
	e, d, c := "lighter_fits E: 9 g to 2000 g for 46.00, saves 0.00", "lighter_fits D: 9 g to 2000 g for 47.00, saves 0.00",
		"lighter_fits C: 9 g to 2000 g for 48.00, saves 0.00"
	wantHints(t, s, parcel("US", weighing(2009)), e, d, c)
	buyers := func(q *tariff.Query) { q.BuyerChannel = "A" }
	wantHints(t, s, parcel("US", weighing(2009), buyers), "lighter_fits A: 9 g to 2000 g for 50.00, saves 0.00", e, d)
}

func TestNoHintAsksForOtherGoodsOrMoreWeight(t *testing.T) {
	s := shipped(t)
	wantHints(t, s, parcel("US", weighing(0)))
	for _, h := range s.Hints(parcel("US", func(q *tariff.Query) { q.Category = channel.PureBattery })) {
		t.Errorf("%v for goods no channel takes", h)
	}
}

// TestAHintKeepsItsPromise applies every hint and quotes again.
func TestAHintKeepsItsPromise(t *testing.T) {
	s := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		q := anyParcel(t)
		before := map[channel.Code]tariff.Plan{}
		plans := s.Quote(q)
		for _, p := range plans {
			before[p.Channel.Code] = p
		}
		seen := map[channel.Code]bool{}
		for _, h := range s.Hints(q) {
			if seen[h.Channel.Code] {
				t.Fatalf("two hints for %s", h.Channel.Code)
			}
			seen[h.Channel.Code] = true
			keeps(t, s, q, h, before[h.Channel.Code], plans[0])
		}
	})
}

func keeps(t *rapid.T, s *tariff.Snapshot, q tariff.Query, h tariff.Hint, now, cheapest tariff.Plan) {
	changed := h.Applied(q)
	then, err := s.Plan(h.Channel.Code, changed)
	if err != nil || !then.Available() || then.Price != h.Price {
		t.Fatalf("%v promises %s, it is %s, excluded by %v", h, h.Price, then.Price, then.Excluded)
	}
	if !now.Available() {
		now = cheapest
	}
	if now.Available() && now.Price.Minor-then.Price.Minor != h.Saving.Minor {
		t.Fatalf("%v saves %s, not %s", h, h.Saving, now.Price)
	}
	switch {
	case changed.Weight > q.Weight || changed.Size.Sum() > q.Size.Sum() || changed.Value.Minor > q.Value.Minor:
		t.Fatalf("%v asks for more", h)
	case changed.Category != q.Category || changed.Destination != q.Destination || changed.Date != q.Date:
		t.Fatalf("%v is about something else", h)
	case changed == q:
		t.Fatalf("%v changes nothing", h)
	}
}

func TestTheMainObstacleIsTheRuleThatExcludesMost(t *testing.T) {
	s := shipped(t)
	goods := func(c channel.Category) func(*tariff.Query) { return func(q *tariff.Query) { q.Category = c } }
	tests := []struct {
		name  string
		query tariff.Query
		want  tariff.RuleCode
		text  string
	}{
		{"goods nobody takes", parcel("RU", goods(channel.PureBattery)), tariff.WrongGoods, "map[Category:pure_battery]"},
		{"too heavy for all, heaviest limit named", parcel("US", weighing(71000)), tariff.TooHeavy, "map[Max:70000 g Weight:71000 g]"},
		{"a country nobody goes to", parcel("CN"), tariff.NotServed, "map[Country:CN]"},
	}
	for _, tt := range tests {
		plans := s.Quote(tt.query)
		got, found := tariff.MainObstacle(plans)
		if text := fmt.Sprint(map[string]any(got.Rule.Args())); !found || got.Rule.Code != tt.want || text != tt.text {
			t.Errorf("%s: %s %s", tt.name, got.Rule.Code, text)
		}
		count := 0
		for _, p := range plans {
			if slices.Contains(excludedBy(p), got.Rule.Code) {
				count++
			}
		}
		if got.Plans == 0 || got.Plans > count {
			t.Errorf("%s: excludes %d plans, of all channels %d", tt.name, got.Plans, count)
		}
	}
	if o, found := tariff.MainObstacle(s.Quote(parcel("US"))); found {
		t.Errorf("%v stands in the way although plans are available", o)
	}
	if _, found := tariff.MainObstacle(nil); found {
		t.Error("something stands in the way of nothing")
	}
}

func TestTheObstacleNamesTheBoundThatTakesMost(t *testing.T) {
	from := func(least measure.Weight) func(*channel.Channel, *tariff.Price) {
		return func(c *channel.Channel, p *tariff.Price) {
			c.Limits.Lightest, p.Bands = least, []tariff.Band{perGram(30000, 0)}
		}
	}
	s := only(t, line("A", from(2001)), line("B", from(501)), line("C", from(1001)))
	got, _ := tariff.MainObstacle(s.Quote(parcel("US", weighing(500))))
	if got.Rule.Code != tariff.TooLight || got.Rule.WeightLimit != 501 || got.Plans != 3 {
		t.Errorf("%s from %s, %d plans; want the service that takes the lightest parcels", got.Rule.Code, got.Rule.WeightLimit, got.Plans)
	}
}

func TestChannelsThatDoNotGoThereAreNoObstacle(t *testing.T) {
	elsewhere := func(c *channel.Channel, p *tariff.Price) {
		c.Reach.Countries, p.Bands = []place.Country{"ES"}, []tariff.Band{perGram(2000, 0)}
	}
	s := only(t, line("A", elsewhere), line("B", elsewhere), line("C", banded))
	got, found := tariff.MainObstacle(s.Quote(parcel("US", weighing(2001))))
	if !found || got.Rule.Code != tariff.TooHeavy || got.Plans != 1 {
		t.Errorf("%s excludes %d plans, want the weight limit of the one channel that goes there", got.Rule.Code, got.Plans)
	}
	if got, _ := tariff.MainObstacle(s.Quote(parcel("CN"))); got.Rule.Code != tariff.NotServed || got.Plans != 3 {
		t.Errorf("%s excludes %d plans, want all three for the country", got.Rule.Code, got.Plans)
	}
}
