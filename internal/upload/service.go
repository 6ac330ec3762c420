package upload

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"sellerdesk/internal/account"
	"sellerdesk/internal/job"
	"sellerdesk/internal/paging"
)

// RowFilter says which orders of an upload a list holds.
type RowFilter struct {
	Store   account.StoreID
	Upload  ID
	Verdict Verdict // empty is all
	Cursor  paging.Cursor
}

// Records are the stored uploads.
type Records interface {
	// Insert stores a file that nobody sees before Finish.
	Insert(ctx context.Context, u Upload, content []byte) (ID, error)
	AddRows(ctx context.Context, store account.StoreID, id ID, rows []Checked) error
	Finish(ctx context.Context, store account.StoreID, id ID) error
	Get(ctx context.Context, store account.StoreID, k Kind, id ID) (Upload, error)
	Content(ctx context.Context, store account.StoreID, id ID) ([]byte, error)
	// Recent returns the newest uploads, the newest first.
	Recent(ctx context.Context, store account.StoreID, k Kind, limit int) ([]Upload, error)
	// Rows returns a page of orders in the order of the file, All every one.
	Rows(ctx context.Context, f RowFilter) (paging.Page[Checked], error)
	All(ctx context.Context, store account.StoreID, id ID) ([]Checked, error)
	Tallies(ctx context.Context, store account.StoreID, ids []ID) (map[ID]Tally, error)
	// Waiting returns all orders for which something can be done and was not yet; those
	// of some rows come with what is to be done.
	Waiting(ctx context.Context, store account.StoreID, id ID) ([]Checked, error)
	WaitingAt(ctx context.Context, store account.StoreID, id ID, rows []int) (map[int]Checked, error)
	// Settle notes what became of orders: verdict, notes and what was made. ErrNotFound
	// when something was made of one before.
	Settle(ctx context.Context, store account.StoreID, id ID, rows []Checked) error
	// AddJob notes that a job works on the rows.
	AddJob(ctx context.Context, store account.StoreID, id ID, j job.ID) error
}

// Jobs do the work in the background.
type Jobs interface {
	Get(ctx context.Context, store account.StoreID, id job.ID) (job.Job, error)
	Start(ctx context.Context, store account.StoreID, by account.PersonID, k job.Kind, argument string, items []job.Item) (job.ID, error)
	Run(ctx context.Context, store account.StoreID, id job.ID) error
}

// Transactor runs functions in a transaction, and in steps of one that fail alone; Steady
// makes a context for many small statements.
type Transactor interface {
	InTx(ctx context.Context, fn func(ctx context.Context) error) error
	Savepoint(ctx context.Context, fn func(ctx context.Context) error) error
	Steady(ctx context.Context) context.Context
}

// Service keeps uploads and has the work on them done.
type Service struct {
	// Table reads the rows of an Excel or csv file.
	Table   func(name string, content []byte) ([]Line, error)
	Records Records
	Jobs    Jobs
	Tx      Transactor
}

// chunk is how many rows are written at once.
const chunk = 100

// Keep stores a file with the check of its orders.
func (s *Service) Keep(ctx context.Context, u Upload, content []byte, rows []Checked) (ID, error) {
	sum := sha256.Sum256(content)
	u.Name, u.Sum = FileName(u.Name), hex.EncodeToString(sum[:])
	id, err := s.Records.Insert(ctx, u, content)
	if err != nil {
		return 0, fmt.Errorf("keep upload: %w", err)
	}
	for part := range slices.Chunk(rows, chunk) {
		err := s.Tx.InTx(ctx, func(ctx context.Context) error { return s.Records.AddRows(ctx, u.Store, id, part) })
		if err != nil {
			return 0, fmt.Errorf("keep rows of upload %d: %w", id, err)
		}
	}
	if err := s.Records.Finish(ctx, u.Store, id); err != nil {
		return 0, fmt.Errorf("finish upload %d: %w", id, err)
	}
	return id, nil
}

// argument is what a job on an upload is told.
type argument struct {
	Upload ID `json:"upload"`
}

// OfJob is the upload a job works on, or 0 for one that works on none.
func OfJob(j job.Job) ID {
	var a argument
	if json.Unmarshal([]byte(j.Argument), &a) != nil {
		return 0
	}
	return a.Upload
}

// Start starts the work on the orders that wait, and returns its job: the one under
// way if there is one. ErrNothing when no order waits.
func (s *Service) Start(ctx context.Context, u Upload, by account.PersonID, k job.Kind) (job.ID, error) {
	var id job.ID
	err := s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
		if u, err = s.Records.Get(ctx, u.Store, u.Kind, u.ID); err != nil {
			return err
		}
		if id, err = s.open(ctx, u); err != nil || id != 0 {
			return err
		}
		if id, err = s.start(ctx, u, by, k); err != nil {
			return err
		}
		return s.Records.AddJob(ctx, u.Store, u.ID, id)
	})
	return id, err
}

// open is the job that works on an upload now; 0 is none.
func (s *Service) open(ctx context.Context, u Upload) (job.ID, error) {
	if u.Job == 0 {
		return 0, nil
	}
	j, err := s.Jobs.Get(ctx, u.Store, u.Job)
	if err != nil || j.State.Ended() {
		return 0, err
	}
	return j.ID, nil
}

func (s *Service) start(ctx context.Context, u Upload, by account.PersonID, k job.Kind) (job.ID, error) {
	waiting, err := s.Records.Waiting(ctx, u.Store, u.ID)
	if err != nil {
		return 0, err
	}
	if len(waiting) == 0 {
		return 0, ErrNothing
	}
	items := make([]job.Item, len(waiting))
	for i, c := range waiting {
		items[i] = job.Item{Subject: int64(c.Row), Number: c.Number}
	}
	text, err := json.Marshal(argument{u.ID})
	if err != nil {
		return 0, fmt.Errorf("argument of upload %d: %w", u.ID, err)
	}
	return s.Jobs.Start(ctx, u.Store, by, k, string(text), items)
}

// Given are the orders behind the items of a job, by row. One that is missing has been
// dealt with.
func (s *Service) Given(ctx context.Context, j job.Job, items []job.Item) (map[int]Checked, error) {
	rows := make([]int, len(items))
	for i, item := range items {
		rows[i] = int(item.Subject)
	}
	return s.Records.WaitingAt(ctx, j.Store, OfJob(j), rows)
}

// Row is a row of a file with the order it tells of.
type Row struct {
	Line
	Order *Checked // nil: the row tells of none
}

// Read reads a kept file again: its header, and the rows below it with what became of their orders.
func (s *Service) Read(ctx context.Context, u Upload) (header Line, rows []Row, err error) {
	content, err := s.Records.Content(ctx, u.Store, u.ID)
	if err != nil {
		return Line{}, nil, err
	}
	lines, err := s.Table(u.Name, content)
	if err != nil {
		return Line{}, nil, fmt.Errorf("read upload %d again: %w", u.ID, err)
	}
	orders, err := s.Records.All(ctx, u.Store, u.ID)
	if err != nil {
		return Line{}, nil, err
	}
	of := map[int]*Checked{}
	for i := range orders {
		for _, n := range orders[i].Rows {
			of[n] = &orders[i]
		}
	}
	for _, l := range lines {
		switch {
		case l.Number == u.Header:
			header = l
		case l.Number > u.Header:
			rows = append(rows, Row{l, of[l.Number]})
		}
	}
	return header, rows, nil
}
