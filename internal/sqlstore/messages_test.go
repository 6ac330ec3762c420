package sqlstore_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/message"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/sample"
)

// openThread begins the thread of an order with a message of its buyer.
func openThread(t testing.TB, s *sqlstore.Messages, o order.Order, at time.Time) message.ThreadID {
	t.Helper()
	id, err := s.Open(t.Context(), o.Store, o.ID, o.Buyer.Name, at)
	if err != nil {
		t.Fatal(err)
	}
	d := message.Draft{Store: o.Store, Sender: message.Buyer, Body: "Hello about " + string(o.Number), At: at}
	if err := s.Add(t.Context(), id, d); err != nil {
		t.Fatal(err)
	}
	return id
}

func TestThreadsComeBackAsTheyWere(t *testing.T) {
	b := newOrderBook(t)
	s, o := sqlstore.NewMessages(b.db), b.add(t, "80000000000001")
	id := openThread(t, s, o, sample.Moment)
	want := message.Thread{
		ID: id, Store: b.store, Order: o.ID, OrderNumber: o.Number, BuyerName: o.Buyer.Name,
		LastAt: sample.Moment, LastBody: "Hello about 80000000000001", Unread: 1,
	}
	got, err := s.Thread(t.Context(), b.store, id)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("by id: %v (-want +got):\n%s", err, diff)
	}
	got, err = s.Of(t.Context(), b.store, o.ID)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("of the order: %v (-want +got):\n%s", err, diff)
	}
	if again, err := s.Open(t.Context(), b.store, o.ID, "Somebody", sample.Moment); err != nil || again != id {
		t.Errorf("opened again: %d, %v", again, err)
	}
}

func TestAnotherStoresThreadsAreNotSeen(t *testing.T) {
	b := newOrderBook(t)
	s, foreign := sqlstore.NewMessages(b.db), b.add(t, "80000000000001", func(o *order.Order) { o.Store = b.other })
	id := openThread(t, s, foreign, sample.Moment)
	for name, err := range map[string]error{
		"by id":        second(s.Thread(t.Context(), b.store, id)),
		"of the order": second(s.Of(t.Context(), b.store, foreign.ID)),
	} {
		if !errors.Is(err, message.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got, err := s.Messages(t.Context(), b.store, id); err != nil || len(got) > 0 {
		t.Errorf("messages %v, %v", got, err)
	}
	if page, err := s.Threads(t.Context(), message.Filter{Store: b.store}); err != nil || len(page.Rows) > 0 {
		t.Errorf("threads %v, %v", page.Rows, err)
	}
	if err := s.Read(t.Context(), b.store, id); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Unread(t.Context(), b.other); err != nil || n != 1 {
		t.Errorf("%d unread, %v", n, err)
	}
	if _, err := s.Open(t.Context(), b.store, foreign.ID, "x", sample.Moment); err == nil {
		t.Error("a thread about another store's order")
	}
}

func TestThreadsAreListedNewestFirstPageByPage(t *testing.T) {
	b := newOrderBook(t)
	s := sqlstore.NewMessages(b.db)
	for i := range paging.Size + 4 {
		o := b.add(t, order.Number(fmt.Sprintf("80000000000%03d", i)))
		openThread(t, s, o, sample.Moment.Add(time.Duration(i/2)*time.Minute))
	}
	first, err := s.Threads(t.Context(), message.Filter{Store: b.store})
	if err != nil || len(first.Rows) != paging.Size || first.Rows[0].OrderNumber != "80000000000053" {
		t.Fatalf("first page: %d rows, %v", len(first.Rows), err)
	}
	last, err := s.Threads(t.Context(), message.Filter{Store: b.store, Cursor: first.Next})
	if err != nil || len(last.Rows) != 4 || last.Rows[3].OrderNumber != "80000000000000" || !last.Next.IsZero() {
		t.Fatalf("second page: %d rows, %v", len(last.Rows), err)
	}
	back, err := s.Threads(t.Context(), message.Filter{Store: b.store, Cursor: last.Prev})
	if diff := cmp.Diff(first, back); diff != "" || err != nil {
		t.Errorf("back: %v (-want +got):\n%s", err, diff)
	}
}

func TestThreadsAreReadInTheirOrder(t *testing.T) {
	b := newOrderBook(t)
	s := sqlstore.NewMessages(b.db)
	for index, f := range map[string]message.Filter{
		"INDEX threads_last":   {Store: b.store},
		"INDEX threads_unread": {Store: b.store, Unread: true, Cursor: paging.Cursor{Key: sample.Moment.UnixMilli(), ID: 7}},
	} {
		query, args := s.ThreadsQuery(f)
		if got := plan(t, b.db, query, args...); !strings.Contains(got, index) || strings.Contains(got, "TEMP B-TREE") {
			t.Error(got)
		}
	}
}
