package parcel

import (
	"cmp"
	"slices"
	"time"

	"sellerdesk/internal/measure"
	"sellerdesk/internal/tracking"
)

// Event is what the network reported about a parcel.
type Event struct {
	Code    tracking.Code
	At      time.Time
	Place   string         // where, in English
	PlaceCN string         // where, in Chinese; empty in reports from before it was kept
	Weight  measure.Weight // of an event that weighed; 0: did not
	Reason  string         // key of why, of an event that tells of trouble
}

// happenings says what a report does to a parcel. Reports that are not listed are history only.
var happenings = map[tracking.Code]Happening{
	tracking.PickedUp:          PickupDone,
	tracking.PickupFailed:      PickupMissed,
	tracking.WarehouseAccepted: Weighed,
	tracking.WarehouseRejected: Reject,
	tracking.LeftWarehouse:     LeftWarehouse,
	tracking.OutboundFailed:    CannotLeave,
	tracking.SortingRefused:    SecurityFailed,
	tracking.ExportFailed:      ExportRefused,
	tracking.LinehaulRefused:   ExportRefused,
	tracking.LinehaulIn:        HandedOver,
	tracking.ImportFailed:      NotDelivered,
	tracking.CollectedByBuyer:  Delivered,
	tracking.Delivered:         Delivered,
	tracking.Undeliverable:     NotDelivered,
	tracking.Returned:          ReturnedHome,
	tracking.Destroyed:         DestroyedThere,
}

// lifeOrder is the order of codes in a parcel's life, for reports of one moment.
var lifeOrder = tracking.Codes()

// Step is a report that moved a parcel, and the line of the life cycle it moved along.
type Step struct {
	Event Event
	Move  Move
}

// Happen moves the parcel along the table by an answer of the network or an act
// of the seller. Reports of the network are followed instead, see Follow.
func (p *Parcel) Happen(h Happening, at time.Time) (Move, error) {
	m, err := p.Status.After(h)
	if err != nil {
		return Move{}, err
	}
	p.Status, p.Abnormal = m.To, m.Abnormal
	if m.Close != "" {
		p.Close, p.ClosedAt, p.CancelAskedAt = m.Close, at, time.Time{}
	}
	return m, nil
}

// Follow moves the parcel along by everything the network has reported so far,
// and returns the steps it took.
//
// Reports come late, twice and out of order. One that is not possible yet waits
// until what it follows upon is reported; one that is older than the last one
// that moved the parcel is history only. So any order of arrival ends in the
// same state.
func (p *Parcel) Follow(reports []Event) []Step {
	events := slices.SortedFunc(slices.Values(reports), Event.compare)
	var steps []Step
	for i := p.nextMove(events); i >= 0; i = p.nextMove(events) {
		e := events[i]
		m, err := p.Happen(happenings[e.Code], e.At)
		if err != nil {
			break // nextMove found it possible
		}
		p.MovedAt, p.MovedBy = e.At, e.Code
		if e.Weight > 0 {
			p.Measured = e.Weight
		}
		steps = append(steps, Step{e, m})
	}
	p.remember(events)
	return steps
}

// nextMove finds the oldest report, newer than the last that moved the parcel, that can move it.
func (p *Parcel) nextMove(events []Event) int {
	last := Event{Code: p.MovedBy, At: p.MovedAt}
	return slices.IndexFunc(events, func(e Event) bool {
		h, moves := happenings[e.Code]
		return moves && e.compare(last) > 0 && p.Status.Can(h)
	})
}

// remember keeps what the reports say beside the state: when the last came, and the first delivery.
func (p *Parcel) remember(events []Event) {
	last := Event{Code: p.MovedBy, At: p.MovedAt}
	for _, e := range events {
		if e.At.After(p.EventAt) {
			p.EventAt = e.At
			p.speak()
		}
		if e.Code.Delivers() && e.compare(last) <= 0 && (p.DeliveredAt.IsZero() || e.At.Before(p.DeliveredAt)) {
			p.DeliveredAt = e.At
		}
	}
}

// Stall marks a parcel on its way that nothing was heard of for too long, and reports whether it was not marked before.
func (p *Parcel) Stall() bool {
	if p.Stage() != StageTransit || p.Abnormal != Normal {
		return false
	}
	p.Abnormal = AbnormalStalled
	return true
}

// speak ends the silence of a stalled parcel.
func (p *Parcel) speak() {
	if p.Abnormal == AbnormalStalled {
		p.Abnormal = Normal
	}
}

// compare orders events by time, and those of one moment as they follow each other in a parcel's life.
func (e Event) compare(o Event) int {
	return cmp.Or(
		e.At.Compare(o.At),
		cmp.Compare(slices.Index(lifeOrder, e.Code), slices.Index(lifeOrder, o.Code)),
	)
}
