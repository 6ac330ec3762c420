package orderimport

import (
	"time"

	"sellerdesk/internal/money"
)

// zero is what an empty cell of costs or discounts stands for.
var zero = money.Of(0, money.USD)

// amount reads an amount that is not negative; ok is false for an empty or a wrong cell.
func (r *reading) amount(c column) (m money.Money, ok bool) {
	text := r.line(c)
	if text == "" {
		return zero, false
	}
	m, problem := parseAmount(text)
	if problem == nil && m.Minor < 0 && c == discount {
		m = m.Neg() // written with or without a minus
	}
	if problem == nil && m.Minor < 0 {
		problem = errAmount
	}
	if problem != nil {
		r.wrong(c, text, problem)
		return zero, false
	}
	return m, true
}

// readAmounts reads what the order cost. Without its own cell the total is computed, and so
// are the goods where every line has its price.
func (r *reading) readAmounts() {
	o := &r.row.Order
	before := len(r.row.Problems)
	var hasGoods, hasTotal bool
	o.Goods, hasGoods = r.amount(goods)
	o.Shipping, _ = r.amount(shipping)
	o.Discount, _ = r.amount(discount)
	o.Total, hasTotal = r.amount(total)
	if len(r.row.Problems) > before {
		return
	}
	lines, priced := sum(o.Items)
	if !hasGoods && !priced {
		r.missing(goods)
		return
	}
	if !hasGoods {
		o.Goods = lines
	}
	r.checkTotal(hasTotal)
	if priced && lines != o.Goods {
		r.warning("orderimport_lines_differ", "Lines", lines, "Goods", o.Goods)
	}
	if len(o.Items) == 1 && !priced {
		o.Items[0].price(o.Goods)
	}
}

// checkTotal compares the total with its parts, or computes it.
func (r *reading) checkTotal(told bool) {
	o := &r.row.Order
	computed, err := o.Goods.Add(o.Shipping)
	if err == nil {
		computed, err = computed.Add(o.Discount.Neg())
	}
	switch {
	case err != nil:
		r.wrong(total, o.Goods.Decimal(), errAmount)
	case !told:
		o.Total = computed
	case computed != o.Total:
		r.warning("orderimport_total_differs", "Total", o.Total, "Computed", computed)
	}
}

// price gives the only line of an order the amount of all goods. Its unit price is known if that can be shared out.
func (i *Item) price(goods money.Money) {
	i.Amount = goods
	if i.Quantity > 0 && goods.Minor%int64(i.Quantity) == 0 {
		i.UnitPrice = money.Of(goods.Minor/int64(i.Quantity), goods.Currency)
	}
}

// sum adds the amounts of the lines; all is false if one is unknown.
func sum(items []Item) (total money.Money, all bool) {
	total = zero
	for _, item := range items {
		if item.Amount.Currency == "" {
			return zero, false
		}
		var err error
		if total, err = total.Add(item.Amount); err != nil {
			return zero, false
		}
	}
	return total, len(items) > 0
}

// readTimes reads when things happened. An order was placed at the latest when it was paid.
func (r *reading) readTimes() {
	o := &r.row.Order
	o.PlacedAt, o.PaidAt = r.time(placedAt), r.time(paidAt)
	o.ShippedAt, o.ReceivedAt = r.time(shippedAt), r.time(receivedAt)
	if o.PlacedAt.IsZero() {
		o.PlacedAt = o.PaidAt
	}
	if o.PlacedAt.IsZero() && clean(r.lines[0].Cell(r.header.at[placedAt])) == "" {
		r.missing(placedAt)
	}
}

func (r *reading) time(c column) time.Time {
	text := r.line(c)
	if text == "" {
		return time.Time{}
	}
	t, _, problem := parseTime(text, r.Zone)
	if problem != nil {
		r.wrong(c, text, problem)
	}
	return t
}

// overdue are the words of the platform for a deadline that has passed.
var overdue = map[string]bool{"已超时": true, "超时": true, "已过期": true, "overdue": true, "expired": true}

// readDeadline reads until when an order that waits for shipment must be shipped.
func (r *reading) readDeadline() {
	o := &r.row.Order
	if o.Status != awaitingShipment && o.Status != partiallyShipped && o.Status != inCancel {
		return
	}
	text := r.line(shipBy)
	switch {
	case text == "":
		r.warning("orderimport_no_deadline")
	case overdue[bare(text)]:
		o.ShipBy = r.Now.UTC()
	default:
		t, problem := parseDeadline(text, r.Zone, r.Now)
		if problem != nil {
			r.wrong(shipBy, text, problem)
		}
		o.ShipBy = t
	}
	if !o.ShipBy.IsZero() && !o.ShipBy.After(r.Now) {
		r.warning("orderimport_overdue")
	}
}
