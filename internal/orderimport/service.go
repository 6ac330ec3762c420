package orderimport

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/history"
	"sellerdesk/internal/order"
	"sellerdesk/internal/product"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/upload"
)

// Orders are the stored orders.
type Orders interface {
	// Known returns those of the numbers that are orders of the store.
	Known(ctx context.Context, store account.StoreID, numbers []order.Number) (map[order.Number]bool, error)
	Insert(ctx context.Context, o order.Order) (order.ID, error)
}

// Variants are what the store sells.
type Variants interface {
	ForSKUs(ctx context.Context, store account.StoreID, skus []string) (map[string]product.Item, error)
	Reserve(ctx context.Context, store account.StoreID, pieces map[product.VariantID]int) error
}

// Tariffs are the channels of a store.
type Tariffs interface {
	Snapshot(ctx context.Context, store account.StoreID) (*tariff.Snapshot, error)
}

// Stores are the stores.
type Stores interface {
	Store(ctx context.Context, id account.StoreID) (account.Store, error)
}

// Service checks uploaded files and makes orders of their rows.
type Service struct {
	Uploads  *upload.Service
	Orders   Orders
	Products Variants
	Tariffs  Tariffs
	Stores   Stores
	History  *history.Log
	Clock    account.Clock
}

// Check is what was found in a file.
type Check struct {
	Rows   []upload.Checked
	Header int      // row that names the columns
	Unused []string // headers of columns that were left out
}

// chunk is how many values are asked for, or rows written, at once.
const chunk = 100

// Check reads a file and compares it with the store. Nothing is written.
func (s *Service) Check(ctx context.Context, store account.StoreID, name string, content []byte) (Check, error) {
	return s.check(ctx, store, name, content, s.Clock.Now(store))
}

func (s *Service) check(ctx context.Context, store account.StoreID, name string, content []byte, now time.Time) (Check, error) {
	file, err := s.read(ctx, store, name, content, now)
	if err != nil {
		return Check{}, err
	}
	if err := s.skipStored(ctx, store, file.Rows); err != nil {
		return Check{}, err
	}
	if err := s.findProducts(ctx, store, file.Rows); err != nil {
		return Check{}, err
	}
	c := Check{Header: file.Header, Unused: file.Unknown}
	for _, row := range file.Rows {
		one, err := checked(row)
		if err != nil {
			return Check{}, err
		}
		c.Rows = append(c.Rows, one)
	}
	return c, nil
}

// read reads a file as it was at a moment: what is left of a time to ship counts from there.
func (s *Service) read(ctx context.Context, store account.StoreID, name string, content []byte, now time.Time) (File, error) {
	own, err := s.Stores.Store(ctx, store)
	if err != nil {
		return File{}, err
	}
	tariffs, err := s.Tariffs.Snapshot(ctx, store)
	if err != nil {
		return File{}, err
	}
	lines, err := s.Uploads.Table(name, content)
	if err != nil {
		return File{}, err
	}
	reader := Reader{Zone: own.Location(), Now: now, Channel: named(tariffs.Channels(channel.DateOf(now)))}
	file, err := reader.Read(lines)
	if err == nil && len(file.Rows) == 0 {
		err = ErrNoOrders
	}
	return file, err
}

// named finds channels by their code or their name in either language.
func named(channels []channel.Channel) func(name string) (string, bool) {
	codes := map[string]string{}
	for _, c := range channels {
		for _, name := range []string{string(c.Code), c.NameEN, c.NameCN} {
			codes[bare(name)] = string(c.Code)
		}
	}
	return func(name string) (string, bool) {
		code, known := codes[bare(name)]
		return code, known
	}
}

var errStored = errs.New(errs.Conflict, "orderimport_stored")

// skipStored marks the rows of orders that the store has.
func (s *Service) skipStored(ctx context.Context, store account.StoreID, rows []Row) error {
	for part := range slices.Chunk(rows, chunk) {
		var numbers []order.Number
		for _, r := range part {
			numbers = append(numbers, order.Number(r.Order.Number))
		}
		stored, err := s.Orders.Known(ctx, store, numbers)
		if err != nil {
			return err
		}
		for i, r := range part {
			if r.Skip == nil && stored[order.Number(r.Order.Number)] {
				part[i].Skip = errStored
			}
		}
	}
	return nil
}

// findProducts warns of SKUs that no product has.
func (s *Service) findProducts(ctx context.Context, store account.StoreID, rows []Row) error {
	for part := range slices.Chunk(rows, chunk) {
		items, err := s.Products.ForSKUs(ctx, store, skus(part...))
		if err != nil {
			return err
		}
		for i, r := range part {
			unknown := slices.DeleteFunc(skus(r), func(sku string) bool { _, known := items[sku]; return known })
			if len(unknown) > 0 {
				part[i].Warnings = append(part[i].Warnings, errs.New(errs.Invalid, "orderimport_unknown_sku").With("SKUs", strings.Join(unknown, ", ")))
			}
		}
	}
	return nil
}

// skus are the sellers' codes in some rows, each once.
func skus(rows ...Row) []string {
	var all []string
	for _, r := range rows {
		for _, item := range r.Order.Items {
			if item.SKU != "" && !slices.Contains(all, item.SKU) {
				all = append(all, item.SKU)
			}
		}
	}
	return all
}

// checked is a row as the check shows it, with the order to be made of it.
func checked(r Row) (upload.Checked, error) {
	o := r.Order
	c := upload.Checked{
		Row: r.Number, Rows: r.Numbers, Number: o.Number, Buyer: o.Buyer, Country: o.ShipTo.Country, Lines: len(o.Items), Verdict: upload.Ready,
	}
	if c.Buyer == "" {
		c.Buyer = o.ShipTo.Name
	}
	for _, item := range o.Items {
		c.Pieces += item.Quantity
	}
	switch {
	case r.Skip != nil:
		c.Verdict, c.Notes = upload.Skipped, upload.NotesOf(r.Skip)
		return c, nil
	case len(r.Problems) > 0:
		c.Verdict, c.Notes = upload.Refused, upload.NotesOf(r.Problems...)
		return c, nil
	case len(r.Warnings) > 0:
		c.Verdict, c.Notes = upload.Warned, upload.NotesOf(r.Warnings...)
	}
	given, err := json.Marshal(o)
	c.Given = string(given)
	return c, err
}

// Stored reports whether the store had the order of a row before the import.
func Stored(c upload.Checked) bool {
	return len(c.Notes) == 1 && c.Notes[0].Text.Key == errStored.Code
}

// Upload keeps a file with the check of its rows. Orders are made by Import.
func (s *Service) Upload(ctx context.Context, store account.StoreID, by account.PersonID, name string, content []byte) (upload.ID, error) {
	now := s.Clock.Now(store)
	c, err := s.check(ctx, store, name, content, now)
	if err != nil {
		return 0, err
	}
	return s.Uploads.Keep(ctx, upload.Upload{
		Store: store, Kind: upload.Orders, Person: by, Name: name, At: now, Header: c.Header, Unused: c.Unused,
	}, content, c.Rows)
}
