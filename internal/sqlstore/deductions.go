package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
)

// unplanned are the due freights of a store without a debit; overplanned the
// debits of what is not due.
const (
	unplanned = `
		FROM freight_open o
		WHERE o.store_id = ? AND o.due_fen > 0
			AND NOT EXISTS (SELECT 1 FROM deductions d WHERE d.store_id = o.store_id AND d.parcel_id = o.parcel_id)`
	overplanned = `
		FROM deductions
		WHERE store_id = ? AND NOT EXISTS (SELECT 1 FROM freight_open o
			WHERE o.store_id = deductions.store_id AND o.parcel_id = deductions.parcel_id AND o.due_fen > 0)`
)

// Unplanned reports whether the plan of a store's debits is not in step with what is due.
func (s *Payments) Unplanned(ctx context.Context, store account.StoreID) (bool, error) {
	return db.One(ctx, s.db, func(r db.Row) (yes bool, err error) {
		err = r.Scan(&yes)
		return yes, err
	}, `
		SELECT EXISTS (SELECT 1`+unplanned+`) OR EXISTS (SELECT 1`+overplanned+`)`, store, store)
}

// Plan plans a debit of all freight that is due, and forgets those of what is not.
func (s *Payments) Plan(ctx context.Context, store account.StoreID, after time.Duration) error {
	if _, err := s.db.Exec(ctx, `DELETE`+overplanned, store); err != nil {
		return fmt.Errorf("forget debits: %w", err)
	}
	_, err := s.db.Exec(ctx, `
		INSERT INTO deductions (store_id, parcel_id, due_at)
		SELECT o.store_id, o.parcel_id, o.charged_at + ?`+unplanned, after.Milliseconds(), store)
	if err != nil {
		return fmt.Errorf("plan debits: %w", err)
	}
	return nil
}

// DueDebits returns the parcels whose debit is due and that are in no pending payment.
func (s *Payments) DueDebits(ctx context.Context, store account.StoreID, now time.Time, most int) ([]parcel.ID, error) {
	return db.All(ctx, s.db, func(r db.Row) (id parcel.ID, err error) {
		err = r.Scan(&id)
		return id, err
	}, `
		SELECT d.parcel_id
		FROM deductions d
		JOIN freight_open o ON o.store_id = d.store_id AND o.parcel_id = d.parcel_id
		WHERE d.store_id = ? AND d.due_at <= ? AND o.due_fen > 0
			AND NOT EXISTS (SELECT 1 FROM payment_parcels pp
				WHERE pp.store_id = d.store_id AND pp.parcel_id = d.parcel_id AND pp.pending = 1)
		ORDER BY d.due_at, d.parcel_id
		LIMIT ?`, store, db.Time{Time: now}, most)
}

// Postpone notes for the parcels of a payment that their debit failed. After the last
// of the moments none is planned any more.
func (s *Payments) Postpone(ctx context.Context, p paying.Payment, next []time.Time) error {
	due, args := "CASE failed", []any{}
	for i, at := range next {
		due, args = due+" WHEN ? THEN ?", append(args, i, db.Time{Time: at})
	}
	_, err := s.db.Exec(ctx, `
		UPDATE deductions
		SET due_at = `+due+` END, failed = failed + 1
		WHERE store_id = ? AND parcel_id IN (SELECT parcel_id FROM payment_parcels WHERE store_id = ? AND payment_id = ?)`,
		append(args, p.Store, p.Store, p.ID)...)
	if err != nil {
		return fmt.Errorf("postpone the debits of payment %s: %w", p.Number, err)
	}
	return nil
}

// Retry plans anew what failed before.
func (s *Payments) Retry(ctx context.Context, store account.StoreID, at time.Time) error {
	_, err := s.db.Exec(ctx, `
		UPDATE deductions
		SET due_at = ?, failed = 0
		WHERE store_id = ? AND failed > 0`, db.Time{Time: at}, store)
	return err
}

// Planned returns what is due, the longest due first, and when it is debited.
func (s *Payments) Planned(ctx context.Context, store account.StoreID, most int) ([]paying.Planned, error) {
	return db.All(ctx, s.db, func(r db.Row) (p paying.Planned, err error) {
		var at db.NullTime
		p.Due.Currency = money.CNY
		err = r.Scan(&p.Parcel, &p.Due.Minor, &at, &p.Failed, &p.Number)
		p.At = at.Time
		return p, err
	}, `
		SELECT p.number, o.due_fen, CASE WHEN d.parcel_id IS NULL THEN o.charged_at + ? ELSE d.due_at END, COALESCE(d.failed, 0), COALESCE(m.number, '')
		FROM freight_open o
		JOIN parcels p ON p.store_id = o.store_id AND p.id = o.parcel_id
		LEFT JOIN deductions d ON d.store_id = o.store_id AND d.parcel_id = o.parcel_id
		LEFT JOIN payment_parcels pp ON pp.store_id = o.store_id AND pp.parcel_id = o.parcel_id AND pp.pending = 1
		LEFT JOIN payments m ON m.store_id = pp.store_id AND m.id = pp.payment_id
		WHERE o.store_id = ? AND o.due_fen > 0
		ORDER BY o.charged_at, o.parcel_id
		LIMIT ?`, paying.DebitAfter.Milliseconds(), store, most)
}

// Debits returns the newest payments of a store that were debited, without their parts.
func (s *Payments) Debits(ctx context.Context, store account.StoreID, most int) ([]paying.Payment, error) {
	return db.All(ctx, s.db, scanPayment, `
		SELECT `+paymentColumns+`
		FROM payments
		WHERE store_id = ? AND agreement <> ''
		ORDER BY id DESC
		LIMIT ?`, store, most)
}

// OldestDue returns when the freight of a store was charged that is due longest.
func (s *Payments) OldestDue(ctx context.Context, store account.StoreID) (time.Time, bool, error) {
	at, err := db.One(ctx, s.db, func(r db.Row) (t time.Time, err error) {
		var at db.Time
		err = r.Scan(&at)
		return at.Time, err
	}, `
		SELECT charged_at
		FROM freight_open
		WHERE store_id = ? AND due_fen > 0
		ORDER BY charged_at
		LIMIT 1`, store)
	if errors.Is(err, db.ErrNoRows) {
		return time.Time{}, false, nil
	}
	return at, err == nil, err
}
