package sqlstore

import (
	"context"
	"errors"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
)

func scanSession(r db.Row) (s account.Session, err error) {
	var created, seen db.Time
	err = r.Scan(&s.Digest, &s.Person, &s.Store, &created, &seen)
	s.CreatedAt, s.SeenAt = created.Time, seen.Time
	return s, err
}

// InsertSession adds a session.
func (a *Accounts) InsertSession(ctx context.Context, s account.Session) error {
	_, err := a.db.Exec(ctx, `
		INSERT INTO sessions (digest, person_id, store_id, created_at, seen_at)
		VALUES (?, ?, ?, ?, ?)`, s.Digest, s.Person, s.Store, db.Time{Time: s.CreatedAt}, db.Time{Time: s.SeenAt})
	return err
}

// Session returns the session with a token's digest.
func (a *Accounts) Session(ctx context.Context, digest string) (account.Session, error) {
	s, err := db.One(ctx, a.db, scanSession, `
		SELECT digest, person_id, store_id, created_at, seen_at
		FROM sessions
		WHERE digest = ?`, digest)
	return found(s, err, account.ErrNotSignedIn)
}

// SetSessionStore makes another store the current one.
func (a *Accounts) SetSessionStore(ctx context.Context, digest string, store account.StoreID) error {
	return changed(account.ErrNotSignedIn)(a.db.Exec(ctx, `
		UPDATE sessions
		SET store_id = ?
		WHERE digest = ?`, store, digest))
}

// SetSessionSeen notes when a session was seen; it may be over meanwhile.
func (a *Accounts) SetSessionSeen(ctx context.Context, digest string, at time.Time) error {
	_, err := a.db.Exec(ctx, `
		UPDATE sessions
		SET seen_at = ?
		WHERE digest = ?`, db.Time{Time: at}, digest)
	return err
}

// RemoveSession ends a session, if there is one.
func (a *Accounts) RemoveSession(ctx context.Context, digest string) error {
	_, err := a.db.Exec(ctx, `
		DELETE FROM sessions
		WHERE digest = ?`, digest)
	return err
}

// RemoveSessionsOf ends all sessions of a person.
func (a *Accounts) RemoveSessionsOf(ctx context.Context, person account.PersonID) error {
	_, err := a.db.Exec(ctx, `
		DELETE FROM sessions
		WHERE person_id = ?`, person)
	return err
}

// RemoveSessionsBefore removes sessions last seen at a moment or before, and
// those made at a moment or before.
func (a *Accounts) RemoveSessionsBefore(ctx context.Context, seen, created time.Time) error {
	_, err := a.db.Exec(ctx, `
		DELETE FROM sessions
		WHERE seen_at <= ? OR created_at <= ?`, db.Time{Time: seen}, db.Time{Time: created})
	return err
}

// Attempts returns the attempts to sign in of a subject; none are a count of zero.
func (a *Accounts) Attempts(ctx context.Context, c account.Counter, subject string) (account.Attempts, error) {
	found, err := db.One(ctx, a.db, func(r db.Row) (account.Attempts, error) {
		out := account.Attempts{Counter: c, Subject: subject}
		var last db.Time
		err := r.Scan(&out.Count, &last)
		out.LastAt = last.Time
		return out, err
	}, `
		SELECT attempts, last_at
		FROM sign_in_attempts
		WHERE kind = ? AND subject = ?`, c, subject)
	if errors.Is(err, db.ErrNoRows) {
		return account.Attempts{Counter: c, Subject: subject}, nil
	}
	return found, err
}

// SaveAttempts inserts or replaces the attempts of a subject.
func (a *Accounts) SaveAttempts(ctx context.Context, t account.Attempts) error {
	_, err := a.db.Exec(ctx, `
		INSERT INTO sign_in_attempts (kind, subject, attempts, last_at)
		VALUES (?, ?, ?, ?)
		ON CONFLICT (kind, subject) DO UPDATE SET attempts = excluded.attempts, last_at = excluded.last_at`,
		t.Counter, t.Subject, t.Count, db.Time{Time: t.LastAt})
	return err
}

// RemoveAttemptsBefore forgets attempts whose last one was at a moment or before.
func (a *Accounts) RemoveAttemptsBefore(ctx context.Context, last time.Time) error {
	_, err := a.db.Exec(ctx, `
		DELETE FROM sign_in_attempts
		WHERE last_at <= ?`, db.Time{Time: last})
	return err
}
