package carrier_test

import (
	"slices"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"sellerdesk/internal/carrier"
	"sellerdesk/internal/carrier/rehearsal"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/tracking"
)

func TestEveryAnswerOfANetworkHasItsWords(t *testing.T) {
	var keys []string
	for _, o := range carrier.Outcomes {
		keys = append(keys, o.Key())
	}
	for _, r := range carrier.Reasons {
		keys = append(keys, r.Key())
	}
	for _, k := range rehearsal.Kinds {
		keys = append(keys, k.Key())
	}
	for _, lang := range []string{"en", "zh"} {
		var words map[string]string
		if _, err := toml.DecodeFile("../i18n/messages/carrier."+lang+".toml", &words); err != nil {
			t.Fatal(err)
		}
		for _, k := range keys {
			if words[k] == "" {
				t.Errorf("%s: no words for %s", lang, k)
			}
		}
	}
}

// The channels speak of collection and numbers in words of their own; they are the same words.
func TestChannelsAndNetworksUseTheSameWords(t *testing.T) {
	for _, m := range channel.CollectionModes {
		if !slices.Contains(carrier.Modes, carrier.Mode(m)) {
			t.Errorf("no way to the warehouse is %s", m)
		}
	}
	for _, p := range channel.WaybillPatterns {
		n := carrier.NumbersOf(channel.Waybill{Pattern: p, Prefix: "R", Post: "SG"})
		if !slices.Contains(tracking.Formats, n.Format) || n.Prefix != "R" || n.Post != "SG" {
			t.Errorf("%s is numbered %+v", p, n)
		}
	}
}

func TestSomebodyComesForCollectedParcelsOnly(t *testing.T) {
	for mode, want := range map[carrier.Mode]bool{
		carrier.DoorPickup: true, carrier.Arranged: true, carrier.DomesticExpress: false, carrier.SelfSend: false,
	} {
		if mode.Collected() != want {
			t.Errorf("%s: collected = %t", mode, !want)
		}
	}
}

func TestTheSameCollectionIsTheSameInAnyZone(t *testing.T) {
	china := time.FixedZone("UTC+8", 8*60*60)
	a := carrier.Collection{Mode: carrier.DoorPickup, Due: sample.Moment}
	tests := []struct {
		name  string
		other carrier.Collection
		want  bool
	}{
		{"the moment in China's time", carrier.Collection{Mode: carrier.DoorPickup, Due: sample.Moment.In(china)}, true},
		{"another moment", carrier.Collection{Mode: carrier.DoorPickup, Due: sample.Moment.Add(time.Hour)}, false},
		{"another way", carrier.Collection{Mode: carrier.Arranged, Due: sample.Moment}, false},
		{"a number", carrier.Collection{Mode: carrier.DoorPickup, Due: sample.Moment, Number: "1"}, false},
	}
	for _, tt := range tests {
		if got := a.Same(tt.other); got != tt.want {
			t.Errorf("%s: same = %t", tt.name, got)
		}
	}
}
