package sqlstore

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"sellerdesk/internal/account"
	"sellerdesk/internal/batch"
	"sellerdesk/internal/db"
	"sellerdesk/internal/job"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
)

// Selections are what people of all stores have ticked.
type Selections struct {
	db      *db.DB
	parcels *Parcels
	orders  *Orders
}

// NewSelections returns the selections of a database.
func NewSelections(d *db.DB) *Selections { return &Selections{d, NewParcels(d), NewOrders(d)} }

// perStatement is how many values a statement compares with or writes.
const perStatement = 500

// listed is where the rows of a list are, and how they are named: by the columns of some
// tables, in which their ids are called so.
type listed struct {
	table  string
	named  []naming
	number string // the column of their own number
}

type naming struct{ table, id, column string }

var lists = map[batch.List]listed{
	batch.ParcelList: {table: "parcels", number: "number", named: []naming{
		{"parcels", "id", "number"}, {"parcels", "id", "waybill"}, {"parcels", "id", "order_number"},
	}},
	batch.OrderList: {table: "orders", number: "number", named: []naming{
		{"orders", "id", "number"}, {"parcels", "order_id", "number"}, {"parcels", "order_id", "waybill"},
	}},
}

const selectionColumns = `id, store_id, person_id, list, pasted`

func scanSelection(r db.Row) (s batch.Selection, err error) {
	var pasted db.JSON[*batch.Pasted]
	err = r.Scan(&s.ID, &s.Store, &s.Person, &s.List, &pasted)
	s.Pasted = pasted.V
	return s, err
}

// Get returns a selection of the store.
func (s *Selections) Get(ctx context.Context, store account.StoreID, id batch.ID) (batch.Selection, error) {
	one, err := db.One(ctx, s.db, scanSelection, `
		SELECT `+selectionColumns+`
		FROM selections
		WHERE store_id = ? AND id = ?`, store, id)
	return found(one, err, batch.ErrNotFound)
}

// Find returns the selection of a person.
func (s *Selections) Find(ctx context.Context, w batch.Whose) (batch.Selection, error) {
	mine, err := db.One(ctx, s.db, scanSelection, `
		SELECT `+selectionColumns+`
		FROM selections
		WHERE store_id = ? AND person_id = ? AND list = ?`, w.Store, w.Person, w.List)
	return found(mine, err, batch.ErrNotFound)
}

// Mine returns the selection of a person; it is made when there is none.
func (s *Selections) Mine(ctx context.Context, w batch.Whose) (batch.Selection, error) {
	_, err := s.db.Exec(ctx, `
		INSERT INTO selections (store_id, person_id, list, pasted)
		VALUES (?, ?, ?, 'null')
		ON CONFLICT DO NOTHING`, w.Store, w.Person, w.List)
	if err != nil {
		return batch.Selection{}, fmt.Errorf("make a selection: %w", err)
	}
	return s.Find(ctx, w)
}

// Add ticks rows.
func (s *Selections) Add(ctx context.Context, of batch.Selection, ids []batch.Subject) error {
	for part := range slices.Chunk(ids, perStatement) {
		args := make([]any, 0, 3*len(part))
		for _, id := range part {
			args = append(args, of.Store, of.ID, id)
		}
		_, err := s.db.Exec(ctx, `
			INSERT INTO selection_items (store_id, selection_id, subject)
			VALUES `+strings.Repeat("(?, ?, ?), ", len(part)-1)+`(?, ?, ?)
			ON CONFLICT DO NOTHING`, args...)
		if err != nil {
			return fmt.Errorf("tick rows of %s: %w", of.List, err)
		}
	}
	return nil
}

// Remove takes ticks back.
func (s *Selections) Remove(ctx context.Context, of batch.Selection, ids []batch.Subject) error {
	for part := range slices.Chunk(ids, perStatement) {
		args := []any{of.Store, of.ID}
		for _, id := range part {
			args = append(args, id)
		}
		_, err := s.db.Exec(ctx, `
			DELETE FROM selection_items
			WHERE store_id = ? AND selection_id = ? AND subject IN (`+strings.Repeat("?, ", len(part)-1)+`?)`, args...)
		if err != nil {
			return fmt.Errorf("untick rows of %s: %w", of.List, err)
		}
	}
	return nil
}

// AddParcels ticks all that a filter finds, at most so many, and returns how many it found.
func (s *Selections) AddParcels(ctx context.Context, of batch.Selection, f parcel.Filter, most int) (int, error) {
	text, args := s.parcels.foundQuery(f, most)
	return s.addFound(ctx, of, text, args)
}

// AddOrders does the same with orders.
func (s *Selections) AddOrders(ctx context.Context, of batch.Selection, f order.Filter, most int) (int, error) {
	text, args := s.orders.foundQuery(f, most)
	if text == "" {
		return 0, nil
	}
	return s.addFound(ctx, of, text, args)
}

func (s *Selections) addFound(ctx context.Context, of batch.Selection, text string, args []any) (int, error) {
	n, err := s.db.Exec(ctx, `
		INSERT INTO selection_items (store_id, selection_id, subject)
		SELECT ?, ?, found.id
		FROM (`+text+`) AS found
		WHERE 1 = 1
		ON CONFLICT DO NOTHING`, append([]any{of.Store, of.ID}, args...)...)
	if err != nil {
		return 0, fmt.Errorf("tick what is found in %s: %w", of.List, err)
	}
	return int(n), nil
}

