package sqlstore

import (
	"context"
	"fmt"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/order"
	"sellerdesk/internal/orderimport"
	"sellerdesk/internal/paging"
)

// Uploads are the files of orders that people of all stores uploaded.
type Uploads struct{ db *db.DB }

// NewUploads returns the uploads of a database.
func NewUploads(d *db.DB) *Uploads { return &Uploads{d} }

// What uploads of orders are called, and the states of a file that is being written and of one that is whole.
const (
	orderUpload    = "orders"
	uploadChecking = "checking"
	uploadChecked  = "checked"
)

// uploadResult is what was found about a file as a whole.
type uploadResult struct {
	Unused []string `json:"unused,omitempty"`
}

// uploadColumns leave the content out. The last one is the upload before with the same content.
const uploadColumns = `u.id, u.store_id, u.person_id, p.name, u.name, u.sha256, u.at, u.result,
	COALESCE((SELECT MAX(e.id) FROM uploads e
		WHERE e.store_id = u.store_id AND e.sha256 = u.sha256 AND e.id < u.id AND e.state = 'checked' AND e.kind = u.kind), 0)`

func scanUpload(r db.Row) (u orderimport.Upload, err error) {
	var at db.Time
	var result db.JSON[uploadResult]
	err = r.Scan(&u.ID, &u.Store, &u.Person, &u.PersonName, &u.Name, &u.Sum, &at, &result, &u.Same)
	u.At, u.Unused = at.Time, result.V.Unused
	return u, err
}

// Insert stores a file that is not shown before Finish.
func (s *Uploads) Insert(ctx context.Context, u orderimport.Upload, content []byte) (orderimport.ID, error) {
	return db.Insert[orderimport.ID](ctx, s.db, `
		INSERT INTO uploads (store_id, person_id, kind, name, content, sha256, at, state, result)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		RETURNING id`,
		u.Store, u.Person, orderUpload, u.Name, content, u.Sum, db.Time{Time: u.At}, uploadChecking,
		db.JSON[uploadResult]{V: uploadResult{u.Unused}})
}

// Finish shows a file whose rows are all there.
func (s *Uploads) Finish(ctx context.Context, store account.StoreID, id orderimport.ID) error {
	return changed(orderimport.ErrNotFound)(s.db.Exec(ctx, `
		UPDATE uploads
		SET state = ?
		WHERE store_id = ? AND id = ?`, uploadChecked, store, id))
}

// Get returns an upload of the store.
func (s *Uploads) Get(ctx context.Context, store account.StoreID, id orderimport.ID) (orderimport.Upload, error) {
	u, err := db.One(ctx, s.db, scanUpload, `
		SELECT `+uploadColumns+`
		FROM uploads u
		JOIN people p ON p.id = u.person_id
		WHERE u.store_id = ? AND u.id = ? AND u.kind = ? AND u.state = ?`, store, id, orderUpload, uploadChecked)
	return found(u, err, orderimport.ErrNotFound)
}

// Content returns the file itself.
func (s *Uploads) Content(ctx context.Context, store account.StoreID, id orderimport.ID) ([]byte, error) {
	content, err := db.One(ctx, s.db, func(r db.Row) (content []byte, err error) {
		err = r.Scan(&content)
		return content, err
	}, `
		SELECT content
		FROM uploads
		WHERE store_id = ? AND id = ? AND kind = ?`, store, id, orderUpload)
	return found(content, err, orderimport.ErrNotFound)
}

// Recent returns the newest uploads, the newest first.
func (s *Uploads) Recent(ctx context.Context, store account.StoreID, limit int) ([]orderimport.Upload, error) {
	return db.All(ctx, s.db, scanUpload, `
		SELECT `+uploadColumns+`
		FROM uploads u
		JOIN people p ON p.id = u.person_id
		WHERE u.store_id = ? AND u.kind = ? AND u.state = ?
		ORDER BY u.id DESC
		LIMIT ?`, store, orderUpload, uploadChecked, limit)
}

