package sqlstore

import (
	"context"
	"fmt"
	"slices"

	"sellerdesk/internal/account"
	"sellerdesk/internal/batch"
	"sellerdesk/internal/db"
	"sellerdesk/internal/parcel"
)

// Selections are what people of all stores have ticked.
type Selections struct {
	db      *db.DB
	parcels *Parcels
}

// NewSelections returns the selections of a database.
func NewSelections(d *db.DB) *Selections { return &Selections{d, NewParcels(d)} }

// parcelList is the list that selections of parcels belong to.
const parcelList = "parcels"

// perStatement is how many values a statement compares with.
const perStatement = 500

const selectionColumns = `id, store_id, person_id, pasted`

func scanSelection(r db.Row) (s batch.Selection, err error) {
	var pasted db.JSON[*batch.Pasted]
	err = r.Scan(&s.ID, &s.Store, &s.Person, &pasted)
	s.Pasted = pasted.V
	return s, err
}

// Get returns a selection of the store.
func (s *Selections) Get(ctx context.Context, store account.StoreID, id batch.ID) (batch.Selection, error) {
	one, err := db.One(ctx, s.db, scanSelection, `
		SELECT `+selectionColumns+`
		FROM selections
		WHERE store_id = ? AND id = ? AND list = ?`, store, id, parcelList)
	return found(one, err, batch.ErrNotFound)
}

// Find returns the selection of a person.
func (s *Selections) Find(ctx context.Context, store account.StoreID, p account.PersonID) (batch.Selection, error) {
	mine, err := db.One(ctx, s.db, scanSelection, `
		SELECT `+selectionColumns+`
		FROM selections
		WHERE store_id = ? AND person_id = ? AND list = ?`, store, p, parcelList)
	return found(mine, err, batch.ErrNotFound)
}

// Mine returns the selection of a person; it is made when there is none.
func (s *Selections) Mine(ctx context.Context, store account.StoreID, p account.PersonID) (batch.Selection, error) {
	_, err := s.db.Exec(ctx, `
		INSERT INTO selections (store_id, person_id, list, pasted)
		VALUES (?, ?, ?, 'null')
		ON CONFLICT DO NOTHING`, store, p, parcelList)
	if err != nil {
		return batch.Selection{}, fmt.Errorf("make a selection: %w", err)
	}
	return s.Find(ctx, store, p)
}

// Add ticks parcels.
func (s *Selections) Add(ctx context.Context, of batch.Selection, ids []parcel.ID) error {
	for _, id := range ids {
		_, err := s.db.Exec(ctx, `
			INSERT INTO selection_items (store_id, selection_id, subject)
			VALUES (?, ?, ?)
			ON CONFLICT DO NOTHING`, of.Store, of.ID, id)
		if err != nil {
			return fmt.Errorf("tick parcel %d: %w", id, err)
		}
	}
	return nil
}

// Remove takes ticks of parcels back.
func (s *Selections) Remove(ctx context.Context, of batch.Selection, ids []parcel.ID) error {
	for _, id := range ids {
		_, err := s.db.Exec(ctx, `
			DELETE FROM selection_items
			WHERE store_id = ? AND selection_id = ? AND subject = ?`, of.Store, of.ID, id)
		if err != nil {
			return fmt.Errorf("untick parcel %d: %w", id, err)
		}
	}
	return nil
}

// AddFound ticks all that a filter finds, at most so many, and returns how many it found.
func (s *Selections) AddFound(ctx context.Context, of batch.Selection, f parcel.Filter, most int) (int, error) {
	text, args := s.parcels.foundQuery(f, most)
	n, err := s.db.Exec(ctx, `
		INSERT INTO selection_items (store_id, selection_id, subject)
		SELECT ?, ?, found.id
		FROM (`+text+`) AS found
		WHERE 1 = 1
		ON CONFLICT DO NOTHING`, append([]any{of.Store, of.ID}, args...)...)
	if err != nil {
		return 0, fmt.Errorf("tick what is found: %w", err)
	}
	return int(n), nil
}

