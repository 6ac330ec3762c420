package shipping_test

import (
	"errors"
	"testing"
	"time"

	"sellerdesk/internal/carrier"
	"sellerdesk/internal/carrier/rehearsal"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/tracking"
)

func TestACancelledParcelGivesItsPiecesBack(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	p := w.submit(o, shipping.Choice{})
	for range 2 { // the second time changes nothing
		w.must(w.Cancel(w.ctx, w.store, w.me(), p.Number))
	}
	p = w.parcel(p.Number)
	if p.Close != parcel.CloseCancelled || !p.CancelAskedAt.IsZero() || !w.balance(p).Estimated.IsZero() || w.order(o.ID).ToShip() != 2 {
		t.Errorf("the parcel is closed because %s, %d to ship", p.Close, w.order(o.ID).ToShip())
	}
	state, err := w.network.Lookup(w.ctx, w.store, carrier.Reference(p.Number))
	if err != nil || !state.Cancelled {
		t.Errorf("the network knows %+v, %v", state, err)
	}
	if again := w.submit(o, shipping.Choice{}); again.Status != parcel.AwaitsWarehouse {
		t.Errorf("the next one is %s", again.Status)
	}
}

func TestAScannedParcelIsNotCancelled(t *testing.T) {
	w := newWorld(t)
	p := w.submit(w.place(), shipping.Choice{})
	w.clock.Advance(72 * time.Hour) // the network knows of the scan, and nobody asked it
	if err := w.Cancel(w.ctx, w.store, w.me(), p.Number); !errors.Is(err, shipping.ErrCancelTooLate) {
		t.Errorf("error = %v", err)
	}
	if p = w.parcel(p.Number); !p.Open() || !p.CancelAskedAt.IsZero() {
		t.Errorf("the parcel is %s, asked %v", p.Status, p.CancelAskedAt)
	}
	_, err := w.ApplyEvents(w.ctx, w.store)
	w.must(err)
	if err := w.Cancel(w.ctx, w.store, w.me(), p.Number); !errors.Is(err, shipping.ErrCancelTooLate) {
		t.Errorf("when everybody knows: %v", err)
	}
}

func TestACancellationWithoutAnswerIsAskedForAgain(t *testing.T) {
	w := newWorld(t)
	p := w.submit(w.place(), shipping.Choice{})
	w.line.set(true, false)
	w.must(w.Cancel(w.ctx, w.store, w.me(), p.Number))
	if p = w.parcel(p.Number); p.CancelAskedAt.IsZero() || !p.Open() {
		t.Fatalf("the parcel is %s, asked %v", p.Status, p.CancelAskedAt)
	}
	if _, err := w.FillNotice(w.ctx, w.store, w.me(), p.OrderNumber, shipping.NoticeForm{Parcel: p.Number}); !errors.Is(err, shipping.ErrNoNotice) {
		t.Errorf("it can be declared meanwhile: %v", err)
	}
	w.line.set(false, false)
	_, err := w.ResolveUnknown(w.ctx, w.store)
	w.must(err)
	if p = w.parcel(p.Number); p.Close != parcel.CloseCancelled {
		t.Errorf("the parcel is %s", p.Status)
	}
}

func TestANumberCancelledBeforeItWasBookedIsNeverBooked(t *testing.T) {
	w := newWorld(t)
	w.line.set(true, false)
	s, err := w.trySubmit(w.place(), shipping.Choice{})
	w.must(err)
	w.line.set(false, false)
	w.must(w.Cancel(w.ctx, w.store, w.me(), s.Parcel.Number))
	if p := w.parcel(s.Parcel.Number); p.Close != parcel.CloseCancelled {
		t.Errorf("the parcel is %s", p.Status)
	}
	a, err := w.network.Book(w.ctx, carrier.Booking{Store: w.store, Reference: carrier.Reference(s.Parcel.Number)})
	if err != nil || a.Outcome != carrier.Refused {
		t.Errorf("a late booking is %s, %v", a.Outcome, err)
	}
}

// missed is a parcel that could not be collected.
func (w *world) missed() parcel.Parcel {
	w.t.Helper()
	p := w.submit(w.place(), shipping.Choice{})
	w.must(w.network.Fail(w.ctx, w.store, carrier.Reference(p.Number), rehearsal.PickupFailure))
	return w.until(p, parcel.PickupFailed)
}

