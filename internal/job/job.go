// Package job does work on many things that takes longer than a page may: it
// goes on when the browser is closed, after a crash it goes on where it was, and
// it can be cancelled.
//
// A job is a list of items. The outcome of an item is written once, in the
// transaction in which its work is done: whatever is killed when, an item is
// done and has its outcome, or neither.
package job

import (
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
)

// Errors this package reports.
var (
	ErrNotFound = errs.New(errs.NotFound, "job_not_found")
	ErrEmpty    = errs.New(errs.Invalid, "job_empty")    // nothing to do
	ErrTooMany  = errs.New(errs.Invalid, "job_too_many") // more items than a job may have
	ErrEnded    = errs.New(errs.Conflict, "job_ended")   // it cannot be cancelled any more
	ErrTaken    = errs.New(errs.Conflict, "job_taken")   // an item has its outcome already
	ErrKind     = errs.New(errs.Internal, "job_kind")    // nobody does this kind of work
)

// MaxItems is the number of items a job may have.
const MaxItems = 50_000

// ID identifies a job; it is its number for people as well.
type ID int64

// Kind is what a job does.
type Kind string

// The kinds of jobs.
const (
	Labels  Kind = "labels"  // prints shipping labels
	Notices Kind = "notices" // fills in shipping notices

	PickList     Kind = "pick_list"           // prints a pick list
	PackingSlips Kind = "packing_slips"       // prints packing slips
	Invoices     Kind = "commercial_invoices" // prints commercial invoices
	HandOverList Kind = "hand_over_list"      // prints hand-over lists

	Imports  Kind = "import"   // makes orders of an uploaded file
	Shipping Kind = "shipping" // makes logistics orders of an uploaded file

	ExportOrders  Kind = "orders"  // writes orders as a table
	ExportParcels Kind = "parcels" // writes logistics orders as a table
	FreightReport Kind = "freight" // writes the rows of the freight ledger as a table
)

// Kinds lists every kind.
var Kinds = []Kind{Labels, Notices, PickList, PackingSlips, Invoices, HandOverList, Imports, Shipping, ExportOrders, ExportParcels, FreightReport}

// Permission is what somebody must be allowed to who cancels such a job or takes its files.
func (k Kind) Permission() account.Permission {
	switch k {
	case ExportOrders, ExportParcels:
		return account.ReadAddresses
	case FreightReport:
		return account.Pay
	default:
		return account.Ship
	}
}

// Key is the key of the kind's name.
func (k Kind) Key() string { return "job_kind_" + string(k) }

// State is how far a job is.
type State string

// The states.
const (
	Waiting   State = "waiting"
	Running   State = "running"
	Done      State = "done"
	Cancelled State = "cancelled"
)

// States lists every state.
var States = []State{Waiting, Running, Done, Cancelled}

// Key is the key of the state's word.
func (s State) Key() string { return "job_state_" + string(s) }

// next is the life of a job: the states each state can lead to.
var next = map[State][]State{
	Waiting:   {Running, Cancelled},
	Running:   {Done, Cancelled},
	Done:      {},
	Cancelled: {},
}

// Ended reports whether nothing more will be done.
func (s State) Ended() bool { return len(next[s]) == 0 }

// Job is some work.
type Job struct {
	ID       ID
	Store    account.StoreID
	Person   account.PersonID // who started it
	Kind     Kind
	Argument string // JSON, of the kind's own
	State    State
	Total    int // items
	Done     int // items with an outcome
	Failed   int // of those
	Started  time.Time
	Ended    time.Time // zero while it is not
}

// Left is how many items failed or have no outcome.
func (j Job) Left() int { return j.Total - j.Done + j.Failed }

// Outcome is what became of an item.
type Outcome string

// The outcomes.
const (
	Undone    Outcome = "" // it waits, or the job was cancelled before
	Succeeded Outcome = "succeeded"
	Failed    Outcome = "failed"
)

// Outcomes lists every outcome.
var Outcomes = []Outcome{Undone, Succeeded, Failed}

// Key is the key of the outcome's word.
func (o Outcome) Key() string {
	if o == Undone {
		return "job_outcome_undone"
	}
	return "job_outcome_" + string(o)
}

// Item is one thing of a job.
type Item struct {
	Position int    // from 1, in the order of the work
	Subject  int64  // id of the thing
	Number   string // by which people know it
	Outcome  Outcome
	Reason   *errs.Error // why it failed; its values are texts
}

// File is something a job made.
type File struct {
	Position int // from 1
	Name     string
	Type     string // media type
	Size     int    // bytes
}

// Begun is a file that is being written in parts, and is no file for anybody yet.
type Begun struct {
	File         // Position is 0 before its first part
	State string // what the next part needs to know
}
