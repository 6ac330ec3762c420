package rehearsal_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/history"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/rehearsal"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/testing/shop"
	"sellerdesk/internal/web/page"
	"sellerdesk/internal/web/payments"
	pages "sellerdesk/internal/web/rehearsal"
	"sellerdesk/views/link"
)

// world is a shop with the pages of the world around it.
type world struct {
	*shop.Shop
	site    *browser.Site
	threads *sqlstore.Messages
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{Shop: shop.New(t)}
	w.Ready(t)
	w.threads = sqlstore.NewMessages(w.DB)
	w.site = browser.NewSite(t, w.Clock, func(g *echo.Group, p *page.Pages) { pages.Register(g, p, w.World(), w.Orders, w.Cashier) },
		func(g *echo.Group, p *page.Pages) {
			payments.Register(g, p, w.Paying, sqlstore.NewAccounts(w.DB), w.Log)
			g.GET(link.DeductionAccount(), func(c echo.Context) error { return c.String(200, "the shop") })
		})
	return w
}

// as is a browser in which somebody of the store is signed in.
func (w *world) as(t *testing.T, change ...func(*account.Visitor)) *browser.Browser {
	t.Helper()
	own := func(v *account.Visitor) { v.Person.ID = w.Owner }
	return w.site.As(t, browser.Visitor(w.Store, append([]func(*account.Visitor){own}, change...)...))
}

func role(r account.Role) func(*account.Visitor) { return func(v *account.Visitor) { v.Role = r } }

func live(v *account.Visitor) { v.Store.Live = true }

func chinese(v *account.Visitor) { v.Person.Language = account.Chinese }

func TestTheWorldSaysThatItIsSimulated(t *testing.T) {
	w := newWorld(t)
	w.as(t).Get(link.Rehearsal()).Has(t, 200, "This is a simulated world", "20 Nov 2026, 14:00", "No event is in sight", "No parcels under way")
	w.as(t, chinese).Get(link.Rehearsal()).Has(t, 200, "这是模拟环境", "店铺时钟", "前进 1 小时", "买家操作")
}

func TestTheClockMovesByAnHourAndByADay(t *testing.T) {
	w := newWorld(t)
	p := w.as(t).Get(link.Rehearsal()).Submit(t, "1 hour on").Has(t, 200, "The clock shows 20 Nov 2026, 15:00 now")
	p.Submit(t, "1 day on").Has(t, 200, "The clock shows 21 Nov 2026, 15:00 now")
}

func TestAClockFormSentTwiceMovesTheClockOnce(t *testing.T) {
	w := newWorld(t)
	w.Submitted(t, w.Order(t))
	for _, move := range []string{"1 hour on", "1 day on", "To the next event"} {
		p := w.as(t).Get(link.Rehearsal())
		p.Submit(t, move)
		once := w.Clock.Wall()
		p.Submit(t, move).Has(t, 200, "flash-success")
		if twice := w.Clock.Wall(); !twice.Equal(once) {
			t.Errorf("%s twice: %v, once: %v", move, twice, once)
		}
	}
}

func TestTheNextEventIsSeenAtOnce(t *testing.T) {
	w := newWorld(t)
	made := w.Submitted(t, w.Order(t))
	p := w.as(t).Get(link.Rehearsal())
	p.Row(t, string(made.Number)).Has(t, 200, made.Waybill, "Spain", "left")
	before := w.Again(t, made)
	p.Submit(t, "To the next event").Has(t, 200, "The clock shows")
	if after := w.Again(t, made); after.Status == before.Status {
		t.Errorf("after the first event the parcel is still %s", after.Status)
	}
}

func TestWithoutParcelsThereIsNoNextEvent(t *testing.T) {
	w := newWorld(t)
	w.as(t).Post(link.RehearsalClock(), "move", "next", "now", "2026-11-20T06:00:00Z").Has(t, 200, "flash-failure", "No event is in sight")
}

func TestOnlyKnownMovesAreMade(t *testing.T) {
	w := newWorld(t)
	for _, fields := range [][]string{{"move", "year", "now", "2026-11-20T06:00:00Z"}, {"move", "hour", "now", "now"}, {"move", "hour"}, {}} {
		w.as(t).Post(link.RehearsalClock(), fields...).Has(t, 200, "flash-failure", "cannot be moved like this")
	}
	if !w.Clock.Wall().Equal(sample.Moment) {
		t.Errorf("the clock shows %v", w.Clock.Wall())
	}
}

