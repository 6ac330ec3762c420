package parcels_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/carrier"
	"sellerdesk/internal/carrier/rehearsal"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/label"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/shop"
	"sellerdesk/internal/web/page"
	"sellerdesk/internal/web/parcels"
	"sellerdesk/views/link"
)

var printer = sync.OnceValues(label.NewPrinter)

// site is the section on a shop's real data, and visitors of it.
type site struct {
	*shop.Shop
	pages *browser.Site
}

func newSite(t *testing.T) site {
	t.Helper()
	paint, err := printer()
	if err != nil {
		t.Fatal(err)
	}
	s := shop.New(t)
	needs := parcels.Needs{
		Service: s.Shipping, Records: s.Parcels, Orders: s.Orders, Notices: s.Notices, Ledger: s.Freight, Payments: s.Payments,
		Tariffs: shop.Tariffs{}, Warehouses: shop.Warehouses{}, History: s.Log,
		Labels: label.Parcels{Printer: paint, Tariffs: shop.Tariffs{}, Warehouses: shop.Warehouses{}}, Prints: s.Prints(), Selections: s.Batch,
	}
	return site{s, browser.NewSite(t, s.Clock, func(g *echo.Group, pages *page.Pages) { parcels.Register(g, pages, needs) })}
}

// as is a browser of somebody with a role in the store.
func (s site) as(t *testing.T, r account.Role) *browser.Browser {
	t.Helper()
	return s.pages.As(t, browser.Visitor(s.Store, func(v *account.Visitor) { v.Role = r }))
}

func (s site) step(t *testing.T, p parcel.Parcel) {
	t.Helper()
	if err := s.Network.Step(t.Context(), s.Store, carrier.Reference(p.Number)); err != nil {
		t.Fatal(err)
	}
	if err := s.Tick(t.Context(), s.Store); err != nil {
		t.Fatal(err)
	}
}

func (s site) fail(t *testing.T, p parcel.Parcel, k rehearsal.Kind) {
	t.Helper()
	if err := s.Network.Fail(t.Context(), s.Store, carrier.Reference(p.Number), k); err != nil {
		t.Fatal(err)
	}
	s.step(t, p)
}

func TestAnEmptyListSaysHowLogisticsOrdersAreMade(t *testing.T) {
	b := newSite(t).as(t, account.Owner)
	b.Get("/transaction/parcels").Has(t, 200, "International Parcel Orders", "No logistics orders yet", "Go to My Orders")
	b.Get("/transaction/parcels?status=to_be_paid").Has(t, 200, "Nothing here at the moment", "“To be Paid”")
	b.Get("/transaction/parcels?q=LP1").Has(t, 200, "Nothing found", "“LP1”")
}

func TestTheStatusOptionsSelectAndCount(t *testing.T) {
	s := newSite(t)
	waiting, due := s.Parcel(t), s.Charged(t, 3110)
	closed := s.Parcel(t, func(p *parcel.Parcel) {
		p.Status, p.Close, p.ClosedAt = parcel.Closed, parcel.CloseCancelled, s.Clock.Wall()
	})
	b := s.as(t, account.Owner)
	for option, want := range map[parcel.Option][]parcel.Number{
		parcel.OptionAll: {closed.Number, due.Number, waiting.Number}, parcel.OptionWaiting: {waiting.Number},
		parcel.OptionToBePaid: {due.Number}, parcel.OptionClosed: {closed.Number}, parcel.OptionTransit: {due.Number},
		parcel.OptionDelivered: nil, parcel.OptionNotice: {due.Number, waiting.Number},
	} {
		p := b.Get(link.Parcels("status", string(option))).Has(t, 200)
		if got := strings.Join(p.Rows(), " "); got != join(want) {
			t.Errorf("%q shows %s, want %s", option, got, join(want))
		}
	}
	b.Get("/transaction/parcels").Has(t, 200, "All 3", "Waiting for Warehouse 1", "Shipping Notice to be Filled 2", "To be Paid 1",
		"In Transit 1", "Delivered 0", "Abnormal 0", "Closed 1")
	b.Get("/transaction/parcels?status=lost").Has(t, 400, "is not a status option")
	b.Get("/transaction/parcels?page=x").Has(t, 400)
}

