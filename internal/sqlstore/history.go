package sqlstore

import (
	"context"
	"database/sql"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/history"
)

// History are the stored entries of what changed.
type History struct{ db *db.DB }

// NewHistory returns the history in a database.
func NewHistory(d *db.DB) *History { return &History{d} }

// Insert adds an entry.
func (h *History) Insert(ctx context.Context, e history.Entry) error {
	person := sql.Null[account.PersonID]{V: e.Actor.Person, Valid: e.Actor.Kind == history.ByPerson}
	_, err := h.db.Exec(ctx, `
		INSERT INTO history (store_id, subject_kind, subject_id, actor, person_id, at, wall_at, action, args, before, after)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		e.Store, e.Subject.Kind, e.Subject.ID, e.Actor.Kind, person, db.Time{Time: e.At}, db.Time{Time: e.WallAt},
		e.Action, db.JSON[history.Values]{V: e.Args}, db.JSON[history.Values]{V: e.Before}, db.JSON[history.Values]{V: e.After})
	return err
}

// ForSubject returns everything about a subject, the newest first.
func (h *History) ForSubject(ctx context.Context, store account.StoreID, s history.Subject) ([]history.Entry, error) {
	return db.All(ctx, h.db, scanEntry, `
		SELECT h.id, h.store_id, h.subject_kind, h.subject_id, h.actor, h.person_id, p.name,
			h.at, h.wall_at, h.action, h.args, h.before, h.after
		FROM history AS h
		LEFT JOIN people AS p ON p.id = h.person_id
		WHERE h.store_id = ? AND h.subject_kind = ? AND h.subject_id = ?
		ORDER BY h.id DESC`, store, s.Kind, s.ID)
}

func scanEntry(r db.Row) (e history.Entry, err error) {
	var person sql.Null[account.PersonID]
	var name sql.Null[string]
	var at, wall db.Time
	var args, before, after db.JSON[history.Values]
	err = r.Scan(&e.ID, &e.Store, &e.Subject.Kind, &e.Subject.ID, &e.Actor.Kind, &person, &name,
		&at, &wall, &e.Action, &args, &before, &after)
	e.Actor.Person, e.Actor.Name = person.V, name.V
	e.At, e.WallAt = at.Time, wall.Time
	e.Args, e.Before, e.After = args.V, before.V, after.V
	return e, err
}
