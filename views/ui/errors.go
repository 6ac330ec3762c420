package ui

import (
	"context"
	"errors"
	"time"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/i18n"
)

// ErrorText returns the sentence for people of an error; a fault of ours is a general one.
func ErrorText(ctx context.Context, err error) string {
	var fields errs.Fields
	if errors.As(err, &fields) && len(fields) > 0 {
		return ProblemText(ctx, fields[0])
	}
	var e *errs.Error
	if errors.As(err, &e) {
		err = &errs.Error{Kind: e.Kind, Code: e.Code, Args: shownArgs(ctx, e.Args)}
	}
	return i18n.Error(look(ctx).Lang, err)
}

// ProblemText returns the sentence for what is wrong with one field.
func ProblemText(ctx context.Context, p errs.Problem) string {
	p.Args = shownArgs(ctx, p.Args)
	return i18n.Problem(look(ctx).Lang, p)
}

// shownArgs replaces moments by their text in the store's zone.
func shownArgs(ctx context.Context, args errs.Args) errs.Args {
	out := make(errs.Args, len(args))
	for name, v := range args {
		if t, ok := v.(time.Time); ok {
			v = DateTime(ctx, t)
		}
		out[name] = v
	}
	return out
}
