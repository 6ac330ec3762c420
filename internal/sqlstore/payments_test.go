package sqlstore_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/freight"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/testing/shop"
)

// pending is a payment in dollars for some parcels.
func pending(s *shop.Shop, n paying.Number, parcels ...parcel.Parcel) paying.Payment {
	p := paying.Payment{
		Store: s.Store, Number: n, Method: paying.AlipayInternational, Status: paying.Pending,
		Amount: money.Of(429, money.USD), CNY: money.Of(3110, money.CNY), Rate: 72500,
		StartedBy: s.Owner, StartedAt: sample.Moment, Version: 1,
	}
	for _, one := range parcels {
		p.Parcels = append(p.Parcels, paying.Part{
			Parcel: one.ID, Number: one.Number, CNY: money.Of(3110, money.CNY), Amount: money.Of(429, money.USD),
		})
	}
	return p
}

func TestAPaymentComesBackAsItWasStored(t *testing.T) {
	s := shop.New(t)
	want := pending(s, "FP1", s.Charged(t, 3110))
	var err error
	if want.ID, err = s.Payments.Insert(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	got, err := s.Payments.Get(t.Context(), s.Store, "FP1")
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Fatalf("%v %s", err, diff)
	}
	want.Status, want.Gateway, want.Reason, want.DecidedAt = paying.Declined, "2000", "payment_reason_declined", sample.Moment.Add(time.Hour)
	if err := s.Payments.Decide(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	want.Version = 2
	got, err = s.Payments.ByNumber(t.Context(), "FP1")
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	if err := s.Payments.Decide(t.Context(), want); !errors.Is(err, paying.ErrStatus) {
		t.Errorf("decided twice: %v", err)
	}
	if _, err := s.Payments.Get(t.Context(), s.Other, "FP1"); !errors.Is(err, paying.ErrNotFound) {
		t.Errorf("another store's payment: %v", err)
	}
}

func TestAParcelIsInOnePendingPayment(t *testing.T) {
	s := shop.New(t)
	a, b := s.Charged(t, 3110), s.Charged(t, 905)
	first := pending(s, "FP1", a)
	var err error
	if first.ID, err = s.Payments.Insert(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Payments.Insert(t.Context(), pending(s, "FP2", b, a)); !errors.Is(err, paying.ErrInPayment) {
		t.Errorf("a second payment: %v", err)
	}
	got, err := s.Payments.PendingFor(t.Context(), s.Store, []parcel.ID{a.ID, b.ID})
	if diff := cmp.Diff(map[parcel.ID]paying.Number{a.ID: "FP1"}, got); err != nil || got[a.ID] != "FP1" {
		t.Errorf("%v %s", err, diff)
	}
	if none, err := s.Payments.PendingFor(t.Context(), s.Store, nil); err != nil || len(none) != 0 {
		t.Errorf("of no parcels: %v, %v", none, err)
	}
	first.Status, first.DecidedAt = paying.Declined, sample.Moment
	if err := s.Payments.Decide(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Payments.Insert(t.Context(), pending(s, "FP3", a)); err != nil {
		t.Errorf("after the first was declined: %v", err)
	}
}

func TestSilentPaymentsAreTheStoresOwnThatStartedBefore(t *testing.T) {
	s := shop.New(t)
	early, late := pending(s, "FP1", s.Charged(t, 1)), pending(s, "FP2", s.Charged(t, 2))
	late.StartedAt = sample.Moment.Add(time.Minute)
	for _, p := range []paying.Payment{late, early} {
		if _, err := s.Payments.Insert(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		before time.Time
		want   []paying.Number
	}{
		{sample.Moment.Add(-time.Millisecond), nil},
		{sample.Moment, []paying.Number{"FP1"}},
		{sample.Moment.Add(time.Hour), []paying.Number{"FP1", "FP2"}},
	} {
		got, err := s.Payments.Silent(t.Context(), s.Store, tt.before)
		if diff := cmp.Diff(tt.want, got); err != nil || diff != "" {
			t.Errorf("before %v: %v %s", tt.before, err, diff)
		}
	}
	if got, err := s.Payments.Silent(t.Context(), s.Other, sample.Moment.Add(time.Hour)); err != nil || len(got) != 0 {
		t.Errorf("of another store: %v, %v", got, err)
	}
}

func TestAStoreIsUnsettledWhileFreightIsDueOrAParcelWaits(t *testing.T) {
	s := shop.New(t)
	unsettled := func() bool {
		t.Helper()
		yes, err := s.Payments.Unsettled(t.Context(), s.Store)
		if err != nil {
			t.Fatal(err)
		}
		return yes
	}
	if unsettled() {
		t.Error("an empty store is unsettled")
	}
	p := s.Parcel(t)
	if !unsettled() {
		t.Error("a parcel waits for the warehouse")
	}
	p.Status = parcel.OutOfStock
	if err := s.Parcels.Update(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	s.Add(t, p, freight.Charged, 3110)
	if !unsettled() {
		t.Error("freight is due")
	}
	s.Add(t, p, freight.Paid, 3110)
	if unsettled() {
		t.Error("everything is paid")
	}
	if other, err := s.Payments.Unsettled(t.Context(), s.Other); err != nil || other {
		t.Errorf("another store: %v, %v", other, err)
	}
}

func TestADeductionAccountComesBackAndIsNotChangedFromAStalePage(t *testing.T) {
	s := shop.New(t)
	want := paying.Account{
		Store: s.Store, Status: paying.Bound, Kind: paying.Alipay, Name: "yiwu@alipay.test", Agreement: "9000",
		Asked: "AG1", AskedKind: paying.AlipayInternational, BoundAt: sample.Moment,
	}
	if err := s.Payments.SaveAccount(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	want.Version = 1
	got, err := s.Payments.Account(t.Context(), s.Store)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Fatalf("%v %s", err, diff)
	}
	if err := s.Payments.SaveAccount(t.Context(), got); err != nil {
		t.Fatal(err)
	}
	if err := s.Payments.SaveAccount(t.Context(), got); !errors.Is(err, paying.ErrChanged) {
		t.Errorf("a stale page changed the account: %v", err)
	}
}
