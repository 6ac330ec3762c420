package sqlstore_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/sample"
)

// told is a notice about a whole order.
func told(o order.Order, number string) notice.Notice {
	n := notice.Notice{Store: o.Store, Order: o.ID, Pieces: o.FreePieces(), Version: 1}
	n.Declare(notice.Statement{Carrier: "CHINA_POST", Number: number, Website: "https://yjcx.ems.com.cn", Remark: "Thank you"},
		sample.Moment, sample.Moment.Add(7*24*time.Hour))
	return n
}

func (b orderBook) declared(t testing.TB, o order.Order, number string, change ...func(*notice.Notice)) notice.ID {
	t.Helper()
	n := told(o, number)
	for _, c := range change {
		c(&n)
	}
	id, err := sqlstore.NewNotices(b.db).Insert(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestNoticesComeBackAsTheyWere(t *testing.T) {
	b := newOrderBook(t)
	s := sqlstore.NewNotices(b.db)
	o := b.add(t, number(1))
	want := told(o, "RA123456785CN")
	var err error
	if want.ID, err = s.Insert(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	got, err := s.Get(t.Context(), b.store, want.ID)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if err := want.Change(notice.Statement{Carrier: "EMS", Number: "EE123456785CN"}, sample.Moment.Add(time.Hour), sample.Moment); err != nil {
		t.Fatal(err)
	}
	want.Scan(sample.Moment.Add(2 * time.Hour))
	if err := s.Update(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	want.Version++
	of, err := s.ForOrders(t.Context(), b.store, []order.ID{o.ID})
	if diff := cmp.Diff(map[order.ID][]notice.Notice{o.ID: {want}}, of); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func TestNoticesErrors(t *testing.T) {
	b := newOrderBook(t)
	s := sqlstore.NewNotices(b.db)
	id := b.declared(t, b.add(t, number(1)), "RA123456785CN")
	n, err := s.Get(t.Context(), b.store, id)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Get(t.Context(), b.other, id); !errors.Is(err, notice.ErrNotFound) {
		t.Errorf("another store's notice: %v", err)
	}
	if err := s.Update(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	if err := s.Update(t.Context(), n); !errors.Is(err, notice.ErrChanged) {
		t.Errorf("a stale version: %v", err)
	}
	if none, err := s.ForIDs(t.Context(), b.store, nil); err != nil || len(none) != 0 {
		t.Errorf("of no ids: %v, %v", none, err)
	}
}

func TestNoticesAreDueWhenTheirTimeIsUp(t *testing.T) {
	b := newOrderBook(t)
	s := sqlstore.NewNotices(b.db)
	due := sample.Moment.Add(7 * 24 * time.Hour)
	first := b.declared(t, b.add(t, number(1)), "A")
	waiting := b.declared(t, b.add(t, number(2)), "B", func(n *notice.Notice) { n.Status = notice.NeedsNumber })
	b.declared(t, b.add(t, number(3)), "C", func(n *notice.Notice) { n.Status = notice.Verified })

	for _, tt := range []struct {
		name string
		list func() ([]notice.ID, error)
		want []notice.ID
	}{
		{"due", func() ([]notice.ID, error) { return s.Due(t.Context(), b.store, due, 10) }, []notice.ID{first}},
		{"not due yet", func() ([]notice.ID, error) { return s.Due(t.Context(), b.store, due.Add(-time.Second), 10) }, nil},
		{"waiting", func() ([]notice.ID, error) {
			return s.Waiting(t.Context(), b.store, sample.Moment.Add(time.Second), 10)
		}, []notice.ID{waiting}},
		{"not long enough", func() ([]notice.ID, error) { return s.Waiting(t.Context(), b.store, sample.Moment, 10) }, nil},
		{"of another store", func() ([]notice.ID, error) { return s.Due(t.Context(), b.other, due, 10) }, nil},
	} {
		if got, err := tt.list(); err != nil || !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, %v, want %v", tt.name, got, err, tt.want)
		}
	}
}
