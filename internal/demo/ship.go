package demo

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/alipay/cashier"
	"sellerdesk/internal/carrier"
	"sellerdesk/internal/carrier/rehearsal"
	"sellerdesk/internal/history"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/tariff"
)

func (w *shop) shipper() shipping.Actor { return history.Somebody(w.people[account.Shipper]) }

// ship notes that everything of an order is shipped when people work next.
func (w *shop) ship(o order.Order, at time.Time) {
	w.agenda.note(working(at), "submit", func(ctx context.Context) error {
		return w.submit(ctx, o.Number, shipping.Choice{})
	})
}

// shipSome notes that only the first line of an order is shipped.
func (w *shop) shipSome(o order.Order, at time.Time) {
	w.agenda.note(working(at), "submit a part", func(ctx context.Context) error {
		o, err := w.Orders.Get(ctx, w.store, o.Number)
		if err != nil {
			return err
		}
		return w.submit(ctx, o.Number, shipping.Choice{Pieces: o.FreePieces()[:1]})
	})
}

// submit makes the logistics order, as a shipper does who takes the page as it
// is prefilled. Without a plan the goods travel offline.
func (w *shop) submit(ctx context.Context, n order.Number, c shipping.Choice) error {
	desk, err := w.Shipping.Desk(ctx, w.store, n, c)
	if err != nil || desk.Blocked != nil {
		return err
	}
	plan, usable := choose(desk)
	if !usable {
		return w.sendOffline(ctx, desk)
	}
	c.Pieces, c.Channel = desk.Choice.Pieces, plan.Channel.Code
	c.Agreed = desk.Order.Channel == ""
	if !c.Agreed && c.Channel != desk.Order.Channel {
		c.Reason = "The buyer agreed by message"
	}
	draft, err := w.Shipping.Draft(ctx, w.store, n, c, nil)
	if err != nil {
		return err
	}
	form := draft.Form
	form.Replaces = len(draft.Closed) > 0
	for _, check := range draft.Checks {
		if check.NeedsReason && check.Code != "channel" {
			form.Reasons[check.Code] = "Restocked this morning"
		}
	}
	if draft.Returnable() && w.r.IntN(3) == 0 {
		form.Undeliverable = parcel.Return
	}
	sub, err := w.Shipping.Submit(ctx, w.store, w.shipper(), n, c, form, draft.Offer)
	if err != nil {
		return err
	}
	w.submitted++
	if w.submitted%16 == 0 {
		return w.mishap(ctx, desk.Order, sub.Parcel)
	}
	w.announce(sub.Parcel, w.Shipping.Clock.Now(w.store))
	return nil
}

// mishaps are what hits one parcel in sixteen, by turns; empty is a parcel that the store withdraws and submits again.
var mishaps = []rehearsal.Kind{
	rehearsal.Reject, rehearsal.NotDelivered, "", rehearsal.SecurityFailure, rehearsal.OutboundFailure,
	rehearsal.PickupFailure, rehearsal.Stall, rehearsal.Reject, rehearsal.ImportFailure,
}

// mishap lets something go wrong with a parcel.
func (w *shop) mishap(ctx context.Context, o order.Order, p parcel.Parcel) error {
	now := w.Shipping.Clock.Now(w.store)
	k := mishaps[(w.submitted/16)%len(mishaps)]
	if k != "" {
		w.announce(p, now)
		return w.Network.Fail(ctx, w.store, carrier.Reference(p.Number), k)
	}
	w.agenda.note(now.Add(time.Hour), "withdrawal", func(ctx context.Context) error {
		return w.Shipping.Cancel(ctx, w.store, w.shipper(), p.Number)
	})
	w.ship(o, now.Add(3*time.Hour))
	return nil
}

