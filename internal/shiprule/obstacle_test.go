package shiprule_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/shiprule"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/testing/shop"
)

// obstacles are those of the only rule of a list.
func obstacles(t *testing.T, r shiprule.Rule) shiprule.Obstacles {
	t.Helper()
	snapshot, err := shop.Tariffs{}.Snapshot(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	r.Number = 1
	return shiprule.ObstaclesOf(shiprule.List{Rules: []shiprule.Rule{r}}, snapshot, channel.DateOf(sample.Moment))[1]
}

func TestARuleWhoseChannelCannotCarryWhatItMatchesIsTold(t *testing.T) {
	cp := channel.ChinaPostRegistered
	tests := []struct {
		name string
		rule shiprule.Rule
		want []tariff.RuleCode
	}{
		{"what it can carry", shiprule.Rule{Channel: cp, Countries: []place.Country{"RU"}, WeightTo: 2000}, nil},
		{"too heavy at the upper end", shiprule.Rule{Channel: cp, Countries: []place.Country{"RU"}, WeightTo: 2001}, []tariff.RuleCode{tariff.TooHeavy, tariff.AboveTariff}},
		{"goods it refuses", shiprule.Rule{Channel: cp, Countries: []place.Country{"RU"}, Categories: []channel.Category{channel.PureBattery}}, []tariff.RuleCode{tariff.WrongGoods}},
		{"any country", shiprule.Rule{Channel: cp, WeightTo: 9000}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []tariff.RuleCode
			for _, r := range obstacles(t, tt.rule).Excluded {
				got = append(got, r.Code)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestARuleIsToldWhatItsChannelDoesNotOffer(t *testing.T) {
	if o := obstacles(t, shiprule.Rule{Channel: "OLD"}); !o.Gone {
		t.Errorf("a channel that is gone: %+v", o)
	}
	for _, way := range []parcel.CollectionMode{parcel.Arranged, ""} {
		if o := obstacles(t, shiprule.Rule{Channel: channel.ChinaPostRegistered, Collection: way}); o.Any() {
			t.Errorf("%q can always be: %+v", way, o)
		}
	}
	snapshot, err := shop.Tariffs{}.Snapshot(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range snapshot.Channels(channel.DateOf(sample.Moment)) {
		o := obstacles(t, shiprule.Rule{Channel: c.Code, Collection: parcel.DoorPickup, Undeliverable: parcel.Return})
		if (o.Way == "") != c.Collects(channel.DoorPickup) || o.NoReturn == c.Return.Offered {
			t.Errorf("%s: %+v", c.Code, o)
		}
	}
}

func TestARuleBehindOneThatTakesEverythingIsTold(t *testing.T) {
	snapshot, err := shop.Tariffs{}.Snapshot(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	l := shiprule.List{Rules: []shiprule.Rule{
		{Number: 3, Channel: channel.ChinaPostRegistered}, {Number: 1, Channel: channel.ChinaPostRegistered, Countries: []place.Country{"RU"}},
	}}
	all := shiprule.ObstaclesOf(l, snapshot, channel.DateOf(sample.Moment))
	if len(all) != 1 || !all[1].Unreached {
		t.Errorf("%+v", all)
	}
}