// FoundParcels returns what a filter finds with its numbers, at most so many, the oldest first.
func (s *Selections) FoundParcels(ctx context.Context, f parcel.Filter, most int) ([]job.Item, error) {
	text, args := s.parcels.foundQuery(f, most)
	return s.found(ctx, lists[batch.ParcelList], f.Store, text, args)
}

// FoundOrders does the same with orders.
func (s *Selections) FoundOrders(ctx context.Context, f order.Filter, most int) ([]job.Item, error) {
	text, args := s.orders.foundQuery(f, most)
	if text == "" {
		return nil, nil
	}
	return s.found(ctx, lists[batch.OrderList], f.Store, text, args)
}

func (s *Selections) found(ctx context.Context, l listed, store account.StoreID, text string, args []any) ([]job.Item, error) {
	return db.All(ctx, s.db, scanTicked, `
		SELECT r.id, r.`+l.number+`
		FROM (`+text+`) AS found
		JOIN `+l.table+` AS r ON r.id = found.id
		WHERE r.store_id = ?
		ORDER BY r.id`, append(args, store)...)
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

// Count returns how many rows are ticked, of which there are at most batch.Most.
func (s *Selections) Count(ctx context.Context, of batch.Selection) (int, error) {
	return db.One(ctx, s.db, func(r db.Row) (n int, err error) {
		err = r.Scan(&n)
		return n, err
	}, `
		SELECT COUNT(*)
		FROM selection_items
		WHERE store_id = ? AND selection_id = ?`, of.Store, of.ID)
}

// Of returns the ticked ones of the rows of a page.
func (s *Selections) Of(ctx context.Context, of batch.Selection, ids []batch.Subject) (map[batch.Subject]bool, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	q := s.db.Select("subject").From("selection_items")
	q.Where(q.Equal("store_id", of.Store), q.Equal("selection_id", of.ID), in(q, "subject", ids))
	text, args := q.Build()
	rows, err := db.All(ctx, s.db, func(r db.Row) (id batch.Subject, err error) {
		err = r.Scan(&id)
		return id, err
	}, text, args...)
	ticked := make(map[batch.Subject]bool, len(rows))
	for _, id := range rows {
		ticked[id] = true
	}
	return ticked, err
}

func scanTicked(r db.Row) (i job.Item, err error) {
	err = r.Scan(&i.Subject, &i.Number)
	return i, err
}

// All returns what is ticked with its numbers, the oldest first.
func (s *Selections) All(ctx context.Context, of batch.Selection) ([]job.Item, error) {
	l := lists[of.List]
	return db.All(ctx, s.db, scanTicked, `
		SELECT t.subject, r.`+l.number+`
		FROM selection_items AS t
		JOIN `+l.table+` AS r ON r.store_id = t.store_id AND r.id = t.subject
		WHERE t.store_id = ? AND t.selection_id = ?
		ORDER BY t.subject`, of.Store, of.ID)
}

// Numbered returns the rows of a list that have some numbers.
func (s *Selections) Numbered(ctx context.Context, store account.StoreID, l batch.List, numbers []string) (map[string]batch.Subject, error) {
	rows, err := s.name(ctx, store, naming{lists[l].table, "id", lists[l].number}, numbers)
	out := make(map[string]batch.Subject, len(rows))
	for _, r := range rows {
		out[r.text] = r.id
	}
	return out, err
}

// Named returns the rows of a list that one of some texts names: a transaction order number,
// a logistics order number or a waybill.
func (s *Selections) Named(ctx context.Context, store account.StoreID, l batch.List, texts []string) (map[string][]batch.Subject, error) {
	out := map[string][]batch.Subject{}
	for _, by := range lists[l].named {
		rows, err := s.name(ctx, store, by, texts)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if !slices.Contains(out[r.text], r.id) {
				out[r.text] = append(out[r.text], r.id)
			}
		}
	}
	return out, nil
}

// name is a row that a text names.
type name struct {
	text string
	id   batch.Subject
}

// naming asks for the rows that texts name in one column, the oldest first.
func (s *Selections) naming(store account.StoreID, by naming, texts []string) (query string, args []any) {
	q := s.db.Select(by.column + ", " + by.id).From(by.table)
	return q.Where(ofStore(q, store, by.table, by.column), in(q, by.column, texts)).OrderBy(sorted(by.id)).Build()
}

// name looks for texts in one column, the oldest rows first.
func (s *Selections) name(ctx context.Context, store account.StoreID, by naming, texts []string) (names []name, err error) {
	for part := range slices.Chunk(texts, perStatement) {
		text, args := s.naming(store, by, part)
		rows, err := db.All(ctx, s.db, func(r db.Row) (n name, err error) {
			err = r.Scan(&n.text, &n.id)
			return n, err
		}, text, args...)
		if err != nil {
			return nil, fmt.Errorf("%s by %s: %w", by.table, by.column, err)
		}
		names = append(names, rows...)
	}
	return names, nil
}
