package offline

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/history"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
)

// Month is how far back a store's parcels are counted for the steps of its list.
const Month = 30 * 24 * time.Hour

// Records are the stored price lists.
type Records interface {
	// List returns a store's whole list, sorted.
	List(ctx context.Context, store account.StoreID) (List, error)
	// For returns the rows for a country and those for every country.
	For(ctx context.Context, store account.StoreID, to place.Country) (List, error)
	Get(ctx context.Context, store account.StoreID, id ID) (Price, error)
	// Insert returns ErrDuplicate where another row is about the same.
	Insert(ctx context.Context, p Price) (ID, error)
	// Update returns ErrChanged when somebody changed the row since it was read, and ErrDuplicate as Insert.
	Update(ctx context.Context, p Price) error
	// Remove returns ErrChanged when somebody changed the row since it was read.
	Remove(ctx context.Context, p Price) error
	// Clear removes all rows of a store.
	Clear(ctx context.Context, store account.StoreID) error
	// Sent counts the parcels a store told buyers of since a moment, at most CountLimit.
	Sent(ctx context.Context, store account.StoreID, since time.Time) (int, error)
}

// Transactor runs a function in a transaction.
type Transactor interface {
	InTx(ctx context.Context, fn func(ctx context.Context) error) error
}

// Service keeps price lists and compares by them.
type Service struct {
	Records Records
	History *history.Log
	Clock   account.Clock
	Tx      Transactor
}

// Compare holds what a parcel costs offline against the plans of its quote. The
// number of parcels is counted here.
func (s *Service) Compare(ctx context.Context, store account.StoreID, p Parcel, plans []tariff.Plan) (Comparison, error) {
	l, err := s.Records.For(ctx, store, p.To)
	if err != nil {
		return Comparison{}, err
	}
	if p.Parcels, err = s.Records.Sent(ctx, store, s.Clock.Now(store).Add(-Month)); err != nil {
		return Comparison{}, err
	}
	return Compare(l, p, plans)
}

// Save checks and stores a row, a new one when its ID is 0. What the list says
// already is not added again, so that a form may be sent twice.
func (s *Service) Save(ctx context.Context, by account.PersonID, p Price) error {
	if err := p.Check().Err(); err != nil {
		return err
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		if p.ID != 0 {
			return s.change(ctx, by, p)
		}
		all, err := s.Records.List(ctx, p.Store)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(all, func(other Price) bool { return other.says() == p.says() }) {
			return nil
		}
		if len(all) >= MaxRows {
			return ErrFull.With("Max", MaxRows)
		}
		if p.ID, err = s.Records.Insert(ctx, p); err != nil {
			return err
		}
		return s.tell(ctx, by, p, "offline_added", nil, p.values())
	})
}

func (s *Service) change(ctx context.Context, by account.PersonID, p Price) error {
	before, err := s.Records.Get(ctx, p.Store, p.ID)
	if err != nil {
		return err
	}
	if err := s.Records.Update(ctx, p); err != nil {
		return err
	}
	return s.tell(ctx, by, p, "offline_changed_entry", before.values(), p.values())
}

// Remove takes a row out of the list.
func (s *Service) Remove(ctx context.Context, by account.PersonID, p Price) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := s.Records.Remove(ctx, p); err != nil {
			return err
		}
		return s.tell(ctx, by, p, "offline_removed_entry", p.values(), nil)
	})
}

// Replace puts a list in the place of a store's whole list, unless that says
// something else than what its owner saw, of which shown is the sum. A list that
// is in place already is left alone, so that a form may be sent twice.
func (s *Service) Replace(ctx context.Context, store account.StoreID, by account.PersonID, l List, shown string) error {
	if len(l) > MaxRows {
		return ErrTooLong.With("Max", MaxRows)
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		now, err := s.Records.List(ctx, store)
		switch {
		case err != nil:
			return err
		case now.Sum() == l.Sum():
			return nil
		case now.Sum() != shown:
			return ErrChanged
		}
		if err := s.Records.Clear(ctx, store); err != nil {
			return err
		}
		for _, p := range l.Sorted() {
			p.Store = store
			if _, err := s.Records.Insert(ctx, p); err != nil {
				return fmt.Errorf("row to %q of %q: %w", p.Country, p.Carrier, err)
			}
		}
		rows := func(l List) history.Values { return history.Values{"rows": strconv.Itoa(len(l))} }
		return s.tell(ctx, by, Price{Store: store}, "offline_replaced", rows(now), rows(l))
	})
}

// tell records a change of a row, or of the whole list where the row has no ID.
func (s *Service) tell(ctx context.Context, by account.PersonID, p Price, action string, before, after history.Values) error {
	return s.History.Record(ctx, history.Entry{
		Store: p.Store, Subject: history.About(history.OfflinePrice, p.ID), Actor: history.Somebody(by), Action: action,
		Before: before, After: after,
	})
}

// values are what a row says, for the history.
func (p Price) values() history.Values {
	return history.Values{
		"carrier": p.Carrier, "country": string(p.Country), "up_to": p.UpTo.String(), "from": strconv.Itoa(p.From),
		"per_kilo": p.PerKilo.Decimal(), "fee": p.Fee.Decimal(),
	}
}
