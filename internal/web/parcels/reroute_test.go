package parcels_test

import (
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/carrier/rehearsal"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/shipping"
	"sellerdesk/views/link"
)

func TestAfterAFailedCollectionTheParcelIsBroughtInPerson(t *testing.T) {
	s := newSite(t)
	s.Ready(t)
	p := s.Submitted(t, s.Order(t), func(f *shipping.Form) { f.Collection = parcel.Collection{Mode: parcel.DoorPickup} })
	s.fail(t, p, rehearsal.PickupFailure)
	s.as(t, account.Owner).Get(link.Parcel(string(p.Number))).Has(t, 200, "Bring it to the warehouse").
		Submit(t, "Confirm", "collection", "self_send").Has(t, 200, "The new way to the warehouse is arranged.", "Way to the warehouse Bring it to the warehouse")
	s.step(t, p)
	if got := s.Again(t, p); got.Collection.Mode != parcel.HandIn || got.Status != parcel.AwaitsOutStock {
		t.Errorf("the parcel is %s by %s", got.Status, got.Collection.Mode)
	}
}
