package demo

import (
	"context"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/history"
	"sellerdesk/internal/market"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/product"
	"sellerdesk/internal/shipping"
)

// round is how often the network's reports are read and times that ran out are seen to.
const round = 4 * time.Hour

// fillFirst lets the first store live through the days before Moment.
func (s Services) fillFirst(ctx context.Context, store account.StoreID) error {
	begin := Moment.AddDate(0, 0, -days)
	if err := s.Clocks.Start(ctx, store, begin.Add(-time.Hour), 0); err != nil {
		return err
	}
	w, err := s.newShop(ctx, store)
	if err != nil {
		return err
	}
	if err := w.settle(ctx); err != nil {
		return err
	}
	for at := begin; !at.After(Moment); at = at.Add(round) {
		w.agenda.note(at, "round", w.round)
	}
	for at := working(begin.AddDate(0, 0, 4)); at.Before(Moment.AddDate(0, 0, -2)); at = at.AddDate(0, 0, 2) {
		w.agenda.note(working(at), "payment", w.pay)
	}
	for at := begin.Add(30 * time.Minute); at.Before(Moment); at = at.AddDate(0, 0, 1) {
		w.agenda.note(at, "receipts", w.receive)
	}
	for i := range allOrders {
		w.plan(begin.Add(time.Duration(i) * Moment.Sub(begin) / allOrders))
	}
	w.agenda.note(Moment.Add(-50*time.Hour), "disputes", w.dispute)
	w.agenda.note(Moment.Add(-27*time.Hour), "rejected parcel", w.fetchBack)
	w.agenda.note(Moment.Add(-100*time.Minute), "urgent orders", w.shipUrgent)
	for _, hours := range []int{41, 30, 19, 8, 2} {
		w.agenda.note(Moment.Add(time.Duration(-hours)*time.Hour), "wish to cancel", w.askLast)
	}
	return w.live(ctx, Moment)
}

// round does what the worker does.
func (w *shop) round(ctx context.Context) error {
	for _, duty := range []func(context.Context, account.StoreID) (int, error){
		w.Shipping.ResolveUnknown, w.Shipping.ApplyEvents, w.Shipping.CloseOverdue, w.Paying.CloseSilent,
		w.Paying.Deduct, w.Paying.GiveBack,
	} {
		if _, err := duty(ctx, w.store); err != nil {
			return err
		}
	}
	return nil
}

// fate is what becomes of an order.
type fate int

const (
	shipped    fate = iota
	neverPaid       // closed after 20 days
	unpaid          // still waiting for the money
	riskFailed      // refused by risk control
	cancelled       // the buyer wants to cancel
	forgotten       // nobody ships it, or not yet
	inParts         // the first line is shipped
)

// fate decides what becomes of an order of an age: a few in a hundred meet
// something special, and of the newest many are still to be shipped.
func (w *shop) fate(age time.Duration) fate {
	day := 24 * time.Hour
	chance := w.r.IntN(100)
	switch {
	case chance < 3:
		return riskFailed
	case chance < 9:
		return cancelled
	case chance < 11 && age > 9*day:
		return forgotten
	case chance < 17 && age > 21*day:
		return neverPaid
	case chance < 25 && age < 5*day:
		return unpaid
	case chance < 33 && age < 7*day && age > 2*day:
		return inParts
	case chance < 75 && age < 8*day:
		return forgotten
	}
	return shipped
}

// plan makes up an order of about a moment, and what will become of it.
func (w *shop) plan(about time.Time) {
	placed := about.Add(w.within(0, 1))
	o := w.newOrder(placed)
	f := w.fate(Moment.Sub(placed))
	switch f {
	case neverPaid:
		o.Status, o.Finish, o.Finished = order.Finished, order.NeverPaid, placed.Add(20*24*time.Hour)
		w.place(o)
		return
	case unpaid:
		o.Status = market.Pick(w.r, []order.Status{
			order.AwaitingPayment, order.AwaitingPayment, order.AwaitingPayment, order.PaymentProcessing, order.AmountToConfirm, order.RiskHold,
		})
		w.place(o)
		return
	case shipped, riskFailed, cancelled, forgotten, inParts:
	}
	o.Status, o.PaidAt = order.RiskControl, placed.Add(w.within(0, 1))
	passed := o.PaidAt.Add(shipping.RiskCheck + round)
	w.paid(o, func(id order.ID) {
		switch f {
		case shipped:
			w.ship(o, passed.Add(w.within(2, 52)))
		case riskFailed:
			w.after(o.PaidAt.Add(w.within(2, 20)), id, order.RiskFailed, history.Platform)
		case cancelled:
			w.cancel(o, passed.Add(w.within(1, 30)))
		case inParts:
			w.shipSome(o, passed.Add(w.within(1, 12)))
		case forgotten, neverPaid, unpaid:
		}
	})
}

