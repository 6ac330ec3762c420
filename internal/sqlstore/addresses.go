package sqlstore

import (
	"context"
	"fmt"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/db"
)

// Addresses are the address books of all stores.
type Addresses struct{ db *db.DB }

// NewAddresses returns the address books of a database.
func NewAddresses(d *db.DB) *Addresses { return &Addresses{d} }

const addressColumns = `id, store_id, kind, preferred, name, street, district, city, province, country, postal, phone, mobile, email, version`

func scanAddress(r db.Row) (a address.Address, err error) {
	err = r.Scan(&a.ID, &a.Store, &a.Kind, &a.Preferred, &a.Name, &a.Street, &a.District, &a.City, &a.Province,
		&a.Country, &a.Postal, &a.Phone, &a.Mobile, &a.Email, &a.Version)
	return a, err
}

// List returns the addresses of a store, by kind, the preferred one first.
func (s *Addresses) List(ctx context.Context, store account.StoreID) ([]address.Address, error) {
	return db.All(ctx, s.db, scanAddress, `
		SELECT `+addressColumns+`
		FROM addresses
		WHERE store_id = ? AND removed = 0
		ORDER BY kind, preferred DESC, id`, store)
}

// Get returns an address of the store.
func (s *Addresses) Get(ctx context.Context, store account.StoreID, id address.ID) (address.Address, error) {
	a, err := db.One(ctx, s.db, scanAddress, `
		SELECT `+addressColumns+`
		FROM addresses
		WHERE store_id = ? AND id = ? AND removed = 0`, store, id)
	return found(a, err, address.ErrNotFound)
}

// Insert stores a new address.
func (s *Addresses) Insert(ctx context.Context, a address.Address) (address.ID, error) {
	id, err := db.Insert[address.ID](ctx, s.db, `
		INSERT INTO addresses (store_id, kind, preferred, name, street, district, city, province, country, postal, phone, mobile, email)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		RETURNING id`,
		a.Store, a.Kind, a.Preferred, a.Name, a.Street, a.District, a.City, a.Province, a.Country, a.Postal, a.Phone, a.Mobile, a.Email)
	if err != nil {
		return 0, fmt.Errorf("insert address: %w", err)
	}
	return id, nil
}

// Update stores an address if nobody changed it since it was read.
func (s *Addresses) Update(ctx context.Context, a address.Address) error {
	return changed(address.ErrChanged)(s.db.Exec(ctx, `
		UPDATE addresses
		SET preferred = ?, name = ?, street = ?, district = ?, city = ?, province = ?, country = ?, postal = ?,
		    phone = ?, mobile = ?, email = ?, version = version + 1
		WHERE store_id = ? AND id = ? AND version = ? AND removed = 0`,
		a.Preferred, a.Name, a.Street, a.District, a.City, a.Province, a.Country, a.Postal,
		a.Phone, a.Mobile, a.Email, a.Store, a.ID, a.Version))
}

// Remove hides an address if nobody changed it since it was read.
func (s *Addresses) Remove(ctx context.Context, a address.Address) error {
	return changed(address.ErrChanged)(s.db.Exec(ctx, `
		UPDATE addresses
		SET removed = 1, preferred = 0, version = version + 1
		WHERE store_id = ? AND id = ? AND version = ? AND removed = 0`, a.Store, a.ID, a.Version))
}

// Unprefer takes the mark from the preferred address of a kind.
func (s *Addresses) Unprefer(ctx context.Context, store account.StoreID, k address.Kind) error {
	_, err := s.db.Exec(ctx, `
		UPDATE addresses
		SET preferred = 0
		WHERE store_id = ? AND kind = ? AND preferred = 1`, store, k)
	return err
}

// Prefer puts the mark on an address of a kind that has no preferred one.
func (s *Addresses) Prefer(ctx context.Context, store account.StoreID, id address.ID) error {
	_, err := s.db.Exec(ctx, `
		UPDATE addresses
		SET preferred = 1
		WHERE store_id = ? AND id = ? AND removed = 0`, store, id)
	return err
}
