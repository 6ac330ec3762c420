package sqlstore_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/freight"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/testing/shop"
)

func TestDebitsArePlannedForWhatIsDueAndForgottenOnceItIsPaid(t *testing.T) {
	s := shop.New(t)
	a, b := s.Charged(t, 3110), s.Charged(t, 905)
	s.Parcel(t) // nothing is due for it
	due := func() (ids []parcel.ID) {
		t.Helper()
		ids, err := s.Payments.DueDebits(t.Context(), s.Store, s.Clock.Wall().Add(time.Hour), 10)
		if err != nil {
			t.Fatal(err)
		}
		return ids
	}
	plan := func(want bool) {
		t.Helper()
		stale, err := s.Payments.Unplanned(t.Context(), s.Store)
		if err != nil || stale != want {
			t.Errorf("out of step: %v, %v, want %v", stale, err, want)
		}
		if err := s.Payments.Plan(t.Context(), s.Store, time.Hour); err != nil {
			t.Fatal(err)
		}
	}
	plan(true)
	plan(false)
	if diff := cmp.Diff([]parcel.ID{a.ID, b.ID}, due()); diff != "" {
		t.Errorf("due (-want +got):\n%s", diff)
	}
	if other, err := s.Payments.Unplanned(t.Context(), s.Other); other || err != nil {
		t.Errorf("another store: %v, %v", other, err)
	}
	s.Add(t, a, freight.Refunded, 3110)
	if diff := cmp.Diff([]parcel.ID{b.ID}, due()); diff != "" {
		t.Errorf("although it is not due any more (-want +got):\n%s", diff)
	}
	plan(true)
	plan(false)
	p, _, err := s.Paying.Start(t.Context(), s.Store, s.Owner, []parcel.Number{b.Number}, paying.Alipay)
	if err != nil {
		t.Fatal(err)
	}
	if got := due(); len(got) != 0 {
		t.Errorf("%v is debited while it is in payment %s", got, p.Number)
	}
	at, ok, err := s.Payments.OldestDue(t.Context(), s.Store)
	if err != nil || !ok || !at.Equal(s.Clock.Wall()) {
		t.Errorf("the oldest is due since %v, %v, %v", at, ok, err)
	}
	if _, ok, err := s.Payments.OldestDue(t.Context(), s.Other); ok || err != nil {
		t.Errorf("another store owes: %v, %v", ok, err)
	}
}

func TestARefundIsNotedOnceAndClosedOnce(t *testing.T) {
	s := shop.New(t)
	a := s.Charged(t, 3110)
	p, _, err := s.Paying.Start(t.Context(), s.Store, s.Owner, []parcel.Number{a.Number}, paying.Alipay)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Paying.Notify(t.Context(), paying.Result{Number: p.Number, Gateway: "2000", Paid: true, Amount: p.Amount}); err != nil {
		t.Fatal(err)
	}
	s.Add(t, a, freight.Refunded, 3110)
	owed, err := s.Payments.Owed(t.Context(), s.Store, 10)
	if err != nil || len(owed) != 1 || owed[0].Payment != p.Number || owed[0].CNY != p.CNY || owed[0].Amount != p.Amount {
		t.Fatalf("owed are %+v, %v", owed, err)
	}
	owed[0].At = s.Clock.Wall()
	for range 2 {
		if err := s.Payments.AddRefund(t.Context(), owed[0]); err != nil {
			t.Fatal(err)
		}
	}
	if again, err := s.Payments.Owed(t.Context(), s.Store, 10); len(again) != 0 || err != nil {
		t.Errorf("owed once more: %+v, %v", again, err)
	}
	open, err := s.Payments.OpenRefunds(t.Context(), s.Store, 10)
	if err != nil || len(open) != 1 {
		t.Fatalf("open are %+v, %v", open, err)
	}
	open[0].At = owed[0].At
	if diff := cmp.Diff(owed, open); diff != "" {
		t.Error(diff)
	}
	for _, want := range []bool{true, false} {
		if done, err := s.Payments.CloseRefund(t.Context(), open[0]); err != nil || done != want {
			t.Errorf("closed: %v, %v, want %v", done, err, want)
		}
	}
}
