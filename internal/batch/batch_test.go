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

func numbers(parcels ...parcel.Parcel) []string {
	out := make([]string, len(parcels))
	for i, p := range parcels {
		out[i] = string(p.Number)
	}
	return out
}

// tick ticks parcels.
func (w *world) tick(t testing.TB, parcels ...parcel.Parcel) {
	t.Helper()
	_, err := w.Batch.Tick(t.Context(), w.parcelTicks(), numbers(parcels...), numbers(parcels...))
	must(t, err)
}

// ticked counts what is ticked of some parcels, and of all.
func (w *world) ticked(t testing.TB, person account.PersonID, parcels ...parcel.Parcel) (of, all int) {
	t.Helper()
	ids := make([]batch.Subject, len(parcels))
	for i, p := range parcels {
		ids[i] = batch.Subject(p.ID)
	}
	whose := w.parcelTicks()
	whose.Person = person
	ticks, all, err := w.Batch.Ticks(t.Context(), whose, ids)
	must(t, err)
	return len(ticks), all
}

// member is another person of the store.
func (w *world) member(t testing.TB) account.PersonID {
	t.Helper()
	return dbtest.Member(t, w.DB, w.Store, "shipper@example.com", account.Shipper)
}

// parcelTicks are the owner's ticks of International Parcel Orders; orderTicks those of My Orders.
func (w *world) parcelTicks() batch.Whose {
	return batch.Whose{Store: w.Store, Person: w.Owner, List: batch.ParcelList}
}

func (w *world) orderTicks() batch.Whose {
	return batch.Whose{Store: w.Store, Person: w.Owner, List: batch.OrderList}
}

// mine is what the owner has ticked.
func (w *world) mine(t testing.TB) batch.Selection {
	t.Helper()
	mine, err := w.Batch.Mine(t.Context(), w.parcelTicks())
	must(t, err)
	return mine
}
