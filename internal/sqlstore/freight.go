package sqlstore

import (
	"context"
	"fmt"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
)

// Freight is the ledger of what parcels cost.
type Freight struct{ db *db.DB }

// NewFreight returns the ledger of a database.
func NewFreight(d *db.DB) *Freight { return &Freight{d} }

const freightColumns = `id, store_id, parcel_id, kind, once, amount_fen, original_minor, original_currency, rate,
	grams, flagged, note, day, at`

func scanFreightRow(r db.Row) (f freight.Row, err error) {
	var at db.Time
	var grams *int64
	f.Amount.Currency = money.CNY
	err = r.Scan(&f.ID, &f.Store, &f.Parcel, &f.Kind, &f.Once, &f.Amount.Minor, &f.Original.Minor, &f.Original.Currency, &f.Rate,
		&grams, &f.Flagged, &f.Note, &f.Day, &at)
	f.At = at.Time
	if grams != nil {
		f.Grams = measure.Weight(*grams)
	}
	return f, err
}

// Add inserts a row and keeps the open balance of its parcel. It is the one
// method that writes either; call it in the transaction of what the row is for.
func (s *Freight) Add(ctx context.Context, r freight.Row, o order.ID) error {
	n, err := s.db.Exec(ctx, `
		INSERT INTO freight_rows (store_id, parcel_id, kind, once, amount_fen, original_minor, original_currency, rate,
			grams, flagged, note, day, at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`,
		r.Store, r.Parcel, r.Kind, r.Once, r.Amount.Minor, r.Original.Minor, r.Original.Currency, r.Rate,
		or0(int64(r.Grams)), r.Flagged, r.Note, r.Day, db.Time{Time: r.At})
	if err != nil {
		return fmt.Errorf("add %s row of parcel %d: %w", r.Kind, r.Parcel, err)
	}
	if n == 0 {
		return freight.ErrTwice.With("Once", r.Once)
	}
	if r.Kind.Sign() == 0 {
		return nil // an estimate, or its end: nothing is owed for it
	}
	return s.keepOpen(ctx, r, o)
}

// keepOpen writes what is open of a parcel after a row was added.
func (s *Freight) keepOpen(ctx context.Context, r freight.Row, o order.ID) error {
	rows, err := s.Rows(ctx, r.Store, r.Parcel)
	if err != nil {
		return err
	}
	due := freight.BalanceOf(r.Parcel, rows).Due
	if due.IsZero() {
		_, err = s.db.Exec(ctx, `
			DELETE FROM freight_open
			WHERE store_id = ? AND parcel_id = ?`, r.Store, r.Parcel)
		return err
	}
	_, err = s.db.Exec(ctx, `
		INSERT INTO freight_open (store_id, parcel_id, order_id, due_fen, charged_at)
		VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (store_id, parcel_id) DO UPDATE SET due_fen = excluded.due_fen`,
		r.Store, r.Parcel, o, due.Minor, db.Time{Time: chargedAt(rows)})
	return err
}

// chargedAt is when the first row counted that changes what is due.
func chargedAt(rows []freight.Row) time.Time {
	for _, r := range rows {
		if r.Kind.Sign() != 0 {
			return r.At
		}
	}
	return time.Time{}
}

// Rows returns the rows of a parcel, oldest first.
func (s *Freight) Rows(ctx context.Context, store account.StoreID, p parcel.ID) ([]freight.Row, error) {
	rows, err := s.rowsOf(ctx, store, []parcel.ID{p})
	return rows[p], err
}

func (s *Freight) rowsOf(ctx context.Context, store account.StoreID, ids []parcel.ID) (map[parcel.ID][]freight.Row, error) {
	out := map[parcel.ID][]freight.Row{}
	if len(ids) == 0 {
		return out, nil
	}
	q := s.db.Select(freightColumns).From("freight_rows")
	q.Where(q.Equal("store_id", store), in(q, "parcel_id", ids)).OrderBy("id")
	text, args := q.Build()
	rows, err := db.All(ctx, s.db, scanFreightRow, text, args...)
	if err != nil {
		return nil, fmt.Errorf("freight of parcels: %w", err)
	}
	for _, r := range rows {
		out[r.Parcel] = append(out[r.Parcel], r)
	}
	return out, nil
}

// Balances adds up the rows of parcels.
func (s *Freight) Balances(ctx context.Context, store account.StoreID, ids []parcel.ID) (map[parcel.ID]freight.Balance, error) {
	rows, err := s.rowsOf(ctx, store, ids)
	out := make(map[parcel.ID]freight.Balance, len(ids))
	for _, id := range ids {
		out[id] = freight.BalanceOf(id, rows[id])
	}
	return out, err
}

// Due returns those of the parcels whose freight is due, longest due first; of all without ids.
func (s *Freight) Due(ctx context.Context, store account.StoreID, ids []parcel.ID) ([]freight.Open, error) {
	q := s.db.Select("store_id, parcel_id, order_id, due_fen, charged_at").From("freight_open")
	q.Where(q.Equal("store_id", store), "due_fen > 0")
	first := "charged_at"
	if len(ids) > 0 {
		q.Where(in(q, "parcel_id", ids))
		first = sorted(first)
	}
	q.OrderBy(first, "parcel_id")
	text, args := q.Build()
	return db.All(ctx, s.db, func(r db.Row) (o freight.Open, err error) {
		var charged db.Time
		o.Due.Currency = money.CNY
		err = r.Scan(&o.Store, &o.Parcel, &o.Order, &o.Due.Minor, &charged)
		o.ChargedAt = charged.Time
		return o, err
	}, text, args...)
}
