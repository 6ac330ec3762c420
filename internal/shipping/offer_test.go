package shipping

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
)

func offer(change ...func(*Offer)) Offer {
	o := Offer{
		Price: money.Of(3110, money.CNY), ReturnFee: money.Of(0, money.CNY), Tariff: "2026.1", Order: 3,
		Stock: "CUP-1: 4", Warehouse: "CPAM_WLB_CPAMYW", Status: order.AwaitingShipment,
	}
	for _, c := range change {
		c(&o)
	}
	return o.sealed(1, "8012345678901234", Choice{Channel: channel.ChinaPostRegistered, Pieces: []order.Pieces{{Line: 1, Quantity: 2}}})
}

func TestAnOfferSurvivesTheForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := offer(func(o *Offer) {
			o.Price.Minor = rapid.Int64().Draw(t, "price")
			o.Stock = rapid.String().Draw(t, "stock")
			o.Order = rapid.Int().Draw(t, "version")
		})
		got, err := DecodeOffer(want.Encode())
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Fatal(diff, err)
		}
	})
}

func TestWhatIsNoOfferIsRefused(t *testing.T) {
	for _, text := range []string{"", "?", "bm8", offer().Encode()[1:]} {
		if _, err := DecodeOffer(text); !errors.Is(err, ErrOffer) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestChangesOfAnOfferAreNamed(t *testing.T) {
	shown := offer()
	tests := []struct {
		name   string
		change func(*Offer)
		want   []Change
	}{
		{"nothing", func(*Offer) {}, nil},
		{"price", func(o *Offer) { o.Price.Minor = 3210 }, []Change{{"price", money.Of(3110, money.CNY), money.Of(3210, money.CNY)}}},
		{"stock and order", func(o *Offer) { o.Stock, o.Order = "CUP-1: 3", 4 }, []Change{{"stock", "CUP-1: 4", "CUP-1: 3"}}},
		{"order alone", func(o *Offer) { o.Order = 4 }, []Change{{What: "order"}}},
		{"return fee", func(o *Offer) { o.ReturnFee.Minor = 1000 }, []Change{{"return_fee", money.Of(0, money.CNY), money.Of(1000, money.CNY)}}},
		{"status", func(o *Offer) { o.Status = order.InCancel }, []Change{{"status", order.AwaitingShipment, order.InCancel}}},
		{"warehouse", func(o *Offer) { o.Warehouse = "X" }, []Change{{"warehouse", "CPAM_WLB_CPAMYW", "X"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			now := offer(tt.change)
			if diff := cmp.Diff(tt.want, Changes(shown, now)); diff != "" {
				t.Error(diff)
			}
			if (now.ID == shown.ID) != (tt.want == nil) {
				t.Errorf("the id tells %v", now.ID == shown.ID)
			}
		})
	}
	other := Offer{Order: 3}.sealed(1, "8012345678901234", Choice{Weight: 5})
	same := Offer{Order: 3}.sealed(1, "8012345678901234", Choice{Weight: 6})
	if diff := cmp.Diff([]Change{{What: "choice"}}, Changes(other, same)); diff != "" {
		t.Error(diff)
	}
}

func TestEveryChangeHasItsSentence(t *testing.T) {
	for _, what := range []string{"price", "return_fee", "tariff", "stock", "warehouse", "status", "order", "choice"} {
		key := Change{What: what}.Key()
		for _, lang := range i18n.Languages {
			if got := i18n.T(lang, key); got == "["+key+"]" {
				t.Errorf("no message %s in %s", key, lang)
			}
		}
	}
}
