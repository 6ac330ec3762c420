package i18n

import (
	"errors"

	"sellerdesk/internal/errs"
)

// Error returns the sentence for people of an error. A fault of ours, and every
// error that has no message of its own, is the same general sentence.
func Error(lang string, err error) string {
	var fields errs.Fields
	if errors.As(err, &fields) && len(fields) > 0 {
		return Problem(lang, fields[0])
	}
	var e *errs.Error
	if !errors.As(err, &e) || e.Kind == errs.Internal {
		return T(lang, "error_internal")
	}
	return render(lang, e.Code, e.Args)
}

// Problem returns the sentence for what is wrong with one field.
func Problem(lang string, p errs.Problem) string { return render(lang, p.Code, p.Args) }
