package batch_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/batch"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
)

// orderNumbers are the numbers of some orders as forms send them.
func orderNumbers(orders ...order.Order) []string {
	out := make([]string, len(orders))
	for i, o := range orders {
		out[i] = string(o.Number)
	}
	return out
}

// tickedOrders counts what is ticked in My Orders of some orders, and of all.
func (w *world) tickedOrders(t testing.TB, orders ...order.Order) (of, all int) {
	t.Helper()
	ids := make([]batch.Subject, len(orders))
	for i, o := range orders {
		ids[i] = batch.Subject(o.ID)
	}
	ticks, all, err := w.Batch.Ticks(t.Context(), w.orderTicks(), ids)
	must(t, err)
	return len(ticks), all
}

func TestTicksOfOrdersAndOfParcelsAreKeptApart(t *testing.T) {
	w := newWorld(t)
	p := w.Parcel(t)
	o, err := w.Shop.Orders.Get(t.Context(), w.Store, p.OrderNumber)
	must(t, err)
	n, err := w.Batch.Tick(t.Context(), w.orderTicks(), orderNumbers(o), orderNumbers(o))
	if n != 1 || err != nil {
		t.Fatalf("%d are ticked, %v", n, err)
	}
	if _, all := w.ticked(t, w.Owner, p); all != 0 {
		t.Errorf("%d parcels are ticked", all)
	}
	w.tick(t, p)
	must(t, w.Batch.Clear(t.Context(), w.parcelTicks()))
	if of, all := w.tickedOrders(t, o); of != 1 || all != 1 {
		t.Errorf("%d of 1 order, %d in all", of, all)
	}
	if n, err := w.Batch.Tick(t.Context(), w.orderTicks(), []string{string(p.Number)}, []string{string(p.Number)}); n != 1 || err != nil {
		t.Errorf("the number of a parcel is no row of My Orders: %d, %v", n, err)
	}
}

func TestAllOrdersFoundAreExactlyThoseFoundAtThatMoment(t *testing.T) {
	w := newWorld(t)
	paid := w.Order(t)
	w.Order(t, func(o *order.Order) { o.Status, o.PaidAt, o.ShipBy = order.AwaitingPayment, time.Time{}, time.Time{} })
	far := w.Order(t, func(o *order.Order) { o.ShipTo.Country = "BR" })
	filters := []struct {
		name string
		f    order.Filter
		want []order.Order
	}{
		{"a tab", order.Filter{Tab: order.TabAwaitingShipment}, []order.Order{paid, far}},
		{"a country", order.Filter{Country: "BR"}, []order.Order{far}},
		{"its number", order.Filter{Text: string(paid.Number)}, []order.Order{paid}},
		{"a box", order.Filter{Waiting: order.WaitingShipment}, []order.Order{paid, far}},
		{"what names nothing", order.Filter{Text: "<"}, nil},
	}
	for _, tt := range filters {
		t.Run(tt.name, func(t *testing.T) {
			tt.f.Store, tt.f.Now, tt.f.DayEnd = w.Store, w.Clock.Wall(), w.Clock.Wall().Add(time.Hour)
			n, err := w.Batch.TickOrders(t.Context(), w.Owner, tt.f)
			if n != len(tt.want) || err != nil {
				t.Fatalf("%d are ticked, %v; want %d", n, err, len(tt.want))
			}
			if of, all := w.tickedOrders(t, tt.want...); of != len(tt.want) || all != len(tt.want) {
				t.Errorf("%d of %d, %d in all", of, len(tt.want), all)
			}
		})
	}
	must(t, w.Batch.Clear(t.Context(), w.orderTicks()))
	_, err := w.Batch.TickOrders(t.Context(), w.Owner, order.Filter{Store: w.Store})
	must(t, err)
	late := w.Order(t)
	if of, all := w.tickedOrders(t, late); of != 0 || all != 3 {
		t.Errorf("an order that came afterwards is ticked: %d, %d in all", of, all)
	}
}

func TestAnOrderIsNamedByAnyOfItsNumbers(t *testing.T) {
	w := newWorld(t)
	bare, one, two := w.Order(t), w.Parcel(t), w.Parcel(t)
	text := strings.Join([]string{string(bare.Number), string(one.Number), strings.ToLower(two.Waybill), string(two.OrderNumber), "8017440293199999", string(bare.Number)}, "，")
	got, err := w.Batch.Paste(t.Context(), w.orderTicks(), text)
	must(t, err)
	want := batch.Pasted{Numbers: 5, Ticked: 3, NotFound: []string{"8017440293199999"}, Twice: []string{string(bare.Number)}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	theirs := batch.Whose{Store: w.Other, Person: w.Owner, List: batch.OrderList}
	if got, err := w.Batch.Paste(t.Context(), theirs, string(bare.Number)); err != nil || got.Ticked != 0 || len(got.NotFound) != 1 {
		t.Errorf("in another store it is %+v, %v", got, err)
	}
}

func TestWhatBatchOnlineShippingLeavesOutAndWhy(t *testing.T) {
	w := newWorld(t)
	free := w.Order(t)
	told := w.Parcel(t)
	w.tick(t, told)
	_, err := w.Batch.StartNotices(t.Context(), w.Owner, w.mine(t))
	must(t, err)
	must(t, w.Jobs.All(t.Context()))
	shipped := w.orderOf(t, told)
	for i := range shipped.Lines {
		shipped.Lines[i].Taken = shipped.Lines[i].Quantity
	}
	must(t, w.Shop.Orders.Update(t.Context(), shipped))
	orders := []order.Order{
		free,
		w.Order(t, func(o *order.Order) { o.Status, o.PaidAt, o.ShipBy = order.AwaitingPayment, time.Time{}, time.Time{} }),
		w.Order(t, func(o *order.Order) { o.Status, o.ShipBy = order.InCancel, time.Time{} }),
		w.Order(t, func(o *order.Order) { o.Frozen = true }),
		w.orderOf(t, w.Parcel(t)), // its logistics order has no notice
		shipped,
		w.orderOf(t, w.Parcel(t, func(p *parcel.Parcel) { p.Status, p.ClosedAt = parcel.Closed, w.Clock.Wall() })),
	}
	_, err = w.Batch.Tick(t.Context(), w.orderTicks(), orderNumbers(orders...), orderNumbers(orders...))
	must(t, err)
	mine, err := w.Batch.Mine(t.Context(), w.orderTicks())
	must(t, err)
	p, err := w.Batch.Shippable(t.Context(), mine)
	must(t, err)
	want := map[string]int{"batch_not_shippable": 2, "batch_cancel_asked": 1, "batch_frozen": 1, "batch_one_chance": 1}
	if diff := cmp.Diff(want, counts(p)); diff != "" || p.Total != 7 || len(p.Acts) != 2 {
		t.Fatalf("acts on %v of %d, %s", p.Acts, p.Total, diff)
	}
	if p.Acts[0].Subject != int64(free.ID) || p.Acts[0].Number != string(free.Number) {
		t.Errorf("acts on %+v, want order %d", p.Acts[0], free.ID)
	}
	if _, err := w.Batch.Plan(t.Context(), mine, batch.PrintLabels); !errors.Is(err, batch.ErrAction) {
		t.Errorf("printing labels of orders gives %v", err)
	}
}

// orderOf is the order of a parcel.
func (w *world) orderOf(t testing.TB, p parcel.Parcel) order.Order {
	t.Helper()
	o, err := w.Shop.Orders.Get(t.Context(), w.Store, p.OrderNumber)
	must(t, err)
	return o
}
