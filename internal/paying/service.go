package paying

import (
	"context"
	"fmt"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/history"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
)

// Records are the stored payments and deduction accounts.
type Records interface {
	NextNumber(ctx context.Context) (Number, error)
	// Insert returns ErrInPayment, with the parcel's number, for a parcel that is in another pending payment.
	Insert(ctx context.Context, p Payment) (int64, error)
	Get(ctx context.Context, store account.StoreID, n Number) (Payment, error)
	ByNumber(ctx context.Context, n Number) (Payment, error)
	// Decide returns ErrStatus for a payment that is decided already.
	Decide(ctx context.Context, p Payment) error
	PendingFor(ctx context.Context, store account.StoreID, ids []parcel.ID) (map[parcel.ID]Number, error)
	Silent(ctx context.Context, store account.StoreID, before time.Time) ([]Number, error)
	Unsettled(ctx context.Context, store account.StoreID) (bool, error)
	Account(ctx context.Context, store account.StoreID) (Account, error)
	SaveAccount(ctx context.Context, a Account) error
}

// Parcels are the parcels that are paid for.
type Parcels interface {
	ByNumbers(ctx context.Context, store account.StoreID, numbers []parcel.Number) ([]parcel.Parcel, error)
	ByIDs(ctx context.Context, store account.StoreID, ids []parcel.ID) ([]parcel.Parcel, error)
}

// Ledger is the freight ledger.
type Ledger interface {
	Balances(ctx context.Context, store account.StoreID, ids []parcel.ID) (map[parcel.ID]freight.Balance, error)
	Add(ctx context.Context, r freight.Row, o order.ID) error
}

// Rates tells the exchange rate of a day: CNY for one USD.
type Rates interface {
	RateAt(ctx context.Context, at time.Time) (money.Rate, error)
}

// Gateways finds the payment provider of a store; a live store without one gets ErrNoGateway.
type Gateways interface {
	For(ctx context.Context, store account.StoreID) (Gateway, error)
}

// Transactor runs a function in a transaction.
type Transactor interface {
	InTx(ctx context.Context, fn func(ctx context.Context) error) error
}

// Days tells the local date of a moment in a store.
type Days interface {
	Day(ctx context.Context, store account.StoreID, at time.Time) (string, error)
}

// Service pays freight.
type Service struct {
	Records  Records
	Parcels  Parcels
	Ledger   Ledger
	Rates    Rates
	Gateways Gateways
	Days     Days
	History  *history.Log
	Clock    account.Clock
	Tx       Transactor
}

// Start begins to pay what is due for some parcels, and returns the payment and
// the page where the payer decides. Parcels for which nothing is due are left
// out; with none left it reports ErrNothingDue.
func (s *Service) Start(ctx context.Context, store account.StoreID, by account.PersonID, numbers []parcel.Number, m Method, returnTo func(Number) string) (Payment, string, error) {
	gateway, err := s.Gateways.For(ctx, store)
	if err != nil {
		return Payment{}, "", err
	}
	var p Payment
	err = s.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err = s.open(ctx, store, by, numbers, m)
		return err
	})
	if err != nil {
		return Payment{}, "", err
	}
	page, err := gateway.Start(ctx, p, returnTo(p.Number))
	return p, page, err
}

// Continue returns the page where the payer decides about a payment that is pending.
func (s *Service) Continue(ctx context.Context, store account.StoreID, n Number, returnTo func(Number) string) (string, error) {
	p, err := s.Records.Get(ctx, store, n)
	if err != nil {
		return "", err
	}
	if p.Status != Pending {
		return "", ErrStatus.With("Number", n)
	}
	gateway, err := s.Gateways.For(ctx, store)
	if err != nil {
		return "", err
	}
	return gateway.Start(ctx, p, returnTo(n))
}

// open stores a pending payment over what is due.
func (s *Service) open(ctx context.Context, store account.StoreID, by account.PersonID, numbers []parcel.Number, m Method) (Payment, error) {
	p := Payment{
		Store: store, Method: m, Status: Pending, StartedBy: by, StartedAt: s.Clock.Now(store), Version: 1,
		CNY: money.Of(0, money.CNY), Amount: money.Of(0, m.Currency()),
	}
	if err := s.addParts(ctx, &p, numbers); err != nil {
		return Payment{}, err
	}
	var err error
	if p.Number, err = s.Records.NextNumber(ctx); err != nil {
		return Payment{}, err
	}
	if p.ID, err = s.Records.Insert(ctx, p); err != nil {
		return Payment{}, err
	}
	return p, s.tell(ctx, p, history.Somebody(by), "payment_started")
}

// addParts puts what is due for the parcels into the payment, each in both currencies.
func (s *Service) addParts(ctx context.Context, p *Payment, numbers []parcel.Number) error {
	parcels, err := s.Parcels.ByNumbers(ctx, p.Store, numbers)
	if err != nil {
		return err
	}
	ids := make([]parcel.ID, len(parcels))
	for i, one := range parcels {
		ids[i] = one.ID
	}
	if err := s.notPending(ctx, p.Store, ids); err != nil {
		return err
	}
	balances, err := s.Ledger.Balances(ctx, p.Store, ids)
	if err != nil {
		return err
	}
	if p.Method.Currency() != money.CNY {
		if p.Rate, err = s.Rates.RateAt(ctx, p.StartedAt); err != nil {
			return err
		}
	}
	for _, one := range parcels {
		if due := balances[one.ID].Due; due.Minor > 0 {
			if err := p.add(one, due); err != nil {
				return err
			}
		}
	}
	if len(p.Parcels) == 0 {
		return ErrNothingDue
	}
	return nil
}

