package paying

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"sellerdesk/internal/account"
	"sellerdesk/internal/history"
)

// Account returns the deduction account of a store.
func (s *Service) Account(ctx context.Context, store account.StoreID) (Account, error) {
	return s.Records.Account(ctx, store)
}

// Bind asks the gateway for an agreement for debits, and returns the page where
// the payer signs it. An account that is bound stays so until then, also when the
// payer never decides. A binding of the same kind that waits already is gone on
// with; one of another kind is taken back.
func (s *Service) Bind(ctx context.Context, store account.StoreID, by account.PersonID, m Method) (string, error) {
	gateway, err := s.Gateways.For(ctx, store, m)
	if err != nil {
		return "", err
	}
	a, err := s.FinishBinding(ctx, store, history.Somebody(by))
	if err != nil {
		return "", err
	}
	if a.Asked == "" || a.AskedKind != m {
		if a.Asked, err = s.ask(ctx, store, m); err != nil {
			return "", err
		}
	}
	return gateway.Agree(ctx, store, a.Asked)
}

// ask stores that an agreement is asked for, and returns its number: that of one
// asked for at the same moment, if there is one.
func (s *Service) ask(ctx context.Context, store account.StoreID, m Method) (string, error) {
	number := ""
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		a, err := s.Records.Account(ctx, store)
		if err != nil {
			return err
		}
		if number = a.Asked; number != "" && a.AskedKind == m {
			return nil
		}
		n, err := s.Records.NextNumber(ctx)
		if err != nil {
			return err
		}
		if err := s.forget(ctx, a.givenUp(s.Clock.Now(store))); err != nil {
			return err
		}
		number = "AG" + strings.TrimPrefix(string(n), "FP")
		a.Asked, a.AskedKind = number, m
		return s.Records.SaveAccount(ctx, a)
	})
	return number, err
}

// FinishBinding asks the gateway what became of the agreement that was asked
// for, binds the account if it was signed, and returns the account as it is now.
// The agreement of the account whose place it takes ends then.
func (s *Service) FinishBinding(ctx context.Context, store account.StoreID, by history.Actor) (Account, error) {
	a, err := s.Records.Account(ctx, store)
	if err != nil || a.Asked == "" {
		return a, err
	}
	gateway, err := s.Gateways.For(ctx, store, a.AskedKind)
	if err != nil {
		return a, err
	}
	decided, ok, err := gateway.Agreement(ctx, a.Asked)
	if err != nil || !ok {
		return a, err
	}
	err = s.Tx.InTx(ctx, func(ctx context.Context) error { return s.take(ctx, store, by, decided) })
	if err != nil {
		return a, err
	}
	s.tidy(ctx, store)
	return s.Records.Account(ctx, store)
}

// HeardAgreement takes a gateway's word that an agreement was signed: the gateway
// is asked about it, as when the payer comes back. One that nobody waits for any more ends at once.
// number is the store's number of it, id the gateway's.
func (s *Service) HeardAgreement(ctx context.Context, from Gateway, number, id string) error {
	a, err := s.Records.AccountOf(ctx, number, id)
	if errors.Is(err, ErrNotFound) {
		_, err := from.Withdraw(ctx, number)
		return err
	}
	if err != nil || a.Asked != number {
		return err
	}
	gateway, err := s.Gateways.For(ctx, a.Store, a.AskedKind)
	if err != nil {
		return err
	}
	if gateway != from {
		return ErrNotFound
	}
	_, err = s.FinishBinding(ctx, a.Store, history.Gateway)
	return err
}

// tidy ends agreements without use at once. What cannot end now is ended by the
// worker, who also says so: the person before the page need not wait for it.
func (s *Service) tidy(ctx context.Context, store account.StoreID) {
	_, _ = s.EndAgreements(ctx, store)
}

// take stores what became of an agreement, unless that is known already.
func (s *Service) take(ctx context.Context, store account.StoreID, by history.Actor, g Agreement) error {
	a, err := s.Records.Account(ctx, store)
	if err != nil || a.Asked != g.Number {
		return err
	}
	a.Asked, a.AskedKind = "", ""
	if !g.Signed {
		return s.Records.SaveAccount(ctx, a)
	}
	if a.Status, err = a.Status.After(AgreementSigned); err != nil {
		return err
	}
	if err := s.forget(ctx, a.replaced()); err != nil {
		return err
	}
	a.Kind, a.Name, a.Agreement, a.BoundAt = g.Method, g.Name, g.ID, s.Clock.Now(store)
	if err := s.Records.SaveAccount(ctx, a); err != nil {
		return err
	}
	if err := s.Records.Retry(ctx, store, a.BoundAt); err != nil {
		return err
	}
	return s.tellAccount(ctx, store, by, "account_bound", g.Name)
}

// Unbind ends the agreement of the deduction account. It is refused while freight
// is due or a parcel is between Submit and its charge. The gateway is told first:
// what it has ended is not bound, whatever came in between.
func (s *Service) Unbind(ctx context.Context, store account.StoreID, by account.PersonID) error {
	a, err := s.Records.Account(ctx, store)
	if err != nil {
		return err
	}
	open, err := s.Records.Unsettled(ctx, store)
	if err != nil {
		return err
	}
	if open {
		return ErrOweUnbind
	}
	if _, err := a.Status.After(Unbound); err != nil {
		return err
	}
	gateway, err := s.Gateways.For(ctx, store, a.Kind)
	if err != nil {
		return err
	}
	if err := gateway.End(ctx, a.Agreement); err != nil {
		return fmt.Errorf("end agreement of store %d: %w", store, err)
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error { return s.unbound(ctx, a, by) })
}

// unbound stores that the agreement of an account has ended.
func (s *Service) unbound(ctx context.Context, a Account, by account.PersonID) error {
	now, err := s.Records.Account(ctx, a.Store)
	if err != nil || now.Agreement != a.Agreement {
		return err // another account has taken its place
	}
	status, err := now.Status.After(Unbound)
	if err != nil {
		return err
	}
	if err := s.forget(ctx, now.givenUp(s.Clock.Now(a.Store))); err != nil {
		return err
	}
	if err := s.Records.SaveAccount(ctx, Account{Store: a.Store, Status: status, Version: now.Version}); err != nil {
		return err
	}
	return s.tellAccount(ctx, a.Store, history.Somebody(by), "account_unbound", a.Name)
}

// Unsettled reports whether freight is due or a parcel is between Submit and its
// charge, so that the account cannot be unbound.
func (s *Service) Unsettled(ctx context.Context, store account.StoreID) (bool, error) {
	return s.Records.Unsettled(ctx, store)
}

func (s *Service) tellAccount(ctx context.Context, store account.StoreID, by history.Actor, action, name string) error {
	return s.History.Record(ctx, history.Entry{
		Store: store, Subject: history.About(history.Account, store), Actor: by, Action: action,
		Args: history.Values{"Name": name},
	})
}