func TestAMissedCollectionIsRescheduled(t *testing.T) {
	tests := []struct {
		name string
		to   parcel.Collection
		kept parcel.Collection
	}{
		{"for the next one", parcel.Collection{Mode: parcel.DoorPickup, Company: "SF"}, parcel.Collection{Mode: parcel.DoorPickup}},
		{"by domestic express", parcel.Collection{Mode: parcel.Domestic, Company: "SF", Number: "sf1234567890123"},
			parcel.Collection{Mode: parcel.Domestic, Company: "SF", Number: "SF1234567890123"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			p := w.missed()
			w.must(w.Reschedule(w.ctx, w.store, w.me(), p.Number, tt.to))
			p = w.parcel(p.Number)
			if p.Status != parcel.AwaitsWarehouse || p.Abnormal != parcel.Normal || p.Collection != tt.kept {
				t.Errorf("the parcel is %s, %q, %+v", p.Status, p.Abnormal, p.Collection)
			}
			w.until(p, parcel.AwaitsOutStock)
		})
	}
}

func TestABadWayToTheWarehouseIsRefused(t *testing.T) {
	w := newWorld(t)
	p := w.missed()
	var problems errs.Fields
	err := w.Reschedule(w.ctx, w.store, w.me(), p.Number, parcel.Collection{Mode: parcel.Domestic, Company: "SF", Number: "1"})
	if !errors.As(err, &problems) || problems[0].Field != "number" {
		t.Errorf("error = %v", err)
	}
	other := w.submit(w.place(), shipping.Choice{})
	err = w.Reschedule(w.ctx, w.store, w.me(), other.Number, parcel.Collection{Mode: parcel.DoorPickup})
	if !errors.Is(err, parcel.ErrMove) {
		t.Errorf("a parcel that nobody missed: %v", err)
	}
}

func TestACollectedParcelIsNotRescheduled(t *testing.T) {
	w := newWorld(t)
	p := w.missed()
	w.clock.Advance(72 * time.Hour)
	err := w.Reschedule(w.ctx, w.store, w.me(), p.Number, parcel.Collection{Mode: parcel.Arranged, Note: "at six"})
	if !errors.Is(err, shipping.ErrTooLate) {
		t.Errorf("error = %v", err)
	}
}

// rejected is a parcel with a notice that the warehouse does not take.
func (w *world) rejected() (parcel.Parcel, notice.Notice) {
	w.t.Helper()
	p := w.submit(w.place(), shipping.Choice{})
	n := w.fill(p)
	net := &tape{}
	net.tell(p, 1, tracking.WarehouseRejected, func(e *carrier.Event) { e.Reason = carrier.PackagingPoor })
	w.listen(net)
	return w.parcel(p.Number), n
}

func TestARejectedParcelIsFetchedBack(t *testing.T) {
	w := newWorld(t)
	p, n := w.rejected()
	for range 2 { // the second time changes nothing
		w.must(w.Abandon(w.ctx, w.store, w.me(), p.Number))
	}
	o := w.order(p.Order)
	if got := w.parcel(p.Number); got.Close != parcel.CloseRejected || w.notice(n.ID).Status != notice.NeedsNumber || o.ToShip() != 2 {
		t.Errorf("closed because %s, the notice is %s, %d to ship", got.Close, w.notice(n.ID).Status, o.ToShip())
	}
	if o.Status != order.AwaitingReceipt {
		t.Errorf("the order is %s", o.Status)
	}
}

func TestARejectedParcelIsThrownAwayAfterFourteenDays(t *testing.T) {
	w := newWorld(t)
	p, _ := w.rejected()
	w.clock.Set(p.MovedAt.Add(14*24*time.Hour - time.Minute))
	_, err := w.CloseOverdue(w.ctx, w.store)
	w.must(err)
	if !w.parcel(p.Number).Open() {
		t.Error("it is closed too early")
	}
	w.clock.Advance(time.Minute)
	_, err = w.CloseOverdue(w.ctx, w.store)
	w.must(err)
	if got := w.parcel(p.Number); got.Close != parcel.CloseRejected {
		t.Errorf("after fourteen days the parcel is %s", got.Status)
	}
}
