package sample

import (
	"time"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/place"
)

// Order returns an order of store 1 that awaits shipment: two earphones and a
// cable for a buyer in Spain, paid yesterday, to be shipped within six days.
// Its lines have the ids 1 and 2, and no product.
func Order(change ...func(*order.Order)) order.Order {
	return with(order.Order{
		Store:    1,
		Number:   "8012345678901234",
		Status:   order.AwaitingShipment,
		Category: channel.BuiltInBattery,
		Buyer:    order.Buyer{Name: "María Núñez", Email: "maria@example.es"},
		ShipTo:   Recipient(),
		Channel:  channel.Standard,
		Goods:    money.Of(2897, money.USD),
		Shipping: money.Of(150, money.USD),
		Discount: money.Of(47, money.USD),
		Total:    money.Of(3000, money.USD),
		PlacedAt: Moment.Add(-25 * time.Hour),
		PaidAt:   Moment.Add(-24 * time.Hour),
		ShipBy:   Moment.Add(6 * 24 * time.Hour),
		Version:  1,
		Lines: []order.Line{
			{
				ID: 1, Number: 1, Title: "TWS Earphones Bluetooth 5.3", Attributes: "Colour: White", SKU: "TWS-W",
				Category: channel.BuiltInBattery, Quantity: 2, Price: money.Of(1299, money.USD),
			},
			{
				ID: 2, Number: 2, Title: "USB-C cable 1 m", SKU: "CAB-1",
				Category: channel.Ordinary, Quantity: 1, Price: money.Of(299, money.USD),
			},
		},
	}, change)
}

// Recipient returns the address of a buyer in Spain.
func Recipient(change ...func(*place.Address)) place.Address {
	return with(place.Address{
		Name: "María Núñez", Street: "Calle de Alcalá 12, 3º B", City: "Madrid", Province: "Madrid",
		Country: "ES", Postal: "28014", Mobile: "+34612345678", Email: "maria@example.es",
	}, change)
}