func join(numbers []parcel.Number) string {
	all := make([]string, len(numbers))
	for i, n := range numbers {
		all[i] = string(n)
	}
	return strings.Join(all, " ")
}

func TestALogisticsOrderIsFoundByEachOfItsNumbers(t *testing.T) {
	s := newSite(t)
	p, _ := s.Parcel(t), s.Parcel(t)
	b := s.as(t, account.Viewer)
	for _, number := range []string{string(p.Number), strings.ToLower(p.Waybill), " " + string(p.OrderNumber) + " "} {
		found := b.Get("/transaction/parcels").Submit(t, "Search", "q", number).Has(t, 200)
		if got := strings.Join(found.Rows(), " "); got != string(p.Number) {
			t.Errorf("%q finds %s", number, got)
		}
		if got := found.Part(t, "main").Field(t, "q"); got != strings.TrimSpace(number) {
			t.Errorf("the search field holds %q", got)
		}
	}
}

func TestARowSaysWhatIsDueAndOffersWhatCanBeDone(t *testing.T) {
	s := newSite(t)
	due := s.Charged(t, 3642)
	row := s.as(t, account.Owner).Get("/transaction/parcels").Row(t, string(due.Number)).Has(t, 200,
		due.Waybill, string(due.OrderNumber), "China Post Registered Air Mail", "Declared 240 g", "Measured 243 g",
		"Charged CN¥36.42", "Estimate CN¥31.10", "Due CN¥36.42", "Left the warehouse", "Shipping notice to be filled",
		"María Núñez", "Spain")
	for words, want := range map[string]string{
		"Fill in Shipping Notice": link.ShippingNotice(string(due.OrderNumber), "parcel", string(due.Number)),
		"Track":                   link.Parcel(string(due.Number)) + "#timeline",
		"Details":                 link.Parcel(string(due.Number)),
	} {
		if got := row.Link(t, words); got != want {
			t.Errorf("%s leads to %s, want %s", words, got, want)
		}
	}
	row.Has(t, 200, "Pay", "Alipay Payment", "Alipay International Account Payment")
}

func TestTheEstimateHoldsTheReturnFeeAsTheChargeDoes(t *testing.T) {
	s := newSite(t)
	p := s.Parcel(t, func(p *parcel.Parcel) {
		p.Undeliverable, p.ReturnFee = parcel.Return, money.Of(500, money.CNY)
	})
	b := s.as(t, account.Owner)
	b.Get("/transaction/parcels").Row(t, string(p.Number)).Has(t, 200, "Estimate CN¥36.10, return fee included", "Waybill "+p.Waybill)
	b.Get(link.Parcel(string(p.Number))).Has(t, 200, "Fee CN¥5.00, charged with the freight")
}

func TestAFlaggedChargeAndAPaymentUnderWayAreShown(t *testing.T) {
	s := newSite(t)
	p := s.Parcel(t, func(p *parcel.Parcel) { p.Status = parcel.OutOfStock })
	s.Add(t, p, freight.Charged, 9900, func(r *freight.Row) { r.Flagged = true })
	_, _, err := s.Paying.Start(t.Context(), s.Store, s.Owner, []parcel.Number{p.Number}, paying.Alipay)
	if err != nil {
		t.Fatal(err)
	}
	b := s.as(t, account.Owner)
	b.Get("/transaction/parcels").Row(t, string(p.Number)).Has(t, 200, "Far from the estimate", "Payment under way").Lacks(t, "Alipay Payment")
	b.Get(link.Parcel(string(p.Number))).Has(t, 200, "The freight is in a payment that is not decided yet.").Lacks(t, "Alipay Payment")
}