func TestAParcelIsSteppedFromTheWarehouseToTheBuyer(t *testing.T) {
	w := newWorld(t)
	made := w.Submitted(t, w.Order(t))
	p := w.as(t).Get(link.Rehearsal())
	for steps := 0; len(p.Rows()) > 0; steps++ {
		if steps > 60 {
			t.Fatal("the parcel never arrives")
		}
		p = p.Row(t, string(made.Number)).Submit(t, "Step").Has(t, 200, "has happened")
	}
	if got := w.Again(t, made); got.DeliveredAt.IsZero() {
		t.Errorf("after its last step the parcel is %+v", got)
	}
	if !w.Clock.Wall().Equal(sample.Moment) {
		t.Errorf("the clock shows %v", w.Clock.Wall())
	}
}

func TestAStepSentTwiceHappensOnce(t *testing.T) {
	w := newWorld(t)
	made := w.Submitted(t, w.Order(t))
	row := w.as(t).Get(link.Rehearsal()).Row(t, string(made.Number))
	row.Submit(t, "Step").Has(t, 200, "flash-success")
	row.Submit(t, "Step").Has(t, 200, "flash-failure", "in the meantime")
	row.Submit(t, "Let it happen").Has(t, 200, "flash-failure", "in the meantime")
}

func TestAWarehouseRejectsAParcelWhenAsked(t *testing.T) {
	w := newWorld(t)
	made := w.Submitted(t, w.Order(t))
	p := w.as(t).Get(link.Rehearsal()).Row(t, string(made.Number)).Submit(t, "Let it happen", "trouble", "reject")
	p.Has(t, 200, "Parcel "+string(made.Number)+": Warehouse rejects the parcel.")
	for len(p.Rows()) > 0 {
		p = p.Row(t, string(made.Number)).Submit(t, "Step")
	}
	if got := w.Again(t, made); got.Status != parcel.Rejected {
		t.Errorf("the parcel is %s", got.Status)
	}
}

func TestTroubleThatIsNoneOrTooLateIsRefused(t *testing.T) {
	w := newWorld(t)
	made := w.Submitted(t, w.Order(t))
	row := w.as(t).Get(link.Rehearsal()).Row(t, string(made.Number))
	row.Submit(t, "Let it happen", "trouble", "flood").Has(t, 200, "flash-failure", "There is no trouble named flood")
	for range 8 {
		row = row.Submit(t, "Step").Row(t, string(made.Number))
	}
	row.Submit(t, "Let it happen", "trouble", "reject").Has(t, 200, "flash-failure", "past the point")
}

func TestABuyerAsksToCancel(t *testing.T) {
	w := newWorld(t)
	o := w.Order(t)
	form := w.as(t).Get(link.Rehearsal()).Has(t, 200, "María Núñez")
	p := form.Submit(t, "Let the buyer do it", "order", string(o.Number), "deed", "ask_cancel", "words", "Found it cheaper")
	p.Has(t, 200, "The buyer of order "+string(o.Number)+" asks to cancel it")
	got, err := w.Orders.Get(t.Context(), w.Store, o.Number)
	if err != nil || got.Status != order.InCancel || got.Cancel.Reason != "Found it cheaper" {
		t.Errorf("the order is %s, reason %q, %v", got.Status, got.Cancel.Reason, err)
	}
	again := form.Submit(t, "Let the buyer do it", "order", string(o.Number), "deed", "ask_cancel", "words", "Typed")
	again.Has(t, 409)
	if kept := again.Field(t, "order") + again.Field(t, "words"); kept != string(o.Number)+"Typed" {
		t.Errorf("of what was typed %q is left", kept)
	}
}

