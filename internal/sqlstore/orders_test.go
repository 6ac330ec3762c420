package sqlstore_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/db"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
)

// orderBook is a database with orders of two stores.
type orderBook struct {
	*sqlstore.Orders
	db           *db.DB
	store, other account.StoreID
}

func newOrderBook(t testing.TB) orderBook {
	t.Helper()
	d := dbtest.New(t)
	return orderBook{Orders: sqlstore.NewOrders(d), db: d, store: dbtest.Store(t, d), other: dbtest.Store(t, d)}
}

// add stores a changed sample order and returns it as it is stored.
func (b orderBook) add(t testing.TB, number order.Number, change ...func(*order.Order)) order.Order {
	t.Helper()
	o := sample.Order(append([]func(*order.Order){func(o *order.Order) { o.Store, o.Number = b.store, number }}, change...)...)
	id, err := b.Insert(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	o, err = b.ByID(context.Background(), o.Store, id)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// whole is an order in which everything is filled in, whether it makes sense together or not.
func whole(store account.StoreID) order.Order {
	return sample.Order(func(o *order.Order) {
		o.Store, o.Status, o.Finish = store, order.Finished, order.DisputeEnded
		o.InDispute, o.Frozen = true, true
		o.Note = "please gift wrap"
		o.ShipTo.District, o.ShipTo.Phone = "Centro", "+34911234567"
		o.ShipLeft = 90 * time.Minute
		o.Cancel = order.CancelRequest{AskedAt: sample.Moment, Reason: "found it cheaper"}
		o.ShippedAt, o.Confirmed, o.Finished = sample.Moment.Add(time.Hour), sample.Moment.Add(90*time.Minute), sample.Moment.Add(2*time.Hour)
		o.Lines[0].Taken, o.Lines[0].Refunded = 1, 1
		o.Lines[1].Price = money.Money{}
	})
}

func TestOrdersComeBackAsTheyWere(t *testing.T) {
	b := newOrderBook(t)
	ignoreIDs := cmp.Options{cmpopts.IgnoreFields(order.Order{}, "ID"), cmpopts.IgnoreFields(order.Line{}, "ID")}
	bare := sample.Order(func(o *order.Order) {
		o.Store, o.Number, o.Status = b.store, "80123456789012", order.AwaitingPayment
		o.PaidAt, o.ShipBy, o.Channel = time.Time{}, time.Time{}, ""
	})
	for _, want := range []order.Order{whole(b.store), bare} {
		id, err := b.Insert(t.Context(), want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := b.Get(t.Context(), b.store, want.Number)
		if diff := cmp.Diff(want, got, ignoreIDs); diff != "" || err != nil || got.ID != id {
			t.Errorf("by number: %v (-want +got):\n%s", err, diff)
		}
		again, err := b.ByID(t.Context(), b.store, id)
		if diff := cmp.Diff(got, again); diff != "" || err != nil {
			t.Errorf("by id: %v (-want +got):\n%s", err, diff)
		}
	}
}

func TestChangesOfAnOrderAreKept(t *testing.T) {
	b := newOrderBook(t)
	o := b.add(t, "8012345678901234")
	want := whole(b.store)
	want.ID, want.Version = o.ID, o.Version
	for i := range want.Lines {
		want.Lines[i].ID, want.Lines[i].Price = o.Lines[i].ID, o.Lines[i].Price
	}
	want.ShipTo.District, want.ShipTo.Phone = "", ""
	if err := b.Update(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	want.Version++
	got, err := b.ByID(t.Context(), b.store, o.ID)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestOrdersErrors(t *testing.T) {
	b := newOrderBook(t)
	ctx := t.Context()
	stale := b.add(t, "8012345678901234")
	if err := b.Update(ctx, stale); err != nil {
		t.Fatal(err)
	}
	again := sample.Order(func(o *order.Order) { o.Store = b.store })
	foreign := stale
	foreign.Store, foreign.Version = b.other, 2
	tests := []struct {
		name string
		err  error
		want error
	}{
		{"same number twice", second(b.Insert(ctx, again)), order.ErrDuplicate},
		{"unknown number", second(b.Get(ctx, b.store, "80000000000000")), order.ErrNotFound},
		{"unknown id", second(b.ByID(ctx, b.store, stale.ID+1)), order.ErrNotFound},
		{"another store's number", second(b.Get(ctx, b.other, stale.Number)), order.ErrNotFound},
		{"another store's id", second(b.ByID(ctx, b.other, stale.ID)), order.ErrNotFound},
		{"changed meanwhile", b.Update(ctx, stale), order.ErrChanged},
		{"another store's order", b.Update(ctx, foreign), order.ErrChanged},
	}
	for _, tt := range tests {
		if !errors.Is(tt.err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, tt.err, tt.want)
		}
	}
}

func TestTwoStoresMayHaveTheSameOrderNumber(t *testing.T) {
	b := newOrderBook(t)
	b.add(t, "8012345678901234")
	b.add(t, "8012345678901234", func(o *order.Order) { o.Store = b.other })
}

func TestAnOrderWithABadLineIsNotStored(t *testing.T) {
	b := newOrderBook(t)
	o := sample.Order(func(o *order.Order) { o.Store, o.Lines[1].Variant = b.store, 99 })
	if _, err := b.Insert(t.Context(), o); !errors.Is(err, db.ErrReference) {
		t.Errorf("a line of a variant that does not exist: %v", err)
	}
	if _, err := b.Get(t.Context(), b.store, o.Number); !errors.Is(err, order.ErrNotFound) {
		t.Errorf("half of the order is there: %v", err)
	}
}

// The database is the last word, should a rule be forgotten.
func TestTheDatabaseRefusesPiecesTakenTwice(t *testing.T) {
	b := newOrderBook(t)
	o := b.add(t, "8012345678901234", func(o *order.Order) { o.Lines, o.Frozen = o.Lines[:1], true })
	for _, l := range []order.Line{{Taken: 3}, {Taken: 2, Refunded: 1}, {Taken: -1}, {Refunded: -1}} {
		o.Lines[0].Taken, o.Lines[0].Refunded = l.Taken, l.Refunded
		var check *db.Check
		err := b.db.InTx(t.Context(), func(ctx context.Context) error { return b.Update(ctx, o) })
		if !errors.As(err, &check) {
			t.Errorf("%d taken and %d refunded of 2: %v", l.Taken, l.Refunded, err)
		}
	}
}

func TestOrdersAreReadTogether(t *testing.T) {
	b := newOrderBook(t)
	first, third := b.add(t, "80000000000001"), b.add(t, "80000000000003")
	foreign := b.add(t, "80000000000002", func(o *order.Order) { o.Store = b.other })
	got, err := b.ForIDs(t.Context(), b.store, []order.ID{third.ID, foreign.ID, first.ID, 999})
	want := map[order.ID]order.Order{first.ID: first, third.ID: third}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	none, err := b.ForIDs(t.Context(), b.store, nil)
	if err != nil || len(none) != 0 {
		t.Errorf("of no ids: %v, %v", none, err)
	}
}

func TestOrdersAreDueWhenTheirTimeIsUp(t *testing.T) {
	b := newOrderBook(t)
	at := sample.Moment
	set := func(s order.Status, when time.Time) func(*order.Order) {
		return func(o *order.Order) {
			o.Status, o.PaidAt, o.ShipBy = s, at.Add(-240*time.Hour), time.Time{}
			switch s {
			case order.RiskControl:
				o.PaidAt = when
			case order.InCancel:
				o.Cancel.AskedAt = when
			case order.AwaitingShipment, order.PartiallyShipped:
				o.ShipBy = when
			case order.AwaitingReceipt:
				o.ShippedAt = when
			case order.FundProcessing:
				o.ShippedAt, o.Confirmed = at.Add(-240*time.Hour), when
			}
		}
	}
	for i, s := range []order.Status{order.RiskControl, order.InCancel, order.AwaitingShipment, order.PartiallyShipped, order.AwaitingReceipt, order.FundProcessing} {
		t.Run(string(s), func(t *testing.T) {
			base := order.Number([]string{"801", "802", "803", "804", "805", "806"}[i])
			now := b.add(t, base+"00000000001", set(s, at))
			longAgo := b.add(t, base+"00000000002", set(s, at.Add(-time.Hour)))
			b.add(t, base+"00000000003", set(s, at.Add(time.Millisecond)))
			b.add(t, base+"00000000004", set(s, at), func(o *order.Order) { o.Frozen = true })
			b.add(t, base+"00000000005", set(s, at), func(o *order.Order) { o.Store = b.other })
			got, err := b.Due(t.Context(), b.store, s, at, 10)
			if diff := cmp.Diff([]order.ID{longAgo.ID, now.ID}, got); diff != "" || err != nil {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
			one, err := b.Due(t.Context(), b.store, s, at, 1)
			if diff := cmp.Diff([]order.ID{longAgo.ID}, one); diff != "" || err != nil {
				t.Errorf("at most one: %v (-want +got):\n%s", err, diff)
			}
		})
	}
	if none, err := b.Due(t.Context(), b.store, order.AwaitingPayment, at, 10); err != nil || len(none) > 0 {
		t.Errorf("nothing is due while a payment is awaited: %v, %v", none, err)
	}
}

func TestTheMoneyOfAnOrderInDisputeWaits(t *testing.T) {
	b := newOrderBook(t)
	at := sample.Moment
	for i, s := range []order.Status{order.AwaitingReceipt, order.FundProcessing} {
		b.add(t, order.Number("8070000000000"+string(rune('1'+i))), func(o *order.Order) {
			o.Status, o.ShipBy, o.ShippedAt, o.Confirmed, o.InDispute = s, time.Time{}, at, at, true
		})
		if got, err := b.Due(t.Context(), b.store, s, at, 10); err != nil || len(got) != 0 {
			t.Errorf("%s: %v, %v", s, got, err)
		}
	}
}

func TestOtherOrdersOfTheSameBuyerAreNamed(t *testing.T) {
	b := newOrderBook(t)
	o := b.add(t, "80000000000001")
	b.add(t, "80000000000002", func(o *order.Order) { o.PlacedAt = o.PlacedAt.Add(time.Hour) })
	b.add(t, "80000000000003")
	b.add(t, "80000000000004", func(o *order.Order) { o.ShipTo.Street = "Gran Vía 1" })
	b.add(t, "80000000000005", func(o *order.Order) { o.Buyer.Name = "Anna" })
	b.add(t, "80000000000006", func(o *order.Order) { o.Status, o.ShipBy = order.FundProcessing, time.Time{} })
	b.add(t, "80000000000007", func(o *order.Order) { o.Store = b.other })
	alone := b.add(t, "80000000000008", func(o *order.Order) { o.Buyer.Name = "Boris" })
	got, err := b.SameBuyers(t.Context(), b.store, []order.Order{o, alone})
	want := map[order.ID][]order.Number{o.ID: {"80000000000003", "80000000000002"}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestLinesKnowTheirVariant(t *testing.T) {
	b := newOrderBook(t)
	products := sqlstore.NewProducts(b.db)
	p := addProduct(t, products, b.store)
	o := b.add(t, "80000000000001", func(o *order.Order) {
		o.Category = channel.BuiltInBattery
		o.Lines[0].Variant = p.Variants[0].ID
	})
	if o.Lines[0].Variant != p.Variants[0].ID || o.Lines[1].Variant != 0 {
		t.Errorf("lines %+v", o.Lines)
	}
}
