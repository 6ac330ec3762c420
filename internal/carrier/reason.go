package carrier

// Outcome is how a booking ended.
type Outcome string

// The outcomes.
const (
	Accepted Outcome = "accepted"
	Refused  Outcome = "refused"
	Unknown  Outcome = "unknown" // the network was silent: look the reference up
)

// Outcomes are all outcomes.
var Outcomes = []Outcome{Accepted, Refused, Unknown}

// Key is the key of the outcome's text.
func (o Outcome) Key() string { return "carrier_outcome_" + string(o) }

// Reason says why a network refused, rejected, held or could not deliver a parcel.
type Reason string

// The reasons.
const (
	// Of a refused booking.
	NoNumbers      Reason = "no_numbers"      // the channel has no numbers of this form left
	NotServed      Reason = "not_served"      // the destination is not served at present
	CancelledFirst Reason = "cancelled_first" // the reference was cancelled before
	// Of a failed collection.
	NobodyThere Reason = "nobody_there"
	NotReady    Reason = "not_ready"
	// Of a rejection by the warehouse.
	Prohibited     Reason = "prohibited"
	Undeclared     Reason = "undeclared_battery"
	PackagingPoor  Reason = "packaging_poor"
	LabelUnread    Reason = "label_unreadable"
	SizeExceeded   Reason = "size_exceeded"
	WeightExceeded Reason = "weight_exceeded"
	// Of a parcel that cannot leave the warehouse.
	Damaged       Reason = "damaged"
	PapersMissing Reason = "papers_missing"
	// Of a check on the way.
	SecurityCheck   Reason = "security_check"
	AirlineSecurity Reason = "airline_security"
	ExportCustoms   Reason = "export_customs"
	ImportCustoms   Reason = "import_customs"
	// Of a parcel that cannot be delivered.
	AddressWrong     Reason = "address_wrong"
	RecipientUnknown Reason = "recipient_unknown"
	RecipientRefused Reason = "recipient_refused"
	NotCollected     Reason = "not_collected"
)

// Reasons are all reasons.
var Reasons = []Reason{
	NoNumbers, NotServed, CancelledFirst, NobodyThere, NotReady, Prohibited, Undeclared, PackagingPoor,
	LabelUnread, SizeExceeded, WeightExceeded, Damaged, PapersMissing, SecurityCheck, AirlineSecurity,
	ExportCustoms, ImportCustoms, AddressWrong, RecipientUnknown, RecipientRefused, NotCollected,
}

// Key is the key of the reason's text.
func (r Reason) Key() string { return "carrier_reason_" + string(r) }
