package shop_test

import (
	"testing"
	"time"

	"sellerdesk/internal/parcel"
	"sellerdesk/internal/testing/shop"
)

func TestAParcelOfTheShopGoesAllItsWay(t *testing.T) {
	s := shop.New(t)
	s.Ready(t)
	p := s.Submitted(t, s.Order(t))
	if p.Waybill == "" || p.Status != parcel.AwaitsWarehouse {
		t.Fatalf("submitted: %+v", p)
	}
	for range 60 {
		s.Clock.Advance(24 * time.Hour)
		if err := s.Tick(t.Context(), s.Store); err != nil {
			t.Fatal(err)
		}
	}
	if p = s.Again(t, p); p.DeliveredAt.IsZero() || s.Due(t, p) <= 0 {
		t.Errorf("after 60 days: %s, delivered %v, %d fen due", p.Status, p.DeliveredAt, s.Due(t, p))
	}
}
