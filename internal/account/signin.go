package account

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"
)

// SignIn checks a password and returns the token of a new session, for a cookie.
// remote is the visitor's network address. It reports ErrSignIn for a wrong
// e-mail or password, and ErrTooMany with the seconds to wait after too many.
func (s *Service) SignIn(ctx context.Context, email, password, remote string) (string, error) {
	email = strings.ToLower(strings.TrimSpace(email))
	if len(email) > longestEmail || len(password) > longestPassword {
		return "", ErrSignIn
	}
	if err := s.attempt(ctx, email, remote); err != nil {
		return "", err
	}
	person, err := s.authenticate(ctx, email, password)
	if err != nil {
		return "", err
	}
	return s.open(ctx, person, email, remote)
}

// attempt counts an attempt before its outcome is known, so that many at the
// same time do not pass together; open takes back what was counted for a right password.
func (s *Service) attempt(ctx context.Context, email, remote string) error {
	return s.tx.InTx(ctx, func(ctx context.Context) error {
		account, err := s.records.Attempts(ctx, ByAccount, email)
		if err != nil {
			return fmt.Errorf("count attempts: %w", err)
		}
		address, err := s.records.Attempts(ctx, ByAddress, network(remote))
		if err != nil {
			return fmt.Errorf("count attempts: %w", err)
		}
		now := s.wall()
		if wait := max(account.wait(now), address.wait(now)); wait > 0 {
			return ErrTooMany.With("Count", int64((wait+time.Second-1)/time.Second))
		}
		if err := s.records.SaveAttempts(ctx, account.next(now)); err != nil {
			return err
		}
		return s.records.SaveAttempts(ctx, address.next(now))
	})
}

// authenticate returns the person with an e-mail and password. It takes the
// same time whether or not somebody has the e-mail.
func (s *Service) authenticate(ctx context.Context, email, password string) (Person, error) {
	hash := ""
	p, err := s.records.PersonByEmail(ctx, email)
	if err != nil && !errors.Is(err, ErrPersonNotFound) {
		return p, fmt.Errorf("sign in: %w", err)
	}
	if err == nil {
		if hash, err = s.records.Password(ctx, p.ID); err != nil {
			return p, fmt.Errorf("sign in: %w", err)
		}
	}
	same, err := s.hasher.matches(ctx, password, hash)
	if err == nil && !same {
		err = ErrSignIn
	}
	return p, err
}

// open makes a session in the person's first store and forgives the attempts.
func (s *Service) open(ctx context.Context, p Person, email, remote string) (string, error) {
	token, now := newToken(), s.wall()
	err := s.tx.InTx(ctx, func(ctx context.Context) error {
		stores, err := s.records.StoresOf(ctx, p.ID)
		if err != nil {
			return fmt.Errorf("sign in: %w", err)
		}
		if len(stores) == 0 {
			return ErrNoStore
		}
		if err := s.forgive(ctx, email, remote); err != nil {
			return err
		}
		return s.records.InsertSession(ctx, Session{
			Digest: digest(token), Person: p.ID, Store: stores[0].Store.ID, CreatedAt: now, SeenAt: now,
		})
	})
	if err != nil {
		return "", err
	}
	return token, nil
}

// forgive resets the count of an account and takes one attempt off the address,
// on which others may be guessing.
func (s *Service) forgive(ctx context.Context, email, remote string) error {
	if err := s.records.SaveAttempts(ctx, Attempts{Counter: ByAccount, Subject: email, LastAt: s.wall()}); err != nil {
		return err
	}
	a, err := s.records.Attempts(ctx, ByAddress, network(remote))
	if err != nil {
		return err
	}
	a.Count = max(0, a.Count-1)
	return s.records.SaveAttempts(ctx, a)
}

// Visitor returns who has the session of a token, or ErrNotSignedIn. It writes
// nothing: TouchSessions notes later that the session was seen.
func (s *Service) Visitor(ctx context.Context, token string) (Visitor, error) {
	session, err := s.session(ctx, token)
	if err != nil {
		return Visitor{}, err
	}
	person, err := s.records.Person(ctx, session.Person)
	if err != nil {
		return Visitor{}, fmt.Errorf("visitor: %w", err)
	}
	stores, err := s.records.StoresOf(ctx, session.Person)
	if err != nil {
		return Visitor{}, fmt.Errorf("visitor: %w", err)
	}
	for _, in := range stores {
		if in.Store.ID == session.Store {
			s.noteSeen(session)
			return Visitor{person, in.Store, in.Role, stores, session}, nil
		}
	}
	return Visitor{}, ErrNotSignedIn
}

// session returns the session of a token if it is not over.
func (s *Service) session(ctx context.Context, token string) (Session, error) {
	session, err := s.records.Session(ctx, digest(token))
	if err != nil {
		return Session{}, err
	}
	if at, noted := s.lastSeen(session.Digest); noted {
		session.SeenAt = at
	}
	if session.over(s.wall()) {
		return Session{}, ErrNotSignedIn
	}
	return session, nil
}

func (s *Service) lastSeen(digest string) (time.Time, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, noted := s.seen[digest]
	return at, noted
}

func (s *Service) noteSeen(session Session) {
	now := s.wall()
	if now.Sub(session.SeenAt) < seenPeriod {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen[session.Digest] = now
}

// TouchSessions stores which sessions were seen, and removes those that are
// over and attempts that are forgotten. The worker calls it every minute.
func (s *Service) TouchSessions(ctx context.Context) error {
	s.mu.Lock()
	seen := maps.Clone(s.seen)
	s.mu.Unlock()
	err := s.tx.InTx(ctx, func(ctx context.Context) error {
		for digest, at := range seen {
			if err := s.records.SetSessionSeen(ctx, digest, at); err != nil {
				return err
			}
		}
		now := s.wall()
		if err := s.records.RemoveSessionsBefore(ctx, now.Add(-idleTime), now.Add(-wholeTime)); err != nil {
			return err
		}
		return s.records.RemoveAttemptsBefore(ctx, now.Add(-forgetTime))
	})
	if err != nil {
		return fmt.Errorf("touch sessions: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.DeleteFunc(s.seen, func(digest string, at time.Time) bool { return seen[digest].Equal(at) })
	return nil
}

// SignOut ends the session of a token. A token without session is fine.
func (s *Service) SignOut(ctx context.Context, token string) error {
	return s.records.RemoveSession(ctx, digest(token))
}

// RevokeAll ends every session of a person.
func (s *Service) RevokeAll(ctx context.Context, person PersonID) error {
	return s.records.RemoveSessionsOf(ctx, person)
}

// SwitchStore makes another of the person's stores the current one of a session.
func (s *Service) SwitchStore(ctx context.Context, token string, store StoreID) error {
	return s.tx.InTx(ctx, func(ctx context.Context) error {
		v, err := s.Visitor(ctx, token)
		if err != nil {
			return err
		}
		for _, in := range v.Stores {
			if in.Store.ID == store {
				return s.records.SetSessionStore(ctx, v.Session.Digest, store)
			}
		}
		return ErrStoreNotFound
	})
}
