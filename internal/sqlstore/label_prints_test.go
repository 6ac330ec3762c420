package sqlstore_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"sellerdesk/internal/parcel"
	"sellerdesk/internal/testing/shop"
)

func TestCopiesOfALabelAreCounted(t *testing.T) {
	s := shop.New(t)
	one, other := s.Parcel(t), s.Parcel(t)
	note := func(k parcel.LabelKind, on parcel.Paper, parcels ...parcel.Parcel) {
		if err := s.Prints().Note(t.Context(), s.Store, s.Owner, k, on, parcels...); err != nil {
			t.Error(err)
		}
	}
	note(parcel.PDF, parcel.SheetOf4, one, other)
	s.Clock.Advance(time.Hour)
	var printers sync.WaitGroup
	for range 8 {
		printers.Go(func() { note(parcel.ZPL, parcel.OwnSize, one) })
	}
	printers.Wait()
	prints, err := s.Parcels.Prints(t.Context(), s.Store, one.ID)
	if err != nil || len(prints) != 9 {
		t.Fatalf("%d printings, %v", len(prints), err)
	}
	for i, p := range prints {
		if p.Copy != 9-i || p.Person != s.Owner || p.Name == "" {
			t.Errorf("printing %d is %+v", i, p)
		}
	}
	if p := prints[8]; p.Kind != parcel.PDF || p.Paper != parcel.SheetOf4 || !prints[0].At.Equal(p.At.Add(time.Hour)) {
		t.Errorf("the first is %+v, the last %+v", p, prints[0])
	}
	if prints, err := s.Parcels.Prints(t.Context(), s.Other, one.ID); err != nil || len(prints) > 0 {
		t.Errorf("another store sees %v, %v", prints, err)
	}
}

func TestNothingIsNotedWhenOneHasNoLabel(t *testing.T) {
	s := shop.New(t)
	good, bare := s.Parcel(t), s.Parcel(t, func(p *parcel.Parcel) { p.Waybill = "" })
	if err := s.Prints().Note(t.Context(), s.Store, s.Owner, parcel.PDF, parcel.OwnSize, good, bare); !errors.Is(err, parcel.ErrNoLabel) {
		t.Errorf("error = %v", err)
	}
	if prints, err := s.Parcels.Prints(t.Context(), s.Store, good.ID); err != nil || len(prints) > 0 {
		t.Errorf("the ledger is %+v, %v", prints, err)
	}
}