// shipUrgent ships some orders whose deadlines are near and tells their buyers at
// once; nobody has come to collect the parcels yet.
func (w *shop) shipUrgent(ctx context.Context) error {
	page, err := w.Orders.List(ctx, order.Filter{Store: w.store, Waiting: order.WaitingShipment, Tab: order.TabAwaitingShipment})
	if err != nil {
		return err
	}
	for _, o := range page.Rows[5:min(9, len(page.Rows))] {
		if err := w.submit(ctx, o.Number, shipping.Choice{}); err != nil {
			return err
		}
		parcels, err := w.Shipping.Parcels.ForOrders(ctx, w.store, []order.ID{o.ID})
		if err != nil {
			return err
		}
		for _, p := range parcels[o.ID] {
			if err := w.fillNotice(ctx, p); err != nil && !refused(err) {
				return err
			}
		}
	}
	return nil
}

// choose returns the plan of the buyer's channel, or the cheapest.
func choose(d shipping.Desk) (tariff.Plan, bool) {
	usable := slices.DeleteFunc(slices.Clone(d.Plans), func(p tariff.Plan) bool { return !p.Available() })
	if i := slices.IndexFunc(usable, func(p tariff.Plan) bool { return p.Channel.Code == d.Order.Channel }); i >= 0 {
		return usable[i], true
	}
	if len(usable) == 0 {
		return tariff.Plan{}, false
	}
	return usable[0], true
}

// announce notes that the shipping notice of a parcel is filled; the newest are forgotten now and then.
func (w *shop) announce(p parcel.Parcel, submitted time.Time) {
	if submitted.After(Moment.Add(-96*time.Hour)) && w.r.IntN(3) == 0 {
		return
	}
	w.agenda.note(working(submitted.Add(w.within(0, 9))), "shipping notice", func(ctx context.Context) error {
		return w.fillNotice(ctx, p)
	})
}

func (w *shop) fillNotice(ctx context.Context, p parcel.Parcel) error {
	_, err := w.Shipping.FillNotice(ctx, w.store, w.shipper(), p.OrderNumber, shipping.NoticeForm{Parcel: p.Number})
	return err
}

// sendOffline sends an order with the store's own carrier.
func (w *shop) sendOffline(ctx context.Context, d shipping.Desk) error {
	_, err := w.Shipping.FillNotice(ctx, w.store, w.shipper(), d.Order.Number, shipping.NoticeForm{
		Carrier: "YUNEXPRESS", Number: fmt.Sprintf("YT%016d", 2_632_400_000_000_000+w.r.Int64N(1_000_000_000_000)),
		Remark: "Sent with our own carrier because of the goods inside.",
	})
	return err
}

// receive lets buyers confirm what was delivered the day before, and the platform release the money.
func (w *shop) receive(ctx context.Context) error {
	now := w.Shipping.Clock.Now(w.store)
	page, err := w.Shipping.Parcels.List(ctx, parcel.Filter{Store: w.store, Option: parcel.OptionDelivered})
	if err != nil {
		return err
	}
	for _, p := range page.Rows {
		if waited := now.Sub(p.DeliveredAt); waited < 20*time.Hour || waited >= 44*time.Hour {
			continue
		}
		w.after(now.Add(w.within(1, 30)), p.Order, order.BuyerConfirmed, history.Buyer)
		w.after(now.Add(w.within(40, 70)), p.Order, order.FundsReleased, history.Platform)
	}
	return nil
}

// pay pays what is due, as finance does every other day: once from the dollar account, once without money on it.
func (w *shop) pay(ctx context.Context) error {
	due, err := w.Shipping.Ledger.Due(ctx, w.store, nil)
	if err != nil || len(due) == 0 {
		return err
	}
	var ids []parcel.ID
	for _, d := range due {
		ids = append(ids, d.Parcel)
	}
	parcels, err := w.Shipping.Parcels.ForIDs(ctx, w.store, ids)
	if err != nil {
		return err
	}
	var numbers []parcel.Number
	for _, id := range ids {
		numbers = append(numbers, parcels[id].Number)
	}
	method, decision := paying.Alipay, cashier.Pay
	switch w.r.IntN(5) {
	case 0:
		method = paying.AlipayInternational
	case 1:
		decision = cashier.Refuse
	}
	_, page, err := w.Paying.Start(ctx, w.store, w.people[account.Finance], numbers, method)
	if err != nil {
		return err
	}
	u, err := url.Parse(page)
	if err != nil {
		return err
	}
	_, err = w.Cashier.Decide(ctx, w.store, u.Query(), decision)
	return err
}
