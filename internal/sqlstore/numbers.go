package sqlstore

import (
	"context"
	"fmt"

	"sellerdesk/internal/db"
)

// nextNumber gives out the next value of a sequence. Inside a transaction that
// is rolled back the value is given out again.
func nextNumber(ctx context.Context, d *db.DB, name string) (int64, error) {
	n, err := db.Returning(ctx, d, func(r db.Row) (n int64, err error) {
		err = r.Scan(&n)
		return n, err
	}, `
		UPDATE numbers
		SET next = next + 1
		WHERE name = ?
		RETURNING next - 1`, name)
	if err != nil {
		return 0, fmt.Errorf("next %s number: %w", name, err)
	}
	return n, nil
}
