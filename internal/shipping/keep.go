package shipping

import (
	"context"
	"slices"
	"strings"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/history"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/product"
)

// keep makes products of the declared lines that the seller wants to keep:
// those whose SKU is no product yet.
func (s *Service) keep(ctx context.Context, by Actor, d Draft) error {
	kept := map[string]bool{}
	for _, g := range d.Form.Goods {
		line, _ := d.Order.Line(g.Line)
		_, known := d.Items[g.Line]
		sku := strings.ToLower(line.SKU)
		if known || sku == "" || kept[sku] || !slices.Contains(d.Form.Keep, g.Line) {
			continue
		}
		kept[sku] = true
		id, err := s.Products.Insert(ctx, asProduct(d, line, g))
		if err != nil {
			return err
		}
		err = s.History.Record(ctx, history.Entry{
			Store: d.Order.Store, Subject: history.About(history.Product, id), Actor: by,
			Action: "shipping_declaration_kept", Args: history.Values{"Order": string(d.Order.Number), "SKU": line.SKU},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// asProduct is a product of one piece of a declared line; its stock is unknown.
func asProduct(d Draft, line order.Line, g parcel.Goods) product.Product {
	category := d.Choice.Category
	if (g.Flags == parcel.Flags{Breakable: g.Breakable}) {
		category = channel.Ordinary
	}
	pieces := int64(g.Quantity)
	return product.Product{
		Store: d.Order.Store, Title: line.Title, Category: category,
		NameCN: g.NameCN, NameEN: g.NameEN, HSCode: g.HSCode,
		Variants: []product.Variant{{
			SKU: line.SKU, Attributes: line.Attributes, Size: d.Choice.Size,
			Weight: (g.Weight + measure.Weight(pieces) - 1) / measure.Weight(pieces),
			Value:  money.Of(g.Value.Minor/pieces, money.USD),
		}},
	}
}
