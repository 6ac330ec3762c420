package sqlstore

import (
	"context"
	"fmt"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
)

func scanRefund(r db.Row) (f paying.Refund, err error) {
	f.CNY.Currency = money.CNY
	err = r.Scan(&f.Store, &f.Payment, &f.Method, &f.Rate, &f.ParcelID, &f.Parcel, &f.Order,
		&f.CNY.Minor, &f.Amount.Minor, &f.Amount.Currency)
	return f, err
}

// owed is a refund as large as a payment's part, and what is owed of it.
type owed struct {
	paying.Refund
	fen int64
}

func scanOwed(r db.Row) (o owed, err error) {
	o.CNY.Currency = money.CNY
	err = r.Scan(&o.Store, &o.Payment, &o.Method, &o.Rate, &o.ParcelID, &o.Parcel, &o.Order,
		&o.CNY.Minor, &o.Amount.Minor, &o.Amount.Currency, &o.fen)
	return o, err
}

// Owed returns refunds of what a store has paid too much for parcels, each of the
// newest payment that has not given anything back for its parcel yet.
func (s *Payments) Owed(ctx context.Context, store account.StoreID, most int) ([]paying.Refund, error) {
	rows, err := db.All(ctx, s.db, scanOwed, `
		SELECT o.store_id, m.number, m.method, m.rate, o.parcel_id, p.number, o.order_id, pp.amount_fen, pp.amount_minor, m.currency, -o.due_fen
		FROM freight_open o
		JOIN payment_parcels pp ON pp.store_id = o.store_id AND pp.parcel_id = o.parcel_id
		JOIN payments m ON m.store_id = pp.store_id AND m.id = pp.payment_id AND m.status = 'paid'
		JOIN parcels p ON p.store_id = o.store_id AND p.id = o.parcel_id
		WHERE o.store_id = ? AND o.due_fen < 0
			AND NOT EXISTS (SELECT 1 FROM payment_refunds r
				WHERE r.store_id = o.store_id AND r.parcel_id = o.parcel_id AND (r.payment_id = m.id OR r.done_at IS NULL))
		ORDER BY o.parcel_id, m.id DESC
		LIMIT ?`, store, most)
	if err != nil {
		return nil, fmt.Errorf("refunds owed to store %d: %w", store, err)
	}
	var out []paying.Refund
	last := parcel.ID(0)
	for _, o := range rows {
		if o.ParcelID == last {
			continue
		}
		last = o.ParcelID
		if o.fen < o.CNY.Minor {
			if o.Amount.Minor, err = money.MulDiv(o.Amount.Minor, o.fen, o.CNY.Minor); err != nil {
				return nil, err
			}
			o.CNY.Minor, o.Amount.Minor = o.fen, max(1, o.Amount.Minor)
		}
		out = append(out, o.Refund)
	}
	return out, nil
}

// AddRefund notes a refund that is to be made.
func (s *Payments) AddRefund(ctx context.Context, r paying.Refund) error {
	_, err := s.db.Exec(ctx, `
		INSERT INTO payment_refunds (store_id, payment_id, parcel_id, amount_fen, amount_minor, noted_at)
		SELECT store_id, id, ?, ?, ?, ?
		FROM payments
		WHERE store_id = ? AND number = ?
		ON CONFLICT DO NOTHING`, r.ParcelID, r.CNY.Minor, r.Amount.Minor, db.Time{Time: r.At}, r.Store, r.Payment)
	if err != nil {
		return fmt.Errorf("note a refund of payment %s: %w", r.Payment, err)
	}
	return nil
}

// OpenRefunds returns the refunds of a store that are still to be made.
func (s *Payments) OpenRefunds(ctx context.Context, store account.StoreID, most int) ([]paying.Refund, error) {
	return db.All(ctx, s.db, scanRefund, `
		SELECT r.store_id, m.number, m.method, m.rate, r.parcel_id, p.number, p.order_id, r.amount_fen, r.amount_minor, m.currency
		FROM payment_refunds r
		JOIN payments m ON m.store_id = r.store_id AND m.id = r.payment_id
		JOIN parcels p ON p.store_id = r.store_id AND p.id = r.parcel_id
		WHERE r.store_id = ? AND r.done_at IS NULL
		ORDER BY r.parcel_id
		LIMIT ?`, store, most)
}

// CloseRefund notes that a refund was made, and reports whether that was new.
func (s *Payments) CloseRefund(ctx context.Context, r paying.Refund) (bool, error) {
	n, err := s.db.Exec(ctx, `
		UPDATE payment_refunds
		SET done_at = ?
		WHERE store_id = ? AND parcel_id = ? AND done_at IS NULL`, db.Time{Time: r.At}, r.Store, r.ParcelID)
	if err != nil {
		return false, fmt.Errorf("close a refund of payment %s: %w", r.Payment, err)
	}
	return n > 0, nil
}
