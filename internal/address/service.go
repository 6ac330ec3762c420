package address

import (
	"context"
	"slices"

	"sellerdesk/internal/account"
	"sellerdesk/internal/history"
)

// Records are the stored addresses.
type Records interface {
	// List returns the addresses of a store, by kind, the preferred one first.
	List(ctx context.Context, store account.StoreID) ([]Address, error)
	Get(ctx context.Context, store account.StoreID, id ID) (Address, error)
	Insert(ctx context.Context, a Address) (ID, error)
	// Update returns ErrChanged when somebody changed the address since it was read.
	Update(ctx context.Context, a Address) error
	// Remove hides an address; parcels keep their own copy.
	Remove(ctx context.Context, a Address) error
	// Unprefer takes the mark from the preferred address of a kind.
	Unprefer(ctx context.Context, store account.StoreID, k Kind) error
	// Prefer puts the mark on an address of a kind that has no preferred one.
	Prefer(ctx context.Context, store account.StoreID, id ID) error
}

// Transactor runs a function in a transaction.
type Transactor interface {
	InTx(ctx context.Context, fn func(ctx context.Context) error) error
}

// Service changes the address book.
type Service struct {
	Records Records
	History *history.Log
	Tx      Transactor
}

// Save checks and stores an address, a new one when its ID is 0. The first
// address of a kind is preferred, and preferring one takes the mark from the other.
// What is in the book already is not added again, so that a form may be sent twice.
func (s *Service) Save(ctx context.Context, by account.PersonID, a Address) (ID, error) {
	if err := a.Check().Err(); err != nil {
		return 0, err
	}
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		all, err := s.Records.List(ctx, a.Store)
		if err != nil {
			return err
		}
		if twin, known := same(all, a); known && a.ID == 0 {
			a.ID, a.Version = twin.ID, twin.Version
		}
		a.Preferred = a.Preferred || !hasPreferred(all, a)
		if a.Preferred {
			if err := s.Records.Unprefer(ctx, a.Store, a.Kind); err != nil {
				return err
			}
		}
		action := "address_changed_entry"
		if a.ID == 0 {
			action = "address_added"
			a.ID, err = s.Records.Insert(ctx, a)
		} else {
			err = s.Records.Update(ctx, a)
		}
		if err != nil {
			return err
		}
		return s.tell(ctx, by, a, action)
	})
	return a.ID, err
}

// same finds an address of the same kind that says the same.
func same(all []Address, a Address) (Address, bool) {
	i := slices.IndexFunc(all, func(other Address) bool { return other.Kind == a.Kind && other.Address == a.Address })
	if i < 0 {
		return Address{}, false
	}
	return all[i], true
}

// hasPreferred reports whether another address of the same kind is preferred.
func hasPreferred(all []Address, a Address) bool {
	for _, other := range all {
		if other.Kind == a.Kind && other.ID != a.ID && other.Preferred {
			return true
		}
	}
	return false
}

// Remove takes an address out of the book; parcels that were sent with it keep
// it. Where it was the preferred one of its kind, the oldest that is left is.
func (s *Service) Remove(ctx context.Context, by account.PersonID, store account.StoreID, id ID, version int) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		a, err := s.Records.Get(ctx, store, id)
		if err != nil {
			return err
		}
		a.Version = version
		if err := s.Records.Remove(ctx, a); err != nil {
			return err
		}
		if err := s.succeed(ctx, a); err != nil {
			return err
		}
		return s.tell(ctx, by, a, "address_removed")
	})
}

// succeed prefers another address of the kind of one that was removed, if it was preferred and one is left.
func (s *Service) succeed(ctx context.Context, removed Address) error {
	if !removed.Preferred {
		return nil
	}
	all, err := s.Records.List(ctx, removed.Store)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(a Address) bool { return a.Kind == removed.Kind })
	if i < 0 {
		return nil
	}
	return s.Records.Prefer(ctx, removed.Store, all[i].ID)
}

func (s *Service) tell(ctx context.Context, by account.PersonID, a Address, action string) error {
	return s.History.Record(ctx, history.Entry{
		Store: a.Store, Subject: history.About(history.Address, a.ID), Actor: history.Somebody(by), Action: action,
	})
}
