package sqlstore

import (
	"context"
	"fmt"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/money"
	"sellerdesk/internal/offline"
	"sellerdesk/internal/place"
)

// Offline are the price lists of all stores for shipping offline.
type Offline struct{ db *db.DB }

// NewOffline returns the price lists of a database.
func NewOffline(d *db.DB) *Offline { return &Offline{d} }

const offlineColumns = `id, store_id, carrier, country, up_to_grams, from_parcels, kilo_fen, fee_fen, version`

func scanOffline(r db.Row) (p offline.Price, err error) {
	p.PerKilo, p.Fee = money.Of(0, money.CNY), money.Of(0, money.CNY)
	err = r.Scan(&p.ID, &p.Store, &p.Carrier, &p.Country, &p.UpTo, &p.From, &p.PerKilo.Minor, &p.Fee.Minor, &p.Version)
	return p, err
}

// List returns a store's whole list, sorted; it is at most offline.MaxRows long.
func (s *Offline) List(ctx context.Context, store account.StoreID) (offline.List, error) {
	return db.All(ctx, s.db, scanOffline, `
		SELECT `+offlineColumns+`
		FROM offline_prices
		WHERE store_id = ?
		ORDER BY country, carrier, up_to_grams, from_parcels`, store)
}

// For returns the rows for a country and those for every country.
func (s *Offline) For(ctx context.Context, store account.StoreID, to place.Country) (offline.List, error) {
	return db.All(ctx, s.db, scanOffline, `
		SELECT `+offlineColumns+`
		FROM offline_prices
		WHERE store_id = ? AND country IN (?, ?)`, store, to, offline.AnyCountry)
}

// Get returns a row of the store's list.
func (s *Offline) Get(ctx context.Context, store account.StoreID, id offline.ID) (offline.Price, error) {
	p, err := db.One(ctx, s.db, scanOffline, `
		SELECT `+offlineColumns+`
		FROM offline_prices
		WHERE store_id = ? AND id = ?`, store, id)
	return found(p, err, offline.ErrNotFound)
}

// Insert adds a row, unless another one is about the same.
func (s *Offline) Insert(ctx context.Context, p offline.Price) (offline.ID, error) {
	id, err := db.Insert[offline.ID](ctx, s.db, `
		INSERT INTO offline_prices (store_id, carrier, country, up_to_grams, from_parcels, kilo_fen, fee_fen)
		VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING
		RETURNING id`,
		p.Store, p.Carrier, p.Country, p.UpTo, p.From, p.PerKilo.Minor, p.Fee.Minor)
	if id, err = found(id, err, offline.ErrDuplicate); err != nil {
		return 0, fmt.Errorf("insert offline price: %w", err)
	}
	return id, nil
}

// Update stores a row if nobody changed it since it was read and no other is about the same.
func (s *Offline) Update(ctx context.Context, p offline.Price) error {
	if err := s.taken(ctx, p); err != nil {
		return err
	}
	return changed(offline.ErrChanged)(s.db.Exec(ctx, `
		UPDATE offline_prices
		SET carrier = ?, country = ?, up_to_grams = ?, from_parcels = ?, kilo_fen = ?, fee_fen = ?, version = version + 1
		WHERE store_id = ? AND id = ? AND version = ?`,
		p.Carrier, p.Country, p.UpTo, p.From, p.PerKilo.Minor, p.Fee.Minor, p.Store, p.ID, p.Version))
}

// taken reports whether another row of the store is about the same.
func (s *Offline) taken(ctx context.Context, p offline.Price) error {
	n, err := db.One(ctx, s.db, func(r db.Row) (n int, err error) {
		err = r.Scan(&n)
		return n, err
	}, `
		SELECT COUNT(*)
		FROM offline_prices
		WHERE store_id = ? AND country = ? AND carrier = ? AND up_to_grams = ? AND from_parcels = ? AND id <> ?`,
		p.Store, p.Country, p.Carrier, p.UpTo, p.From, p.ID)
	if err == nil && n > 0 {
		return offline.ErrDuplicate
	}
	return err
}

// Remove takes a row out of the list if nobody changed it since it was read.
func (s *Offline) Remove(ctx context.Context, p offline.Price) error {
	return changed(offline.ErrChanged)(s.db.Exec(ctx, `
		DELETE FROM offline_prices
		WHERE store_id = ? AND id = ? AND version = ?`, p.Store, p.ID, p.Version))
}

// Clear removes all rows of a store.
func (s *Offline) Clear(ctx context.Context, store account.StoreID) error {
	_, err := s.db.Exec(ctx, `
		DELETE FROM offline_prices
		WHERE store_id = ?`, store)
	return err
}

// Sent counts the parcels a store told buyers of since a moment, online and
// offline alike: its shipping notices, at most offline.CountLimit.
func (s *Offline) Sent(ctx context.Context, store account.StoreID, since time.Time) (int, error) {
	return db.One(ctx, s.db, func(r db.Row) (n int, err error) {
		err = r.Scan(&n)
		return n, err
	}, `
		SELECT COUNT(*)
		FROM (
			SELECT declared_at
			FROM notices
			WHERE store_id = ? AND declared_at >= ?
			LIMIT ?) AS counted`, store, db.Time{Time: since}, offline.CountLimit)
}