func TestARoleSeesOnlyWhatItMayDoAndViewersNoAddresses(t *testing.T) {
	s := newSite(t)
	p := s.Charged(t, 3110)
	at := link.Parcel(string(p.Number))
	private := []string{"María Núñez", "Calle de Alcalá", "+34612345678", "28014", "Chouzhou"}
	for _, path := range []string{"/transaction/parcels", at} {
		s.as(t, account.Viewer).Get(path).Has(t, 200, "M.", "Spain").Lacks(t, private...).
			Lacks(t, "Print Shipping Label", "Fill in Shipping Notice", "Alipay Payment")
		s.as(t, account.Shipper).Get(path).Has(t, 200, "Print Shipping Label", "Fill in Shipping Notice", "María Núñez").Lacks(t, "Alipay Payment")
		s.as(t, account.Finance).Get(path).Has(t, 200, "Alipay Payment").Lacks(t, "Print Shipping Label", "Fill in Shipping Notice")
	}
	s.as(t, account.Viewer).Get(at).Has(t, 200, "Madrid")
	for _, r := range []account.Role{account.Viewer, account.Finance} {
		b := s.as(t, r)
		b.Get(link.Label(string(p.Number), "pdf")).Has(t, 403)
		for _, action := range []string{link.ParcelCancel(string(p.Number)), link.ParcelReroute(string(p.Number)), link.ParcelAbandon(string(p.Number))} {
			b.Post(action).Has(t, 403)
		}
	}
}

func TestAnotherStoresLogisticsOrderIsNotThere(t *testing.T) {
	s := newSite(t)
	p := s.Parcel(t)
	other := s.pages.As(t, browser.Visitor(s.Other))
	other.Get("/transaction/parcels").Has(t, 200).Lacks(t, string(p.Number))
	other.Get("/transaction/parcels?q="+string(p.Number)).Has(t, 200, "Nothing found")
	for _, path := range []string{link.Parcel(string(p.Number)), link.Label(string(p.Number), "pdf"), link.Parcel("LP1"), link.Parcel("x")} {
		other.Get(path).Has(t, 404)
	}
	for _, action := range []string{link.ParcelCancel(string(p.Number)), link.ParcelReroute(string(p.Number)), link.ParcelAbandon(string(p.Number))} {
		other.Post(action, "collection", "self_post").Has(t, 404)
	}
}

func TestTheLifeOfALogisticsOrderIsOnItsPage(t *testing.T) {
	s := newSite(t)
	s.Ready(t)
	p := s.Submitted(t, s.Order(t))
	b, at := s.as(t, account.Owner), link.Parcel(string(p.Number))
	b.Get(at).Has(t, 200, "Logistics Order", string(p.Number), p.Waybill, "Waiting for warehouse", "Logistics order submitted",
		"AliExpress Standard Shipping", "Bluetooth earphones", "蓝牙耳机", "8518300000", "Contains a battery", "Estimated",
		"María Núñez", "Calle de Alcalá", "稠州北路88号3楼", "accepted, waybill "+p.Waybill, "Cancel logistics order")
	for range 5 {
		s.step(t, p)
	}
	page := b.Get(at).Has(t, 200, "Received and weighed by the warehouse", "GWMS_ACCEPT", "Left the warehouse", "Charged", "Due now: CN¥", "Measured ").
		Lacks(t, "Cancel logistics order")
	if page.Part(t, "timeline"); s.Due(t, p) <= 0 {
		t.Error("nothing is due")
	}
	for range 60 {
		s.Clock.Advance(24 * time.Hour)
		if err := s.Tick(t.Context(), s.Store); err != nil {
			t.Fatal(err)
		}
	}
	b.Get(at).Has(t, 200, "Delivered", "GTMS_S")
}

func TestTheHistoryOfALogisticsOrderIsInWords(t *testing.T) {
	s := newSite(t)
	s.Ready(t)
	p := s.Submitted(t, s.Order(t))
	s.step(t, p)
	s.fail(t, p, rehearsal.Reject)
	at := link.Parcel(string(p.Number))
	s.as(t, account.Owner).Get(at).Has(t, 200, "submitted with AliExpress Standard Shipping", "Rejected by the warehouse Label cannot be read Logistics provider",
		"Label cannot be read Yiwu GWMS_REJECT").Lacks(t, "carrier_reason")
	visitor := browser.Visitor(s.Store, func(v *account.Visitor) { v.Person.Language = account.Chinese })
	s.pages.As(t, visitor).Get(at).Has(t, 200, "物流方式 AliExpress无忧物流-标准", "仓库拒收 面单无法识别 物流商", "面单无法识别 义乌 GWMS_REJECT").Lacks(t, "无法识别 Yiwu", "CAINIAO_STANDARD", "carrier_reason")
}

