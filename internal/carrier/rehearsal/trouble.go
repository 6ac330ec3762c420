package rehearsal

import (
	"slices"
	"time"

	"sellerdesk/internal/carrier"
	"sellerdesk/internal/tracking"
)

// Kind is one way in which the network makes trouble for a parcel under way.
type Kind string

// The kinds of trouble, in the order in which they can hit a parcel.
const (
	PickupFailure   Kind = "pickup_failure"   // not collected; tried again the next day
	Reject          Kind = "reject"           // the warehouse does not take it
	OutboundFailure Kind = "outbound_failure" // it cannot leave the warehouse
	SecurityFailure Kind = "security_failure" // stopped by the domestic security check
	ExportFailure   Kind = "export_failure"   // stopped by Chinese customs
	AirlineFailure  Kind = "airline_failure"  // stopped by the airline's security check
	ImportFailure   Kind = "import_failure"   // stopped by customs of the destination
	NotDelivered    Kind = "undeliverable"    // returned or destroyed, as the seller chose
	Stall           Kind = "stall"            // lost between two countries: no further event
	Late            Kind = "late"             // one event is reported half a day to two days late
	Disorder        Kind = "disorder"         // two events are reported the wrong way round
	Twice           Kind = "twice"            // one event is reported twice
)

// Kinds are all kinds, in the order in which they can hit a parcel.
var Kinds = []Kind{PickupFailure, Reject, OutboundFailure, SecurityFailure, ExportFailure,
	AirlineFailure, ImportFailure, NotDelivered, Stall, Late, Disorder, Twice}

// ParseKind reads a kind from outside.
func ParseKind(s string) (Kind, error) {
	if k := Kind(s); slices.Contains(Kinds, k) {
		return k, nil
	}
	return "", ErrKind.With("Kind", s)
}

// Key is the key of the kind's text.
func (k Kind) Key() string { return "carrier_trouble_" + string(k) }

// Always is the rate of a trouble that hits every parcel.
const Always = 10_000

// Trouble says how often things go wrong: in how many of 10,000 parcels.
type Trouble struct {
	Refuse int // the booking is refused
	Silent int // the booking is accepted, but the answer is lost

	PickupFailure, Reject, OutboundFailure, SecurityFailure, ExportFailure, AirlineFailure int
	ImportFailure, NotDelivered, Stall, Late, Disorder, Twice                              int
}

// Gentle is the trouble of a demonstration: every booking is answered, one
// parcel in a hundred is abnormal, and a few events come late or twice.
func Gentle() Trouble {
	return Trouble{
		PickupFailure: 30, Reject: 20, OutboundFailure: 10, SecurityFailure: 5, ExportFailure: 3, AirlineFailure: 2,
		ImportFailure: 5, NotDelivered: 20, Stall: 5, Late: 50, Disorder: 50, Twice: 50,
	}
}

// of is the rate of one kind.
func (t Trouble) of(k Kind) int {
	return map[Kind]int{
		PickupFailure: t.PickupFailure, Reject: t.Reject, OutboundFailure: t.OutboundFailure,
		SecurityFailure: t.SecurityFailure, ExportFailure: t.ExportFailure, AirlineFailure: t.AirlineFailure,
		ImportFailure: t.ImportFailure, NotDelivered: t.NotDelivered, Stall: t.Stall,
		Late: t.Late, Disorder: t.Disorder, Twice: t.Twice,
	}[k]
}

// reasons are why a trouble hits; the dice choose.
var reasons = map[Kind][]carrier.Reason{
	PickupFailure: {carrier.NobodyThere, carrier.NotReady},
	Reject: {carrier.Prohibited, carrier.Undeclared, carrier.PackagingPoor, carrier.LabelUnread,
		carrier.SizeExceeded, carrier.WeightExceeded},
	OutboundFailure: {carrier.Damaged, carrier.PapersMissing},
	SecurityFailure: {carrier.SecurityCheck},
	ExportFailure:   {carrier.ExportCustoms},
	AirlineFailure:  {carrier.AirlineSecurity},
	ImportFailure:   {carrier.ImportCustoms},
	NotDelivered: {carrier.AddressWrong, carrier.RecipientUnknown, carrier.RecipientRefused,
		carrier.NotCollected},
}

// reason chooses why a trouble hits the parcel.
func (d dice) reason(k Kind) carrier.Reason {
	all := reasons[k]
	return all[d.roll("reason "+string(k), int64(len(all)))]
}

