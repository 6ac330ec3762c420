package shipping_test

import (
	"fmt"
	"strings"
	"testing"

	"sellerdesk/internal/address"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/desk"
	"sellerdesk/internal/testing/sample"
)

// farAway adds a pick-up address outside every collection range, and returns its id.
func farAway(t *testing.T, d *desk.Desk) string {
	t.Helper()
	id, err := d.Book.Insert(t.Context(), sample.Pickup(func(a *address.Address) {
		a.Store, a.Preferred, a.Street, a.District, a.City, a.Province = d.Store, false, "人民路1号", "", "玉树市", "青海省"
	}))
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(id)
}

// outside is step 2 of an order that waits outside the collection range.
func outside(t *testing.T, d *desk.Desk, o order.Order) *browser.Page {
	t.Helper()
	return draft(t, d, o).Submit(t, "Check again", "pickup", farAway(t, d))
}

func TestOutsideTheRangeTheTransitWarehouseIsShownWithEverythingToReachIt(t *testing.T) {
	d := desk.New(t)
	p := outside(t, d, d.Place(t)).Has(t, 200, "Outside the collection range", "The pick-up address is outside the collection range",
		"You send the parcel to the transit warehouse:", "Ask the warehouse by phone, then write down what was arranged.",
		"Collection arranged with the warehouse", "Contact person", "11183", "Monday to Saturday, 10:00–18:00",
		"Pack in two layers", "Domestic Logistics Company", "Domestic Logistics Order Number")
	for _, example := range []string{"Number formats by company", "SF Express SF1234567890123", "YTO Express YT1234567890123", "EMS EA123456785CN"} {
		p.Has(t, 200, example)
	}
	if got := p.Link(t, "Go to the field"); !strings.HasPrefix(got, "#") {
		t.Errorf("the finding is mended at %s", got)
	}
}

func TestOutsideTheRangeACollectionCanBeArranged(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	p := outside(t, d, o).Submit(t, submit, "collection", "arranged").Has(t, 422, "Write what was arranged")
	p.Submit(t, submit, "note", " Driver Wang comes on Monday ").Has(t, 200, "created")
	if c := d.OfOrder(t, o)[0].Collection; c.Mode != parcel.Arranged || c.Note != "Driver Wang comes on Monday" {
		t.Errorf("it is collected by %+v", c)
	}
}

func TestAParcelIsHandedInWhereTheChannelTakesItSo(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	draft(t, d, o).Has(t, 200, "Bring it to the warehouse", "You bring the parcel to the warehouse while it is open:").
		Submit(t, submit, "collection", "self_send").Has(t, 200, "created")
	if c := d.OfOrder(t, o)[0].Collection; c != (parcel.Collection{Mode: parcel.HandIn}) {
		t.Errorf("it goes to the warehouse by %+v", c)
	}
	ems := d.Place(t, func(o *order.Order) { o.Channel = channel.EMS })
	draft(t, d, ems).Has(t, 200, "Domestic Express").Lacks(t, "Bring it to the warehouse").
		Submit(t, submit, "collection", "self_send").Has(t, 422, "This channel does not take parcels by this way: Bring it to the warehouse.")
}

func TestAChannelThatTakesNothingByExpressDoesNotOfferIt(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t, func(o *order.Order) { o.Channel, o.ShipTo.Country = channel.UPSExpedited, "US" })
	p := outside(t, d, o).Lacks(t, "Domestic Express")
	p.Submit(t, submit, "collection", "self_post").
		Has(t, 422, "This channel does not take parcels by this way: Domestic Express.")
	p.Submit(t, submit, "collection", "door_pickup").Has(t, 422, "The pick-up address is outside the collection range of this channel.")
	p.Submit(t, submit, "collection", "self_send").Has(t, 200, "created")
}

func TestAScriptGetsTheWaysOfAnotherPickUpAddress(t *testing.T) {
	d := desk.New(t)
	p := owner(t, d).AsHTMX("offer").Post(step2(d.Place(t), "channel", "CPAM"), "check", "yes", "collection", "arranged", "pickup", farAway(t, d))
	p.Has(t, 200, "Collection arranged with the warehouse", "Outside the collection range").Lacks(t, "<html", submit)
	if !strings.Contains(p.Body, `<fieldset id="ways" class="mb-3" hx-swap-oob="true">`) {
		t.Error("the ways are not put in their place")
	}
}

func TestAWayThatWasChosenStaysChosenWhenTheAddressChanges(t *testing.T) {
	d := desk.New(t)
	p := outside(t, d, d.Place(t))
	near := p.Submit(t, "Check again", "collection", "arranged", "note", "Driver Wang", "pickup", "2").Has(t, 200, "Inside the collection range")
	if got := near.Field(t, "collection"); got != "arranged" {
		t.Errorf("the way is %q", got)
	}
	near.Submit(t, "Check again", "collection", "door_pickup").Has(t, 200).Lacks(t, "Collection arranged with the warehouse")
}

func TestStep2IsInChineseAsWell(t *testing.T) {
	d := desk.New(t)
	owner(t, d, chinese).Get(step2(d.Place(t), "channel", "CPAM")).Has(t, 200, "自送仓库", "请在仓库工作时间内自行送货：", "各快递公司单号格式", "顺丰", "请使用双层包装")
}
