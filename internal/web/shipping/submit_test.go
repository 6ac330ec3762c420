package shipping_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/history"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	domain "sellerdesk/internal/shipping"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/desk"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/views/link"
)

// draft is step 2 of an order as its owner sees it.
func draft(t *testing.T, d *desk.Desk, o order.Order, pairs ...string) *browser.Page {
	t.Helper()
	return owner(t, d).Get(step2(o, append([]string{"channel", string(o.Channel)}, pairs...)...)).Has(t, 200, "Create Logistics Order")
}

func TestCreateLogisticsOrderIsPrefilled(t *testing.T) {
	d := desk.New(t)
	p := draft(t, d, d.Place(t))
	p.Has(t, 200, "Apply for door-to-door collection", "Next collection between 21 Nov 2026, 10:00", "Domestic Express", "Domestic Logistics Company",
		"Domestic Logistics Order Number", "中邮义乌仓", "Inside the collection range", "Pack in two layers", "Address Book",
		"Li Wei, No. 88 Chouzhou North Road, Yiwu, Jinhua, Zhejiang, 322000, 13800000000", "李伟，13800000000，浙江省金华市义乌市稠州北路88号3楼，322000")
	p.Has(t, 200, "Undeliverable Parcels", "Return", "Destroy", "Free of charge.", "CN¥30.42", "Tariff 2026.3", "17 checks passed", "View Shipping Restrictions", submit)
	for name, want := range map[string]string{
		"collection": "door_pickup", "undeliverable": "destroy", "goods.0.name_cn": "杯子", "goods.0.name_en": "Cup",
		"goods.0.value": "5.00", "goods.0.weight": "0.180", "goods.0.hs_code": "691110",
	} {
		if got := p.Field(t, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := p.Link(t, "View Shipping Restrictions (opens in a new tab)"); got != link.Restrictions("channel", "CPAM", "category", "ordinary") {
		t.Errorf("restrictions are at %s", got)
	}
}

func TestSubmitMakesOneLogisticsOrderHoweverOftenItIsSent(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	p := draft(t, d, o)
	first := p.Submit(t, submit).Has(t, 200)
	made := d.OfOrder(t, o)[0]
	if first.Path() != link.Parcel(string(made.Number)) {
		t.Errorf("the visitor is at %s", first.Path())
	}
	first.Has(t, 200, "Logistics order "+string(made.Number)+" created. Waybill "+made.Waybill+".")
	again := p.Submit(t, submit).Has(t, 200, "Logistics order "+string(made.Number)+" created.")
	if again.Path() != first.Path() || parcels(t, d, o) != 1 {
		t.Errorf("sent again it leads to %s, %d logistics orders", again.Path(), parcels(t, d, o))
	}
	if made.Collection.Mode != parcel.DoorPickup || made.Goods[0].NameEN != "Cup" || made.Declared != 190 {
		t.Errorf("it is %+v", made)
	}
}

func TestManySubmitsAtOnceMakeOneLogisticsOrder(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	everybody := site(t, d)
	var pages []*browser.Page
	for range 8 {
		pages = append(pages, everybody.As(t, visitor(d)).Get(step2(o, "channel", "CPAM")))
	}
	var wg sync.WaitGroup
	for _, p := range pages {
		wg.Go(func() { p.Submit(t, submit).Has(t, 200, "created", "flash-success") })
	}
	wg.Wait()
	if n := parcels(t, d, o); n != 1 {
		t.Errorf("there are %d logistics orders", n)
	}
}

func TestWhoTookTheOneChanceIsTold(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	p := draft(t, d, o, "weight", "0.3")
	made := d.Sent(t, o, domain.Choice{})
	told := p.Submit(t, submit).Has(t, 200, "flash-failure", "This order already has logistics order "+string(made.Number))
	if told.Path() != link.Parcel(string(made.Number)) {
		t.Errorf("the visitor is at %s", told.Path())
	}
}

func TestPartOfAnOrderIsSubmitted(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	p := draft(t, d, o, "pieces.1", "1").Has(t, 200, "1 ×", "0.100 kg with packing")
	p.Submit(t, submit).Has(t, 200, "created")
	p.Submit(t, submit).Has(t, 200, "created")
	if made := d.OfOrder(t, o); len(made) != 1 || made[0].Goods[0].Quantity != 1 {
		t.Errorf("there are %+v", made)
	}
}

func TestDomesticExpressNeedsCompanyAndNumber(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	p := draft(t, d, o).Submit(t, submit, "collection", "self_post", "number", "12 34").Has(t, 422, "Choose a domestic logistics company.", "1 thing needs")
	p = p.Submit(t, submit, "company", "SF").Has(t, 422, "“1234” is not a number of SF Express.")
	if got := p.Field(t, "number"); got != "12 34" {
		t.Errorf("the number is %q", got)
	}
	p.Submit(t, submit, "number", "SF1234567890123").Has(t, 200, "created")
	if c := d.OfOrder(t, o)[0].Collection; c.Company != "SF" || c.Number != "SF1234567890123" {
		t.Errorf("it is sent by %+v", c)
	}
}

func TestAWrongDeclarationIsKeptAndSaidBesideEachField(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	typed := []string{
		"goods.0.name_cn", strings.Repeat("杯", 21), "goods.0.name_en", "Tasse für Tee", "goods.0.value", "0", "goods.0.weight", "2.001",
		"goods.0.hs_code", "69-11", "sender", "999",
	}
	p := draft(t, d, o).Submit(t, submit, typed...).Has(t, 422, "At most 20 characters; this has 21.", "Use Latin letters only.",
		"Between US $0.01 and US $10,000.00.", "Between 0.001 and 2.000 kg.", "An HS code consists of digits and dots.", "Choose an address.", "Chinese name: ")
	for i := 0; i < len(typed)-2; i += 2 {
		if got := p.Field(t, typed[i]); got != typed[i+1] {
			t.Errorf("%s is %q, want %q", typed[i], got, typed[i+1])
		}
	}
	p.Submit(t, submit, "goods.0.value", "much").Has(t, 422, "Enter an amount as a number").Lacks(t, "Between US $0.01")
	if parcels(t, d, o) != 0 {
		t.Error("a logistics order was made")
	}
}

func TestTheSummaryOfSeveralArticlesSaysWhichIsMeant(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t, func(o *order.Order) {
		second := o.Lines[0]
		second.Number, second.SKU = 2, "NEW-1"
		o.Lines = append(o.Lines, second)
	})
	draft(t, d, o, "weight", "0.4").Submit(t, submit, "goods.1.name_en", "").Has(t, 422, "English name (NEW-1): Fill in this field.")
}

func TestChecksThatStopAreNotPassed(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t, func(o *order.Order) {
		o.Channel, o.Category, o.ShipTo.Country, o.Lines[0].SKU = channel.Standard, channel.BuiltInBattery, "ES", "TWS-W"
	})
	p := draft(t, d, o)
	p = p.Submit(t, "Check again", "goods.0.battery", "").Has(t, 200, "The product TWS-W is Built-in battery, but it is not declared so.", "Stop")
	p = p.Submit(t, submit).Has(t, 409, "This cannot be submitted. See: Goods category and flags.")
	if parcels(t, d, o) != 0 {
		t.Error("a logistics order was made")
	}
	p.Submit(t, submit, "goods.0.battery", "yes").Has(t, 200, "created")
}

