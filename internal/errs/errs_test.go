package errs_test

import (
	"errors"
	"fmt"
	"testing"

	"sellerdesk/internal/errs"
)

var errTaken = errs.New(errs.Conflict, "seat_taken")

func TestAnErrorStaysItselfWithArguments(t *testing.T) {
	err := fmt.Errorf("book seat: %w", errTaken.With("Seat", "7A"))
	if !errors.Is(err, errTaken) {
		t.Error("the error is not recognised")
	}
	if errs.KindOf(err) != errs.Conflict {
		t.Errorf("kind = %v, want Conflict", errs.KindOf(err))
	}
	if len(errTaken.Args) != 0 {
		t.Errorf("the declared error got arguments: %v", errTaken.Args)
	}
}

func TestWhatIsNoErrorOfOursIsAFault(t *testing.T) {
	if errs.KindOf(errors.New("disk full")) != errs.Internal {
		t.Error("an unknown error is not Internal")
	}
}

func TestProblemsOfFieldsAreInvalid(t *testing.T) {
	var problems, inner errs.Fields
	if problems.Err() != nil {
		t.Error("no problem is an error")
	}
	inner.Add("name", "too_long", "Max", 20)
	problems.Merge("lines.0.", inner)
	err := fmt.Errorf("save: %w", problems.Err())
	if errs.KindOf(err) != errs.Invalid {
		t.Errorf("kind = %v, want Invalid", errs.KindOf(err))
	}
	if got := problems[0]; got.Field != "lines.0.name" || got.Args["Max"] != 20 {
		t.Errorf("problem = %+v", got)
	}
}
