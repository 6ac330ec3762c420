package order_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sellerdesk/internal/order"
	"sellerdesk/internal/testing/golden"
	"sellerdesk/internal/testing/sample"
)

func TestTheLifeOfAnOrder(t *testing.T) {
	var table strings.Builder
	for _, from := range order.Statuses {
		for _, e := range order.Events {
			to, why, err := from.After(e)
			if from.Can(e) != (err == nil) {
				t.Errorf("%s: Can(%s) and After disagree", from, e)
			}
			if err != nil {
				continue
			}
			ending := ""
			if why != "" {
				ending = " (" + string(why) + ")"
			}
			fmt.Fprintf(&table, "%-24s %-26s -> %s%s\n", from, e, to, ending)
		}
	}
	golden.Check(t, "moves.txt", table.String())
}

func TestEveryOrderStandsInOneTab(t *testing.T) {
	var table strings.Builder
	for _, s := range order.Statuses {
		reasons := []order.FinishReason{""}
		if s == order.Finished {
			reasons = order.FinishReasons
		}
		for _, r := range reasons {
			tab := s.Tab(r)
			if tab == order.TabAll || !slices.Contains(order.Tabs, tab) {
				t.Errorf("%s %s stands in no tab", s, r)
			}
			fmt.Fprintf(&table, "%-26s %-12s %s\n", s, r, tab)
		}
	}
	golden.Check(t, "tabs.txt", table.String())
}

func TestWhatIsNotInTheTableDoesNotHappen(t *testing.T) {
	o := sample.Order(func(o *order.Order) { o.Status = order.InCancel })
	before := o.Status
	err := o.Happen(order.AllNoticed, sample.Moment)
	if !errors.Is(err, order.ErrStatus) || o.Status != before || !o.ShippedAt.IsZero() {
		t.Errorf("%v, the order became %+v", err, o)
	}
}

func TestTheTimeToShipBeginsWhenThePaymentIsVerified(t *testing.T) {
	o := sample.Order(func(o *order.Order) { o.Status, o.PaidAt, o.ShipBy = order.AwaitingPayment, time.Time{}, time.Time{} })
	happen(t, &o, order.Paid, sample.Moment)
	if !o.PaidAt.Equal(sample.Moment) || !o.ShipBy.IsZero() {
		t.Errorf("paid: %v, ship by %v", o.PaidAt, o.ShipBy)
	}
	verified := sample.Moment.Add(20 * time.Hour)
	happen(t, &o, order.RiskPassed, verified)
	if want := verified.Add(order.ProcessingTime); !o.ShipBy.Equal(want) {
		t.Errorf("ship by %v, want %v", o.ShipBy, want)
	}
}

func TestAWishToCancelStopsTheTimeToShip(t *testing.T) {
	o := sample.Order(func(o *order.Order) { o.ShipBy = sample.Moment.Add(30 * time.Hour) })
	happen(t, &o, order.CancelAsked, sample.Moment)
	if !o.ShipBy.IsZero() || o.ShipLeft != 30*time.Hour || !o.Cancel.AskedAt.Equal(sample.Moment) || o.ToShip() != 0 {
		t.Errorf("asked: %+v", o)
	}
	refused := sample.Moment.Add(40 * time.Hour)
	happen(t, &o, order.CancelRefused, refused)
	if want := refused.Add(30 * time.Hour); !o.ShipBy.Equal(want) || o.ShipLeft != 0 || !o.Cancel.AskedAt.IsZero() || o.ToShip() != 3 {
		t.Errorf("refused: %+v", o)
	}
}

func TestAnOrderThatIsOverHasNoDeadline(t *testing.T) {
	tests := []struct {
		name   string
		from   order.Status
		events []order.Event
		why    order.FinishReason
	}{
		{"cancelled", order.AwaitingShipment, []order.Event{order.CancelAsked, order.CancelAgreed}, order.Cancelled},
		{"not shipped in time", order.AwaitingShipment, []order.Event{order.ShipByPassed}, order.NotShipped},
		{"refused by risk control", order.RiskControl, []order.Event{order.RiskFailed}, order.RiskRefused},
		{"received", order.AwaitingShipment, []order.Event{order.AllNoticed, order.BuyerConfirmed, order.FundsReleased}, order.Received},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := sample.Order(func(o *order.Order) { o.Status = tt.from })
			for _, e := range tt.events {
				happen(t, &o, e, sample.Moment)
			}
			if o.Finish != tt.why || !o.Finished.Equal(sample.Moment) || !o.ShipBy.IsZero() || o.ShipLeft != 0 || o.ToShip() != 0 {
				t.Errorf("%+v", o)
			}
		})
	}
}

func TestWhatIsNotShippedInTimeIsRefunded(t *testing.T) {
	o := sample.Order()
	take(t, &o, order.Pieces{Line: 1, Quantity: 1})
	happen(t, &o, order.SomeNoticed, sample.Moment)
	if o.Status != order.PartiallyShipped || !o.ShippedAt.Equal(sample.Moment) || o.ShipBy.IsZero() {
		t.Errorf("a part was shipped: %+v", o)
	}
	happen(t, &o, order.ShipByPassed, sample.Moment.Add(time.Hour))
	if o.Status != order.AwaitingReceipt || o.ToShip() != 0 || o.Lines[0].Refunded != 1 || o.Lines[1].Refunded != 1 {
		t.Errorf("time ran out: %+v", o)
	}
}

func TestNothingHappensToAFrozenOrder(t *testing.T) {
	o := sample.Order(func(o *order.Order) { o.Frozen = true })
	for _, e := range order.Events {
		if err := o.Happen(e, sample.Moment); !errors.Is(err, order.ErrStatus) {
			t.Errorf("%s: %v", e, err)
		}
	}
	if o.ToShip() != 0 {
		t.Error("there is something to ship")
	}
	o.Status = order.RiskControl
	happen(t, &o, order.RiskFailed, sample.Moment)
}

// An order never has a deadline where nothing is to be shipped, and never
// leaves the end, whatever happens to it.
func TestDeadlinesFitTheStatus(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := sample.Order(func(o *order.Order) { o.Status, o.ShipBy = order.AwaitingPayment, time.Time{} })
		now := sample.Moment
		for range rapid.IntRange(0, 20).Draw(t, "steps") {
			e := rapid.SampledFrom(order.Events).Draw(t, "event")
			now = now.Add(time.Duration(rapid.IntRange(0, 72).Draw(t, "hours")) * time.Hour)
			before := o.Status
			if err := o.Happen(e, now); err != nil && o.Status != before {
				t.Fatalf("%s was refused in %s, which became %s", e, before, o.Status)
			}
			if before == order.Finished && o.Status != before {
				t.Fatalf("a finished order became %s", o.Status)
			}
			if o.Status.Shippable() == o.ShipBy.IsZero() {
				t.Fatalf("%s: ship by %v", o.Status, o.ShipBy)
			}
			if (o.Status == order.Finished) == (o.Finish == "") || (o.Status == order.InCancel) == o.Cancel.AskedAt.IsZero() && o.Status != order.Finished {
				t.Fatalf("%+v", o)
			}
		}
	})
}

func happen(t *testing.T, o *order.Order, e order.Event, at time.Time) {
	t.Helper()
	if err := o.Happen(e, at); err != nil {
		t.Fatalf("%s: %v", e, err)
	}
}

func take(t *testing.T, o *order.Order, pieces ...order.Pieces) {
	t.Helper()
	if err := o.Take(pieces); err != nil {
		t.Fatal(err)
	}
}
