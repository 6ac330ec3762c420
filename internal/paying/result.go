package paying

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/history"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
)

// Notify takes what the gateway says about a payment: as an answer, a notice or
// on return. What comes again changes nothing. What contradicts a decided
// payment is ErrContradiction: nothing is booked, and somebody has to look.
func (s *Service) Notify(ctx context.Context, r Result) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.Records.ByNumber(ctx, r.Number)
		if err != nil {
			return err
		}
		if p.Status != Pending {
			return p.confirms(r)
		}
		p.Gateway, p.Reason, p.DecidedAt = r.Gateway, r.Reason, s.Clock.Now(p.Store)
		if p.Status, err = p.Status.After(r.verdict(p)); err != nil {
			return err
		}
		took := money.Money{}
		if p.Status == Held {
			p.Reason, took = "payment_reason_other_amount", r.Amount
		}
		return s.settle(ctx, p, took)
	})
}

// Release ends a payment that is held, after somebody settled with the gateway
// what it took: the freight can be paid anew. Releasing it again changes nothing.
func (s *Service) Release(ctx context.Context, store account.StoreID, by account.PersonID, n Number) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.Records.Get(ctx, store, n)
		if err != nil || p.Status == Released {
			return err
		}
		if p.Status, err = p.Status.After(SaysSettled); err != nil {
			return err
		}
		p.DecidedAt = s.Clock.Now(store)
		if err := s.Records.Decide(ctx, p); err != nil {
			return err
		}
		return s.tell(ctx, p, history.Somebody(by), p.Status.happened(), nil)
	})
}

// confirms reports ErrContradiction unless the gateway says again what decided the payment.
func (p Payment) confirms(r Result) error {
	decided := p.Status
	if decided == Released {
		decided = Held // as the gateway knows it
	}
	if again, err := Pending.After(r.verdict(p)); err != nil || again != decided {
		return ErrContradiction.With("Number", p.Number, "Status", p.Status, "Verdict", r.verdict(p))
	}
	return nil
}

// settle stores a payment that was decided, and books it if it was paid. Of one
// that is held history keeps what the gateway took.
func (s *Service) settle(ctx context.Context, p Payment, took money.Money) error {
	if err := s.Records.Decide(ctx, p); err != nil {
		return err
	}
	if err := s.follow(ctx, p); err != nil {
		return err
	}
	var args history.Values
	if p.Status == Held {
		args = history.Values{"Taken": took.String()}
	}
	return s.tell(ctx, p, history.Gateway, p.Status.happened(), args)
}

// follow does what follows from the status that a payment has now.
func (s *Service) follow(ctx context.Context, p Payment) error {
	if p.Status == Paid {
		if err := s.book(ctx, p); err != nil {
			return err
		}
		_, err := s.judge(ctx, p.Store)
		return err
	}
	if p.Status == Declined && p.Agreement != "" && p.Reason != reasonClosed {
		return s.postpone(ctx, p)
	}
	return nil
}

// happened is the key of what history says about a payment that was decided.
func (s Status) happened() string { return "payment_became_" + string(s) }

// reasonClosed says that a payment was closed because nothing was heard of it.
const reasonClosed = "payment_reason_closed"

// verdict reads what the gateway says against the payment it is about.
func (r Result) verdict(p Payment) Verdict {
	switch {
	case r.Paid && r.Amount != p.Amount:
		return SaysOtherAmount
	case r.Paid:
		return SaysPaid
	case r.Reason == reasonClosed:
		return SaysClosed
	}
	return SaysDeclined
}

