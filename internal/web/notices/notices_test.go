package notices_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/history"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/desk"
	"sellerdesk/internal/web/notices"
	"sellerdesk/internal/web/page"
	"sellerdesk/views/link"
	"sellerdesk/views/ui"
)

// site is the page under test, with a page of an order that only shows messages.
func site(t *testing.T, d *desk.Desk) *browser.Site {
	t.Helper()
	return browser.NewSite(t, d.Clock,
		func(g *echo.Group, pages *page.Pages) { notices.Register(g, pages, d.Service, d.Catalog) },
		func(g *echo.Group, pages *page.Pages) {
			g.GET("/transaction/orders/:number", func(c echo.Context) error {
				f, err := pages.Frame(c, ui.Transaction, ui.AllOrders, "ui_item_all_orders")
				if err != nil {
					return err
				}
				return pages.Render(c, http.StatusOK, ui.Page(f))
			})
		})
}

func owner(t *testing.T, d *desk.Desk, change ...func(*account.Visitor)) *browser.Browser {
	t.Helper()
	v := browser.Visitor(d.Store, change...)
	v.Person.ID = d.Person
	return site(t, d).As(t, v)
}

func url(o order.Order, pairs ...string) string {
	return link.ShippingNotice(string(o.Number), pairs...)
}

// of are the notices of an order.
func of(t *testing.T, d *desk.Desk, o order.Order) []notice.Notice {
	t.Helper()
	all, err := d.Notices.ForOrders(t.Context(), d.Store, []order.ID{o.ID})
	if err != nil {
		t.Fatal(err)
	}
	return all[o.ID]
}

// sent is an order with its logistics order.
func sent(t *testing.T, d *desk.Desk) (order.Order, parcel.Parcel) {
	t.Helper()
	o := d.Place(t)
	return o, d.Sent(t, o, shipping.Choice{})
}

func TestTheNoticeOfALogisticsOrderKnowsCarrierAndNumber(t *testing.T) {
	d := desk.New(t)
	o, lp := sent(t, d)
	p := owner(t, d).Get(url(o, "parcel", string(lp.Number))).Has(t, 200, "Fill in Shipping Notice", "All of the order", "2 × Cup",
		"China Post Registered Air Mail", lp.Waybill, string(lp.Number), "at most 512 characters", "can be changed 2 times within five days").
		Lacks(t, "Tracking website")
	done := p.Submit(t, "Submit", "remark", "Thank you!").Has(t, 200, "Shipping notice filled in: "+lp.Waybill+". The buyer has been told.")
	if done.Path() != link.Order(string(o.Number)) {
		t.Errorf("the visitor is at %s", done.Path())
	}
	if got := d.Order(t, o.ID).Status; got != order.AwaitingReceipt {
		t.Errorf("the order is %s", got)
	}
	if n := of(t, d, o); len(n) != 1 || n[0].Remark != "Thank you!" || n[0].Tracking != lp.Waybill {
		t.Errorf("the notices are %+v", n)
	}
}

func TestWithoutANumberTheFormIsThatOfTheLogisticsOrderThatWaits(t *testing.T) {
	d := desk.New(t)
	o, lp := sent(t, d)
	p := owner(t, d).Get(url(o)).Has(t, 200, "Fill in Shipping Notice", lp.Waybill)
	if got := p.Path(); got != url(o, "parcel", string(lp.Number)) {
		t.Errorf("the visitor is at %s", got)
	}
	p.Submit(t, "Submit").Has(t, 200, "The buyer has been told.")
	owner(t, d).Get(url(o)).Has(t, 200, "flash-failure")
}

func TestWherePiecesAreLeftTheLogisticsOrderThatWaitsIsOneOfTwoWays(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	lp := d.Sent(t, o, shipping.Choice{Pieces: []order.Pieces{{Line: o.Lines[0].ID, Quantity: 1}}})
	p := owner(t, d).Get(url(o)).Has(t, 200, "This form is for the pieces you ship offline.", "Carrier", "of 1")
	p.Follow(t, "Logistics order "+string(lp.Number)).Has(t, 200, lp.Waybill, "1 × Cup").Lacks(t, "you ship offline").
		Submit(t, "Submit").Has(t, 200, "The buyer has been told.")
	owner(t, d).Get(url(o)).Has(t, 200, "Carrier").Lacks(t, "waits for its own notice")
}

func TestAParcelThatIsBeingCancelledWaitsForNoNotice(t *testing.T) {
	d := desk.New(t)
	o, lp := sent(t, d)
	if _, err := d.DB.Exec(t.Context(), `UPDATE parcels SET cancel_asked_at = created_at WHERE number = ?`, lp.Number); err != nil {
		t.Fatal(err)
	}
	if got := owner(t, d).Get(url(o)).Has(t, 200, "flash-failure").Path(); got != link.Order(string(o.Number)) {
		t.Errorf("the visitor is at %s", got)
	}
}

