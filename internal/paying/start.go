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
func (s *Service) Start(ctx context.Context, store account.StoreID, by account.PersonID, numbers []parcel.Number, m Method) (Payment, string, error) {
	gateway, err := s.Gateways.For(ctx, store, m)
	if err != nil {
		return Payment{}, "", err
	}
	p := Payment{Store: store, Method: m, StartedBy: by}
	err = s.Tx.InTx(ctx, func(ctx context.Context) error {
		parcels, err := s.parcels(ctx, store, numbers)
		if err != nil {
			return err
		}
		return s.open(ctx, &p, parcels)
	})
	if err != nil {
		return Payment{}, "", err
	}
	page, err := gateway.Start(ctx, p)
	return p, page, err
}

// Continue returns the page where the payer decides about a payment that is pending.
func (s *Service) Continue(ctx context.Context, store account.StoreID, n Number) (string, error) {
	p, err := s.Records.Get(ctx, store, n)
	if err != nil {
		return "", err
	}
	if p.Status != Pending || p.Agreement != "" {
		return "", ErrStatus.With("Number", n)
	}
	gateway, err := s.Gateways.For(ctx, store, p.Method)
	if err != nil {
		return "", err
	}
	return gateway.Start(ctx, p)
}

// open stores a pending payment over what is due for some parcels.
func (s *Service) open(ctx context.Context, p *Payment, parcels []parcel.Parcel) error {
	p.Status, p.StartedAt, p.Version = Pending, s.Clock.Now(p.Store), 1
	p.CNY, p.Amount = money.Of(0, money.CNY), money.Of(0, p.Method.Currency())
	err := s.addParts(ctx, p, parcels)
	if err != nil {
		return err
	}
	if p.Number, err = s.Records.NextNumber(ctx); err != nil {
		return err
	}
	if p.ID, err = s.Records.Insert(ctx, *p); err != nil {
		return err
	}
	if p.Agreement != "" {
		return s.tell(ctx, *p, history.Clock, "payment_debit_started", nil)
	}
	return s.tell(ctx, *p, history.Somebody(p.StartedBy), "payment_started", nil)
}

// addParts puts what is due for the parcels into the payment, each in both currencies.
func (s *Service) addParts(ctx context.Context, p *Payment, parcels []parcel.Parcel) error {
	ids := make([]parcel.ID, len(parcels))
	for i, one := range parcels {
		ids[i] = one.ID
	}
	err := s.notPending(ctx, p.Store, ids)
	if err != nil {
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
func (s *Service) parcels(ctx context.Context, store account.StoreID, numbers []parcel.Number) ([]parcel.Parcel, error) {
	if len(numbers) > MaxParcels {
		return nil, ErrTooMany.With("Max", MaxParcels)
	}
	parcels, err := s.Parcels.ByNumbers(ctx, store, numbers)
	if err != nil {
		return nil, err
	}
	known := make(map[parcel.Number]bool, len(parcels))
	for _, one := range parcels {
		known[one.Number] = true
	}
	for _, n := range numbers {
		if !known[n] {
			return nil, parcel.ErrNotFound
		}
	}
	return parcels, nil
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