// AddRows adds checked rows to an upload.
func (s *Uploads) AddRows(ctx context.Context, store account.StoreID, id orderimport.ID, rows []orderimport.Checked) error {
	for _, c := range rows {
		_, err := s.db.Exec(ctx, `
			INSERT INTO upload_rows (store_id, upload_id, row, number, buyer, country, lines, pieces, verdict, notes)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			store, id, c.Row, c.Number, c.Buyer, c.Country, c.Lines, c.Pieces, c.Verdict, notesOf(c))
		if err != nil {
			return fmt.Errorf("add row %d: %w", c.Row, err)
		}
	}
	return nil
}

// uploadNote is a note of a row as it is stored: its values are texts, as they are shown.
type uploadNote struct {
	Code string            `json:"code"`
	Args map[string]string `json:"args,omitempty"`
}

func notesOf(c orderimport.Checked) db.JSON[[]uploadNote] {
	notes := []uploadNote{}
	for _, e := range c.Notes {
		n := uploadNote{Code: e.Code, Args: map[string]string{}}
		for name, value := range e.Args {
			n.Args[name] = fmt.Sprint(value)
		}
		notes = append(notes, n)
	}
	return db.JSON[[]uploadNote]{V: notes}
}

const uploadRowColumns = `row, number, buyer, country, lines, pieces, verdict, notes, COALESCE(order_id, 0)`

func scanUploadRow(r db.Row) (c orderimport.Checked, err error) {
	var notes db.JSON[[]uploadNote]
	err = r.Scan(&c.Row, &c.Number, &c.Buyer, &c.Country, &c.Lines, &c.Pieces, &c.Verdict, &notes, &c.Order)
	for _, n := range notes.V {
		var pairs []any
		for name, value := range n.Args {
			pairs = append(pairs, name, value)
		}
		c.Notes = append(c.Notes, errs.New(errs.Invalid, n.Code).With(pairs...))
	}
	return c, err
}

// Rows returns a page of rows in the order of the file.
func (s *Uploads) Rows(ctx context.Context, f orderimport.RowFilter) (paging.Page[orderimport.Checked], error) {
	q := s.db.Select(uploadRowColumns).From("upload_rows")
	q.Where(q.Equal("store_id", f.Store), q.Equal("upload_id", f.Upload))
	if f.Verdict != "" {
		q.Where(q.Equal("verdict", f.Verdict))
	}
	after(q, f.Cursor, "row", "upload_id", true)
	query, args := q.Limit(paging.Size + 1).Build()
	rows, err := db.All(ctx, s.db, scanUploadRow, query, args...)
	if err != nil {
		return paging.Page[orderimport.Checked]{}, fmt.Errorf("list rows of upload %d: %w", f.Upload, err)
	}
	return paging.Cut(rows, f.Cursor, func(c orderimport.Checked) paging.Cursor {
		return paging.Cursor{Key: int64(c.Row), ID: int64(f.Upload)}
	}), nil
}

// Tallies counts the rows of uploads.
func (s *Uploads) Tallies(ctx context.Context, store account.StoreID, ids []orderimport.ID) (map[orderimport.ID]orderimport.Tally, error) {
	type count struct {
		upload         orderimport.ID
		verdict        orderimport.Verdict
		rows, imported int
	}
	q := s.db.Select("upload_id, verdict, COUNT(*), COUNT(order_id)").From("upload_rows")
	q.Where(q.Equal("store_id", store), in(q, "upload_id", ids)).GroupBy("upload_id", "verdict")
	query, args := q.Build()
	counts, err := db.All(ctx, s.db, func(r db.Row) (c count, err error) {
		err = r.Scan(&c.upload, &c.verdict, &c.rows, &c.imported)
		return c, err
	}, query, args...)
	if err != nil {
		return nil, fmt.Errorf("count rows of uploads: %w", err)
	}
	tallies := map[orderimport.ID]orderimport.Tally{}
	for _, id := range ids {
		tallies[id] = orderimport.Tally{Rows: map[orderimport.Verdict]int{}}
	}
	for _, c := range counts {
		t := tallies[c.upload]
		t.Rows[c.verdict] = c.rows
		t.Imported += c.imported
		tallies[c.upload] = t
	}
	return tallies, nil
}

// Waiting returns the next rows behind one that can be imported and were not yet.
func (s *Uploads) Waiting(ctx context.Context, store account.StoreID, id orderimport.ID, behind, limit int) ([]orderimport.Checked, error) {
	return db.All(ctx, s.db, scanUploadRow, `
		SELECT `+uploadRowColumns+`
		FROM upload_rows
		WHERE store_id = ? AND upload_id = ? AND row > ? AND verdict IN (?, ?) AND order_id IS NULL
		ORDER BY row
		LIMIT ?`, store, id, behind, orderimport.Ready, orderimport.Warned, limit)
}

// Settle notes what became of a row.
func (s *Uploads) Settle(ctx context.Context, store account.StoreID, id orderimport.ID, c orderimport.Checked) error {
	var made *order.ID
	if c.Order != 0 {
		made = &c.Order
	}
	return changed(orderimport.ErrNotFound)(s.db.Exec(ctx, `
		UPDATE upload_rows
		SET verdict = ?, notes = ?, order_id = ?
		WHERE store_id = ? AND upload_id = ? AND row = ?`, c.Verdict, notesOf(c), made, store, id, c.Row))
}

// Stored returns those of the numbers that are orders of the store.
func (s *Uploads) Stored(ctx context.Context, store account.StoreID, numbers []order.Number) (map[order.Number]bool, error) {
	q := s.db.Select("number").From("orders")
	q.Where(q.Equal("store_id", store), in(q, "number", numbers))
	query, args := q.Build()
	stored, err := db.All(ctx, s.db, scanText, query, args...)
	if err != nil {
		return nil, fmt.Errorf("find orders by number: %w", err)
	}
	known := map[order.Number]bool{}
	for _, n := range stored {
		known[order.Number(n)] = true
	}
	return known, nil
}
