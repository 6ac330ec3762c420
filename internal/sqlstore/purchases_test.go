package sqlstore_test

import (
	"context"
	"fmt"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/rehearsal"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
)

func TestPurchasesAreNumberedOnceForEachForm(t *testing.T) {
	d := dbtest.New(t)
	purchases := sqlstore.NewPurchases(d)
	store, other := dbtest.Store(t, d), dbtest.Store(t, d)
	for i, tt := range []struct {
		store account.StoreID
		once  string
		count int
		want  rehearsal.Numbers
		fresh bool
	}{
		{store, "a", 3, rehearsal.Numbers{First: 1, Count: 3}, true},
		{store, "b", 50, rehearsal.Numbers{First: 4, Count: 50}, true},
		{store, "a", 7, rehearsal.Numbers{First: 1, Count: 3}, false},
		{other, "a", 1, rehearsal.Numbers{First: 1, Count: 1}, true},
		{store, "c", 1, rehearsal.Numbers{First: 54, Count: 1}, true},
	} {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			err := d.InTx(t.Context(), func(ctx context.Context) error {
				n, fresh, err := purchases.Claim(ctx, tt.store, tt.once, tt.count)
				if n != tt.want || fresh != tt.fresh {
					t.Errorf("numbers %+v, new: %v", n, fresh)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
}
