package sqlstore

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/job"
	"sellerdesk/internal/paging"
)

// Jobs is the work of all stores that takes long.
type Jobs struct{ db *db.DB }

// NewJobs returns the jobs of a database.
func NewJobs(d *db.DB) *Jobs { return &Jobs{d} }

const jobColumns = `id, store_id, person_id, kind, argument, state, total, done, failed, started_at, ended_at`

func scanJob(r db.Row) (j job.Job, err error) {
	var started db.Time
	var ended db.NullTime
	err = r.Scan(&j.ID, &j.Store, &j.Person, &j.Kind, &j.Argument, &j.State, &j.Total, &j.Done, &j.Failed, &started, &ended)
	j.Started, j.Ended = started.Time, ended.Time
	return j, err
}

// Insert stores a job with its items, which count from 1.
func (s *Jobs) Insert(ctx context.Context, j job.Job, items []job.Item) (job.ID, error) {
	id, err := db.Insert[job.ID](ctx, s.db, `
		INSERT INTO jobs (store_id, person_id, kind, argument, state, total, done, failed, started_at, ended_at)
		VALUES (?, ?, ?, ?, ?, ?, 0, 0, ?, NULL)
		RETURNING id`, j.Store, j.Person, j.Kind, j.Argument, j.State, j.Total, db.Time{Time: j.Started})
	if err != nil {
		return 0, fmt.Errorf("insert job: %w", err)
	}
	return id, s.insertItems(ctx, j.Store, id, items)
}

func (s *Jobs) insertItems(ctx context.Context, store account.StoreID, id job.ID, items []job.Item) error {
	position := 0
	for part := range slices.Chunk(items, perStatement) {
		args := make([]any, 0, 5*len(part))
		for _, i := range part {
			position++
			args = append(args, store, id, position, i.Subject, i.Number)
		}
		_, err := s.db.Exec(ctx, `
			INSERT INTO job_items (store_id, job_id, position, subject, number, outcome, reason)
			VALUES `+strings.Repeat("(?, ?, ?, ?, ?, '', 'null'), ", len(part)-1)+`(?, ?, ?, ?, ?, '', 'null')`, args...)
		if err != nil {
			return fmt.Errorf("insert items of a job up to %d: %w", position, err)
		}
	}
	return nil
}

// Get returns a job of the store.
func (s *Jobs) Get(ctx context.Context, store account.StoreID, id job.ID) (job.Job, error) {
	j, err := db.One(ctx, s.db, scanJob, `
		SELECT `+jobColumns+`
		FROM jobs
		WHERE store_id = ? AND id = ?`, store, id)
	return found(j, err, job.ErrNotFound)
}

// Open returns the jobs of a store that have not ended, the oldest first.
func (s *Jobs) Open(ctx context.Context, store account.StoreID) ([]job.Job, error) {
	return db.All(ctx, s.db, scanJob, `
		SELECT `+jobColumns+`
		FROM jobs
		WHERE store_id = ? AND ended_at IS NULL
		ORDER BY id`, store)
}

// Recent returns the newest jobs of a store, the newest first.
func (s *Jobs) Recent(ctx context.Context, store account.StoreID, limit int) ([]job.Job, error) {
	return db.All(ctx, s.db, scanJob, `
		SELECT `+jobColumns+`
		FROM jobs
		WHERE store_id = ?
		ORDER BY id DESC
		LIMIT ?`, store, limit)
}

// Begin makes a waiting job a running one.
func (s *Jobs) Begin(ctx context.Context, store account.StoreID, id job.ID) error {
	return changed(job.ErrEnded)(s.db.Exec(ctx, `
		UPDATE jobs
		SET state = ?
		WHERE store_id = ? AND id = ? AND state = ?`, job.Running, store, id, job.Waiting))
}

// End stores the state and the time in which a job ended, if it has not.
func (s *Jobs) End(ctx context.Context, j job.Job) error {
	return changed(job.ErrEnded)(s.db.Exec(ctx, `
		UPDATE jobs
		SET state = ?, ended_at = ?
		WHERE store_id = ? AND id = ? AND ended_at IS NULL`, j.State, db.Time{Time: j.Ended}, j.Store, j.ID))
}

const jobItemColumns = `position, subject, number, outcome, reason`