func TestALogisticsOrderIsCancelledByAButton(t *testing.T) {
	s := newSite(t)
	s.Ready(t)
	p := s.Submitted(t, s.Order(t))
	b := s.as(t, account.Shipper)
	b.Get(link.Parcel(string(p.Number))).Submit(t, "Yes, cancel it").Has(t, 200, "flash-success", "The logistics order is cancelled.", "Cancelled").
		Lacks(t, "Cancel logistics order", "Print Shipping Label")
	b.Post(link.ParcelCancel(string(p.Number))).Has(t, 200, "The logistics order is cancelled.")
}

func TestAScannedParcelIsNotCancelled(t *testing.T) {
	s := newSite(t)
	s.Ready(t)
	p := s.Submitted(t, s.Order(t))
	s.step(t, p)
	s.step(t, p)
	b := s.as(t, account.Shipper)
	b.Get(link.Parcel(string(p.Number))).Lacks(t, "Yes, cancel it")
	b.Post(link.ParcelCancel(string(p.Number))).Has(t, 200, "flash-failure", "can no longer be cancelled")
}

func TestAFailedCollectionIsGivenAnotherWay(t *testing.T) {
	s := newSite(t)
	s.Ready(t)
	p := s.Submitted(t, s.Order(t), func(f *shipping.Form) { f.Collection = parcel.Collection{Mode: parcel.DoorPickup} })
	s.fail(t, p, rehearsal.PickupFailure)
	b, at := s.as(t, account.Shipper), link.Parcel(string(p.Number))
	form := b.Get(at).Has(t, 200, "The collection failed", "Next collection", "Domestic Logistics Company", "Domestic Logistics Order Number")
	again := form.Submit(t, "Confirm", "collection", "self_post", "company", "SF", "number", "12").Has(t, 422, "is not a number of SF Express")
	if got := again.Field(t, "number"); got != "12" {
		t.Errorf("the field holds %q", got)
	}
	again.Submit(t, "Confirm", "number", "SF1234567890123").Has(t, 200, "The new way to the warehouse is arranged.", "SF Express", "SF1234567890123", "Pack in two layers").
		Lacks(t, "The collection failed")
	b.Post(link.ParcelReroute(string(p.Number)), "collection", "self_post", "company", "SF", "number", "SF1234567890123").
		Has(t, 200, "flash-failure", "does not allow this")
	s.as(t, account.Viewer).Get(at).Lacks(t, "Confirm")
}

func TestTheNextCollectionCanBeWaitedFor(t *testing.T) {
	s := newSite(t)
	s.Ready(t)
	p := s.Submitted(t, s.Order(t), func(f *shipping.Form) { f.Collection = parcel.Collection{Mode: parcel.DoorPickup} })
	s.fail(t, p, rehearsal.PickupFailure)
	s.as(t, account.Owner).Get(link.Parcel(string(p.Number))).Submit(t, "Confirm").Has(t, 200, "The new way to the warehouse is arranged.")
	if got := s.Again(t, p); got.Status != parcel.AwaitsWarehouse || got.Collection.Mode != parcel.DoorPickup {
		t.Errorf("the parcel is %s by %s", got.Status, got.Collection.Mode)
	}
}

