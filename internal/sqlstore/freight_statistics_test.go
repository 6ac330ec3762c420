package sqlstore_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/sqlstore"
)

// spread are parcels of several channels, countries and warehouses.
func spread(t testing.TB, y *yard) (parcels []parcel.Parcel) {
	t.Helper()
	for i, to := range []place.Country{"ES", "RU", "ES", "BR"} {
		parcels = append(parcels, y.put(t, y.add(t, number(i)), func(p *parcel.Parcel) {
			p.Documents.To.Country = to
			if i%2 == 0 {
				p.Channel, p.Warehouse = channel.ChinaPostRegistered, "YIWU"
			}
		}))
	}
	return parcels
}

var days = []string{"2026-10-31", "2026-11-01", "2026-11-19", "2026-11-20", "2026-12-01"}

// draw is a row of a random history; the first of a kind is what the services write.
func draw(rt *rapid.T, p parcel.Parcel, serial int, seen map[string]bool) freight.Row {
	k := rapid.SampledFrom(freight.Kinds).Draw(rt, "kind")
	once := string(k)
	if k == freight.Charged && rapid.Bool().Draw(rt, "fee") {
		once = freight.ReturnFee
	}
	if name := fmt.Sprint(p.ID, once); seen[name] {
		once = fmt.Sprint("again-", serial)
	} else {
		seen[name] = true
	}
	r := row(p, k, once, rapid.Int64Range(0, 50_000).Draw(rt, "fen"))
	if k == freight.Adjusted {
		r.Amount.Minor -= 25_000
	}
	if k == freight.Charged && once != freight.ReturnFee {
		r.Grams = measure.Weight(rapid.Int64Range(1, 2000).Draw(rt, "grams"))
		if rapid.Bool().Draw(rt, "in dollars") {
			r.Original, r.Rate = money.Of(rapid.Int64Range(0, 9_999).Draw(rt, "cents"), money.USD), 72_463
		}
	}
	r.Day = rapid.SampledFrom(days).Draw(rt, "day")
	return r
}

func TestTheLedgerAddsUpInEveryGroupingAndInTheStatement(t *testing.T) {
	y := newYard(t)
	s := sqlstore.NewFreight(y.db)
	parcels := spread(t, y)
	serial, seen := 0, map[string]bool{}
	rapid.Check(t, func(rt *rapid.T) {
		for range rapid.IntRange(1, 4).Draw(rt, "rows") {
			serial++
			p := rapid.SampledFrom(parcels).Draw(rt, "parcel")
			if err := s.Add(t.Context(), draw(rt, p, serial, seen), p.Order); err != nil {
				rt.Fatal(err)
			}
		}
		period := freight.Period{From: rapid.SampledFrom(days).Draw(rt, "from"), To: rapid.SampledFrom(days).Draw(rt, "to")}
		want := addedUp(rt, s, parcels, period)
		for _, g := range freight.Groupings {
			groups, err := s.Statistics(t.Context(), y.store, period, g)
			if err != nil {
				rt.Fatal(err)
			}
			if diff := cmp.Diff(want[g], named(groups)); diff != "" {
				rt.Fatalf("by %s from %s to %s (-rows +statistics):\n%s", g, period.From, period.To, diff)
			}
		}
	})
}

func named(groups []freight.Group) map[string]freight.Totals {
	out := map[string]freight.Totals{}
	for _, g := range groups {
		out[g.Name] = g.Totals
	}
	return out
}

// addedUp are the totals of the groups, from the rows of the statement, which are
// checked against those of the parcels.
func addedUp(rt *rapid.T, s *sqlstore.Freight, parcels []parcel.Parcel, period freight.Period) map[freight.Grouping]map[string]freight.Totals {
	entries, err := s.Statement(rt.Context(), parcels[0].Store, period)
	if err != nil {
		rt.Fatal(err)
	}
	due, rows := int64(0), 0
	for _, p := range parcels {
		all, err := s.Rows(rt.Context(), p.Store, p.ID)
		if err != nil {
			rt.Fatal(err)
		}
		for _, r := range all {
			if period.From <= r.Day && r.Day <= period.To {
				due, rows = due+r.Effect().Minor, rows+1
			}
		}
	}
	sum, out := freight.Totals{}, map[freight.Grouping]map[string]freight.Totals{}
	for _, g := range freight.Groupings {
		out[g] = map[string]freight.Totals{}
	}
	for _, e := range entries {
		one, err := e.Totals()
		if err != nil {
			rt.Fatal(err)
		}
		sum = sum.Plus(one)
		if e.Kind.Sign() == 0 {
			continue
		}
		for g, name := range map[freight.Grouping]string{
			freight.ByDay: e.Day, freight.ByMonth: e.Day[:7], freight.ByChannel: string(e.Channel),
			freight.ByCountry: string(e.Country), freight.ByWarehouse: e.Warehouse,
		} {
			out[g][name] = out[g][name].Plus(one)
		}
	}
	if len(entries) != rows || sum.Due().Minor != due {
		rt.Fatalf("%d rows with an effect of %d fen in the statement, %d with %d in the ledger", len(entries), sum.Due().Minor, rows, due)
	}
	return out
}

func TestAStatementNamesTheParcelAndItsEstimate(t *testing.T) {
	y := newYard(t)
	s := sqlstore.NewFreight(y.db)
	p := spread(t, y)[0]
	for _, r := range []freight.Row{row(p, freight.Estimated, "estimated", 3000), row(p, freight.Charged, "charged", 3110)} {
		if err := s.Add(t.Context(), r, p.Order); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := s.Statement(t.Context(), y.store, freight.Period{From: "2026-11-20", To: "2026-11-20"})
	if err != nil || len(entries) != 2 {
		t.Fatalf("%d rows, %v", len(entries), err)
	}
	e := entries[1]
	if e.Number != p.Number || e.Order != p.OrderNumber || e.Country != "ES" || e.Warehouse != "YIWU" || e.Estimated.Minor != 3000 || e.Declared != 190 {
		t.Errorf("the row of the charge is %+v", e)
	}
	for _, other := range []freight.Period{{From: "2026-11-21", To: "2027-01-01"}, {From: "2026-11-01", To: "2026-11-19"}} {
		if groups, err := s.Statistics(t.Context(), y.store, other, freight.ByDay); len(groups) != 0 || err != nil {
			t.Errorf("%v has %v, %v", other, groups, err)
		}
	}
	if all, err := s.Statement(t.Context(), y.other, freight.Period{From: "2026-01-01", To: "2026-12-31"}); len(all) != 0 || err != nil {
		t.Errorf("another store has %d rows, %v", len(all), err)
	}
}
