package address_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/history"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
)

// addressBook is the address book of a store, kept by its owner.
type addressBook struct {
	address.Service
	t     *testing.T
	store account.StoreID
	owner account.PersonID
}

func newAddressBook(t *testing.T) addressBook {
	t.Helper()
	d, clock := dbtest.New(t), sample.NewClock()
	store := dbtest.Store(t, d)
	return addressBook{
		Service: address.Service{
			Records: sqlstore.NewAddresses(d), History: history.NewLog(sqlstore.NewHistory(d), clock, clock.Wall), Tx: d,
		},
		t: t, store: store, owner: dbtest.Member(t, d, store, "owner@example.com", account.Owner),
	}
}

// add puts a pick-up address in a street into the book.
func (b addressBook) add(street string, preferred bool) address.ID {
	b.t.Helper()
	id, err := b.Save(b.t.Context(), b.owner, sample.Pickup(func(a *address.Address) {
		a.Store, a.Street, a.Preferred, a.Version = b.store, street, preferred, 0
	}))
	if err != nil {
		b.t.Fatal(err)
	}
	return id
}

func (b addressBook) get(id address.ID) address.Address {
	b.t.Helper()
	a, err := b.Records.Get(b.t.Context(), b.store, id)
	if err != nil {
		b.t.Fatal(err)
	}
	return a
}

// streets lists the streets of the book, the preferred one marked.
func (b addressBook) streets() []string {
	b.t.Helper()
	all, err := b.Records.List(b.t.Context(), b.store)
	if err != nil {
		b.t.Fatal(err)
	}
	var streets []string
	for _, a := range all {
		mark := ""
		if a.Preferred {
			mark = "*"
		}
		streets = append(streets, mark+a.Street)
	}
	return streets
}

func TestOneAddressOfAKindIsPreferred(t *testing.T) {
	b := newAddressBook(t)
	b.add("一路", false)
	second := b.add("二路", false)
	if diff := cmp.Diff([]string{"*一路", "二路"}, b.streets()); diff != "" {
		t.Errorf("the first is preferred (-want +got):\n%s", diff)
	}
	b.add("三路", true)
	if diff := cmp.Diff([]string{"*三路", "一路", "二路"}, b.streets()); diff != "" {
		t.Errorf("another is preferred (-want +got):\n%s", diff)
	}
	a := b.get(second)
	a.Preferred = true
	if _, err := b.Save(t.Context(), b.owner, a); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"*二路", "一路", "三路"}, b.streets()); diff != "" {
		t.Errorf("changed (-want +got):\n%s", diff)
	}
}

func TestThePreferredAddressStaysPreferredWhenNoOtherIs(t *testing.T) {
	b := newAddressBook(t)
	a := b.get(b.add("一路", true))
	a.Preferred = false
	if _, err := b.Save(t.Context(), b.owner, a); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"*一路"}, b.streets()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestARemovedAddressIsNotInTheBook(t *testing.T) {
	b := newAddressBook(t)
	id := b.add("一路", true)
	b.add("二路", false)
	if err := b.Remove(t.Context(), b.owner, b.store, id, b.get(id).Version); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"*二路"}, b.streets()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if err := b.Remove(t.Context(), b.owner, b.store, id, 2); !errors.Is(err, address.ErrNotFound) {
		t.Errorf("removed again: %v", err)
	}
}

func TestTheOldestAddressLeftOfTheKindIsPreferredAfterThePreferredOne(t *testing.T) {
	b := newAddressBook(t)
	back, err := b.Save(t.Context(), b.owner, sample.Pickup(func(a *address.Address) {
		a.Store, a.Kind, a.Street, a.Version = b.store, address.Return, "退货路", 0
	}))
	if err != nil {
		t.Fatal(err)
	}
	b.add("一路", false)
	second := b.add("二路", false)
	third := b.add("三路", true)
	for _, step := range []struct {
		remove address.ID
		want   []string
	}{
		{third, []string{"*一路", "二路", "*退货路"}},
		{second, []string{"*一路", "*退货路"}},
		{back, []string{"*一路"}},
	} {
		if err := b.Remove(t.Context(), b.owner, b.store, step.remove, b.get(step.remove).Version); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(step.want, b.streets()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func TestAnAddressThatCannotBeRemovedStaysPreferred(t *testing.T) {
	b := newAddressBook(t)
	id := b.add("一路", true)
	b.add("二路", false)
	if err := b.Remove(t.Context(), 99, b.store, id, b.get(id).Version); err == nil {
		t.Fatal("somebody who does not exist removed it")
	}
	if diff := cmp.Diff([]string{"*一路", "二路"}, b.streets()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestChangesOfAnAddressAreWrittenInItsHistory(t *testing.T) {
	b := newAddressBook(t)
	id := b.add("一路", true)
	a := b.get(id)
	a.Street = "二路"
	if _, err := b.Save(t.Context(), b.owner, a); err != nil {
		t.Fatal(err)
	}
	if err := b.Remove(t.Context(), b.owner, b.store, id, b.get(id).Version); err != nil {
		t.Fatal(err)
	}
	entries, err := b.History.Of(t.Context(), b.store, history.About(history.Address, id))
	if err != nil {
		t.Fatal(err)
	}
	var actions []string
	for _, e := range entries {
		actions = append(actions, e.Action)
	}
	if diff := cmp.Diff([]string{"address_removed", "address_changed_entry", "address_added"}, actions); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAWrongOrStaleAddressChangesNothing(t *testing.T) {
	b := newAddressBook(t)
	b.add("一路", true)
	stale := b.get(b.add("二路", false))
	fresh := stale
	fresh.Street = "三路"
	if _, err := b.Save(t.Context(), b.owner, fresh); err != nil {
		t.Fatal(err)
	}
	wrong := fresh
	wrong.Street = ""
	if _, err := b.Save(t.Context(), b.owner, wrong); errs.KindOf(err) != errs.Invalid {
		t.Errorf("without a street: %v", err)
	}
	stale.Street, stale.Preferred = "四路", true
	if _, err := b.Save(t.Context(), b.owner, stale); !errors.Is(err, address.ErrChanged) {
		t.Errorf("from an old page: %v", err)
	}
	if err := b.Remove(t.Context(), b.owner, b.store, stale.ID, stale.Version); !errors.Is(err, address.ErrChanged) {
		t.Errorf("removed from an old page: %v", err)
	}
	if diff := cmp.Diff([]string{"*一路", "三路"}, b.streets()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
