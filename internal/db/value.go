package db

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"
)

// Time is a moment as columns hold it: Unix milliseconds, UTC. Finer parts are cut off.
type Time struct{ time.Time }

// Value is the moment for a statement.
func (t Time) Value() (driver.Value, error) { return t.UnixMilli(), nil }

// Scan reads a moment from a row.
func (t *Time) Scan(src any) error {
	ms, ok := src.(int64)
	if !ok {
		return fmt.Errorf("a moment is stored as %T, not as milliseconds", src)
	}
	t.Time = time.UnixMilli(ms).UTC()
	return nil
}

// NullTime is a moment that may be missing: the zero time is NULL.
type NullTime struct{ time.Time }

// Value is the moment, or NULL, for a statement.
func (t NullTime) Value() (driver.Value, error) {
	if t.IsZero() {
		return nil, nil
	}
	return t.UnixMilli(), nil
}

// Scan reads a moment, or NULL, from a row.
func (t *NullTime) Scan(src any) error {
	if src == nil {
		t.Time = time.Time{}
		return nil
	}
	return (*Time)(t).Scan(src)
}

// JSON is a list or a structure in one column, on which no statement has a condition.
type JSON[T any] struct{ V T }

// Value is the JSON text for a statement.
func (j JSON[T]) Value() (driver.Value, error) {
	var text []byte
	var err error
	if m, own := any(j.V).(json.Marshaler); own {
		text, err = m.MarshalJSON() // json.Marshal would read it once more
	} else {
		text, err = json.Marshal(j.V)
	}
	return string(text), err
}

// Scan reads the JSON text from a row.
func (j *JSON[T]) Scan(src any) error {
	text, ok := src.(string)
	if !ok {
		return fmt.Errorf("a structure is stored as %T, not as text", src)
	}
	return json.Unmarshal([]byte(text), &j.V)
}
