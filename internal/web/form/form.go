// Package form turns the text of a submitted form into values, and keeps the
// text and what is wrong with it for showing the form again.
//
// A handler reads each field once, by the method for its kind of value. Problems
// are collected on the way; OK tells at the end whether the values can be used.
// What a service refuses is added by Refuse.
package form

import (
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/errs"
	"sellerdesk/views/ui"
)

// Limits of what a form may hold. The size of a request is limited before it gets here.
const (
	maxFields = 5000    // values of all fields
	maxRows   = 500     // rows of one kind
	inMemory  = 4 << 20 // bytes of an upload kept in memory; more goes to a temporary file
)

// Errors this package reports.
var (
	ErrUnreadable = errs.New(errs.Invalid, "form_unreadable")
	ErrTooMany    = errs.New(errs.Invalid, "form_too_many_fields")
)

// Form is a submitted form.
type Form struct {
	shown    ui.Form
	request  *http.Request
	conflict bool
}

// Read reads the form that a POST request carries.
func Read(c echo.Context) (*Form, error) {
	r := c.Request()
	if err := parse(r); err != nil {
		return nil, err
	}
	return of(r, r.PostForm)
}

// Query reads the fields of a GET form from the address of the page.
func Query(c echo.Context) (*Form, error) { return of(c.Request(), c.QueryParams()) }

func parse(r *http.Request) error {
	kind, _, err := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType))
	switch {
	case err == nil && kind == echo.MIMEMultipartForm:
		err = r.ParseMultipartForm(inMemory)
	default:
		err = r.ParseForm()
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return fmt.Errorf("read form: %w", err)
	}
	if err != nil {
		return ErrUnreadable
	}
	return nil
}

func of(r *http.Request, values url.Values) (*Form, error) {
	n := 0
	for _, v := range values {
		n += len(v)
	}
	if n > maxFields {
		return nil, ErrTooMany
	}
	return &Form{shown: ui.Form{Values: values}, request: r}, nil
}

// View is the form as a page shows it: the text as it was typed, and the problems.
func (f *Form) View() ui.Form { return f.shown }

// OK reports whether nothing is wrong so far.
func (f *Form) OK() bool { return len(f.shown.Problems) == 0 }

// Problem adds what is wrong with a field; pairs are names and values of the
// message. An empty name is a problem of the whole form.
func (f *Form) Problem(name, code string, pairs ...any) { f.shown.Problems.Add(name, code, pairs...) }

// Refuse adds what a service found wrong and reports true, or reports false for
// an error that is not the visitor's to mend. Problems of fields, wrong input
// and conflicts are.
func (f *Form) Refuse(err error) bool {
	var fields errs.Fields
	if errors.As(err, &fields) {
		f.shown.Problems = append(f.shown.Problems, fields...)
		return true
	}
	var e *errs.Error
	if !errors.As(err, &e) || e.Kind != errs.Invalid && e.Kind != errs.Conflict {
		return false
	}
	f.conflict = f.conflict || e.Kind == errs.Conflict
	f.Fail("", e)
	return true
}

// Status is the status of the page that shows the form again: 409 where the
// state of things stood against it, 422 for a problem of the input, 200 without any.
func (f *Form) Status() int {
	switch {
	case f.OK():
		return http.StatusOK
	case f.conflict:
		return http.StatusConflict
	}
	return http.StatusUnprocessableEntity
}

// Fail adds an error with a message of its own as the problem of a field.
func (f *Form) Fail(name string, err error) {
	var e *errs.Error
	if !errors.As(err, &e) {
		e = ErrUnreadable
	}
	f.shown.Problems = append(f.shown.Problems, errs.Problem{Field: name, Code: e.Code, Args: e.Args})
}

// Filled reports whether something was typed into the field.
func (f *Form) Filled(name string) bool { return f.typed(name) != "" }

// typed is the text of a field without blanks around it.
func (f *Form) typed(name string) string { return strings.TrimSpace(f.shown.Values.Get(name)) }

// Text reads one line of at most max characters; it may be empty.
func (f *Form) Text(name string, max int) string { return f.text(name, max, "") }

// Lines reads text of several lines and at most max characters; it may be empty.
func (f *Form) Lines(name string, max int) string {
	return strings.ReplaceAll(f.text(name, max, "\r\n\t"), "\r\n", "\n")
}

// Required reads one line of at most max characters that must not be empty.
func (f *Form) Required(name string, max int) string {
	if !f.Filled(name) {
		f.Problem(name, "form_required")
		return ""
	}
	return f.Text(name, max)
}

// Secret reads a password: at most max bytes, taken as typed, never shown again.
func (f *Form) Secret(name string, max int) string {
	secret := f.shown.Values.Get(name)
	f.shown.Values.Del(name)
	switch {
	case secret == "":
		f.Problem(name, "form_required")
	case len(secret) > max:
		f.Problem(name, "form_too_long", "Max", max)
		return ""
	}
	return secret
}

func (f *Form) text(name string, max int, allowed string) string {
	s := f.typed(name)
	control := func(r rune) bool { return (r < ' ' || r == 0x7f) && !strings.ContainsRune(allowed, r) }
	switch {
	case !utf8.ValidString(s) || strings.ContainsFunc(s, control):
		f.Problem(name, "form_unprintable")
		return ""
	case utf8.RuneCountInString(s) > max:
		f.Problem(name, "form_too_long", "Max", max)
		return ""
	}
	return s
}

// Bool reads a tick: ui.Checkbox sends "yes".
func (f *Form) Bool(name string) bool { return f.shown.Has(name, "yes") }

// Values reads all values of a field that can be sent several times, such as ticked rows.
func (f *Form) Values(name string) []string { return slices.Clone(f.shown.Values[name]) }

// OneOf reads one of the choices. Anything else, also nothing, is a problem.
func OneOf[T ~string](f *Form, name string, choices []T) T {
	v := T(f.typed(name))
	switch {
	case v == "" && !slices.Contains(choices, v):
		f.Problem(name, "form_required")
	case !slices.Contains(choices, v):
		f.Problem(name, "form_bad_choice")
	default:
		return v
	}
	return ""
}

// Rows returns the prefixes of the rows of a kind in the order of their numbers:
// for fields lines.0.quantity and lines.2.quantity, Rows("lines") is "lines.0.", "lines.2.".
func (f *Form) Rows(kind string) []string {
	seen := map[int]bool{}
	for name := range f.shown.Values {
		rest, ok := strings.CutPrefix(name, kind+".")
		number, _, nested := strings.Cut(rest, ".")
		i, err := strconv.Atoi(number)
		if ok && nested && err == nil && i >= 0 && strconv.Itoa(i) == number {
			seen[i] = true
		}
	}
	if len(seen) > maxRows {
		f.Problem("", "form_too_many_rows", "Max", maxRows)
		return nil
	}
	return prefixes(kind, seen)
}

func prefixes(kind string, numbers map[int]bool) []string {
	order := make([]int, 0, len(numbers))
	for i := range numbers {
		order = append(order, i)
	}
	slices.Sort(order)
	out := make([]string, len(order))
	for i, n := range order {
		out[i] = kind + "." + strconv.Itoa(n) + "."
	}
	return out
}
