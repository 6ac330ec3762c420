package shipping_test

import (
	"errors"
	"testing"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/history"
	"sellerdesk/internal/message"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/shipping"
)

func (w *world) reserved() int {
	w.t.Helper()
	cup, err := w.stock.BySKU(w.ctx, w.store, "CUP-1")
	w.must(err)
	return cup.Variants[0].Stock.Reserved
}

func TestAWishToCancelBarsShipping(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	w.must(w.AskCancel(w.ctx, w.store, o.Number, "found it cheaper"))
	got := w.order(o.ID)
	if got.Status != order.InCancel || got.Cancel.Reason != "found it cheaper" || got.ToShip() != 0 {
		t.Errorf("the order is %s because %q", got.Status, got.Cancel.Reason)
	}
	if _, err := w.Draft(w.ctx, w.store, o.Number, shipping.Choice{}, nil); !errors.Is(err, shipping.ErrNotShippable) {
		t.Errorf("error = %v", err)
	}
}

func TestAScannedParcelIsNoReasonToAsk(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	w.until(w.submit(o, shipping.Choice{}), parcel.AwaitsOutStock)
	if err := w.AskCancel(w.ctx, w.store, o.Number, ""); !errors.Is(err, shipping.ErrCancelTooLate) || w.order(o.ID).Status != order.AwaitingShipment {
		t.Errorf("error = %v, the order is %s", err, w.order(o.ID).Status)
	}
}

func TestAnAgreedCancellationEndsTheOrderAndItsParcel(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	p := w.submit(o, shipping.Choice{})
	w.must(w.AskCancel(w.ctx, w.store, o.Number, ""))
	for range 2 { // the second time changes nothing
		w.must(w.AgreeCancel(w.ctx, w.store, w.me(), o.Number))
	}
	got := w.order(o.ID)
	if got.Status != order.Finished || got.Finish != order.Cancelled || w.parcel(p.Number).Close != parcel.CloseCancelled {
		t.Errorf("the order is %s (%s), the parcel %s", got.Status, got.Finish, w.parcel(p.Number).Status)
	}
	if n := w.reserved(); n != 498 {
		t.Errorf("%d pieces are reserved, want 498", n)
	}
}

func TestARefusedCancellationTellsTheBuyerWhy(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	w.must(w.AskCancel(w.ctx, w.store, o.Number, ""))
	w.clock.Advance(10 * time.Hour)
	if err := w.RefuseCancel(w.ctx, w.store, w.me(), o.Number, "  "); !errors.Is(err, shipping.ErrReasonNeeded) {
		t.Errorf("without a reason: %v", err)
	}
	w.must(w.RefuseCancel(w.ctx, w.store, w.me(), o.Number, "It is packed already"))
	got := w.order(o.ID)
	if got.Status != order.AwaitingShipment || !got.ShipBy.Equal(o.ShipBy.Add(10*time.Hour)) {
		t.Errorf("the order is %s, ship by %v, want %v", got.Status, got.ShipBy, o.ShipBy.Add(10*time.Hour))
	}
	if letters := w.letters(o); len(letters) != 1 || letters[0].Sender != message.Seller || letters[0].Body != "It is packed already" {
		t.Errorf("the buyer was written %+v", letters)
	}
}

func (w *world) overdue() int {
	w.t.Helper()
	n, err := w.CloseOverdue(w.ctx, w.store)
	w.must(err)
	return n
}

func TestTheRiskCheckPassesAfterADay(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) {
		o.Status, o.ShipBy, o.PaidAt = order.RiskControl, time.Time{}, w.clock.Wall().Add(-shipping.RiskCheck+time.Minute)
	})
	if n := w.overdue(); n != 0 {
		t.Errorf("%d things were overdue", n)
	}
	w.clock.Advance(time.Minute)
	if n, got := w.overdue(), w.order(o.ID); n != 1 || got.Status != order.AwaitingShipment || got.ShipBy.IsZero() {
		t.Errorf("%d were overdue, the order is %s, ship by %v", n, got.Status, got.ShipBy)
	}
}

