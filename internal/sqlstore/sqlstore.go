// Package sqlstore holds all SQL: the records of the domain packages, one file
// for each of them.
//
// Statements keep to what SQLite and PostgreSQL understand in the same way, and
// name the store first where the data is a store's. Column lists and the
// functions that scan them are neighbours.
package sqlstore

import (
	"errors"

	"sellerdesk/internal/db"
)

// found returns missing instead of a row that was not there.
func found[T any](v T, err error, missing error) (T, error) {
	if errors.Is(err, db.ErrNoRows) {
		return v, missing
	}
	return v, err
}

// changed makes the result of a statement an error when no row was there to change.
func changed(missing error) func(rows int64, err error) error {
	return func(rows int64, err error) error {
		if err == nil && rows == 0 {
			return missing
		}
		return err
	}
}

func scanText(r db.Row) (s string, err error) {
	err = r.Scan(&s)
	return s, err
}
