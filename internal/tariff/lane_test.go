package tariff_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
)

func TestALaneSaysWhatHoldsNowAndWhatIsToCome(t *testing.T) {
	at := func(version channel.VersionID, own bool, from channel.Date) channel.Origin {
		return channel.Origin{Version: version, Own: own, From: from}
	}
	s := snapshot(t, small(func(d *tariff.Data) {
		d.Versions = append(d.Versions, tariff.Version{ID: 2, Number: "2"}, tariff.Version{ID: 3, Number: "own", Own: true})
		d.Prices = append(d.Prices,
			fixed("US", 2000, money.CNY, at(1, false, "2026-01-01")), fixed("US", 2100, money.CNY, at(2, false, "2026-06-01")),
			fixed("US", 2200, money.CNY, at(2, false, "2026-09-01")), fixed("US", 1900, money.CNY, at(3, true, "2026-07-01")),
			fixed("PE", 3000, money.CNY, at(2, false, "2027-01-01")))
	}))
	tests := []struct {
		on   channel.Date
		want map[place.Country][]channel.Date // in force, then to come
	}{
		{"2026-03-14", map[place.Country][]channel.Date{"": {"2026-01-01"}, "US": {"2026-01-01", "2026-06-01", "2026-07-01"}, "PE": {"", "2027-01-01"}}},
		{"2026-07-01", map[place.Country][]channel.Date{"": {"2026-01-01"}, "US": {"2026-07-01"}, "PE": {"", "2027-01-01"}}},
		{"2027-01-01", map[place.Country][]channel.Date{"": {"2026-01-01"}, "US": {"2026-07-01"}, "PE": {"2027-01-01"}}},
	}
	for _, tt := range tests {
		got := map[place.Country][]channel.Date{}
		for _, l := range s.Lanes("CPAM", tt.on) {
			var now channel.Date
			if l.Now != nil {
				now = l.Now.From
			}
			got[l.Country] = []channel.Date{now}
			for _, p := range l.Next {
				got[l.Country] = append(got[l.Country], p.From)
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("on %s: %s", tt.on, diff)
		}
	}
	if lanes := s.Lanes("CPAM", "2026-07-01"); lanes[0].Country != tariff.AnyCountry || s.VersionOf(lanes[2].Now.Origin).Number != "own" {
		t.Errorf("the lanes are %+v", lanes)
	}
	if s.Lanes("NO_SUCH", "2026-07-01") != nil {
		t.Error("a channel that does not exist has a tariff")
	}
}
