package orders_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/golden"
	"sellerdesk/views/link"
)

func TestMyOrdersSaysWhatIsNeededToShip(t *testing.T) {
	w := newWorld(t)
	w.earphones(t)
	w.Order(t, func(o *order.Order) {
		o.Channel, o.ShipBy = channel.Standard, w.Clock.Wall().Add(6*time.Hour+12*time.Minute)
		o.Lines[0].Attributes = "Colour: White · Plug: EU"
	})
	w.Order(t, func(o *order.Order) {
		o.Buyer.Name, o.ShipTo.Country, o.Channel, o.Shipping.Minor = "محمد <b>عبد</b>", "SA", "", 0
		o.Lines[1].Price = money.Money{}
	})
	english, chinese := w.owner.Get(link.Orders()), w.chinese(t).Get(link.Orders())
	golden.Check(t, "my_orders.en.txt", rowsOf(t, english))
	golden.Check(t, "my_orders.zh.txt", rowsOf(t, chinese))
	english.Has(t, 200, "&lt;b&gt;عبد").Lacks(t, "[orders")
}

// rowsOf are the words of the orders on a page.
func rowsOf(t *testing.T, p *browser.Page) string {
	t.Helper()
	var b strings.Builder
	for _, number := range p.Rows() {
		b.WriteString(lines(p.Row(t, number).Text()))
	}
	return b.String()
}

func TestMyOrdersUsesTheWordsSellersKnow(t *testing.T) {
	w := newWorld(t)
	w.Order(t)
	w.owner.Get(link.Orders()).Has(t, 200, "<h1 class=\"page-title\">My Orders</h1>", "Orders Waiting for Your Operation",
		"Waiting for Your Shipment 1", "Ship by Today 0", "Shipping Notice to be Filled 0", "To be Paid 0", "Cancellation Requested 0", "In Dispute 0",
		"All Awaiting Payment Awaiting Shipment Partially Shipped Awaiting Receipt Completed Cancelled",
		"Search", "Country", "Buyer's logistics", "Goods Category", "Paid from", "Paid until", "Newest orders first")
	w.chinese(t).Get(link.Orders()).Has(t, 200, "我的订单", "等待您操作的订单", "今日须发货 0", "按下单时间从新到旧排序").Lacks(t, "[o")
}

// lines puts the words of a page on lines of a length that can be read.
func lines(text string) string {
	var b strings.Builder
	n := 0
	for _, word := range strings.Fields(text) {
		if n+len(word) > 100 {
			b.WriteByte('\n')
			n = 0
		}
		b.WriteString(word + " ")
		n += len(word) + 1
	}
	return strings.ReplaceAll(b.String(), " \n", "\n") + "\n"
}

func TestTheActionFollowsWhatCanBeDoneNext(t *testing.T) {
	w := newWorld(t)
	toShip := w.Order(t)
	booked := w.booked(t)
	unbooked := w.booked(t, func(p *parcel.Parcel) { p.Status, p.Waybill = parcel.Init, "" })
	due := w.Charged(t, 3110)
	w.taken(t, due.OrderNumber)
	const contact, ship, fill, print, pay, details = "Contact", "Shipping", "Fill in Shipping Notice", "Print Shipping Label", "Pay", "Details"
	tests := []struct {
		role  account.Role
		order order.Number
		want  []string
	}{
		{account.Owner, toShip.Number, []string{contact, ship, details}},
		{account.Owner, booked.OrderNumber, []string{contact, fill, print, details}},
		{account.Owner, unbooked.OrderNumber, []string{contact, details}},
		{account.Owner, due.OrderNumber, []string{contact, fill, pay, details}},
		{account.Shipper, due.OrderNumber, []string{contact, fill, details}},
		{account.Finance, due.OrderNumber, []string{pay, details}},
		{account.Finance, toShip.Number, []string{details}},
		{account.Viewer, due.OrderNumber, []string{details}},
		{account.Viewer, booked.OrderNumber, []string{details}},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt.role, " ", tt.order), func(t *testing.T) {
			row := w.as(t, tt.role).Get(link.Orders()).Row(t, string(tt.order))
			for _, name := range []string{contact, fill, ship, print, pay, details} {
				end := "</a>"
				if name == print {
					end = "</button>"
				}
				if slices.Contains(tt.want, name) {
					row.Has(t, 200, ">"+name+end)
				} else {
					row.Lacks(t, ">"+name+end)
				}
			}
		})
	}
}

func TestActionsLeadToWhatTheyName(t *testing.T) {
	w := newWorld(t)
	o, p := w.Order(t), w.booked(t)
	tests := []struct {
		order order.Number
		words string
		want  string
	}{
		{o.Number, "Shipping", link.Shipping(string(o.Number))},
		{o.Number, "Contact", link.Contact(string(o.Number))},
		{o.Number, "Details", link.Order(string(o.Number))},
		{p.OrderNumber, "Fill in Shipping Notice", link.ShippingNotice(string(p.OrderNumber), "parcel", string(p.Number))},
	}
	list := w.owner.Get(link.Orders())
	for _, tt := range tests {
		if got := list.Row(t, string(tt.order)).Link(t, tt.words); got != tt.want {
			t.Errorf("%s leads to %s, want %s", tt.words, got, tt.want)
		}
	}
	list.Row(t, string(p.OrderNumber)).Has(t, 200, `action="`+link.PrintLabel(string(p.Number))+`"`)
}

