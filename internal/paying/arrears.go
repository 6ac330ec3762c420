package paying

import (
	"context"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/history"
)

// ArrearsAfter is how long freight may be due before its store is in arrears:
// Submit stops, everything else goes on.
const ArrearsAfter = 7 * 24 * time.Hour

// KeepArrears puts a store into arrears or takes it out, by its clock, and returns whether it did, as a number.
func (s *Service) KeepArrears(ctx context.Context, store account.StoreID) (int, error) {
	_, _, moved, err := s.standing(ctx, store)
	if err != nil || !moved {
		return 0, err
	}
	moved = false
	err = s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
		moved, err = s.judge(ctx, store)
		return err
	})
	if err != nil || !moved {
		return 0, err
	}
	return 1, nil
}

// InArrears reports whether a store is in arrears.
func (s *Service) InArrears(ctx context.Context, store account.StoreID) (bool, error) {
	a, err := s.Records.Account(ctx, store)
	return a.Status == Arrears, err
}

// standing compares a store's account with what is due; moved is false where they agree.
func (s *Service) standing(ctx context.Context, store account.StoreID) (a Account, e AccountEvent, moved bool, err error) {
	if a, err = s.Records.Account(ctx, store); err != nil || a.Status == NotBound {
		return a, "", false, err
	}
	oldest, due, err := s.Records.OldestDue(ctx, store)
	if err != nil {
		return a, "", false, err
	}
	late := due && s.Clock.Now(store).Sub(oldest) > ArrearsAfter
	switch {
	case late && a.Status == Bound:
		return a, DueTooLong, true, nil
	case !late && a.Status == Arrears:
		return a, DuePaid, true, nil
	}
	return a, "", false, nil
}

// judge is KeepArrears in the transaction of what has changed.
func (s *Service) judge(ctx context.Context, store account.StoreID) (bool, error) {
	a, event, moved, err := s.standing(ctx, store)
	if err != nil || !moved {
		return false, err
	}
	if a.Status, err = a.Status.After(event); err != nil {
		return false, err
	}
	if err := s.Records.SaveAccount(ctx, a); err != nil {
		return false, err
	}
	return true, s.tellAccount(ctx, store, history.Clock, "account_"+string(event), a.Name)
}
