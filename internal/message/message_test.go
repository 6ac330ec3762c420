package message_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/message"
	"sellerdesk/internal/order"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
)

// desk is a store with one order about which people write.
type desk struct {
	message.Service
	t      *testing.T
	clock  *sample.Clock
	order  order.Order
	person account.PersonID
}

func newDesk(t *testing.T) desk {
	t.Helper()
	d, clock := dbtest.New(t), sample.NewClock()
	store := dbtest.Store(t, d)
	o := sample.Order(func(o *order.Order) { o.Store = store })
	id, err := sqlstore.NewOrders(d).Insert(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	o.ID = id
	return desk{
		Service: message.Service{Records: sqlstore.NewMessages(d), Clock: clock, Tx: d},
		t:       t, clock: clock, order: o, person: dbtest.Member(t, d, store, "ship@example.com", account.Shipper),
	}
}

func (d desk) post(by message.Sender, body, once string) message.ThreadID {
	d.t.Helper()
	draft := message.Draft{Store: d.order.Store, Order: d.order.ID, Buyer: d.order.Buyer.Name, Sender: by, Body: body, Once: once}
	if by == message.Seller {
		draft.Person = d.person
	}
	id, err := d.Post(d.t.Context(), draft)
	if err != nil {
		d.t.Fatal(err)
	}
	return id
}

func TestPeopleTalkInOneThreadPerOrder(t *testing.T) {
	d := newDesk(t)
	id := d.post(message.Buyer, "  When do you ship?\n", "1")
	d.clock.Advance(time.Hour)
	if again := d.post(message.Seller, "Today.", "2"); again != id {
		t.Errorf("the answer is in thread %d, the question in %d", again, id)
	}
	d.clock.Advance(time.Hour)
	d.post(message.System, "It is on its way.", "3")
	got, err := d.Records.Messages(t.Context(), d.order.Store, id)
	if err != nil {
		t.Fatal(err)
	}
	want := []message.Message{
		{ID: got[0].ID, Thread: id, Sender: message.Buyer, Body: "When do you ship?", At: sample.Moment},
		{ID: got[1].ID, Thread: id, Sender: message.Seller, Person: d.person, Name: sample.Person().Name, Body: "Today.", At: sample.Moment.Add(time.Hour)},
		{ID: got[2].ID, Thread: id, Sender: message.System, Body: "It is on its way.", At: sample.Moment.Add(2 * time.Hour)},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	thread, err := d.Records.Thread(t.Context(), d.order.Store, id)
	if err != nil || thread.LastBody != "It is on its way." || !thread.LastAt.Equal(d.clock.Wall()) || thread.BuyerName != "María Núñez" {
		t.Errorf("the thread is %+v, %v", thread, err)
	}
}

func TestAFormThatIsSentTwiceWritesOneMessage(t *testing.T) {
	d := newDesk(t)
	id := d.post(message.Buyer, "Hello", "form-1")
	d.post(message.Buyer, "Hello", "form-1")
	got, err := d.Records.Messages(t.Context(), d.order.Store, id)
	if err != nil || len(got) != 1 {
		t.Errorf("%d messages, %v", len(got), err)
	}
	thread, err := d.Records.Thread(t.Context(), d.order.Store, id)
	if err != nil || thread.Unread != 1 {
		t.Errorf("%d unread, %v", thread.Unread, err)
	}
}

func TestOtherWordsFromTheSameFormAreAnotherMessage(t *testing.T) {
	d := newDesk(t)
	id := d.post(message.Seller, "Today.", "form-1")
	d.post(message.Seller, "Tomorrow.", "form-1")
	got, err := d.Records.Messages(t.Context(), d.order.Store, id)
	if err != nil || len(got) != 2 || got[1].Body != "Tomorrow." {
		t.Errorf("the thread has %+v, %v", got, err)
	}
}

func TestOnlyTheBuyersMessagesAreUnread(t *testing.T) {
	d := newDesk(t)
	d.post(message.System, "It is on its way.", "")
	id := d.post(message.Seller, "Hello", "")
	if n, err := d.Records.Unread(t.Context(), d.order.Store); err != nil || n != 0 {
		t.Errorf("%d unread, %v", n, err)
	}
	d.post(message.Buyer, "Hello", "")
	d.post(message.Buyer, "Are you there?", "")
	thread, err := d.Records.Thread(t.Context(), d.order.Store, id)
	if err != nil || thread.Unread != 2 {
		t.Errorf("%d unread, %v", thread.Unread, err)
	}
	if err := d.Records.Read(t.Context(), d.order.Store, id); err != nil {
		t.Fatal(err)
	}
	if n, err := d.Records.Unread(t.Context(), d.order.Store); err != nil || n != 0 {
		t.Errorf("%d unread after reading, %v", n, err)
	}
}

func TestMessagesHaveOneTo2000Characters(t *testing.T) {
	d := newDesk(t)
	for body, want := range map[string]error{
		"": message.ErrEmpty, " \n\t": message.ErrEmpty,
		strings.Repeat("信", message.MaxLength):       nil,
		strings.Repeat("信", message.MaxLength) + " ": nil,
		strings.Repeat("信", message.MaxLength+1):     message.ErrTooLong,
	} {
		_, err := d.Post(t.Context(), message.Draft{Store: d.order.Store, Order: d.order.ID, Sender: message.Buyer, Body: body})
		if !errors.Is(err, want) {
			t.Errorf("%d bytes: %v, want %v", len(body), err, want)
		}
	}
}