func TestAWarningThatNeedsAReasonWaitsForIt(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t, func(o *order.Order) { o.Lines[0].Quantity = 1001 })
	p := draft(t, d, o, "weight", "1", "pieces.1", "999")
	exec(t, d, `UPDATE variants SET stock = 10 WHERE store_id = ?`, d.Store)
	p = p.Submit(t, "Check again", "goods.0.weight", "0.9").Has(t, 200, "There are 10 of CUP-1 on the shelf, 999 are needed. Say why you ship.")
	p = p.Submit(t, submit).Has(t, 422, "Say why you go on. See: Stock.")
	p.Submit(t, submit, "reason.stock", "A delivery comes today").Has(t, 200, "created")
	if !strings.Contains(said(t, d, o), "A delivery comes today") {
		t.Errorf("history says %s", said(t, d, o))
	}
}

func TestAnOfferThatChangedComesBackWithWhatChanged(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	p := draft(t, d, o)
	exec(t, d, `UPDATE variants SET stock = 700 WHERE store_id = ?`, d.Store)
	p = p.Submit(t, submit, "goods.0.name_en", "Tea cup").Has(t, 409, "Something changed since the page was shown.", "Stock: was CUP-1: 1000, is now CUP-1: 700.")
	if got := p.Field(t, "goods.0.name_en"); got != "Tea cup" {
		t.Errorf("the name is %q", got)
	}
	if parcels(t, d, o) != 0 {
		t.Error("a logistics order was made")
	}
	p.Submit(t, submit).Has(t, 200, "created")
}

