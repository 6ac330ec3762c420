package shiprule

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/history"
	"sellerdesk/internal/tariff"
)

// Records are the stored rules.
type Records interface {
	// List returns the rules of a store; one without any has version 0.
	List(ctx context.Context, store account.StoreID) (List, error)
	// Replace stores a list, its version one higher, or returns ErrChanged when somebody stored another since it was read.
	Replace(ctx context.Context, l List) error
}

// Tariffs know the channels there are.
type Tariffs interface {
	Snapshot(ctx context.Context, store account.StoreID) (*tariff.Snapshot, error)
}

// Transactor runs a function in a transaction.
type Transactor interface {
	InTx(ctx context.Context, fn func(ctx context.Context) error) error
}

// Service changes the rules of stores.
type Service struct {
	Records Records
	Tariffs Tariffs
	History *history.Log
	Clock   account.Clock
	Tx      Transactor
}

// Change is who changes the rules of which store, and the version they saw.
type Change struct {
	Store   account.StoreID
	By      account.PersonID
	Version int
}

// About is the subject of the history of a store's rules.
var About = history.About[Number](history.ShipRules, 0)

// Add puts a rule behind all others. One that says what another says already is
// not added again, so that a form may be sent twice.
func (s *Service) Add(ctx context.Context, c Change, r Rule) error {
	r = r.tidied()
	if err := s.check(ctx, c.Store, r); err != nil {
		return err
	}
	return s.alter(ctx, c, func(l List) (List, told, error) {
		same := slices.IndexFunc(l.Rules, r.says)
		switch {
		case same >= 0 && l.Version == c.Version:
			return l, told{}, ErrDuplicate.With("Place", same+1)
		case same >= 0:
			return l, told{}, nil
		case len(l.Rules) >= MaxRules:
			return l, told{}, ErrFull.With("Max", MaxRules)
		}
		l, r := l.added(r)
		return l, told{"shiprule_added", r, nil, r.values()}, nil
	})
}

// Alter puts a rule in the place of the one with its number.
func (s *Service) Alter(ctx context.Context, c Change, r Rule) error {
	r = r.tidied()
	if err := s.check(ctx, c.Store, r); err != nil {
		return err
	}
	return s.alter(ctx, c, func(l List) (List, told, error) {
		before, err := l.Find(r.Number)
		if err != nil || before.says(r) {
			return l, told{}, err
		}
		return l.changed(r), told{"shiprule_altered", r, before.values(), r.values()}, nil
	})
}

// Remove takes a rule away. One that is gone already is harmless; one that never was is not found.
func (s *Service) Remove(ctx context.Context, c Change, n Number) error {
	return s.alter(ctx, c, func(l List) (List, told, error) {
		r, err := l.Find(n)
		if err != nil && n > 0 && n <= l.Last {
			return l, told{}, nil
		}
		if err != nil {
			return l, told{}, err
		}
		return l.removed(n), told{"shiprule_removed", r, r.values(), nil}, nil
	})
}

// Move puts a rule one place further up or down.
func (s *Service) Move(ctx context.Context, c Change, n Number, up bool) error {
	return s.alter(ctx, c, func(l List) (List, told, error) {
		r, err := l.Find(n)
		if err != nil {
			return l, told{}, err
		}
		moved := l.moved(n, up)
		if moved.Place(n) == l.Place(n) {
			return l, told{}, nil
		}
		at := func(l List) history.Values { return history.Values{"place": strconv.Itoa(l.Place(n))} }
		return moved, told{"shiprule_moved", r, at(l), at(moved)}, nil
	})
}

// check reports what is wrong with the rule, also when there is no such channel.
func (s *Service) check(ctx context.Context, store account.StoreID, r Rule) error {
	problems := r.Check()
	snapshot, err := s.Tariffs.Snapshot(ctx, store)
	if err != nil {
		return err
	}
	_, err = snapshot.Channel(r.Channel, channel.DateOf(s.Clock.Now(store)))
	if r.Channel != "" && errors.Is(err, channel.ErrNotFound) {
		problems.Add("channel", "shiprule_no_channel")
	}
	return problems.Err()
}

// told is what history tells of a change; one without an action changed nothing.
type told struct {
	action        string
	rule          Rule
	before, after history.Values
}

// alter reads the list, lets fn change it and stores it with its history. What changes
// nothing is harmless from any page; anything else needs the version that was seen.
func (s *Service) alter(ctx context.Context, c Change, fn func(List) (List, told, error)) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		l, err := s.Records.List(ctx, c.Store)
		if err != nil {
			return err
		}
		l.Store = c.Store
		changed, what, err := fn(l)
		switch {
		case err != nil || what.action == "":
			return err
		case l.Version != c.Version:
			return ErrChanged
		}
		if err := s.Records.Replace(ctx, changed); err != nil {
			return fmt.Errorf("rules of store %d: %w", c.Store, err)
		}
		return s.History.Record(ctx, history.Entry{
			Store: c.Store, Subject: About, Actor: history.Somebody(c.By), Action: what.action,
			Args:   history.Values{"Rule": strconv.FormatInt(int64(what.rule.Number), 10), "Channel": string(what.rule.Channel)},
			Before: what.before, After: what.after,
		})
	})
}

// values are what a rule says, for the history.
func (r Rule) values() history.Values {
	return history.Values{
		"countries": joined(r.Countries), "categories": joined(r.Categories),
		"value_from": r.ValueFrom.Decimal(), "value_to": r.ValueTo.Decimal(),
		"weight_from": r.WeightFrom.String(), "weight_to": r.WeightTo.String(),
		"channel": string(r.Channel), "collection": string(r.Collection), "undeliverable": string(r.Undeliverable),
	}
}

func joined[T ~string](values []T) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = string(v)
	}
	return strings.Join(texts, " ")
}