func TestABuyerWhoSaysNothingHasReceivedTheOrder(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	_, err := w.offline(o, shipping.NoticeForm{})
	w.must(err)
	w.clock.Advance(60*24*time.Hour - time.Minute)
	w.overdue()
	if got := w.order(o.ID); got.Status != order.AwaitingReceipt {
		t.Errorf("before the time is over the order is %s", got.Status)
	}
	w.clock.Advance(time.Minute)
	w.overdue()
	if got := w.order(o.ID); got.Status != order.FundProcessing || !got.Confirmed.Equal(w.clock.Wall()) {
		t.Errorf("the order is %s, confirmed %v", got.Status, got.Confirmed)
	}
	w.clock.Advance(3 * 24 * time.Hour)
	w.overdue()
	entries, err := w.History.Of(w.ctx, w.store, history.About(history.Order, o.ID))
	w.must(err)
	if got := w.order(o.ID); got.Finish != order.Received || entries[0].Actor != history.Platform || entries[1].Actor != history.Clock {
		t.Errorf("the order is %s (%s), history says %+v", got.Status, got.Finish, entries[:2])
	}
}

func TestAnUnansweredCancellationIsGranted(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	w.must(w.AskCancel(w.ctx, w.store, o.Number, ""))
	w.clock.Advance(shipping.CancelAnswer)
	if n, got := w.overdue(), w.order(o.ID); n != 1 || got.Finish != order.Cancelled {
		t.Errorf("%d were overdue, the order is %s", n, got.Status)
	}
	entries, err := w.History.Of(w.ctx, w.store, history.About(history.Order, o.ID))
	if err != nil || entries[0].Actor.Kind != history.ByClock {
		t.Errorf("history says %+v, %v", entries[0], err)
	}
}

func TestAnOrderNotShippedInTimeEnds(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) { o.ShipBy = w.clock.Wall().Add(time.Hour) })
	p := w.submit(o, shipping.Choice{})
	w.clock.Advance(time.Hour)
	w.overdue()
	if got := w.order(o.ID); got.Finish != order.NotShipped || w.parcel(p.Number).Close != parcel.CloseCancelled || w.reserved() != 498 {
		t.Errorf("the order is %s (%s), the parcel %s, %d reserved", got.Status, got.Finish, w.parcel(p.Number).Status, w.reserved())
	}
}

func TestTheRestOfAPartlyShippedOrderIsRefunded(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) {
		o.Lines[0].Quantity, o.ShipBy = 5, w.clock.Wall().Add(time.Hour)
	})
	one := []order.Pieces{{Line: o.Lines[0].ID, Quantity: 1}}
	w.fill(w.submit(o, shipping.Choice{Pieces: one}))
	p := w.submit(o, shipping.Choice{Pieces: []order.Pieces{{Line: o.Lines[0].ID, Quantity: 3}}})
	w.clock.Advance(time.Hour)
	w.overdue()
	got := w.order(o.ID)
	if got.Status != order.AwaitingReceipt || got.ToShip() != 0 || got.Lines[0].Refunded != 4 || got.Lines[0].Taken != 1 {
		t.Errorf("the order is %s with %+v", got.Status, got.Lines[0])
	}
	if w.parcel(p.Number).Close != parcel.CloseCancelled || w.reserved() != 495 {
		t.Errorf("the parcel is %s, %d reserved", w.parcel(p.Number).Status, w.reserved())
	}
}

func TestThePiecesOfANoticeThatNeedsANumberAreNotRefunded(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) {
		o.Lines[0].Quantity, o.ShipBy = 3, w.clock.Wall().Add(time.Hour)
	})
	old := w.submit(o, shipping.Choice{Pieces: []order.Pieces{{Line: o.Lines[0].ID, Quantity: 1}}})
	n := w.fill(old)
	w.must(w.Cancel(w.ctx, w.store, w.me(), old.Number))
	w.clock.Advance(time.Hour)
	w.overdue()
	if got := w.order(o.ID); got.Status != order.AwaitingReceipt || got.ToShip() != 1 || got.Lines[0].Refunded != 2 {
		t.Fatalf("the order is %s with %+v", got.Status, got.Lines[0])
	}
	next := w.submit(o, shipping.Choice{})
	if changed := w.fill(next); changed.ID != n.ID || changed.Tracking != next.Waybill {
		t.Errorf("notice = %+v", changed)
	}
}

