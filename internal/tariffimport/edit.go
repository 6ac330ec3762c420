package tariffimport

import (
	"context"
	"maps"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/history"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/warehouse"
)

// errPast is the problem of a day from which nothing can be changed any more.
var errPast = errs.New(errs.Invalid, "tariffimport_past")

// Rows are the rows of a version.
type Rows struct {
	Tariffs    tariff.Data
	Warehouses warehouse.Data
}

// Edit is what a form says about a change besides what it changes.
type Edit struct {
	Store  account.StoreID
	Person account.PersonID
	From   channel.Date      // the day from which it counts, today or later
	Source string            // where the new figures come from
	Seen   channel.VersionID // newest version when the form was shown
}

// origin is that of the rows of the change.
func (e Edit) origin() channel.Origin { return channel.Origin{From: e.From, Source: e.Source} }

// draft is a change that is not stored yet: its rows, and what they say in words before and after.
type draft struct {
	rows          Rows
	count         int
	before, after history.Values
}

// edit stores a change that fn makes of the rows a store sees. One that changes nothing makes
// no version, however often it is sent; one of a page that is out of date is ErrStale.
func (s *Service) edit(ctx context.Context, e Edit, kind ChangeKind, about string, fn func(ctx context.Context, d tariff.Data) (draft, error)) (Change, error) {
	c := Change{Store: e.Store, Kind: kind, From: e.From, Person: e.Person, About: about, At: s.Clock.Now(e.Store)}
	return s.change(ctx, e.Store, func(ctx context.Context) (Change, error) {
		d, err := s.Records.Tariffs(ctx, e.Store)
		if err != nil {
			return Change{}, err
		}
		made, err := fn(ctx, d)
		switch {
		case err != nil:
			return Change{}, err
		case maps.Equal(made.before, made.after):
			return c, nil
		case newest(d.Versions) != e.Seen:
			return Change{}, s.stale(ctx, e.Store)
		}
		c.Rows = made.count
		return s.add(ctx, c, made.rows, "tariffimport_history_"+string(kind), made.before, made.after)
	})
}

// stale is ErrStale with what was changed meanwhile.
func (s *Service) stale(ctx context.Context, store account.StoreID) error {
	changes, err := s.Records.Changes(ctx, store)
	if err != nil || len(changes) == 0 {
		return ErrStale.With("Number", "", "Kind", "", "Name", "")
	}
	return ErrStale.With("Number", changes[0].Number, "Kind", changes[0].Kind, "Name", changes[0].PersonName)
}

func (s *Service) checkDay(problems *errs.Fields, store account.StoreID, day channel.Date) {
	if day < s.Today(store) {
		problems.Add("from", errPast.Code)
	}
}

// change runs fn in a transaction; what is asked of the store after it sees what it changed.
func (s *Service) change(ctx context.Context, store account.StoreID, fn func(ctx context.Context) (Change, error)) (made Change, err error) {
	err = s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
		made, err = fn(ctx)
		return err
	})
	if err == nil {
		for _, memory := range s.Snapshots {
			memory.Forget(store)
		}
	}
	return made, err
}
