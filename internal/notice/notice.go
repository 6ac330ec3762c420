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
	ErrPieces   = errs.New(errs.Conflict, "notice_pieces") // the parcel holds other pieces than the notice
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

// Valid reports whether the notice holds its pieces: one that needs a number has given them back.
func (n Notice) Valid() bool { return n.Status != NeedsNumber }
