package shipping_test

import (
	"testing"
	"time"

	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/tariffimport"
)

// wait lets things of the store wait for so many days, from today on.
func (w *world) wait(s *tariffimport.Service, t tariff.Times) {
	w.t.Helper()
	o, err := s.Overview(w.ctx, w.store)
	w.must(err)
	e := tariffimport.Edit{Store: w.store, Person: w.person, From: s.Today(w.store), Source: "guide", Seen: o.Seen}
	_, err = s.ChangeTimes(w.ctx, e, t)
	w.must(err)
}

func TestAnOwnerSaysHowLongABuyerMayWait(t *testing.T) {
	w := newWorld(t)
	w.wait(w.owner(), tariff.Times{Receipt: 90, Release: 7, Silent: 20, Stranded: 14})
	o := w.place()
	_, err := w.offline(o, shipping.NoticeForm{})
	w.must(err)
	for _, step := range []struct {
		wait time.Duration
		want order.Status
	}{
		{90*24*time.Hour - time.Minute, order.AwaitingReceipt},
		{time.Minute, order.FundProcessing},
		{7*24*time.Hour - time.Minute, order.FundProcessing},
		{time.Minute, order.Finished},
	} {
		w.clock.Advance(step.wait)
		w.overdue()
		if got := w.order(o.ID); got.Status != step.want {
			t.Errorf("on %v the order is %s, want %s", w.clock.Wall(), got.Status, step.want)
		}
	}
}

func TestWhatWaitsForEverIsLeftAlone(t *testing.T) {
	w := newWorld(t)
	w.wait(w.owner(), tariff.Times{})
	o := w.place()
	_, err := w.offline(o, shipping.NoticeForm{})
	w.must(err)
	p := w.until(w.submit(w.place(), shipping.Choice{}), parcel.Sent)
	w.Networks = &tape{}
	w.clock.Advance(300 * 24 * time.Hour)
	_, err = w.CloseOverdue(w.ctx, w.store)
	w.must(err)
	if got := w.order(o.ID); got.Status != order.AwaitingReceipt {
		t.Errorf("the order is %s", got.Status)
	}
	if got := w.parcel(p.Number); got.Abnormal != parcel.Normal {
		t.Errorf("the parcel is %q", got.Abnormal)
	}
}
