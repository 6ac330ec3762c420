package history_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/history"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
)

// storeClock is a day ahead of the wall clock, as in a rehearsal.
type storeClock struct{}

func (storeClock) Now(account.StoreID) time.Time { return sample.Moment.Add(24 * time.Hour) }

func newLog(t *testing.T) (*history.Log, *db.DB, account.StoreID) {
	t.Helper()
	d := dbtest.New(t)
	wall := func() time.Time { return sample.Moment.Add(123 * time.Microsecond) }
	return history.NewLog(sqlstore.NewHistory(d), storeClock{}, wall), d, dbtest.Store(t, d)
}

func TestAnEntrySaysWhoDidWhatWhenByBothClocks(t *testing.T) {
	log, d, store := newLog(t)
	person := dbtest.Member(t, d, store, "shipper@example.com", account.Shipper)
	parcel := history.About(history.Parcel, account.StoreID(7))
	entry := history.Entry{
		Store: store, Subject: parcel, Actor: history.Somebody(person), Action: "parcel_submitted",
		Args:   history.Values{"Channel": "CAINIAO_STANDARD"},
		Before: history.Values{"weight": "200 g"},
		After:  history.Values{"weight": "246 g"},
	}
	if err := log.Record(t.Context(), entry); err != nil {
		t.Fatal(err)
	}
	got, err := log.Of(t.Context(), store, parcel)
	if err != nil {
		t.Fatal(err)
	}
	entry.ID, entry.Actor.Name = 1, sample.Person().Name
	entry.At, entry.WallAt = sample.Moment.Add(24*time.Hour), sample.Moment
	if diff := cmp.Diff([]history.Entry{entry}, got); diff != "" {
		t.Error(diff)
	}
}

func TestTheNewestEntryIsFirstAndOthersAreLeftOut(t *testing.T) {
	log, d, store := newLog(t)
	other := dbtest.Store(t, d)
	order := history.Subject{Kind: history.Order, ID: 1}
	for _, e := range []history.Entry{
		{Store: store, Subject: order, Actor: history.Buyer, Action: "first"},
		{Store: store, Subject: order, Actor: history.Network, Action: "second"},
		{Store: store, Subject: history.Subject{Kind: history.Parcel, ID: 1}, Actor: history.Clock, Action: "a parcel's"},
		{Store: store, Subject: history.Subject{Kind: history.Order, ID: 2}, Actor: history.Platform, Action: "another order's"},
		{Store: other, Subject: order, Actor: history.Gateway, Action: "another store's"},
	} {
		if err := log.Record(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	got, err := log.Of(t.Context(), store, order)
	if err != nil || len(got) != 2 || got[0].Action != "second" || got[1].Action != "first" {
		t.Fatalf("got %+v, %v", got, err)
	}
	if got[0].Actor != history.Network || got[1].Actor != history.Buyer {
		t.Errorf("actors %v, %v", got[0].Actor, got[1].Actor)
	}
}

func TestAnEntryIsPartOfTheChange(t *testing.T) {
	log, d, store := newLog(t)
	order := history.Subject{Kind: history.Order, ID: 1}
	oops := errors.New("oops")
	err := d.InTx(t.Context(), func(ctx context.Context) error {
		if err := log.Record(ctx, history.Entry{Store: store, Subject: order, Actor: history.Buyer, Action: "cancelled"}); err != nil {
			t.Fatal(err)
		}
		return oops
	})
	if !errors.Is(err, oops) {
		t.Fatal(err)
	}
	if got, err := log.Of(t.Context(), store, order); err != nil || len(got) != 0 {
		t.Errorf("kept %v, %v", got, err)
	}
}

func TestAnEntryNeedsAStoreAndAnAction(t *testing.T) {
	log, _, store := newLog(t)
	for _, e := range []history.Entry{
		{Store: store + 1, Actor: history.Buyer, Action: "something"},
		{Store: store, Actor: history.Buyer},
		{Store: store, Actor: history.Somebody(99), Action: "something"},
	} {
		if err := log.Record(t.Context(), e); err == nil {
			t.Errorf("%+v was stored", e)
		}
	}
}
