package sqlstore

import (
	"context"
	"errors"
	"fmt"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/rehearsal"
)

// Purchases are the numbered purchases in rehearsal stores.
type Purchases struct{ db *db.DB }

var _ rehearsal.Purchases = (*Purchases)(nil)

// NewPurchases returns the purchases in a database.
func NewPurchases(d *db.DB) *Purchases { return &Purchases{d} }

func scanPurchases(r db.Row) (n rehearsal.Numbers, err error) {
	err = r.Scan(&n.First, &n.Count)
	return n, err
}

// Claim gives the next numbers of a store to a form. One that was sent before gets
// those it got then, and fresh is false. It belongs into a transaction.
func (s *Purchases) Claim(ctx context.Context, store account.StoreID, once string, count int) (n rehearsal.Numbers, fresh bool, err error) {
	n, err = db.One(ctx, s.db, scanPurchases, `
		SELECT first, purchases
		FROM rehearsal_purchases
		WHERE store_id = ? AND once = ?`, store, once)
	if !errors.Is(err, db.ErrNoRows) {
		return n, false, err
	}
	n, err = db.Returning(ctx, s.db, scanPurchases, `
		INSERT INTO rehearsal_purchases (store_id, once, first, purchases)
		SELECT ?, ?, COALESCE(MAX(first + purchases), 1), ?
		FROM (
			SELECT first, purchases
			FROM rehearsal_purchases
			WHERE store_id = ?
			ORDER BY first DESC
			LIMIT 1) AS newest
		RETURNING first, purchases`, store, once, count, store)
	if err != nil {
		return n, false, fmt.Errorf("number purchases of store %d: %w", store, err)
	}
	return n, true, nil
}
