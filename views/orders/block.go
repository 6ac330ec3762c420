// Package orders holds the pages of orders: My Orders and Order Details.
package orders

import (
	"context"
	"slices"

	"sellerdesk/internal/account"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/product"
	"sellerdesk/views/link"
	"sellerdesk/views/ui"
)

// Block is an order with what its page knows of other things about it.
type Block struct {
	Order    order.Order
	Parcels  []parcel.Parcel
	Notices  []notice.Notice
	Balances map[parcel.ID]freight.Balance
	Items    map[string]product.Item // by SKU
	Channels ui.Channels
	Full     bool // addresses may be read in full; otherwise Order holds shortened ones
	MayShip  bool
	MayPay   bool
}

// NewBlock returns a block for somebody with some permissions. Who may not read
// addresses gets the initials of the buyer, the city and the country.
func NewBlock(o order.Order, may func(account.Permission) bool) Block {
	b := Block{Order: o, Full: may(account.ReadAddresses), MayShip: may(account.Ship), MayPay: may(account.Pay)}
	if !b.Full {
		b.Order.Buyer = order.Buyer{Name: place.Address{Name: o.Buyer.Name}.Short()}
		b.Order.ShipTo = place.Address{Name: o.ShipTo.Short(), City: o.ShipTo.City, Country: o.ShipTo.Country}
		b.Order.Note = ""
	}
	return b
}

// action is a link in the column Action; about is the number of the thing it acts on.
type action struct {
	key, about, url string
	prints          bool // it is a button: who prints a label is noted
}

// detailsAction leads to the order itself, which every order has.
const detailsAction = "orders_details"

// actions are what can be done next, the most urgent first.
func (b Block) actions() []action {
	number := string(b.Order.Number)
	var list []action
	if b.MayShip {
		list = b.shippingActions()
	}
	for _, p := range b.Parcels {
		if b.MayPay && b.due(p) {
			list = append(list, action{key: "orders_pay", about: string(p.Number), url: link.Parcel(string(p.Number))})
		}
	}
	return append(list, action{key: detailsAction, about: number, url: link.Order(number)})
}

// repeated reports whether the same can be done with several things of the order.
func (b Block) repeated(a action) bool {
	same := 0
	for _, other := range b.actions() {
		if other.key == a.key {
			same++
		}
	}
	return same > 1
}

// urgent reports whether an action is what the order waits for: a wish to cancel is answered on its own page.
func (b Block) urgent(a action) bool {
	return a.key != detailsAction || b.MayShip && b.Order.Status == order.InCancel
}

// shippingActions are what can be done next by somebody who ships.
func (b Block) shippingActions() []action {
	number := string(b.Order.Number)
	var list []action
	for _, p := range b.openParcels() {
		if p.NeedsNotice() && (b.Order.Status.Shippable() || b.Order.Status == order.AwaitingReceipt) {
			list = append(list, action{key: "orders_fill_notice", about: string(p.Number), url: link.ShippingNotice(number, "parcel", string(p.Number))})
		}
	}
	if b.Order.ToShip() > 0 && !b.chanceTaken() {
		list = append(list, action{key: "orders_ship", about: number, url: link.Shipping(number)})
	}
	for _, p := range b.openParcels() {
		if p.HasLabel() && !p.Scanned() {
			list = append(list, action{key: "orders_print_label", about: string(p.Number), url: link.PrintLabel(string(p.Number)), prints: true})
		}
	}
	return list
}

// paperwork are the documents about the whole order: what is packed for it.
func (b Block) paperwork() []parcel.Paperwork {
	left := slices.ContainsFunc(b.Order.Lines, func(l order.Line) bool { return l.Quantity > l.Refunded })
	if !b.MayShip || !left || b.Order.PaidAt.IsZero() || b.Order.Status == order.Finished && b.Order.Finish != order.Received {
		return nil
	}
	return []parcel.Paperwork{parcel.PickList, parcel.PackingSlips}
}

// chanceTaken reports whether a logistics order waits for its notice: until then no other can be made.
func (b Block) chanceTaken() bool {
	return slices.ContainsFunc(b.openParcels(), func(p parcel.Parcel) bool { return p.Notice == 0 })
}

func (b Block) due(p parcel.Parcel) bool { return b.Balances[p.ID].Due.Minor > 0 }

func (b Block) openParcels() []parcel.Parcel {
	var open []parcel.Parcel
	for _, p := range b.Parcels {
		if p.Open() {
			open = append(open, p)
		}
	}
	return open
}

// channelName is the name of the channel the buyer chose, in the language of the page.
func (b Block) channelName(ctx context.Context) string {
	return b.Channels.Name(ctx, string(b.Order.Channel))
}

// stock says how many pieces of a line's variant are on hand.
func (b Block) stock(ctx context.Context, l order.Line) string {
	item, known := b.Items[l.SKU]
	switch {
	case !known:
		return ui.T(ctx, "orders_no_product")
	case !item.Stock.Known:
		return ui.T(ctx, "orders_stock_unknown")
	}
	return ui.T(ctx, "orders_in_stock", "Count", item.Stock.OnHand)
}

// statusTone is the tone of an order's status.
func statusTone(s order.Status) ui.Tone {
	switch s {
	case order.AwaitingShipment, order.PartiallyShipped:
		return ui.Info
	case order.InCancel, order.RiskHold:
		return ui.Warning
	case order.AwaitingReceipt, order.FundProcessing:
		return ui.Good
	case order.AwaitingPayment, order.PaymentProcessing, order.RiskControl, order.AmountToConfirm, order.Finished:
		return ui.Neutral
	}
	return ui.Neutral
}

// toShip is how many pieces of a line may be shipped now.
func toShip(o order.Order, l order.Line) int {
	if o.ToShip() == 0 {
		return 0
	}
	return l.Free()
}

// nextStep says what may happen next to an order.
func nextStep(ctx context.Context, o order.Order) string {
	switch {
	case o.Frozen && o.Status != order.Finished:
		return ui.T(ctx, "orders_next_frozen")
	case o.Status == order.AwaitingReceipt && o.ToShip() > 0:
		return ui.T(ctx, "orders_next_wait_buyer_accept_goods_again")
	case o.Status.Shippable() && o.ToShip() == 0:
		return ui.T(ctx, "orders_next_booked")
	}
	return ui.T(ctx, "orders_next_"+string(o.Status))
}
