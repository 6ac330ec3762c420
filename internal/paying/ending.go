package paying

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/history"
)

// Ending is an agreement for debits that has no use any more: another account has
// taken its place, or another binding was begun.
type Ending struct {
	Store  account.StoreID
	Number string // the gateway's number of it; of one that was only asked for, the store's
	Asked  bool   // it was only asked for; it may have been signed since, or be signed yet
	Method Method
	Until  time.Time // until when one that was only asked for can be signed
	Name   string    // the account's sign-in name, of one that was bound
}

// replaced is the agreement of the account as it is bound, which ends when another takes its place.
func (a Account) replaced() Ending {
	return Ending{Store: a.Store, Number: a.Agreement, Method: a.Kind, Name: a.Name}
}

// givenUp is the agreement that was asked for, when nobody waits for it any more.
func (a Account) givenUp(now time.Time) Ending {
	return Ending{Store: a.Store, Number: a.Asked, Asked: true, Method: a.AskedKind, Until: now.Add(SignWithin)}
}

// forget notes that an agreement is to end at the gateway. It belongs into the
// transaction in which the account stops naming it.
func (s *Service) forget(ctx context.Context, e Ending) error {
	if e.Number == "" {
		return nil
	}
	return s.Records.AddEnding(ctx, e)
}

// EndAgreements ends at the gateway what has no use any more, and returns how many
// ended. One that the gateway does not answer about stays for the next time, and so
// does one that nobody has signed while it can be signed yet.
func (s *Service) EndAgreements(ctx context.Context, store account.StoreID) (int, error) {
	endings, err := s.Records.Endings(ctx, store)
	if err != nil {
		return 0, err
	}
	ended, now := 0, s.Clock.Now(store)
	var failed error
	for _, e := range endings {
		if now.Before(e.Until) {
			continue
		}
		if err := s.endOne(ctx, e); err != nil {
			failed = errors.Join(failed, fmt.Errorf("end agreement %s: %w", e.Number, err))
			continue
		}
		ended++
	}
	return ended, failed
}

// endOne ends an agreement at the gateway, which may hear of it twice, and writes that into the history once.
func (s *Service) endOne(ctx context.Context, e Ending) error {
	gateway, err := s.Gateways.For(ctx, e.Store, e.Method)
	if err != nil {
		return err
	}
	if e.Asked {
		_, err = gateway.Withdraw(ctx, e.Number)
	} else {
		err = gateway.End(ctx, e.Number)
	}
	if err != nil {
		return err
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		removed, err := s.Records.RemoveEnding(ctx, e)
		if err != nil || !removed || e.Asked {
			return err
		}
		return s.tellAccount(ctx, e.Store, history.Gateway, "account_agreement_ended", e.Name)
	})
}