func TestTheSameFormSentTwiceTellsOnce(t *testing.T) {
	d := desk.New(t)
	o, lp := sent(t, d)
	p := owner(t, d).Get(url(o, "parcel", string(lp.Number)))
	for range 2 {
		p.Submit(t, "Submit", "remark", "Thank you!").Has(t, 200, "The buyer has been told.")
	}
	if n := of(t, d, o); len(n) != 1 || n[0].Changes != 0 {
		t.Errorf("the notices are %+v", n)
	}
	p.Submit(t, "Submit", "remark", "Another remark").Has(t, 409, "The shipping notice was changed meanwhile.", "Another remark", "can be changed 2 more times")
	if n := of(t, d, o); n[0].Remark != "Thank you!" {
		t.Errorf("the remark is %q", n[0].Remark)
	}
}

func TestANoticeForEverythingIsTheSameWhenItIsSentTwice(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	p := owner(t, d).Get(url(o))
	for range 2 {
		p.Submit(t, "Submit", "carrier", "UPS", "number", "1Z999AA10123456784").Has(t, 200, "Shipping notice filled in: 1Z999AA10123456784.").
			Lacks(t, "flash-failure")
	}
	p.Submit(t, "Submit", "carrier", "UPS", "number", "1Z999AA10123456784", "remark", "Another").
		Has(t, 200, "flash-failure", "Nothing of this order can be shipped now.")
	if n := of(t, d, o); len(n) != 1 || n[0].Remark != "" {
		t.Errorf("the notices are %+v", n)
	}
}

func TestAnOfflineNoticeForPartOfTheOrder(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	p := owner(t, d).Get(url(o)).Has(t, 200, "All of the order", "Part of the order", "of 2", "Carrier", "UPS")
	typed := []string{"scope", "part", "pieces.1", "1", "carrier", "Other", "number", "ab 123", "website", "https://example.com/track"}
	p.Submit(t, "Submit", typed...).Has(t, 200, "Shipping notice filled in: AB123.")
	p.Submit(t, "Submit", typed...).Has(t, 200, "Shipping notice filled in: AB123.")
	if n := of(t, d, o); len(n) != 1 || order.Count(n[0].Pieces) != 1 {
		t.Errorf("the notices are %+v", n)
	}
	if got := d.Order(t, o.ID).Status; got != order.PartiallyShipped {
		t.Errorf("the order is %s", got)
	}
	p = owner(t, d).Get(url(o)).Has(t, 200, "of 1", "Shipping notices of this order", "AB123", "Declared, waiting for the first scan", "Seller's Shipping Method · 1 piece")
	p.Submit(t, "Submit", "carrier", "UPS", "number", "1Z999AA10123456784").Has(t, 200, "filled in: 1Z999AA10123456784")
	if got := d.Order(t, o.ID).Status; got != order.AwaitingReceipt {
		t.Errorf("the order is %s", got)
	}
}

func TestAWrongNoticeIsKeptAndSaidBesideEachField(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	p := owner(t, d).Get(url(o))
	p.Submit(t, "Submit", "number", "1").Has(t, 422, "carrier")
	p.Submit(t, "Submit", "carrier", "UPS", "number", "1Z1").Has(t, 422, "Tracking number: ")
	p.Submit(t, "Submit", "carrier", "Other", "number", "X1", "website", "example").Has(t, 422, "Enter the carrier's tracking website, beginning with https://.")
	long := strings.Repeat("x", 513)
	p = p.Submit(t, "Submit", "carrier", "UPS", "number", "1Z999AA10123456784", "remark", long).Has(t, 422, "At most 512 characters; this has 513.", long)
	p = p.Submit(t, "Submit", "remark", "谢谢").Has(t, 422, "Write the remark in English")
	if got := p.Field(t, "number"); got != "1Z999AA10123456784" {
		t.Errorf("the number is %q", got)
	}
	p.Submit(t, "Submit", "remark", "", "pieces.1", "1").Has(t, 422, "You chose all of the order but changed a quantity.")
	p.Submit(t, "Submit", "remark", "", "scope", "part", "pieces.1", "0").Has(t, 422, "Choose at least one piece.")
	p.Submit(t, "Submit", "remark", "", "scope", "part", "pieces.1", "3").Has(t, 422, "Enter a number from 0 to 2.")
	p.Submit(t, "Submit", "remark", "", "scope", "half").Has(t, 422, "Choose one of the options.")
	if n := of(t, d, o); len(n) != 0 {
		t.Errorf("the buyer was told %+v", n)
	}
}

