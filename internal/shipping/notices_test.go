package shipping_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/history"
	"sellerdesk/internal/message"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/shipping"
)

// offline fills in a notice for what the seller ships with a carrier of their own.
func (w *world) offline(o order.Order, f shipping.NoticeForm) (notice.Notice, error) {
	w.t.Helper()
	f.Carrier = "CHINA_POST"
	if f.Number == "" {
		f.Number = "RA123456785CN"
	}
	return w.FillNotice(w.ctx, w.store, w.me(), o.Number, f)
}

// letters are what the buyer of an order was written, oldest first.
func (w *world) letters(o order.Order) []message.Message {
	w.t.Helper()
	id, err := w.mail.Open(w.ctx, w.store, o.ID, o.Buyer.Name, w.clock.Wall())
	w.must(err)
	all, err := w.mail.Messages(w.ctx, w.store, id)
	w.must(err)
	return all
}

func TestANoticeForAllMovesTheOrderOn(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	p := w.submit(o, shipping.Choice{})
	page, err := w.NoticeDraft(w.ctx, w.store, o.Number, p.Number, 0)
	if err != nil || page.Form.Number != p.Waybill || page.Form.Carrier != string(p.Channel) || !page.All {
		t.Fatalf("page = %+v, %v", page, err)
	}
	n := w.fill(p)
	after := w.order(o.ID)
	if n.Status != notice.Declared || n.Tracking != p.Waybill || after.Status != order.AwaitingReceipt || !after.ShipBy.IsZero() {
		t.Errorf("notice %s %s, order %s, ship by %v", n.Status, n.Tracking, after.Status, after.ShipBy)
	}
	if got := w.parcel(p.Number); notice.ID(got.Notice) != n.ID || got.NeedsNotice() {
		t.Errorf("the parcel has notice %d", got.Notice)
	}
	letters := w.letters(o)
	if len(letters) != 1 || letters[0].Sender != message.System || !strings.Contains(letters[0].Body, p.Waybill) || !strings.Contains(letters[0].Body, string(o.Number)) {
		t.Errorf("the buyer was written %+v", letters)
	}
	cup, err := w.stock.BySKU(w.ctx, w.store, "CUP-1")
	if s := cup.Variants[0].Stock; err != nil || s.OnHand != 998 || s.Reserved != 498 {
		t.Errorf("stock = %+v, %v", s, err)
	}
}

func TestTheBuyerIsToldHowManyItemsAreOnTheWay(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) { o.Lines[0].Quantity = 3 })
	w.fill(w.submit(o, shipping.Choice{Pieces: []order.Pieces{{Line: o.Lines[0].ID, Quantity: 1}}}))
	w.fill(w.submit(o, shipping.Choice{}))
	letters := w.letters(o)
	for i, want := range []string{"1 item of your order", "2 items of your order"} {
		if !strings.Contains(letters[i].Body, want) {
			t.Errorf("letter %d does not say %q:\n%s", i, want, letters[i].Body)
		}
	}
}

func TestTheSameNoticeAgainChangesNothing(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	p := w.submit(o, shipping.Choice{})
	first := w.fill(p)
	if again := w.fill(p); again.ID != first.ID || again.Changes != 0 || len(w.letters(o)) != 1 {
		t.Errorf("filled in again: %+v", again)
	}
	other := w.place()
	sent, err := w.offline(other, shipping.NoticeForm{})
	w.must(err)
	if again, err := w.offline(other, shipping.NoticeForm{}); err != nil || again.ID != sent.ID || len(w.letters(other)) != 1 {
		t.Errorf("filled in again offline: %+v, %v", again, err)
	}
}

