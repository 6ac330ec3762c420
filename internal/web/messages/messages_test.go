package messages_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/message"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/golden"
	"sellerdesk/internal/testing/shop"
	"sellerdesk/internal/web/messages"
	"sellerdesk/internal/web/page"
	"sellerdesk/views/link"
)

// world is a store with the pages of its messages.
type world struct {
	*shop.Shop
	site    *browser.Site
	owner   *browser.Browser
	records *sqlstore.Messages
	service *message.Service
}

func newWorld(t testing.TB) *world {
	t.Helper()
	s := shop.New(t)
	w := &world{Shop: s, records: sqlstore.NewMessages(s.DB)}
	w.service = &message.Service{Records: w.records, Clock: s.Clock, Tx: s.DB}
	w.site = browser.NewSite(t, s.Clock, func(g *echo.Group, pages *page.Pages) {
		messages.Register(g, pages, w.records, w.service, s.Orders)
	})
	w.owner = w.as(t, account.Owner)
	return w
}

// as is a browser of somebody with a role in the store.
func (w *world) as(t testing.TB, r account.Role) *browser.Browser {
	t.Helper()
	return w.site.As(t, browser.Visitor(w.Store, func(v *account.Visitor) { v.Person.ID, v.Role = w.Owner, r }))
}

// writes adds a message of a sender about an order.
func (w *world) writes(t testing.TB, o order.Order, by message.Sender, body string) message.ThreadID {
	t.Helper()
	d := message.Draft{Store: o.Store, Order: o.ID, Buyer: o.Buyer.Name, Sender: by, Body: body}
	if by == message.Seller {
		d.Person = w.Owner
	}
	id, err := w.service.Post(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (w *world) unread(t testing.TB) int {
	t.Helper()
	n, err := w.records.Unread(t.Context(), w.Store)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func url(id message.ThreadID) string { return link.Message(fmt.Sprint(id)) }

func TestConversationsAreListedNewestFirst(t *testing.T) {
	w := newWorld(t)
	w.owner.Get(link.Messages()).Has(t, 200, "No messages yet")
	first, second := w.Order(t), w.Order(t, func(o *order.Order) { o.Buyer.Name = "محمد <b>" })
	w.writes(t, first, message.Buyer, "Is it \n  white?")
	w.Clock.Advance(time.Hour)
	w.writes(t, second, message.System, strings.Repeat("long ", 100))
	list := w.owner.Get(link.Messages())
	if diff := cmp.Diff([]string{string(second.Number), string(first.Number)}, list.Rows()); diff != "" {
		t.Error(diff)
	}
	list.Row(t, string(first.Number)).Has(t, 200, "María Núñez", "1 unread", "Is it white?", "20 Nov 2026, 14:00")
	list.Row(t, string(second.Number)).Has(t, 200, "محمد &lt;b&gt;", "long …").Lacks(t, "unread")
	list.Follow(t, "María Núñez").Has(t, 200, "Conversation with the buyer", "Is it")
}

func TestALongListOfConversationsIsReadPageByPage(t *testing.T) {
	w := newWorld(t)
	for range paging.Size + 1 {
		w.writes(t, w.Order(t), message.Buyer, "Hello")
	}
	first := w.owner.Get(link.Messages())
	second := first.Follow(t, "Next")
	if a, b := len(first.Rows()), len(second.Rows()); a != paging.Size || b != 1 {
		t.Errorf("the pages hold %d and %d conversations", a, b)
	}
	if diff := cmp.Diff(first.Rows(), second.Follow(t, "Previous").Rows()); diff != "" {
		t.Error(diff)
	}
	w.owner.Get(link.Messages("at", "?")).Has(t, 400)
}

func TestAConversationShowsWhoWroteWhat(t *testing.T) {
	w := newWorld(t)
	o := w.Order(t)
	w.writes(t, o, message.Buyer, "When will it <arrive>?")
	w.writes(t, o, message.System, "2 item(s) are on the way.")
	id := w.writes(t, o, message.Seller, "Dear María,\nnext week.")
	golden.Check(t, "conversation.txt", w.owner.Get(url(id)).Has(t, 200, "&lt;arrive&gt;").Part(t, "main").Text()+"\n")
	chinese := w.site.As(t, browser.Visitor(w.Store, func(v *account.Visitor) { v.Person.Language = account.Chinese }))
	chinese.Get(url(id)).Has(t, 200, "与买家的会话", "标为已读", "系统").Lacks(t, "[message")
}

func TestOpeningAConversationDoesNotReadIt(t *testing.T) {
	w := newWorld(t)
	id := w.writes(t, w.Order(t), message.Buyer, "Hello")
	w.owner.Get(url(id)).Has(t, 200, "1 unread", `hx-trigger="load"`)
	if w.unread(t) != 1 {
		t.Error("a look at the page changed something")
	}
	w.owner.Get(url(id)).Submit(t, "Mark as read").Has(t, 200, "flash-success", "marked as read").Lacks(t, "1 unread")
	if w.unread(t) != 0 {
		t.Error("it is still unread")
	}
}

func TestAScriptMarksAConversationAsRead(t *testing.T) {
	w := newWorld(t)
	id := w.writes(t, w.Order(t), message.Buyer, "Hello")
	part := w.owner.AsHTMX("unread").Post(link.MessageRead(fmt.Sprint(id))).Has(t, 200, `<div id="unread">`)
	part.Lacks(t, "Mark as read", "<html")
	part.Has(t, 200, `id="messages-link"`, `aria-label="Messages"`, `hx-swap-oob="true"`)
	if w.unread(t) != 0 {
		t.Error("it is still unread")
	}
	w.owner.Get(url(id)).Has(t, 200).Lacks(t, "marked as read")
}

func TestContactLeadsToTheConversationOfTheOrder(t *testing.T) {
	w := newWorld(t)
	o := w.Order(t)
	fresh := w.owner.Get(link.Contact(string(o.Number))).Has(t, 200, "Nothing has been written", "María Núñez", string(o.Number))
	if w.owner.Get(link.Messages()).Has(t, 200, "No messages yet"); w.unread(t) != 0 {
		t.Error("opening the page began a conversation")
	}
	sent := fresh.Submit(t, "Send", "body", "Dear María,\r\nwhich channel do you want?").Has(t, 200, "flash-success", "The message is sent.", "Li Wei", "Dear María,\nwhich")
	if again := w.owner.Get(link.Contact(string(o.Number))); again.Path() != sent.Path() {
		t.Errorf("Contact leads to %s, want %s", again.Path(), sent.Path())
	}
}

func TestAMessageSentTwiceIsWrittenOnce(t *testing.T) {
	w := newWorld(t)
	o := w.Order(t)
	page := w.owner.Get(link.Contact(string(o.Number)))
	page.Submit(t, "Send", "body", "Hello")
	twice := page.Submit(t, "Send", "body", "Hello").Has(t, 200, "flash-success")
	if n := strings.Count(twice.Body, ">Hello<"); n != 1 {
		t.Errorf("it was written %d times", n)
	}
	if n := strings.Count(twice.Submit(t, "Send", "body", "Hello").Body, ">Hello<"); n != 2 {
		t.Errorf("the same words from another form were written, in all %d times", n)
	}
}

func TestARefusedMessageKeepsWhatWasTyped(t *testing.T) {
	w := newWorld(t)
	o := w.Order(t)
	page := w.owner.Get(link.Contact(string(o.Number)))
	page.Submit(t, "Send", "body", "  ").Has(t, 422, "Write a message first", "Nothing has been written")
	long := strings.Repeat("长", message.MaxLength+1)
	refused := page.Submit(t, "Send", "body", long).Has(t, 422, "at most 2,000 characters; this has 2,001")
	if refused.Field(t, "body") != long || refused.Field(t, "once") != page.Field(t, "once") {
		t.Error("what was typed is gone")
	}
	lines := strings.TrimSpace(strings.Repeat("a\r\n", message.MaxLength/2))
	refused.Submit(t, "Send", "body", lines).Has(t, 200, "flash-success")
	id := w.writes(t, o, message.Buyer, "Thanks")
	w.owner.Get(url(id)).Submit(t, "Send", "body", "").Has(t, 422, "Thanks", "Write a message first")
	w.owner.Post(link.Messages(), "order", string(o.Number), "body", "without the form's id").Has(t, 422)
}

func TestWhoMayNotShipReadsMessagesOnly(t *testing.T) {
	w := newWorld(t)
	o := w.Order(t)
	id := w.writes(t, o, message.Buyer, "Hello")
	for _, r := range []account.Role{account.Viewer, account.Finance} {
		b := w.as(t, r)
		b.Get(url(id)).Has(t, 200, "Hello").Lacks(t, "Send", "Mark as read")
		b.Post(link.Messages(), "order", string(o.Number), "body", "x", "once", "1").Has(t, 403)
		b.Post(link.MessageRead(fmt.Sprint(id))).Has(t, 403)
		b.Get(link.Contact(string(o.Number))).Has(t, 403)
	}
	w.as(t, account.Viewer).Get(url(id)).Has(t, 200, "M. N.").Lacks(t, "María")
	w.as(t, account.Viewer).Get(link.Messages()).Has(t, 200, "M. N.").Lacks(t, "María")
	if w.unread(t) != 1 {
		t.Error("a viewer read the message for the store")
	}
}

func TestConversationsOfOtherStoresAreNotThere(t *testing.T) {
	w := newWorld(t)
	o := w.Order(t, func(o *order.Order) { o.Store = w.Other })
	id := w.writes(t, o, message.Buyer, "Secret")
	w.owner.Get(link.Messages()).Has(t, 200, "No messages yet")
	w.owner.Get(url(id)).Has(t, 404).Lacks(t, "Secret")
	w.owner.Post(link.MessageRead(fmt.Sprint(id))).Has(t, 404)
	w.owner.Get(link.Contact(string(o.Number))).Has(t, 404)
	w.owner.Post(link.Messages(), "order", string(o.Number), "body", "x", "once", "1").Has(t, 404)
	for _, none := range []string{"0", "x", "99999999999999999999"} {
		w.owner.Get(link.Message(none)).Has(t, 404)
	}
	w.owner.Get(link.Contact("12")).Has(t, 404)
}

func TestUnreadConversationsAreListedAlone(t *testing.T) {
	w := newWorld(t)
	w.owner.Get(link.UnreadMessages()).Has(t, 200, "No unread messages").Follow(t, "Show all conversations").Has(t, 200, "No messages yet")
	read, fresh := w.Order(t), w.Order(t)
	w.writes(t, read, message.Seller, "Hello")
	w.writes(t, fresh, message.Buyer, "When?")
	list := w.owner.Get(link.Messages()).Follow(t, "Unread").Has(t, 200, "1 unread")
	if diff := cmp.Diff([]string{string(fresh.Number)}, list.Rows()); diff != "" {
		t.Error(diff)
	}
	if got := list.Follow(t, "All").Rows(); len(got) != 2 {
		t.Errorf("all are %v", got)
	}
}

func TestALongListOfUnreadConversationsStaysUnread(t *testing.T) {
	w := newWorld(t)
	w.writes(t, w.Order(t), message.System, "Hello")
	for range paging.Size + 1 {
		w.writes(t, w.Order(t), message.Buyer, "Hello")
	}
	second := w.owner.Get(link.UnreadMessages()).Follow(t, "Next")
	if got := len(second.Rows()); got != 1 || second.Path() == link.Messages() {
		t.Errorf("the second page holds %d conversations", got)
	}
}