func TestADamagedOfferIsAskedForAgain(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	p := draft(t, d, o).Submit(t, submit, "offer", "nonsense").Has(t, 422, "The form is damaged.")
	p.Submit(t, submit).Has(t, 200, "created")
}

func TestLookingAtTheChecksMakesNothing(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	p := draft(t, d, o).Submit(t, "Check again", "goods.0.name_en", "")
	p.Has(t, 200, "Fill in this field.", "One field of the form needs attention.")
	if parcels(t, d, o) != 0 {
		t.Error("a logistics order was made")
	}
	b := owner(t, d)
	b.AsHTMX("offer").Post(step2(o, "channel", "CPAM"), "check", "yes").Has(t, 200, "What you submit", "Checks").Lacks(t, "<html", submit)
	d.Sent(t, o, domain.Choice{})
	if p := b.AsHTMX("offer").Post(step2(o, "channel", "CPAM"), "check", "yes"); p.Header.Get("HX-Redirect") == "" {
		t.Errorf("a script is not told that the order was shipped: %d %v", p.Status, p.Header)
	}
}

func TestWithoutAnAnswerTheLogisticsOrderWaits(t *testing.T) {
	d := desk.New(t)
	d.Network.Dead = true
	draft(t, d, d.Place(t)).Submit(t, submit).Has(t, 200, "created. Waiting for a waybill number.")
	d.Network.Dead, d.Network.Refuses = false, true
	draft(t, d, d.Place(t)).Submit(t, submit).Has(t, 200, "flash-failure", "The logistics network refused logistics order")
}

func TestAClosedLogisticsOrderIsReplacedKnowingly(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	old := d.Sent(t, o, domain.Choice{})
	if err := d.Cancel(t.Context(), d.Store, history.Somebody(d.Person), old.Number); err != nil {
		t.Fatal(err)
	}
	owner(t, d).Get(step1(o)).Has(t, 200, "closed before it left the warehouse", string(old.Number), next)
	p := draft(t, d, o).Submit(t, submit, "reason.replaces", "New box").Has(t, 422, "Confirm that this takes the place of logistics order "+string(old.Number))
	p.Submit(t, submit, "replaces", "yes").Has(t, 200, "created")
}

func TestReturnIsOfferedWhereTheChannelBringsParcelsBack(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t, func(o *order.Order) { o.Channel, o.ShipTo.Country = channel.Standard, "ES" })
	p := draft(t, d, o).Has(t, 200, "CN¥15.00 per parcel, charged when it leaves the warehouse")
	p = p.Submit(t, "Check again", "undeliverable", "return").Has(t, 200, "Return fee")
	p.Submit(t, submit).Has(t, 200, "created")
	if made := d.OfOrder(t, o)[0]; made.Undeliverable != parcel.Return || made.ReturnFee != money.Of(1500, money.CNY) {
		t.Errorf("it is %s for %v", made.Undeliverable, made.ReturnFee)
	}
	other := draft(t, d, d.Place(t)).Has(t, 200, "This channel does not bring parcels back")
	other.Submit(t, submit, "undeliverable", "return").Has(t, 422, "This channel does not bring parcels back")
}

func TestAnUnknownArticleIsDeclaredAndKept(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t, func(o *order.Order) { o.Lines[0].SKU = "NEW-1" })
	p := draft(t, d, o, "weight", "0.3").Has(t, 200, "Keep this as the product NEW-1", "The stock of NEW-1 is not known.")
	if got := p.Link(t, "See the products (opens in a new tab)"); got != link.Products() {
		t.Errorf("it leads to %s", got)
	}
	p.Submit(t, submit, "goods.0.name_cn", "勺子", "goods.0.name_en", "Spoon", "goods.0.weight", "0.2", "goods.0.keep", "yes").Has(t, 200, "created")
	items, err := d.Stock.ForSKUs(t.Context(), d.Store, []string{"NEW-1"})
	if err != nil || items["NEW-1"].NameEN != "Spoon" {
		t.Errorf("the product is %+v, %v", items, err)
	}
}

func TestWithoutAddressesTheAddressBookIsShown(t *testing.T) {
	d := desk.New(t)
	exec(t, d, `DELETE FROM addresses WHERE store_id = ?`, d.Store)
	p := draft(t, d, d.Place(t)).Has(t, 200, "None in your address book yet.", "There is no sender address in your address book.")
	p.Submit(t, submit).Has(t, 422, "Choose an address.")
}

