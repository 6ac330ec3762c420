package sqlstore_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/shiprule"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
)

func shipRules(store account.StoreID) shiprule.List {
	usd := func(cents int64) money.Money { return money.Of(cents, money.USD) }
	return shiprule.List{Store: store, Last: 7, Rules: []shiprule.Rule{
		{
			Number: 7, Countries: []place.Country{"RU", "UA"}, ValueFrom: usd(200), ValueTo: usd(500), WeightFrom: 1, WeightTo: 150,
			Categories: []channel.Category{channel.Magnetic, channel.Powder}, Channel: "CPAM",
			Collection: parcel.HandIn, Undeliverable: parcel.Return,
		},
		{Number: 2, ValueFrom: usd(0), ValueTo: usd(0), Channel: "EPACKET"},
	}}
}

func TestShipRulesComeBackAsTheyWereInTheirOrder(t *testing.T) {
	d := dbtest.New(t)
	s, store := sqlstore.NewShipRules(d), dbtest.Store(t, d)
	none, err := s.List(t.Context(), store)
	if diff := cmp.Diff(shiprule.List{Store: store}, none); diff != "" || err != nil {
		t.Errorf("no rules: %v %s", err, diff)
	}
	want := shipRules(store)
	for version := range 2 {
		want.Version = version
		if err := s.Replace(t.Context(), want); err != nil {
			t.Fatal(err)
		}
		want.Version++
		got, err := s.List(t.Context(), store)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" || err != nil {
			t.Errorf("version %d: %v %s", version, err, diff)
		}
		want.Rules[0], want.Rules[1] = want.Rules[1], want.Rules[0]
	}
}

func TestShipRulesErrors(t *testing.T) {
	d := dbtest.New(t)
	s, store, other := sqlstore.NewShipRules(d), dbtest.Store(t, d), dbtest.Store(t, d)
	first := shipRules(store)
	if err := s.Replace(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	for name, version := range map[string]int{"never read": 0, "from the future": 2} {
		stale := first
		stale.Version = version
		if err := s.Replace(t.Context(), stale); !errors.Is(err, shiprule.ErrChanged) {
			t.Errorf("%s: error = %v, want %v", name, err, shiprule.ErrChanged)
		}
	}
	if l, err := s.List(t.Context(), other); err != nil || len(l.Rules) > 0 {
		t.Errorf("another store has %d rules, %v", len(l.Rules), err)
	}
	twice := shipRules(other)
	twice.Rules[0].Number = twice.Rules[1].Number
	err := d.InTx(t.Context(), func(ctx context.Context) error { return s.Replace(ctx, twice) })
	if l, _ := s.List(t.Context(), other); err == nil || l.Version != 0 {
		t.Errorf("a number twice: %v, version %d", err, l.Version)
	}
}
