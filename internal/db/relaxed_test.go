package db_test

import (
	"context"
	"errors"
	"os"
	"testing"

	"sellerdesk/internal/db"
)

// synchronous is how the connection that writes waits for the disk: 0 not at all, 2 at each commit.
func synchronous(t *testing.T, d *db.DB) int64 {
	t.Helper()
	n, err := db.Returning(t.Context(), d, scanInt, `PRAGMA synchronous`)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestCommitsWaitForTheDiskAgainAfterFilling(t *testing.T) {
	d, path := open(t)
	err := d.Relaxed(t.Context(), func(ctx context.Context) error {
		if got := synchronous(t, d); got != 0 {
			t.Errorf("while filling, synchronous is %d", got)
		}
		return d.InTx(ctx, func(ctx context.Context) error { return add(ctx, d, "filled") })
	})
	if err != nil || synchronous(t, d) != 2 {
		t.Errorf("afterwards synchronous is %d, %v", synchronous(t, d), err)
	}
	if log, err := os.Stat(path + "-wal"); err != nil || log.Size() > 0 {
		t.Errorf("the log holds %v, %v", log, err)
	}
	if got := notes(t, t.Context(), d); len(got) != 1 || got[0] != "filled" {
		t.Errorf("notes are %q", got)
	}
}

func TestAFailedFillingIsReportedAndLeavesCommitsWaiting(t *testing.T) {
	d, _ := open(t)
	broken := errors.New("out of ideas")
	ctx, stop := context.WithCancel(t.Context())
	err := d.Relaxed(ctx, func(context.Context) error {
		stop()
		return broken
	})
	if !errors.Is(err, broken) || synchronous(t, d) != 2 {
		t.Errorf("error %v, synchronous %d", err, synchronous(t, d))
	}
	d.Close()
	if err := d.Relaxed(t.Context(), func(context.Context) error { return nil }); err == nil {
		t.Error("a closed database was filled")
	}
}

func TestFillingStopsWhenItsContextEnds(t *testing.T) {
	d, _ := open(t)
	ctx, stop := context.WithCancel(t.Context())
	added := 0
	err := d.Relaxed(ctx, func(ctx context.Context) error {
		for {
			if err := add(ctx, d, string(rune('a'+added))); err != nil {
				return err
			}
			if added++; added == 3 {
				stop()
			}
		}
	})
	if !errors.Is(err, context.Canceled) || added != 3 || len(notes(t, t.Context(), d)) != 3 {
		t.Errorf("%d notes are added, %v", added, err)
	}
}
