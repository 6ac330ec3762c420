package shipping_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/place"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/shiprule"
)

// by is a rule for a country.
func by(n shiprule.Number, to place.Country, code channel.Code) shiprule.Rule {
	return shiprule.Rule{Number: n, Countries: []place.Country{to}, Channel: code}
}

func TestRulesAreTriedOnTheNewestOrdersWhateverBecameOfThem(t *testing.T) {
	w := newWorld(t)
	w.place() // older than the newest three
	sent := w.place()
	w.submit(sent, shipping.Choice{})
	w.place(func(o *order.Order) { o.ShipTo.Country = "US" })
	heavy := w.place(func(o *order.Order) { o.Lines[0].Quantity = 500 })
	trials, err := w.TryRules(w.ctx, w.store, []shiprule.Rule{by(1, "RU", channel.ChinaPostRegistered)}, 3)
	w.must(err)
	var got []string
	for _, tr := range trials {
		got = append(got, fmt.Sprint(tr.Verdict, " ", tr.Rule.Number, " ", tr.Subject.Country, " ", tr.Subject.Weight, " ", tr.Subject.Value))
	}
	// two cups of 90 g and 10 g of packing
	want := []string{"excluded 1 RU 45010 g US $12.00", "unmatched 0 US 190 g US $12.00", "chosen 1 RU 190 g US $12.00"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if trials[0].Order != heavy.Number || trials[2].Order != sent.Number {
		t.Errorf("orders %s and %s", trials[0].Order, trials[2].Order)
	}
}

// What a rule looks at is what Shipping shows: the same weight, category and price.
func TestATrialSeesTheParcelThatShippingShows(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) { o.Lines[0].Category = channel.Magnetic })
	desk, err := w.Desk(w.ctx, w.store, o.Number, shipping.Choice{})
	w.must(err)
	trials, err := w.TryRules(w.ctx, w.store, nil, 10)
	w.must(err)
	if diff := cmp.Diff(desk.Subject(), trials[0].Subject); diff != "" || trials[0].Subject.Category != channel.Magnetic {
		t.Error(diff)
	}
	for i, p := range trials[0].Plans {
		if p.Channel.Code != desk.Plans[i].Channel.Code || p.Price != desk.Plans[i].Price {
			t.Errorf("plan %d is %s at %v, on the desk %s at %v", i, p.Channel.Code, p.Price, desk.Plans[i].Channel.Code, desk.Plans[i].Price)
		}
	}
}

func TestAStoreWithoutOrdersHasNothingToTry(t *testing.T) {
	w := newWorld(t)
	trials, err := w.TryRules(w.ctx, w.store, []shiprule.Rule{by(1, "RU", channel.ChinaPostRegistered)}, 500)
	if err != nil || len(trials) != 0 {
		t.Errorf("%d trials, %v", len(trials), err)
	}
	if got := shiprule.TallyOf(trials).Dearer; got != money.Of(0, money.CNY) {
		t.Errorf("%v dearer", got)
	}
}

// Each table is asked once for all orders, and prices come from memory.
func TestFiveHundredOrdersAreTriedSoon(t *testing.T) {
	if testing.Short() {
		t.Skip("places 520 orders")
	}
	w := newWorld(t)
	for range 520 {
		w.place()
	}
	start := time.Now()
	trials, err := w.TryRules(w.ctx, w.store, []shiprule.Rule{by(1, "US", channel.ChinaPostRegistered), by(2, "RU", channel.Standard)}, 500)
	w.must(err)
	took := time.Since(start)
	t.Logf("500 orders in %v", took)
	if tally := shiprule.TallyOf(trials); tally.ByRule[2] != 500 || took > 20*time.Second { // 0.1 s on an idle machine
		t.Errorf("%d orders in %v", tally.ByRule[2], took)
	}
}
