package shipping_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sellerdesk/internal/account"
	"sellerdesk/internal/carrier"
	"sellerdesk/internal/carrier/rehearsal"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/tracking"
)

// tape is a network that tells what is on it.
type tape struct {
	carrier.Network
	events []carrier.Event
}

func (t *tape) For(context.Context, account.StoreID) (carrier.Network, error) { return t, nil }

func (t *tape) Events(_ context.Context, _ account.StoreID, since carrier.Cursor) ([]carrier.Event, carrier.Cursor, error) {
	rest := t.events[since:]
	rest = rest[:min(len(rest), 150)]
	return rest, since + carrier.Cursor(len(rest)), nil
}

// tell lets the network tell something about a parcel some hours after now.
func (t *tape) tell(p parcel.Parcel, hours int, c tracking.Code, change ...func(*carrier.Event)) {
	e := carrier.Event{
		Reference: carrier.Reference(p.Number), Waybill: p.Waybill, Code: c,
		At: sample.Moment.Add(time.Duration(hours) * time.Hour), Place: "Yiwu", PlaceCN: "义乌", Sequence: carrier.Cursor(len(t.events) + 1),
	}
	for _, f := range change {
		f(&e)
	}
	t.events = append(t.events, e)
}

func weighing(grams int) func(*carrier.Event) {
	return func(e *carrier.Event) { e.Weight = measure.Weight(grams) }
}

func (w *world) listen(t *tape) {
	w.t.Helper()
	w.Networks = t
	_, err := w.ApplyEvents(w.ctx, w.store)
	w.must(err)
	w.Networks = w.line
}

func (w *world) balance(p parcel.Parcel) freight.Balance {
	w.t.Helper()
	all, err := w.ledger.Balances(w.ctx, w.store, []parcel.ID{p.ID})
	w.must(err)
	return all[p.ID]
}

func TestAParcelTravelsFromTheWarehouseToTheBuyer(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	p := w.submit(o, shipping.Choice{})
	w.fill(p)
	p = w.until(p, parcel.AwaitsOutStock)
	if p.Measured == 0 || !w.balance(p).Due.IsZero() {
		t.Errorf("weighed at %s, due %s", p.Measured, w.balance(p).Due)
	}
	p = w.until(p, parcel.OutOfStock)
	if due := w.balance(p).Due; due.Minor <= 0 {
		t.Errorf("after out-stock %s is due", due)
	}
	p = w.until(p, parcel.Sent)
	for p.DeliveredAt.IsZero() {
		p = w.step(p)
	}
	if p.Stage() != parcel.StageDelivered || w.order(o.ID).Status != order.AwaitingReceipt {
		t.Errorf("delivered, the parcel stands in %q and the order is %s", p.Stage(), w.order(o.ID).Status)
	}
}

func TestFreightIsChargedByMeasuredWeight(t *testing.T) {
	w := newWorld(t)
	p := w.submit(w.place(), shipping.Choice{})
	net := &tape{}
	net.tell(p, 1, tracking.WarehouseAccepted, weighing(200))
	net.tell(p, 2, tracking.LeftWarehouse)
	w.listen(net)
	rows, err := w.ledger.Rows(w.ctx, w.store, p.ID)
	w.must(err)
	want := []freight.Row{
		{Kind: freight.Estimated, Once: "estimated", Amount: money.Of(3042, money.CNY), Grams: 190},
		{Kind: freight.Charged, Once: "charged", Amount: money.Of(3110, money.CNY), Grams: 200},
	}
	ignored := cmpopts.IgnoreFields(freight.Row{}, "ID", "Store", "Parcel", "Original", "Day", "At")
	if diff := cmp.Diff(want, rows, ignored); diff != "" {
		t.Error(diff)
	}
	if due, err := w.ledger.Due(w.ctx, w.store, nil); err != nil || len(due) != 1 || due[0].Due != money.Of(3110, money.CNY) {
		t.Errorf("to be paid: %+v, %v", due, err)
	}
}

func TestAChargeFarFromTheEstimateIsFlagged(t *testing.T) {
	w := newWorld(t)
	p := w.submit(w.place(), shipping.Choice{})
	net := &tape{}
	net.tell(p, 1, tracking.WarehouseAccepted, weighing(300))
	net.tell(p, 2, tracking.LeftWarehouse)
	w.listen(net)
	if b := w.balance(p); !b.Flagged || b.Due != money.Of(3790, money.CNY) {
		t.Errorf("balance = %+v", b)
	}
}