// place notes that an order is placed.
func (w *shop) place(o order.Order) {
	w.agenda.note(o.PlacedAt, "order", func(ctx context.Context) error {
		_, err := w.Orders.Insert(ctx, o)
		return err
	})
}

// paid notes that an order is placed and paid; then decides what comes next.
func (w *shop) paid(o order.Order, then func(order.ID)) {
	w.agenda.note(o.PaidAt, "order", func(ctx context.Context) error {
		return w.Tx.InTx(ctx, func(ctx context.Context) error {
			id, err := w.Orders.Insert(ctx, o)
			if err != nil {
				return err
			}
			reserved := map[product.VariantID]int{}
			for _, l := range o.Lines {
				reserved[l.Variant] += l.Quantity
			}
			if err := w.Products.Records.Reserve(ctx, w.store, reserved); err != nil {
				return err
			}
			then(id)
			w.talk(o, id, o.PaidAt)
			return w.tell(ctx, id, order.Paid, history.Buyer)
		})
	})
}

// tell writes an event into the history of an order.
func (w *shop) tell(ctx context.Context, id order.ID, e order.Event, by history.Actor) error {
	return w.History.Record(ctx, history.Entry{
		Store: w.store, Subject: history.About(history.Order, id), Actor: by, Action: e.Key(),
	})
}

// after notes something that happens to an order by others than the store.
func (w *shop) after(at time.Time, id order.ID, e order.Event, by history.Actor) {
	w.agenda.note(at, string(e), func(ctx context.Context) error {
		return w.Tx.InTx(ctx, func(ctx context.Context) error {
			o, err := w.Orders.ByID(ctx, w.store, id)
			if err != nil {
				return err
			}
			if err := o.Happen(e, at); err != nil {
				return err
			}
			if err := w.Orders.Update(ctx, o); err != nil {
				return err
			}
			return w.tell(ctx, id, e, by)
		})
	})
}

// cancel notes that the buyer wants to cancel; the store agrees, refuses and ships, or says nothing.
func (w *shop) cancel(o order.Order, at time.Time) {
	w.agenda.note(at, "wish to cancel", func(ctx context.Context) error {
		return w.Shipping.AskCancel(ctx, w.store, o.Number, market.Pick(w.r, wishes))
	})
	answer := working(at.Add(w.within(2, 30)))
	by := history.Somebody(w.people[account.Shipper])
	switch w.r.IntN(5) {
	case 0:
		w.agenda.note(answer, "refusal", func(ctx context.Context) error {
			return w.Shipping.RefuseCancel(ctx, w.store, by, o.Number, "The parcel is packed and leaves today. Please refuse it at the door if you do not want it.")
		})
		w.ship(o, answer.Add(time.Hour))
	case 1: // two days later it is granted
	default:
		w.agenda.note(answer, "agreement", func(ctx context.Context) error {
			return w.Shipping.AgreeCancel(ctx, w.store, by, o.Number)
		})
	}
}

// wishes are why buyers want to cancel.
var wishes = []string{"I ordered twice by mistake", "The address is wrong", "I found it cheaper", "It takes too long", "I do not need it any more"}

// askLast lets the buyer of the least urgent order that waits for shipment ask to cancel.
func (w *shop) askLast(ctx context.Context) error {
	page, err := w.Orders.List(ctx, order.Filter{Store: w.store, Waiting: order.WaitingShipment})
	if err != nil || len(page.Rows) == 0 {
		return err
	}
	last := page.Rows[len(page.Rows)-1]
	return w.Shipping.AskCancel(ctx, w.store, last.Number, market.Pick(w.r, wishes))
}

// fetchBack lets the store fetch back a parcel that the warehouse rejected; its
// notice needs the number of another parcel from then on.
func (w *shop) fetchBack(ctx context.Context) error {
	page, err := w.Shipping.Parcels.List(ctx, parcel.Filter{Store: w.store, Option: parcel.OptionAbnormal})
	if err != nil {
		return err
	}
	for _, p := range page.Rows {
		if p.Status == parcel.Rejected {
			return w.Shipping.Abandon(ctx, w.store, w.shipper(), p.Number)
		}
	}
	return nil
}

// dispute opens disputes about some orders on their way, one of which is frozen.
func (w *shop) dispute(ctx context.Context) error {
	page, err := w.Orders.List(ctx, order.Filter{Store: w.store, Tab: order.TabAwaitingReceipt, PaidTo: Moment.AddDate(0, 0, -12)})
	if err != nil {
		return err
	}
	for i := 0; i < len(page.Rows) && i < 4; i++ {
		o := page.Rows[i]
		o.InDispute, o.Frozen = true, i == 0
		if err := w.Orders.Update(ctx, o); err != nil {
			return err
		}
	}
	return nil
}