func TestManyPostsOfOneFormTellTheBuyerOnce(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) { o.Lines[0].Quantity = 4 })
	page, err := w.NoticeDraft(w.ctx, w.store, o.Number, "", 0)
	w.must(err)
	form := page.Form
	form.Pieces = []order.Pieces{{Line: o.Lines[0].ID, Quantity: 1}}
	var posts sync.WaitGroup
	for range 8 {
		posts.Go(func() {
			if _, err := w.offline(o, form); err != nil {
				t.Errorf("a post was told %v", err)
			}
		})
	}
	posts.Wait()
	form.Number = "RA473124829CN"
	if _, err := w.offline(o, form); !errors.Is(err, notice.ErrChanged) {
		t.Errorf("another number from the same page: %v", err)
	}
	if got := w.order(o.ID); got.ToShip() != 3 || len(w.letters(o)) != 1 {
		t.Errorf("%d to ship, %d letters", got.ToShip(), len(w.letters(o)))
	}
}

func TestTwoPartsMayTravelUnderOneNumber(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) { o.Lines[0].Quantity = 2 })
	for range 2 {
		page, err := w.NoticeDraft(w.ctx, w.store, o.Number, "", 0)
		w.must(err)
		page.Form.Pieces = []order.Pieces{{Line: o.Lines[0].ID, Quantity: 1}}
		_, err = w.offline(o, page.Form)
		w.must(err)
	}
	if got := w.order(o.ID); got.Status != order.AwaitingReceipt || len(w.letters(o)) != 2 {
		t.Errorf("the order is %s, %d letters", got.Status, len(w.letters(o)))
	}
}

func TestAChangeSentTwiceIsOneChange(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	n, err := w.offline(o, shipping.NoticeForm{})
	w.must(err)
	for range 2 {
		changed, err := w.offline(o, shipping.NoticeForm{Notice: n.ID, Version: 1, Number: "RA473124829CN"})
		if err != nil || changed.Changes != 1 {
			t.Errorf("notice = %+v, %v", changed, err)
		}
	}
}

func TestANoticeForAPartFreesTheRest(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) { o.Lines[0].Quantity = 3 })
	p := w.submit(o, shipping.Choice{Pieces: []order.Pieces{{Line: o.Lines[0].ID, Quantity: 1}}})
	w.fill(p)
	if got := w.order(o.ID); got.Status != order.PartiallyShipped || got.ToShip() != 2 || got.ShipBy.IsZero() {
		t.Fatalf("after a part the order is %s with %d to ship", got.Status, got.ToShip())
	}
	rest := w.submit(o, shipping.Choice{})
	w.fill(rest)
	if got := w.order(o.ID); got.Status != order.AwaitingReceipt || got.ToShip() != 0 {
		t.Errorf("after the rest the order is %s with %d to ship", got.Status, got.ToShip())
	}
}

func TestAnOfflineNoticeTakesItsPieces(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) { o.Lines[0].Quantity = 3 })
	line := o.Lines[0].ID
	n, err := w.offline(o, shipping.NoticeForm{Pieces: []order.Pieces{{Line: line, Quantity: 2}}, Number: "ra 123456785 cn"})
	if err != nil || n.Tracking != "RA123456785CN" || w.order(o.ID).Status != order.PartiallyShipped || w.order(o.ID).ToShip() != 1 {
		t.Fatalf("notice %+v, %v", n, err)
	}
	if _, err := w.offline(o, shipping.NoticeForm{Pieces: []order.Pieces{{Line: line, Quantity: 2}}, Number: "RA473124829CN"}); !errors.Is(err, shipping.ErrNotShippable) {
		t.Errorf("two of one piece: %v", err)
	}
	if _, err := w.offline(o, shipping.NoticeForm{Number: "RA473124829CN"}); err != nil || w.order(o.ID).Status != order.AwaitingReceipt {
		t.Errorf("the rest: %v, the order is %s", err, w.order(o.ID).Status)
	}
}

func TestAWrongOfflineNumberIsRefused(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	var problems errs.Fields
	if _, err := w.offline(o, shipping.NoticeForm{Number: "RA123456786CN"}); !errors.As(err, &problems) || problems[0].Field != "number" {
		t.Errorf("error = %v", err)
	}
	if got := w.order(o.ID); got.Status != order.AwaitingShipment || len(w.letters(o)) != 0 {
		t.Errorf("the order is %s", got.Status)
	}
}

