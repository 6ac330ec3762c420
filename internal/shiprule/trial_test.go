package shiprule_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/place"
	"sellerdesk/internal/shiprule"
	"sellerdesk/internal/tariff"
)

func cny(fen int64) money.Money { return money.Of(fen, money.CNY) }

// plan is the plan of a channel at a price, or excluded by rules.
func plan(code channel.Code, fen int64, excluded ...tariff.Rule) tariff.Plan {
	return tariff.Plan{Channel: &channel.Channel{Code: code}, Price: cny(fen), Excluded: excluded}
}

// plans are those of a parcel to anywhere: by post, by express and one that is suspended.
var plans = []tariff.Plan{plan("POST", 1000), plan("EXPRESS", 4500), plan("SAVER", 600, tariff.Rule{Code: tariff.Suspended})}

func aCase(n order.Number, to place.Country, buyer channel.Code) shiprule.Case {
	return shiprule.Case{Order: n, Subject: shiprule.Subject{Country: to, Weight: 100, Value: usd(500)}, Buyer: buyer, Plans: plans}
}

// rules send Russia by express, Ukraine by what is suspended and Brazil by a channel that is gone.
var rules = []shiprule.Rule{
	{Number: 4, Countries: []place.Country{"RU"}, Channel: "EXPRESS"}, {Number: 2, Countries: []place.Country{"UA"}, Channel: "SAVER"},
	{Number: 3, Countries: []place.Country{"BR"}, Channel: "OLD"},
}

func TestATrialTellsWhichRuleMatchesAndWhatItWouldCost(t *testing.T) {
	tests := []struct {
		name     string
		of       shiprule.Case
		verdict  shiprule.Verdict
		rule     shiprule.Number
		channel  channel.Code
		dearer   money.Money
		compared bool
	}{
		{"a dearer channel", aCase("1", "RU", "POST"), shiprule.Chosen, 4, "EXPRESS", cny(3500), true},
		{"the buyer's own channel", aCase("2", "RU", "EXPRESS"), shiprule.Chosen, 4, "EXPRESS", cny(0), true},
		{"the buyer chose nothing", aCase("3", "RU", ""), shiprule.Chosen, 4, "EXPRESS", money.Money{}, false},
		{"the buyer's channel cannot carry it", aCase("4", "RU", "SAVER"), shiprule.Chosen, 4, "EXPRESS", money.Money{}, false},
		{"excluded", aCase("5", "UA", "POST"), shiprule.Excluded, 2, "SAVER", money.Money{}, false},
		{"gone", aCase("6", "BR", "POST"), shiprule.Gone, 3, "", money.Money{}, false},
		{"unmatched", aCase("7", "FR", "POST"), shiprule.Unmatched, 0, "POST", money.Money{}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := shiprule.Try(rules, []shiprule.Case{tt.of})[0]
			if got.Verdict != tt.verdict || got.Rule.Number != tt.rule || got.Dearer != tt.dearer || got.Compared != tt.compared {
				t.Errorf("%s by rule %d, %v dearer (%v)", got.Verdict, got.Rule.Number, got.Dearer, got.Compared)
			}
			var code channel.Code
			if got.Plan.Channel != nil {
				code = got.Plan.Channel.Code
			}
			if code != tt.channel {
				t.Errorf("by %q, want %q", code, tt.channel)
			}
		})
	}
}

func TestTrialsAreCounted(t *testing.T) {
	got := shiprule.TallyOf(shiprule.Try(rules, []shiprule.Case{
		aCase("1", "RU", "POST"), aCase("2", "RU", "EXPRESS"), aCase("3", "UA", "POST"), aCase("4", "BR", "POST"), aCase("5", "FR", ""),
	}))
	want := shiprule.Tally{
		Orders: map[shiprule.Verdict]int{shiprule.Chosen: 2, shiprule.Excluded: 1, shiprule.Gone: 1, shiprule.Unmatched: 1},
		ByRule: map[shiprule.Number]int{4: 2, 2: 1, 3: 1}, Lame: map[shiprule.Number]int{2: 1, 3: 1}, Dearer: cny(3500), Compared: 2,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