func TestARestOfAnOrderIsShippedAfterTheNoticeOfItsFirstPart(t *testing.T) {
	w := newWorld(t)
	p := w.Parcel(t)
	row := func() *browser.Page { return w.owner.Get(link.Orders()).Row(t, string(p.OrderNumber)) }
	row().Has(t, 200, "Fill in Shipping Notice").Lacks(t, ">Shipping</a>")
	o := must(w.Orders.Get(t.Context(), w.Store, p.OrderNumber))(t)
	p.Notice = int64(w.noticed(t, o).ID)
	must(true, w.Parcels.Update(t.Context(), p))(t)
	row().Has(t, 200, ">Shipping</a>").Lacks(t, "Fill in Shipping Notice")
}

func TestTheTimeLeftIsShownByItsUrgency(t *testing.T) {
	w := newWorld(t)
	now := w.Clock.Wall()
	tests := []struct {
		name   string
		change func(*order.Order)
		want   []string
	}{
		{"hours", func(o *order.Order) { o.ShipBy = now.Add(5*time.Hour + 4*time.Minute) }, []string{"Ship within 5 h 4 min", "bg-red-lt"}},
		{"two days", func(o *order.Order) { o.ShipBy = now.Add(49 * time.Hour) }, []string{"Ship within 2 d 1 h", "bg-yellow-lt"}},
		{"a week", func(o *order.Order) { o.ShipBy = now.Add(7 * 24 * time.Hour) }, []string{"Ship within 7 d", "bg-secondary-lt"}},
		{"missed", func(o *order.Order) { o.ShipBy = now.Add(-time.Hour) }, []string{"Overdue by 1 h", "bg-red-lt"}},
		{"an answer", func(o *order.Order) {
			o.Status, o.ShipBy, o.Cancel.AskedAt = order.InCancel, time.Time{}, now.Add(-8*time.Hour)
		}, []string{"Answer within 1 d 16 h", "bg-yellow-lt"}},
	}
	for _, tt := range tests {
		o := w.Order(t, tt.change)
		w.owner.Get(link.Orders()).Row(t, string(o.Number)).Has(t, 200, tt.want...)
	}
	o := w.Order(t, func(o *order.Order) { o.Status, o.ShipBy = order.AwaitingPayment, time.Time{} })
	w.owner.Get(link.Orders()).Row(t, string(o.Number)).Lacks(t, "Ship within", "Overdue")
}