func TestAParcelHeldAtTheWarehouseIsFetchedBack(t *testing.T) {
	s := newSite(t)
	s.Ready(t)
	p := s.Submitted(t, s.Order(t))
	b, at := s.as(t, account.Shipper), link.Parcel(string(p.Number))
	b.Post(link.ParcelAbandon(string(p.Number))).Has(t, 200, "flash-failure")
	if err := s.Network.Fail(t.Context(), s.Store, carrier.Reference(p.Number), rehearsal.Reject); err != nil {
		t.Fatal(err)
	}
	s.step(t, p)
	if s.Again(t, p).Status != parcel.Rejected {
		s.step(t, p)
	}
	b.Get(at).Has(t, 200, "The parcel is held at the warehouse", "Rejected by the warehouse", "Thrown away").
		Submit(t, "Fetched back").Has(t, 200, "The logistics order is closed.")
}

func TestWithoutAnAnswerThePageSaysSoAndThereIsNoLabel(t *testing.T) {
	s := newSite(t)
	p := s.Parcel(t, func(p *parcel.Parcel) { p.Status, p.Waybill, p.BookedAt = parcel.Init, "", time.Time{} })
	b := s.as(t, account.Owner)
	b.Get(link.Parcel(string(p.Number))).Has(t, 200, "Waiting for a waybill number", "has not answered yet", "Not yet given out").
		Lacks(t, "Print Shipping Label", "Fill in Shipping Notice")
	b.Get(link.Label(string(p.Number), "pdf")).Has(t, 409, "There is no label yet")
}

func TestALabelIsShownInTheBrowserAndAlwaysTheSame(t *testing.T) {
	s := newSite(t)
	p := s.Parcel(t)
	b := s.as(t, account.Shipper)
	first, second := b.Get(link.Label(string(p.Number), "pdf")).Has(t, 200), b.Get(link.Label(string(p.Number), "pdf"))
	if !strings.HasPrefix(first.Body, "%PDF-") || first.Body != second.Body {
		t.Errorf("two labels of %d and %d bytes", len(first.Body), len(second.Body))
	}
	if got := first.Header.Get("Content-Disposition"); !strings.HasPrefix(got, "inline") || !strings.Contains(got, string(p.Number)) {
		t.Errorf("Content-Disposition = %s", got)
	}
}

func TestWhatPeopleTypedIsShownAsTheyTypedIt(t *testing.T) {
	s := newSite(t)
	long := strings.Repeat("长", 300)
	p := s.Parcel(t, func(p *parcel.Parcel) {
		p.Buyer, p.Documents.To.Name = `<script>alert(1)</script>`, "محمد بن عبد الله"
		p.Goods[0].NameEN, p.Collection.Note = long, `<b>"&`
	})
	for _, path := range []string{"/transaction/parcels", link.Parcel(string(p.Number))} {
		page := s.as(t, account.Owner).Get(path).Has(t, 200, "<script>alert(1)</script>")
		if strings.Contains(page.Body, "<script>alert") {
			t.Errorf("%s runs what a buyer is called", path)
		}
	}
	s.as(t, account.Owner).Get(link.Parcel(string(p.Number))).Has(t, 200, "محمد بن عبد الله", long, `<b>"&`)
}

func TestThePagesAreInChineseAsWell(t *testing.T) {
	s := newSite(t)
	p := s.Charged(t, 3110)
	b := s.pages.As(t, browser.Visitor(s.Store, func(v *account.Visitor) { v.Person.Language = account.Chinese }))
	b.Get("/transaction/parcels").Has(t, 200, "国际小包订单", "待支付 CN¥31.10", "打印发货标签", "支付宝支付")
	b.Get(link.Parcel(string(p.Number))).Has(t, 200, "物流订单", "申报商品", "操作记录")
}

func TestALongListHasPages(t *testing.T) {
	s := newSite(t)
	for range 51 {
		s.Parcel(t)
		s.Clock.Advance(time.Minute)
	}
	b := s.as(t, account.Owner)
	first := b.Get("/transaction/parcels").Has(t, 200)
	second := first.Follow(t, "Next").Has(t, 200)
	if len(first.Rows()) != 50 || len(second.Rows()) != 1 {
		t.Errorf("pages of %d and %d rows", len(first.Rows()), len(second.Rows()))
	}
	if back := second.Follow(t, "Previous"); len(back.Rows()) != 50 {
		t.Errorf("back: %d rows", len(back.Rows()))
	}
}
