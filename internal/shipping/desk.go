package shipping

import (
	"cmp"
	"context"
	"slices"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/tariff"
)

// Desk returns what Shipping, step 1, shows. An order that cannot be shipped now
// has a desk as well, which says why in Blocked.
func (s *Service) Desk(ctx context.Context, store account.StoreID, n order.Number, c Choice) (Desk, error) {
	r, err := s.read(ctx, store, []order.Number{n})
	if err != nil {
		return Desk{}, err
	}
	d, err := r.desk(n, c)
	if err != nil {
		return d, err
	}
	d.Hints = r.tariffs.Hints(d.query(r.now))
	return d, nil
}

// desk is the desk of an order without hints, which only its page shows.
func (r reading) desk(n order.Number, c Choice) (Desk, error) {
	o, known := r.orders[n]
	if !known {
		return Desk{}, order.ErrNotFound
	}
	d := Desk{
		Order: o, Items: itemsOf(o, r.items), Choice: c, Packing: r.store.PackingWeight, NeedsNumber: waiting(r.notices[o.ID]),
		Bound: r.account.Status != paying.NotBound, Arrears: r.account.Status == paying.Arrears, Network: r.network,
	}
	for _, p := range r.parcels[o.ID] {
		if p.Open() {
			d.Open = append(d.Open, p)
		}
	}
	d.fillChoice()
	d.Closed = unreplaced(r.parcels[o.ID], r.notices[o.ID], d.Choice.Pieces)
	d.Plans = r.tariffs.Quote(d.query(r.now))
	if d.Blocked = d.blocked(); d.Blocked != nil {
		return d, nil
	}
	return d, canTake(o, d.Choice.Pieces)
}

// canTake reports whether the pieces are free.
func canTake(o order.Order, pieces []order.Pieces) error {
	o.Lines = slices.Clone(o.Lines)
	return o.Take(pieces)
}

// waiting is the notice that needs a number, if there is one.
func waiting(notices []notice.Notice) *notice.Notice {
	i := slices.IndexFunc(notices, func(n notice.Notice) bool { return !n.Valid() })
	if i < 0 {
		return nil
	}
	return &notices[i]
}

// fillChoice fills the gaps of the choice from the order and its products.
func (d *Desk) fillChoice() {
	c := &d.Choice
	if d.NeedsNumber != nil {
		c.Pieces = d.NeedsNumber.Pieces // the new waybill is entered into that notice, so it must hold the same
	}
	if len(c.Pieces) == 0 {
		c.Pieces = d.Order.FreePieces()
	}
	c.Category = cmp.Or(c.Category, d.strictest())
	c.Weight = cmp.Or(c.Weight, d.weight())
	c.Size = cmp.Or(c.Size, d.largest())
	c.Channel = cmp.Or(c.Channel, d.Order.Channel)
	d.Value = d.value()
}

func (d Desk) strictest() channel.Category {
	var categories []channel.Category
	for _, p := range d.Choice.Pieces {
		line, _ := d.Order.Line(p.Line)
		categories = append(categories, line.Category, d.Items[p.Line].Category)
	}
	return channel.Strictest(categories...)
}

// weight is that of the pieces and the packing; unknown, 0, if that of a piece is.
func (d Desk) weight() measure.Weight {
	sum := d.Packing
	for _, p := range d.Choice.Pieces {
		one := d.Items[p.Line].Weight
		if one == 0 {
			return 0
		}
		sum += one * measure.Weight(p.Quantity)
	}
	return sum
}

// The smallest packet the post takes, in millimetres: an address needs that much room.
const (
	packetLong  = 140
	packetShort = 90
)

// largest is the size of the largest piece, in a bag with room for the address.
func (d Desk) largest() measure.Size {
	var largest measure.Size
	volume := func(s measure.Size) int64 { return s.Length * s.Width * s.Height }
	for _, p := range d.Choice.Pieces {
		if size := d.Items[p.Line].Size; volume(size) > volume(largest) {
			largest = size
		}
	}
	return largest.InBag(packetLong, packetShort)
}

// value is what the buyer pays for the pieces; pieces without a price count nothing.
func (d Desk) value() money.Money {
	sum := money.Of(0, money.USD)
	for _, p := range d.Choice.Pieces {
		line, _ := d.Order.Line(p.Line)
		sum.Minor += line.Price.Minor * int64(p.Quantity)
	}
	if sum.IsZero() && order.Count(d.Choice.Pieces) == d.Order.Quantity() {
		return d.Order.Goods
	}
	return sum
}

// query is what the tariffs are asked about the parcel.
func (d Desk) query(now time.Time) tariff.Query {
	return tariff.Query{
		Destination:  d.Order.ShipTo.Country,
		Weight:       d.Choice.Weight,
		Size:         d.Choice.Size,
		Category:     d.Choice.Category,
		Value:        d.Order.Total,
		Date:         channel.DateOf(now),
		BuyerChannel: d.Order.Channel,
	}
}

// blocking are the open logistics orders without a notice: one bars the next.
func (d Desk) blocking() []parcel.Parcel {
	return slices.DeleteFunc(slices.Clone(d.Open), func(p parcel.Parcel) bool { return p.Notice != 0 })
}

// blocked says why nothing of the order can be shipped now.
func (d Desk) blocked() error {
	if barring := d.blocking(); len(barring) > 0 {
		return ErrOneChance.With("Number", string(barring[0].Number))
	}
	shippable := d.Order.Status.Shippable() || d.Order.Status == order.AwaitingReceipt && d.NeedsNumber != nil
	if !shippable || d.Order.ToShip() == 0 {
		return ErrNotShippable.With("Status", d.Order.Status)
	}
	return nil
}

// plan is the plan of the chosen channel.
func (d Desk) plan() (tariff.Plan, error) {
	i := slices.IndexFunc(d.Plans, func(p tariff.Plan) bool { return p.Channel.Code == d.Choice.Channel })
	if i < 0 {
		return tariff.Plan{}, ErrNoPlan.With("Channel", string(d.Choice.Channel))
	}
	return d.Plans[i], nil
}
