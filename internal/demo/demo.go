// Package demo makes the stores of a demonstration, for `make run`.
//
// The first store sits in Yiwu, is bound, and has 60 products and 400 orders of
// the last 25 days of its clock, and a price list of its own for shipping offline. The second is new: nothing is bound, and it has
// three orders. The data is the same each time it is made: it comes from one seed
// and the tables of package market.
//
// Nothing is put into the database behind the product's back. The clock of the
// store is moved along, buyers pay and ask, people ship, fill in notices and pay
// freight through the same services as the pages, and the rehearsal network does
// the rest.
package demo

import (
	"context"
	"fmt"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/alipay/cashier"
	"sellerdesk/internal/carrier/rehearsal"
	"sellerdesk/internal/history"
	"sellerdesk/internal/message"
	"sellerdesk/internal/offline"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/product"
	"sellerdesk/internal/shipping"
)

// Moment is what the clocks of the demo show when it is made: 14:00 on a Friday in Yiwu (decisions, section 3).
var Moment = time.Date(2026, time.November, 20, 6, 0, 0, 0, time.UTC)

const (
	seed      = 20261120
	days      = 25 // of orders
	allOrders = 400
)

// Services are those the demo is made with: the same that the pages use.
type Services struct {
	Accounts  *account.Service
	Clocks    *account.Clocks
	Products  *product.Service
	Addresses *address.Service
	Orders    order.Records
	Messages  *message.Service
	Shipping  *shipping.Service
	Paying    *paying.Service
	Cashier   *cashier.Cashier
	Network   *rehearsal.Network
	Offline   *offline.Service
	History   *history.Log
	Tx        Transactor
}

// Transactor runs a function in a transaction.
type Transactor interface {
	InTx(ctx context.Context, fn func(ctx context.Context) error) error
}

// Make makes the stores of the demo in a database without stores. Their clocks
// run from Moment on.
func Make(ctx context.Context, s Services) error {
	stores, err := s.people(ctx)
	if err != nil {
		return fmt.Errorf("people of the demo: %w", err)
	}
	if err := s.fillFirst(ctx, stores[FirstStore]); err != nil {
		return fmt.Errorf("%s: %w", FirstStore, err)
	}
	if err := s.fillSecond(ctx, stores[SecondStore]); err != nil {
		return fmt.Errorf("%s: %w", SecondStore, err)
	}
	for _, store := range stores {
		if err := s.Clocks.Start(ctx, store, Moment, 1); err != nil {
			return err
		}
	}
	return nil
}

// people makes the stores and everybody in them.
func (s Services) people(ctx context.Context) (map[string]account.StoreID, error) {
	stores, emails := map[string]account.StoreID{}, []string{}
	for _, a := range Accounts() {
		store, known := stores[a.Store]
		var err error
		if known {
			err = s.Accounts.AddMember(ctx, store, a.Email, a.Role)
		} else {
			stores[a.Store], err = s.Accounts.CreateStore(ctx, a.Store, a.Email, false)
		}
		if err != nil {
			return nil, err
		}
		emails = append(emails, a.Email)
		people, err := s.roles(ctx, stores[a.Store])
		if err != nil {
			return nil, err
		}
		if err := s.Accounts.Rename(ctx, people[a.Role], a.Name); err != nil {
			return nil, err
		}
	}
	return stores, s.Accounts.SetPasswords(ctx, emails, password)
}

// roles are the people of a store by what they are in it.
func (s Services) roles(ctx context.Context, store account.StoreID) (map[account.Role]account.PersonID, error) {
	members, err := s.Accounts.Members(ctx, store)
	people := map[account.Role]account.PersonID{}
	for _, m := range members {
		people[m.Role] = m.Person.ID
	}
	return people, err
}
