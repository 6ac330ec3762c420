package notice

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

// Key is the key of the event's message.
func (e Event) Key() string { return "notice_event_" + string(e) }

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

// Can reports whether e may happen to a notice in s.
func (s Status) Can(e Event) bool {
	_, err := s.After(e)
	return err == nil
}
