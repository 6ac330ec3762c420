package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/market"
	"sellerdesk/internal/money"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/product"
)

// Bulk fills stores with many orders for measurements. They are made without the
// use cases, so they have no history; the same numbers make the same orders.
type Bulk struct {
	Products interface {
		Insert(ctx context.Context, p product.Product) (product.ID, error)
		ForSKUs(ctx context.Context, store account.StoreID, skus []string) (map[string]product.Item, error)
	}
	Orders interface {
		Insert(ctx context.Context, o order.Order) (order.ID, error)
		ByID(ctx context.Context, store account.StoreID, id order.ID) (order.Order, error)
	}
	Parcels interface {
		NextNumber(ctx context.Context) (parcel.Number, error)
		Insert(ctx context.Context, p parcel.Parcel, r parcel.Receipt) (parcel.ID, error)
		Update(ctx context.Context, p parcel.Parcel) error
	}
	Notices interface {
		Insert(ctx context.Context, n notice.Notice) (notice.ID, error)
	}
	Freight interface {
		Add(ctx context.Context, r freight.Row, o order.ID) error
	}
	Tx interface {
		InTx(ctx context.Context, fn func(ctx context.Context) error) error
	}
}

const (
	bulkDays  = 730  // over which the orders are spread
	bulkGroup = 2000 // orders of one transaction
)

