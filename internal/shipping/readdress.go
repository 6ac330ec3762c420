package shipping

import (
	"context"

	"sellerdesk/internal/account"
	"sellerdesk/internal/history"
	"sellerdesk/internal/order"
	"sellerdesk/internal/place"
)

// Readdress corrects where an order goes, as the seller agreed with the buyer: an
// address that is not complete or too long for the carriers bars every shipment.
// The country stays, since the buyer paid for shipping there. Logistics orders that
// exist keep the address they were submitted with. An order that somebody changed
// since it had the version is order.ErrChanged; one with nothing left to ship is ErrNotShippable.
func (s *Service) Readdress(ctx context.Context, store account.StoreID, by Actor, n order.Number, version int, to place.Address) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		o, err := s.Orders.Get(ctx, store, n)
		if err != nil {
			return err
		}
		before := o.ShipTo
		to.Country, to.Email = before.Country, before.Email
		switch {
		case to == before:
			return nil
		case o.Version != version:
			return order.ErrChanged
		case !o.Readdressable():
			return ErrNotShippable.With("Status", o.Status)
		}
		if err := to.Check().Err(); err != nil {
			return err
		}
		o.ShipTo = to
		if err := s.Orders.Readdress(ctx, o); err != nil {
			return err
		}
		return s.History.Record(ctx, history.Entry{
			Store: store, Subject: history.About(history.Order, o.ID), Actor: by, Action: "shipping_readdressed",
			Before: addressValues(before), After: addressValues(to),
		})
	})
}

// addressValues are the parts of an address by their names.
func addressValues(a place.Address) history.Values {
	return history.Values{
		"name": a.Name, "street": a.Street, "district": a.District, "city": a.City, "province": a.Province,
		"postal": a.Postal, "phone": a.Phone, "mobile": a.Mobile,
	}
}