func TestAWeightWithoutAPriceIsChargedAsEstimated(t *testing.T) {
	w := newWorld(t)
	p := w.submit(w.place(), shipping.Choice{})
	net := &tape{}
	net.tell(p, 1, tracking.WarehouseAccepted, weighing(50_000))
	net.tell(p, 2, tracking.LeftWarehouse)
	w.listen(net)
	if b := w.balance(p); !b.Flagged || b.Due != p.Quote {
		t.Errorf("balance = %+v", b)
	}
}

func TestADollarTariffIsConvertedOnTheDayOfTheCharge(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) { o.Channel, o.Total = channel.SuperEconomy, money.Of(190, money.USD) })
	p := w.submit(o, shipping.Choice{})
	net := &tape{}
	net.tell(p, 1, tracking.WarehouseAccepted, weighing(200))
	net.tell(p, 2, tracking.LeftWarehouse)
	w.listen(net)
	rows, err := w.ledger.Rows(w.ctx, w.store, p.ID)
	w.must(err)
	charged := rows[len(rows)-1]
	want, err := charged.Rate.Convert(charged.Original, money.CNY)
	if err != nil || charged.Original != money.Of(491, money.USD) || charged.Rate == 0 || charged.Amount != want {
		t.Errorf("charged %s for %s at %s", charged.Amount, charged.Original, charged.Rate)
	}
}

func TestTheReturnFeeIsChargedWithTheFreight(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) { o.Channel = channel.Standard })
	d := w.draft(o, shipping.Choice{})
	d.Form.Undeliverable = parcel.Return
	s, err := w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{}, d.Form, d.Offer)
	w.must(err)
	p := w.until(s.Parcel, parcel.OutOfStock)
	rows, err := w.ledger.Rows(w.ctx, w.store, p.ID)
	w.must(err)
	i := slices.IndexFunc(rows, func(r freight.Row) bool { return r.Once == freight.ReturnFee })
	if i < 0 || rows[i].Amount != d.Offer.ReturnFee || d.Offer.ReturnFee.IsZero() {
		t.Errorf("ledger = %+v, the fee is %s", rows, d.Offer.ReturnFee)
	}
}

// life is all that may be told about one parcel, weighing included.
var life = []tracking.Code{
	tracking.PickupFailed, tracking.PickedUp, tracking.WarehouseAccepted, tracking.Packed, tracking.LeftWarehouse,
	tracking.SortingIn, tracking.ExportCleared, tracking.LinehaulIn, tracking.Undeliverable, tracking.Delivered,
}

func TestReportsInAnyOrderGiveTheSameParcelAndTheSameBill(t *testing.T) {
	w := newWorld(t)
	dice := rand.New(rand.NewPCG(1, 2))
	ignored := cmpopts.IgnoreFields(parcel.Parcel{}, "ID", "Number", "Order", "OrderNumber", "Offer", "Waybill", "Buyer",
		"Notice", "Version", "Goods")
	var first parcel.Parcel
	for round := range 15 {
		p := w.submit(w.place(), shipping.Choice{})
		n := w.fill(p)
		told := slices.Clone(life)
		if round > 0 {
			told = append(told, life[:round%len(life)]...)
			dice.Shuffle(len(told), func(i, j int) { told[i], told[j] = told[j], told[i] })
		}
		net := &tape{}
		for _, c := range told {
			net.tell(p, slices.Index(life, c)+1, c, func(e *carrier.Event) {
				if c == tracking.WarehouseAccepted {
					e.Weight = 200
				}
			})
		}
		w.exec("DELETE FROM network_cursors")
		w.listen(net)
		got := w.parcel(p.Number)
		if round == 0 {
			first = got
		}
		if diff := cmp.Diff(first, got, ignored); diff != "" {
			t.Errorf("told %v (-in order +got):\n%s", told, diff)
		}
		if b := w.balance(p); b.Due != money.Of(3110, money.CNY) || w.notice(n.ID).Status != notice.Verified {
			t.Errorf("told %v: %s is due, the notice is %s", told, b.Due, w.notice(n.ID).Status)
		}
	}
	if first.Status != parcel.Sent || first.DeliveredAt.IsZero() {
		t.Errorf("in order the parcel is %s", first.Status)
	}
}

func TestManyReportsAreReadInPieces(t *testing.T) {
	w := newWorld(t)
	p := w.submit(w.place(), shipping.Choice{})
	net := &tape{}
	for i := range 321 {
		net.tell(p, i, tracking.Packed)
	}
	net.tell(parcel.Parcel{Number: "LP99999999999999"}, 1, tracking.PickedUp)
	w.Networks = net
	if n, err := w.ApplyEvents(w.ctx, w.store); n != 321 || err != nil {
		t.Errorf("%d are new, %v", n, err)
	}
	if n, err := w.ApplyEvents(w.ctx, w.store); n != 0 || err != nil {
		t.Errorf("read again %d are new, %v", n, err)
	}
	w.exec("DELETE FROM network_cursors")
	if n, err := w.ApplyEvents(w.ctx, w.store); n != 0 || err != nil {
		t.Errorf("told again from the beginning %d are new, %v", n, err)
	}
}

