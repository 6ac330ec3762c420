package sqlstore

import (
	"context"
	"fmt"
	"strings"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
)

// groupColumns are what the rows of the ledger are grouped by.
var groupColumns = map[freight.Grouping]string{
	freight.ByDay:       "r.day",
	freight.ByMonth:     "substr(r.day, 1, 7)",
	freight.ByChannel:   "p.channel",
	freight.ByCountry:   "p.country",
	freight.ByWarehouse: "p.warehouse",
}

// What the rows of the ledger are, freight and the one charge that counts its parcel, and
// the list price of a charge, which is rounded as money.Rate does.
const (
	isFreight = "r.kind = 'charged' AND r.once <> 'return_fee'"
	isFirst   = "r.kind = 'charged' AND r.once = 'charged'"
	listPrice = "CASE r.rate WHEN 0 THEN r.original_minor ELSE (r.original_minor * r.rate + 5000) / 10000 END"
)

// ledgerTables are the rows of the ledger with their parcels and the estimates for those;
// an estimate is looked up for charges only.
const ledgerTables = `freight_rows AS r
	JOIN parcels AS p ON p.store_id = r.store_id AND p.id = r.parcel_id
	LEFT JOIN freight_rows AS e ON e.store_id = r.store_id AND e.parcel_id = r.parcel_id
		AND e.once = 'estimated' AND ` + isFirst

// sumIf adds up a value over the rows that meet a condition.
func sumIf(condition, value string) string {
	return "SUM(CASE WHEN " + condition + " THEN " + value + " ELSE 0 END)"
}

// Statistics adds up the rows of a store's days, in the order of the groups' names.
// Estimates alone make no group.
func (s *Freight) Statistics(ctx context.Context, store account.StoreID, p freight.Period, g freight.Grouping) ([]freight.Group, error) {
	q := s.db.Select(strings.Join([]string{groupColumns[g] + " AS name",
		sumIf(isFirst, "1"), sumIf(isFirst, "p.declared_grams"), sumIf(isFreight, "COALESCE(r.grams, 0)"),
		sumIf(isFreight, listPrice), sumIf(isFreight, "r.amount_fen"), sumIf(isFirst, "COALESCE(e.amount_fen, 0)"),
		sumIf("r.kind = 'charged' AND r.once = 'return_fee'", "r.amount_fen"), sumIf("r.kind = 'adjusted'", "r.amount_fen"),
		sumIf("r.kind = 'refunded'", "r.amount_fen"), sumIf("r.kind = 'paid'", "r.amount_fen"),
	}, ", "))
	q.From(ledgerTables).Where(q.Equal("r.store_id", store), q.Between("r.day", p.From, p.To), "r.kind NOT IN ('estimated', 'reversed')")
	q.GroupBy("name").OrderBy("name")
	text, args := q.Build()
	groups, err := db.All(ctx, s.db, scanGroup, text, args...)
	if err != nil {
		return nil, fmt.Errorf("freight by %s: %w", g, err)
	}
	return groups, nil
}

func scanGroup(r db.Row) (g freight.Group, err error) {
	t := freight.Totals{}.Plus(freight.Totals{})
	err = r.Scan(&g.Name, &t.Parcels, &t.Declared, &t.Billed, &t.List.Minor, &t.Freight.Minor, &t.Estimated.Minor,
		&t.Fees.Minor, &t.Adjusted.Minor, &t.Refunded.Minor, &t.Paid.Minor)
	t.Discount.Minor = t.List.Minor - t.Freight.Minor
	g.Totals = t
	return g, err
}

const statementColumns = `r.id, r.store_id, r.parcel_id, r.kind, r.once, r.amount_fen, r.original_minor, r.original_currency, r.rate,
	r.grams, r.flagged, r.note, r.day, r.at, p.number, p.order_number, COALESCE(p.waybill, ''), p.channel, p.warehouse, p.country,
	p.declared_grams, p.status, COALESCE(e.amount_fen, 0), COALESCE(m.number, ''), COALESCE(m.method, '')`

// Entries counts the rows of a store's days, up to a limit.
func (s *Freight) Entries(ctx context.Context, store account.StoreID, p freight.Period, limit int) (int, error) {
	return db.One(ctx, s.db, scanCount, `
		SELECT COUNT(*)
		FROM (SELECT 1 FROM freight_rows WHERE store_id = ? AND day BETWEEN ? AND ? LIMIT ?) AS counted`, store, p.From, p.To, limit)
}

// Statement returns every row of a store's days, oldest day first.
func (s *Freight) Statement(ctx context.Context, store account.StoreID, p freight.Period) ([]freight.Entry, error) {
	q := s.db.Select(statementColumns)
	q.From(ledgerTables + `
		LEFT JOIN payments AS m ON m.store_id = r.store_id AND r.kind = 'paid' AND m.number = substr(r.once, 6)`)
	q.Where(q.Equal("r.store_id", store), q.Between("r.day", p.From, p.To)).OrderBy("r.day", "r.id")
	text, args := q.Build()
	rows, err := db.All(ctx, s.db, scanStatement, text, args...)
	if err != nil {
		return nil, fmt.Errorf("freight statement: %w", err)
	}
	return rows, nil
}

func scanStatement(r db.Row) (e freight.Entry, err error) {
	var at db.Time
	var grams *int64
	e.Amount.Currency, e.Estimated.Currency = money.CNY, money.CNY
	err = r.Scan(&e.ID, &e.Store, &e.Parcel, &e.Kind, &e.Once, &e.Amount.Minor, &e.Original.Minor, &e.Original.Currency, &e.Rate,
		&grams, &e.Flagged, &e.Note, &e.Day, &at, &e.Number, &e.Order, &e.Waybill, &e.Channel, &e.Warehouse, &e.Country,
		&e.Declared, &e.Status, &e.Estimated.Minor, &e.Payment, &e.Method)
	e.At = at.Time
	if grams != nil {
		e.Grams = measure.Weight(*grams)
	}
	return e, err
}
