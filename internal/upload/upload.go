// Package upload keeps tables that people upload so that something is done for every
// order in them: the file as it came, who uploaded it and when, what the check found
// about each order, and what became of it.
//
// A check changes nothing. What it found is kept together with what is to be done, so
// that the work goes on from there, in the background and after a crash, and the file
// is not read again. What the columns mean is the business of the packages that use
// this one: orderimport makes orders of the rows, batchshipping logistics orders.
package upload

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/job"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
)

// MaxBytes is the size of the largest file that is kept: 20 MiB.
const MaxBytes = 20 << 20

// Errors this package reports.
var (
	ErrNotFound       = errs.New(errs.NotFound, "upload_not_found")
	ErrNothing        = errs.New(errs.Conflict, "upload_nothing") // no row waits
	ErrAgain          = errs.New(errs.Invalid, "upload_again")    // the reason of rows that an earlier version checked, see migration 17
	ErrUnknownVerdict = errs.New(errs.Invalid, "upload_unknown_verdict")
)

// ID identifies an uploaded file inside the application.
type ID int64

// Kind is what is done with the rows of a file.
type Kind string

// The kinds of files.
const (
	Orders   Kind = "orders"   // an order export: orders are made of it
	Shipping Kind = "shipping" // a filled order table: logistics orders are made of it
)

// Line is a row of a file. It has the form of a row of package sheet.
type Line struct {
	Number   int                 // as a spreadsheet shows it, from 1
	Cells    []string            // by column
	Problems map[int]*errs.Error // cells that cannot be trusted, by column from 0
}

// Cell is the text at a position of the row; rows may be shorter than the header.
func (l Line) Cell(at int) string {
	if at < 0 || at >= len(l.Cells) {
		return ""
	}
	return l.Cells[at]
}

// Upload is a file that somebody of a store uploaded.
type Upload struct {
	ID         ID
	Store      account.StoreID
	Kind       Kind
	Person     account.PersonID
	PersonName string // filled in uploads that are read
	Name       string // of the file
	Sum        string // SHA-256 of the content, hexadecimal
	At         time.Time
	Header     int      // row of the file that names the columns
	Unused     []string // headers of columns that were left out
	Same       ID       // the last upload before with the same content; 0 is none
	Job        job.ID   // that works on its rows, or did last; 0 is none
}

// longestName is how much of a file's name is kept, in characters.
const longestName = 200

// FileName is the name of a file without the folders some browsers put before it.
func FileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, name[strings.LastIndexAny(name, `/\`)+1:])
	name = strings.Join(strings.Fields(name), " ")
	if utf8.RuneCountInString(name) > longestName {
		name = string([]rune(name)[:longestName])
	}
	return name
}

// Verdict is what the check says about an order.
type Verdict string

// The verdicts.
const (
	Ready   Verdict = "ready"   // can be done
	Warned  Verdict = "warned"  // can be done, with something to know
	Refused Verdict = "refused" // must be corrected first
	Skipped Verdict = "skipped" // says nothing new
)

// Verdicts lists every verdict.
var Verdicts = []Verdict{Ready, Warned, Refused, Skipped}

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
func (v Verdict) Key() string { return "upload_verdict_" + string(v) }

// Note is a sentence about an order of a file: what is wrong, what should be known, or
// why it says nothing new. It is kept so that it can be read in either language.
type Note struct {
	Row    int    // of the file; 0: the order as a whole
	Column string // as the file calls it; empty: none in particular
	Text   parcel.Sentence
}

// NoteOf is a note about an order as a whole.
func NoteOf(e *errs.Error) Note { return Note{Text: parcel.SentenceOf(e.Code, e.Args)} }

// NotesOf are notes about an order as a whole.
func NotesOf(list ...*errs.Error) []Note {
	var notes []Note
	for _, e := range list {
		notes = append(notes, NoteOf(e))
	}
	return notes
}

// At is the note at a place of the file.
func (n Note) At(row int, column string) Note {
	n.Row, n.Column = row, column
	return n
}

// Checked is an order of a file as the check found it, and what became of it.
type Checked struct {
	Row     int    // of the file; the first one where several tell of the order
	Rows    []int  // all of them
	Number  string // as the file has it; not always a number
	Buyer   string
	Country place.Country // empty if it cannot be read
	Lines   int
	Pieces  int
	Channel channel.Code // by which it is shipped; empty if it is not
	Price   money.Money  // what shipping it costs, CNY; no amount where it is not shipped
	Verdict Verdict
	Notes   []Note
	Given   string    // JSON of the kind's own: what is to be done; filled in what waits only
	Order   order.ID  // made from the row; 0 while there is none
	Parcel  parcel.ID // made from the row; 0 while there is none
}

// Made reports whether something was made of the row.
func (c Checked) Made() bool { return c.Order != 0 || c.Parcel != 0 }

// CanBeDone reports whether the check has nothing against the row.
func (c Checked) CanBeDone() bool { return c.Verdict == Ready || c.Verdict == Warned }

// Tally counts the orders of a file.
type Tally struct {
	Rows map[Verdict]int
	Made int
	Cost money.Money // of shipping all that was made or can be, CNY
}

// TallyOf counts orders.
func TallyOf(rows []Checked) Tally {
	t := Tally{Rows: map[Verdict]int{}, Cost: money.Of(0, money.CNY)}
	for _, r := range rows {
		t.Rows[r.Verdict]++
		if r.CanBeDone() {
			t.Cost.Minor += r.Price.Minor
		}
		if r.Made() {
			t.Made++
		}
	}
	return t
}

// Total is the number of all orders.
func (t Tally) Total() int {
	n := 0
	for _, v := range Verdicts {
		n += t.Rows[v]
	}
	return n
}

// Waiting is the number of orders for which something can be done and was not yet.
func (t Tally) Waiting() int { return t.Rows[Ready] + t.Rows[Warned] - t.Made }
