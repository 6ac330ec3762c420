package orderimport

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/place"
)

// ID identifies an uploaded file inside the application.
type ID int64

// Errors about an upload.
var (
	ErrNotFound = errs.New(errs.NotFound, "orderimport_not_found")
	ErrNothing  = errs.New(errs.Conflict, "orderimport_nothing")
)

// Upload is a file that somebody of a store uploaded.
type Upload struct {
	ID         ID
	Store      account.StoreID
	Person     account.PersonID
	PersonName string // filled in uploads that are read
	Name       string // of the file
	Sum        string // SHA-256 of the content, hexadecimal
	At         time.Time
	Unused     []string // headers of columns that were left out
	Same       ID       // the last upload before with the same content; 0 is none
}

// longestName is how much of a file's name is kept, in characters.
const longestName = 200

// fileName is the name of a file without the folders some browsers put before it.
func fileName(name string) string {
	name = oneLine(name[strings.LastIndexAny(name, `/\`)+1:])
	if utf8.RuneCountInString(name) > longestName {
		name = string([]rune(name)[:longestName])
	}
	return name
}

// Verdict is what the check says about a row.
type Verdict string

// The verdicts.
const (
	Ready   Verdict = "ready"   // can be imported
	Warned  Verdict = "warned"  // can be imported, with something to know
	Refused Verdict = "refused" // must be corrected first
	Skipped Verdict = "skipped" // says nothing new
)

// Verdicts lists every verdict.
var Verdicts = []Verdict{Ready, Warned, Refused, Skipped}

// ErrUnknownVerdict reports a text that is no verdict.
var ErrUnknownVerdict = errs.New(errs.Invalid, "orderimport_unknown_verdict")

// ParseVerdict reads a verdict from outside; empty is none.
func ParseVerdict(s string) (Verdict, error) {
	for _, v := range Verdicts {
		if string(v) == s {
			return v, nil
		}
	}
	if s == "" {
		return "", nil
	}
	return "", ErrUnknownVerdict.With("Text", s)
}

// Key is the key of the verdict's message.
func (v Verdict) Key() string { return "orderimport_verdict_" + string(v) }

// Checked is an order of a file as the check found it, and what became of it.
type Checked struct {
	Row     int    // of the file; the first one where several tell of the order
	Number  string // as the file has it; not always a number
	Buyer   string
	Country place.Country // empty if it cannot be read
	Lines   int
	Pieces  int
	Verdict Verdict
	Notes   []*errs.Error // what is wrong, should be known, or why it says nothing new
	Order   order.ID      // made from the row; 0 while there is none
}

// Stored reports whether the store had the order before the import.
func (c Checked) Stored() bool {
	return len(c.Notes) == 1 && errors.Is(c.Notes[0], errStored)
}

// checked is a row as the check shows it.
func checked(r Row) Checked {
	o := r.Order
	c := Checked{Row: r.Number, Number: o.Number, Buyer: o.Buyer, Country: o.ShipTo.Country, Lines: len(o.Items), Verdict: Ready}
	if c.Buyer == "" {
		c.Buyer = o.ShipTo.Name
	}
	for _, item := range o.Items {
		c.Pieces += item.Quantity
	}
	switch {
	case r.Skip != nil:
		c.Verdict, c.Notes = Skipped, []*errs.Error{r.Skip}
	case len(r.Problems) > 0:
		c.Verdict, c.Notes = Refused, r.Problems
	case len(r.Warnings) > 0:
		c.Verdict, c.Notes = Warned, r.Warnings
	}
	return c
}

// Tally counts the rows of a file.
type Tally struct {
	Rows     map[Verdict]int
	Imported int
}

// TallyOf counts rows.
func TallyOf(rows []Checked) Tally {
	t := Tally{Rows: map[Verdict]int{}}
	for _, r := range rows {
		t.Rows[r.Verdict]++
		if r.Order != 0 {
			t.Imported++
		}
	}
	return t
}

// Total is the number of all rows.
func (t Tally) Total() int {
	n := 0
	for _, v := range Verdicts {
		n += t.Rows[v]
	}
	return n
}

// Waiting is the number of rows that can be imported and were not yet.
func (t Tally) Waiting() int { return t.Rows[Ready] + t.Rows[Warned] - t.Imported }

// RowFilter says which rows of an upload a list holds.
type RowFilter struct {
	Store   account.StoreID
	Upload  ID
	Verdict Verdict // empty is all
	Cursor  paging.Cursor
}

// Records are the stored uploads.
type Records interface {
	// Insert stores a file that nobody sees before Finish.
	Insert(ctx context.Context, u Upload, content []byte) (ID, error)
	AddRows(ctx context.Context, store account.StoreID, id ID, rows []Checked) error
	Finish(ctx context.Context, store account.StoreID, id ID) error
	Get(ctx context.Context, store account.StoreID, id ID) (Upload, error)
	Content(ctx context.Context, store account.StoreID, id ID) ([]byte, error)
	// Recent returns the newest uploads, the newest first.
	Recent(ctx context.Context, store account.StoreID, limit int) ([]Upload, error)
	// Rows returns a page of rows in the order of the file.
	Rows(ctx context.Context, f RowFilter) (paging.Page[Checked], error)
	Tallies(ctx context.Context, store account.StoreID, ids []ID) (map[ID]Tally, error)
	// Waiting returns the next rows behind one that can be imported and were not yet.
	Waiting(ctx context.Context, store account.StoreID, id ID, behind, limit int) ([]Checked, error)
	// Settle notes what became of a row: its verdict, notes and order.
	Settle(ctx context.Context, store account.StoreID, id ID, c Checked) error
	// Stored returns those of the numbers that are orders of the store.
	Stored(ctx context.Context, store account.StoreID, numbers []order.Number) (map[order.Number]bool, error)
}