// book writes a paid row into the ledger for every parcel of the payment.
func (s *Service) book(ctx context.Context, p Payment) error {
	store, err := s.Stores.Store(ctx, p.Store)
	if err != nil {
		return err
	}
	day := p.DecidedAt.In(store.Location()).Format(time.DateOnly)
	ids := make([]parcel.ID, len(p.Parcels))
	for i, part := range p.Parcels {
		ids[i] = part.Parcel
	}
	parcels, err := s.Parcels.ForIDs(ctx, p.Store, ids)
	if err != nil {
		return err
	}
	for _, part := range p.Parcels {
		err := s.Ledger.Add(ctx, freight.Row{
			Store: p.Store, Parcel: part.Parcel, Kind: freight.Paid, Once: "paid:" + string(p.Number),
			Amount: part.CNY, Original: part.Amount, Rate: p.Rate, Day: day, At: p.DecidedAt,
		}, parcels[part.Parcel].Order)
		if err != nil {
			return fmt.Errorf("book payment %s: %w", p.Number, err)
		}
	}
	return nil
}

// tell writes the history of a payment and of every parcel in it, each with its amount.
func (s *Service) tell(ctx context.Context, p Payment, who history.Actor, action string, args history.Values) error {
	record := func(about history.Subject, amount money.Money) error {
		told := history.Values{"Number": string(p.Number), "Amount": amount.String()}
		maps.Copy(told, args)
		return s.History.Record(ctx, history.Entry{Store: p.Store, Subject: about, Actor: who, Action: action, Args: told})
	}
	if err := record(history.About(history.Payment, p.ID), p.Amount); err != nil {
		return err
	}
	for _, part := range p.Parcels {
		if err := record(history.About(history.Parcel, part.Parcel), part.CNY); err != nil {
			return err
		}
	}
	return nil
}

// Heard takes what a gateway says about a payment on its own. It is believed about
// payments that were sent to this gateway, where it fits what is known; where it
// does not fit, the gateway is asked.
func (s *Service) Heard(ctx context.Context, from Gateway, r Result) error {
	p, err := s.Records.ByNumber(ctx, r.Number)
	if err != nil {
		return err
	}
	gateway, err := s.Gateways.For(ctx, p.Store, p.Method)
	if err != nil {
		return err
	}
	switch {
	case gateway != from:
		return ErrNotFound
	case p.Status == Paid && !r.Paid:
		return nil // it was given back in full since
	case p.Status == Pending && r.verdict(p) == SaysOtherAmount:
		_, err := s.Returned(ctx, p.Store, p.Number)
		return err
	}
	return s.Notify(ctx, r)
}

// Returned asks the gateway what became of a payment, because the payer came
// back from its page, and returns the payment as it is now.
func (s *Service) Returned(ctx context.Context, store account.StoreID, n Number) (Payment, error) {
	p, err := s.Records.Get(ctx, store, n)
	if err != nil || p.Status != Pending {
		return p, err
	}
	gateway, err := s.Gateways.For(ctx, store, p.Method)
	if err != nil {
		return p, err
	}
	r, decided, err := gateway.Result(ctx, n)
	if err != nil || !decided {
		return p, err
	}
	if err := s.Notify(ctx, r); err != nil {
		return p, err
	}
	return s.Records.Get(ctx, store, n)
}

// CloseSilent closes the payments of a store about which nothing was heard for
// SilentAfter: the gateway is asked, and what it says decides. It returns how
// many were decided; one that cannot be does not hold up the others.
func (s *Service) CloseSilent(ctx context.Context, store account.StoreID) (int, error) {
	silent, err := s.Records.Silent(ctx, store, s.Clock.Now(store).Add(-SilentAfter))
	if err != nil || len(silent) == 0 {
		return 0, err
	}
	closed := 0
	var failed error
	for _, n := range silent {
		decided, err := s.closeOne(ctx, store, n)
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("close payment %s: %w", n, err))
		} else if decided {
			closed++
		}
	}
	return closed, failed
}

// closeOne reports whether a payment that was silent is decided now.
func (s *Service) closeOne(ctx context.Context, store account.StoreID, n Number) (bool, error) {
	p, err := s.Records.Get(ctx, store, n)
	if err != nil {
		return false, err
	}
	gateway, err := s.Gateways.For(ctx, store, p.Method)
	if err != nil {
		return false, err
	}
	r, decided, err := gateway.Close(ctx, p)
	if err != nil || !decided {
		return false, err
	}
	return true, s.Notify(ctx, r)
}
