package shipping_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sellerdesk/internal/carrier"
	"sellerdesk/internal/carrier/rehearsal"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/shipping"
)

// act is one thing that somebody does to an order, or that happens to it.
type act struct {
	name string
	do   func(w *world, t *rapid.T, o order.Order) error
}

// somePieces draws some of the pieces that are free.
func somePieces(t *rapid.T, o order.Order) []order.Pieces {
	var pieces []order.Pieces
	for _, p := range o.FreePieces() {
		if n := rapid.IntRange(0, p.Quantity).Draw(t, "pieces"); n > 0 {
			pieces = append(pieces, order.Pieces{Line: p.Line, Quantity: n})
		}
	}
	return pieces
}

// anyParcel draws a parcel of the order; without one its number is unknown.
func (w *world) anyParcel(t *rapid.T, o order.Order) parcel.Parcel {
	all := w.parcelsOf(o)
	if len(all) == 0 {
		return parcel.Parcel{Number: "LP00000000000000"}
	}
	return rapid.SampledFrom(all).Draw(t, "parcel")
}

func (w *world) noticesOf(o order.Order) []notice.Notice {
	all, err := w.notices.ForOrders(w.ctx, w.store, []order.ID{o.ID})
	w.must(err)
	return all[o.ID]
}

// acts is everything that can happen around an order.
var acts = []act{
	{"submit", func(w *world, t *rapid.T, o order.Order) error {
		c := shipping.Choice{Pieces: somePieces(t, o), Weight: 400, Channel: channel.ChinaPostRegistered}
		d, err := w.Draft(w.ctx, w.store, o.Number, c, nil)
		if err != nil {
			return err
		}
		d.Form.Replaces, d.Form.Reasons["replaces"] = true, "again"
		_, err = w.Submit(w.ctx, w.store, w.me(), o.Number, c, d.Form, d.Offer)
		return err
	}},
	{"notice", func(w *world, t *rapid.T, o order.Order) error {
		_, err := w.FillNotice(w.ctx, w.store, w.me(), o.Number, shipping.NoticeForm{Parcel: w.anyParcel(t, o).Number})
		return err
	}},
	{"offline notice", func(w *world, t *rapid.T, o order.Order) error {
		_, err := w.FillNotice(w.ctx, w.store, w.me(), o.Number, shipping.NoticeForm{
			Pieces: somePieces(t, o), Carrier: "Other", Website: "https://track.example.com",
			Number: fmt.Sprint("N", rapid.IntRange(1, 1000).Draw(t, "number")),
		})
		return err
	}},
	{"change", func(w *world, t *rapid.T, o order.Order) error {
		all := w.noticesOf(o)
		if len(all) == 0 {
			return nil
		}
		_, err := w.FillNotice(w.ctx, w.store, w.me(), o.Number, shipping.NoticeForm{
			Notice: rapid.SampledFrom(all).Draw(t, "notice").ID, Carrier: "CHINA_POST", Number: "RA473124829CN",
		})
		return err
	}},
	{"step", func(w *world, t *rapid.T, o order.Order) error {
		err := w.network.Step(w.ctx, w.store, carrier.Reference(w.anyParcel(t, o).Number))
		if _, told := w.ApplyEvents(w.ctx, w.store); told != nil {
			return told
		}
		return err
	}},
	{"trouble", func(w *world, t *rapid.T, o order.Order) error {
		k := rapid.SampledFrom(rehearsal.Kinds).Draw(t, "trouble")
		return w.network.Fail(w.ctx, w.store, carrier.Reference(w.anyParcel(t, o).Number), k)
	}},
	{"cancel", func(w *world, t *rapid.T, o order.Order) error {
		return w.Cancel(w.ctx, w.store, w.me(), w.anyParcel(t, o).Number)
	}},
	{"abandon", func(w *world, t *rapid.T, o order.Order) error {
		return w.Abandon(w.ctx, w.store, w.me(), w.anyParcel(t, o).Number)
	}},
	{"reschedule", func(w *world, t *rapid.T, o order.Order) error {
		return w.Reschedule(w.ctx, w.store, w.me(), w.anyParcel(t, o).Number, parcel.Collection{Mode: parcel.DoorPickup})
	}},
	{"buyer asks", func(w *world, _ *rapid.T, o order.Order) error { return w.AskCancel(w.ctx, w.store, o.Number, "no") }},
	{"agree", func(w *world, _ *rapid.T, o order.Order) error {
		return w.AgreeCancel(w.ctx, w.store, w.me(), o.Number)
	}},
	{"refuse", func(w *world, _ *rapid.T, o order.Order) error {
		return w.RefuseCancel(w.ctx, w.store, w.me(), o.Number, "packed")
	}},
	{"time", func(w *world, t *rapid.T, _ order.Order) error {
		w.clock.Advance(time.Duration(rapid.IntRange(1, 60).Draw(t, "hours")) * time.Hour)
		_, err := w.CloseOverdue(w.ctx, w.store)
		return err
	}},
	{"cut", func(w *world, t *rapid.T, _ order.Order) error {
		w.line.set(rapid.Bool().Draw(t, "dead"), rapid.Bool().Draw(t, "deaf"))
		return nil
	}},
	{"resolve", func(w *world, _ *rapid.T, _ order.Order) error {
		w.line.set(false, false)
		_, err := w.ResolveUnknown(w.ctx, w.store)
		return err
	}},
}

