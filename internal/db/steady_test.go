package db_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"sellerdesk/internal/testing/dbtest"
)

func TestSteadyWorkEndsWithItsContextAtTheNextStatement(t *testing.T) {
	d := dbtest.New(t)
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	err := d.InTx(d.Steady(ctx), func(ctx context.Context) error {
		for ; n < 10; n++ {
			if n == 3 {
				cancel()
			}
			if _, err := d.Exec(ctx, `UPDATE stores SET name = name WHERE id = 0`); err != nil {
				return err
			}
			if ctx.Err() != nil {
				return ctx.Err()
			}
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || n != 3 {
		t.Errorf("it ends at statement %d with %v", n, err)
	}
}

func TestSteadyStatementsHaveNoDeadlineOfTheirOwn(t *testing.T) {
	d := dbtest.New(t)
	ctx := d.Steady(t.Context())
	if ctx.Done() != nil {
		t.Error("somebody would have to watch for its end")
	}
	if _, has := ctx.Deadline(); has {
		t.Error("it has a deadline")
	}
	limited, cancel := context.WithTimeout(t.Context(), time.Hour)
	defer cancel()
	if _, has := d.Steady(limited).Deadline(); !has {
		t.Error("the deadline of the work is forgotten")
	}
}
