package sqlstore_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"sellerdesk/internal/db"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/sample"
)

func row(p parcel.Parcel, k freight.Kind, once string, fen int64) freight.Row {
	amount := money.Of(fen, money.CNY)
	return freight.Row{Store: p.Store, Parcel: p.ID, Kind: k, Once: once, Amount: amount, Original: amount, Day: "2026-11-20", At: sample.Moment}
}

func TestRowsOfTheLedgerComeBackAsTheyWere(t *testing.T) {
	y := newYard(t)
	s := sqlstore.NewFreight(y.db)
	p := y.put(t, y.add(t, number(1)))
	want, err := freight.Converted(freight.Charged, "charged", money.Of(429, money.USD), 72500)
	if err != nil {
		t.Fatal(err)
	}
	want.Store, want.Parcel, want.Grams, want.Flagged = p.Store, p.ID, 195, true
	want.Note, want.Day, want.At = "freight_note_not_priced", "2026-11-20", sample.Moment
	if err := s.Add(t.Context(), want, p.Order); err != nil {
		t.Fatal(err)
	}
	rows, err := s.Rows(t.Context(), p.Store, p.ID)
	if diff := cmp.Diff([]freight.Row{want}, rows, cmpopts.IgnoreFields(freight.Row{}, "ID")); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if err := s.Add(t.Context(), want, p.Order); !errors.Is(err, freight.ErrTwice) {
		t.Errorf("the same row again: %v", err)
	}
}

func TestTheLedgerIsNeverChanged(t *testing.T) {
	y := newYard(t)
	p := y.put(t, y.add(t, number(1)))
	y.charge(t, p, 3110)
	for _, statement := range []string{
		"UPDATE freight_rows SET amount_fen = 0 WHERE store_id = ?",
		"DELETE FROM freight_rows WHERE store_id = ?",
	} {
		var refused *db.Check
		if _, err := y.db.Exec(t.Context(), statement, y.store); !errors.As(err, &refused) {
			t.Errorf("%s: %v", statement, err)
		}
	}
}

func TestWhatIsOpenIsAlwaysTheSumOfTheRows(t *testing.T) {
	y := newYard(t)
	s := sqlstore.NewFreight(y.db)
	var parcels []parcel.Parcel
	for i := range 4 {
		parcels = append(parcels, y.put(t, y.add(t, number(i))))
	}
	serial := 0
	rapid.Check(t, func(rt *rapid.T) {
		for range rapid.IntRange(1, 6).Draw(rt, "rows") {
			serial++
			p := rapid.SampledFrom(parcels).Draw(rt, "parcel")
			r := row(p, rapid.SampledFrom(freight.Kinds).Draw(rt, "kind"), fmt.Sprint(serial), rapid.Int64Range(-3, 3).Draw(rt, "fen"))
			if err := s.Add(t.Context(), r, p.Order); err != nil {
				rt.Fatal(err)
			}
		}
		if diff := cmp.Diff(recomputed(t, s, parcels), open(t, y)); diff != "" {
			rt.Fatalf("open balances differ from the rows (-rows +open):\n%s", diff)
		}
	})
}

// recomputed are the balances that are not zero, added up from the rows.
func recomputed(t testing.TB, s *sqlstore.Freight, parcels []parcel.Parcel) map[parcel.ID]int64 {
	t.Helper()
	sums := map[parcel.ID]int64{}
	for _, p := range parcels {
		rows, err := s.Rows(t.Context(), p.Store, p.ID)
		if err != nil {
			t.Fatal(err)
		}
		if due := freight.BalanceOf(p.ID, rows).Due.Minor; due != 0 {
			sums[p.ID] = due
		}
	}
	return sums
}

// open are the stored open balances.
func open(t testing.TB, y *yard) map[parcel.ID]int64 {
	t.Helper()
	type balance struct {
		id  parcel.ID
		due int64
	}
	rows, err := db.All(t.Context(), y.db, func(r db.Row) (b balance, err error) {
		err = r.Scan(&b.id, &b.due)
		return b, err
	}, "SELECT parcel_id, due_fen FROM freight_open WHERE store_id = ?", y.store)
	if err != nil {
		t.Fatal(err)
	}
	sums := map[parcel.ID]int64{}
	for _, b := range rows {
		sums[b.id] = b.due
	}
	return sums
}

func TestDueFreightIsListedLongestDueFirst(t *testing.T) {
	y := newYard(t)
	s := sqlstore.NewFreight(y.db)
	var parcels []parcel.Parcel
	for i := range 4 {
		parcels = append(parcels, y.put(t, y.add(t, number(i))))
	}
	later := row(parcels[0], freight.Charged, "charged", 3110)
	later.At = sample.Moment.Add(time.Hour)
	owed := row(parcels[2], freight.Refunded, "refunded", 500)
	for _, r := range []freight.Row{
		row(parcels[0], freight.Estimated, "estimated", 3000), later, row(parcels[1], freight.Charged, "charged", 100),
		owed, row(parcels[3], freight.Charged, "charged", 200), row(parcels[3], freight.Paid, "paid FP1", 200),
	} {
		if err := s.Add(t.Context(), r, y.orderOf(parcels, r)); err != nil {
			t.Fatal(err)
		}
	}
	due, err := s.Due(t.Context(), y.store, nil)
	want := []freight.Open{
		{Store: y.store, Parcel: parcels[1].ID, Order: parcels[1].Order, Due: money.Of(100, money.CNY), ChargedAt: sample.Moment},
		{Store: y.store, Parcel: parcels[0].ID, Order: parcels[0].Order, Due: money.Of(3110, money.CNY), ChargedAt: later.At},
	}
	if diff := cmp.Diff(want, due); diff != "" || err != nil {
		t.Error(diff, err)
	}
	one, err := s.Due(t.Context(), y.store, []parcel.ID{parcels[0].ID, parcels[3].ID})
	if diff := cmp.Diff(want[1:], one); diff != "" || err != nil {
		t.Error(diff, err)
	}
	balances, err := s.Balances(t.Context(), y.store, []parcel.ID{parcels[2].ID, parcels[3].ID})
	if err != nil || balances[parcels[2].ID].Due.Minor != -500 || !balances[parcels[3].ID].Due.IsZero() {
		t.Errorf("balances = %+v, %v", balances, err)
	}
}

func (y *yard) orderOf(parcels []parcel.Parcel, r freight.Row) (id order.ID) {
	for _, p := range parcels {
		if p.ID == r.Parcel {
			id = p.Order
		}
	}
	return id
}
