package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"io"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/job"
)

// AddFile stores a file that a job made, behind those it made before.
func (s *Jobs) AddFile(ctx context.Context, store account.StoreID, id job.ID, f job.File, content []byte) error {
	return s.AddPart(ctx, store, id, job.Begun{File: f}, content)
}

// AddPart stores the next part of a file, which begins with its first. Without a state it
// is the last: the file is whole. A part whose place was taken meanwhile is job.ErrTaken.
func (s *Jobs) AddPart(ctx context.Context, store account.StoreID, id job.ID, f job.Begun, content []byte) error {
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		if f.Position == 0 {
			return s.beginFile(ctx, store, id, f, content)
		}
		return s.goOn(ctx, store, id, f, content)
	})
	if err != nil {
		return fmt.Errorf("store a file of job %d: %w", id, err)
	}
	return nil
}

func (s *Jobs) beginFile(ctx context.Context, store account.StoreID, id job.ID, f job.Begun, content []byte) error {
	position, err := db.Returning(ctx, s.db, scanCount, `
		INSERT INTO job_files (store_id, job_id, position, name, type, size, parts, state)
		SELECT ?, ?, COUNT(*) + 1, ?, ?, ?, 1, ?
		FROM job_files
		WHERE store_id = ? AND job_id = ?
		RETURNING position`, store, id, f.Name, f.Type, len(content), f.State, store, id)
	if err != nil {
		return err
	}
	return s.insertPart(ctx, store, id, position, 1, content)
}

func (s *Jobs) goOn(ctx context.Context, store account.StoreID, id job.ID, f job.Begun, content []byte) error {
	part, err := db.Returning(ctx, s.db, scanCount, `
		UPDATE job_files
		SET size = size + ?, parts = parts + 1, state = ?
		WHERE store_id = ? AND job_id = ? AND position = ? AND size = ? AND state <> ''
		RETURNING parts`, len(content), f.State, store, id, f.Position, f.Size)
	if errors.Is(err, db.ErrNoRows) {
		return job.ErrTaken
	}
	if err != nil {
		return err
	}
	return s.insertPart(ctx, store, id, f.Position, part, content)
}

func (s *Jobs) insertPart(ctx context.Context, store account.StoreID, id job.ID, file, part int, content []byte) error {
	if content == nil {
		content = []byte{}
	}
	_, err := s.db.Exec(ctx, `
		INSERT INTO job_file_parts (store_id, job_id, file, part, content)
		VALUES (?, ?, ?, ?, ?)`, store, id, file, part, content)
	return err
}

func scanCount(r db.Row) (n int, err error) {
	err = r.Scan(&n)
	return n, err
}

// Begun returns the file that a job has begun and not finished; without one it is empty.
func (s *Jobs) Begun(ctx context.Context, store account.StoreID, id job.ID) (job.Begun, error) {
	f, err := db.One(ctx, s.db, func(r db.Row) (f job.Begun, err error) {
		err = r.Scan(&f.Position, &f.Name, &f.Type, &f.Size, &f.State)
		return f, err
	}, `
		SELECT position, name, type, size, state
		FROM job_files
		WHERE store_id = ? AND job_id = ? AND state <> ''`, store, id)
	if errors.Is(err, db.ErrNoRows) {
		return job.Begun{}, nil
	}
	return f, err
}

// DropBegun deletes the file that a job has begun and not finished, if there is one.
func (s *Jobs) DropBegun(ctx context.Context, store account.StoreID, id job.ID) error {
	_, err := s.db.Exec(ctx, `
		DELETE FROM job_file_parts
		WHERE store_id = ? AND job_id = ? AND file IN (
			SELECT position FROM job_files WHERE store_id = ? AND job_id = ? AND state <> '')`, store, id, store, id)
	if err != nil {
		return fmt.Errorf("drop a file of job %d: %w", id, err)
	}
	_, err = s.db.Exec(ctx, `
		DELETE FROM job_files
		WHERE store_id = ? AND job_id = ? AND state <> ''`, store, id)
	return err
}

const jobFileColumns = `position, name, type, size`

func scanJobFile(r db.Row) (f job.File, err error) {
	err = r.Scan(&f.Position, &f.Name, &f.Type, &f.Size)
	return f, err
}

// Files returns the whole files of a job.
func (s *Jobs) Files(ctx context.Context, store account.StoreID, id job.ID) ([]job.File, error) {
	return db.All(ctx, s.db, scanJobFile, `
		SELECT `+jobFileColumns+`
		FROM job_files
		WHERE store_id = ? AND job_id = ? AND state = ''
		ORDER BY position`, store, id)
}

// File returns a whole file of a job.
func (s *Jobs) File(ctx context.Context, store account.StoreID, id job.ID, position int) (job.File, error) {
	f, err := db.One(ctx, s.db, scanJobFile, `
		SELECT `+jobFileColumns+`
		FROM job_files
		WHERE store_id = ? AND job_id = ? AND position = ? AND state = ''`, store, id, position)
	return found(f, err, job.ErrNotFound)
}

// Copy writes what is in a file of a job, part by part: no more than one is in memory.
func (s *Jobs) Copy(ctx context.Context, w io.Writer, store account.StoreID, id job.ID, f job.File) error {
	for part, written := 1, 0; written < f.Size; part++ {
		content, err := db.One(ctx, s.db, func(r db.Row) (content []byte, err error) {
			err = r.Scan(&content)
			return content, err
		}, `
			SELECT content
			FROM job_file_parts
			WHERE store_id = ? AND job_id = ? AND file = ? AND part = ?`, store, id, f.Position, part)
		if err != nil {
			return fmt.Errorf("part %d of file %d of job %d: %w", part, f.Position, id, err)
		}
		if _, err := w.Write(content); err != nil {
			return err
		}
		written += len(content)
	}
	return nil
}
