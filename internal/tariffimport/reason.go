package tariffimport

// Reason is the kind of what is wrong with a row, by which a page groups the rows.
type Reason string

// The reasons.
const (
	UnknownName Reason = "unknown" // channel, country, way to charge or currency
	BadFigure   Reason = "figure"  // a number that is missing, wrong or too large
	BadBands    Reason = "bands"   // weights that overlap or leave a gap
	Clash       Reason = "clash"   // rows of a lane that contradict each other
	BadCell     Reason = "cell"    // a formula, or another cell that cannot be trusted
)

// Reasons lists every reason.
var Reasons = []Reason{UnknownName, BadFigure, BadBands, Clash, BadCell}

// Key is the key of the reason's message.
func (r Reason) Key() string { return "tariffimport_reason_" + string(r) }

// reasonOf finds the reason of a problem by its code; those of a file's cells are package sheet's.
var reasonOf = map[string]Reason{
	errChannel.Code: UnknownName, errCountry.Code: UnknownName, errMode.Code: UnknownName, errCurrency.Code: UnknownName,
	errMissing.Code: BadFigure, errNegative.Code: BadFigure, errLarge.Code: BadFigure, errWhole.Code: BadFigure,
	errAmount.Code: BadFigure, errUnused.Code: BadFigure, "tariffimport_free": BadFigure,
	"tariffimport_falling": BadBands, "tariffimport_begins_late": BadBands, "tariffimport_gap": BadBands, "tariffimport_overlap": BadBands,
	"tariffimport_twice": Clash, "tariffimport_two_currencies": Clash, "tariffimport_two_minimums": Clash, "tariffimport_two_divisors": Clash,
}

// Reason is the kind of what is wrong.
func (p Problem) Reason() Reason {
	if r, known := reasonOf[p.Err.Code]; known {
		return r
	}
	return BadCell
}
