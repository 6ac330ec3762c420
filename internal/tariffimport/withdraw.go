package tariffimport

import (
	"context"
	"slices"
	"strconv"

	"sellerdesk/internal/account"
	"sellerdesk/internal/history"
)

// Withdraw takes back a version of an owner that is still to come, by its number. What was withdrawn
// already stays so. A version that holds, or did, is ErrHolds: parcels may have been submitted by it.
func (s *Service) Withdraw(ctx context.Context, store account.StoreID, by account.PersonID, number string) (Change, error) {
	return s.change(ctx, store, func(ctx context.Context) (Change, error) {
		changes, err := s.Records.Changes(ctx, store)
		if err != nil {
			return Change{}, err
		}
		i := slices.IndexFunc(changes, func(c Change) bool { return c.Number == number })
		if i < 0 {
			return Change{}, ErrVersion.With("Text", number)
		}
		c := changes[i]
		switch {
		case c.Withdrawn():
			return c, nil
		case c.From <= s.Today(store):
			return c, ErrHolds.With("Number", c.Number, "From", string(c.From))
		}
		c.WithdrawnAt = s.Clock.Now(store)
		if err := s.Records.Withdraw(ctx, c); err != nil {
			return c, err
		}
		return c, s.History.Record(ctx, history.Entry{
			Store: store, Subject: history.About(history.Tariff, c.Version), Actor: history.Somebody(by),
			Action: "tariffimport_history_withdrawn",
			Args:   history.Values{"Number": c.Number, "From": string(c.From), "About": c.About, "Count": strconv.Itoa(c.Rows)},
		})
	})
}
