package sqlstore

import (
	"context"
	"fmt"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/parcel"
)

// AddPrint stores a printing as the next copy of its parcel's label.
func (s *Parcels) AddPrint(ctx context.Context, store account.StoreID, p parcel.Print) error {
	_, err := s.db.Exec(ctx, `
		INSERT INTO label_prints (store_id, parcel_id, copy, person_id, at, kind, paper)
		SELECT ?, ?, COALESCE(MAX(copy), 0) + 1, ?, ?, ?, ?
		FROM label_prints
		WHERE store_id = ? AND parcel_id = ?`,
		store, p.Parcel, p.Person, db.Time{Time: p.At}, p.Kind, p.Paper, store, p.Parcel)
	if err != nil {
		return fmt.Errorf("note the label of parcel %d: %w", p.Parcel, err)
	}
	return nil
}

// Prints returns the printings of a parcel's label, the newest first.
func (s *Parcels) Prints(ctx context.Context, store account.StoreID, id parcel.ID) ([]parcel.Print, error) {
	return db.All(ctx, s.db, func(r db.Row) (p parcel.Print, err error) {
		var at db.Time
		err = r.Scan(&p.Parcel, &p.Copy, &p.Person, &p.Name, &at, &p.Kind, &p.Paper)
		p.At = at.Time
		return p, err
	}, `
		SELECT l.parcel_id, l.copy, l.person_id, p.name, l.at, l.kind, l.paper
		FROM label_prints AS l
		JOIN people AS p ON p.id = l.person_id
		WHERE l.store_id = ? AND l.parcel_id = ?
		ORDER BY l.copy DESC`, store, id)
}
