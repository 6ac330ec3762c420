package account

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"sellerdesk/internal/errs"
)

// Records are the stored stores, people, sessions and attempts.
type Records interface {
	InsertStore(ctx context.Context, s Store) (StoreID, error)
	UpdateStore(ctx context.Context, s Store) error
	Store(ctx context.Context, id StoreID) (Store, error)

	// InsertPerson stores a person without a password.
	InsertPerson(ctx context.Context, p Person, at time.Time) (PersonID, error)
	Person(ctx context.Context, id PersonID) (Person, error)
	PersonByEmail(ctx context.Context, email string) (Person, error)
	UpdatePerson(ctx context.Context, p Person) error
	// Password returns the hash of a person's password, empty when none was set.
	Password(ctx context.Context, id PersonID) (string, error)
	SetPassword(ctx context.Context, id PersonID, hash string) error

	// InsertMember returns ErrMember for somebody who is one already.
	InsertMember(ctx context.Context, store StoreID, person PersonID, r Role) error
	SetRole(ctx context.Context, store StoreID, person PersonID, r Role) error
	RemoveMember(ctx context.Context, store StoreID, person PersonID) error
	Members(ctx context.Context, store StoreID) ([]Member, error)
	// StoresOf returns a person's stores by name.
	StoresOf(ctx context.Context, person PersonID) ([]StoreRole, error)

	InsertSession(ctx context.Context, s Session) error
	// Session returns ErrNotSignedIn when there is none.
	Session(ctx context.Context, digest string) (Session, error)
	SetSessionStore(ctx context.Context, digest string, store StoreID) error
	SetSessionSeen(ctx context.Context, digest string, at time.Time) error
	RemoveSession(ctx context.Context, digest string) error
	RemoveSessionsOf(ctx context.Context, person PersonID) error
	RemoveSessionsBefore(ctx context.Context, seen, created time.Time) error

	Attempts(ctx context.Context, c Counter, subject string) (Attempts, error)
	SaveAttempts(ctx context.Context, a Attempts) error
	RemoveAttemptsBefore(ctx context.Context, last time.Time) error

	ClockRecords
}

// Transactor runs a function in a transaction.
type Transactor interface {
	InTx(ctx context.Context, fn func(ctx context.Context) error) error
}

// Service knows who may work where, and signs people in.
type Service struct {
	records Records
	tx      Transactor
	clocks  *Clocks
	wall    func() time.Time
	hasher  *hasher

	mu   sync.Mutex
	seen map[string]time.Time // by digest, since the last TouchSessions
}

// NewService returns the service; wall is the wall clock.
func NewService(records Records, tx Transactor, clocks *Clocks, wall func() time.Time) *Service {
	return &Service{
		records: records, tx: tx, clocks: clocks,
		wall:   func() time.Time { return wall().UTC().Truncate(time.Millisecond) },
		hasher: newHasher(),
		seen:   map[string]time.Time{},
	}
}

// CreateStore makes a store and its owner, who has no password yet if nobody had
// this e-mail. The clock of a rehearsal store starts at the present.
func (s *Service) CreateStore(ctx context.Context, name, ownerEmail string, live bool) (StoreID, error) {
	now := s.wall()
	store := Store{
		Name: strings.TrimSpace(name), Live: live,
		Zone: DefaultZone, PackingWeight: DefaultPacking, CreatedAt: now,
	}
	if err := store.Check(); err != nil {
		return 0, err
	}
	err := s.tx.InTx(ctx, func(ctx context.Context) (err error) {
		if store.ID, err = s.records.InsertStore(ctx, store); err != nil {
			return fmt.Errorf("create store: %w", err)
		}
		if !live {
			if err := s.records.SaveClock(ctx, ClockFace{Store: store.ID, Base: now, WallBase: now, Rate: 1}); err != nil {
				return fmt.Errorf("create store: %w", err)
			}
		}
		return s.AddMember(ctx, store.ID, ownerEmail, Owner)
	})
	if err != nil || live {
		return store.ID, err
	}
	return store.ID, s.clocks.Start(ctx, store.ID, now, 1)
}

// Store returns a store.
func (s *Service) Store(ctx context.Context, id StoreID) (Store, error) {
	return s.records.Store(ctx, id)
}

// ChangeStore stores the name, zone and packing weight of a store.
func (s *Service) ChangeStore(ctx context.Context, store Store) error {
	store.Name = strings.TrimSpace(store.Name)
	if err := store.Check(); err != nil {
		return err
	}
	return s.records.UpdateStore(ctx, store)
}

// SetPreferences stores how a person wants to see pages.
func (s *Service) SetPreferences(ctx context.Context, person PersonID, l Language, t Theme) error {
	return s.changePerson(ctx, person, func(p *Person) { p.Language, p.Theme = l, t })
}

// Rename stores the name under which others see a person.
func (s *Service) Rename(ctx context.Context, person PersonID, name string) error {
	problems := errs.Fields{}
	checkName(&problems, "name", name)
	if err := problems.Err(); err != nil {
		return err
	}
	return s.changePerson(ctx, person, func(p *Person) { p.Name = strings.TrimSpace(name) })
}

func (s *Service) changePerson(ctx context.Context, id PersonID, change func(*Person)) error {
	return s.tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.records.Person(ctx, id)
		if err != nil {
			return err
		}
		change(&p)
		return s.records.UpdatePerson(ctx, p)
	})
}

// personFor returns the person with an e-mail, made now if nobody has it.
func (s *Service) personFor(ctx context.Context, email string) (PersonID, error) {
	email, err := ParseEmail(email)
	if err != nil {
		return 0, err
	}
	p, err := s.records.PersonByEmail(ctx, email)
	if err == nil || !errors.Is(err, ErrPersonNotFound) {
		return p.ID, err
	}
	name, _, _ := strings.Cut(email, "@")
	return s.records.InsertPerson(ctx, Person{Email: email, Name: name, Theme: System}, s.wall())
}
