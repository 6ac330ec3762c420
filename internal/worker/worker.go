// Package worker does on a timetable what nobody asks for by a click: it reads
// what networks and gateways report, resolves what they left open, and closes
// what is overdue by each store's clock.
package worker

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"sellerdesk/internal/account"
)

// Duty is something done for one store at a time. It returns how many things it
// moved on, works in small transactions, and may be repeated at any moment.
type Duty struct {
	Name string
	Do   func(ctx context.Context, store account.StoreID) (int, error)
}

// Task is something done for the whole program.
type Task struct {
	Name  string
	Every time.Duration
	Do    func(ctx context.Context) error
}

// Stores lists the stores the duties are done for.
type Stores interface {
	Stores(ctx context.Context) ([]account.Store, error)
}

// Worker does tasks and duties until it is told to end.
type Worker struct {
	log    *slog.Logger
	stores Stores
	duties []Duty
	tasks  []Task

	turns sync.Map // account.StoreID to *sync.Mutex: one round at a time for a store
}

// mostRounds is how often the duties of a store follow each other in one Tick: one may make work for another.
const mostRounds = 10

// New returns a worker that does the duties of every store, in their order, once every period, and the tasks as they say.
func New(log *slog.Logger, stores Stores, period time.Duration, duties []Duty, tasks ...Task) *Worker {
	w := &Worker{log: log, stores: stores, duties: duties}
	w.tasks = append([]Task{{Name: "duties of stores", Every: period, Do: w.round}}, tasks...)
	return w
}

// Run does everything on its timetable until ctx ends, and waits for what is under way.
func (w *Worker) Run(ctx context.Context) {
	var wg sync.WaitGroup
	for _, t := range w.tasks {
		wg.Go(func() { w.repeat(ctx, t) })
	}
	wg.Wait()
}

func (w *Worker) repeat(ctx context.Context, t Task) {
	timer := time.NewTicker(t.Every)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
		if err := t.Do(ctx); err != nil && ctx.Err() == nil {
			w.log.ErrorContext(ctx, "task failed", "task", t.Name, "error", err)
		}
	}
}

// round does the duties of every store once. What fails in one store does not stop the others.
func (w *Worker) round(ctx context.Context) error {
	stores, err := w.stores.Stores(ctx)
	if err != nil {
		return err
	}
	var failed error
	for _, s := range stores {
		if ctx.Err() != nil {
			return nil
		}
		_, err := w.work(ctx, s.ID)
		failed = errors.Join(failed, err)
	}
	return failed
}

// Tick does the duties of one store now, until none of them moves anything.
func (w *Worker) Tick(ctx context.Context, store account.StoreID) error {
	for range mostRounds {
		moved, err := w.work(ctx, store)
		if err != nil || moved == 0 {
			return err
		}
	}
	return nil
}

// work does every duty of a store once and returns how many things moved.
func (w *Worker) work(ctx context.Context, store account.StoreID) (int, error) {
	turn, _ := w.turns.LoadOrStore(store, &sync.Mutex{})
	turn.(*sync.Mutex).Lock()
	defer turn.(*sync.Mutex).Unlock()
	moved := 0
	var failed error
	for _, d := range w.duties {
		n, err := d.Do(ctx, store)
		moved += n
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s of store %d: %w", d.Name, store, err))
		}
	}
	return moved, failed
}
