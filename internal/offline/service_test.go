package offline_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/history"
	"sellerdesk/internal/offline"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/desk"
	"sellerdesk/internal/testing/sample"
)

// shop is a store with its price list.
type shop struct {
	*offline.Service
	store, other account.StoreID
	by           account.PersonID
}

func newShop(t *testing.T) shop {
	t.Helper()
	d, clock := dbtest.New(t), sample.NewClock()
	s := shop{store: dbtest.Store(t, d), other: dbtest.Store(t, d)}
	s.by = dbtest.Member(t, d, s.store, "owner@example.com", account.Owner)
	s.Service = &offline.Service{
		Records: sqlstore.NewOffline(d), History: history.NewLog(sqlstore.NewHistory(d), clock, clock.Wall), Clock: clock, Tx: d,
	}
	return s
}

func (s shop) save(t *testing.T, p offline.Price) {
	t.Helper()
	if err := s.Save(t.Context(), s.by, p); err != nil {
		t.Fatal(err)
	}
}

func (s shop) list(t *testing.T) offline.List {
	t.Helper()
	l, err := s.Records.List(t.Context(), s.store)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// told are the actions in the history of a row, or of the whole list.
func (s shop) told(t *testing.T, id offline.ID) []string {
	t.Helper()
	entries, err := s.History.Of(t.Context(), s.store, history.About(history.OfflinePrice, id))
	if err != nil {
		t.Fatal(err)
	}
	var actions []string
	for _, e := range entries {
		actions = append(actions, e.Action)
	}
	return actions
}

func (s shop) row(t *testing.T, line string) offline.Price {
	p := row(t, line)
	p.Store = s.store
	return p
}

func TestARowIsAddedChangedAndRemovedAndTheHistoryTells(t *testing.T) {
	s := newShop(t)
	s.save(t, s.row(t, "Agent RU 500 1 60 12"))
	p := s.list(t)[0]
	p.Fee = yuan(900)
	s.save(t, p)
	if got := s.list(t)[0]; got.Fee != yuan(900) || got.Version != 2 {
		t.Errorf("changed: %+v", got)
	}
	if err := s.Save(t.Context(), s.by, p); !errors.Is(err, offline.ErrChanged) {
		t.Errorf("changed from a stale page: %v", err)
	}
	if err := s.Remove(t.Context(), s.by, p); !errors.Is(err, offline.ErrChanged) {
		t.Errorf("removed from a stale page: %v", err)
	}
	if err := s.Remove(t.Context(), s.by, s.list(t)[0]); err != nil || len(s.list(t)) != 0 {
		t.Errorf("removed: %v, %v", err, s.list(t))
	}
	if diff := cmp.Diff([]string{"offline_removed_entry", "offline_changed_entry", "offline_added"}, s.told(t, p.ID)); diff != "" {
		t.Error(diff)
	}
}

func TestARowIsAddedOnceHoweverOftenItsFormIsSent(t *testing.T) {
	s := newShop(t)
	for range 3 {
		s.save(t, s.row(t, "Agent RU 500 1 60 12"))
	}
	if got := len(s.list(t)); got != 1 {
		t.Errorf("%d rows", got)
	}
	if err := s.Save(t.Context(), s.by, s.row(t, "Agent RU 500 1 61 12")); !errors.Is(err, offline.ErrDuplicate) {
		t.Errorf("another price for the same: %v", err)
	}
	s.save(t, s.row(t, "Agent RU 501 1 61 12"))
	second := s.list(t)[1]
	second.UpTo = 500
	if err := s.Save(t.Context(), s.by, second); !errors.Is(err, offline.ErrDuplicate) {
		t.Errorf("changed to what another row is about: %v", err)
	}
}

func TestAWrongRowIsNotSaved(t *testing.T) {
	s := newShop(t)
	p := s.row(t, "Agent RU 500 1 60 12")
	p.Carrier, p.UpTo = "", 0
	var problems errs.Fields
	if err := s.Save(t.Context(), s.by, p); !errors.As(err, &problems) || len(problems) != 2 || len(s.list(t)) != 0 {
		t.Errorf("error = %v", err)
	}
}

func TestAListIsReplacedAsAWholeOrNotAtAll(t *testing.T) {
	s := newShop(t)
	ctx := t.Context()
	s.save(t, s.row(t, "Old RU 500 1 60 12"))
	seen := s.list(t).Sum()
	for range 2 { // the second time nothing is left to do
		if err := s.Replace(ctx, s.store, s.by, agents(t), seen); err != nil {
			t.Fatal(err)
		}
	}
	if got := s.list(t); got.Sum() != agents(t).Sum() || len(got) != 7 {
		t.Errorf("the list is %v", got)
	}
	if diff := cmp.Diff([]string{"offline_replaced"}, s.told(t, 0)); diff != "" {
		t.Error(diff)
	}
	other := list(t, "New RU 500 1 60 12")
	if err := s.Replace(ctx, s.store, s.by, other, seen); !errors.Is(err, offline.ErrChanged) {
		t.Errorf("over a list nobody saw: %v", err)
	}
	twice := append(other, other...)
	if err := s.Replace(ctx, s.store, s.by, twice, s.list(t).Sum()); !errors.Is(err, offline.ErrDuplicate) {
		t.Errorf("with a row twice: %v", err)
	}
	if got := s.list(t); got.Sum() != agents(t).Sum() {
		t.Errorf("a refused list changed %v", got)
	}
	if err := s.Replace(ctx, s.other, s.by, other, offline.List{}.Sum()); err != nil || len(s.list(t)) != 7 {
		t.Errorf("another store's list: %v; ours has %d rows", err, len(s.list(t)))
	}
}

func TestAListIsNotLongerThanItsMost(t *testing.T) {
	s := newShop(t)
	first, l := agents(t)[0], make(offline.List, offline.MaxRows)
	for i := range l {
		l[i] = first
		l[i].From = i + 1
	}
	if err := s.Replace(t.Context(), s.store, s.by, l, offline.List{}.Sum()); err != nil {
		t.Fatal(err)
	}
	if err := s.Save(t.Context(), s.by, s.row(t, "Other RU 500 1 60 12")); !errors.Is(err, offline.ErrFull) {
		t.Errorf("one row more: %v", err)
	}
	if err := s.Replace(t.Context(), s.store, s.by, append(l, l[0]), ""); !errors.Is(err, offline.ErrTooLong) {
		t.Errorf("a list of one row more: %v", err)
	}
}

func TestTheStoresParcelsOfTheLastThirtyDaysDecideTheStep(t *testing.T) {
	d := desk.New(t)
	compare := func() offline.Comparison {
		c, err := d.Offline.Compare(t.Context(), d.Store, offline.Parcel{To: "RU", Weight: 190}, []tariff.Plan{plan("CPAM", 3042)})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	if c := compare(); c.Basis != offline.Estimate || c.Parcel.Parcels != 0 {
		t.Errorf("without a list: %+v", c)
	}
	for _, line := range []string{"Agent RU 2000 1 60 12", "Agent RU 2000 2 50 10"} {
		p := row(t, line)
		p.Store = d.Store
		if err := d.Offline.Save(t.Context(), d.Person, p); err != nil {
			t.Fatal(err)
		}
	}
	prices := []string{compare().Offer.Price.Decimal()}
	for range 2 {
		d.FillPart(t, d.Place(t), 1)
		prices = append(prices, compare().Offer.Price.Decimal())
		d.Clock.Advance(time.Hour)
	}
	d.Clock.Advance(offline.Month - 2*time.Hour)
	prices = append(prices, compare().Offer.Price.Decimal())
	d.Clock.Advance(time.Second)
	prices = append(prices, compare().Offer.Price.Decimal())
	if diff := cmp.Diff([]string{"23.40", "23.40", "19.50", "19.50", "23.40"}, prices); diff != "" {
		t.Errorf("none, one, two parcels, a month later, and a second later (-want +got):\n%s", diff)
	}
}
