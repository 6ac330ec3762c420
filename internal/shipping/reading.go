package shipping

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/product"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/warehouse"
)

// reading is what was read for the desks of some orders of a store: each table was
// asked once, whatever their number. A desk is made of it without another look.
type reading struct {
	now     time.Time
	store   account.Store
	account paying.Account
	network bool
	tariffs *tariff.Snapshot
	orders  map[order.Number]order.Order
	items   map[string]product.Item // by SKU
	parcels map[order.ID][]parcel.Parcel
	notices map[order.ID][]notice.Notice
}

// read reads what desks of orders need; orders the store does not have are left out.
func (s *Service) read(ctx context.Context, store account.StoreID, numbers []order.Number) (reading, error) {
	r := reading{now: s.Clock.Now(store)}
	var err error
	if r.orders, err = s.Orders.ByNumbers(ctx, store, numbers); err != nil || len(r.orders) == 0 {
		return r, err
	}
	for _, fill := range []func() error{
		func() (err error) { r.store, err = s.Stores.Store(ctx, store); return err },
		func() (err error) { r.account, err = s.Accounts.Account(ctx, store); return err },
		func() (err error) { r.network, err = s.hasNetwork(ctx, store); return err },
		func() (err error) { r.tariffs, err = s.Tariffs.Snapshot(ctx, store); return err },
		func() (err error) { r.items, err = s.Products.ForSKUs(ctx, store, r.skus()); return err },
		func() (err error) { r.parcels, err = s.Parcels.ForOrders(ctx, store, r.ids()); return err },
		func() (err error) { r.notices, err = s.Notices.ForOrders(ctx, store, r.ids()); return err },
	} {
		if err := fill(); err != nil {
			return reading{}, fmt.Errorf("read %d orders: %w", len(numbers), err)
		}
	}
	return r, nil
}

// hasNetwork reports whether there is a network to book with.
func (s *Service) hasNetwork(ctx context.Context, store account.StoreID) (bool, error) {
	_, err := s.Networks.For(ctx, store)
	return err == nil, ignore(err, ErrNoNetwork)
}

func (r reading) ids() []order.ID {
	ids := make([]order.ID, 0, len(r.orders))
	for _, o := range r.orders {
		ids = append(ids, o.ID)
	}
	return ids
}

// items are the products behind an order's lines.
func (s *Service) items(ctx context.Context, o order.Order) (map[order.LineID]product.Item, error) {
	bySKU, err := s.Products.ForSKUs(ctx, o.Store, skusOf(o.Lines))
	return itemsOf(o, bySKU), err
}

func (r reading) skus() []string {
	var lines []order.Line
	for _, o := range r.orders {
		lines = append(lines, o.Lines...)
	}
	return skusOf(lines)
}

// skusOf are the SKUs of lines, each once.
func skusOf(lines []order.Line) []string {
	var skus []string
	known := map[string]bool{"": true}
	for _, l := range lines {
		if !known[l.SKU] {
			known[l.SKU], skus = true, append(skus, l.SKU)
		}
	}
	return skus
}

func itemsOf(o order.Order, bySKU map[string]product.Item) map[order.LineID]product.Item {
	items := make(map[order.LineID]product.Item, len(o.Lines))
	for _, l := range o.Lines {
		if item, ok := bySKU[l.SKU]; ok {
			items[l.ID] = item
		}
	}
	return items
}

// formReading is what drafts need beside desks.
type formReading struct {
	reading
	book      []address.Address
	directory *warehouse.Directory
	matches   map[warehouse.Pickup]warehouse.Match // found so far
	others    map[order.ID][]order.Number          // of the same buyer to the same address
	printable func(text string) (shown string, transliterated bool)
}

func (s *Service) readForms(ctx context.Context, store account.StoreID, numbers []order.Number) (formReading, error) {
	desks, err := s.read(ctx, store, numbers)
	if err != nil {
		return formReading{}, err
	}
	r := formReading{reading: desks, printable: s.Printable, matches: map[warehouse.Pickup]warehouse.Match{}}
	orders := make([]order.Order, 0, len(r.orders))
	for _, o := range r.orders {
		orders = append(orders, o)
	}
	var failed [3]error
	r.book, failed[0] = s.Addresses.List(ctx, store)
	r.directory, failed[1] = s.Warehouses.Directory(ctx, store)
	r.others, failed[2] = s.Orders.SameBuyers(ctx, store, orders)
	return r, errors.Join(failed[:]...)
}
