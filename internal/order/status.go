package order

import (
	"slices"

	"sellerdesk/internal/errs"
)

// Status is the state of an order; values are the platform's codes in lower case (facts, section 8).
type Status string

// The statuses of an order.
const (
	AwaitingPayment   Status = "place_order_success"
	PaymentProcessing Status = "payment_processing"
	RiskControl       Status = "risk_control"
	RiskHold          Status = "risk_control_hold"
	AmountToConfirm   Status = "wait_seller_examine_money"
	AwaitingShipment  Status = "wait_seller_send_goods"
	PartiallyShipped  Status = "seller_part_send_goods"
	AwaitingReceipt   Status = "wait_buyer_accept_goods"
	InCancel          Status = "in_cancel"
	FundProcessing    Status = "fund_processing"
	Finished          Status = "finish"
)

// Statuses lists every status in the order of an order's life.
var Statuses = []Status{
	AwaitingPayment, PaymentProcessing, RiskControl, RiskHold, AmountToConfirm, AwaitingShipment,
	PartiallyShipped, AwaitingReceipt, InCancel, FundProcessing, Finished,
}

// Key is the key of the status's message.
func (s Status) Key() string { return "order_status_" + string(s) }

// Shippable reports whether pieces of an order in s may be shipped.
func (s Status) Shippable() bool { return s == AwaitingShipment || s == PartiallyShipped }

// FinishReason says how an order ended.
type FinishReason string

// The reasons.
const (
	Received     FinishReason = "received"
	Cancelled    FinishReason = "cancelled"
	NotShipped   FinishReason = "not_shipped" // the ship-by time passed
	RiskRefused  FinishReason = "risk"
	NeverPaid    FinishReason = "not_paid"
	DisputeEnded FinishReason = "dispute"
)

// FinishReasons lists every reason.
var FinishReasons = []FinishReason{Received, Cancelled, NotShipped, RiskRefused, NeverPaid, DisputeEnded}

// Key is the key of the reason's message.
func (r FinishReason) Key() string { return "order_finish_" + string(r) }

// Event is something that happened to an order.
type Event string

// The events.
const (
	Paid           Event = "paid"
	RiskPassed     Event = "risk_passed"
	RiskFailed     Event = "risk_failed"
	Submitted      Event = "logistics_order_submitted"
	AllNoticed     Event = "notice_covers_all"
	SomeNoticed    Event = "notice_covers_some"
	CancelAsked    Event = "cancel_asked"
	CancelAgreed   Event = "cancel_agreed"
	CancelRefused  Event = "cancel_refused"
	ShipByPassed   Event = "ship_by_passed"
	BuyerConfirmed Event = "confirmed"
	FundsReleased  Event = "released"
)

// Events lists every event.
var Events = []Event{
	Paid, RiskPassed, RiskFailed, Submitted, AllNoticed, SomeNoticed, CancelAsked, CancelAgreed,
	CancelRefused, ShipByPassed, BuyerConfirmed, FundsReleased,
}

// Key is the key of the event's message, as history shows it.
func (e Event) Key() string { return "order_event_" + string(e) }

// move is a line of the life cycle.
type move struct {
	From  Status
	Event Event
	To    Status
	Why   FinishReason // when To is Finished
}

// moves is the whole life of an order (decisions, section 5).
var moves = []move{
	{AwaitingPayment, Paid, RiskControl, ""},
	{RiskControl, RiskPassed, AwaitingShipment, ""},
	{RiskControl, RiskFailed, Finished, RiskRefused},
	{AwaitingShipment, Submitted, AwaitingShipment, ""},
	{PartiallyShipped, Submitted, PartiallyShipped, ""},
	{AwaitingReceipt, Submitted, AwaitingReceipt, ""},
	{AwaitingShipment, AllNoticed, AwaitingReceipt, ""},
	{PartiallyShipped, AllNoticed, AwaitingReceipt, ""},
	{AwaitingShipment, SomeNoticed, PartiallyShipped, ""},
	{PartiallyShipped, SomeNoticed, PartiallyShipped, ""},
	{AwaitingShipment, CancelAsked, InCancel, ""},
	{InCancel, CancelAgreed, Finished, Cancelled},
	{InCancel, CancelRefused, AwaitingShipment, ""},
	{AwaitingShipment, ShipByPassed, Finished, NotShipped},
	{PartiallyShipped, ShipByPassed, AwaitingReceipt, ""},
	{AwaitingReceipt, BuyerConfirmed, FundProcessing, ""},
	{FundProcessing, FundsReleased, Finished, Received},
}

