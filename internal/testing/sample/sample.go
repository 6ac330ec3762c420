// Package sample holds valid values to start tests from. A test changes only
// what it is about, so its reason can be seen in it.
package sample

import (
	"sync"
	"time"

	"sellerdesk/internal/account"
)

// Moment is when tests happen: 14:00 on 20 November 2026, a Friday, in Shanghai.
var Moment = time.Date(2026, 11, 20, 6, 0, 0, 0, time.UTC)

// Store returns a rehearsal store with id 1.
func Store(change ...func(*account.Store)) account.Store {
	return with(account.Store{
		ID:            1,
		Name:          "Test shop",
		Zone:          account.DefaultZone,
		PackingWeight: account.DefaultPacking,
		CreatedAt:     Moment,
	}, change)
}

// Person returns a person with id 1 who reads English.
func Person(change ...func(*account.Person)) account.Person {
	return with(account.Person{
		ID:       1,
		Email:    "owner@example.com",
		Name:     "Li Wei",
		Language: account.English,
		Theme:    account.System,
	}, change)
}

// Visitor returns the sample person as owner of the sample store.
func Visitor(change ...func(*account.Visitor)) account.Visitor {
	store := Store()
	return with(account.Visitor{
		Person: Person(),
		Store:  store,
		Role:   account.Owner,
		Stores: []account.StoreRole{{Store: store, Role: account.Owner}},
		Session: account.Session{
			Digest: "sample", Person: 1, Store: store.ID, CreatedAt: Moment, SeenAt: Moment,
		},
	}, change)
}

func with[T any](v T, changes []func(*T)) T {
	for _, change := range changes {
		change(&v)
	}
	return v
}

// Clock is a clock that stands still until a test moves it: the wall clock and
// every store's clock in one. It is safe for concurrent use.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock returns a clock that shows Moment.
func NewClock() *Clock { return &Clock{now: Moment} }

// Now is the time of any store.
func (c *Clock) Now(account.StoreID) time.Time { return c.Wall() }

// Wall is the time of the wall clock.
func (c *Clock) Wall() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance moves the clock on.
func (c *Clock) Advance(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(by)
}

// Set moves the clock to a moment.
func (c *Clock) Set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = at
}
