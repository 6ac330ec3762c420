package parcel

// Status is the state of a logistics order; values are the platform's codes (facts, section 9).
type Status string

// The statuses of a parcel.
const (
	Init            Status = "init"
	AwaitsWarehouse Status = "wait_warehouse_receive_goods"
	PickedUp        Status = "pickup_success"
	PickupFailed    Status = "pickup_fail"
	Rejected        Status = "warehouse_reject_goods"
	AwaitsOutStock  Status = "wait_warehouse_send_goods"
	OutOfStock      Status = "out_stock_success" // left the warehouse: freight is charged
	OutStockFailed  Status = "out_stock_fail"
	Sent            Status = "send_goods_success"
	SendFailed      Status = "send_goods_fail"
	Closed          Status = "closed"
)

// Statuses lists every status in the order of a parcel's life.
var Statuses = []Status{
	Init, AwaitsWarehouse, PickedUp, PickupFailed, Rejected, AwaitsOutStock, OutOfStock, OutStockFailed,
	Sent, SendFailed, Closed,
}

// Key is the key of the status's message.
func (s Status) Key() string { return "parcel_status_" + string(s) }

// CloseReason says why a parcel is closed.
type CloseReason string

// The reasons.
const (
	CloseRefused   CloseReason = "refused"   // by the network, at booking
	CloseCancelled CloseReason = "cancelled" // by the seller, before the warehouse
	CloseRejected  CloseReason = "rejected"  // by the warehouse, fetched back or thrown away
	CloseSecurity  CloseReason = "security"  // domestic security; the freight is refunded
	CloseExport    CloseReason = "export"    // airline security or export customs; the freight is not refunded
	CloseReturned  CloseReason = "returned"
	CloseDestroyed CloseReason = "destroyed"
)

// CloseReasons lists every reason.
var CloseReasons = []CloseReason{
	CloseRefused, CloseCancelled, CloseRejected, CloseSecurity, CloseExport, CloseReturned, CloseDestroyed,
}

// Key is the key of the reason's message.
func (r CloseReason) Key() string { return "parcel_close_" + string(r) }

// Abnormal says what is wrong with a parcel that needs attention.
type Abnormal string

// What can be wrong; empty is normal.
const (
	Normal                Abnormal = ""
	AbnormalPickup        Abnormal = "pickup_failed"
	AbnormalRejected      Abnormal = "rejected"
	AbnormalOutStock      Abnormal = "out_stock_failed"
	AbnormalSend          Abnormal = "send_failed"
	AbnormalUndeliverable Abnormal = "undeliverable"
	AbnormalStalled       Abnormal = "stalled"
)

// Abnormals lists everything that can be wrong.
var Abnormals = []Abnormal{
	AbnormalPickup, AbnormalRejected, AbnormalOutStock, AbnormalSend, AbnormalUndeliverable, AbnormalStalled,
}

// Key is the key of the message.
func (a Abnormal) Key() string { return "parcel_abnormal_" + string(a) }

// Happening is what moves a parcel: an answer or report of the network, or an act of the seller.
type Happening string

// The happenings.
const (
	Accepted        Happening = "accepted"
	Refused         Happening = "refused"
	CancelConfirmed Happening = "cancel_confirmed"
	PickupDone      Happening = "pickup_done"
	PickupMissed    Happening = "pickup_missed"
	Rescheduled     Happening = "rescheduled" // the next collection, or domestic express, after a failed pick-up
	Weighed         Happening = "weighed"
	Reject          Happening = "reject"
	Abandoned       Happening = "abandoned" // fetched back or thrown away after a rejection
	LeftWarehouse   Happening = "left_warehouse"
	CannotLeave     Happening = "cannot_leave"
	HandedOver      Happening = "handed_over"
	SecurityFailed  Happening = "security_failed" // domestic security
	ExportRefused   Happening = "export_refused"  // airline security or export customs
	Delivered       Happening = "delivered"
	NotDelivered    Happening = "not_delivered"
	ReturnedHome    Happening = "returned"
	DestroyedThere  Happening = "destroyed"
)

