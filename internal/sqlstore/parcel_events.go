package sqlstore

import (
	"context"
	"errors"
	"fmt"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/parcel"
)

// AddEvent stores a report of the network and says whether it was not known yet.
func (s *Parcels) AddEvent(ctx context.Context, store account.StoreID, id parcel.ID, e parcel.Event) (bool, error) {
	n, err := s.db.Exec(ctx, `
		INSERT INTO parcel_events (store_id, parcel_id, code, at, place, place_cn, grams, reason)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`,
		store, id, e.Code, db.Time{Time: e.At}, e.Place, e.PlaceCN, or0(e.Weight), e.Reason)
	if err != nil {
		return false, fmt.Errorf("add event %s of parcel %d: %w", e.Code, id, err)
	}
	return n > 0, nil
}

// parcelEvent is an event with the parcel it is about.
type parcelEvent struct {
	parcel parcel.ID
	event  parcel.Event
}

func scanParcelEvent(r db.Row) (e parcelEvent, err error) {
	var at db.Time
	var weight *measure.Weight
	err = r.Scan(&e.parcel, &e.event.Code, &at, &e.event.Place, &e.event.PlaceCN, &weight, &e.event.Reason)
	e.event.At = at.Time
	if weight != nil {
		e.event.Weight = *weight
	}
	return e, err
}

// Events returns what was reported about a parcel, oldest first.
func (s *Parcels) Events(ctx context.Context, store account.StoreID, id parcel.ID) ([]parcel.Event, error) {
	all, err := s.EventsOf(ctx, store, []parcel.ID{id})
	return all[id], err
}

// EventsOf returns what was reported about several parcels, oldest first.
func (s *Parcels) EventsOf(ctx context.Context, store account.StoreID, ids []parcel.ID) (map[parcel.ID][]parcel.Event, error) {
	out := map[parcel.ID][]parcel.Event{}
	if len(ids) == 0 {
		return out, nil
	}
	q := s.db.Select("parcel_id, code, at, place, place_cn, grams, reason").From("parcel_events")
	q.Where(q.Equal("store_id", store), in(q, "parcel_id", ids)).OrderBy("at", "id")
	text, args := q.Build()
	rows, err := db.All(ctx, s.db, scanParcelEvent, text, args...)
	if err != nil {
		return nil, fmt.Errorf("events of parcels: %w", err)
	}
	for _, r := range rows {
		out[r.parcel] = append(out[r.parcel], r.event)
	}
	return out, nil
}

// Cursor is up to where the events of the store's network were read.
func (s *Parcels) Cursor(ctx context.Context, store account.StoreID) (int64, error) {
	n, err := db.One(ctx, s.db, func(r db.Row) (n int64, err error) {
		err = r.Scan(&n)
		return n, err
	}, `SELECT sequence FROM network_cursors WHERE store_id = ?`, store)
	if errors.Is(err, db.ErrNoRows) {
		return 0, nil
	}
	return n, err
}

// SetCursor moves that place on.
func (s *Parcels) SetCursor(ctx context.Context, store account.StoreID, sequence int64) error {
	_, err := s.db.Exec(ctx, `
		INSERT INTO network_cursors (store_id, sequence)
		VALUES (?, ?)
		ON CONFLICT (store_id) DO UPDATE SET sequence = excluded.sequence`, store, sequence)
	return err
}
