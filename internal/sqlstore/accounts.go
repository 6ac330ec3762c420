package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
)

// Accounts are the stored stores, people, members and clocks.
type Accounts struct{ db *db.DB }

// NewAccounts returns the accounts in a database.
func NewAccounts(d *db.DB) *Accounts { return &Accounts{d} }

const storeColumns = `s.id, s.name, s.live, s.zone, s.packing_grams, s.created_at`

func storeFields(s *account.Store, created *db.Time) []any {
	return []any{&s.ID, &s.Name, &s.Live, &s.Zone, &s.PackingWeight, created}
}

func scanStore(r db.Row) (s account.Store, err error) {
	var created db.Time
	err = r.Scan(storeFields(&s, &created)...)
	s.CreatedAt = created.Time
	return s, err
}

// InsertStore adds a store.
func (a *Accounts) InsertStore(ctx context.Context, s account.Store) (account.StoreID, error) {
	return db.Insert[account.StoreID](ctx, a.db, `
		INSERT INTO stores (name, live, zone, packing_grams, created_at)
		VALUES (?, ?, ?, ?, ?)
		RETURNING id`, s.Name, s.Live, s.Zone, s.PackingWeight, db.Time{Time: s.CreatedAt})
}

// UpdateStore stores what can be changed in a store.
func (a *Accounts) UpdateStore(ctx context.Context, s account.Store) error {
	return changed(account.ErrStoreNotFound)(a.db.Exec(ctx, `
		UPDATE stores
		SET name = ?, zone = ?, packing_grams = ?
		WHERE id = ?`, s.Name, s.Zone, s.PackingWeight, s.ID))
}

// Store returns a store.
func (a *Accounts) Store(ctx context.Context, id account.StoreID) (account.Store, error) {
	s, err := db.One(ctx, a.db, scanStore, `
		SELECT `+storeColumns+`
		FROM stores AS s
		WHERE s.id = ?`, id)
	return found(s, err, account.ErrStoreNotFound)
}

// Stores returns every store, in the order they were made.
func (a *Accounts) Stores(ctx context.Context) ([]account.Store, error) {
	return db.All(ctx, a.db, scanStore, `
		SELECT `+storeColumns+`
		FROM stores AS s
		ORDER BY s.id`)
}

const personColumns = `p.id, p.email, p.name, p.language, p.theme`

func personFields(p *account.Person) []any {
	return []any{&p.ID, &p.Email, &p.Name, &p.Language, &p.Theme}
}

func scanPerson(r db.Row) (p account.Person, err error) {
	err = r.Scan(personFields(&p)...)
	return p, err
}

// InsertPerson adds a person without a password.
func (a *Accounts) InsertPerson(ctx context.Context, p account.Person, at time.Time) (account.PersonID, error) {
	return db.Insert[account.PersonID](ctx, a.db, `
		INSERT INTO people (email, name, password, language, theme, created_at)
		VALUES (?, ?, '', ?, ?, ?)
		RETURNING id`, p.Email, p.Name, p.Language, p.Theme, db.Time{Time: at})
}

// Person returns a person.
func (a *Accounts) Person(ctx context.Context, id account.PersonID) (account.Person, error) {
	p, err := db.One(ctx, a.db, scanPerson, `
		SELECT `+personColumns+`
		FROM people AS p
		WHERE p.id = ?`, id)
	return found(p, err, account.ErrPersonNotFound)
}

// PersonByEmail returns the person with an e-mail in small letters.
func (a *Accounts) PersonByEmail(ctx context.Context, email string) (account.Person, error) {
	p, err := db.One(ctx, a.db, scanPerson, `
		SELECT `+personColumns+`
		FROM people AS p
		WHERE p.email = ?`, email)
	return found(p, err, account.ErrPersonNotFound)
}

// UpdatePerson stores a person's name and preferences.
func (a *Accounts) UpdatePerson(ctx context.Context, p account.Person) error {
	return changed(account.ErrPersonNotFound)(a.db.Exec(ctx, `
		UPDATE people
		SET name = ?, language = ?, theme = ?
		WHERE id = ?`, p.Name, p.Language, p.Theme, p.ID))
}

// Password returns the hash of a person's password, empty when none was set.
func (a *Accounts) Password(ctx context.Context, id account.PersonID) (string, error) {
	hash, err := db.One(ctx, a.db, scanText, `
		SELECT password
		FROM people
		WHERE id = ?`, id)
	return found(hash, err, account.ErrPersonNotFound)
}

