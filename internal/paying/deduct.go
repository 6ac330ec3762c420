package paying

import (
	"context"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
)

// DebitAfter is how long after its charge freight is debited that nobody has paid by hand.
const DebitAfter = 24 * time.Hour

// retryAfter is how long after a debit failed it is tried again: the first, the
// second, the third time. Afterwards only a payment by hand or another account helps.
var retryAfter = [...]time.Duration{24 * time.Hour, 48 * time.Hour, 72 * time.Hour}

// Tries is how often freight is debited at most.
const Tries = 1 + len(retryAfter)

// Planned is a debit to come, or one that has failed for the last time.
type Planned struct {
	Parcel parcel.Number
	Due    money.Money
	At     time.Time // when it is debited; zero: not any more
	Failed int       // tries that have failed
	Number Number    // of the payment it is in now; empty: none
}

// Deduct debits freight that is due since DebitAfter from the bound account, and
// returns how many payments were decided. All that is due at the same moment is one payment. What is in
// a payment already is left to that one: it is stored that the freight is being
// paid before the gateway is asked, so it is never paid twice.
func (s *Service) Deduct(ctx context.Context, store account.StoreID) (int, error) {
	if err := s.plan(ctx, store); err != nil {
		return 0, err
	}
	a, err := s.Records.Account(ctx, store)
	if err != nil || a.Agreement == "" {
		return 0, err
	}
	due, err := s.Records.DueDebits(ctx, store, s.Clock.Now(store), MaxParcels)
	if err != nil || len(due) == 0 {
		return 0, err
	}
	gateway, err := s.Gateways.For(ctx, store, a.Kind)
	if err != nil {
		return 0, err
	}
	p, ok, err := s.openDebit(ctx, store)
	if err != nil || !ok {
		return 0, err
	}
	r, decided, err := gateway.Debit(ctx, p)
	if err != nil || !decided {
		return 0, err // it is pending, and the gateway is asked later what became of it
	}
	return 1, s.Notify(ctx, r)
}

// plan keeps the plan of debits in step with what is due.
func (s *Service) plan(ctx context.Context, store account.StoreID) error {
	stale, err := s.Records.Unplanned(ctx, store)
	if err != nil || !stale {
		return err
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error { return s.Records.Plan(ctx, store, DebitAfter) })
}

// openDebit stores a payment over all freight whose debit is due at this moment, if
// there is any and an account for it.
func (s *Service) openDebit(ctx context.Context, store account.StoreID) (p Payment, ok bool, err error) {
	err = s.Tx.InTx(ctx, func(ctx context.Context) error {
		a, err := s.Records.Account(ctx, store)
		if err != nil || a.Agreement == "" {
			return err
		}
		due, err := s.Records.DueDebits(ctx, store, s.Clock.Now(store), MaxParcels)
		if err != nil || len(due) == 0 {
			return err
		}
		known, err := s.Parcels.ForIDs(ctx, store, due)
		if err != nil {
			return err
		}
		parcels := make([]parcel.Parcel, len(due))
		for i, id := range due {
			parcels[i] = known[id]
		}
		p, ok = Payment{Store: store, Method: a.Kind, Agreement: a.Agreement}, true
		return s.open(ctx, &p, parcels)
	})
	return p, ok && err == nil, err
}

// postpone plans the next try of a debit that failed.
func (s *Service) postpone(ctx context.Context, p Payment) error {
	next := make([]time.Time, len(retryAfter))
	for i, after := range retryAfter {
		next[i] = p.DecidedAt.Add(after)
	}
	return s.Records.Postpone(ctx, p, next)
}

// Debits are the debits of a store: those to come and the last ones.
type Debits struct {
	Planned []Planned
	Last    []Payment // without their parts
}

// Most of what is shown of debits.
const (
	MostPlanned = 50
	MostDebits  = 20
)

// Debits returns what will be debited when, and what was.
func (s *Service) Debits(ctx context.Context, store account.StoreID) (d Debits, err error) {
	if d.Planned, err = s.Records.Planned(ctx, store, MostPlanned); err != nil {
		return d, err
	}
	d.Last, err = s.Records.Debits(ctx, store, MostDebits)
	return d, err
}