// Happenings lists every happening.
var Happenings = []Happening{
	Accepted, Refused, CancelConfirmed, PickupDone, PickupMissed, Rescheduled, Weighed, Reject, Abandoned,
	LeftWarehouse, CannotLeave, HandedOver, SecurityFailed, ExportRefused, Delivered, NotDelivered, ReturnedHome, DestroyedThere,
}

// Key is the key of the happening's message, as history shows it.
func (h Happening) Key() string { return "parcel_happening_" + string(h) }

// Move is a line of the life cycle.
type Move struct {
	From     Status
	Why      Happening
	To       Status
	Close    CloseReason // when To is Closed, or SendFailed, which closes too
	Abnormal Abnormal    // what the parcel is marked with from now on
}

// moves is the whole life of a parcel (decisions, section 5). Where a happening
// leads does not depend on where it came from: that is why a parcel ends in the
// same state in whatever order reports arrive (see Follow).
var moves = []Move{
	{Init, Accepted, AwaitsWarehouse, "", Normal},
	{Init, Refused, Closed, CloseRefused, Normal},
	{Init, CancelConfirmed, Closed, CloseCancelled, Normal},
	{AwaitsWarehouse, CancelConfirmed, Closed, CloseCancelled, Normal},
	{PickupFailed, CancelConfirmed, Closed, CloseCancelled, Normal},
	{AwaitsWarehouse, PickupDone, PickedUp, "", Normal},
	{PickupFailed, PickupDone, PickedUp, "", Normal},
	{AwaitsWarehouse, PickupMissed, PickupFailed, "", AbnormalPickup},
	{PickupFailed, PickupMissed, PickupFailed, "", AbnormalPickup},
	{PickupFailed, Rescheduled, AwaitsWarehouse, "", Normal},
	{AwaitsWarehouse, Weighed, AwaitsOutStock, "", Normal},
	{PickedUp, Weighed, AwaitsOutStock, "", Normal},
	{PickupFailed, Weighed, AwaitsOutStock, "", Normal},
	{Rejected, Weighed, AwaitsOutStock, "", Normal}, // mended at the warehouse
	{AwaitsWarehouse, Reject, Rejected, "", AbnormalRejected},
	{PickedUp, Reject, Rejected, "", AbnormalRejected},
	{PickupFailed, Reject, Rejected, "", AbnormalRejected},
	{Rejected, Abandoned, Closed, CloseRejected, Normal},
	{OutStockFailed, Abandoned, Closed, CloseRejected, Normal},
	{AwaitsOutStock, LeftWarehouse, OutOfStock, "", Normal},
	{OutStockFailed, LeftWarehouse, OutOfStock, "", Normal}, // mended at the warehouse
	{AwaitsOutStock, CannotLeave, OutStockFailed, "", AbnormalOutStock},
	{OutOfStock, HandedOver, Sent, "", Normal},
	{OutOfStock, SecurityFailed, SendFailed, CloseSecurity, AbnormalSend},
	{OutOfStock, ExportRefused, SendFailed, CloseExport, AbnormalSend},
	{Sent, Delivered, Sent, "", Normal},
	{Sent, NotDelivered, Sent, "", AbnormalUndeliverable},
	{Sent, ReturnedHome, Closed, CloseReturned, Normal},
	{Sent, DestroyedThere, Closed, CloseDestroyed, Normal},
}

// After returns the line of the life cycle that h takes a parcel in s along.
func (s Status) After(h Happening) (Move, error) {
	for _, m := range moves {
		if m.From == s && m.Why == h {
			return m, nil
		}
	}
	return Move{}, ErrMove.With("Status", s, "Happening", h)
}

// Can reports whether h may happen to a parcel in s.
func (s Status) Can(h Happening) bool {
	_, err := s.After(h)
	return err == nil
}
