// Package tariffimport is what an owner changes about the tariffs and rules of a store:
// price tables uploaded as Excel or csv files, dated exchange rates, and whatever of the
// catalogue has no source: the figures, goods, countries and collection of a channel,
// warehouses and holidays, the platform's rules by order amount, and waiting times.
//
// A change is a version of its own, of rows that win over the installation's from a
// day on. Nothing is ever overwritten: a parcel that was submitted by an older version
// keeps it, and any two versions or days can be compared. Only a version that is still
// to come can be withdrawn; its number is not given again. What a version changes is
// stored in one transaction, and seen by the next quote after it, whole.
//
// A file has one row per weight band (facts, section 2.1, "Sheet columns"). Every row
// is checked first; a file with one wrong row changes nothing.
package tariffimport

import (
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
)

// What an uploaded file may hold. All channels of the program to all countries are about 8,000 rows.
const (
	MaxBytes = 20 << 20 // 20 MiB
	MaxRows  = 20_000   // weight bands
)

// Errors about a whole file.
var (
	ErrHeader  = errs.New(errs.Invalid, "tariffimport_no_header")
	ErrColumns = errs.New(errs.Invalid, "tariffimport_columns_missing")
	ErrNoRows  = errs.New(errs.Invalid, "tariffimport_no_rows")
	ErrRows    = errs.New(errs.Invalid, "tariffimport_too_many_rows")
)

// Errors about a change.
var (
	ErrNotFound = errs.New(errs.NotFound, "tariffimport_not_found")
	ErrRefused  = errs.New(errs.Conflict, "tariffimport_refused")
	ErrNothing  = errs.New(errs.Conflict, "tariffimport_nothing")
	ErrApplied  = errs.New(errs.Conflict, "tariffimport_applied")
	ErrChanged  = errs.New(errs.Conflict, "tariffimport_changed")
	ErrVersion  = errs.New(errs.NotFound, "tariffimport_no_version")
	ErrHolds    = errs.New(errs.Conflict, "tariffimport_holds")
	ErrWithdrew = errs.New(errs.Conflict, "tariffimport_withdrawn")
	ErrStale    = errs.New(errs.Conflict, "tariffimport_stale")
)

// Line is a row of the file. It has the form of a row of package sheet.
type Line struct {
	Number   int                 // as a spreadsheet shows it, from 1
	Cells    []string            // by column
	Problems map[int]*errs.Error // cells that cannot be trusted, by column from 0
}

// ID identifies an uploaded file inside the application.
type ID int64

// Upload is a price table that somebody of a store uploaded.
type Upload struct {
	ID         ID
	Store      account.StoreID
	Person     account.PersonID
	PersonName string // filled in uploads that are read
	Name       string // of the file
	Sum        string // SHA-256 of the content, hexadecimal
	At         time.Time
}

// ChangeKind is what an owner changed.
type ChangeKind string

// The kinds of changes.
const (
	Prices     ChangeKind = "prices"     // a price table was imported
	Rate       ChangeKind = "rate"       // an exchange rate was added
	Figures    ChangeKind = "figures"    // the figures of a channel were changed
	Goods      ChangeKind = "goods"      // the goods a channel takes
	Reach      ChangeKind = "reach"      // the countries of a channel
	Collection ChangeKind = "collection" // how parcels of a channel reach the warehouse
	Areas      ChangeKind = "areas"      // the cities in which a channel collects
	Terms      ChangeKind = "terms"      // address, contact and hours of warehouses
	Holidays   ChangeKind = "holidays"   // days without collection
	OrderRule  ChangeKind = "order_rule" // what the platform allows for orders to a country
	Waits      ChangeKind = "waits"      // how long things wait that nobody ends
)

// ChangeKinds lists every kind of change.
var ChangeKinds = []ChangeKind{Prices, Rate, Figures, Goods, Reach, Collection, Areas, Terms, Holidays, OrderRule, Waits}

// Key is the key of the kind's message.
func (k ChangeKind) Key() string { return "tariffimport_kind_" + string(k) }

// Change is a version that an owner made: what, from when on, by whom.
type Change struct {
	Version    channel.VersionID
	Number     string // as people call it: "own.3"
	Store      account.StoreID
	Kind       ChangeKind
	From       channel.Date // the day from which it counts
	Person     account.PersonID
	PersonName string // filled in changes that are read
	At         time.Time
	Upload     ID     // the file of Prices; 0 for other kinds
	About      string // name of the file, currency, code of the channel or of the country, name of the warehouse, days
	Rows       int    // lanes of Prices, rows of other kinds

	WithdrawnAt time.Time // zero: it was not
}

// Withdrawn reports whether the change was taken back before its day.
func (c Change) Withdrawn() bool { return !c.WithdrawnAt.IsZero() }
