package shipping_test

import (
	"errors"
	"testing"

	"sellerdesk/internal/carrier"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/shipping"
)

func TestASilentNetworkIsAskedUntilItAnswers(t *testing.T) {
	tests := []struct {
		name       string
		dead, deaf bool
	}{{"it was never asked", true, false}, {"its answer was lost", false, true}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			o := w.place()
			w.line.set(tt.dead, tt.deaf)
			s, err := w.trySubmit(o, shipping.Choice{})
			if err != nil || !s.Waiting || w.parcel(s.Parcel.Number).Status != parcel.Init {
				t.Fatalf("submission = %+v, %v", s, err)
			}
			w.line.set(false, false)
			if n, err := w.ResolveUnknown(w.ctx, w.store); n != 1 || err != nil {
				t.Fatalf("%d settled, %v", n, err)
			}
			p := w.parcel(s.Parcel.Number)
			state, err := w.network.Lookup(w.ctx, w.store, carrier.Reference(p.Number))
			if err != nil || p.Status != parcel.AwaitsWarehouse || p.Waybill != state.Waybill {
				t.Errorf("the parcel is %s with %q; the network knows %q, %v", p.Status, p.Waybill, state.Waybill, err)
			}
			if n, err := w.ResolveUnknown(w.ctx, w.store); n != 0 || err != nil {
				t.Errorf("asked again: %d settled, %v", n, err)
			}
		})
	}
}

func TestASubmissionSurvivesTheBrowser(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	d := w.draft(o, shipping.Choice{})
	w.line.set(true, false)
	s, err := w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{}, d.Form, d.Offer)
	w.must(err)
	w.line.set(false, false)
	again, err := w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{}, d.Form, d.Offer)
	if err != nil || !again.Already || !again.Waiting || again.Parcel.Number != s.Parcel.Number {
		t.Errorf("reloaded: %+v, %v", again, err)
	}
}

func TestARefusedParcelGivesItsPiecesBack(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	w.refuse(o)
	p := w.parcelsOf(o)[0]
	if p.Close != parcel.CloseRefused || p.CloseNote != "carrier_reason_cancelled_first" {
		t.Fatalf("the parcel is closed because %s (%s)", p.Close, p.CloseNote)
	}
	balance, err := w.ledger.Balances(w.ctx, w.store, []parcel.ID{p.ID})
	if err != nil || !balance[p.ID].Estimated.IsZero() || w.order(o.ID).ToShip() != 2 {
		t.Errorf("balance = %+v, %v; %d pieces to ship", balance[p.ID], err, w.order(o.ID).ToShip())
	}
}

// refuse submits an order whose number the network refuses.
func (w *world) refuse(o order.Order) {
	w.t.Helper()
	w.line.set(true, false)
	s, err := w.trySubmit(o, shipping.Choice{})
	w.must(err)
	w.must(w.network.Cancel(w.ctx, w.store, carrier.Reference(s.Parcel.Number)))
	w.line.set(false, false)
	_, err = w.ResolveUnknown(w.ctx, w.store)
	w.must(err)
}

func (w *world) parcelsOf(o order.Order) []parcel.Parcel {
	w.t.Helper()
	all, err := w.parcels.ForOrders(w.ctx, w.store, []order.ID{o.ID})
	w.must(err)
	return all[o.ID]
}

func TestANewLogisticsOrderAfterAClosedOneIsConfirmed(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	w.refuse(o)
	old := w.parcelsOf(o)[0]
	d := w.draft(o, shipping.Choice{})
	submit := func() error {
		_, err := w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{}, d.Form, d.Offer)
		return err
	}
	var problems errs.Fields
	if err := submit(); !errors.As(err, &problems) || problems[0].Field != "replaces" || problems[0].Args["Number"] != string(old.Number) {
		t.Fatalf("without a confirmation: %v", err)
	}
	d.Form.Replaces = true
	if err := submit(); !errors.Is(err, shipping.ErrReason) {
		t.Fatalf("without a reason: %v", err)
	}
	d.Form.Reasons["replaces"] = "Another try"
	w.must(submit())
	now := w.parcelsOf(o)
	r, err := w.parcels.Receipt(w.ctx, w.store, now[1].ID)
	if err != nil || r.Replaces != old.Number {
		t.Errorf("the receipt says it replaces %s, %v", r.Replaces, err)
	}
}
