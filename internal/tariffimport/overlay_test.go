package tariffimport_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariffimport"
)

// row is a channel from a day on: its heaviest parcel and the countries it is suspended to.
func row(own bool, v channel.VersionID, from channel.Date, w measure.Weight, suspended ...place.Country) channel.Channel {
	return channel.Channel{
		Code: "CPAM", Limits: channel.Limits{Weight: w}, Reach: channel.Reach{Suspended: suspended},
		Origin: channel.Origin{Version: v, Own: own, From: from},
	}
}

func TestASuspensionOfTheProgramReachesAStoreWithFiguresOfItsOwn(t *testing.T) {
	rows := tariffimport.Overlay([]channel.Channel{
		row(false, 5, "2020-01-01", 2000), row(false, 5, "2026-01-01", 2000, "BR"), row(false, 5, "2027-01-01", 2000, "BR", "PE"),
		row(true, 2, "2026-06-01", 1500), row(true, 3, "2026-09-01", 1000),
	})
	channel.Rank(rows)
	tests := []struct {
		on        channel.Date
		weight    measure.Weight
		suspended []place.Country
	}{
		{"2025-12-31", 2000, nil},
		{"2026-05-31", 2000, []place.Country{"BR"}},
		{"2026-06-01", 1500, []place.Country{"BR"}},
		{"2026-09-01", 1000, []place.Country{"BR"}},
		{"2027-01-01", 1000, []place.Country{"BR", "PE"}},
	}
	for _, tt := range tests {
		got, _ := channel.InForce(rows, tt.on)
		if diff := cmp.Diff(tt.suspended, got.Reach.Suspended); diff != "" || got.Limits.Weight != tt.weight {
			t.Errorf("on %s up to %s: %s", tt.on, got.Limits.Weight, diff)
		}
	}
}

func TestAChannelTheProgramHasNoMoreStaysTheOwners(t *testing.T) {
	own := row(true, 2, "2026-06-01", 1500, "BR")
	if diff := cmp.Diff([]channel.Channel{own}, tariffimport.Overlay([]channel.Channel{own})); diff != "" {
		t.Error(diff)
	}
}
