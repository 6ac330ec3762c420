package shipping_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/order"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/testing/desk"
)

func (w *world) desk(o order.Order, c shipping.Choice) shipping.Desk {
	w.t.Helper()
	d, err := w.Desk(w.ctx, w.store, o.Number, c)
	w.must(err)
	return d
}

func TestANewTariffShowsOldAndNewPrices(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	before := w.desk(o, shipping.Choice{})
	seen := before.Seen()
	if got := before.Repriced(seen); got != nil {
		t.Errorf("nothing changed, but %+v", got)
	}
	w.Tariffs = desk.Dearer{}
	after := w.desk(o, shipping.Choice{})
	told := map[channel.Code]shipping.Repriced{}
	for _, r := range after.Repriced(seen) {
		told[r.Channel.Code] = r
	}
	offered := 0
	for _, p := range before.Plans {
		if !p.Available() {
			continue
		}
		offered++
		if r := told[p.Channel.Code]; r.Before != p.Price || r.After.Minor <= p.Price.Minor {
			t.Errorf("%s cost %s; told: %+v", p.Channel.Code, p.Price, r)
		}
	}
	if offered == 0 || offered != len(told) {
		t.Errorf("%d plans were offered, %d are told of", offered, len(told))
	}
}

func TestAnotherParcelHasNoOldPrices(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	seen := w.desk(o, shipping.Choice{}).Seen()
	for name, c := range map[string]shipping.Choice{
		"another weight":   {Weight: 500},
		"another category": {Category: channel.Liquid},
		"fewer pieces":     {Pieces: []order.Pieces{{Line: o.Lines[0].ID, Quantity: 1}}},
	} {
		if got := w.desk(o, c).Repriced(seen); got != nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got := w.desk(w.place(), shipping.Choice{}).Repriced(seen); got != nil {
		t.Errorf("another order: %+v", got)
	}
}

func TestWhatWasNotSeenIsNoDifference(t *testing.T) {
	w := newWorld(t)
	d := w.desk(w.place(), shipping.Choice{})
	key, _, _ := strings.Cut(d.Seen(), ".")
	for _, text := range []string{"", ".", "x.CPAM-1", key, key + ".CPAM", key + ".CPAM--5", key + ".CPAM-x", key + ".NONE-5", strings.Repeat(".", 1000)} {
		if got := d.Repriced(text); got != nil {
			t.Errorf("%q: %+v", text, got)
		}
	}
	if diff := cmp.Diff(1, len(d.Repriced(key+".CPAM-1.CPAM-2"))); diff != "" {
		t.Error(diff)
	}
}
