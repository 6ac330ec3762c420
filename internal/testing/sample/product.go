package sample

import (
	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/product"
)

// Product returns earphones of store 1 in white and in black, which nobody counted.
func Product(change ...func(*product.Product)) product.Product {
	return with(product.Product{
		Store:    1,
		Title:    "TWS Earphones Bluetooth 5.3",
		Category: channel.BuiltInBattery,
		NameCN:   "蓝牙耳机",
		NameEN:   "Bluetooth earphones",
		HSCode:   "8518300000",
		Version:  1,
		Variants: []product.Variant{
			{
				SKU: "TWS-W", Attributes: "Colour: White", Stock: product.Stock{Known: true, OnHand: 120},
				Weight: 62, Size: measure.Size{Length: 90, Width: 70, Height: 35}, Value: money.Of(450, money.USD), Version: 1,
			},
			{SKU: "TWS-B", Attributes: "Colour: Black", Weight: 62, Version: 1},
		},
	}, change)
}
