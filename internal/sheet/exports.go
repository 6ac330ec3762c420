package sheet

import (
	"encoding/json"
	"fmt"

	"sellerdesk/internal/export"
)

// Exports are the files that exports are written as.
type Exports struct{}

// Table begins a file, or goes on with one from its state.
func (Exports) Table(f export.Format, name string, numeric []bool, state string) (export.Table, error) {
	t := exported{&Stream{Kind: string(f), Name: name, Numeric: numeric}}
	if state == "" {
		return t, nil
	}
	if err := json.Unmarshal([]byte(state), &t.Done); err != nil {
		return nil, fmt.Errorf("state of a file: %w", err)
	}
	return t, nil
}

// Type is the media type of a format.
func (Exports) Type(f export.Format) string { return ContentType(string(f)) }

type exported struct{ *Stream }

// Rows is how many rows were written.
func (t exported) Rows() int { return t.Done.Rows }

// State is what a table that goes on with the file needs to know.
func (t exported) State() (string, error) {
	state, err := json.Marshal(t.Done)
	return string(state), err
}