func scanJobItem(r db.Row) (i job.Item, err error) {
	var reason db.JSON[*jobReason]
	err = r.Scan(&i.Position, &i.Subject, &i.Number, &i.Outcome, &reason)
	if reason.V != nil {
		i.Reason = errs.New(errs.Invalid, reason.V.Code)
		i.Reason.Args = reason.V.Args
	}
	return i, err
}

// jobReason is why an item failed, as it is stored.
type jobReason struct {
	Code string    `json:"code"`
	Args errs.Args `json:"args,omitempty"`
}

// Undone returns the first items without outcome.
func (s *Jobs) Undone(ctx context.Context, store account.StoreID, id job.ID, limit int) ([]job.Item, error) {
	return db.All(ctx, s.db, scanJobItem, `
		SELECT `+jobItemColumns+`
		FROM job_items
		WHERE store_id = ? AND job_id = ? AND outcome = ''
		ORDER BY position
		LIMIT ?`, store, id, limit)
}

// Items returns a page of items in their order.
func (s *Jobs) Items(ctx context.Context, f job.ItemFilter) (paging.Page[job.Item], error) {
	q := s.db.Select(jobItemColumns).From("job_items")
	q.Where(q.Equal("store_id", f.Store), q.Equal("job_id", f.Job))
	if f.Outcome != nil {
		q.Where(q.Equal("outcome", *f.Outcome))
	}
	after(q, f.Cursor, "position", "position", true)
	text, args := q.Limit(paging.Size + 1).Build()
	rows, err := db.All(ctx, s.db, scanJobItem, text, args...)
	if err != nil {
		return paging.Page[job.Item]{}, fmt.Errorf("items of job %d: %w", f.Job, err)
	}
	return paging.Cut(rows, f.Cursor, func(i job.Item) paging.Cursor {
		return paging.Cursor{Key: int64(i.Position), ID: int64(i.Position)}
	}), nil
}

// All returns every item with an outcome, in their order.
func (s *Jobs) All(ctx context.Context, store account.StoreID, id job.ID, o job.Outcome) ([]job.Item, error) {
	return db.All(ctx, s.db, scanJobItem, `
		SELECT `+jobItemColumns+`
		FROM job_items
		WHERE store_id = ? AND job_id = ? AND outcome = ?
		ORDER BY position`, store, id, o)
}

// succeed writes the outcome of items that went well; all of them, or job.ErrTaken.
func (s *Jobs) succeed(ctx context.Context, store account.StoreID, id job.ID, positions []int) error {
	for part := range slices.Chunk(positions, perStatement) {
		args := []any{job.Succeeded, store, id}
		for _, p := range part {
			args = append(args, p)
		}
		n, err := s.db.Exec(ctx, `
			UPDATE job_items
			SET outcome = ?
			WHERE store_id = ? AND job_id = ? AND outcome = '' AND position IN (`+strings.Repeat("?, ", len(part)-1)+`?)`, args...)
		if err != nil {
			return fmt.Errorf("outcomes of job %d: %w", id, err)
		}
		if int(n) != len(part) {
			return job.ErrTaken
		}
	}
	return nil
}

// SetOutcomes writes outcomes and counts them; job.ErrTaken when an item has its outcome already.
func (s *Jobs) SetOutcomes(ctx context.Context, store account.StoreID, id job.ID, items []job.Item) error {
	failed := 0
	var succeeded []int
	for _, i := range items {
		if i.Outcome == job.Succeeded && i.Reason == nil {
			succeeded = append(succeeded, i.Position)
			continue
		}
		if i.Outcome == job.Failed {
			failed++
		}
		var why *jobReason
		if i.Reason != nil {
			why = &jobReason{i.Reason.Code, i.Reason.Args}
		}
		err := changed(job.ErrTaken)(s.db.Exec(ctx, `
			UPDATE job_items
			SET outcome = ?, reason = ?
			WHERE store_id = ? AND job_id = ? AND position = ? AND outcome = ''`,
			i.Outcome, db.JSON[*jobReason]{V: why}, store, id, i.Position))
		if err != nil {
			return err
		}
	}
	if err := s.succeed(ctx, store, id, succeeded); err != nil {
		return err
	}
	return changed(job.ErrEnded)(s.db.Exec(ctx, `
		UPDATE jobs
		SET done = done + ?, failed = failed + ?
		WHERE store_id = ? AND id = ? AND ended_at IS NULL`, len(items), failed, store, id))
}