func TestANoticeIsChangedTwiceWithinFiveDays(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	b := owner(t, d)
	b.Get(url(o)).Submit(t, "Submit", "carrier", "UPS", "number", "1Z999AA10123456784").Has(t, 200)
	id := fmt.Sprint(of(t, d, o)[0].ID)
	p := b.Get(url(o, "notice", id)).Has(t, 200, "Change Shipping Notice", "can be changed 2 more times, until 25 Nov 2026, 14:00.")
	p.Submit(t, "Submit the change", "remark", "First try").Has(t, 200)
	b.Get(url(o, "notice", id)).Has(t, 200, "can be changed 1 more time, until").
		Submit(t, "Submit the change", "remark", "Second try").Has(t, 200, "The buyer has been told.")
	b.Get(url(o, "notice", id)).Has(t, 200, "This notice can no longer be changed: at most 2 times, within five days.").Lacks(t, "Submit the change")
	b.Post(url(o, "notice", id), "state", "change-"+id+"-3", "carrier", "UPS", "number", "1Z999AA10123456784").
		Has(t, 409, "A shipping notice can be changed at most 2 times.")
	if n := of(t, d, o)[0]; n.Changes != 2 || n.Remark != "Second try" {
		t.Errorf("the notice is %+v", n)
	}
}

func TestAfterFiveDaysNothingIsChanged(t *testing.T) {
	d := desk.New(t)
	o, lp := sent(t, d)
	b := owner(t, d)
	b.Get(url(o, "parcel", string(lp.Number))).Submit(t, "Submit").Has(t, 200)
	d.Clock.Advance(notice.ChangePeriod + time.Hour)
	b.Get(url(o, "parcel", string(lp.Number))).Has(t, 200, "This notice can no longer be changed").Lacks(t, "Submit the change")
}

func TestANewLogisticsOrderChangesTheNoticeThatLostItsNumber(t *testing.T) {
	d := desk.New(t)
	o, lp := sent(t, d)
	b := owner(t, d)
	b.Get(url(o, "parcel", string(lp.Number))).Submit(t, "Submit").Has(t, 200)
	if err := d.Cancel(t.Context(), d.Store, history.Somebody(d.Person), lp.Number); err != nil {
		t.Fatal(err)
	}
	second := d.Sent(t, d.Order(t, o.ID), shipping.Choice{})
	b.Get(url(o, "parcel", string(second.Number))).Has(t, 200, "Change Shipping Notice", second.Waybill, "Needs a new number").
		Submit(t, "Submit the change").Has(t, 200, "filled in: "+second.Waybill)
	if n := of(t, d, o); len(n) != 1 || n[0].Tracking != second.Waybill || n[0].Changes != 1 {
		t.Errorf("the notices are %+v", n)
	}
}

func TestWhereThereIsNothingToTellTheOrderSaysSo(t *testing.T) {
	d := desk.New(t)
	b := owner(t, d)
	cancelling := d.Place(t, func(o *order.Order) { o.Status = order.InCancel })
	for _, p := range []*browser.Page{b.Get(url(cancelling)), b.Post(url(cancelling), "scope", "all")} {
		p.Has(t, 200, "flash-failure", "Nothing of this order can be shipped now.")
	}
	d.Network.Dead = true
	o, lp := sent(t, d)
	b.Get(url(o, "parcel", string(lp.Number))).Has(t, 200, "flash-failure", "it has no waybill number yet")
}

func TestNoticesAreForThoseWhoMayShip(t *testing.T) {
	d := desk.New(t)
	o, lp := sent(t, d)
	foreign := d.Place(t, func(o *order.Order) { o.Store = d.Other })
	for role, want := range map[account.Role]int{account.Viewer: 403, account.Finance: 403, account.Shipper: 200, account.Owner: 200} {
		b := owner(t, d, func(v *account.Visitor) { v.Role = role })
		b.Get(url(o, "parcel", string(lp.Number))).Has(t, want)
		if want == 403 {
			b.Post(url(o)).Has(t, want)
			continue
		}
		for _, address := range []string{url(foreign), url(o, "parcel", "LP99999999999999"), url(o, "notice", "99"), url(o, "notice", "x"), url(order.Order{Number: "1"})} {
			b.Get(address).Has(t, 404)
			b.Post(address, "remark", "x").Has(t, 404)
		}
	}
}

func TestTheNoticeSpeaksChinese(t *testing.T) {
	d := desk.New(t)
	o, lp := sent(t, d)
	b := owner(t, d, func(v *account.Visitor) { v.Person.Language = account.Chinese })
	b.Get(url(o, "parcel", string(lp.Number))).Has(t, 200, "填写发货通知", "中国邮政挂号小包", "全部发货", "备注").Lacks(t, "[fill")
	b.Get(url(d.Place(t))).Has(t, 200, "请选择物流服务", "卖家自定义", "部分发货").Lacks(t, "[fill")
}
