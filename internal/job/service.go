package job

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/paging"
)

// ItemFilter says which items of a job a list holds.
type ItemFilter struct {
	Store   account.StoreID
	Job     ID
	Outcome *Outcome // nil is all
	Cursor  paging.Cursor
}

// Records are the stored jobs.
type Records interface {
	Insert(ctx context.Context, j Job, items []Item) (ID, error)
	Get(ctx context.Context, store account.StoreID, id ID) (Job, error)
	// Open returns the jobs of a store that have not ended, the oldest first.
	Open(ctx context.Context, store account.StoreID) ([]Job, error)
	// Undone returns the first items without outcome.
	Undone(ctx context.Context, store account.StoreID, id ID, limit int) ([]Item, error)
	// Items returns a page of items in their order.
	Items(ctx context.Context, f ItemFilter) (paging.Page[Item], error)
	// SetOutcomes writes outcomes; ErrTaken when one has its outcome already.
	SetOutcomes(ctx context.Context, store account.StoreID, id ID, items []Item) error
	// Begin makes a waiting job a running one; ErrEnded when it is not waiting.
	Begin(ctx context.Context, store account.StoreID, id ID) error
	// End stores the state and the time in which a job ended; ErrEnded when it has already.
	End(ctx context.Context, j Job) error
	// DropBegun deletes the file that a job has begun and not finished, if there is one.
	DropBegun(ctx context.Context, store account.StoreID, id ID) error
}

// Transactor runs functions in a transaction.
type Transactor interface {
	InTx(ctx context.Context, fn func(ctx context.Context) error) error
}

// Work does the items of one kind of job. It is called outside a transaction
// with items that have no outcome, and opens transactions as it needs them; in
// each it hands to keep the items it did there, with their outcomes. It may do
// fewer than it was given, but at least one.
type Work struct {
	Most int // items at once
	Do   func(ctx context.Context, j Job, items []Item, keep Keep) error
	// Finish, if there is one, is called when all items have their outcome, in the transaction that ends the job.
	Finish func(ctx context.Context, j Job) error
}

// Keep writes outcomes, in the transaction of the context.
type Keep func(ctx context.Context, items ...Item) error

// Stores lists the stores whose jobs are done.
type Stores interface {
	Stores(ctx context.Context) ([]account.Store, error)
}

// Service starts jobs and does them.
type Service struct {
	Records Records
	Stores  Stores
	Clock   account.Clock
	Tx      Transactor
	Works   map[Kind]Work

	turns sync.Map // ID to *sync.Mutex: one part of a job at a time
}

// Start stores a job, which is done later. ErrEmpty without items.
func (s *Service) Start(ctx context.Context, store account.StoreID, by account.PersonID, k Kind, argument string, items []Item) (ID, error) {
	switch {
	case len(items) == 0:
		return 0, ErrEmpty
	case len(items) > MaxItems:
		return 0, ErrTooMany.With("Count", len(items), "Max", MaxItems)
	}
	j := Job{
		Store: store, Person: by, Kind: k, Argument: argument, State: Waiting, Total: len(items), Started: s.Clock.Now(store),
	}
	var id ID
	err := s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
		id, err = s.Records.Insert(ctx, j, items)
		return err
	})
	return id, err
}

// Cancel ends a job; what is done stays done, but half a file is none.
func (s *Service) Cancel(ctx context.Context, store account.StoreID, id ID) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		j, err := s.Records.Get(ctx, store, id)
		if err != nil {
			return err
		}
		if err := s.end(ctx, j, Cancelled); err != nil {
			return err
		}
		return s.Records.DropBegun(ctx, store, id)
	})
}

// finish ends a job whose items all have their outcome.
func (s *Service) finish(ctx context.Context, j Job, w Work) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		if w.Finish != nil {
			if err := w.Finish(ctx, j); err != nil {
				return err
			}
		}
		return s.end(ctx, j, Done)
	})
}

// Get returns a job of a store.
func (s *Service) Get(ctx context.Context, store account.StoreID, id ID) (Job, error) {
	return s.Records.Get(ctx, store, id)
}

func (s *Service) end(ctx context.Context, j Job, as State) error {
	if !slices.Contains(next[j.State], as) {
		return ErrEnded
	}
	j.State, j.Ended = as, s.Clock.Now(j.Store)
	return s.Records.End(ctx, j)
}

