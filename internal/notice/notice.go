// Package notice holds shipping notices: they tell a buyer which pieces of an
// order are on their way, by whom and under which number.
package notice

import (
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/order"
)

// ID identifies a notice inside the application.
type ID int64

// Limits of a notice (facts, section 8).
const (
	MaxRemark    = 512 // characters, English
	MaxChanges   = 2
	ChangePeriod = 5 * 24 * time.Hour // from the first declaration
	ScanDays     = 5                  // working days until the first scan is due
)

// Errors this package reports.
var (
	ErrNotFound = errs.New(errs.NotFound, "notice_not_found")
	ErrChanged  = errs.New(errs.Conflict, "notice_changed_meanwhile")
	ErrStatus   = errs.New(errs.Conflict, "notice_status")
	ErrUsedUp   = errs.New(errs.Conflict, "notice_changes_used_up")
	ErrTooLate  = errs.New(errs.Conflict, "notice_change_too_late")
)

// Notice is one shipping notice.
type Notice struct {
	ID         ID
	Store      account.StoreID
	Order      order.ID
	Status     Status
	Carrier    string // channel code of an online parcel, carrier code of an offline one
	Tracking   string // the number the buyer can follow
	Website    string // where to follow it; needed for carrier "other"
	Remark     string
	Changes    int // how often it was changed, at most MaxChanges
	DeclaredAt time.Time
	ChangedAt  time.Time
	ScanDue    time.Time
	VerifiedAt time.Time
	Version    int
	Pieces     []order.Pieces
}

// Status is the state of a notice.
type Status string

// The statuses.
const (
	Declared    Status = "declared"
	Verified    Status = "verified"
	NotVerified Status = "not_verified"
	NeedsNumber Status = "needs_number"
)

// Statuses lists every status.
var Statuses = []Status{Declared, Verified, NotVerified, NeedsNumber}

// Key is the key of the status's message.
func (s Status) Key() string { return "notice_status_" + string(s) }

// Event is something that happened to a notice.
type Event string

// The events.
const (
	NumberChanged Event = "changed"
	FirstScan     Event = "first_scan"
	DuePassed     Event = "due_passed"
	ParcelClosed  Event = "parcel_closed" // before it left the warehouse
	UsedUp        Event = "used_up"       // changes or days
)

// Events lists every event.
var Events = []Event{NumberChanged, FirstScan, DuePassed, ParcelClosed, UsedUp}

// moves is the whole life of a notice (decisions, section 5).
var moves = []struct {
	From  Status
	Event Event
	To    Status
}{
	{Declared, NumberChanged, Declared},
	{NotVerified, NumberChanged, Declared},
	{NeedsNumber, NumberChanged, Declared},
	{Declared, FirstScan, Verified},
	{NotVerified, FirstScan, Verified},
	{Declared, DuePassed, NotVerified},
	{Declared, ParcelClosed, NeedsNumber},
	{Verified, ParcelClosed, NeedsNumber},
	{NotVerified, ParcelClosed, NeedsNumber},
	{NeedsNumber, UsedUp, NotVerified},
}

// After returns the status a notice in s has after e.
func (s Status) After(e Event) (Status, error) {
	for _, m := range moves {
		if m.From == s && m.Event == e {
			return m.To, nil
		}
	}
	return s, ErrStatus.With("Status", s, "Event", e)
}

// ChangesLeft is how often the notice may still be changed at now: none after ChangePeriod.
func (n Notice) ChangesLeft(now time.Time) int {
	if now.After(n.DeclaredAt.Add(ChangePeriod)) {
		return 0
	}
	return MaxChanges - n.Changes
}