func TestAParcelThatCannotFollowStopsNoOther(t *testing.T) {
	w := newWorld(t)
	bad, good := w.submit(w.place(), shipping.Choice{}), w.submit(w.place(), shipping.Choice{})
	net := &tape{}
	for _, p := range []parcel.Parcel{bad, good} {
		net.tell(p, 1, tracking.WarehouseAccepted, weighing(200))
		net.tell(p, 2, tracking.LeftWarehouse)
	}
	w.exec("UPDATE parcels SET tariff_version = 'locked' WHERE id = ?", bad.ID)
	w.exec(`CREATE TRIGGER locked BEFORE UPDATE ON parcels WHEN old.tariff_version = 'locked' AND new.tariff_version = 'locked'
		BEGIN SELECT RAISE(ABORT, 'locked'); END`)
	w.Networks = net
	if n, err := w.ApplyEvents(w.ctx, w.store); n != 4 || err == nil {
		t.Errorf("%d are new, %v", n, err)
	}
	if got := w.parcel(good.Number); got.Status != parcel.OutOfStock {
		t.Errorf("the good one is %s", got.Status)
	}
	w.exec("UPDATE parcels SET tariff_version = '2026.1' WHERE id = ?", bad.ID)
	net.tell(bad, 3, tracking.SortingIn)
	if n, err := w.ApplyEvents(w.ctx, w.store); n != 1 || err != nil {
		t.Errorf("later %d are new, %v", n, err)
	}
	if got := w.parcel(bad.Number); got.Status != parcel.OutOfStock || w.balance(got).Due.IsZero() {
		t.Errorf("the bad one is %s, %s is due", got.Status, w.balance(got).Due)
	}
}

// fail lets a trouble hit a parcel, and everything happen that still can.
func (w *world) fail(p parcel.Parcel, k rehearsal.Kind) parcel.Parcel {
	w.t.Helper()
	w.must(w.network.Fail(w.ctx, w.store, carrier.Reference(p.Number), k))
	for range 40 {
		w.clock.Advance(24 * time.Hour)
		_, err := w.ApplyEvents(w.ctx, w.store)
		w.must(err)
	}
	return w.parcel(p.Number)
}

func TestTroubleOnTheWay(t *testing.T) {
	tests := []struct {
		trouble  rehearsal.Kind
		status   parcel.Status
		close    parcel.CloseReason
		abnormal parcel.Abnormal
		due      bool
	}{
		{rehearsal.Reject, parcel.Rejected, "", parcel.AbnormalRejected, false},
		{rehearsal.OutboundFailure, parcel.OutStockFailed, "", parcel.AbnormalOutStock, false},
		{rehearsal.SecurityFailure, parcel.SendFailed, parcel.CloseSecurity, parcel.AbnormalSend, false},
		{rehearsal.AirlineFailure, parcel.SendFailed, parcel.CloseExport, parcel.AbnormalSend, true},
		{rehearsal.ExportFailure, parcel.SendFailed, parcel.CloseExport, parcel.AbnormalSend, true},
		{rehearsal.PickupFailure, parcel.Sent, "", parcel.Normal, true},
	}
	for _, tt := range tests {
		t.Run(string(tt.trouble), func(t *testing.T) {
			w := newWorld(t)
			p := w.fail(w.submit(w.place(), shipping.Choice{}), tt.trouble)
			if p.Status != tt.status || p.Close != tt.close || p.Abnormal != tt.abnormal {
				t.Errorf("the parcel is %s (%s), %s", p.Status, p.Close, p.Abnormal)
			}
			if due := w.balance(p).Due; (due.Minor > 0) != tt.due {
				t.Errorf("%s is due", due)
			}
		})
	}
}

func TestAParcelWithoutNewsIsMarked(t *testing.T) {
	w := newWorld(t)
	p := w.until(w.submit(w.place(), shipping.Choice{}), parcel.Sent)
	w.Networks = &tape{}
	w.clock.Advance(20 * 24 * time.Hour)
	_, err := w.CloseOverdue(w.ctx, w.store)
	w.must(err)
	if got := w.parcel(p.Number); got.Abnormal != parcel.AbnormalStalled {
		t.Errorf("after 20 days the parcel is %q", got.Abnormal)
	}
}