func TestPiecesThatComeBackTooLateAreRefundedBesideANoticeThatNeedsANumber(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) {
		o.Lines[0].Quantity, o.ShipBy = 4, w.clock.Wall().Add(time.Hour)
	})
	pieces := func(n int) shipping.Choice {
		return shipping.Choice{Pieces: []order.Pieces{{Line: o.Lines[0].ID, Quantity: n}}}
	}
	told := w.submit(o, pieces(1))
	w.fill(told)
	late := w.submit(o, pieces(2))
	w.must(w.Cancel(w.ctx, w.store, w.me(), told.Number))
	w.line.set(true, false) // the network does not answer in time
	w.clock.Advance(time.Hour)
	w.overdue()
	w.line.set(false, false)
	_, err := w.ResolveUnknown(w.ctx, w.store)
	w.must(err)
	got := w.order(o.ID)
	if w.parcel(late.Number).Close != parcel.CloseCancelled || got.ToShip() != 1 || got.Lines[0].Refunded != 3 {
		t.Errorf("the parcel is %s, the order %s with %+v", w.parcel(late.Number).Status, got.Status, got.Lines[0])
	}
}

func TestANoticeWithoutAScanIsNotVerified(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	n, err := w.offline(o, shipping.NoticeForm{})
	w.must(err)
	w.clock.Set(n.ScanDue.Add(-time.Minute))
	w.overdue()
	if got := w.notice(n.ID); got.Status != notice.Declared {
		t.Errorf("before it is due it is %s", got.Status)
	}
	w.clock.Advance(time.Minute)
	w.overdue()
	if got := w.notice(n.ID); got.Status != notice.NotVerified {
		t.Errorf("after it was due it is %s", got.Status)
	}
}

func TestTheWaitForANumberEndsAfterFiveDays(t *testing.T) {
	for _, replaced := range []bool{false, true} {
		w := newWorld(t)
		o := w.place()
		old := w.submit(o, shipping.Choice{})
		n := w.fill(old)
		w.must(w.Cancel(w.ctx, w.store, w.me(), old.Number))
		if replaced {
			w.submit(o, shipping.Choice{})
		}
		w.clock.Advance(notice.ChangePeriod + time.Minute)
		w.overdue()
		got, after := w.notice(n.ID), w.order(o.ID)
		if got.Status != notice.NotVerified || after.ToShip() != 0 || after.Lines[0].Taken != 2 {
			t.Errorf("replaced %v: the notice is %s, the order has %+v", replaced, got.Status, after.Lines[0])
		}
	}
}

func TestOneStoreNeverTouchesAnother(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	p := w.submit(o, shipping.Choice{})
	n := w.fill(p)
	other := w.store + 1
	for name, call := range map[string]func(account.StoreID) error{
		"cancel":   func(s account.StoreID) error { return w.Cancel(w.ctx, s, w.me(), p.Number) },
		"abandon":  func(s account.StoreID) error { return w.Abandon(w.ctx, s, w.me(), p.Number) },
		"agree":    func(s account.StoreID) error { return w.AgreeCancel(w.ctx, s, w.me(), o.Number) },
		"refuse":   func(s account.StoreID) error { return w.RefuseCancel(w.ctx, s, w.me(), o.Number, "no") },
		"ask":      func(s account.StoreID) error { return w.AskCancel(w.ctx, s, o.Number, "no") },
		"schedule": func(s account.StoreID) error { return w.Reschedule(w.ctx, s, w.me(), p.Number, parcel.Collection{}) },
		"notice": func(s account.StoreID) error {
			_, err := w.FillNotice(w.ctx, s, w.me(), o.Number, shipping.NoticeForm{Notice: n.ID})
			return err
		},
	} {
		if err := call(other); !errors.Is(err, parcel.ErrNotFound) && !errors.Is(err, order.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
