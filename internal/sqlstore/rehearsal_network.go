package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/carrier"
	"sellerdesk/internal/carrier/rehearsal"
	"sellerdesk/internal/db"
)

// RehearsalNetwork is the memory of the rehearsal network, in the database of
// the rehearsal world.
type RehearsalNetwork struct{ db *db.DB }

var _ rehearsal.Records = (*RehearsalNetwork)(nil)

// NewRehearsalNetwork returns the network's memory in a database that is not the product's.
func NewRehearsalNetwork(d *db.DB) *RehearsalNetwork { return &RehearsalNetwork{d} }

// InTx runs fn in a transaction of the rehearsal world's database.
func (s *RehearsalNetwork) InTx(ctx context.Context, fn func(ctx context.Context) error) error {
	return s.db.InTx(ctx, fn)
}

// Serial returns the next number of a series.
func (s *RehearsalNetwork) Serial(ctx context.Context, series string) (int64, error) {
	n, err := db.Returning(ctx, s.db, scanNetworkNumber, `
		INSERT INTO network_series (name, last)
		VALUES (?, 1)
		ON CONFLICT (name) DO UPDATE SET last = network_series.last + 1
		RETURNING last`, series)
	if err != nil {
		return 0, fmt.Errorf("next number of series %s: %w", series, err)
	}
	return n, nil
}

func scanNetworkNumber(r db.Row) (n int64, err error) {
	err = r.Scan(&n)
	return n, err
}

const networkParcelColumns = `reference, store_id, outcome, COALESCE(waybill, ''), sorting_code, warehouse, reason,
	trip, steps, cancelled, scanned`

func scanNetworkParcel(r db.Row) (p rehearsal.Parcel, err error) {
	var trip db.JSON[rehearsal.Trip]
	var steps db.JSON[[]rehearsal.Planned]
	err = r.Scan(&p.Reference, &p.Store, &p.Answer.Outcome, &p.Answer.Waybill, &p.Answer.SortingCode,
		&p.Answer.Warehouse, &p.Answer.Reason, &trip, &steps, &p.Cancelled, &p.Scanned)
	p.Trip, p.Steps = trip.V, steps.V
	return p, err
}

// nextAt is when the next thing happens to a parcel; zero: nothing does.
func nextAt(p rehearsal.Parcel) db.NullTime {
	next, _ := p.Next()
	return db.NullTime{Time: next.Due}
}

// Insert stores a new parcel.
func (s *RehearsalNetwork) Insert(ctx context.Context, p rehearsal.Parcel) error {
	a := p.Answer
	_, err := s.db.Exec(ctx, `
		INSERT INTO network_parcels (reference, store_id, outcome, waybill, sorting_code, warehouse, reason,
			trip, steps, next_at, cancelled, scanned)
		VALUES (?, ?, ?, NULLIF(?, ''), ?, ?, ?, ?, ?, ?, ?, ?)`,
		p.Reference, p.Store, a.Outcome, a.Waybill, a.SortingCode, a.Warehouse, a.Reason,
		db.JSON[rehearsal.Trip]{V: p.Trip}, db.JSON[[]rehearsal.Planned]{V: p.Steps}, nextAt(p), p.Cancelled, p.Scanned)
	if err != nil {
		return fmt.Errorf("insert network parcel %s: %w", p.Reference, err)
	}
	return nil
}

// Get returns the parcel with a reference, of any store.
func (s *RehearsalNetwork) Get(ctx context.Context, reference carrier.Reference) (rehearsal.Parcel, error) {
	p, err := db.One(ctx, s.db, scanNetworkParcel, `
		SELECT `+networkParcelColumns+`
		FROM network_parcels
		WHERE reference = ?`, reference)
	if errors.Is(err, db.ErrNoRows) {
		return rehearsal.Parcel{}, carrier.ErrNeverHeard
	}
	if err != nil {
		return rehearsal.Parcel{}, fmt.Errorf("get network parcel %s: %w", reference, err)
	}
	return p, nil
}

// Update stores what changed of a parcel: its trip, its steps and its marks.
func (s *RehearsalNetwork) Update(ctx context.Context, p rehearsal.Parcel) error {
	_, err := s.db.Exec(ctx, `
		UPDATE network_parcels
		SET trip = ?, steps = ?, next_at = ?, cancelled = ?, scanned = ?
		WHERE store_id = ? AND reference = ?`,
		db.JSON[rehearsal.Trip]{V: p.Trip}, db.JSON[[]rehearsal.Planned]{V: p.Steps}, nextAt(p), p.Cancelled, p.Scanned,
		p.Store, p.Reference)
	if err != nil {
		return fmt.Errorf("update network parcel %s: %w", p.Reference, err)
	}
	return nil
}

// Coming returns the store's parcels with a step to come, the soonest first.
func (s *RehearsalNetwork) Coming(ctx context.Context, store account.StoreID, limit int) ([]rehearsal.Parcel, error) {
	return db.All(ctx, s.db, scanNetworkParcel, `
		SELECT `+networkParcelColumns+`
		FROM network_parcels
		WHERE store_id = ? AND next_at IS NOT NULL
		ORDER BY next_at, reference
		LIMIT ?`, store, limit)
}

// Due returns the store's parcels with a step at or before until, the soonest first.
func (s *RehearsalNetwork) Due(ctx context.Context, store account.StoreID, until time.Time, limit int) ([]rehearsal.Parcel, error) {
	return db.All(ctx, s.db, scanNetworkParcel, `
		SELECT `+networkParcelColumns+`
		FROM network_parcels
		WHERE store_id = ? AND next_at IS NOT NULL AND next_at <= ?
		ORDER BY next_at, reference
		LIMIT ?`, store, db.Time{Time: until}, limit)
}

// Append stores events behind the store's last one.
func (s *RehearsalNetwork) Append(ctx context.Context, store account.StoreID, events []carrier.Event) error {
	last, err := db.One(ctx, s.db, scanNetworkNumber, `
		SELECT COALESCE(MAX(sequence), 0)
		FROM network_events
		WHERE store_id = ?`, store)
	if err != nil {
		return fmt.Errorf("last network event of store %d: %w", store, err)
	}
	for i, e := range events {
		_, err := s.db.Exec(ctx, `
			INSERT INTO network_events (store_id, sequence, reference, waybill, code, at, place, place_cn, grams, reason)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			store, last+int64(i)+1, e.Reference, e.Waybill, e.Code, db.Time{Time: e.At}, e.Place, e.PlaceCN, e.Weight, e.Reason)
		if err != nil {
			return fmt.Errorf("append network event of %s: %w", e.Reference, err)
		}
	}
	return nil
}

const networkEventColumns = `reference, waybill, code, at, place, place_cn, grams, reason, sequence`

func scanNetworkEvent(r db.Row) (e carrier.Event, err error) {
	var at db.Time
	err = r.Scan(&e.Reference, &e.Waybill, &e.Code, &at, &e.Place, &e.PlaceCN, &e.Weight, &e.Reason, &e.Sequence)
	e.At = at.Time
	return e, err
}

// Events returns the store's events after a cursor.
func (s *RehearsalNetwork) Events(ctx context.Context, store account.StoreID, since carrier.Cursor, limit int) ([]carrier.Event, error) {
	return db.All(ctx, s.db, scanNetworkEvent, `
		SELECT `+networkEventColumns+`
		FROM network_events
		WHERE store_id = ? AND sequence > ?
		ORDER BY sequence
		LIMIT ?`, store, since, limit)
}
