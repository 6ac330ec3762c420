package paying

import (
	"context"
	"strings"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/history"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/tariff"
)

// Records are the stored payments and deduction accounts.
type Records interface {
	NextNumber(ctx context.Context) (Number, error)
	// Insert returns ErrInPayment, with the parcel's number, for a parcel that is in another pending payment.
	Insert(ctx context.Context, p Payment) (int64, error)
	Get(ctx context.Context, store account.StoreID, n Number) (Payment, error)
	ByNumber(ctx context.Context, n Number) (Payment, error)
	// Decide stores what became of a payment; ErrStatus if that was stored since it was read.
	Decide(ctx context.Context, p Payment) error
	PendingFor(ctx context.Context, store account.StoreID, ids []parcel.ID) (map[parcel.ID]Number, error)
	Silent(ctx context.Context, store account.StoreID, before time.Time) ([]Number, error)
	Unsettled(ctx context.Context, store account.StoreID) (bool, error)
	Account(ctx context.Context, store account.StoreID) (Account, error)
	SaveAccount(ctx context.Context, a Account) error
	// AddEnding notes an agreement that is to end; one that is noted already is so once.
	AddEnding(ctx context.Context, e Ending) error
	Endings(ctx context.Context, store account.StoreID) ([]Ending, error)
	// RemoveEnding reports whether it was still noted.
	RemoveEnding(ctx context.Context, e Ending) (bool, error)
}

// Parcels are the parcels that are paid for.
type Parcels interface {
	ByNumbers(ctx context.Context, store account.StoreID, numbers []parcel.Number) ([]parcel.Parcel, error)
	ForIDs(ctx context.Context, store account.StoreID, ids []parcel.ID) (map[parcel.ID]parcel.Parcel, error)
}

// Ledger is the freight ledger.
type Ledger interface {
	Balances(ctx context.Context, store account.StoreID, ids []parcel.ID) (map[parcel.ID]freight.Balance, error)
	Add(ctx context.Context, r freight.Row, o order.ID) error
}

// Tariffs hold the exchange rates as a store sees them.
type Tariffs interface {
	Snapshot(ctx context.Context, store account.StoreID) (*tariff.Snapshot, error)
}

// Stores are the stores, whose zone says which day it is.
type Stores interface {
	Store(ctx context.Context, id account.StoreID) (account.Store, error)
}

// Gateways finds the payment provider of a store; a live store without one gets ErrNoGateway.
type Gateways interface {
	For(ctx context.Context, store account.StoreID) (Gateway, error)
}

// Transactor runs a function in a transaction.
type Transactor interface {
	InTx(ctx context.Context, fn func(ctx context.Context) error) error
}

// Service pays freight.
type Service struct {
	Records  Records
	Parcels  Parcels
	Ledger   Ledger
	Tariffs  Tariffs
	Gateways Gateways
	Stores   Stores
	History  *history.Log
	Clock    account.Clock
	Tx       Transactor
}

// Get returns a payment of the store.
func (s *Service) Get(ctx context.Context, store account.StoreID, n Number) (Payment, error) {
	return s.Records.Get(ctx, store, n)
}

// ParseNumber reads a payment number from outside; what cannot be one is no payment.
func ParseNumber(text string) (Number, error) {
	digits, ok := strings.CutPrefix(text, "FP")
	if !ok || len(digits) != 14 || strings.Trim(digits, "0123456789") != "" {
		return "", ErrNotFound
	}
	return Number(text), nil
}
