package sqlstore

import (
	"context"
	"fmt"
	"slices"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/job"
	"sellerdesk/internal/money"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/upload"
)

// Uploads are the tables of orders that people of all stores uploaded.
type Uploads struct{ db *db.DB }

// NewUploads returns the uploads of a database.
func NewUploads(d *db.DB) *Uploads { return &Uploads{d} }

// The states of a file that is being written and of one that is whole.
const (
	uploadChecking = "checking"
	uploadChecked  = "checked"
)

// uploadResult is what was found about a file as a whole.
type uploadResult struct {
	Header int      `json:"header,omitempty"`
	Unused []string `json:"unused,omitempty"`
}

// uploadColumns leave the content out. The last one is the upload before with the same content.
const uploadColumns = `u.id, u.store_id, u.kind, u.person_id, p.name, u.name, u.sha256, u.at, u.result,
	COALESCE((SELECT MAX(j.job_id) FROM upload_jobs j WHERE j.store_id = u.store_id AND j.upload_id = u.id), 0),
	COALESCE((SELECT MAX(e.id) FROM uploads e
		WHERE e.store_id = u.store_id AND e.sha256 = u.sha256 AND e.id < u.id AND e.state = 'checked' AND e.kind = u.kind), 0)`

func scanUpload(r db.Row) (u upload.Upload, err error) {
	var at db.Time
	var result db.JSON[uploadResult]
	err = r.Scan(&u.ID, &u.Store, &u.Kind, &u.Person, &u.PersonName, &u.Name, &u.Sum, &at, &result, &u.Job, &u.Same)
	u.At, u.Header, u.Unused = at.Time, result.V.Header, result.V.Unused
	return u, err
}

// Insert stores a file that is not shown before Finish.
func (s *Uploads) Insert(ctx context.Context, u upload.Upload, content []byte) (upload.ID, error) {
	return db.Insert[upload.ID](ctx, s.db, `
		INSERT INTO uploads (store_id, person_id, kind, name, content, sha256, at, state, result)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		RETURNING id`,
		u.Store, u.Person, u.Kind, u.Name, content, u.Sum, db.Time{Time: u.At}, uploadChecking,
		db.JSON[uploadResult]{V: uploadResult{u.Header, u.Unused}})
}

// Finish shows a file whose rows are all there.
func (s *Uploads) Finish(ctx context.Context, store account.StoreID, id upload.ID) error {
	return changed(upload.ErrNotFound)(s.db.Exec(ctx, `
		UPDATE uploads
		SET state = ?
		WHERE store_id = ? AND id = ?`, uploadChecked, store, id))
}

// Get returns an upload of the store.
func (s *Uploads) Get(ctx context.Context, store account.StoreID, k upload.Kind, id upload.ID) (upload.Upload, error) {
	u, err := db.One(ctx, s.db, scanUpload, `
		SELECT `+uploadColumns+`
		FROM uploads u
		JOIN people p ON p.id = u.person_id
		WHERE u.store_id = ? AND u.id = ? AND u.kind = ? AND u.state = ?`, store, id, k, uploadChecked)
	return found(u, err, upload.ErrNotFound)
}

// Content returns the file itself.
func (s *Uploads) Content(ctx context.Context, store account.StoreID, id upload.ID) ([]byte, error) {
	content, err := db.One(ctx, s.db, func(r db.Row) (content []byte, err error) {
		err = r.Scan(&content)
		return content, err
	}, `
		SELECT content
		FROM uploads
		WHERE store_id = ? AND id = ?`, store, id)
	return found(content, err, upload.ErrNotFound)
}

// Recent returns the newest uploads of a kind, the newest first.
func (s *Uploads) Recent(ctx context.Context, store account.StoreID, k upload.Kind, limit int) ([]upload.Upload, error) {
	return db.All(ctx, s.db, scanUpload, `
		SELECT `+uploadColumns+`
		FROM uploads u
		JOIN people p ON p.id = u.person_id
		WHERE u.store_id = ? AND u.kind = ? AND u.state = ?
		ORDER BY u.id DESC
		LIMIT ?`, store, k, uploadChecked, limit)
}

