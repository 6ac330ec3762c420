package shipping

import (
	"context"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/notice"
)

// scanDue is when the first scan of a notice that is filled now is due.
func (s *Service) scanDue(ctx context.Context, store account.StoreID) (time.Time, error) {
	st, err := s.Stores.Store(ctx, store)
	if err != nil {
		return time.Time{}, err
	}
	directory, err := s.Warehouses.Directory(ctx, store)
	if err != nil {
		return time.Time{}, err
	}
	return notice.DueAfter(s.Clock.Now(store), st.Location(), directory.Calendar()), nil
}