// SetPassword stores the hash of a person's password.
func (a *Accounts) SetPassword(ctx context.Context, id account.PersonID, hash string) error {
	return changed(account.ErrPersonNotFound)(a.db.Exec(ctx, `
		UPDATE people
		SET password = ?
		WHERE id = ?`, hash, id))
}

// InsertMember gives a person a role in a store.
func (a *Accounts) InsertMember(ctx context.Context, store account.StoreID, person account.PersonID, r account.Role) error {
	_, err := a.db.Exec(ctx, `
		INSERT INTO members (store_id, person_id, role)
		VALUES (?, ?, ?)`, store, person, r)
	if db.IsUnique(err, "members.person_id") {
		return account.ErrMember
	}
	if errors.Is(err, db.ErrReference) {
		return account.ErrStoreNotFound
	}
	return err
}

// SetRole gives a member another role.
func (a *Accounts) SetRole(ctx context.Context, store account.StoreID, person account.PersonID, r account.Role) error {
	return changed(account.ErrPersonNotFound)(a.db.Exec(ctx, `
		UPDATE members
		SET role = ?
		WHERE store_id = ? AND person_id = ?`, r, store, person))
}

// RemoveMember takes a person out of a store; the sessions in it end with that.
func (a *Accounts) RemoveMember(ctx context.Context, store account.StoreID, person account.PersonID) error {
	return changed(account.ErrPersonNotFound)(a.db.Exec(ctx, `
		DELETE FROM members
		WHERE store_id = ? AND person_id = ?`, store, person))
}

// Members returns everybody of a store, by e-mail.
func (a *Accounts) Members(ctx context.Context, store account.StoreID) ([]account.Member, error) {
	return db.All(ctx, a.db, func(r db.Row) (m account.Member, err error) {
		err = r.Scan(append(personFields(&m.Person), &m.Role, &m.HasPassword)...)
		return m, err
	}, `
		SELECT `+personColumns+`, m.role, p.password <> ''
		FROM members AS m
		JOIN people AS p ON p.id = m.person_id
		WHERE m.store_id = ?
		ORDER BY p.email`, store)
}

// StoresOf returns the stores of a person, by name.
func (a *Accounts) StoresOf(ctx context.Context, person account.PersonID) ([]account.StoreRole, error) {
	return db.All(ctx, a.db, func(r db.Row) (in account.StoreRole, err error) {
		var created db.Time
		err = r.Scan(append(storeFields(&in.Store, &created), &in.Role)...)
		in.Store.CreatedAt = created.Time
		return in, err
	}, `
		SELECT `+storeColumns+`, m.role
		FROM members AS m
		JOIN stores AS s ON s.id = m.store_id
		WHERE m.person_id = ?
		ORDER BY s.name, s.id`, person)
}

func scanClock(r db.Row) (f account.ClockFace, err error) {
	var base, wall db.Time
	err = r.Scan(&f.Store, &base, &wall, &f.Rate)
	f.Base, f.WallBase = base.Time, wall.Time
	return f, err
}

// Clocks returns the clocks of all rehearsal stores.
func (a *Accounts) Clocks(ctx context.Context) ([]account.ClockFace, error) {
	return db.All(ctx, a.db, scanClock, `
		SELECT store_id, base, wall_base, rate
		FROM clocks
		ORDER BY store_id`)
}

// Clock returns the clock of a rehearsal store, and ErrLive for any other.
func (a *Accounts) Clock(ctx context.Context, store account.StoreID) (account.ClockFace, error) {
	f, err := db.One(ctx, a.db, scanClock, `
		SELECT store_id, base, wall_base, rate
		FROM clocks
		WHERE store_id = ?`, store)
	return found(f, err, account.ErrLive)
}

// SaveClock inserts or replaces a clock.
func (a *Accounts) SaveClock(ctx context.Context, f account.ClockFace) error {
	_, err := a.db.Exec(ctx, `
		INSERT INTO clocks (store_id, base, wall_base, rate)
		VALUES (?, ?, ?, ?)
		ON CONFLICT (store_id) DO UPDATE SET base = excluded.base, wall_base = excluded.wall_base, rate = excluded.rate`,
		f.Store, db.Time{Time: f.Base}, db.Time{Time: f.WallBase}, f.Rate)
	if err != nil {
		return fmt.Errorf("save clock: %w", err)
	}
	return nil
}
