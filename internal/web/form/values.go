package form

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
)

// Int reads a whole number between min and max.
func (f *Form) Int(name string, min, max int64) int64 {
	if !f.need(name) {
		return 0
	}
	n, err := strconv.ParseInt(f.typed(name), 10, 64)
	switch {
	case errors.Is(err, strconv.ErrRange) || err == nil && (n < min || n > max):
		f.Problem(name, "form_out_of_range", "Min", min, "Max", max)
		return 0
	case err != nil:
		f.Problem(name, "form_bad_number")
		return 0
	}
	return n
}

// Money reads an amount of at least nothing in a currency.
func (f *Form) Money(name string, currency money.Currency) money.Money {
	m := parsed(f, name, func(s string) (money.Money, error) { return money.Parse(s, currency) })
	if m.Minor < 0 {
		f.Fail(name, money.ErrAmount)
		return money.Money{}
	}
	return m
}

// Kilograms reads a weight in kilograms with at most three places.
func (f *Form) Kilograms(name string) measure.Weight {
	return parsed(f, name, measure.ParseKilograms)
}

// Centimetres reads a length in centimetres with at most one place, in millimetres.
func (f *Form) Centimetres(name string) int64 { return parsed(f, name, measure.ParseCentimetres) }

// Day reads a date as the moment it begins in a zone. Nothing typed is the zero moment; a
// date before 1970 is none that anything here can have.
func (f *Form) Day(name string, zone *time.Location) time.Time {
	if !f.Filled(name) {
		return time.Time{}
	}
	day, err := time.ParseInLocation(time.DateOnly, f.typed(name), zone)
	if err != nil || day.Year() < 1970 {
		f.Problem(name, "form_bad_date")
		return time.Time{}
	}
	return day.UTC()
}

// parsed reads a value that must be filled in.
func parsed[T any](f *Form, name string, parse func(string) (T, error)) T {
	var none T
	if !f.need(name) {
		return none
	}
	v, err := parse(f.typed(name))
	if err != nil {
		f.Fail(name, err)
		return none
	}
	return v
}

func (f *Form) need(name string) bool {
	if !f.Filled(name) {
		f.Problem(name, "form_required")
		return false
	}
	return true
}

// Upload is a file that came with a form.
type Upload struct {
	Name    string // as the visitor's machine calls it
	Content []byte
}

// File reads a file of at most max bytes. Without a file the name is empty and
// the field has a problem.
func (f *Form) File(name string, max int64) (Upload, error) {
	file, header, err := f.request.FormFile(name)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		f.Problem(name, "form_no_file")
		return Upload{}, nil
	}
	if err != nil {
		return Upload{}, fmt.Errorf("open upload: %w", err)
	}
	defer file.Close()
	if header.Size > max {
		f.Problem(name, "form_file_too_large", "Max", max>>20)
		return Upload{}, nil
	}
	content, err := io.ReadAll(file)
	if err != nil {
		return Upload{}, fmt.Errorf("read upload: %w", err)
	}
	return Upload{Name: header.Filename, Content: content}, nil
}