// Fill puts n orders into a store, the newest shortly before now.
func (b Bulk) Fill(ctx context.Context, store account.StoreID, n int, now time.Time) error {
	goods, err := b.goods(ctx, store)
	if err != nil {
		return err
	}
	made := maker{store: store, now: now, count: n, goods: goods, lands: market.Lands(), rand: rand.New(rand.NewPCG(uint64(store), uint64(n)))}
	for first := 0; first < n; first += bulkGroup {
		err := b.Tx.InTx(ctx, func(ctx context.Context) error {
			for i := first; i < min(n, first+bulkGroup); i++ {
				if err := b.add(ctx, made.order(i)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("fill store %d: %w", store, err)
		}
	}
	return nil
}

// goods puts the products of the demo into a store and returns what its orders choose from.
func (b Bulk) goods(ctx context.Context, store account.StoreID) ([]sold, error) {
	all, err := market.Articles(store)
	if err != nil {
		return nil, err
	}
	var skus []string
	for _, a := range all {
		for i := range a.Variants {
			a.Variants[i].Stock = product.Stock{Known: true, OnHand: 500}
			skus = append(skus, a.Variants[i].SKU)
		}
		if _, err := b.Products.Insert(ctx, a.Product); err != nil {
			return nil, err
		}
	}
	items, err := b.Products.ForSKUs(ctx, store, skus)
	if err != nil {
		return nil, err
	}
	var goods []sold
	for _, a := range all {
		for _, v := range a.Variants {
			goods = append(goods, sold{items[v.SKU], a.Price})
		}
	}
	return goods, nil
}

// sold is a variant and what a piece of it is sold for.
type sold struct {
	product.Item
	price money.Money
}

// maker makes up orders.
type maker struct {
	store account.StoreID
	now   time.Time
	count int
	goods []sold
	lands []market.Land
	rand  *rand.Rand
}

// order makes up order i of the store, counted from the oldest.
func (m maker) order(i int) order.Order {
	const seconds = bulkDays * 24 * 60 * 60
	placed := m.now.Add(-time.Duration(seconds-seconds*i/m.count) * time.Second)
	buyer, to := market.Pick(m.rand, m.lands).Buyer(m.rand)
	o := order.Order{
		Store: m.store, Number: order.Number(fmt.Sprintf("80%02d%012d", m.store%100, i+1)), Buyer: buyer, ShipTo: to,
		Channel:  market.Pick(m.rand, []channel.Code{"CPAM", "EMS_ZX_ZX_US", "CAINIAO_STANDARD", "CAINIAO_STANDARD", "YANWEN_AM", ""}),
		PlacedAt: placed, Category: channel.Ordinary, Goods: money.Of(0, money.USD), Shipping: money.Of(int64(m.rand.IntN(400)), money.USD),
		Discount: money.Of(0, money.USD),
	}
	for n := 1; n == 1 || n <= 4 && m.rand.IntN(3) == 0; n++ {
		s := market.Pick(m.rand, m.goods)
		quantity := 1 + m.rand.IntN(3)
		o.Lines = append(o.Lines, order.Line{
			Number: n, Title: s.Title, Attributes: s.Attributes, SKU: s.SKU, Variant: s.ID, Category: s.Category,
			Quantity: quantity, Price: s.price,
		})
		o.Category = channel.Strictest(o.Category, s.Category)
		o.Goods.Minor += int64(quantity) * s.price.Minor
	}
	o.Total = money.Of(o.Goods.Minor+o.Shipping.Minor, money.USD)
	m.age(&o)
	return o
}

// age gives an order the state that orders of its age are in.
func (m maker) age(o *order.Order) {
	age := m.now.Sub(o.PlacedAt)
	o.PaidAt = o.PlacedAt.Add(30 * time.Minute)
	dice := m.rand.IntN(100)
	switch day := 24 * time.Hour; {
	case age < day && dice < 30:
		o.Status, o.PaidAt = order.AwaitingPayment, time.Time{}
	case age < 8*day && dice < 60 || dice < 2:
		o.Status, o.ShipBy = order.AwaitingShipment, m.now.Add(time.Duration(1+m.rand.IntN(160))*time.Hour)
	case age < 8*day && dice < 63:
		o.Status = order.InCancel
		o.Cancel.AskedAt, o.ShipLeft = m.now.Add(-time.Hour), 48*time.Hour
	case age < 45*day:
		o.Status, o.ShippedAt = order.AwaitingReceipt, o.PaidAt.Add(2*day)
		o.InDispute = dice == 99
	case dice < 6:
		o.Status, o.Finish, o.Finished = order.Finished, order.Cancelled, o.PaidAt.Add(2*day)
	default:
		o.Status, o.Finish, o.ShippedAt, o.Finished = order.Finished, order.Received, o.PaidAt.Add(2*day), o.PaidAt.Add(35*day)
	}
	if !o.ShippedAt.IsZero() {
		for i := range o.Lines {
			o.Lines[i].Taken = o.Lines[i].Quantity
		}
	}
}

// add stores an order; some that wait for shipment have a logistics order
// without notice, and of some that are on their way the freight is due.
func (b Bulk) add(ctx context.Context, o order.Order) error {
	shippable, onTheWay := o.Status == order.AwaitingShipment, o.Status == order.AwaitingReceipt
	chosen := o.Total.Minor%5 == 0
	if shippable && chosen {
		for i := range o.Lines {
			o.Lines[i].Taken = o.Lines[i].Quantity
		}
	}
	id, err := b.Orders.Insert(ctx, o)
	if err != nil || !chosen || !shippable && !onTheWay {
		return err
	}
	if o, err = b.Orders.ByID(ctx, o.Store, id); err != nil {
		return err
	}
	p, err := b.parcel(ctx, o)
	if err != nil || shippable {
		return err
	}
	amount := money.Of(3000+o.Total.Minor%2000, money.CNY)
	return b.Freight.Add(ctx, freight.Row{
		Store: o.Store, Parcel: p.ID, Kind: freight.Charged, Once: string(freight.Charged), Amount: amount, Original: amount,
		Grams: p.Declared, Day: o.ShippedAt.Format(time.DateOnly), At: o.ShippedAt,
	}, id)
}

// parcel stores a logistics order for an order, booked or on its way.
func (b Bulk) parcel(ctx context.Context, o order.Order) (parcel.Parcel, error) {
	number, err := b.Parcels.NextNumber(ctx)
	if err != nil {
		return parcel.Parcel{}, err
	}
	p := parcel.Parcel{
		Store: o.Store, Number: number, Order: o.ID, OrderNumber: o.Number, Offer: string(number), Status: parcel.AwaitsWarehouse,
		Channel: "CPAM", Category: o.Category, Buyer: o.Buyer.Name, Warehouse: "CPAM_WLB_CPAMYW",
		Collection: parcel.Collection{Mode: parcel.DoorPickup}, Undeliverable: parcel.Destroy, Declared: 200,
		Quote: money.Of(3110, money.CNY), ReturnFee: money.Of(0, money.CNY), Tariff: "1",
		Documents: parcel.Documents{To: o.ShipTo}, CreatedAt: o.PaidAt.Add(time.Hour), EventAt: o.PaidAt.Add(2 * time.Hour), Version: 1,
	}
	if p.ID, err = b.Parcels.Insert(ctx, p, parcel.Receipt{}); err != nil {
		return parcel.Parcel{}, err
	}
	p.Waybill, p.BookedAt = "RB"+string(number[7:])+"CN", p.CreatedAt
	if o.Status == order.AwaitingReceipt {
		p.Status = parcel.OutOfStock
		id, err := b.Notices.Insert(ctx, notice.Notice{
			Store: o.Store, Order: o.ID, Status: notice.Verified, Carrier: string(p.Channel), Tracking: p.Waybill,
			DeclaredAt: o.ShippedAt, ChangedAt: o.ShippedAt, ScanDue: o.ShippedAt, VerifiedAt: o.ShippedAt, Pieces: pieces(o),
		})
		if err != nil {
			return p, err
		}
		p.Notice = int64(id)
	}
	return p, b.Parcels.Update(ctx, p)
}

// pieces are all pieces of an order.
func pieces(o order.Order) []order.Pieces {
	all := make([]order.Pieces, len(o.Lines))
	for i, l := range o.Lines {
		all[i] = order.Pieces{Line: l.ID, Quantity: l.Quantity}
	}
	return all
}
