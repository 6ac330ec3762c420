package shipping_test

import (
	"context"
	"errors"
	"testing"

	"sellerdesk/internal/order"
	"sellerdesk/internal/shipping"
)

// fillMany fills in notices in one transaction.
func (w *world) fillMany(forms ...shipping.OrderNotice) (wrong []error) {
	w.t.Helper()
	w.must(w.db.InTx(w.ctx, func(ctx context.Context) (err error) {
		wrong, err = w.FillNotices(ctx, w.store, w.me(), forms)
		return err
	}))
	return wrong
}

func TestManyNoticesSayWhatEachPageWouldSay(t *testing.T) {
	w := newWorld(t)
	good, frozen, last := w.place(), w.place(), w.place()
	var forms []shipping.OrderNotice
	for _, o := range []order.Order{good, frozen, last} {
		p := w.submit(o, shipping.Choice{})
		forms = append(forms, shipping.OrderNotice{Order: o.Number, Form: shipping.NoticeForm{Parcel: p.Number}})
	}
	_, err := w.db.Exec(w.ctx, `UPDATE orders SET frozen = 1 WHERE store_id = ? AND id = ?`, w.store, frozen.ID)
	w.must(err)
	forms = append(forms, shipping.OrderNotice{Order: "8010000000000000", Form: shipping.NoticeForm{}}, forms[0])
	wrong := w.fillMany(forms...)
	if wrong[0] != nil || !errors.Is(wrong[1], shipping.ErrNotShippable) || wrong[2] != nil || !errors.Is(wrong[3], order.ErrNotFound) || wrong[4] != nil {
		t.Fatalf("wrong are %v", wrong)
	}
	for _, o := range []order.Order{good, last} {
		if got := w.order(o.ID); got.Status != order.AwaitingReceipt || len(w.letters(o)) != 1 {
			t.Errorf("%s is %s, its buyer has %d letters", o.Number, got.Status, len(w.letters(o)))
		}
	}
	if got := w.order(frozen.ID); got.Status != order.AwaitingShipment || len(w.letters(frozen)) != 0 {
		t.Errorf("the frozen order is %s, its buyer has %d letters", got.Status, len(w.letters(frozen)))
	}
}

func TestManyNoticesTakeTheStockThatIsLeft(t *testing.T) {
	w := newWorld(t)
	one, two := w.place(), w.place()
	_, err := w.db.Exec(w.ctx, `UPDATE variants SET stock = 2 WHERE store_id = ?`, w.store)
	w.must(err)
	var forms []shipping.OrderNotice
	for _, o := range []order.Order{one, two} {
		forms = append(forms, shipping.OrderNotice{Order: o.Number, Form: shipping.NoticeForm{Parcel: w.submit(o, shipping.Choice{}).Number}})
	}
	for i, err := range w.fillMany(forms...) {
		if err != nil {
			t.Errorf("notice %d: %v", i, err)
		}
	}
	if got := w.actions(one); got[len(got)-1] != "shipping_notice_filled" {
		t.Errorf("the first is told as %v", got)
	}
	if got := w.actions(two); got[len(got)-1] != "shipping_notice_filled_short" {
		t.Errorf("what the first took is not noted for the second: %v", got)
	}
}

func TestTwoNoticesOfOneOrderSeeEachOther(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	line := o.Lines[0]
	part := func(n int, number string) shipping.OrderNotice {
		return shipping.OrderNotice{Order: o.Number, Form: shipping.NoticeForm{
			Carrier: "CHINA_POST", Number: number, Pieces: []order.Pieces{{Line: line.ID, Quantity: n}},
		}}
	}
	wrong := w.fillMany(part(1, "RA123456785CN"), part(line.Quantity, "RB123456785CN"))
	if wrong[0] != nil || wrong[1] == nil {
		t.Errorf("more pieces are told of than there are: %v", wrong)
	}
	if got := w.order(o.ID); got.Lines[0].Taken != 1 {
		t.Errorf("%d pieces are taken", got.Lines[0].Taken)
	}
}
