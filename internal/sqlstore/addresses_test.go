package sqlstore_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/db"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
)

func TestAddressesComeBackAsTheyWere(t *testing.T) {
	d := dbtest.New(t)
	s, store := sqlstore.NewAddresses(d), dbtest.Store(t, d)
	want := sample.Address(func(a *address.Address) { a.Store, a.Phone = store, "+86-579-85200000" })
	id, err := s.Insert(t.Context(), want)
	if err != nil {
		t.Fatal(err)
	}
	want.ID = id
	got, err := s.Get(t.Context(), store, id)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	changed := sample.Pickup(func(a *address.Address) {
		a.ID, a.Store, a.Kind, a.Preferred, a.Email = id, store, want.Kind, false, "a@example.com"
	})
	if err := s.Update(t.Context(), changed); err != nil {
		t.Fatal(err)
	}
	changed.Version++
	got, err = s.Get(t.Context(), store, id)
	if diff := cmp.Diff(changed, got); diff != "" || err != nil {
		t.Errorf("changed: %v (-want +got):\n%s", err, diff)
	}
}

func TestAddressesErrors(t *testing.T) {
	d := dbtest.New(t)
	s, store, other := sqlstore.NewAddresses(d), dbtest.Store(t, d), dbtest.Store(t, d)
	ctx := t.Context()
	add := func(change ...func(*address.Address)) address.Address {
		a := sample.Address(append(change, func(a *address.Address) { a.Store, a.Preferred = store, false })...)
		id, err := s.Insert(ctx, a)
		if err != nil {
			t.Fatal(err)
		}
		a.ID = id
		return a
	}
	stale, removed := add(), add()
	if err := s.Update(ctx, stale); err != nil {
		t.Fatal(err)
	}
	if err := s.Remove(ctx, removed); err != nil {
		t.Fatal(err)
	}
	foreign := stale
	foreign.Store, foreign.Version = other, 2
	tests := []struct {
		name string
		err  error
		want error
	}{
		{"unknown", second(s.Get(ctx, store, 99)), address.ErrNotFound},
		{"another store's", second(s.Get(ctx, other, stale.ID)), address.ErrNotFound},
		{"removed", second(s.Get(ctx, store, removed.ID)), address.ErrNotFound},
		{"changed meanwhile", s.Update(ctx, stale), address.ErrChanged},
		{"removed after a change", s.Remove(ctx, stale), address.ErrChanged},
		{"removed meanwhile", s.Update(ctx, removed), address.ErrChanged},
		{"another store's, changed", s.Update(ctx, foreign), address.ErrChanged},
		{"another store's, removed", s.Remove(ctx, foreign), address.ErrChanged},
	}
	for _, tt := range tests {
		if !errors.Is(tt.err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, tt.err, tt.want)
		}
	}
}

func TestTheDatabaseKnowsOnePreferredAddressOfAKind(t *testing.T) {
	d := dbtest.New(t)
	s, store, other := sqlstore.NewAddresses(d), dbtest.Store(t, d), dbtest.Store(t, d)
	insert := func(change ...func(*address.Address)) error {
		return second(s.Insert(t.Context(), sample.Address(append([]func(*address.Address){func(a *address.Address) { a.Store = store }}, change...)...)))
	}
	for name, change := range map[string]func(*address.Address){
		"the first":       func(*address.Address) {},
		"another kind":    func(a *address.Address) { a.Kind = address.Return },
		"another store's": func(a *address.Address) { a.Store = other },
	} {
		if err := insert(change); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := insert(); !db.IsUnique(err, "addresses.kind") {
		t.Errorf("a second one: %v", err)
	}
	if err := s.Unprefer(t.Context(), store, address.Sender); err != nil {
		t.Fatal(err)
	}
	if err := insert(); err != nil {
		t.Errorf("after the mark was taken: %v", err)
	}
}

func TestOnlyAnAddressOfTheStoreIsPreferred(t *testing.T) {
	d := dbtest.New(t)
	s, store, other := sqlstore.NewAddresses(d), dbtest.Store(t, d), dbtest.Store(t, d)
	id, err := s.Insert(t.Context(), sample.Address(func(a *address.Address) { a.Store, a.Preferred = store, false }))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		by   account.StoreID
		want bool
	}{{other, false}, {store, true}} {
		if err := s.Prefer(t.Context(), tt.by, id); err != nil {
			t.Fatal(err)
		}
		if a, err := s.Get(t.Context(), store, id); err != nil || a.Preferred != tt.want {
			t.Errorf("preferred by store %d: %v, %v", tt.by, a.Preferred, err)
		}
	}
}