// After returns the status an order in s has after e, and the reason when it is finished.
func (s Status) After(e Event) (Status, FinishReason, error) {
	for _, m := range moves {
		if m.From == s && m.Event == e {
			return m.To, m.Why, nil
		}
	}
	return s, "", ErrStatus.With("Status", s, "Event", e)
}

// Can reports whether e may happen to an order in s.
func (s Status) Can(e Event) bool {
	_, _, err := s.After(e)
	return err == nil
}

// become moves the order along the table; nobody else assigns a status.
func (o *Order) become(e Event) error {
	to, why, err := o.Status.After(e)
	if err != nil {
		return err
	}
	o.Status = to
	if why != "" {
		o.Finish = why
	}
	return nil
}

// Tab is a group of statuses, as My Orders shows them.
type Tab string

// The tabs of My Orders.
const (
	TabAll              Tab = ""
	TabAwaitingPayment  Tab = "awaiting_payment"
	TabAwaitingShipment Tab = "awaiting_shipment"
	TabPartiallyShipped Tab = "partially_shipped"
	TabAwaitingReceipt  Tab = "awaiting_receipt"
	TabCompleted        Tab = "completed"
	TabCancelled        Tab = "cancelled"
)

// Tabs lists every tab in the order of the page.
var Tabs = []Tab{
	TabAll, TabAwaitingPayment, TabAwaitingShipment, TabPartiallyShipped, TabAwaitingReceipt, TabCompleted, TabCancelled,
}

// ErrUnknownTab reports a text that is no tab.
var ErrUnknownTab = errs.New(errs.Invalid, "order_unknown_tab")

// ParseTab reads a tab from outside.
func ParseTab(s string) (Tab, error) {
	if v := Tab(s); slices.Contains(Tabs, v) {
		return v, nil
	}
	return "", ErrUnknownTab.With("Text", s)
}

// Key is the key of the tab's message.
func (t Tab) Key() string {
	if t == TabAll {
		return "order_tab_all"
	}
	return "order_tab_" + string(t)
}

// Tab is the tab an order of status s that ended for reason r stands in (decisions, section 7).
func (s Status) Tab(r FinishReason) Tab {
	switch s {
	case AwaitingPayment, PaymentProcessing, RiskControl, RiskHold, AmountToConfirm:
		return TabAwaitingPayment
	case AwaitingShipment, InCancel:
		return TabAwaitingShipment
	case PartiallyShipped:
		return TabPartiallyShipped
	case AwaitingReceipt:
		return TabAwaitingReceipt
	case FundProcessing:
		return TabCompleted
	case Finished:
		if r == Received {
			return TabCompleted
		}
		return TabCancelled
	}
	return TabAll
}

// Waiting is a box of Orders Waiting for Your Operation: a question to facts, never a status.
type Waiting string

// The boxes.
const (
	WaitingNone         Waiting = ""
	WaitingShipment     Waiting = "shipment"
	WaitingShipToday    Waiting = "ship_today"
	WaitingNotice       Waiting = "notice"
	WaitingPayment      Waiting = "payment"
	WaitingCancellation Waiting = "cancellation"
	WaitingDispute      Waiting = "dispute"
)

// Waitings lists every box in the order of the page.
var Waitings = []Waiting{
	WaitingShipment, WaitingShipToday, WaitingNotice, WaitingPayment, WaitingCancellation, WaitingDispute,
}

// ErrUnknownWaiting reports a text that is no box.
var ErrUnknownWaiting = errs.New(errs.Invalid, "order_unknown_waiting")

// ParseWaiting reads a box from outside; empty is none.
func ParseWaiting(s string) (Waiting, error) {
	if v := Waiting(s); s == "" || slices.Contains(Waitings, v) {
		return v, nil
	}
	return "", ErrUnknownWaiting.With("Text", s)
}

// Key is the key of the box's message.
func (w Waiting) Key() string { return "order_waiting_" + string(w) }
