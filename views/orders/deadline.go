package orders

import (
	"context"
	"strconv"
	"time"

	"sellerdesk/internal/order"
	"sellerdesk/internal/shipping"
	"sellerdesk/views/ui"
)

// due is a time that runs out for an order; without a key there is none.
type due struct {
	key  string // message with the time that is left, or by which it was missed
	at   time.Time
	left time.Duration
	tone ui.Tone
}

// deadlineOf is the time by which everything must be shipped and noticed, or a wish
// to cancel be answered.
func deadlineOf(ctx context.Context, o order.Order) due {
	d := due{key: "orders_ship_within", at: o.ShipBy}
	switch {
	case o.Status == order.InCancel && !o.Cancel.AskedAt.IsZero():
		d = due{key: "orders_answer_within", at: o.Cancel.AskedAt.Add(shipping.CancelAnswer)}
	case o.ShipBy.IsZero() || o.Frozen || !o.Status.Shippable():
		return due{}
	}
	d.left = d.at.Sub(ui.Now(ctx))
	d.tone = ui.Urgency(d.left)
	if d.left < 0 {
		d.key = "orders_ship_overdue"
	}
	return d
}

// priceOf is the price of a line: of one piece, times the pieces.
func priceOf(ctx context.Context, l order.Line) string {
	if l.Price.Currency == "" {
		return ui.T(ctx, "orders_price_unknown", "Quantity", l.Quantity)
	}
	return l.Price.String() + " × " + strconv.Itoa(l.Quantity)
}

// shippingOf is what the buyer paid for shipping.
func shippingOf(ctx context.Context, o order.Order) string {
	if o.Shipping.IsZero() {
		return ui.T(ctx, "orders_free_shipping")
	}
	return ui.T(ctx, "orders_shipping", "Amount", o.Shipping)
}
