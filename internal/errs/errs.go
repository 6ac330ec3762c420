// Package errs holds the kinds of errors people see, and problems of form fields.
//
// An error carries a kind, a code and arguments, never a sentence: the code is
// the key of a message in internal/i18n, the arguments fill it. Everything that
// is not an Error is a fault of ours and is shown as such.
package errs

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says what a caller can do about an error; the site turns it into a status code.
type Kind int

// The kinds of errors.
const (
	Internal     Kind = iota // a fault of ours
	Invalid                  // the input is wrong
	NotFound                 // there is no such thing, or it is another store's
	Conflict                 // the state of the thing does not allow it
	Unauthorized             // nobody is signed in
	Forbidden                // the role does not allow it
	TooMany                  // too many attempts
	Unavailable              // something outside does not answer
)

// Args fill the placeholders of a message: names to values that print well.
type Args map[string]any

// Error is an error with a message for people.
type Error struct {
	Kind Kind
	Code string // key of the message
	Args Args
}

// New returns an error of a kind; code is the key of its message.
func New(kind Kind, code string) *Error { return &Error{Kind: kind, Code: code} }

// With returns a copy of e that fills its message with the given names and values.
// It still is e for errors.Is.
func (e *Error) With(pairs ...any) *Error {
	args := Args{}
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i].(string)] = pairs[i+1]
	}
	return &Error{Kind: e.Kind, Code: e.Code, Args: args}
}

// Error is the text for logs: code and arguments.
func (e *Error) Error() string {
	if len(e.Args) == 0 {
		return e.Code
	}
	return fmt.Sprintf("%s %v", e.Code, map[string]any(e.Args))
}

// Is reports whether target is the same error, whatever its arguments.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// KindOf returns the kind of the first Error or Fields in err's chain, and Internal without one.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	var f Fields
	if errors.As(err, &f) {
		return Invalid
	}
	return Internal
}

// Problem is what is wrong with one field of a form.
type Problem struct {
	Field string // name of the field
	Code  string // key of the message
	Args  Args
}

// Fields are the problems of a form, in the order found. As an error its kind is Invalid.
type Fields []Problem

// Add appends a problem; pairs are names and values for the message.
func (f *Fields) Add(field, code string, pairs ...any) {
	*f = append(*f, Problem{Field: field, Code: code, Args: New(Invalid, code).With(pairs...).Args})
}

// Merge appends the problems of another part, their field names behind a prefix.
func (f *Fields) Merge(prefix string, other Fields) {
	for _, p := range other {
		p.Field = prefix + p.Field
		*f = append(*f, p)
	}
}

// Err returns the problems as an error, or nil without any.
func (f Fields) Err() error {
	if len(f) == 0 {
		return nil
	}
	return f
}

// Error is the text for logs.
func (f Fields) Error() string {
	parts := make([]string, len(f))
	for i, p := range f {
		parts[i] = p.Field + ": " + p.Code
	}
	return strings.Join(parts, "; ")
}