// TestWhateverHappensNoPieceIsInTwoPlaces lets anything happen to orders, in any
// order, and looks at the rules after each step.
func TestWhateverHappensNoPieceIsInTwoPlaces(t *testing.T) {
	w := newWorld(t)
	w.exec("UPDATE variants SET stock = NULL WHERE store_id = ?", w.store)
	rapid.Check(t, func(rt *rapid.T) {
		w.line.set(false, false)
		o := w.place(func(o *order.Order) {
			now := w.clock.Wall()
			o.PlacedAt, o.PaidAt, o.ShipBy = now.Add(-time.Hour), now.Add(-time.Hour), now.Add(6*24*time.Hour)
			o.Lines[0].Quantity = rapid.IntRange(1, 3).Draw(rt, "cups")
			o.Lines = append(o.Lines, o.Lines[0])
			o.Lines[1].Number = 2
		})
		for range rapid.IntRange(1, 15).Draw(rt, "steps") {
			a := rapid.SampledFrom(acts).Draw(rt, "act")
			err := a.do(w, rt, w.order(o.ID))
			if err != nil && errs.KindOf(err) == errs.Internal {
				rt.Fatalf("%s: %v", a.name, err)
			}
			w.rules(rt, a.name, w.order(o.ID))
		}
	})
}

// rules looks at everything that must hold for an order.
func (w *world) rules(t *rapid.T, after string, o order.Order) {
	held := map[order.LineID]int{}
	open := 0
	for _, p := range w.parcelsOf(o) {
		w.rulesOfParcel(t, after, p)
		if p.Open() && p.Notice == 0 {
			open++
		}
		if p.Notice == 0 && (p.Open() || !p.GaveBack()) {
			for _, g := range p.Goods {
				held[g.Line] += g.Quantity
			}
		}
	}
	if open > 1 {
		t.Fatalf("after %s: %d open logistics orders without notice", after, open)
	}
	for _, n := range w.noticesOf(o) {
		if !n.Valid() {
			continue
		}
		for _, p := range n.Pieces {
			held[p.Line] += p.Quantity
		}
	}
	for _, l := range o.Lines {
		if l.Taken != held[l.ID] || l.Free() < 0 || l.Refunded < 0 {
			t.Fatalf("after %s: %d pieces are held, of %d are %d taken and %d refunded; the order is %s",
				after, held[l.ID], l.Quantity, l.Taken, l.Refunded, o.Status)
		}
	}
}

// rulesOfParcel looks at the ledger of a parcel.
func (w *world) rulesOfParcel(t *rapid.T, after string, p parcel.Parcel) {
	rows, err := w.ledger.Rows(w.ctx, w.store, p.ID)
	w.must(err)
	kinds := map[freight.Kind]int{}
	for _, r := range rows {
		kinds[r.Kind]++
	}
	left := p.Status == parcel.OutOfStock || p.Status == parcel.Sent || p.Status == parcel.SendFailed
	switch {
	case kinds[freight.Estimated] != 1:
		t.Fatalf("after %s: parcel %s has %d estimates", after, p.Number, kinds[freight.Estimated])
	case p.GaveBack() != (kinds[freight.Reversed] == 1):
		t.Fatalf("after %s: parcel %s is closed because %q, with %v", after, p.Number, p.Close, kinds)
	case left && kinds[freight.Charged] != 1:
		t.Fatalf("after %s: parcel %s is %s, with %v", after, p.Number, p.Status, kinds)
	case p.GaveBack() && !w.balance(p).Due.IsZero():
		t.Fatalf("after %s: %s is due for parcel %s", after, w.balance(p).Due, p.Number)
	}
}
