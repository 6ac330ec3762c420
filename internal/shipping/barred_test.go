package shipping_test

import (
	"errors"
	"testing"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/preflight"
	"sellerdesk/internal/shipping"
)

func TestSubmitIsBarred(t *testing.T) {
	tests := []struct {
		name  string
		place func(*order.Order)
		world func(*world)
		want  error
		check preflight.Question
	}{
		{"without a deduction account", nil, func(w *world) { w.bind(paying.NotBound) }, shipping.ErrStopped, "account"},
		{"in arrears", nil, func(w *world) { w.bind(paying.Arrears) }, shipping.ErrStopped, "account"},
		{"without a network", nil, func(w *world) { w.line.gone = true }, shipping.ErrStopped, "network"},
		{"when the buyer chose nothing", func(o *order.Order) { o.Channel = "" }, nil, shipping.ErrNoPlan, ""},
		{"to a suspended country", func(o *order.Order) { o.ShipTo.Country = "BR" }, nil, shipping.ErrStopped, "service"},
		{"when the buyer asks to cancel", func(o *order.Order) { o.Status = order.InCancel }, nil, shipping.ErrNotShippable, ""},
		{"when it is shipped", func(o *order.Order) { o.Status = order.AwaitingReceipt }, nil, shipping.ErrNotShippable, ""},
		{"when it is frozen", func(o *order.Order) { o.Frozen = true }, nil, shipping.ErrNotShippable, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			if tt.world != nil {
				tt.world(w)
			}
			o := w.place(func(o *order.Order) {
				if tt.place != nil {
					tt.place(o)
				}
			})
			d, err := w.Draft(w.ctx, w.store, o.Number, shipping.Choice{}, nil)
			if err == nil {
				_, err = w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{}, d.Form, d.Offer)
			}
			var e *errs.Error
			if !errors.Is(err, tt.want) || !errors.As(err, &e) || tt.check != "" && e.Args["Check"] != tt.check {
				t.Errorf("error = %v, want %v because of %s", err, tt.want, tt.check)
			}
		})
	}
}

func TestAnotherChannelThanTheBuyersNeedsAReason(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	c := shipping.Choice{Channel: channel.EMS}
	if _, err := w.trySubmit(o, c); !errors.Is(err, shipping.ErrReason) {
		t.Fatalf("without a reason: %v", err)
	}
	c.Reason = "The buyer asked for it"
	p := w.submit(o, c)
	r, err := w.parcels.Receipt(w.ctx, w.store, p.ID)
	w.must(err)
	kept := ""
	for _, check := range r.Checks {
		kept += check.Answer
	}
	if p.Channel != channel.EMS || r.BuyerChannel != channel.ChinaPostRegistered || kept != c.Reason {
		t.Errorf("sent by %s; the buyer chose %s, the reason kept is %q", p.Channel, r.BuyerChannel, kept)
	}
	if got := w.actions(o)[0]; got != "shipping_submitted_with_reason" {
		t.Errorf("history says %s", got)
	}
}

func TestWithoutABuyersChoiceAChannelIsAgreedOn(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) { o.Channel = "" })
	c := shipping.Choice{Channel: channel.EMS}
	if _, err := w.trySubmit(o, c); !errors.Is(err, shipping.ErrStopped) {
		t.Fatalf("nothing is agreed: %v", err)
	}
	c.Agreed = true
	if p := w.submit(o, c); p.Channel != channel.EMS {
		t.Errorf("sent by %s", p.Channel)
	}
}

func TestShortStockNeedsAReason(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) { o.Lines[0].Quantity = 20 })
	p, err := w.stock.BySKU(w.ctx, w.store, "CUP-1")
	w.must(err)
	p.Variants[0].Stock.OnHand = 19
	w.must(w.stock.Update(w.ctx, p))
	d := w.draft(o, shipping.Choice{})
	if _, err := w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{}, d.Form, d.Offer); !errors.Is(err, shipping.ErrReason) {
		t.Fatalf("without a reason: %v", err)
	}
	d.Form.Reasons["stock"] = "One more was found"
	if _, err := w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{}, d.Form, d.Offer); err != nil {
		t.Errorf("with a reason: %v", err)
	}
}

func TestMorePiecesThanAreFreeAreRefused(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	for _, pieces := range [][]order.Pieces{
		{{Line: o.Lines[0].ID, Quantity: 3}}, {{Line: o.Lines[0].ID, Quantity: 0}}, {{Line: 999, Quantity: 1}},
		{{Line: o.Lines[0].ID, Quantity: 1}, {Line: o.Lines[0].ID, Quantity: 2}},
	} {
		if _, err := w.Draft(w.ctx, w.store, o.Number, shipping.Choice{Pieces: pieces}, nil); !errors.Is(err, order.ErrTaken) {
			t.Errorf("%v: %v", pieces, err)
		}
	}
}

func TestAnotherStoresOrderIsNotFound(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	if _, err := w.Desk(w.ctx, w.store+1, o.Number, shipping.Choice{}); !errors.Is(err, order.ErrNotFound) {
		t.Errorf("error = %v", err)
	}
}
