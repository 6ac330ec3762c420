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
	Deductions
	Refunds
	Accounts
}

// Deductions are the stored debits to come.
type Deductions interface {
	// Unplanned reports whether freight is due that no debit is planned for, or a debit is planned of what is not due.
	Unplanned(ctx context.Context, store account.StoreID) (bool, error)
	// Plan plans a debit of all freight that is due, each some time after its charge, and forgets those of what is paid.
	Plan(ctx context.Context, store account.StoreID, after time.Duration) error
	// DueDebits returns the parcels whose debit is due and that are in no payment, the longest due first.
	DueDebits(ctx context.Context, store account.StoreID, now time.Time, most int) ([]parcel.ID, error)
	// Postpone notes that a debit failed: it is tried again at the next of some moments, and not any more after the last.
	Postpone(ctx context.Context, p Payment, next []time.Time) error
	// Retry plans anew, for a moment, what failed before.
	Retry(ctx context.Context, store account.StoreID, at time.Time) error
	Planned(ctx context.Context, store account.StoreID, most int) ([]Planned, error)
	// Debits returns the newest payments that were debited, without their parts.
	Debits(ctx context.Context, store account.StoreID, most int) ([]Payment, error)
	// OldestDue returns when the freight was charged that is due longest; ok is false if none is.
	OldestDue(ctx context.Context, store account.StoreID) (at time.Time, ok bool, err error)
}

// Refunds are the stored refunds of payments.
type Refunds interface {
	// Owed returns refunds of what a store has paid too much, each of the newest payment that can give it back.
	Owed(ctx context.Context, store account.StoreID, most int) ([]Refund, error)
	// AddRefund notes a refund that is to be made; one that is noted already is so once.
	AddRefund(ctx context.Context, r Refund) error
	OpenRefunds(ctx context.Context, store account.StoreID, most int) ([]Refund, error)
	// CloseRefund notes that a refund was made, and reports whether that was new.
	CloseRefund(ctx context.Context, r Refund) (bool, error)
}

// Accounts are the stored deduction accounts.
type Accounts interface {
	Account(ctx context.Context, store account.StoreID) (Account, error)
	// AccountOf returns the account that waits for an agreement, by the store's number of it, or is bound
	// by it, by the gateway's; ErrNotFound if there is none.
	AccountOf(ctx context.Context, number, id string) (Account, error)
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

// Gateways finds the payment provider of a store for a method; a live store without one gets ErrNoGateway.
type Gateways interface {
	For(ctx context.Context, store account.StoreID, m Method) (Gateway, error)
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
