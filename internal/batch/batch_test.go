package batch_test

import (
	"fmt"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/batch"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/shop"
)

// world is a shop whose owner works on many parcels at once.
type world struct{ *shop.Shop }

func newWorld(t testing.TB) *world {
	t.Helper()
	return &world{shop.New(t)}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// some are parcels with a waybill.
func (w *world) some(t testing.TB, n int) []parcel.Parcel {
	t.Helper()
	parcels := make([]parcel.Parcel, n)
	for i := range parcels {
		parcels[i] = w.Parcel(t, func(p *parcel.Parcel) { p.Goods[0].SKU = fmt.Sprintf("SKU-%03d", (i*7)%n) })
	}
	return parcels
}

func numbers(parcels ...parcel.Parcel) []parcel.Number {
	out := make([]parcel.Number, len(parcels))
	for i, p := range parcels {
		out[i] = p.Number
	}
	return out
}

// tick ticks parcels.
func (w *world) tick(t testing.TB, parcels ...parcel.Parcel) {
	t.Helper()
	_, err := w.Batch.Tick(t.Context(), w.Store, w.Owner, numbers(parcels...), numbers(parcels...))
	must(t, err)
}

// ticked counts what is ticked of some parcels, and of all.
func (w *world) ticked(t testing.TB, person account.PersonID, parcels ...parcel.Parcel) (of, all int) {
	t.Helper()
	ids := make([]parcel.ID, len(parcels))
	for i, p := range parcels {
		ids[i] = p.ID
	}
	ticks, all, err := w.Batch.Ticks(t.Context(), w.Store, person, ids)
	must(t, err)
	return len(ticks), all
}

// member is another person of the store.
func (w *world) member(t testing.TB) account.PersonID {
	t.Helper()
	return dbtest.Member(t, w.DB, w.Store, "shipper@example.com", account.Shipper)
}

// mine is what the owner has ticked.
func (w *world) mine(t testing.TB) batch.Selection {
	t.Helper()
	mine, err := w.Batch.Mine(t.Context(), w.Store, w.Owner)
	must(t, err)
	return mine
}