func TestBoxesTabsAndFieldsFilterTheList(t *testing.T) {
	w := newWorld(t)
	plain := w.Order(t)
	today := w.Order(t, func(o *order.Order) { o.ShipBy = w.Clock.Wall().Add(time.Hour) })
	cancel := w.Order(t, func(o *order.Order) {
		o.Status, o.ShipBy, o.Cancel.AskedAt = order.InCancel, time.Time{}, w.Clock.Wall()
	})
	issue := w.Order(t, func(o *order.Order) {
		o.Status, o.InDispute, o.ShipTo.Country, o.Channel = order.AwaitingReceipt, true, "FR", channel.EPacket
		o.Lines[0].Taken, o.Lines[1].Taken, o.Category, o.PaidAt = 2, 1, channel.Liquid, w.Clock.Wall().AddDate(0, 0, -9)
	})
	tests := []struct {
		name  string
		query []string
		want  []order.Number
	}{
		{"waiting for shipment, the most urgent first", []string{"waiting", "shipment"}, []order.Number{today.Number, plain.Number}},
		{"ship by today", []string{"waiting", "ship_today"}, []order.Number{today.Number}},
		{"cancellation", []string{"waiting", "cancellation"}, []order.Number{cancel.Number}},
		{"dispute", []string{"waiting", "dispute"}, []order.Number{issue.Number}},
		{"tab", []string{"tab", "awaiting_receipt"}, []order.Number{issue.Number}},
		{"number", []string{"q", string(plain.Number)}, []order.Number{plain.Number}},
		{"country", []string{"country", "FR"}, []order.Number{issue.Number}},
		{"country by name", []string{"country", "France"}, []order.Number{issue.Number}},
		{"no country", []string{"country", "Atlantis"}, nil},
		{"channel", []string{"channel", "EMS_ZX_ZX_US"}, []order.Number{issue.Number}},
		{"category", []string{"category", "liquid"}, []order.Number{issue.Number}},
		{"paid until, the day included", []string{"to", "2026-11-11"}, []order.Number{issue.Number}},
		{"paid from", []string{"from", "2026-11-21"}, nil},
		{"both", []string{"q", "Núñez", "country", "FR"}, []order.Number{issue.Number}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var want []string
			for _, n := range tt.want {
				want = append(want, string(n))
			}
			if diff := cmp.Diff(want, w.owner.Get(link.Orders(tt.query...)).Has(t, 200).Rows()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheFilterKeepsWhatWasTyped(t *testing.T) {
	w := newWorld(t)
	w.Order(t)
	found := w.owner.Get(link.Orders("tab", "awaiting_shipment")).Submit(t, "Filter", "q", "Núñez <b>", "country", "ES", "from", "2026-11-01")
	if got := found.Field(t, "q") + found.Field(t, "country") + found.Field(t, "from") + found.Field(t, "tab"); got != "Núñez <b>ES2026-11-01awaiting_shipment" {
		t.Errorf("the form holds %q", got)
	}
	if got := found.Link(t, "Completed"); got != link.Orders("tab", "completed", "q", "Núñez <b>", "country", "ES", "from", "2026-11-01") {
		t.Errorf("another tab forgets the filter: %s", got)
	}
	found.Follow(t, "Clear").Has(t, 200, "María Núñez")
	w.owner.Get(link.Orders("from", "yesterday")).Has(t, 200, "Enter a date such as", "María Núñez")
}

func TestAViewThatNoPageOffersIsRefused(t *testing.T) {
	w := newWorld(t)
	for query, says := range map[string]string{
		"tab=lost": "is not a tab", "waiting=rain": "not one of the boxes", "at=xx": "not valid", "category=air": "air",
	} {
		w.owner.Get(link.Orders()+"?"+query).Has(t, 400, says)
	}
}

func TestAnEmptyListSaysWhatToDo(t *testing.T) {
	w := newWorld(t)
	w.owner.Get(link.Orders()).Has(t, 200, "No orders yet", "Import Orders", link.ImportOrders())
	w.as(t, account.Viewer).Get(link.Orders()).Has(t, 200, "No orders yet").Lacks(t, "Import Orders", link.ImportOrders())
	w.owner.Get(link.Orders("waiting", "dispute")).Has(t, 200, "Nothing is waiting here")
	w.owner.Get(link.Orders("tab", "completed")).Has(t, 200, "Nothing is waiting here").Follow(t, "Show all orders").Has(t, 200, "No orders yet")
	w.owner.Get(link.Orders("q", "nobody")).Has(t, 200, "No orders found").Follow(t, "Show all orders").Has(t, 200, "No orders yet")
}

func TestALongListIsReadPageByPage(t *testing.T) {
	w := newWorld(t)
	for range paging.Size + 2 {
		w.Order(t, func(o *order.Order) { o.ShipTo.Country = "FR" })
	}
	first := w.owner.Get(link.Orders("country", "FR"))
	if got := len(first.Rows()); got != paging.Size {
		t.Errorf("the first page holds %d orders", got)
	}
	second := first.Follow(t, "Next").Has(t, 200)
	if got := len(second.Rows()); got != 2 || second.Field(t, "country") != "FR" {
		t.Errorf("the second page of orders to %s holds %d orders", second.Field(t, "country"), got)
	}
	if diff := cmp.Diff(first.Rows(), second.Follow(t, "Previous").Rows()); diff != "" {
		t.Error(diff)
	}
}

func TestOnlyWhatIsFilteredCanBeCleared(t *testing.T) {
	w := newWorld(t)
	for range paging.Size + 1 {
		w.Order(t)
	}
	first := w.owner.Get(link.Orders()).Lacks(t, ">Clear<")
	first.Follow(t, "Next").Has(t, 200).Lacks(t, ">Clear<")
	w.owner.Get(link.Orders("country", "ES")).Has(t, 200, ">Clear<")
	beyond := paging.Cursor{Key: 1, ID: 1}
	w.owner.Get(link.Orders("at", beyond.String())).Has(t, 200, "No orders found", "Show all").Lacks(t, ">Clear<")
}

func TestAStoreSeesItsOwnOrdersOnly(t *testing.T) {
	w := newWorld(t)
	other := w.Order(t, func(o *order.Order) { o.Store, o.Buyer.Name = w.Other, "Secret Buyer" })
	w.owner.Get(link.Orders()).Has(t, 200, "No orders yet").Lacks(t, "Secret")
	w.owner.Get(link.Orders("q", "Secret")).Has(t, 200, "No orders found")
	w.owner.Get(link.Order(string(other.Number))).Has(t, 404, "does not exist").Lacks(t, "Secret")
	w.owner.Post(link.OrderCancel(string(other.Number)), "answer", "agree").Has(t, 404)
	w.owner.Get(link.Order("80174402931")).Has(t, 404)
}

func TestLongNamesAndOtherScriptsAreShownWhole(t *testing.T) {
	w := newWorld(t)
	long := strings.Repeat("Длинное имя ", 25)
	o := w.Order(t, func(o *order.Order) {
		o.Buyer.Name, o.Lines[0].Title = strings.TrimSpace(long), strings.Repeat("x", 300)
	})
	w.owner.Get(link.Orders()).Row(t, string(o.Number)).Has(t, 200, strings.TrimSpace(long), strings.Repeat("x", 300))
}