// stops are the troubles that end a parcel's way: which step does not succeed,
// and which happens in its place.
var stops = map[Kind]struct{ step, instead tracking.Code }{
	Reject:          {tracking.WarehouseAccepted, tracking.WarehouseRejected},
	OutboundFailure: {tracking.LeftWarehouse, tracking.OutboundFailed},
	SecurityFailure: {tracking.SortingIn, tracking.SortingRefused},
	ExportFailure:   {tracking.ExportCleared, tracking.ExportFailed},
	AirlineFailure:  {tracking.LinehaulIn, tracking.LinehaulRefused},
}

// spoil lets a trouble hit the steps to come. It returns nil where it cannot:
// the parcel is past that point, or nobody would see it.
func spoil(d dice, t Trip, steps []Planned, k Kind) []Planned {
	steps = slices.Clone(steps)
	var spoiled []Planned
	switch k {
	case PickupFailure:
		spoiled = failPickup(d, steps)
	case Reject, OutboundFailure, SecurityFailure, ExportFailure, AirlineFailure:
		spoiled = stop(d, steps, k)
	case ImportFailure:
		spoiled = failImport(d, t, steps)
	case NotDelivered:
		spoiled = failDelivery(d, t, steps)
	case Stall:
		spoiled = stall(steps)
	case Late, Disorder, Twice:
		spoiled = garble(d, steps, k)
	}
	return inOrder(spoiled)
}

// find is the index of the first step with one of the codes, or -1.
func find(steps []Planned, codes ...tracking.Code) int {
	return slices.IndexFunc(steps, func(s Planned) bool { return slices.Contains(codes, s.Code) })
}

// instead is another thing that happens where and when a step would have.
func (s Planned) instead(c tracking.Code, why carrier.Reason) Planned {
	s.Code, s.Reason, s.Weight = c, why, 0
	return s
}

// failPickup lets the collection fail; everything else happens a day later.
func failPickup(d dice, steps []Planned) []Planned {
	i := find(steps, tracking.PickedUp)
	if i < 0 {
		return nil
	}
	failed := steps[i].instead(tracking.PickupFailed, d.reason(PickupFailure))
	return slices.Insert(later(steps, day), i, failed)
}

// later moves steps by a duration.
func later(steps []Planned, by time.Duration) []Planned {
	for i := range steps {
		steps[i].At, steps[i].Due = steps[i].At.Add(by), steps[i].Due.Add(by)
	}
	return steps
}

// stop ends the way with a failure.
func stop(d dice, steps []Planned, k Kind) []Planned {
	i := find(steps, stops[k].step)
	if i < 0 {
		return nil
	}
	return append(steps[:i], steps[i].instead(stops[k].instead, d.reason(k)))
}

// failImport stops the parcel at customs of the destination.
func failImport(d dice, t Trip, steps []Planned) []Planned {
	i := find(steps, tracking.ImportCleared)
	if i < 0 {
		return nil
	}
	failed := steps[i].instead(tracking.ImportFailed, d.reason(ImportFailure))
	return append(steps[:i], failed, t.end(d, failed.At))
}

// failDelivery tries twice on two days, gives up after three, and sends the
// parcel back or destroys it.
func failDelivery(d dice, t Trip, steps []Planned) []Planned {
	i := find(steps, tracking.Delivered, tracking.CollectedByBuyer)
	if i < 0 {
		return nil
	}
	first := steps[i].instead(tracking.DeliveryFailed, d.reason(NotDelivered))
	second := later([]Planned{first}, day)[0]
	last := later([]Planned{first.instead(tracking.Undeliverable, first.Reason)}, 3*day)[0]
	return append(steps[:i], first, second, last, t.end(d, last.At))
}

// end is what becomes of an undeliverable parcel: back in China after three to
// eight weeks, or destroyed after one or two.
func (t Trip) end(d dice, from time.Time) Planned {
	if t.Undeliverable == carrier.Return {
		return t.here(tracking.Returned, opening(from.Add(d.between("return", 21*day, 56*day))))
	}
	return t.inCountry(tracking.Destroyed, from.Add(d.between("destroy", 7*day, 14*day)))
}

// stall loses the parcel after its departure.
func stall(steps []Planned) []Planned {
	i := find(steps, tracking.LinehaulDeparted)
	if i < 0 || i == len(steps)-1 {
		return nil
	}
	return steps[:i+1]
}

// garble lets the reports of one step, any but the last, come late, behind the
// next one's, or twice.
func garble(d dice, steps []Planned, k Kind) []Planned {
	if len(steps) < 2 {
		return nil
	}
	i := d.roll("which "+string(k), int64(len(steps)-1))
	switch s := &steps[i]; k {
	case Late:
		s.Due = s.Due.Add(d.between("late", 12*time.Hour, 2*day))
	case Disorder:
		s.Due = steps[i+1].Due.Add(time.Minute)
	default:
		again := *s
		again.Due = again.Due.Add(d.between("again", time.Hour, 20*time.Hour))
		steps = append(steps, again)
	}
	return steps
}
