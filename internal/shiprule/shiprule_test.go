package shiprule_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/shiprule"
)

func usd(cents int64) money.Money { return money.Of(cents, money.USD) }

// lamp is an order to Russia of US $12.50 with a built-in battery, 180 g.
var lamp = shiprule.Subject{Country: "RU", Value: usd(1250), Weight: 180, Category: channel.BuiltInBattery}

func TestARuleMatchesWhatMeetsAllItsConditions(t *testing.T) {
	tests := []struct {
		name string
		rule shiprule.Rule
		want bool
	}{
		{"no condition", shiprule.Rule{}, true},
		{"one of its countries", shiprule.Rule{Countries: []place.Country{"BY", "RU"}}, true},
		{"another country", shiprule.Rule{Countries: []place.Country{"US"}}, false},
		{"from the value on", shiprule.Rule{ValueFrom: usd(1250)}, true},
		{"above the value", shiprule.Rule{ValueFrom: usd(1251)}, false},
		{"up to the value", shiprule.Rule{ValueTo: usd(1250)}, true},
		{"below the value", shiprule.Rule{ValueTo: usd(1249)}, false},
		{"from the weight on", shiprule.Rule{WeightFrom: 180}, true},
		{"above the weight", shiprule.Rule{WeightFrom: 181}, false},
		{"up to the weight", shiprule.Rule{WeightTo: 180}, true},
		{"below the weight", shiprule.Rule{WeightTo: 179}, false},
		{"one of its categories", shiprule.Rule{Categories: []channel.Category{channel.Powder, channel.BuiltInBattery}}, true},
		{"another category", shiprule.Rule{Categories: []channel.Category{channel.Ordinary}}, false},
		{"all but one", shiprule.Rule{Countries: []place.Country{"RU"}, ValueFrom: usd(100), WeightTo: 100}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.rule.Matches(lamp); got != tt.want {
				t.Errorf("matches: %v", got)
			}
		})
	}
}

func TestAParcelOfUnknownWeightMeetsNoConditionAboutWeight(t *testing.T) {
	unknown := lamp
	unknown.Weight = 0
	for _, r := range []shiprule.Rule{{WeightFrom: 1}, {WeightTo: 2000}} {
		if r.Matches(unknown) {
			t.Errorf("%+v matches", r)
		}
	}
	if !(shiprule.Rule{}).Matches(unknown) {
		t.Error("a rule without such a condition does not match")
	}
}

func TestTheFirstRuleThatMatchesDecides(t *testing.T) {
	rules := []shiprule.Rule{
		{Number: 5, Countries: []place.Country{"US"}, Channel: "EPACKET"}, {Number: 2, WeightTo: 200, Channel: "CPAM"}, {Number: 9, Channel: "UPS"},
	}
	if r, ok := shiprule.First(rules, lamp); !ok || r.Number != 2 {
		t.Errorf("rule %d, %v", r.Number, ok)
	}
	if r, ok := shiprule.First(rules[:1], lamp); ok || r.Number != 0 {
		t.Errorf("no rule matches, got %d, %v", r.Number, ok)
	}
	if _, ok := shiprule.First(nil, lamp); ok {
		t.Error("without rules one matched")
	}
}

// genRule draws rules whose bounds are close together, so that many match.
var genRule = rapid.Custom(func(t *rapid.T) shiprule.Rule {
	return shiprule.Rule{
		Countries: rapid.SliceOfN(rapid.SampledFrom([]place.Country{"RU", "US", "BR"}), 0, 2).Draw(t, "countries"),
		ValueFrom: usd(rapid.Int64Range(0, 5).Draw(t, "from")), ValueTo: usd(rapid.Int64Range(0, 5).Draw(t, "to")),
		WeightFrom: measure.Weight(rapid.IntRange(0, 3).Draw(t, "light")), WeightTo: measure.Weight(rapid.IntRange(0, 3).Draw(t, "heavy")),
	}
})

// genSubject draws orders that such rules are about.
var genSubject = rapid.Custom(func(t *rapid.T) shiprule.Subject {
	return shiprule.Subject{
		Country: rapid.SampledFrom([]place.Country{"RU", "US", "BR", "FR"}).Draw(t, "country"),
		Value:   usd(rapid.Int64Range(0, 6).Draw(t, "value")), Weight: measure.Weight(rapid.IntRange(0, 4).Draw(t, "weight")),
	}
})

// Whatever the rules are, the first that matches is found and all before it do not match.
func TestNoRuleBeforeTheFirstMatches(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules := rapid.SliceOfN(genRule, 0, 8).Draw(t, "rules")
		for i := range rules {
			rules[i].Number = shiprule.Number(i + 1)
		}
		of := genSubject.Draw(t, "order")
		first, found := shiprule.First(rules, of)
		for _, r := range rules {
			switch {
			case found && r.Number == first.Number:
				if !r.Matches(of) {
					t.Fatal("the first does not match")
				}
				return
			case r.Matches(of):
				t.Fatalf("rule %d matches before %d", r.Number, first.Number)
			}
		}
		if found {
			t.Fatal("the first is none of the rules")
		}
	})
}

func TestAWrongRuleIsToldByItsFields(t *testing.T) {
	tests := []struct {
		name string
		rule shiprule.Rule
		want []string
	}{
		{"a good one", shiprule.Rule{Channel: "CPAM", ValueFrom: usd(100), ValueTo: usd(100), WeightTo: 1}, nil},
		{"no channel", shiprule.Rule{}, []string{"channel shiprule_no_channel"}},
		{"a range upside down", shiprule.Rule{Channel: "CPAM", ValueFrom: usd(2), ValueTo: usd(1), WeightFrom: 2, WeightTo: 1}, []string{"value_to shiprule_range", "weight_to shiprule_range"}},
		{"bounds out of the world", shiprule.Rule{Channel: "CPAM", ValueFrom: usd(-1), WeightTo: shiprule.MaxWeight + 1}, []string{"value_from shiprule_bound", "weight_to shiprule_bound"}},
		{"China", shiprule.Rule{Channel: "CPAM", Countries: []place.Country{place.China}}, []string{"countries shiprule_domestic"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, codes(tt.rule.Check())); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// codes are the problems with their fields.
func codes(problems errs.Fields) []string {
	var got []string
	for _, p := range problems {
		got = append(got, p.Field+" "+p.Code)
	}
	return got
}

func TestRulesThatNoOrderReachesAreNamed(t *testing.T) {
	l := shiprule.List{Rules: []shiprule.Rule{
		{Number: 1, Countries: []place.Country{"RU", "UA"}, WeightTo: 2000}, {Number: 2, Countries: []place.Country{"RU"}, WeightTo: 500, Channel: "UPS"},
		{Number: 3, Countries: []place.Country{"RU"}}, {Number: 6, WeightTo: 5}, {Number: 4}, {Number: 5, WeightTo: 7},
	}}
	if diff := cmp.Diff([]shiprule.Number{2, 5}, l.Unreached()); diff != "" {
		t.Error(diff)
	}
}

// A rule that is said to get no order never is the first that matches.
func TestNoOrderReachesWhatIsUnreached(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := shiprule.List{Rules: rapid.SliceOfN(genRule, 0, 6).Draw(t, "rules")}
		for i := range l.Rules {
			l.Rules[i].Number = shiprule.Number(i + 1)
		}
		unreached := l.Unreached()
		for range 20 {
			if first, found := shiprule.First(l.Rules, genSubject.Draw(t, "order")); found && slices.Contains(unreached, first.Number) {
				t.Fatalf("rule %d is reached", first.Number)
			}
		}
	})
}
