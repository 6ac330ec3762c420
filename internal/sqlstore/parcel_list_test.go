package sqlstore_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/testing/sample"
)

// listed are the numbers on a page.
func (y *yard) listed(t testing.TB, f parcel.Filter) []parcel.Number {
	t.Helper()
	f.Store = y.store
	page, err := y.parcels.List(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	numbers := make([]parcel.Number, len(page.Rows))
	for i, p := range page.Rows {
		numbers[i] = p.Number
	}
	return numbers
}

func TestParcelsStandUnderTheirOptions(t *testing.T) {
	y := newYard(t)
	waiting := y.put(t, y.add(t, number(1)))
	unnoticed := y.put(t, y.add(t, number(2)), func(p *parcel.Parcel) { p.Status, p.Waybill = parcel.AwaitsWarehouse, "RA1" })
	due := y.put(t, y.add(t, number(3)), func(p *parcel.Parcel) { p.Status = parcel.Sent })
	y.charge(t, due, 3110)
	delivered := y.put(t, y.add(t, number(4)), func(p *parcel.Parcel) { p.Status, p.DeliveredAt = parcel.Sent, sample.Moment })
	abnormal := y.put(t, y.add(t, number(5)), func(p *parcel.Parcel) { p.Status, p.Abnormal = parcel.Rejected, parcel.AbnormalRejected })
	closed := y.put(t, y.add(t, number(6)), func(p *parcel.Parcel) { p.Status, p.ClosedAt = parcel.Closed, sample.Moment })
	y.put(t, y.add(t, number(7), func(o *order.Order) { o.Status = order.InCancel }), func(p *parcel.Parcel) { p.Status, p.Waybill = parcel.Sent, "RA2" })
	y.put(t, y.add(t, number(1), func(o *order.Order) { o.Store = y.other }))
	barred := y.listed(t, parcel.Filter{})[0]

	want := map[parcel.Option][]parcel.Number{
		parcel.OptionAll:       {barred, closed.Number, abnormal.Number, delivered.Number, due.Number, unnoticed.Number, waiting.Number},
		parcel.OptionWaiting:   {abnormal.Number, unnoticed.Number, waiting.Number},
		parcel.OptionNotice:    {unnoticed.Number},
		parcel.OptionToBePaid:  {due.Number},
		parcel.OptionTransit:   {barred, due.Number},
		parcel.OptionDelivered: {delivered.Number},
		parcel.OptionAbnormal:  {abnormal.Number},
		parcel.OptionClosed:    {closed.Number},
	}
	counts, err := y.parcels.Counts(t.Context(), y.store)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range parcel.Options {
		if diff := cmp.Diff(want[o], y.listed(t, parcel.Filter{Option: o})); diff != "" {
			t.Errorf("option %q: %s", o, diff)
		}
		if counts[o] != len(want[o]) {
			t.Errorf("count of %q = %d, want %d", o, counts[o], len(want[o]))
		}
	}
}

func TestParcelsAreFoundByAnyOfTheirNumbers(t *testing.T) {
	y := newYard(t)
	p := y.put(t, y.add(t, number(1)), func(p *parcel.Parcel) { p.Status, p.Waybill = parcel.Sent, "RA123456785CN" })
	y.put(t, y.add(t, number(2)))
	for _, text := range []string{string(p.Number), strings.ToLower(string(p.Number)), "ra 123456785 cn", " " + string(number(1)) + " "} {
		if got := y.listed(t, parcel.Filter{Text: text}); !slices.Equal(got, []parcel.Number{p.Number}) {
			t.Errorf("%q finds %v", text, got)
		}
	}
	if got := y.listed(t, parcel.Filter{Text: string(p.Number), Option: parcel.OptionWaiting}); len(got) != 0 {
		t.Errorf("a parcel under way is found among the waiting ones: %v", got)
	}
	if got := y.listed(t, parcel.Filter{Text: "RA1"}); len(got) != 0 {
		t.Errorf("a part of a number finds %v", got)
	}
}

func TestParcelsAreListedPageByPage(t *testing.T) {
	y := newYard(t)
	const all = 2*paging.Size + 5
	for i := range all {
		p := y.put(t, y.add(t, number(i)), func(p *parcel.Parcel) {
			p.CreatedAt = sample.Moment.Add(time.Duration(i/3) * time.Minute) // some at the same moment
			p.Status = parcel.Sent
		})
		y.charge(t, p, 100)
	}
	for _, option := range []parcel.Option{parcel.OptionAll, parcel.OptionTransit, parcel.OptionToBePaid} {
		var seen []parcel.Number
		f := parcel.Filter{Store: y.store, Option: option}
		var last paging.Page[parcel.Parcel]
		for {
			page, err := y.parcels.List(t.Context(), f)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range page.Rows {
				seen = append(seen, p.Number)
			}
			last = page
			if f.Cursor = page.Next; f.Cursor.IsZero() {
				break
			}
		}
		if len(seen) != all || len(slices.Compact(slices.Sorted(slices.Values(seen)))) != all {
			t.Errorf("option %q: %d parcels on all pages, want %d different ones", option, len(seen), all)
		}
		f.Cursor = last.Prev
		back := y.listed(t, f)
		if !slices.Equal(back, seen[paging.Size:2*paging.Size]) {
			t.Errorf("option %q: the page before the last is another one than on the way there", option)
		}
	}
}

func TestParcelListsReadAnIndexInItsOrder(t *testing.T) {
	y := newYard(t)
	for option, index := range map[parcel.Option]string{
		parcel.OptionAll:       "parcels_all",
		parcel.OptionWaiting:   "parcels_stage",
		parcel.OptionNotice:    "parcels_notice",
		parcel.OptionToBePaid:  "freight_open_due",
		parcel.OptionTransit:   "parcels_stage",
		parcel.OptionDelivered: "parcels_stage",
		parcel.OptionAbnormal:  "parcels_abnormal",
		parcel.OptionClosed:    "parcels_stage",
	} {
		for _, cursor := range []paging.Cursor{{}, {Key: 5, ID: 7}, {Key: 5, ID: 7, Back: true}} {
			query, args := y.parcels.PlacesQuery(parcel.Filter{Store: y.store, Option: option, Cursor: cursor})
			got := plan(t, y.db, query, args...)
			if !strings.Contains(got, "COVERING INDEX "+index) || strings.Contains(got, "SCAN") || strings.Contains(got, "TEMP B-TREE") {
				t.Errorf("option %q %v:\n%s\n%s", option, cursor, query, got)
			}
		}
	}
	query, args := y.parcels.PlacesQuery(parcel.Filter{Store: y.store, Text: "RA123456785CN"})
	got := plan(t, y.db, query, args...)
	if strings.Contains(got, "SCAN p") || !strings.Contains(got, "SEARCH p USING INTEGER PRIMARY KEY") {
		t.Errorf("a number is searched for:\n%s", got)
	}
}