func TestStep2GoesBackToTheSameChoice(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	p := draft(t, d, o, "weight", "0.25", "length", "20", "width", "10", "height", "5.5", "pieces.1", "1").Follow(t, "Back to step 1").Has(t, 200, "0.250 kg with packing · 20 × 10 × 5.5 cm")
	for name, want := range map[string]string{"weight": "0.250", "height": "5.5", "pieces.1": "1", "channel": "CPAM"} {
		if got := p.Field(t, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// said is what history tells of an order.
func said(t *testing.T, d *desk.Desk, o order.Order) string {
	t.Helper()
	entries, err := d.History.Of(t.Context(), d.Store, history.About(history.Order, o.ID))
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, e := range entries {
		text += e.Action + " " + e.Args["Reason"] + "\n"
	}
	return text
}

// exec changes something behind the pages' back.
func exec(t *testing.T, d *desk.Desk, statement string, args ...any) {
	t.Helper()
	if _, err := d.DB.Exec(t.Context(), statement, args...); err != nil {
		t.Fatal(err)
	}
}

func TestOtherOrdersOfTheBuyerAreOneClickAway(t *testing.T) {
	d := desk.New(t)
	first := d.Place(t)
	same := func(o *order.Order) { o.Buyer, o.ShipTo = first.Buyer, first.ShipTo }
	second, third := d.Place(t, same), d.Place(t, same)
	p := draft(t, d, first).Has(t, 200, "2 other orders of this buyer to the same address wait for shipment")
	for _, o := range []order.Order{second, third} {
		if got := p.Link(t, string(o.Number)+" (opens in a new tab)"); got != link.Order(string(o.Number)) {
			t.Errorf("order %s is at %s", o.Number, got)
		}
	}
}

func TestALineThatIsAloneWeighsWhatThePackingLeaves(t *testing.T) {
	d := desk.New(t)
	unknown := func(o *order.Order) { o.Lines[0].SKU = "NEW-1" }
	for weight, want := range map[string]string{"0.25": "0.240", "0.011": "0.001", "0.01": ""} {
		if got := draft(t, d, d.Place(t, unknown), "weight", weight).Field(t, "goods.0.weight"); got != want {
			t.Errorf("in a parcel of %s kg the line weighs %q, want %q", weight, got, want)
		}
	}
	if got := draft(t, d, d.Place(t), "weight", "0.25").Field(t, "goods.0.weight"); got != "0.180" {
		t.Errorf("two pieces of 90 g each weigh %q", got)
	}
	two := d.Place(t, func(o *order.Order) {
		second := o.Lines[0]
		second.Number, second.SKU = 2, "NEW-1"
		o.Lines = append(o.Lines, second)
	})
	if got := draft(t, d, two, "weight", "0.4").Field(t, "goods.1.weight"); got != "" {
		t.Errorf("beside another line it weighs %q, which nobody knows", got)
	}
}

func TestEachCheckLeadsWhereItIsMended(t *testing.T) {
	d := desk.New(t)
	first := d.Place(t, func(o *order.Order) { o.ShipBy = sample.Moment.Add(3 * time.Hour) })
	o := d.Place(t, func(o *order.Order) {
		o.Buyer, o.ShipTo, o.Lines[0].SKU = first.Buyer, first.ShipTo, "TWS-B"
		o.ShipBy = sample.Moment.Add(48 * time.Hour)
	})
	p := draft(t, d, first).Has(t, 200, "3 hours are left to ship.", "Another order of this buyer")
	if got := p.Link(t, string(o.Number)+" (opens in a new tab)"); got != link.Order(string(o.Number)) {
		t.Errorf("the other order is at %s", got)
	}
	p = draft(t, d, o, "category", "ordinary").Has(t, 200, "The stock of TWS-B is not known.", "is declared as Built-in battery, but the goods category is Ordinary")
	if got := p.Link(t, "See the product (opens in a new tab)"); got != link.Product("TWS-B") {
		t.Errorf("the product is at %s", got)
	}
	p.Follow(t, "Change in step 1").Has(t, 200, "Shipping", "stock unknown", "Your products ask for another goods category")
	gone := d.Place(t, func(o *order.Order) { o.ShipTo.Street = "" })
	p = draft(t, d, gone).Has(t, 200, "The buyer's address is not complete: Street and number. Ask the buyer, then correct it.")
	if got := p.Link(t, "Correct the address (opens in a new tab)"); got != link.OrderAddress(string(gone.Number))+"#f-street" {
		t.Errorf("the address is corrected at %s", got)
	}
	d.Bind(t, paying.Arrears)
	draft(t, d, gone).Has(t, 200, "Freight has been due for more than seven days.", "To be Paid (opens in a new tab)")
}
