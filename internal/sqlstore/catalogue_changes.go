package sqlstore

import (
	"context"
	"errors"
	"fmt"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/db"
	"sellerdesk/internal/tariffimport"
)

// ownNumber is what the versions of a store's owners are called, with their count.
const ownNumber = "own.%d"

// AddChange adds a version of a store with its rows, and gives it an id and a number.
// Call it in a transaction: the number is the next one of the store.
func (c *Catalogue) AddChange(ctx context.Context, x tariffimport.Change, rows tariffimport.Rows) (tariffimport.Change, error) {
	before, err := db.One(ctx, c.db, scanNumber, `
		SELECT COUNT(*)
		FROM catalogue_versions
		WHERE store_id = ?`, x.Store)
	if err != nil {
		return x, fmt.Errorf("count versions: %w", err)
	}
	x.Number = fmt.Sprintf(ownNumber, before+1)
	x.Version, err = db.Insert[channel.VersionID](ctx, c.db, `
		INSERT INTO catalogue_versions (store_id, number, from_date)
		VALUES (?, ?, ?)
		RETURNING id`, x.Store, x.Number, x.From)
	if err != nil {
		return x, fmt.Errorf("add version %s: %w", x.Number, err)
	}
	l := loading{x.Store, x.Version}
	if err := errors.Join(c.addTariffs(ctx, l, rows.Tariffs), c.addWarehouses(ctx, l, rows.Warehouses)); err != nil {
		return x, fmt.Errorf("add version %s: %w", x.Number, err)
	}
	return x, c.insertChange(ctx, x)
}

func scanNumber(r db.Row) (n int, err error) {
	err = r.Scan(&n)
	return n, err
}

func (c *Catalogue) insertChange(ctx context.Context, x tariffimport.Change) error {
	var upload *tariffimport.ID
	if x.Upload != 0 {
		upload = &x.Upload
	}
	_, err := c.db.Exec(ctx, `
		INSERT INTO tariff_changes (store_id, version_id, kind, person_id, at, upload_id, about, rows)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		x.Store, x.Version, x.Kind, x.Person, db.Time{Time: x.At}, upload, x.About, x.Rows)
	if err != nil {
		return fmt.Errorf("note the change %s: %w", x.Number, err)
	}
	return nil
}

// Changes returns what owners of a store changed, the newest first.
func (c *Catalogue) Changes(ctx context.Context, store account.StoreID) ([]tariffimport.Change, error) {
	return db.All(ctx, c.db, scanChange, `
		SELECT t.version_id, v.number, t.store_id, t.kind, v.from_date, t.person_id, p.name, t.at, COALESCE(t.upload_id, 0), t.about, t.rows, t.withdrawn_at
		FROM tariff_changes t
		JOIN catalogue_versions v ON v.store_id = t.store_id AND v.id = t.version_id
		JOIN people p ON p.id = t.person_id
		WHERE t.store_id = ?
		ORDER BY t.version_id DESC`, store)
}

func scanChange(r db.Row) (x tariffimport.Change, err error) {
	var at db.Time
	var withdrawn db.NullTime
	err = r.Scan(&x.Version, &x.Number, &x.Store, &x.Kind, &x.From, &x.Person, &x.PersonName, &at, &x.Upload, &x.About, &x.Rows, &withdrawn)
	x.At, x.WithdrawnAt = at.Time, withdrawn.Time
	return x, err
}

// Withdraw notes when a change was withdrawn.
func (c *Catalogue) Withdraw(ctx context.Context, x tariffimport.Change) error {
	_, err := c.db.Exec(ctx, `
		UPDATE tariff_changes
		SET withdrawn_at = ?
		WHERE store_id = ? AND version_id = ?`, db.Time{Time: x.WithdrawnAt}, x.Store, x.Version)
	if err != nil {
		return fmt.Errorf("withdraw version %s: %w", x.Number, err)
	}
	return nil
}

// TariffUploads are the price tables that owners of all stores uploaded.
type TariffUploads struct{ db *db.DB }

// NewTariffUploads returns the price tables of a database.
func NewTariffUploads(d *db.DB) *TariffUploads { return &TariffUploads{d} }

// tariffUpload is what uploads of price tables are called.
const tariffUpload = "tariff"

const tariffUploadColumns = `u.id, u.store_id, u.person_id, p.name, u.name, u.sha256, u.at`

func scanTariffUpload(r db.Row) (u tariffimport.Upload, err error) {
	var at db.Time
	err = r.Scan(&u.ID, &u.Store, &u.Person, &u.PersonName, &u.Name, &u.Sum, &at)
	u.At = at.Time
	return u, err
}

// Insert stores a file. Nothing is kept of its check, which depends on the tariffs of its day.
func (s *TariffUploads) Insert(ctx context.Context, u tariffimport.Upload, content []byte) (tariffimport.ID, error) {
	return db.Insert[tariffimport.ID](ctx, s.db, `
		INSERT INTO uploads (store_id, person_id, kind, name, content, sha256, at, state, result)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		RETURNING id`,
		u.Store, u.Person, tariffUpload, u.Name, content, u.Sum, db.Time{Time: u.At}, uploadChecked, db.JSON[uploadResult]{})
}

// Get returns a price table of the store.
func (s *TariffUploads) Get(ctx context.Context, store account.StoreID, id tariffimport.ID) (tariffimport.Upload, error) {
	u, err := db.One(ctx, s.db, scanTariffUpload, `
		SELECT `+tariffUploadColumns+`
		FROM uploads u
		JOIN people p ON p.id = u.person_id
		WHERE u.store_id = ? AND u.id = ? AND u.kind = ?`, store, id, tariffUpload)
	return found(u, err, tariffimport.ErrNotFound)
}

// Content returns the file itself.
func (s *TariffUploads) Content(ctx context.Context, store account.StoreID, id tariffimport.ID) ([]byte, error) {
	content, err := db.One(ctx, s.db, func(r db.Row) (content []byte, err error) {
		err = r.Scan(&content)
		return content, err
	}, `
		SELECT content
		FROM uploads
		WHERE store_id = ? AND id = ? AND kind = ?`, store, id, tariffUpload)
	return found(content, err, tariffimport.ErrNotFound)
}

// Recent returns the newest price tables, the newest first.
func (s *TariffUploads) Recent(ctx context.Context, store account.StoreID, limit int) ([]tariffimport.Upload, error) {
	return db.All(ctx, s.db, scanTariffUpload, `
		SELECT `+tariffUploadColumns+`
		FROM uploads u
		JOIN people p ON p.id = u.person_id
		WHERE u.store_id = ? AND u.kind = ? AND u.state = ?
		ORDER BY u.id DESC
		LIMIT ?`, store, tariffUpload, uploadChecked, limit)
}
