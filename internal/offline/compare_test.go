package offline_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/offline"
	"sellerdesk/internal/tariff"
)

// plan is an available plan with a price in fen.
func plan(code channel.Code, fen int64) tariff.Plan {
	return tariff.Plan{Channel: &channel.Channel{Code: code}, Price: yuan(fen)}
}

func barred(p tariff.Plan) tariff.Plan {
	p.Excluded = []tariff.Rule{{Code: tariff.NotServed}}
	return p
}

func compared(t testing.TB, l offline.List, p offline.Parcel, plans ...tariff.Plan) offline.Comparison {
	t.Helper()
	c, err := offline.Compare(l, p, plans)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestComparisonsAreWorkedOutByHand(t *testing.T) {
	type against struct {
		channel          channel.Code
		chosen, cheapest bool
		difference       int64 // fen
		perMille         int64
	}
	russia := offline.Parcel{To: "RU", Weight: 190}
	chosen := func(c channel.Code) offline.Parcel { return offline.Parcel{To: "RU", Weight: 190, Chosen: c} }
	tests := []struct {
		name  string
		list  offline.List
		p     offline.Parcel
		plans []tariff.Plan
		basis offline.Basis
		price int64 // fen; 0 where there is none
		want  []against
	}{
		{"by the own list, cheaper", agents(t), russia, []tariff.Plan{plan("CPAM", 3042)},
			offline.OwnList, 2340, []against{{"CPAM", false, true, -702, -231}}},
		{"by the own list, dearer", agents(t), russia, []tariff.Plan{plan("CPAM", 2000)},
			offline.OwnList, 2340, []against{{"CPAM", false, true, 340, 170}}},
		{"the same price", agents(t), russia, []tariff.Plan{plan("CPAM", 2340)},
			offline.OwnList, 2340, []against{{"CPAM", false, true, 0, 0}}},
		{"the chosen plan first, then the cheapest", agents(t), chosen("EMS"), []tariff.Plan{plan("CPAM", 3042), plan("EMS", 11700)},
			offline.OwnList, 2340, []against{{"EMS", true, false, -9360, -800}, {"CPAM", false, true, -702, -231}}},
		{"the chosen plan is the cheapest", agents(t), chosen("CPAM"), []tariff.Plan{plan("CPAM", 3042), plan("EMS", 11700)},
			offline.OwnList, 2340, []against{{"CPAM", true, true, -702, -231}}},
		{"a chosen plan that cannot be used", agents(t), chosen("EMS"), []tariff.Plan{plan("CPAM", 3042), barred(plan("EMS", 100))},
			offline.OwnList, 2340, []against{{"CPAM", false, true, -702, -231}}},
		{"the own list where no plan fits", agents(t), russia, []tariff.Plan{barred(plan("CPAM", 3042))}, offline.OwnList, 2340, nil},
		{"about a fifth less without a list", nil, russia, []tariff.Plan{plan("EMS", 11700), plan("CPAM", 3042)},
			offline.Estimate, 2434, []against{{"CPAM", false, true, -608, -200}}}, // 30.42 × 0.2 = 6.084 → 6.08
		{"the estimate is from the cheapest, not the chosen", nil, chosen("EMS"), []tariff.Plan{plan("CPAM", 3042), plan("EMS", 11700)},
			offline.Estimate, 2434, []against{{"EMS", true, false, -9266, -792}, {"CPAM", false, true, -608, -200}}},
		{"an estimate where the list ends below the weight", list(t, "Agent RU 100 1 60 12"), russia, []tariff.Plan{plan("CPAM", 3042)},
			offline.Estimate, 2434, []against{{"CPAM", false, true, -608, -200}}},
		{"an estimate where the list has other countries", list(t, "Agent US 2000 1 60 12"), russia, []tariff.Plan{plan("CPAM", 3042)},
			offline.Estimate, 2434, []against{{"CPAM", false, true, -608, -200}}},
		{"a plan that costs nothing", nil, russia, []tariff.Plan{plan("CPAM", 0)}, offline.Estimate, 0, []against{{"CPAM", false, true, 0, 0}}},
		{"nothing to go by", nil, russia, []tariff.Plan{barred(plan("CPAM", 3042))}, offline.NoBasis, 0, nil},
		{"no plans at all", nil, russia, nil, offline.NoBasis, 0, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := compared(t, tt.list, tt.p, tt.plans...)
			if c.Basis != tt.basis || c.Offer.Price.Minor != tt.price {
				t.Errorf("%s at %s, want %s at %s", c.Basis, c.Offer.Price, tt.basis, yuan(tt.price))
			}
			var got []against
			for _, a := range c.Against {
				got = append(got, against{a.Plan.Channel.Code, a.Chosen, a.Cheapest, a.Difference.Minor, a.PerMille})
			}
			if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(against{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheOtherCarriersOfTheListAreTold(t *testing.T) {
	c := compared(t, agents(t), offline.Parcel{To: "RU", Weight: 190}, plan("CPAM", 3042))
	if c.Offer.Carrier != "Agent" || len(c.Others) != 1 || c.Others[0].Carrier != "Post" {
		t.Errorf("%+v and %+v", c.Offer, c.Others)
	}
}

func TestWhatIsGivenUpIsThatOfThePlanLookedAt(t *testing.T) {
	covered := plan("CPAM", 3042)
	covered.Channel.Compensation = yuan(30000)
	for name, tt := range map[string]struct {
		parcel offline.Parcel
		plans  []tariff.Plan
		first  offline.LossKind
	}{
		"with a cap":       {offline.Parcel{To: "RU", Weight: 190}, []tariff.Plan{covered}, offline.Compensation},
		"without a cap":    {offline.Parcel{To: "RU", Weight: 190, Chosen: "EMS"}, []tariff.Plan{covered, plan("EMS", 9000)}, offline.Claims},
		"without any plan": {offline.Parcel{To: "RU", Weight: 190}, nil, offline.Claims},
	} {
		t.Run(name, func(t *testing.T) {
			c := compared(t, nil, tt.parcel, tt.plans...)
			var got []offline.LossKind
			for _, l := range c.Losses {
				got = append(got, l.Kind)
			}
			if diff := cmp.Diff([]offline.LossKind{tt.first, offline.AutomaticTracking, offline.ServiceLevel}, got); diff != "" {
				t.Error(diff)
			}
			if tt.first == offline.Compensation && c.Losses[0].Args["Amount"] != yuan(30000) {
				t.Errorf("the cap is %v", c.Losses[0].Args)
			}
		})
	}
}

func TestTheStepsOfAnEstimateAddUpAndItIsAFifthLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		online := rapid.Int64Range(0, 100_000_00).Draw(t, "online")
		c, err := offline.Compare(nil, offline.Parcel{To: "RU", Weight: 1}, []tariff.Plan{plan("CPAM", online)})
		if err != nil {
			t.Fatal(err)
		}
		if sum(c.Offer.Steps) != c.Offer.Price {
			t.Errorf("the steps %v make not %s", c.Offer.Steps, c.Offer.Price)
		}
		if off := 5*c.Offer.Price.Minor - 4*online; off < -3 || off > 3 {
			t.Errorf("%s for %s online", c.Offer.Price, yuan(online))
		}
		if c.Against[0].Difference.Minor != c.Offer.Price.Minor-online {
			t.Errorf("the difference is %s", c.Against[0].Difference)
		}
	})
}
