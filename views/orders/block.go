// Package orders holds the pages of orders: My Orders and Order Details.
package orders

import (
	"context"
	"strings"
	"unicode/utf8"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
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
	Channel  channel.Channel         // the buyer's choice; zero for none or an unknown one
	MayShip  bool
	MayPay   bool
}

// NewBlock returns a block for somebody with some permissions.
func NewBlock(o order.Order, may func(account.Permission) bool) Block {
	return Block{Order: o, MayShip: may(account.Ship), MayPay: may(account.Pay)}
}

// action is a link in the column Action.
type action struct{ key, url string }

// actions are what can be done next, the most urgent first.
func (b Block) actions() []action {
	number := string(b.Order.Number)
	var list []action
	if b.MayShip {
		for _, p := range b.Parcels {
			if p.NeedsNotice() && b.Order.Status != order.InCancel {
				list = append(list, action{"orders_fill_notice", link.ShippingNotice(number, "parcel", string(p.Number))})
			}
		}
		if b.Order.ToShip() > 0 {
			list = append(list, action{"orders_ship", link.Shipping(number)})
		}
		for _, p := range b.openParcels() {
			if p.HasLabel() {
				list = append(list, action{"orders_print_label", link.Label(string(p.Number), "pdf")})
			}
		}
	}
	if b.MayPay {
		for _, p := range b.Parcels {
			if b.Balances[p.ID].Due.Minor > 0 {
				list = append(list, action{"orders_pay", link.Parcel(string(p.Number))})
			}
		}
	}
	return append(list, action{"orders_details", link.Order(number)})
}

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
	switch {
	case b.Channel.Code == "":
		return string(b.Order.Channel)
	case ui.Lang(ctx) == string(account.Chinese):
		return b.Channel.NameCN
	}
	return b.Channel.NameEN
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

// initials stand for the picture of a line: the letters of its SKU before the first figure or dash.
func initials(l order.Line) string {
	text := strings.TrimSpace(l.SKU)
	if text == "" {
		text = strings.TrimSpace(l.Title)
	}
	end := 0
	for i, r := range text {
		if end = i + utf8.RuneLen(r); utf8.RuneCountInString(text[:end]) == 2 {
			break
		}
	}
	return strings.ToUpper(text[:end])
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
