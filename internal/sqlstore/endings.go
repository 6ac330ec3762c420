package sqlstore

import (
	"context"
	"fmt"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/paying"
)

// AddEnding notes an agreement that is to end at the gateway.
func (s *Payments) AddEnding(ctx context.Context, e paying.Ending) error {
	_, err := s.db.Exec(ctx, `
		INSERT INTO ending_agreements (store_id, number, asked, account, kind, until)
		VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`, e.Store, e.Number, e.Asked, e.Name, e.Method, db.NullTime{Time: e.Until})
	if err != nil {
		return fmt.Errorf("note the end of agreement %s: %w", e.Number, err)
	}
	return nil
}

func scanEnding(r db.Row) (e paying.Ending, err error) {
	var until db.NullTime
	err = r.Scan(&e.Store, &e.Number, &e.Asked, &e.Name, &e.Method, &until)
	e.Until = until.Time
	return e, err
}

// Endings returns the agreements of a store that are to end at the gateway.
func (s *Payments) Endings(ctx context.Context, store account.StoreID) ([]paying.Ending, error) {
	return db.All(ctx, s.db, scanEnding, `
		SELECT store_id, number, asked, account, kind, until
		FROM ending_agreements
		WHERE store_id = ?
		ORDER BY number`, store)
}

// RemoveEnding notes that an agreement has ended, and reports whether that was new.
func (s *Payments) RemoveEnding(ctx context.Context, e paying.Ending) (bool, error) {
	n, err := s.db.Exec(ctx, `DELETE FROM ending_agreements WHERE store_id = ? AND number = ?`, e.Store, e.Number)
	if err != nil {
		return false, fmt.Errorf("note that agreement %s has ended: %w", e.Number, err)
	}
	return n > 0, nil
}
