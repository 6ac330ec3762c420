package paying

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/history"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
)

// Refund gives back to the payer what a payment paid for a parcel, or a part of it.
// A payment gives back once for each parcel, which is what makes it safe to ask again.
type Refund struct {
	Store    account.StoreID
	Payment  Number
	Method   Method
	Rate     money.Rate // of the payment
	ParcelID parcel.ID
	Parcel   parcel.Number
	Order    order.ID
	CNY      money.Money
	Amount   money.Money // in the payment's currency
	At       time.Time   // when it was noted, or made
}

// mostRefunds is how many refunds are made in a round.
const mostRefunds = 100

// GiveBack gives back what a store has paid too much, because freight was refunded
// after it was paid, and returns how many refunds were made.
func (s *Service) GiveBack(ctx context.Context, store account.StoreID) (int, error) {
	if err := s.noteRefunds(ctx, store); err != nil {
		return 0, err
	}
	open, err := s.Records.OpenRefunds(ctx, store, mostRefunds)
	if err != nil {
		return 0, err
	}
	made := 0
	var failed error
	for _, r := range open {
		if err := s.giveBack(ctx, r); err != nil {
			failed = errors.Join(failed, fmt.Errorf("give back %s of %s: %w", r.Parcel, r.Payment, err))
			continue
		}
		made++
	}
	return made, failed
}

// noteRefunds stores what is to be given back, before anybody is asked to.
func (s *Service) noteRefunds(ctx context.Context, store account.StoreID) error {
	owed, err := s.Records.Owed(ctx, store, mostRefunds)
	if err != nil || len(owed) == 0 {
		return err
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		owed, err := s.Records.Owed(ctx, store, mostRefunds) // as it is inside the transaction
		if err != nil {
			return err
		}
		for _, r := range owed {
			r.At = s.Clock.Now(store)
			if err := s.Records.AddRefund(ctx, r); err != nil {
				return err
			}
		}
		return nil
	})
}

// giveBack asks the gateway for a refund, which it may hear of twice, and books it once.
func (s *Service) giveBack(ctx context.Context, r Refund) error {
	gateway, err := s.Gateways.For(ctx, r.Store, r.Method)
	if err != nil {
		return err
	}
	if err := gateway.Refund(ctx, r); err != nil {
		return err
	}
	store, err := s.Stores.Store(ctx, r.Store)
	if err != nil {
		return err
	}
	now := s.Clock.Now(r.Store)
	r.At = now
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		isNew, err := s.Records.CloseRefund(ctx, r)
		if err != nil || !isNew {
			return err
		}
		err = s.Ledger.Add(ctx, freight.Row{
			Store: r.Store, Parcel: r.ParcelID, Kind: freight.Paid, Once: "back:" + string(r.Payment), Amount: r.CNY.Neg(), Original: r.Amount.Neg(),
			Rate: r.Rate, Note: "freight_note_paid_back", Day: now.In(store.Location()).Format(time.DateOnly), At: now,
		}, r.Order)
		if err != nil {
			return err
		}
		return s.History.Record(ctx, history.Entry{
			Store: r.Store, Subject: history.About(history.Parcel, r.ParcelID), Actor: history.Gateway, Action: "payment_given_back",
			Args: history.Values{"Number": string(r.Payment), "Amount": r.Amount.String()},
		})
	})
}
