package sqlstore_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/tracking"
)

// yard is an order book with its parcels.
type yard struct {
	orderBook
	parcels *sqlstore.Parcels
	given   int // orders and offers made
}

func newYard(t testing.TB) *yard {
	t.Helper()
	b := newOrderBook(t)
	return &yard{orderBook: b, parcels: sqlstore.NewParcels(b.db)}
}

// filled is a new parcel of an order in which everything is said.
func (y *yard) filled(t testing.TB, o order.Order) parcel.Parcel {
	t.Helper()
	n, err := y.parcels.NextNumber(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	y.given++
	return parcel.Parcel{
		Store: o.Store, Number: n, Order: o.ID, OrderNumber: o.Number, Offer: fmt.Sprintf("offer-%d", y.given),
		Status: parcel.Init, Channel: channel.Standard, Category: channel.BuiltInBattery, Buyer: o.Buyer.Name,
		Warehouse: "CAINIAO_STANDARD_YANWENYW", Undeliverable: parcel.Return,
		Collection: parcel.Collection{Mode: parcel.Domestic, Company: "SF", Number: "SF1234567890123", Note: "two bags"},
		Declared:   190, Size: measure.Size{Length: 200, Width: 150, Height: 45},
		Quote: money.Of(3110, money.CNY), ReturnFee: money.Of(1000, money.CNY), Tariff: "2026.1", Discount: 10,
		Documents: parcel.Documents{
			From: sample.Address().Address, To: o.ShipTo, Pickup: sample.Pickup().Address, Return: sample.Pickup().Address,
		},
		Goods: []parcel.Goods{
			{Line: o.Lines[0].ID, Quantity: 2, SKU: "TWS-W", NameCN: "耳机", NameEN: "Earphones", HSCode: "8518300000",
				Value: money.Of(2598, money.USD), Weight: 100, Flags: parcel.Flags{Battery: true, Breakable: true}},
			{Line: o.Lines[1].ID, Quantity: 1, SKU: "CAB-1", NameCN: "数据线", NameEN: "Cable",
				Value: money.Of(299, money.USD), Weight: 80, Flags: parcel.Flags{OnlyBattery: true, Cosmetics: true, Special: true}},
		},
		CreatedAt: sample.Moment, EventAt: sample.Moment, Version: 1,
	}
}

// put stores a parcel, changed before it is inserted and updated after it.
func (y *yard) put(t testing.TB, o order.Order, change ...func(*parcel.Parcel)) parcel.Parcel {
	t.Helper()
	p := y.filled(t, o)
	for _, c := range change {
		c(&p)
	}
	created := p
	created.Status, created.ClosedAt = parcel.Init, time.Time{}
	id, err := y.parcels.Insert(context.Background(), created, parcel.Receipt{})
	if err != nil {
		t.Fatal(err)
	}
	p.ID = id
	if err := y.parcels.Update(context.Background(), p); err != nil {
		t.Fatal(err)
	}
	p.Version++
	return p
}

func number(i int) order.Number { return order.Number(fmt.Sprintf("80%014d", i)) }

func TestParcelsComeBackAsTheyWere(t *testing.T) {
	y := newYard(t)
	want := y.filled(t, y.add(t, number(1)))
	receipt := parcel.Receipt{
		At: sample.Moment, Channel: want.Channel, Price: want.Quote, Stock: "TWS-W: 4", Size: want.Size,
		Plans:  []parcel.ReceiptPlan{{Channel: "CPAM", Price: want.Quote, Excluded: []parcel.Sentence{{Key: "tariff_rule_goods"}}}},
		Checks: []parcel.ReceiptCheck{{Code: "stock", Result: "warning", Reason: parcel.SentenceOf("preflight_stock_short", errs.Args{"SKU": "TWS-W", "OnHand": 4, "Needed": 5}), Answer: "more come tomorrow"}},
	}
	id, err := y.parcels.Insert(t.Context(), want, receipt)
	if err != nil {
		t.Fatal(err)
	}
	want.ID = id
	got, err := y.parcels.Get(t.Context(), y.store, want.Number)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	kept, err := y.parcels.Receipt(t.Context(), y.store, id)
	if diff := cmp.Diff(receipt, kept); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func TestChangesOfAParcelAreKept(t *testing.T) {
	y := newYard(t)
	p := y.put(t, y.add(t, number(1)))
	p.Status, p.Abnormal, p.Close, p.CloseNote = parcel.Closed, parcel.AbnormalStalled, parcel.CloseReturned, "carrier_reason_not_collected"
	p.Waybill, p.SortingCode, p.Warehouse, p.Measured = "RA123456785CN", "ES27", "CAINIAO_STANDARD_FPXSZ", 195
	p.Collection = parcel.Collection{Mode: parcel.Arranged, Note: "at six"}
	p.BookedAt, p.CancelAskedAt, p.DeliveredAt = sample.Moment.Add(1*time.Hour), sample.Moment.Add(2*time.Hour), sample.Moment.Add(3*time.Hour)
	p.ClosedAt, p.EventAt, p.MovedAt = sample.Moment.Add(4*time.Hour), sample.Moment.Add(5*time.Hour), sample.Moment.Add(6*time.Hour)
	p.MovedBy = tracking.Returned
	if err := y.parcels.Update(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	p.Version++
	got, err := y.parcels.ByID(t.Context(), y.store, p.ID)
	if diff := cmp.Diff(p, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func TestParcelsErrors(t *testing.T) {
	y := newYard(t)
	o := y.add(t, number(1))
	p := y.put(t, o)
	insert := func(change func(*parcel.Parcel)) error {
		again := y.filled(t, o)
		change(&again)
		_, err := y.parcels.Insert(context.Background(), again, parcel.Receipt{})
		return err
	}
	get := func(_ parcel.Parcel, err error) error { return err }
	tests := []struct {
		name string
		call func() error
		want error
	}{
		{"a second open parcel without notice", func() error { return insert(func(*parcel.Parcel) {}) }, parcel.ErrOneChance},
		{"the same offer again", func() error {
			return insert(func(again *parcel.Parcel) { again.Order, again.Offer = y.add(t, number(2)).ID, p.Offer })
		}, parcel.ErrSubmitted},
		{"unknown number", func() error { return get(y.parcels.Get(t.Context(), y.store, "LP00000000000001")) }, parcel.ErrNotFound},
		{"another store's parcel", func() error { return get(y.parcels.ByID(t.Context(), y.other, p.ID)) }, parcel.ErrNotFound},
		{"another store's receipt", func() error {
			_, err := y.parcels.Receipt(t.Context(), y.other, p.ID)
			return err
		}, parcel.ErrNotFound},
		{"stale version", func() error {
			stale := p
			stale.Version--
			return y.parcels.Update(t.Context(), stale)
		}, parcel.ErrChanged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := tt.call(); !errors.Is(err, tt.want) {
				t.Errorf("error = %v, want %v", err, tt.want)
			}
		})
	}
}

func TestAClosedOrDeclaredParcelLeavesTheChanceFree(t *testing.T) {
	y := newYard(t)
	closed := y.add(t, number(1))
	y.put(t, closed, func(p *parcel.Parcel) { p.Status, p.ClosedAt = parcel.Closed, sample.Moment })
	y.put(t, closed)

	declared := y.add(t, number(2))
	n := y.declared(t, declared, "RA123456785CN")
	y.put(t, declared, func(p *parcel.Parcel) { p.Notice = int64(n) })
	y.put(t, declared)
	all, err := y.parcels.ForOrders(t.Context(), y.store, []order.ID{closed.ID, declared.ID})
	if err != nil || len(all[closed.ID]) != 2 || len(all[declared.ID]) != 2 {
		t.Errorf("parcels: %d and %d, %v", len(all[closed.ID]), len(all[declared.ID]), err)
	}
}

func TestParcelsAreReadTogether(t *testing.T) {
	y := newYard(t)
	a, b := y.put(t, y.add(t, number(1))), y.put(t, y.add(t, number(2)))
	foreign := y.put(t, y.add(t, number(1), func(o *order.Order) { o.Store = y.other }))
	rows, err := y.parcels.ByNumbers(t.Context(), y.store, []parcel.Number{b.Number, foreign.Number, a.Number})
	if diff := cmp.Diff([]parcel.Parcel{a, b}, rows); diff != "" || err != nil {
		t.Error(diff, err)
	}
	byID, err := y.parcels.ForIDs(t.Context(), y.store, []parcel.ID{a.ID, foreign.ID})
	if diff := cmp.Diff(map[parcel.ID]parcel.Parcel{a.ID: a}, byID); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if none, err := y.parcels.ByIDs(t.Context(), y.store, nil); err != nil || len(none) != 0 {
		t.Errorf("of no ids: %v, %v", none, err)
	}
}

func TestReportsAreKeptOnce(t *testing.T) {
	y := newYard(t)
	p := y.put(t, y.add(t, number(1)))
	scan := parcel.Event{Code: tracking.WarehouseAccepted, At: sample.Moment.Add(time.Hour), Place: "Yiwu", PlaceCN: "义乌", Weight: 195}
	late := parcel.Event{Code: tracking.PickedUp, At: sample.Moment, Reason: "carrier_reason_not_ready"}
	for i, e := range []parcel.Event{scan, late, scan} {
		fresh, err := y.parcels.AddEvent(t.Context(), y.store, p.ID, e)
		if err != nil || fresh != (i < 2) {
			t.Errorf("report %d is new: %v, %v", i, fresh, err)
		}
	}
	got, err := y.parcels.Events(t.Context(), y.store, p.ID)
	if diff := cmp.Diff([]parcel.Event{late, scan}, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func TestThePlaceInTheNetworksEventsIsKept(t *testing.T) {
	y := newYard(t)
	for _, want := range []int64{0, 7, 12} {
		if want > 0 {
			if err := y.parcels.SetCursor(t.Context(), y.store, want); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := y.parcels.Cursor(t.Context(), y.store); err != nil || got != want {
			t.Errorf("place = %d, %v, want %d", got, err, want)
		}
	}
	if got, err := y.parcels.Cursor(t.Context(), y.other); err != nil || got != 0 {
		t.Errorf("the other store's place = %d, %v", got, err)
	}
}

func TestParcelsThatNeedTheWorkerAreFound(t *testing.T) {
	y := newYard(t)
	booked := func(p *parcel.Parcel) { p.Status = parcel.AwaitsWarehouse }
	y.put(t, y.add(t, number(1)), booked)
	init := y.put(t, y.add(t, number(2)))
	cancelling := y.put(t, y.add(t, number(3)), booked, func(p *parcel.Parcel) { p.CancelAskedAt = sample.Moment })
	rejected := y.put(t, y.add(t, number(4)), func(p *parcel.Parcel) {
		p.Status, p.Abnormal, p.MovedAt = parcel.Rejected, parcel.AbnormalRejected, sample.Moment
	})
	silent := y.put(t, y.add(t, number(5)), func(p *parcel.Parcel) { p.Status = parcel.Sent })
	y.put(t, y.add(t, number(6)), func(p *parcel.Parcel) { p.Status, p.DeliveredAt = parcel.Sent, sample.Moment })

	same := func(what string, want []parcel.Number, got []parcel.Number, err error) {
		t.Helper()
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" || err != nil {
			t.Errorf("%s: %v %s", what, err, diff)
		}
	}
	unsettled, err := y.parcels.Unsettled(t.Context(), y.store, 10)
	same("unsettled", []parcel.Number{init.Number, cancelling.Number}, unsettled, err)
	stranded, err := y.parcels.Stranded(t.Context(), y.store, sample.Moment, 10)
	same("stranded", []parcel.Number{rejected.Number}, stranded, err)
	stranded, err = y.parcels.Stranded(t.Context(), y.store, sample.Moment.Add(-time.Second), 10)
	same("stranded a second before", nil, stranded, err)
	quiet, err := y.parcels.Silent(t.Context(), y.store, []channel.Code{channel.Standard}, sample.Moment, 10)
	same("silent", []parcel.Number{silent.Number}, quiet, err)
	quiet, err = y.parcels.Silent(t.Context(), y.store, []channel.Code{"CPAM"}, sample.Moment, 10)
	same("silent of another channel", nil, quiet, err)
}

func TestParcelNumbersAreGivenOutOnce(t *testing.T) {
	y := newYard(t)
	seen := map[parcel.Number]bool{}
	for range 20 {
		n, err := y.parcels.NextNumber(t.Context())
		if _, bad := parcel.ParseNumber(string(n)); err != nil || bad != nil || seen[n] {
			t.Fatalf("number %s, %v, %v, given before: %v", n, err, bad, seen[n])
		}
		seen[n] = true
	}
}
