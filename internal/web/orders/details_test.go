package orders_test

import (
	"strings"
	"testing"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/carrier"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/history"
	"sellerdesk/internal/message"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/testing/golden"
	"sellerdesk/views/link"
)

func (w *world) details(n order.Number) string { return link.Order(string(n)) }

func TestOrderDetailsTellEverythingAboutAnOrder(t *testing.T) {
	w := newWorld(t)
	w.earphones(t)
	p := w.Charged(t, 3110)
	w.taken(t, p.OrderNumber, func(o *order.Order) { o.Note = "Call first, please.\nCPF 000" })
	o := must(w.Orders.Get(t.Context(), w.Store, p.OrderNumber))(t)
	w.noticed(t, o, func(n *notice.Notice) { n.Status = notice.NeedsNumber })
	w.noticed(t, o, func(n *notice.Notice) { n.Carrier, n.Changes, n.Tracking = "ROYAL_MAIL", 2, "RB987654325GB" })
	w.happened(t, o, history.Buyer, order.CancelAsked.Key(), history.Values{"Reason": "ordered twice"})
	w.happened(t, o, history.Somebody(w.Owner), "shipping_submitted", history.Values{"Number": "LP1", "Channel": "CAINIAO_STANDARD", "Pieces": "2"})
	must(w.messages.Post(t.Context(), message.Draft{Store: w.Store, Order: o.ID, Buyer: o.Buyer.Name, Sender: message.Buyer, Body: "When does it <arrive>?"}))(t)
	english, chinese := w.owner.Get(w.details(o.Number)), w.chinese(t).Get(w.details(o.Number))
	golden.Check(t, "order_details.en.txt", lines(english.Has(t, 200, "Order Details").Part(t, "main").Text()))
	golden.Check(t, "order_details.zh.txt", lines(chinese.Has(t, 200, "订单详情").Part(t, "main").Text()))
	english.Has(t, 200, "&lt;arrive&gt;").Lacks(t, "[order", "[shipping")
}

func TestHistoryTellsWhatItsWordsLeaveOut(t *testing.T) {
	w := newWorld(t)
	o := w.Order(t)
	w.happened(t, o, history.Network, parcel.Reject.Key(), history.Values{"Number": "LP00143017180001", "Reason": carrier.Prohibited.Key()})
	w.happened(t, o, history.Somebody(w.Owner), order.CancelRefused.Key(), history.Values{"Reason": "packed <already>"})
	w.owner.Get(w.details(o.Number)).Has(t, 200, "Rejected by the warehouse LP00143017180001 Prohibited goods Logistics provider",
		link.Parcel("LP00143017180001"), "Cancellation refused packed <already> Li Wei")
	w.chinese(t).Get(w.details(o.Number)).Has(t, 200).Lacks(t, carrier.Prohibited.Key(), "Prohibited")
}

func TestEveryStatusSaysWhatMayHappenNext(t *testing.T) {
	w := newWorld(t)
	for _, s := range order.Statuses {
		o := w.Order(t, func(o *order.Order) { o.Status, o.Finish = s, order.NotShipped })
		for _, b := range []string{w.owner.Get(w.details(o.Number)).Text(), w.chinese(t).Get(w.details(o.Number)).Text()} {
			if strings.Contains(b, "[orders_") || strings.Contains(b, "[order_") {
				t.Errorf("%s has no words: %s", s, b)
			}
		}
	}
	frozen := w.Order(t, func(o *order.Order) { o.Frozen = true })
	w.owner.Get(w.details(frozen.Number)).Has(t, 200, "has frozen this order").Lacks(t, ">Shipping</a>")
	again := w.Order(t, func(o *order.Order) { o.Status = order.AwaitingReceipt })
	w.owner.Get(w.details(again.Number)).Has(t, 200, "enter the new number")
}

func TestHowANoticeCanStillBeChangedIsOnThePage(t *testing.T) {
	w := newWorld(t)
	o := w.Order(t)
	w.noticed(t, o, func(n *notice.Notice) { n.Changes = 1 })
	w.owner.Get(w.details(o.Number)).Has(t, 200, "Change (1 change left)", "notice=1")
	w.as(t, account.Finance).Get(w.details(o.Number)).Has(t, 200).Lacks(t, "change left")
	w.Clock.Advance(notice.ChangePeriod + time.Hour)
	w.owner.Get(w.details(o.Number)).Has(t, 200).Lacks(t, "change left")
}

func TestAViewerSeesAddressesShortened(t *testing.T) {
	w := newWorld(t)
	o := w.Order(t, func(o *order.Order) { o.Note = "ring twice" })
	private := []string{"María", "Núñez", "Calle de Alcalá", "+34612345678", "28014", "maria@example.es", "ring twice"}
	viewer := w.as(t, account.Viewer)
	viewer.Get(w.details(o.Number)).Has(t, 200, "M. N.", "Madrid", "Spain", "shortened for your role").Lacks(t, private...)
	viewer.Get(link.Orders()).Has(t, 200, "M. N.", "Spain").Lacks(t, private...)
	for _, r := range []account.Role{account.Owner, account.Shipper, account.Finance} {
		w.as(t, r).Get(w.details(o.Number)).Has(t, 200, private...).Lacks(t, "shortened")
	}
}

