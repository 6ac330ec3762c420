package worker_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/worker"
)

type stores []account.StoreID

func (s stores) Stores(context.Context) ([]account.Store, error) {
	var all []account.Store
	for _, id := range s {
		all = append(all, account.Store{ID: id})
	}
	return all, nil
}

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

func TestDutiesAreDoneForEveryStoreOnceInAPeriod(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var done [3]atomic.Int64
		duty := worker.Duty{Name: "count", Do: func(_ context.Context, s account.StoreID) (int, error) {
			done[s].Add(1)
			return 0, nil
		}}
		ctx, end := context.WithTimeout(t.Context(), 61*time.Second)
		defer end()
		worker.New(quiet, stores{1, 2}, 10*time.Second, []worker.Duty{duty}).Run(ctx)
		if done[1].Load() != 6 || done[2].Load() != 6 {
			t.Errorf("done %d and %d times, want 6 and 6", done[1].Load(), done[2].Load())
		}
	})
}

func TestAFailureInOneStoreDoesNotStopTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var second atomic.Int64
		duty := worker.Duty{Name: "fail", Do: func(_ context.Context, s account.StoreID) (int, error) {
			if s == 1 {
				return 0, errors.New("broken")
			}
			second.Add(1)
			return 0, nil
		}}
		ctx, end := context.WithTimeout(t.Context(), 11*time.Second)
		defer end()
		worker.New(quiet, stores{1, 2}, 10*time.Second, []worker.Duty{duty}).Run(ctx)
		if second.Load() != 1 {
			t.Errorf("the second store was served %d times, want 1", second.Load())
		}
	})
}

func TestATickGoesOnUntilNothingMoves(t *testing.T) {
	left := 4
	duty := worker.Duty{Name: "move", Do: func(context.Context, account.StoreID) (int, error) {
		if left == 0 {
			return 0, nil
		}
		left--
		return 1, nil
	}}
	if err := worker.New(quiet, stores{1}, time.Hour, []worker.Duty{duty}).Tick(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if left != 0 {
		t.Errorf("%d things were left, want 0", left)
	}
}

func TestATickThatNeverSettlesEnds(t *testing.T) {
	rounds := 0
	duty := worker.Duty{Name: "for ever", Do: func(context.Context, account.StoreID) (int, error) {
		rounds++
		return 1, nil
	}}
	if err := worker.New(quiet, stores{1}, time.Hour, []worker.Duty{duty}).Tick(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if rounds != 10 {
		t.Errorf("%d rounds, want 10", rounds)
	}
}

func TestRunWaitsForWhatIsUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		finished := false
		slow := worker.Task{Name: "slow", Every: time.Second, Do: func(context.Context) error {
			time.Sleep(5 * time.Second)
			finished = true
			return nil
		}}
		ctx, end := context.WithTimeout(t.Context(), 1500*time.Millisecond)
		defer end()
		worker.New(quiet, stores{}, time.Hour, nil, slow).Run(ctx)
		if !finished {
			t.Error("Run returned before the task had ended")
		}
	})
}
