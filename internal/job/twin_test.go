package job_test

import (
	"context"
	"sync"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/job"
	"sellerdesk/internal/testing/dbtest"
)

// about are items about things.
func about(subjects ...int64) []job.Item {
	items := make([]job.Item, len(subjects))
	for n, s := range subjects {
		items[n].Subject = s
	}
	return items
}

// of starts a job about things.
func (s *desk) of(t *testing.T, by account.PersonID, argument string, subjects ...int64) job.ID {
	t.Helper()
	id, err := s.Start(t.Context(), s.store, by, job.Notices, argument, about(subjects...))
	if err != nil {
		t.Error(err)
	}
	return id
}

func TestAButtonPressedTwentyTimesStartsOneJob(t *testing.T) {
	s := newDesk(t, nil)
	var ids sync.Map
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() { ids.Store(s.of(t, s.person, "null", 1, 2, 3), true) })
	}
	all.Wait()
	n := 0
	for range ids.Range {
		n++
	}
	if n != 1 {
		t.Errorf("there are %d jobs", n)
	}
}

func TestAJobOfOtherThingsPeopleOrWaysIsAnother(t *testing.T) {
	s := newDesk(t, nil)
	other := dbtest.Member(t, s.db, s.store, "shipper@example.com", account.Shipper)
	first := s.of(t, s.person, "null", 1, 2, 3)
	for what, id := range map[string]job.ID{
		"fewer things":   s.of(t, s.person, "null", 1, 2),
		"more things":    s.of(t, s.person, "null", 1, 2, 3, 4),
		"other things":   s.of(t, s.person, "null", 1, 2, 5),
		"another way":    s.of(t, s.person, `"zpl"`, 1, 2, 3),
		"another person": s.of(t, other, "null", 1, 2, 3),
	} {
		if id == first {
			t.Errorf("%s are left to the first job", what)
		}
	}
}

func TestWhatAJobHasStillToDoIsLeftToIt(t *testing.T) {
	s := newDesk(t, func(context.Context, job.Job, job.Item) error { return nil })
	first := s.of(t, s.person, "null", 1, 2, 3, 4)
	if _, err := s.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	if again := s.of(t, s.person, "null", 3, 4); again != first {
		t.Errorf("what waits in job %d is given to job %d", first, again)
	}
	if err := s.All(t.Context()); err != nil {
		t.Fatal(err)
	}
	if again := s.of(t, s.person, "null", 3, 4); again == first {
		t.Error("a job that has ended is started again")
	}
}
