package orderimport

import (
	"strings"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/order"
	"sellerdesk/internal/product"
)

// asOrder is the draft as an order of a store; items are the variants of its SKUs.
//
// An order that was sent before is history: all of its pieces count as sent, there is
// nothing to ship and no shipping notice. What was sent of an order shipped in part the
// file does not say, so that all of it is left to the seller.
func (d Draft) asOrder(store account.StoreID, items map[string]product.Item, now time.Time) order.Order {
	o := order.Order{
		Store: store, Number: order.Number(d.Number),
		Status: order.Status(d.Status), Finish: order.FinishReason(d.Finish), InDispute: d.InDispute, Frozen: d.Frozen,
		Buyer: order.Buyer{Name: d.Buyer, Email: d.BuyerEmail}, ShipTo: d.ShipTo, Channel: channel.Code(d.Channel),
		Goods: d.Goods, Shipping: d.Shipping, Discount: d.Discount, Total: d.Total, Note: d.Note,
		PlacedAt: d.PlacedAt, PaidAt: d.PaidAt, ShippedAt: d.ShippedAt, Version: 1,
	}
	if o.Buyer.Name == "" {
		o.Buyer.Name = d.ShipTo.Name
	}
	o.ShipTo.Email = d.BuyerEmail
	if o.Status == order.Finished {
		o.Finished = d.ReceivedAt
	}
	var categories []channel.Category
	for i, item := range d.Items {
		l := item.asLine(i+1, items)
		if d.sent() {
			l.Taken = l.Quantity
		}
		o.Lines = append(o.Lines, l)
		categories = append(categories, l.Category)
	}
	o.Category = channel.Strictest(categories...)
	d.setDeadline(&o, now)
	return o
}

// asLine is a line of an order; goods of which no product tells count as ordinary.
func (i Item) asLine(number int, items map[string]product.Item) order.Line {
	l := order.Line{
		Number: number, Title: i.Title, Attributes: joined(i.Attributes), SKU: i.SKU,
		Category: channel.Ordinary, Quantity: i.Quantity, Price: i.UnitPrice,
	}
	if found, known := items[i.SKU]; known {
		l.Variant, l.Category = found.ID, found.Category
	}
	return l
}

// joined writes attributes as those of products are: "Colour: White · Plug: EU".
func joined(attributes []Attribute) string {
	var parts []string
	for _, a := range attributes {
		if a.Name == "" {
			parts = append(parts, a.Value)
		} else {
			parts = append(parts, a.Name+": "+a.Value)
		}
	}
	return strings.Join(parts, " · ")
}

// sent reports whether all of the order was on its way before it was imported.
func (d Draft) sent() bool {
	return d.Status == awaitingReceipt || d.Status == string(order.FundProcessing) || d.Finish == received
}

// setDeadline sets the time to ship of an order that waits for it, or what was left of it
// when the buyer wished to cancel. When that was the file does not say: it counts from now.
func (d Draft) setDeadline(o *order.Order, now time.Time) {
	until := d.shipBy(now)
	switch {
	case o.Status.Shippable():
		o.ShipBy = until
	case o.Status == order.InCancel && until.IsZero():
		o.Cancel.AskedAt, o.ShipLeft = now, order.ProcessingTime
	case o.Status == order.InCancel:
		o.Cancel.AskedAt, o.ShipLeft = now, max(0, until.Sub(now))
	}
}

// shipBy is the deadline of the file. Without one it is reckoned from the payment, but only
// if it lies ahead: no order is closed because of a deadline that was never told.
func (d Draft) shipBy(now time.Time) time.Time {
	if !d.ShipBy.IsZero() || d.PaidAt.IsZero() {
		return d.ShipBy
	}
	if usual := d.PaidAt.Add(order.ProcessingTime); usual.After(now) {
		return usual
	}
	return time.Time{}
}

// reserved is the stock that a paid order keeps: what is still to be shipped.
func reserved(o order.Order) map[product.VariantID]int {
	switch o.Status {
	case order.RiskControl, order.RiskHold, order.AmountToConfirm, order.AwaitingShipment, order.PartiallyShipped, order.InCancel:
	case order.AwaitingPayment, order.PaymentProcessing, order.AwaitingReceipt, order.FundProcessing, order.Finished:
		return nil
	}
	pieces := map[product.VariantID]int{}
	for _, l := range o.Lines {
		if l.Variant != 0 && l.Free() > 0 {
			pieces[l.Variant] += l.Free()
		}
	}
	return pieces
}