// Clear takes all ticks back and keeps what became of pasted numbers, if there were any.
func (s *Selections) Clear(ctx context.Context, of batch.Selection, p *batch.Pasted) error {
	_, err := s.db.Exec(ctx, `
		DELETE FROM selection_items
		WHERE store_id = ? AND selection_id = ?`, of.Store, of.ID)
	if err != nil {
		return fmt.Errorf("clear a selection: %w", err)
	}
	_, err = s.db.Exec(ctx, `
		UPDATE selections
		SET pasted = ?
		WHERE store_id = ? AND id = ?`, db.JSON[*batch.Pasted]{V: p}, of.Store, of.ID)
	return err
}

// Count returns how many parcels are ticked, of which there are at most batch.Most.
func (s *Selections) Count(ctx context.Context, of batch.Selection) (int, error) {
	return db.One(ctx, s.db, func(r db.Row) (n int, err error) {
		err = r.Scan(&n)
		return n, err
	}, `
		SELECT COUNT(*)
		FROM selection_items
		WHERE store_id = ? AND selection_id = ?`, of.Store, of.ID)
}

func scanSubject(r db.Row) (id parcel.ID, err error) {
	err = r.Scan(&id)
	return id, err
}

// Of returns the ticked ones of the parcels of a page.
func (s *Selections) Of(ctx context.Context, of batch.Selection, ids []parcel.ID) (map[parcel.ID]bool, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	q := s.db.Select("subject").From("selection_items")
	q.Where(q.Equal("store_id", of.Store), q.Equal("selection_id", of.ID), in(q, "subject", ids))
	text, args := q.Build()
	rows, err := db.All(ctx, s.db, scanSubject, text, args...)
	ticked := make(map[parcel.ID]bool, len(rows))
	for _, id := range rows {
		ticked[id] = true
	}
	return ticked, err
}

// All returns what is ticked, the oldest first.
func (s *Selections) All(ctx context.Context, of batch.Selection) ([]parcel.ID, error) {
	return db.All(ctx, s.db, scanSubject, `
		SELECT subject
		FROM selection_items
		WHERE store_id = ? AND selection_id = ?
		ORDER BY subject`, of.Store, of.ID)
}

// foundQuery finds the ids of all that a list holds, whatever page it shows.
func (s *Parcels) foundQuery(f parcel.Filter, most int) (string, []any) {
	o := parcelOptions[f.Option]
	q := s.db.Select(o.id() + " AS id")
	from := o.from
	if words := f.Words(); words != "" {
		from = "(" + byParcelNumber(q, f.Store, words) + ") AS named CROSS JOIN " + from
		q.Where(o.id() + " = named.id")
	}
	q.From(from).Where(q.Equal(o.store(), f.Store))
	if o.where != nil {
		q.Where(o.where(q)...)
	}
	return q.Limit(most).Build()
}

// Named returns the parcels that one of some texts names: their number, their waybill or their order's number.
func (s *Parcels) Named(ctx context.Context, store account.StoreID, texts []string) (map[string][]parcel.ID, error) {
	type name struct {
		text string
		id   parcel.ID
	}
	named := map[string][]parcel.ID{}
	for _, column := range []string{"number", "waybill", "order_number"} {
		for part := range slices.Chunk(texts, perStatement) {
			q := s.db.Select(column + ", id").From("parcels")
			q.Where(q.Equal("store_id", store), in(q, column, part)).OrderBy("id")
			text, args := q.Build()
			rows, err := db.All(ctx, s.db, func(r db.Row) (n name, err error) {
				err = r.Scan(&n.text, &n.id)
				return n, err
			}, text, args...)
			if err != nil {
				return nil, fmt.Errorf("parcels by %s: %w", column, err)
			}
			for _, n := range rows {
				if !slices.Contains(named[n.text], n.id) {
					named[n.text] = append(named[n.text], n.id)
				}
			}
		}
	}
	return named, nil
}
