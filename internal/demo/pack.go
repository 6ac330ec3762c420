package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/market"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
)

// packedBy are the channels of parcels that wait for their labels, one for each format of labels.
var packedBy = []channel.Code{channel.ChinaPostRegistered, channel.Standard}

// sender is where parcels come from.
var sender = place.Address{
	Name: "Li Wei", Street: "No. 88 Chouzhou North Road", District: "Yiwu", City: "Jinhua", Province: "Zhejiang",
	Country: place.China, Postal: "322000", Mobile: "13800138000",
}

// Pack puts n orders into a store with a logistics order each that has a waybill
// number, all its goods declared, and no label yet.
func (b Bulk) Pack(ctx context.Context, store account.StoreID, n int, now time.Time) error {
	goods, err := b.goods(ctx, store)
	if err != nil {
		return err
	}
	made := maker{store: store, now: now, count: n, goods: goods, lands: market.Lands(), rand: rand.New(rand.NewPCG(uint64(store), uint64(n)))}
	for first := 0; first < n; first += bulkGroup {
		err := b.Tx.InTx(ctx, func(ctx context.Context) error {
			for i := first; i < min(n, first+bulkGroup); i++ {
				if err := b.pack(ctx, made.order(i), packedBy[i%len(packedBy)]); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("pack for store %d: %w", store, err)
		}
	}
	return nil
}

func (b Bulk) pack(ctx context.Context, o order.Order, by channel.Code) error {
	o.Status, o.ShippedAt, o.Finished, o.Finish, o.Cancel, o.ShipLeft = order.AwaitingShipment, time.Time{}, time.Time{}, "", order.CancelRequest{}, 0
	o.PaidAt, o.ShipBy = o.PlacedAt.Add(time.Hour), o.PlacedAt.Add(168*time.Hour)
	for i := range o.Lines {
		o.Lines[i].Taken = o.Lines[i].Quantity
	}
	id, err := b.Orders.Insert(ctx, o)
	if err != nil {
		return err
	}
	if o, err = b.Orders.ByID(ctx, o.Store, id); err != nil {
		return err
	}
	p := parcel.Parcel{
		Store: o.Store, Order: o.ID, OrderNumber: o.Number, Status: parcel.AwaitsWarehouse, Channel: by, Category: o.Category, Buyer: o.Buyer.Name,
		Warehouse: "CPAM_WLB_CPAMYW", Collection: parcel.Collection{Mode: parcel.DoorPickup}, Undeliverable: parcel.Destroy,
		Quote: money.Of(3110, money.CNY), ReturnFee: money.Of(0, money.CNY), Tariff: "1",
		Documents: parcel.Documents{From: sender, To: o.ShipTo}, CreatedAt: o.PaidAt.Add(time.Hour), EventAt: o.PaidAt.Add(time.Hour), Version: 1,
	}
	for _, l := range o.Lines {
		weight := measure.Weight(40 * l.Quantity)
		p.Goods = append(p.Goods, parcel.Goods{
			Line: l.ID, Quantity: l.Quantity, SKU: l.SKU, NameEN: "Gift article", NameCN: "礼品", Value: money.Of(int64(200*l.Quantity), money.USD), Weight: weight,
		})
		p.Declared += weight
	}
	if p.Number, err = b.Parcels.NextNumber(ctx); err != nil {
		return err
	}
	p.Offer = string(p.Number)
	if p.ID, err = b.Parcels.Insert(ctx, p, parcel.Receipt{}); err != nil {
		return err
	}
	p.Waybill, p.BookedAt, p.SortingCode = "RB"+string(p.Number[7:])+"CN", p.CreatedAt, string(o.ShipTo.Country)
	return b.Parcels.Update(ctx, p)
}
