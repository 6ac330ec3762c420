package job_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	"sellerdesk/internal/job"
)

func TestAJobIsRunToItsEnd(t *testing.T) {
	var done atomic.Int32
	s := newDesk(t, func(context.Context, job.Job, job.Item) error { done.Add(1); return nil })
	id := s.start(t, 9)
	if err := s.Run(t.Context(), s.store, id); err != nil || done.Load() != 9 || s.get(t, id).State != job.Done {
		t.Errorf("%v: %d items, %+v", err, done.Load(), s.get(t, id))
	}
	if err := s.Run(t.Context(), s.store, id); err != nil || done.Load() != 9 {
		t.Errorf("a second time: %v, %d items", err, done.Load())
	}
}

func TestAJobStopsBetweenItsPartsAndTheWorkerGoesOn(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := newDesk(t, func(context.Context, job.Job, job.Item) error { cancel(); return nil })
	id := s.start(t, 5)
	if err := s.Run(ctx, s.store, id); err != nil || s.get(t, id).Done != 2 {
		t.Fatalf("%v: %+v", err, s.get(t, id))
	}
	if err := s.All(t.Context()); err != nil || s.get(t, id).State != job.Done {
		t.Errorf("%v: %+v", err, s.get(t, id))
	}
}

func TestAJobIsDoneOnceHoweverManyRunIt(t *testing.T) {
	var done atomic.Int32
	s := newDesk(t, func(context.Context, job.Job, job.Item) error { done.Add(1); return nil })
	id := s.start(t, 50)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if err := s.Run(t.Context(), s.store, id); err != nil {
				t.Error(err)
			}
		})
		all.Go(func() {
			if err := s.All(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if j := s.get(t, id); done.Load() != 50 || j.Done != 50 || j.State != job.Done {
		t.Errorf("%d items, %+v", done.Load(), j)
	}
}