func TestThereIsNoNotice(t *testing.T) {
	w := newWorld(t)
	w.line.set(true, false)
	unbooked, err := w.trySubmit(w.place(), shipping.Choice{})
	w.must(err)
	w.line.set(false, false)
	asked := w.submit(w.place(), shipping.Choice{})
	w.must(w.AskCancel(w.ctx, w.store, asked.OrderNumber, "too slow"))
	for name, tt := range map[string]struct {
		number order.Number
		form   shipping.NoticeForm
		want   error
	}{
		"without a waybill":               {unbooked.Parcel.OrderNumber, shipping.NoticeForm{Parcel: unbooked.Parcel.Number}, shipping.ErrNoNotice},
		"while the buyer asks to cancel":  {asked.OrderNumber, shipping.NoticeForm{Parcel: asked.Number}, shipping.ErrNotShippable},
		"for another order's parcel":      {asked.OrderNumber, shipping.NoticeForm{Parcel: unbooked.Parcel.Number}, parcel.ErrNotFound},
		"where there is none to change":   {asked.OrderNumber, shipping.NoticeForm{Notice: 99}, notice.ErrNotFound},
		"for an order that was not found": {"80999999999999", shipping.NoticeForm{}, order.ErrNotFound},
	} {
		if _, err := w.FillNotice(w.ctx, w.store, w.me(), tt.number, tt.form); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
}

func TestTheScanVerifiesTheNotice(t *testing.T) {
	w := newWorld(t)
	early := w.submit(w.place(), shipping.Choice{})
	n := w.fill(early)
	w.until(early, parcel.AwaitsOutStock)
	if got := w.notice(n.ID); got.Status != notice.Verified || got.VerifiedAt.IsZero() {
		t.Errorf("filled in before the scan it is %s", got.Status)
	}
	late := w.until(w.submit(w.place(), shipping.Choice{}), parcel.AwaitsOutStock)
	if got := w.fill(late); got.Status != notice.Verified {
		t.Errorf("filled in after the scan it is %s", got.Status)
	}
}

func TestANoticeIsChangedTwiceInFiveDays(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	n, err := w.offline(o, shipping.NoticeForm{})
	w.must(err)
	change := func(version int) error {
		_, err := w.offline(o, shipping.NoticeForm{Notice: n.ID, Version: version, Number: "RA473124829CN"})
		return err
	}
	if err := change(n.Version + 1); !errors.Is(err, notice.ErrChanged) {
		t.Errorf("from a stale page: %v", err)
	}
	w.must(change(1))
	w.must(change(2))
	if err := change(3); !errors.Is(err, notice.ErrUsedUp) {
		t.Errorf("a third change: %v", err)
	}
	if letters := w.letters(o); len(letters) != 3 || !strings.Contains(letters[1].Body, "has changed") {
		t.Errorf("the buyer was written %d letters", len(letters))
	}
	late := w.place()
	n, err = w.offline(late, shipping.NoticeForm{})
	w.must(err)
	w.clock.Advance(notice.ChangePeriod + time.Minute)
	if _, err := w.offline(late, shipping.NoticeForm{Notice: n.ID, Number: "RA473124829CN"}); !errors.Is(err, notice.ErrTooLate) {
		t.Errorf("after five days: %v", err)
	}
}

func TestANumberOfAnOpenParcelIsNotChangedByHand(t *testing.T) {
	w := newWorld(t)
	p := w.submit(w.place(), shipping.Choice{})
	n := w.fill(p)
	changed, err := w.FillNotice(w.ctx, w.store, w.me(), p.OrderNumber, shipping.NoticeForm{
		Notice: n.ID, Carrier: "CHINA_POST", Number: "RA123456785CN", Remark: "Thank you",
	})
	if err != nil || changed.Tracking != p.Waybill || changed.Remark != "Thank you" {
		t.Errorf("notice = %+v, %v", changed, err)
	}
}

func TestANoticeWithoutItsParcelGetsTheNextNumber(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	old := w.submit(o, shipping.Choice{})
	n := w.fill(old)
	w.must(w.Cancel(w.ctx, w.store, w.me(), old.Number))
	if got, after := w.notice(n.ID), w.order(o.ID); got.Status != notice.NeedsNumber || after.Status != order.AwaitingReceipt || after.ToShip() != 2 {
		t.Fatalf("the notice is %s, the order %s with %d to ship", got.Status, after.Status, after.ToShip())
	}
	next := w.submit(o, shipping.Choice{})
	page, err := w.NoticeDraft(w.ctx, w.store, o.Number, next.Number, 0)
	if err != nil || page.Notice == nil || page.Notice.ID != n.ID || page.ChangesLeft != 2 {
		t.Fatalf("page = %+v, %v", page, err)
	}
	changed := w.fill(next)
	if changed.ID != n.ID || changed.Status != notice.Declared || changed.Tracking != next.Waybill || changed.Changes != 1 {
		t.Errorf("notice = %+v", changed)
	}
	if after := w.order(o.ID); after.Status != order.AwaitingReceipt || after.ToShip() != 0 || len(w.letters(o)) != 2 {
		t.Errorf("the order is %s with %d to ship", after.Status, after.ToShip())
	}
	w.until(next, parcel.AwaitsOutStock)
	if got := w.notice(n.ID); got.Status != notice.Verified {
		t.Errorf("after the new parcel's scan it is %s", got.Status)
	}
	cup, err := w.stock.BySKU(w.ctx, w.store, "CUP-1")
	if err != nil || cup.Variants[0].Stock.OnHand != 998 {
		t.Errorf("stock was taken twice: %+v, %v", cup.Variants[0].Stock, err)
	}
}

func TestANoticeThatNeedsANumberCanGetAnOfflineOne(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	old := w.submit(o, shipping.Choice{})
	n := w.fill(old)
	w.must(w.Cancel(w.ctx, w.store, w.me(), old.Number))
	changed, err := w.offline(o, shipping.NoticeForm{Notice: n.ID})
	if err != nil || changed.Status != notice.Declared || w.order(o.ID).ToShip() != 0 {
		t.Errorf("notice = %+v, %v; %d to ship", changed, err, w.order(o.ID).ToShip())
	}
}

func TestWhenChangesAreUsedUpOnlyRefundOrDisputeRemain(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	p := w.submit(o, shipping.Choice{})
	n := w.fill(p)
	for range notice.MaxChanges {
		_, err := w.FillNotice(w.ctx, w.store, w.me(), o.Number, shipping.NoticeForm{Notice: n.ID, Remark: "Thank you"})
		w.must(err)
	}
	w.must(w.Cancel(w.ctx, w.store, w.me(), p.Number))
	got, after := w.notice(n.ID), w.order(o.ID)
	if got.Status != notice.NotVerified || after.ToShip() != 0 {
		t.Errorf("the notice is %s, %d to ship", got.Status, after.ToShip())
	}
	if desk, err := w.Desk(w.ctx, w.store, o.Number, shipping.Choice{}); err != nil || !errors.Is(desk.Blocked, shipping.ErrNotShippable) {
		t.Errorf("the desk is blocked by %v, %v", desk.Blocked, err)
	}
}

func TestShortStockIsNotedAndStopsNothing(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	p := w.submit(o, shipping.Choice{})
	w.exec("UPDATE variants SET stock = 1 WHERE store_id = ?", w.store)
	w.fill(p)
	cup, err := w.stock.BySKU(w.ctx, w.store, "CUP-1")
	if err != nil || cup.Variants[0].Stock.OnHand != 0 {
		t.Errorf("stock = %+v, %v", cup.Variants[0].Stock, err)
	}
	entries, err := w.History.Of(w.ctx, w.store, history.About(history.Order, o.ID))
	if err != nil || entries[0].Action != "shipping_notice_filled_short" || entries[0].Args["Short"] != "CUP-1" {
		t.Errorf("history says %+v, %v", entries[0], err)
	}
}
