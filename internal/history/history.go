// Package history keeps who changed what, when.
//
// One entry is one change, written in the transaction of the change by the
// method that makes it. Entries are never changed or removed.
package history

import (
	"context"
	"fmt"
	"time"

	"sellerdesk/internal/account"
)

// Kind is what an entry is about.
type Kind string

// The kinds of subjects.
const (
	Store   Kind = "store"
	Person  Kind = "person"
	Product Kind = "product"
	Address Kind = "address"
	Order   Kind = "order"
	Parcel  Kind = "parcel"
	Notice  Kind = "notice"
	Payment Kind = "payment"
	Account Kind = "deduction_account"
	Claim   Kind = "claim"
	Dispute Kind = "dispute"
	Tariff  Kind = "tariff"

	OfflinePrice Kind = "offline_price" // a row of a store's price list; without an id the whole list
	ShipRules    Kind = "ship_rules"    // all rules of a store, without an id
)

// Kinds lists every kind.
var Kinds = []Kind{Store, Person, Product, Address, Order, Parcel, Notice, Payment, Account, Claim, Dispute, Tariff, OfflinePrice, ShipRules}

// Key is the key of the kind's message.
func (k Kind) Key() string { return "history_kind_" + string(k) }

// Subject is the thing that was changed; ID is the id in its own package.
type Subject struct {
	Kind Kind
	ID   int64
}

// About returns the subject of a kind with an id.
func About[ID ~int64](k Kind, id ID) Subject { return Subject{k, int64(id)} }

// ActorKind is the kind of who made a change.
type ActorKind string

// The kinds of actors.
const (
	ByPerson   ActorKind = "person"
	ByBuyer    ActorKind = "buyer"
	ByNetwork  ActorKind = "network"  // the logistics network: warehouse and carrier
	ByPlatform ActorKind = "platform" // AliExpress
	ByClock    ActorKind = "clock"    // a time that ran out
	ByGateway  ActorKind = "gateway"  // Alipay
)

// ActorKinds lists every kind of actor.
var ActorKinds = []ActorKind{ByPerson, ByBuyer, ByNetwork, ByPlatform, ByClock, ByGateway}

// Key is the key of the actor's message.
func (k ActorKind) Key() string { return "history_actor_" + string(k) }

// Actor is who made a change.
type Actor struct {
	Kind   ActorKind
	Person account.PersonID // of ByPerson
	Name   string           // of the person; filled in entries that are read
}

// Somebody is the actor for a person of the store.
func Somebody(p account.PersonID) Actor { return Actor{Kind: ByPerson, Person: p} }

// The actors that are not people of the store.
var (
	Buyer    = Actor{Kind: ByBuyer}
	Network  = Actor{Kind: ByNetwork}
	Platform = Actor{Kind: ByPlatform}
	Clock    = Actor{Kind: ByClock}
	Gateway  = Actor{Kind: ByGateway}
)

// Values are a few texts by name. Numbers stand in them as text.
type Values map[string]string

// Entry is one change.
type Entry struct {
	ID      int64
	Store   account.StoreID
	Subject Subject
	Actor   Actor
	At      time.Time // by the store's clock
	WallAt  time.Time // by the wall clock
	Action  string    // key of a message, which Args fill
	Args    Values
	Before  Values // the values that were changed, as they were
	After   Values // and as they are
}

// Records are the stored entries.
type Records interface {
	Insert(ctx context.Context, e Entry) error
	// ForSubject returns everything about a subject, the newest first.
	ForSubject(ctx context.Context, store account.StoreID, s Subject) ([]Entry, error)
}

// Log writes entries with the time of both clocks.
type Log struct {
	records Records
	clock   account.Clock
	wall    func() time.Time
}

// NewLog returns the log; wall is the wall clock.
func NewLog(records Records, clock account.Clock, wall func() time.Time) *Log {
	return &Log{records, clock, wall}
}

// Record stores an entry; its times are set here. Call it in the transaction of the change.
func (l *Log) Record(ctx context.Context, e Entry) error {
	e.At = l.clock.Now(e.Store)
	e.WallAt = l.wall().UTC().Truncate(time.Millisecond)
	if err := l.records.Insert(ctx, e); err != nil {
		return fmt.Errorf("record %s of %s %d: %w", e.Action, e.Subject.Kind, e.Subject.ID, err)
	}
	return nil
}

// Of returns everything that happened to a subject, the newest first.
func (l *Log) Of(ctx context.Context, store account.StoreID, s Subject) ([]Entry, error) {
	return l.records.ForSubject(ctx, store, s)
}
