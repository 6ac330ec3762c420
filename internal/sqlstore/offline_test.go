package sqlstore_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/money"
	"sellerdesk/internal/offline"
	"sellerdesk/internal/place"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
)

func offlinePrice(store account.StoreID, change ...func(*offline.Price)) offline.Price {
	p := offline.Price{
		Store: store, Carrier: "义乌货代", Country: "RU", UpTo: 500, From: 300,
		PerKilo: money.Of(6050, money.CNY), Fee: money.Of(1200, money.CNY), Version: 1,
	}
	for _, c := range change {
		c(&p)
	}
	return p
}

func to(c place.Country) func(*offline.Price) { return func(p *offline.Price) { p.Country = c } }

func TestOfflinePricesComeBackAsTheyWere(t *testing.T) {
	d := dbtest.New(t)
	s, store := sqlstore.NewOffline(d), dbtest.Store(t, d)
	want := offlinePrice(store)
	id, err := s.Insert(t.Context(), want)
	if err != nil {
		t.Fatal(err)
	}
	want.ID = id
	got, err := s.Get(t.Context(), store, id)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	changed := offline.Price{
		ID: id, Store: store, Carrier: "4PX", Country: offline.AnyCountry, UpTo: 2000, From: 1,
		PerKilo: money.Of(0, money.CNY), Fee: money.Of(3100, money.CNY), Version: 1,
	}
	if err := s.Update(t.Context(), changed); err != nil {
		t.Fatal(err)
	}
	changed.Version++
	all, err := s.List(t.Context(), store)
	if diff := cmp.Diff(offline.List{changed}, all); diff != "" || err != nil {
		t.Errorf("changed: %v (-want +got):\n%s", err, diff)
	}
}

func TestOfflinePricesErrors(t *testing.T) {
	d := dbtest.New(t)
	s, store, other := sqlstore.NewOffline(d), dbtest.Store(t, d), dbtest.Store(t, d)
	ctx := t.Context()
	first := offlinePrice(store)
	second := offlinePrice(store, to("US"))
	for _, p := range []*offline.Price{&first, &second} {
		id, err := s.Insert(ctx, *p)
		if err != nil {
			t.Fatal(err)
		}
		p.ID = id
	}
	if _, err := s.Insert(ctx, offlinePrice(other)); err != nil {
		t.Errorf("another store may have the same row: %v", err)
	}
	stale := first
	if err := s.Update(ctx, first); err != nil {
		t.Fatal(err)
	}
	foreign := first
	foreign.Store = other
	second.Country = "RU"
	for name, tt := range map[string]struct {
		call func() error
		want error
	}{
		"the same row twice":    {func() error { _, err := s.Insert(ctx, offlinePrice(store)); return err }, offline.ErrDuplicate},
		"changed to another's":  {func() error { return s.Update(ctx, second) }, offline.ErrDuplicate},
		"a stale change":        {func() error { return s.Update(ctx, stale) }, offline.ErrChanged},
		"a stale removal":       {func() error { return s.Remove(ctx, stale) }, offline.ErrChanged},
		"another store's row":   {func() error { _, err := s.Get(ctx, other, first.ID); return err }, offline.ErrNotFound},
		"another store changes": {func() error { return s.Remove(ctx, foreign) }, offline.ErrChanged},
		"an unknown row":        {func() error { _, err := s.Get(ctx, store, 99); return err }, offline.ErrNotFound},
	} {
		if err := tt.call(); !errors.Is(err, tt.want) {
			t.Errorf("%s: error = %v, want %v", name, err, tt.want)
		}
	}
}

func TestOfflinePricesAreThoseOfACountryAndOfEveryCountry(t *testing.T) {
	d := dbtest.New(t)
	s, store, other := sqlstore.NewOffline(d), dbtest.Store(t, d), dbtest.Store(t, d)
	for _, p := range []offline.Price{
		offlinePrice(store, to("US")), offlinePrice(store, to("RU")), offlinePrice(store, to(offline.AnyCountry)), offlinePrice(other, to("RU")),
	} {
		if _, err := s.Insert(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	countries := func(l offline.List, err error) []string {
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, p := range l {
			out = append(out, string(p.Country))
		}
		return out
	}
	if diff := cmp.Diff([]string{"", "RU"}, countries(s.For(t.Context(), store, "RU"))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"", "RU", "US"}, countries(s.List(t.Context(), store))); diff != "" {
		t.Error(diff)
	}
	if err := s.Clear(t.Context(), store); err != nil {
		t.Fatal(err)
	}
	if left := len(countries(s.List(t.Context(), store))) + 10*len(countries(s.List(t.Context(), other))); left != 10 {
		t.Errorf("clearing a store leaves %d", left)
	}
}

func TestParcelsOfAMonthAreCountedInAnIndex(t *testing.T) {
	d := dbtest.New(t)
	plan, err := db.All(t.Context(), d, func(r db.Row) (detail string, err error) {
		var id, parent, unused int
		err = r.Scan(&id, &parent, &unused, &detail)
		return detail, err
	}, `EXPLAIN QUERY PLAN SELECT declared_at FROM notices WHERE store_id = 1 AND declared_at >= 1 LIMIT 10`)
	if err != nil || !strings.Contains(strings.Join(plan, "\n"), "COVERING INDEX notices_declared") {
		t.Errorf("%v: %v", err, plan)
	}
}
