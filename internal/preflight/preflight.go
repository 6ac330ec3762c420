// Package preflight holds the checks before the one chance to submit: each
// passes, warns or stops. A warning about what often ends in a dispute goes on
// only with the seller's reason, which is kept.
//
// The checks are pure: everything they look at is in Facts.
package preflight

import "sellerdesk/internal/errs"

// Result is the outcome of a check.
type Result string

// The outcomes.
const (
	Pass    Result = "pass"
	Warning Result = "warning"
	Stop    Result = "stop"
)

// Key is the key of the outcome's message.
func (r Result) Key() string { return "preflight_" + string(r) }

// Place says where a problem is mended.
type Place string

// The places.
const (
	Nowhere    Place = ""         // no seller can mend it
	AtShipping Place = "shipping" // step 1
	AtForm     Place = "form"     // the form itself; the target is a field of it
	AtProduct  Place = "product"  // the target is a SKU
	AtAddress  Place = "address"  // the target is a kind of address
	AtAccount  Place = "account"
	AtMessages Place = "messages" // the talk with the buyer
	AtReceiver Place = "receiver" // the buyer's address in the order
	AtOrder    Place = "order"    // the target is its number
	AtParcel   Place = "parcel"   // the target is its number
	AtPayment  Place = "payment"
)

// Check is one question with its outcome.
type Check struct {
	Code   string // what was checked; key of its name is "preflight_check_" + Code
	Result Result
	Reason string    // key of the sentence that explains the outcome; "preflight_" + …
	Args   errs.Args // of that sentence
	Mend   Place     // where it is mended; Nowhere when it passed
	Target string    // what is mended there

	NeedsReason bool   // a warning: the seller says why it goes on
	Given       string // what the seller said
}

// Question is the code of a check, where only its name is needed.
type Question string

// Key is the key of the question's name.
func (q Question) Key() string { return "preflight_check_" + string(q) }

// Key is the key of the check's name.
func (c Check) Key() string { return Question(c.Code).Key() }

// Worst is the worst outcome of the checks.
func Worst(checks []Check) Result {
	worst := Pass
	for _, c := range checks {
		if c.Result == Stop {
			return Stop
		}
		if c.Result == Warning {
			worst = Warning
		}
	}
	return worst
}

// Unanswered reports whether the check waits for the seller's reason.
func (c Check) Unanswered() bool { return c.NeedsReason && c.Given == "" }
