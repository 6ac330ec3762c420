package paying

import (
	"context"

	"sellerdesk/internal/account"
	"sellerdesk/internal/history"
)

// Account returns the deduction account of a store.
func (s *Service) Account(ctx context.Context, store account.StoreID) (Account, error) {
	return s.Records.Account(ctx, store)
}

// Bind asks the gateway for an agreement for debits, and returns the page where
// the payer signs it. An account that is bound stays so until then.
func (s *Service) Bind(ctx context.Context, store account.StoreID, m Method, returnTo string) (string, error) {
	gateway, err := s.Gateways.For(ctx, store)
	if err != nil {
		return "", err
	}
	var asked string
	err = s.Tx.InTx(ctx, func(ctx context.Context) error {
		a, err := s.Records.Account(ctx, store)
		if err != nil {
			return err
		}
		n, err := s.Records.NextNumber(ctx)
		if err != nil {
			return err
		}
		asked = "AG" + string(n)[2:]
		a.Asked, a.AskedKind = asked, m
		return s.Records.SaveAccount(ctx, a)
	})
	if err != nil {
		return "", err
	}
	return gateway.Agree(ctx, store, asked, m, returnTo)
}

// FinishBinding asks the gateway whether the agreement that was asked for is
// signed, binds the account if so, and returns the account as it is now.
func (s *Service) FinishBinding(ctx context.Context, store account.StoreID, by account.PersonID) (Account, error) {
	a, err := s.Records.Account(ctx, store)
	if err != nil || a.Asked == "" {
		return a, err
	}
	gateway, err := s.Gateways.For(ctx, store)
	if err != nil {
		return a, err
	}
	signed, ok, err := gateway.Agreement(ctx, a.Asked)
	if err != nil || !ok {
		return a, err
	}
	err = s.Tx.InTx(ctx, func(ctx context.Context) error {
		a, err = s.Records.Account(ctx, store)
		if err != nil || a.Asked != signed.Number {
			return err
		}
		if a.Status, err = a.Status.After(AgreementSigned); err != nil {
			return err
		}
		a.Kind, a.Name, a.Agreement, a.BoundAt = signed.Method, signed.Name, signed.ID, s.Clock.Now(store)
		a.Asked, a.AskedKind = "", ""
		if err := s.Records.SaveAccount(ctx, a); err != nil {
			return err
		}
		return s.tellAccount(ctx, store, by, "account_bound")
	})
	if err != nil {
		return a, err
	}
	return s.Records.Account(ctx, store)
}

// Unbind ends the agreement of the deduction account. It is refused while freight
// is due or a parcel is between Submit and its charge.
func (s *Service) Unbind(ctx context.Context, store account.StoreID, by account.PersonID) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		a, err := s.Records.Account(ctx, store)
		if err != nil {
			return err
		}
		if a.Status, err = a.Status.After(Unbound); err != nil {
			return err
		}
		open, err := s.Records.Unsettled(ctx, store)
		if err != nil {
			return err
		}
		if open {
			return ErrOweUnbind
		}
		if err := s.Records.SaveAccount(ctx, Account{Store: store, Status: a.Status, Version: a.Version}); err != nil {
			return err
		}
		return s.tellAccount(ctx, store, by, "account_unbound")
	})
}

func (s *Service) tellAccount(ctx context.Context, store account.StoreID, by account.PersonID, action string) error {
	return s.History.Record(ctx, history.Entry{
		Store: store, Subject: history.About(history.Account, store), Actor: history.Somebody(by), Action: action,
	})
}
