package db_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"sellerdesk/internal/db"
)

var errOops = errors.New("oops")

func TestATransactionIsWholeOrNothing(t *testing.T) {
	d, _ := open(t)
	err := d.InTx(t.Context(), func(ctx context.Context) error {
		mustAdd(t, ctx, d, "a")
		if got := notes(t, ctx, d); len(got) != 1 {
			t.Errorf("inside %v is read", got)
		}
		if got := notes(t, t.Context(), d); len(got) != 0 {
			t.Errorf("outside %v is read before the end", got)
		}
		return errOops
	})
	if !errors.Is(err, errOops) || len(notes(t, t.Context(), d)) != 0 {
		t.Errorf("error %v, stored %v", err, notes(t, t.Context(), d))
	}
	err = d.InTx(t.Context(), func(ctx context.Context) error { return add(ctx, d, "b") })
	if got := notes(t, t.Context(), d); err != nil || !slices.Equal(got, []string{"b"}) {
		t.Errorf("error %v, stored %v", err, got)
	}
}

func TestAPanicRollsBackAndFreesTheWriter(t *testing.T) {
	d, _ := open(t)
	func() {
		defer func() { recover() }()
		d.InTx(t.Context(), func(ctx context.Context) error {
			mustAdd(t, ctx, d, "a")
			panic("oops")
		})
	}()
	mustAdd(t, t.Context(), d, "b")
	if got := notes(t, t.Context(), d); !slices.Equal(got, []string{"b"}) {
		t.Errorf("stored %v", got)
	}
}

func TestACancelledTransactionStoresNothing(t *testing.T) {
	d, _ := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	err := d.InTx(ctx, func(ctx context.Context) error {
		mustAdd(t, ctx, d, "a")
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	mustAdd(t, t.Context(), d, "b")
	if got := notes(t, t.Context(), d); !slices.Equal(got, []string{"b"}) {
		t.Errorf("stored %v", got)
	}
}

func TestANestedTransactionJoins(t *testing.T) {
	d, _ := open(t)
	err := d.InTx(t.Context(), func(ctx context.Context) error {
		if err := d.InTx(ctx, func(ctx context.Context) error { return add(ctx, d, "a") }); err != nil {
			return err
		}
		return errOops
	})
	if !errors.Is(err, errOops) || len(notes(t, t.Context(), d)) != 0 {
		t.Errorf("error %v, stored %v", err, notes(t, t.Context(), d))
	}
}

func TestHalfOfTheWorkIsNeverCommitted(t *testing.T) {
	tests := []struct {
		name      string
		swallowed func(ctx context.Context, d *db.DB) error
		stored    bool
	}{
		{"a nested one that failed after a change", func(ctx context.Context, d *db.DB) error {
			mustAdd(t, ctx, d, "half")
			return errOops
		}, false},
		{"a nested one that refused before any change", func(context.Context, *db.DB) error { return errOops }, true},
		{"a statement that failed", func(ctx context.Context, d *db.DB) error { return add(ctx, d, "") }, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, _ := open(t)
			err := d.InTx(t.Context(), func(ctx context.Context) error {
				mustAdd(t, ctx, d, "a")
				d.InTx(ctx, func(ctx context.Context) error { return tt.swallowed(ctx, d) })
				return nil
			})
			if got := len(notes(t, t.Context(), d)); (got == 1) != tt.stored || errors.Is(err, db.ErrBroken) == tt.stored {
				t.Errorf("%d rows stored, error %v", got, err)
			}
		})
	}
}

func TestNothingFollowsAFailedStatement(t *testing.T) {
	d, _ := open(t)
	err := d.InTx(t.Context(), func(ctx context.Context) error {
		add(ctx, d, "")
		if err := add(ctx, d, "a"); !errors.Is(err, db.ErrBroken) {
			t.Errorf("a write: %v", err)
		}
		if err := d.InTx(ctx, func(context.Context) error { return nil }); !errors.Is(err, db.ErrBroken) {
			t.Errorf("a nested transaction: %v", err)
		}
		_, err := db.All(ctx, d, scanText, `SELECT text FROM notes`)
		return err
	})
	if !errors.Is(err, db.ErrBroken) {
		t.Errorf("a read: %v", err)
	}
}

func TestASavepointUndoesOnlyItsOwn(t *testing.T) {
	d, _ := open(t)
	err := d.InTx(t.Context(), func(ctx context.Context) error {
		for _, step := range []struct {
			text string
			ok   bool
		}{{"a", true}, {"", false}, {"b", false}, {"a", false}, {"c", true}} {
			err := d.Savepoint(ctx, func(ctx context.Context) error {
				if err := add(ctx, d, step.text); err != nil {
					return err
				}
				return d.Savepoint(ctx, func(ctx context.Context) error {
					mustAdd(t, ctx, d, step.text+"+")
					if step.text == "b" {
						return errOops
					}
					return nil
				})
			})
			if (err == nil) != step.ok {
				t.Errorf("%q: %v", step.text, err)
			}
		}
		return nil
	})
	if got := notes(t, t.Context(), d); err != nil || !slices.Equal(got, []string{"a", "a+", "c", "c+"}) {
		t.Errorf("stored %v, error %v", got, err)
	}
}

func TestASavepointDoesNotSwallowABrokenStep(t *testing.T) {
	d, _ := open(t)
	err := d.InTx(t.Context(), func(ctx context.Context) error {
		err := d.Savepoint(ctx, func(ctx context.Context) error {
			mustAdd(t, ctx, d, "a")
			add(ctx, d, "")
			return nil
		})
		if !errors.Is(err, db.ErrBroken) {
			t.Errorf("error %v", err)
		}
		return nil
	})
	if got := notes(t, t.Context(), d); err != nil || len(got) != 0 {
		t.Errorf("stored %v, error %v", got, err)
	}
}

func TestASavepointNeedsATransaction(t *testing.T) {
	d, _ := open(t)
	err := d.Savepoint(t.Context(), func(context.Context) error { return nil })
	if !errors.Is(err, db.ErrNoTransaction) {
		t.Errorf("error %v", err)
	}
}

func TestTwoDatabasesCannotShareATransaction(t *testing.T) {
	d, _ := open(t)
	other, _ := open(t)
	d.InTx(t.Context(), func(ctx context.Context) error {
		if !db.InTransaction(ctx) || db.InTransaction(t.Context()) {
			t.Error("the context does not tell whether it is in a transaction")
		}
		if err := add(ctx, other, "a"); !errors.Is(err, db.ErrOtherDatabase) {
			t.Errorf("a write: %v", err)
		}
		if err := other.InTx(ctx, func(context.Context) error { return nil }); !errors.Is(err, db.ErrOtherDatabase) {
			t.Errorf("a transaction: %v", err)
		}
		return nil
	})
}