// notPending reports ErrInPayment, with that payment's number, if a parcel is being paid already.
func (s *Service) notPending(ctx context.Context, store account.StoreID, ids []parcel.ID) error {
	pending, err := s.Records.PendingFor(ctx, store, ids)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if n, ok := pending[id]; ok {
			return ErrInPayment.With("Number", n)
		}
	}
	return nil
}

// add puts what is due for a parcel into the payment; in USD at least one cent is paid.
func (p *Payment) add(one parcel.Parcel, due money.Money) error {
	part := Part{Parcel: one.ID, Number: one.Number, CNY: due, Amount: due}
	var err error
	if p.Rate != 0 {
		if part.Amount, err = p.Rate.Back(due, money.USD); err != nil {
			return err
		}
		part.Amount.Minor = max(1, part.Amount.Minor)
	}
	p.Parcels = append(p.Parcels, part)
	if p.CNY, err = p.CNY.Add(part.CNY); err != nil {
		return err
	}
	p.Amount, err = p.Amount.Add(part.Amount)
	return err
}

// Notify takes what the gateway says about a payment: as an answer, a notice or
// on return. What comes again, or after the payment was decided, changes nothing.
func (s *Service) Notify(ctx context.Context, r Result) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.Records.ByNumber(ctx, r.Number)
		if err != nil || p.Status != Pending {
			return err
		}
		p.Gateway, p.Reason, p.DecidedAt = r.Gateway, r.Reason, s.Clock.Now(p.Store)
		if p.Status, err = p.Status.After(r.verdict(p)); err != nil {
			return err
		}
		if p.Status == Held {
			p.Reason = "payment_reason_other_amount"
		}
		if err := s.Records.Decide(ctx, p); err != nil {
			return err
		}
		if p.Status == Paid {
			if err := s.book(ctx, p); err != nil {
				return err
			}
		}
		return s.tell(ctx, p, history.Gateway, p.Status.happened())
	})
}

// happened is the key of what history says about a payment that was decided.
func (s Status) happened() string { return "payment_became_" + string(s) }

// verdict reads what the gateway says against the payment it is about.
func (r Result) verdict(p Payment) Verdict {
	switch {
	case r.Paid && r.Amount != p.Amount:
		return SaysOtherAmount
	case r.Paid:
		return SaysPaid
	case r.Reason == "payment_reason_closed":
		return SaysClosed
	}
	return SaysDeclined
}

// book writes a paid row into the ledger for every parcel of the payment.
func (s *Service) book(ctx context.Context, p Payment) error {
	day, err := s.Days.Day(ctx, p.Store, p.DecidedAt)
	if err != nil {
		return err
	}
	ids := make([]parcel.ID, len(p.Parcels))
	parts := map[parcel.ID]Part{}
	for i, part := range p.Parcels {
		ids[i], parts[part.Parcel] = part.Parcel, part
	}
	parcels, err := s.Parcels.ByIDs(ctx, p.Store, ids)
	if err != nil {
		return err
	}
	for _, one := range parcels {
		part := parts[one.ID]
		err := s.Ledger.Add(ctx, freight.Row{
			Store: p.Store, Parcel: one.ID, Kind: freight.Paid, Once: "paid:" + string(p.Number),
			Amount: part.CNY, Original: part.Amount, Rate: p.Rate, Day: day, At: p.DecidedAt,
		}, one.Order)
		if err != nil {
			return fmt.Errorf("book payment %s: %w", p.Number, err)
		}
	}
	return nil
}

// tell writes the history of every parcel in the payment.
func (s *Service) tell(ctx context.Context, p Payment, who history.Actor, action string) error {
	for _, part := range p.Parcels {
		err := s.History.Record(ctx, history.Entry{
			Store: p.Store, Subject: history.About(history.Parcel, part.Parcel), Actor: who, Action: action,
			Args: history.Values{"Number": string(p.Number), "Amount": part.CNY.String()},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Returned asks the gateway what became of a payment, because the payer came
// back from its page, and returns the payment as it is now.
func (s *Service) Returned(ctx context.Context, store account.StoreID, n Number) (Payment, error) {
	p, err := s.Records.Get(ctx, store, n)
	if err != nil || p.Status != Pending {
		return p, err
	}
	gateway, err := s.Gateways.For(ctx, store)
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
// SilentAfter: the gateway is asked, and what it says decides. It returns how many.
func (s *Service) CloseSilent(ctx context.Context, store account.StoreID) (int, error) {
	silent, err := s.Records.Silent(ctx, store, s.Clock.Now(store).Add(-SilentAfter))
	if err != nil || len(silent) == 0 {
		return 0, err
	}
	gateway, err := s.Gateways.For(ctx, store)
	if err != nil {
		return 0, err
	}
	for i, n := range silent {
		r, err := gateway.Close(ctx, n)
		if err != nil {
			return i, err
		}
		if err := s.Notify(ctx, r); err != nil {
			return i, err
		}
	}
	return len(silent), nil
}

// Get returns a payment of the store.
func (s *Service) Get(ctx context.Context, store account.StoreID, n Number) (Payment, error) {
	return s.Records.Get(ctx, store, n)
}

// ParseNumber reads a payment number from outside.
func ParseNumber(text string) (Number, error) {
	if len(text) != 16 || text[:2] != "FP" {
		return "", errs.New(errs.NotFound, ErrNotFound.Code)
	}
	return Number(text), nil
}