func TestABuyerConfirmsReceipt(t *testing.T) {
	w := newWorld(t)
	o := w.Order(t, func(o *order.Order) { o.Status = order.AwaitingReceipt })
	for range 2 {
		w.as(t).Get(link.Rehearsal()).Submit(t, "Let the buyer do it", "order", string(o.Number), "deed", "confirm").
			Has(t, 200, "has confirmed receipt")
	}
	got, err := w.Orders.Get(t.Context(), w.Store, o.Number)
	if err != nil || got.Status != order.FundProcessing {
		t.Errorf("the order is %s, %v", got.Status, err)
	}
	told, err := w.Log.Of(t.Context(), w.Store, history.About(history.Order, o.ID))
	if err != nil || len(told) != 1 || told[0].Actor.Kind != history.ByBuyer {
		t.Errorf("history tells %+v, %v", told, err)
	}
	early := w.Order(t)
	w.as(t).Get(link.Rehearsal()).Submit(t, "Let the buyer do it", "order", string(early.Number), "deed", "confirm").Has(t, 409)
}

func TestABuyerWritesAMessage(t *testing.T) {
	w := newWorld(t)
	o := w.Order(t)
	form := w.as(t).Get(link.Rehearsal("order", string(o.Number)))
	for range 2 {
		form.Submit(t, "Let the buyer do it", "deed", "write", "words", "When will it be sent?").Has(t, 200, "has written a message")
	}
	thread, err := w.threads.Of(t.Context(), w.Store, o.ID)
	if err != nil || thread.Unread != 1 || thread.LastBody != "When will it be sent?" || thread.BuyerName != o.Buyer.Name {
		t.Errorf("the thread is %+v, %v", thread, err)
	}
	form.Submit(t, "Let the buyer do it", "deed", "write", "words", " ").Has(t, 422, "Words of the buyer: Fill in this field")
	form.Submit(t, "Let the buyer do it", "deed", "write", "words", strings.Repeat("x", 2001)).Has(t, 422, "At most 2,000 characters")
}

func TestOrdersThatAreNotThereAreRefused(t *testing.T) {
	w := newWorld(t)
	theirs := w.Order(t, func(o *order.Order) { o.Store = w.Other })
	form := w.as(t).Get(link.Rehearsal()).Lacks(t, string(theirs.Number))
	for _, number := range []string{"", "x y", "80179999", string(theirs.Number)} {
		for _, deed := range rehearsal.Deeds {
			p := form.Submit(t, "Let the buyer do it", "order", number, "deed", string(deed), "words", "Hello").Has(t, 422)
			if got := p.Field(t, "order"); got != number {
				t.Errorf("the number typed is shown as %q", got)
			}
		}
	}
	form.Submit(t, "Let the buyer do it", "order", "80179999", "deed", "sue").Has(t, 422, "Choose one of the options")
}

func TestAnotherStoresParcelsAreNotFound(t *testing.T) {
	w := newWorld(t)
	made := w.Submitted(t, w.Order(t))
	other := w.site.As(t, browser.Visitor(w.Other))
	other.Get(link.Rehearsal()).Has(t, 200).Lacks(t, string(made.Number))
	for _, n := range []string{string(made.Number), "LP00000000000999", "x"} {
		other.Post(link.RehearsalStep(n), "plan", "").Has(t, 404)
		other.Post(link.RehearsalTrouble(n), "plan", "", "trouble", "reject").Has(t, 404)
	}
}

func TestViewersLookAtTheWorldAndMoveNothing(t *testing.T) {
	w := newWorld(t)
	made := w.Submitted(t, w.Order(t))
	viewer := w.as(t, role(account.Viewer))
	viewer.Get(link.Rehearsal()).Has(t, 200, string(made.Number), "simulated").
		Lacks(t, "1 hour on", "Step</button>", "Let it happen", "Let the buyer do it", "María Núñez")
	for _, url := range []string{link.RehearsalClock(), link.RehearsalBuyer(), link.RehearsalOrders(), link.RehearsalStep(string(made.Number)), link.RehearsalTrouble(string(made.Number))} {
		viewer.Post(url, "move", "hour").Has(t, 403)
	}
}

func TestALiveStoreHasNoWorld(t *testing.T) {
	w := newWorld(t)
	visitor := w.as(t, live)
	visitor.Get(link.Rehearsal()).Has(t, 404)
	visitor.Get(link.RehearsalCashier("payment", "FP1")).Has(t, 404)
	for _, url := range []string{
		link.RehearsalClock(), link.RehearsalBuyer(), link.RehearsalOrders(), link.RehearsalStep("LP1"), link.RehearsalTrouble("LP1"),
		link.RehearsalPayment(), link.RehearsalAgreement(),
	} {
		visitor.Post(url).Has(t, 404)
	}
}