// Round does a part of every open job, so that a long one does not keep the
// others waiting, and returns how many items got their outcome.
func (s *Service) Round(ctx context.Context) (int, error) {
	open, err := s.open(ctx)
	if err != nil {
		return 0, err
	}
	moved := 0
	var failed error
	for _, j := range open {
		n, _, err := s.part(ctx, j.Store, j.ID)
		moved += n
		if err != nil && ctx.Err() == nil {
			failed = errors.Join(failed, fmt.Errorf("job %d of store %d: %w", j.ID, j.Store, err))
		}
	}
	return moved, failed
}

// open are the jobs of all stores that have not ended.
func (s *Service) open(ctx context.Context) ([]Job, error) {
	stores, err := s.Stores.Stores(ctx)
	if err != nil {
		return nil, err
	}
	var open []Job
	for _, one := range stores {
		of, err := s.Records.Open(ctx, one.ID)
		if err != nil {
			return nil, err
		}
		open = append(open, of...)
	}
	return open, nil
}

// All does rounds until no job moves.
func (s *Service) All(ctx context.Context) error {
	for {
		moved, err := s.Round(ctx)
		if err != nil || moved == 0 || ctx.Err() != nil {
			return err
		}
	}
}

// Run does a job to its end, or as far as it gets before ctx ends; the worker goes on with it then.
func (s *Service) Run(ctx context.Context, store account.StoreID, id ID) error {
	for ctx.Err() == nil {
		_, ended, err := s.part(context.WithoutCancel(ctx), store, id)
		if ended || err != nil {
			return err
		}
	}
	return nil
}

// part does the next items of a job, or ends it when there are none, and reports
// whether it has ended.
func (s *Service) part(ctx context.Context, store account.StoreID, id ID) (moved int, ended bool, err error) {
	turn, _ := s.turns.LoadOrStore(id, &sync.Mutex{})
	turn.(*sync.Mutex).Lock()
	defer turn.(*sync.Mutex).Unlock()
	j, err := s.Records.Get(ctx, store, id)
	if err != nil || j.State.Ended() {
		s.turns.Delete(id)
		return 0, err == nil, err
	}
	work, known := s.Works[j.Kind]
	if !known {
		return 0, false, ErrKind.With("Kind", j.Kind)
	}
	if j.State == Waiting {
		if err := s.Records.Begin(ctx, store, id); err != nil {
			return 0, false, err
		}
		j.State = Running
	}
	items, err := s.Records.Undone(ctx, store, id, work.Most)
	if err != nil {
		return 0, false, err
	}
	if len(items) == 0 {
		return 0, true, s.finish(ctx, j, work)
	}
	moved, err = s.do(ctx, work, j, items)
	return moved, false, err
}

// do does items and returns how many have their outcome. What another program has
// done meanwhile is no fault.
func (s *Service) do(ctx context.Context, work Work, j Job, items []Item) (moved int, err error) {
	err = work.Do(ctx, j, items, func(ctx context.Context, done ...Item) error {
		moved += len(done)
		return s.Records.SetOutcomes(ctx, j.Store, j.ID, done)
	})
	if errors.Is(err, ErrTaken) {
		return 0, nil
	}
	return moved, err
}

// Ended is the item with the outcome of its work.
func (i Item) Ended(err error) Item {
	if err == nil {
		i.Outcome = Succeeded
		return i
	}
	i.Outcome, i.Reason = Failed, reasonOf(err)
	return i
}

// errFault stands for a fault of ours.
var errFault = errs.New(errs.Internal, "job_fault")

// reasonOf is an error in a form that can be kept. Of the problems of a form it is the first.
func reasonOf(err error) *errs.Error {
	var known *errs.Error
	var problems errs.Fields
	switch {
	case errors.As(err, &problems) && len(problems) > 0:
		known = errs.New(errs.Invalid, problems[0].Code)
		known.Args = problems[0].Args
	case !errors.As(err, &known) || known.Kind == errs.Internal:
		return errFault
	}
	kept := errs.New(known.Kind, known.Code)
	kept.Args = errs.Args{}
	for name, value := range known.Args {
		kept.Args[name] = fmt.Sprint(value)
	}
	return kept
}