// AddJob notes that a job works on the rows of an upload.
func (s *Uploads) AddJob(ctx context.Context, store account.StoreID, id upload.ID, j job.ID) error {
	_, err := s.db.Exec(ctx, `
		INSERT INTO upload_jobs (store_id, upload_id, job_id)
		VALUES (?, ?, ?)`, store, id, j)
	if err != nil {
		return fmt.Errorf("add job %d to upload %d: %w", j, id, err)
	}
	return nil
}

// AddRows adds checked rows to an upload.
func (s *Uploads) AddRows(ctx context.Context, store account.StoreID, id upload.ID, rows []upload.Checked) error {
	for _, c := range rows {
		_, err := s.db.Exec(ctx, `
			INSERT INTO upload_rows (store_id, upload_id, row, rows, number, buyer, country, lines, pieces, channel, price_fen,
				verdict, notes, given)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			store, id, c.Row, db.JSON[[]int]{V: c.Rows}, c.Number, c.Buyer, c.Country, c.Lines, c.Pieces, c.Channel, priceFen(c),
			c.Verdict, notesOf(c), c.Given)
		if err != nil {
			return fmt.Errorf("add row %d: %w", c.Row, err)
		}
	}
	return nil
}

// priceFen is the price of a row for its column: NULL when there is none.
func priceFen(c upload.Checked) *int64 {
	if c.Price.Currency == "" {
		return nil
	}
	return &c.Price.Minor
}

func notesOf(c upload.Checked) db.JSON[[]upload.Note] {
	if c.Notes == nil {
		c.Notes = []upload.Note{}
	}
	return db.JSON[[]upload.Note]{V: c.Notes}
}

const (
	uploadRowColumns   = `row, rows, number, buyer, country, lines, pieces, channel, price_fen, verdict, notes, COALESCE(order_id, 0), COALESCE(parcel_id, 0)`
	uploadGivenColumns = uploadRowColumns + `, given`
)

func scanUploadRow(r db.Row) (c upload.Checked, err error) {
	var rows db.JSON[[]int]
	var price *int64
	var notes db.JSON[[]upload.Note]
	err = r.Scan(&c.Row, &rows, &c.Number, &c.Buyer, &c.Country, &c.Lines, &c.Pieces, &c.Channel, &price, &c.Verdict, &notes, &c.Order, &c.Parcel)
	c.Rows, c.Notes = rows.V, notes.V
	if len(c.Notes) == 0 {
		c.Notes = nil
	}
	if price != nil {
		c.Price = money.Of(*price, money.CNY)
	}
	return c, err
}

func scanGivenRow(r db.Row) (c upload.Checked, err error) {
	var given string
	c, err = scanUploadRow(tail{r, []any{&given}})
	c.Given = given
	return c, err
}

// Rows returns a page of rows in the order of the file.
func (s *Uploads) Rows(ctx context.Context, f upload.RowFilter) (paging.Page[upload.Checked], error) {
	q := s.db.Select(uploadRowColumns).From("upload_rows")
	q.Where(q.Equal("store_id", f.Store), q.Equal("upload_id", f.Upload))
	if f.Verdict != "" {
		q.Where(q.Equal("verdict", f.Verdict))
	}
	after(q, f.Cursor, "row", "upload_id", true)
	query, args := q.Limit(paging.Size + 1).Build()
	rows, err := db.All(ctx, s.db, scanUploadRow, query, args...)
	if err != nil {
		return paging.Page[upload.Checked]{}, fmt.Errorf("list rows of upload %d: %w", f.Upload, err)
	}
	return paging.Cut(rows, f.Cursor, func(c upload.Checked) paging.Cursor {
		return paging.Cursor{Key: int64(c.Row), ID: int64(f.Upload)}
	}), nil
}

// All returns every row in the order of the file.
func (s *Uploads) All(ctx context.Context, store account.StoreID, id upload.ID) ([]upload.Checked, error) {
	return db.All(ctx, s.db, scanUploadRow, `
		SELECT `+uploadRowColumns+`
		FROM upload_rows
		WHERE store_id = ? AND upload_id = ?
		ORDER BY row`, store, id)
}

// uploadCount is how many rows of an upload have a verdict.
type uploadCount struct {
	upload     upload.ID
	verdict    upload.Verdict
	rows, made int
	cost       int64
}

// Tallies counts the rows of uploads.
func (s *Uploads) Tallies(ctx context.Context, store account.StoreID, ids []upload.ID) (map[upload.ID]upload.Tally, error) {
	q := s.db.Select("upload_id, verdict, COUNT(*), COUNT(order_id) + COUNT(parcel_id), COALESCE(SUM(price_fen), 0)").From("upload_rows")
	q.Where(q.Equal("store_id", store), in(q, "upload_id", ids)).GroupBy("upload_id", "verdict")
	query, args := q.Build()
	counts, err := db.All(ctx, s.db, func(r db.Row) (c uploadCount, err error) {
		err = r.Scan(&c.upload, &c.verdict, &c.rows, &c.made, &c.cost)
		return c, err
	}, query, args...)
	if err != nil {
		return nil, fmt.Errorf("count rows of uploads: %w", err)
	}
	tallies := map[upload.ID]upload.Tally{}
	for _, id := range ids {
		tallies[id] = upload.TallyOf(nil)
	}
	for _, c := range counts {
		t := tallies[c.upload]
		t.Rows[c.verdict] = c.rows
		t.Made += c.made
		if (upload.Checked{Verdict: c.verdict}).CanBeDone() {
			t.Cost.Minor += c.cost
		}
		tallies[c.upload] = t
	}
	return tallies, nil
}

// waitingRow is the condition that something can be done for a row and was not yet.
const waitingRow = `verdict IN ('ready', 'warned') AND order_id IS NULL AND parcel_id IS NULL`

// Waiting returns the rows for which something can be done and was not yet.
func (s *Uploads) Waiting(ctx context.Context, store account.StoreID, id upload.ID) ([]upload.Checked, error) {
	return db.All(ctx, s.db, scanUploadRow, `
		SELECT `+uploadRowColumns+`
		FROM upload_rows
		WHERE store_id = ? AND upload_id = ? AND `+waitingRow+`
		ORDER BY row`, store, id)
}

// WaitingAt returns those of some rows that wait, with what is to be done.
func (s *Uploads) WaitingAt(ctx context.Context, store account.StoreID, id upload.ID, rows []int) (map[int]upload.Checked, error) {
	waiting := make(map[int]upload.Checked, len(rows))
	for part := range slices.Chunk(rows, perStatement) {
		q := s.db.Select(uploadGivenColumns).From("upload_rows")
		q.Where(q.Equal("store_id", store), q.Equal("upload_id", id), in(q, "row", part), waitingRow)
		query, args := q.Build()
		list, err := db.All(ctx, s.db, scanGivenRow, query, args...)
		if err != nil {
			return nil, fmt.Errorf("waiting rows of upload %d: %w", id, err)
		}
		for _, c := range list {
			waiting[c.Row] = c
		}
	}
	return waiting, nil
}

// Settle notes what became of rows, once.
func (s *Uploads) Settle(ctx context.Context, store account.StoreID, id upload.ID, rows []upload.Checked) error {
	for _, c := range rows {
		err := changed(upload.ErrNotFound)(s.db.Exec(ctx, `
			UPDATE upload_rows
			SET verdict = ?, notes = ?, order_id = ?, parcel_id = ?
			WHERE store_id = ? AND upload_id = ? AND row = ? AND order_id IS NULL AND parcel_id IS NULL`,
			c.Verdict, notesOf(c), or0(c.Order), or0(c.Parcel), store, id, c.Row))
		if err != nil {
			return fmt.Errorf("settle row %d of upload %d: %w", c.Row, id, err)
		}
	}
	return nil
}