func TestThePageHoldsTheParcelsWhoseNextStepIsSoonest(t *testing.T) {
	w := newWorld(t)
	for i := range rehearsal.MostParcels + 1 {
		o := w.Order(t, func(o *order.Order) { o.ShipTo.Street = fmt.Sprint(i) })
		w.Submitted(t, o)
	}
	p := w.as(t).Get(link.Rehearsal()).Has(t, 200, "The 50 whose next step comes soonest")
	if got := len(p.Rows()); got != rehearsal.MostParcels {
		t.Errorf("the page holds %d parcels", got)
	}
}

func TestBuyersPlaceOrdersAtThePushOfAButton(t *testing.T) {
	w := newWorld(t)
	p := w.as(t).Get(link.Rehearsal()).Has(t, 200, "A buyer places an order", "1 to 50")
	p.Submit(t, "Let buyers order", "count", "0").Has(t, 422, "Enter a number from 1 to 50")
	p.Submit(t, "Let buyers order", "count", "51").Has(t, 422, "Enter a number from 1 to 50")
	p.Submit(t, "Let buyers order", "count", "many").Has(t, 422)
	for range 2 { // the form is sent twice
		p.Submit(t, "Let buyers order", "count", "3").Has(t, 200, "3 orders were placed and paid; the first is 8195")
	}
	w.as(t).Get(link.Rehearsal()).Submit(t, "Let buyers order").Has(t, 200, "A buyer has placed and paid order 8195")
	page, err := w.Orders.List(t.Context(), order.Filter{Store: w.Store, Now: w.Clock.Wall()})
	if err != nil || len(page.Rows) != 4 {
		t.Errorf("%d orders, %v", len(page.Rows), err)
	}
	w.as(t).Post(link.RehearsalOrders(), "count", "1").Has(t, 422)
	w.as(t, role(account.Viewer)).Post(link.RehearsalOrders(), "count", "1", "once", "x").Has(t, 403)
	w.as(t, chinese).Get(link.Rehearsal()).Submit(t, "让买家下单", "count", "2").Has(t, 200, "买家已下单并付款 2 笔订单")
}

func TestOneParcelIsGoneOnWith(t *testing.T) {
	w := newWorld(t)
	one := w.Submitted(t, w.Order(t))
	other := w.Submitted(t, w.Order(t, func(o *order.Order) { o.ShipTo.Street = "Calle Mayor 2" }))
	found := w.as(t).Get(link.Rehearsal("lp", string(one.Number)))
	found.Row(t, string(one.Number)).Has(t, 200, one.Waybill)
	found.Lacks(t, string(other.Number))
	p := w.as(t).Get(link.Rehearsal())
	for _, text := range []string{one.Waybill, string(one.OrderNumber), strings.ToLower(string(one.Number))} {
		p.Submit(t, "Find the parcel", "lp", text).Lacks(t, string(other.Number)).Row(t, string(one.Number))
	}
	stepped := found.Row(t, string(one.Number)).Submit(t, "Step").Has(t, 200, "The next step of parcel "+string(one.Number)+" has happened")
	if want := link.Rehearsal("lp", string(one.Number)); stepped.Path() != want {
		t.Errorf("after a step the page is %s, want %s", stepped.Path(), want)
	}
	for range 20 {
		w.Clock.Advance(5 * 24 * time.Hour)
		if err := w.Tick(t.Context(), w.Store); err != nil {
			t.Fatal(err)
		}
	}
	w.as(t).Get(link.Rehearsal("lp", one.Waybill)).Row(t, string(one.Number)).Has(t, 200, "Nothing more will happen").Lacks(t, "Fail")
	w.as(t).Get(link.Rehearsal("lp", "<b>LP")).Has(t, 200, "No such parcel", "<b>LP").Follow(t, "All parcels")
	w.as(t, role(account.Viewer)).Get(link.Rehearsal("lp", one.Waybill)).Has(t, 200, string(one.Number))
}
