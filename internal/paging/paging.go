// Package paging holds the cursors of lists that are read page by page.
//
// A page is found by the last row before it (keyset), never by counting rows,
// so any page costs the same.
package paging

import (
	"encoding/base64"
	"fmt"

	"sellerdesk/internal/errs"
)

// Size is the number of rows of a page.
const Size = 50

// ErrCursor reports a cursor that no page made.
var ErrCursor = errs.New(errs.Invalid, "paging_bad_cursor")

// Cursor is a place in a list that is sorted by a number and then by an id.
// The zero value is the beginning of the list.
type Cursor struct {
	Key  int64 // the number the list is sorted by, such as Unix milliseconds
	ID   int64
	Back bool // the page before this place, not the one after it
}

// IsZero reports whether the cursor is the beginning of the list.
func (c Cursor) IsZero() bool { return c == Cursor{} }

// String is the cursor as it stands in a URL; empty for the beginning.
func (c Cursor) String() string {
	if c.IsZero() {
		return ""
	}
	side := "a"
	if c.Back {
		side = "b"
	}
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%s%d.%d", side, c.Key, c.ID))
}

// Parse reads a cursor from a URL.
func Parse(s string) (Cursor, error) {
	if s == "" {
		return Cursor{}, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return Cursor{}, ErrCursor
	}
	var c Cursor
	var side rune
	if n, err := fmt.Sscanf(string(raw), "%c%d.%d", &side, &c.Key, &c.ID); err != nil || n != 3 || side != 'a' && side != 'b' {
		return Cursor{}, ErrCursor
	}
	c.Back = side == 'b'
	return c, nil
}

// Page is a part of a list with the cursors to its neighbours, which are zero where there is none.
type Page[T any] struct {
	Rows       []T
	Prev, Next Cursor
}

// Cut makes a page from up to Size+1 rows read from c on, nearest first; place names a row's place.
func Cut[T any](rows []T, c Cursor, place func(T) Cursor) Page[T] {
	more := len(rows) > Size
	if more {
		rows = rows[:Size]
	}
	if c.Back {
		for i, j := 0, len(rows)-1; i < j; i, j = i+1, j-1 {
			rows[i], rows[j] = rows[j], rows[i]
		}
	}
	p := Page[T]{Rows: rows}
	if len(rows) == 0 {
		return p
	}
	if c.Back && more || !c.Back && !c.IsZero() {
		p.Prev = place(rows[0])
		p.Prev.Back = true
	}
	if c.Back || more {
		p.Next = place(rows[len(rows)-1])
	}
	return p
}

// Part makes a page of rows that are all there, which are few: the key of a cursor is how
// many rows come before.
func Part[T any](all []T, c Cursor) Page[T] {
	from := int(min(max(c.Key, 0), int64(len(all))))
	if c.Back {
		from = max(from-Size, 0)
	}
	to := min(from+Size, len(all))
	p := Page[T]{Rows: all[from:to]}
	if from > 0 {
		p.Prev = Cursor{Key: int64(from), Back: true}
	}
	if to < len(all) {
		p.Next = Cursor{Key: int64(to)}
	}
	return p
}
