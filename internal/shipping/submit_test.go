package shipping_test

import (
	"testing"

	"sellerdesk/internal/parcel"
	"sellerdesk/internal/preflight"
	"sellerdesk/internal/shipping"
)

func TestAnOrderIsSubmittedAndGetsItsWaybill(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	d := w.draft(o, shipping.Choice{})
	for _, c := range d.Checks {
		if c.Result != preflight.Pass {
			t.Errorf("check %s: %s %s %v", c.Code, c.Result, c.Reason, c.Args)
		}
	}
	t.Log(d.Problems, d.Choice, d.Offer, d.Match)
	s, err := w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{}, d.Form, d.Offer)
	if err != nil {
		t.Fatal(err)
	}
	p := w.parcel(s.Parcel.Number)
	if p.Status != parcel.AwaitsWarehouse || p.Waybill == "" {
		t.Errorf("%+v", p)
	}
}
