package shipping_test

import (
	"testing"
	"time"

	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/shipping"
)

// asked are the closed logistics orders whose replacement must be confirmed.
func (w *world) asked(o order.Order, pieces ...order.Pieces) []parcel.Number {
	w.t.Helper()
	d, err := w.Desk(w.ctx, w.store, o.Number, shipping.Choice{Pieces: pieces})
	w.must(err)
	var numbers []parcel.Number
	for _, p := range d.Closed {
		numbers = append(numbers, p.Number)
	}
	return numbers
}

// cancelled submits pieces of an order and cancels them.
func (w *world) cancelled(o order.Order, pieces ...order.Pieces) parcel.Parcel {
	w.t.Helper()
	p := w.submit(o, shipping.Choice{Pieces: pieces})
	w.clock.Advance(time.Minute)
	w.must(w.Cancel(w.ctx, w.store, w.me(), p.Number))
	w.clock.Advance(time.Minute)
	return p
}

func (w *world) wantAsked(got []parcel.Number, want ...parcel.Number) {
	w.t.Helper()
	if len(got) != len(want) || len(want) > 0 && got[0] != want[0] {
		w.t.Errorf("asks about %v, want %v", got, want)
	}
}

func TestAReplacedLogisticsOrderIsNotAskedAboutAgain(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) { o.Lines[0].Quantity = 2 })
	one := order.Pieces{Line: o.Lines[0].ID, Quantity: 1}
	old := w.cancelled(o, one)
	w.wantAsked(w.asked(o), old.Number)
	second := w.submit(o, shipping.Choice{Pieces: []order.Pieces{one}})
	w.fill(second)
	w.wantAsked(w.asked(o))
	third := w.submit(o, shipping.Choice{})
	r, err := w.parcels.Receipt(w.ctx, w.store, third.ID)
	if err != nil || r.Replaces != "" {
		t.Errorf("the receipt of the other piece says it replaces %q, %v", r.Replaces, err)
	}
	w.clock.Advance(time.Minute)
	w.must(w.Cancel(w.ctx, w.store, w.me(), third.Number))
	w.wantAsked(w.asked(o), third.Number)
}

func TestOnlyPiecesOfTheClosedLogisticsOrderAreAskedAbout(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) {
		other := o.Lines[0]
		other.Number = 2
		o.Lines = append(o.Lines, other)
	})
	one, other := order.Pieces{Line: o.Lines[0].ID, Quantity: 1}, order.Pieces{Line: o.Lines[1].ID, Quantity: 1}
	old := w.cancelled(o, one)
	w.wantAsked(w.asked(o, one), old.Number)
	w.wantAsked(w.asked(o, other))
}

func TestPiecesShippedOfflineReplaceAClosedLogisticsOrder(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) { o.Lines[0].Quantity = 2 })
	one := order.Pieces{Line: o.Lines[0].ID, Quantity: 1}
	w.cancelled(o, one)
	_, err := w.offline(o, shipping.NoticeForm{Pieces: []order.Pieces{one}})
	w.must(err)
	w.wantAsked(w.asked(o))
}

func TestANoticeThatGotAnOfflineNumberNeedsNoReplacement(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) { o.Lines[0].Quantity = 2 })
	old := w.submit(o, shipping.Choice{Pieces: []order.Pieces{{Line: o.Lines[0].ID, Quantity: 1}}})
	n := w.fill(old)
	w.must(w.Cancel(w.ctx, w.store, w.me(), old.Number))
	w.wantAsked(w.asked(o), old.Number)
	_, err := w.offline(o, shipping.NoticeForm{Notice: n.ID})
	w.must(err)
	w.wantAsked(w.asked(o))
}
