package paying

import (
	"context"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/history"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
)

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
	return p, s.tell(ctx, p, history.Somebody(by), "payment_started", nil)
}

// addParts puts what is due for the parcels into the payment, each in both currencies.
func (s *Service) addParts(ctx context.Context, p *Payment, numbers []parcel.Number) error {
	parcels, ids, err := s.parcels(ctx, p.Store, numbers)
	if err != nil {
		return err
	}
	if err := s.notPending(ctx, p.Store, ids); err != nil {
		return err
	}
	balances, err := s.Ledger.Balances(ctx, p.Store, ids)
	if err != nil {
		return err
	}
	if p.Rate, err = s.rate(ctx, p.Store, p.Method.Currency(), p.StartedAt); err != nil {
		return err
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

// rate is how many yuan one unit of a currency costs on a day; 0 for yuan, which need no rate.
func (s *Service) rate(ctx context.Context, store account.StoreID, c money.Currency, at time.Time) (money.Rate, error) {
	if c == money.CNY {
		return 0, nil
	}
	tariffs, err := s.Tariffs.Snapshot(ctx, store)
	if err != nil {
		return 0, err
	}
	r, ok := tariffs.Rate(c, channel.DateOf(at))
	if !ok {
		return 0, ErrNoRate.With("Currency", string(c))
	}
	return r.Rate, nil
}

// parcels are the parcels with some numbers, each once; parcel.ErrNotFound if one is not there.
func (s *Service) parcels(ctx context.Context, store account.StoreID, numbers []parcel.Number) ([]parcel.Parcel, []parcel.ID, error) {
	if len(numbers) > MaxParcels {
		return nil, nil, ErrTooMany.With("Max", MaxParcels)
	}
	parcels, err := s.Parcels.ByNumbers(ctx, store, numbers)
	if err != nil {
		return nil, nil, err
	}
	known := make(map[parcel.Number]bool, len(parcels))
	ids := make([]parcel.ID, len(parcels))
	for i, one := range parcels {
		known[one.Number], ids[i] = true, one.ID
	}
	for _, n := range numbers {
		if !known[n] {
			return nil, nil, parcel.ErrNotFound
		}
	}
	return parcels, ids, nil
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
