package job_test

import (
	"context"
	"errors"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/job"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
)

// desk is a store whose jobs do what a test says.
type desk struct {
	*job.Service
	records *sqlstore.Jobs
	store   account.StoreID
	person  account.PersonID
}

func newDesk(t *testing.T, do func(ctx context.Context, j job.Job, i job.Item) error) *desk {
	t.Helper()
	d := dbtest.New(t)
	s := &desk{records: sqlstore.NewJobs(d), store: dbtest.Store(t, d)}
	s.person = dbtest.Member(t, d, s.store, "owner@example.com", account.Owner)
	s.Service = &job.Service{Records: s.records, Stores: sqlstore.NewAccounts(d), Clock: sample.NewClock(), Tx: d, Works: map[job.Kind]job.Work{job.Notices: each(d, 2, do)}}
	return s
}

// each is work that is done item by item: some in one transaction, each in a step of
// it that fails alone.
func each(tx *db.DB, most int, do func(ctx context.Context, j job.Job, i job.Item) error) job.Work {
	return job.Work{Most: most, Do: func(ctx context.Context, j job.Job, items []job.Item, keep job.Keep) error {
		return tx.InTx(ctx, func(ctx context.Context) error {
			for n, i := range items {
				err := tx.Savepoint(ctx, func(ctx context.Context) error { return do(ctx, j, i) })
				if ctx.Err() != nil {
					return ctx.Err()
				}
				items[n] = i.Ended(err)
			}
			return keep(ctx, items...)
		})
	}}
}

func (s *desk) start(t *testing.T, items int) job.ID {
	t.Helper()
	id, err := s.Start(t.Context(), s.store, s.person, job.Notices, "null", make([]job.Item, items))
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (s *desk) get(t *testing.T, id job.ID) job.Job {
	t.Helper()
	j, err := s.records.Get(t.Context(), s.store, id)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func TestAJobIsDoneInParts(t *testing.T) {
	s := newDesk(t, func(context.Context, job.Job, job.Item) error { return nil })
	id := s.start(t, 5)
	if j := s.get(t, id); j.State != job.Waiting || j.Total != 5 {
		t.Errorf("at first it is %+v", j)
	}
	for _, want := range []int{2, 4, 5} {
		if _, err := s.Round(t.Context()); err != nil {
			t.Fatal(err)
		}
		if j := s.get(t, id); j.Done != want || j.State != job.Running {
			t.Errorf("after a part it is %+v, want %d done", j, want)
		}
	}
	if err := s.All(t.Context()); err != nil {
		t.Fatal(err)
	}
	if j := s.get(t, id); j.State != job.Done || j.Ended.IsZero() {
		t.Errorf("at the end it is %+v", j)
	}
}

func TestALongJobDoesNotKeepOthersWaiting(t *testing.T) {
	s := newDesk(t, func(context.Context, job.Job, job.Item) error { return nil })
	long, short := s.start(t, 50), s.start(t, 2)
	for range 2 {
		if _, err := s.Round(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if j := s.get(t, short); j.State != job.Done {
		t.Errorf("the short one is %+v", j)
	}
	if j := s.get(t, long); j.Done != 4 {
		t.Errorf("the long one is %+v", j)
	}
}

func TestAFaultOfOursIsKeptWithoutItsWords(t *testing.T) {
	refused := errs.New(errs.Conflict, "order_not_shippable").With("Number", 17)
	reasons := []error{errors.New("disk on fire"), refused, nil}
	s := newDesk(t, func(_ context.Context, _ job.Job, i job.Item) error { return reasons[i.Position-1] })
	id := s.start(t, 3)
	if err := s.All(t.Context()); err != nil {
		t.Fatal(err)
	}
	failed, err := s.records.All(t.Context(), s.store, id, job.Failed)
	if err != nil || len(failed) != 2 {
		t.Fatalf("failed are %v, %v", failed, err)
	}
	if failed[0].Reason.Code != "job_fault" || failed[1].Reason.Code != "order_not_shippable" || failed[1].Reason.Args["Number"] != "17" {
		t.Errorf("the reasons are %v and %v", failed[0].Reason, failed[1].Reason)
	}
	if j := s.get(t, id); j.Failed != 2 || j.Done != 3 || j.State != job.Done {
		t.Errorf("the job is %+v", j)
	}
}

func TestAJobHasItemsAndNotTooMany(t *testing.T) {
	s := newDesk(t, nil)
	for n, want := range map[int]error{0: job.ErrEmpty, job.MaxItems + 1: job.ErrTooMany} {
		if _, err := s.Start(t.Context(), s.store, s.person, job.Notices, "", make([]job.Item, n)); !errors.Is(err, want) {
			t.Errorf("%d items give %v", n, err)
		}
	}
}

func TestAnOutcomeIsWrittenOnce(t *testing.T) {
	s := newDesk(t, nil)
	id := s.start(t, 1)
	items, err := s.records.Undone(t.Context(), s.store, id, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []error{nil, job.ErrTaken} {
		if err := s.records.SetOutcomes(t.Context(), s.store, id, []job.Item{items[0].Ended(nil)}); !errors.Is(err, want) {
			t.Errorf("it gives %v, want %v", err, want)
		}
	}
}

func TestOnlyWhatHasNotEndedCanEnd(t *testing.T) {
	for from, want := range map[job.State]bool{job.Waiting: false, job.Running: false, job.Done: true, job.Cancelled: true} {
		if from.Ended() != want {
			t.Errorf("%s has ended: %v", from, from.Ended())
		}
	}
}
