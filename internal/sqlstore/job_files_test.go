package sqlstore_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/job"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
)

func TestAFileOfAJobGrowsPartByPart(t *testing.T) {
	d := dbtest.New(t)
	jobs, ctx := sqlstore.NewJobs(d), t.Context()
	store, other := dbtest.Store(t, d), dbtest.Store(t, d)
	by := dbtest.Member(t, d, store, "owner@example.com", account.Owner)
	id, err := jobs.Insert(ctx, job.Job{Store: store, Person: by, Kind: job.ExportOrders, Argument: "{}", State: job.Running, Total: 1}, []job.Item{{Subject: 1, Number: "1"}})
	must(t, err)
	must(t, jobs.AddPart(ctx, store, id, job.Begun{File: job.File{Name: "a.csv", Type: "text/csv"}, State: "1"}, []byte("one,")))
	begun, err := jobs.Begun(ctx, store, id)
	want := job.Begun{File: job.File{Position: 1, Name: "a.csv", Type: "text/csv", Size: 4}, State: "1"}
	if diff := cmp.Diff(want, begun); diff != "" || err != nil {
		t.Fatalf("begun is %s, %v", diff, err)
	}
	if files, err := jobs.Files(ctx, store, id); len(files) != 0 || err != nil {
		t.Errorf("a file that is not whole is offered: %+v, %v", files, err)
	}
	if _, err := jobs.File(ctx, store, id, 1); !errors.Is(err, job.ErrNotFound) {
		t.Errorf("it can be had: %v", err)
	}
	next := begun
	next.State = "2"
	must(t, jobs.AddPart(ctx, store, id, next, []byte("two,")))
	if err := jobs.AddPart(ctx, store, id, next, []byte("two,")); !errors.Is(err, job.ErrTaken) {
		t.Errorf("the same part twice gives %v", err)
	}
	begun, err = jobs.Begun(ctx, store, id)
	must(t, err)
	begun.State = ""
	must(t, jobs.AddPart(ctx, store, id, begun, nil))
	f, err := jobs.File(ctx, store, id, 1)
	must(t, err)
	var content bytes.Buffer
	if err := jobs.Copy(ctx, &content, store, id, f); err != nil || content.String() != "one,two," || f.Size != 8 {
		t.Errorf("the file holds %q, %v", content.String(), err)
	}
	if err := jobs.AddPart(ctx, store, id, job.Begun{File: f}, []byte("more")); !errors.Is(err, job.ErrTaken) {
		t.Errorf("a whole file grows: %v", err)
	}
	if _, err := jobs.File(ctx, other, id, 1); !errors.Is(err, job.ErrNotFound) {
		t.Errorf("another store has it: %v", err)
	}
}

func TestHalfAFileIsDroppedAndAWholeOneIsNot(t *testing.T) {
	d := dbtest.New(t)
	jobs, ctx := sqlstore.NewJobs(d), t.Context()
	store := dbtest.Store(t, d)
	by := dbtest.Member(t, d, store, "owner@example.com", account.Owner)
	id, err := jobs.Insert(ctx, job.Job{Store: store, Person: by, Kind: job.ExportOrders, Argument: "{}", State: job.Running, Total: 1}, []job.Item{{Subject: 1, Number: "1"}})
	must(t, err)
	must(t, jobs.AddFile(ctx, store, id, job.File{Name: "whole.csv", Type: "text/csv"}, []byte("a")))
	must(t, jobs.AddPart(ctx, store, id, job.Begun{File: job.File{Name: "half.csv", Type: "text/csv"}, State: "1"}, []byte("b")))
	must(t, jobs.DropBegun(ctx, store, id))
	files, err := jobs.Files(ctx, store, id)
	if err != nil || len(files) != 1 || files[0].Name != "whole.csv" {
		t.Errorf("left are %+v, %v", files, err)
	}
	if begun, err := jobs.Begun(ctx, store, id); begun.Position != 0 || err != nil {
		t.Errorf("begun is %+v, %v", begun, err)
	}
}

// must ends the test at an error.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