func TestAWishToCancelIsAgreedTo(t *testing.T) {
	w := newWorld(t)
	o := w.Order(t)
	must(true, w.Shipping.AskCancel(t.Context(), w.Store, o.Number, "ordered twice"))(t)
	page := w.owner.Get(w.details(o.Number)).Has(t, 200, "The buyer wants to cancel", "ordered twice", "Answer within 2 d")
	page.Submit(t, "Yes, cancel the order").Has(t, 200, "flash-success", "The order is cancelled", "Cancelled by the buyer").Lacks(t, "Refuse to Cancel")
	page.Submit(t, "Yes, cancel the order").Has(t, 200, "flash-success")
}

func TestAWishToCancelIsRefusedWithAReason(t *testing.T) {
	w := newWorld(t)
	o := w.Order(t)
	must(true, w.Shipping.AskCancel(t.Context(), w.Store, o.Number, ""))(t)
	page := w.owner.Get(w.details(o.Number))
	page.Submit(t, "Refuse to Cancel", "reason", " ").Has(t, 422, "Fill in this field", "Reason for the refusal: ")
	long := page.Submit(t, "Refuse to Cancel", "reason", strings.Repeat("é", 501)).Has(t, 422, "At most 500 characters")
	if got := long.Field(t, "reason"); got != strings.Repeat("é", 501) {
		t.Errorf("what was typed is gone: %q", got)
	}
	refused := page.Submit(t, "Refuse to Cancel", "reason", "It is packed <already>")
	refused.Has(t, 200, "flash-success", "Awaiting shipment", "It is packed <already>", "Ship within").Lacks(t, "Refuse to Cancel")
	again := page.Submit(t, "Refuse to Cancel", "reason", "Once more").Has(t, 409, "does not allow this")
	again.Lacks(t, "[order")
}

func TestAnAnswerThatIsNoneIsRefused(t *testing.T) {
	w := newWorld(t)
	o := w.Order(t)
	must(true, w.Shipping.AskCancel(t.Context(), w.Store, o.Number, ""))(t)
	w.owner.Post(link.OrderCancel(string(o.Number)), "answer", "maybe", "reason", "x").Has(t, 422)
	w.owner.Post(link.OrderCancel(string(o.Number))).Has(t, 422)
}

func TestWhoMayNotShipAnswersNoWish(t *testing.T) {
	w := newWorld(t)
	o := w.Order(t)
	must(true, w.Shipping.AskCancel(t.Context(), w.Store, o.Number, ""))(t)
	for _, r := range []account.Role{account.Viewer, account.Finance} {
		b := w.as(t, r)
		b.Get(w.details(o.Number)).Has(t, 200).Lacks(t, "Refuse to Cancel", "Agree to Cancel", "Contact")
		b.Post(link.OrderCancel(string(o.Number)), "answer", "agree").Has(t, 403)
	}
}

func TestAWishIsRefusedOnlyWhileItStands(t *testing.T) {
	w := newWorld(t)
	o := w.Order(t)
	w.owner.Post(link.OrderCancel(string(o.Number)), "answer", "agree").Has(t, 200, "flash-failure", "does not allow this", "Awaiting shipment")
}

func TestFreightThatIsDueIsNamedWithItsParcel(t *testing.T) {
	w := newWorld(t)
	p := w.Charged(t, 3110)
	page := w.owner.Get(w.details(p.OrderNumber))
	page.Row(t, string(p.Number)).Has(t, 200, "CN¥31.10 to be paid", "Left the warehouse", p.Waybill)
	if got := page.Link(t, "Pay"); got != link.Parcel(string(p.Number)) {
		t.Errorf("Pay leads to %s", got)
	}
	w.Add(t, p, freight.Paid, 3110)
	w.owner.Get(w.details(p.OrderNumber)).Has(t, 200).Lacks(t, "to be paid", ">Pay</a>")
}

func TestWithTwoLogisticsOrdersAButtonSaysOfWhich(t *testing.T) {
	w := newWorld(t)
	first := w.Parcel(t)
	o := must(w.Orders.Get(t.Context(), w.Store, first.OrderNumber))(t)
	first.Notice = int64(w.noticed(t, o).ID)
	must(true, w.Parcels.Update(t.Context(), first))(t)
	second := w.Parcel(t, func(p *parcel.Parcel) {
		p.Order, p.OrderNumber, p.Goods = o.ID, o.Number, first.Goods
	})
	page := w.owner.Get(w.details(first.OrderNumber)).Has(t, 200)
	for _, p := range []parcel.Parcel{first, second} {
		page.Has(t, 200, "Print Shipping Label "+string(p.Number), `action="`+link.PrintLabel(string(p.Number))+`"`)
	}
	w.owner.Get(link.Orders()).Row(t, string(first.OrderNumber)).Has(t, 200, "Print Shipping Label "+string(second.Number))
}

func TestAClosedLogisticsOrderStaysOnThePage(t *testing.T) {
	w := newWorld(t)
	p := w.Parcel(t, func(p *parcel.Parcel) {
		p.Status, p.Close, p.ClosedAt = parcel.Closed, parcel.CloseCancelled, w.Clock.Wall()
	})
	page := w.owner.Get(w.details(p.OrderNumber)).Has(t, 200, string(p.Number), ">Shipping</a>")
	page.Lacks(t, "Print Shipping Label")
	w.owner.Get(link.Orders()).Row(t, string(p.OrderNumber)).Lacks(t, string(p.Number))
}
