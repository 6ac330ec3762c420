package shipping

import (
	"context"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/carrier"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/history"
	"sellerdesk/internal/message"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/preflight"
	"sellerdesk/internal/product"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/warehouse"
)

// Products are the stored products.
type Products interface {
	ForSKUs(ctx context.Context, store account.StoreID, skus []string) (map[string]product.Item, error)
	Insert(ctx context.Context, p product.Product) (product.ID, error)
	Reserve(ctx context.Context, store account.StoreID, pieces map[product.VariantID]int) error
	Ship(ctx context.Context, store account.StoreID, pieces map[product.VariantID]int) error
}

// Addresses are the address books.
type Addresses interface {
	List(ctx context.Context, store account.StoreID) ([]address.Address, error)
}

// Stores are the stores.
type Stores interface {
	Store(ctx context.Context, id account.StoreID) (account.Store, error)
}

// Accounts are the accounts from which freight is debited.
type Accounts interface {
	Account(ctx context.Context, store account.StoreID) (paying.Account, error)
}

// Tariffs are the channels and prices as a store sees them.
type Tariffs interface {
	Snapshot(ctx context.Context, store account.StoreID) (*tariff.Snapshot, error)
}

// Warehouses are the warehouses and collection areas as a store sees them.
type Warehouses interface {
	Directory(ctx context.Context, store account.StoreID) (*warehouse.Directory, error)
}

// Networks finds the network of a store; a live store without one gets ErrNoNetwork.
type Networks interface {
	For(ctx context.Context, store account.StoreID) (carrier.Network, error)
}

// Messages writes to buyers.
type Messages interface {
	Post(ctx context.Context, d message.Draft) (message.ThreadID, error)
}

// Transactor runs a function in a transaction, or so that its failure undoes only what it did itself.
type Transactor interface {
	InTx(ctx context.Context, fn func(ctx context.Context) error) error
	Savepoint(ctx context.Context, fn func(ctx context.Context) error) error
}

// Service does what must happen together when orders are shipped.
type Service struct {
	Orders     order.Records
	Products   Products
	Addresses  Addresses
	Stores     Stores
	Parcels    parcel.Records
	Notices    notice.Records
	Ledger     freight.Ledger
	Accounts   Accounts
	Tariffs    Tariffs
	Warehouses Warehouses
	Networks   Networks
	Messages   Messages
	Words      func(key string, pairs ...any) string // what is written to buyers, in English
	Printable  preflight.Printable
	History    *history.Log
	Clock      account.Clock
	Tx         Transactor
}

// batchSize is the most rows that one transaction, and one round of the worker, works on.
const batchSize = 100

// record writes what happened to an order, and to the parcel it happened through if there is one.
func (s *Service) record(ctx context.Context, by Actor, store account.StoreID, o order.ID, p parcel.ID, action string, args history.Values) error {
	e := history.Entry{Store: store, Subject: history.About(history.Order, o), Actor: by, Action: action, Args: args}
	if err := s.History.Record(ctx, e); err != nil || p == 0 {
		return err
	}
	e.Subject = history.About(history.Parcel, p)
	return s.History.Record(ctx, e)
}

// day is the store's local date of a moment, by which statistics group.
func (s *Service) day(ctx context.Context, store account.StoreID, at time.Time) (string, error) {
	st, err := s.Stores.Store(ctx, store)
	return at.In(st.Location()).Format(time.DateOnly), err
}
