package shipping_test

import (
	"strings"
	"testing"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/money"
	"sellerdesk/internal/offline"
	"sellerdesk/internal/order"
	"sellerdesk/internal/testing/desk"
	"sellerdesk/views/link"
)

// agrees puts a price of a carrier into the store's own list: 0.5 kg at most, 60 yuan a kilogram and 12 a parcel.
func agrees(t *testing.T, d *desk.Desk, change ...func(*offline.Price)) {
	t.Helper()
	p := offline.Price{
		Store: d.Store, Carrier: "Yiwu <Agent>", Country: "RU", UpTo: 500, From: 1, PerKilo: money.Of(6000, money.CNY), Fee: money.Of(1200, money.CNY),
	}
	for _, c := range change {
		c(&p)
	}
	if err := d.Offline.Save(t.Context(), d.Person, p); err != nil {
		t.Fatal(err)
	}
}

func TestWithoutAnOwnListOfflineIsEstimatedAndSaidToBe(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	p := owner(t, d).Get(step1(o)).Follow(t, "Offline Shipping").Has(t, 200, "Online or offline?", "no carrier's price", "What you give up offline",
		"for a parcel lost online up to CN¥300.00 are paid", "Automatic tracking", "bad-experience order", "Economy and simple services are not allowed offline.")
	p.Row(t, "offline").Has(t, 200, "Offline", "Estimate", "Cheapest online plan", "About 20 % less")
	p.Row(t, "CPAM").Has(t, 200, "China Post Registered Air Mail", "Chosen", "CN¥30.42", " less")
	if got := p.Link(t, "Fill in Shipping Notice"); got != link.ShippingNotice(string(o.Number)) {
		t.Errorf("it leads to %s", got)
	}
}

func TestTheOwnListSaysWhatOfflineCosts(t *testing.T) {
	d := desk.New(t)
	agrees(t, d)
	agrees(t, d, func(p *offline.Price) {
		p.Carrier, p.Country, p.PerKilo, p.Fee = "Dear", offline.AnyCountry, money.Of(0, money.CNY), money.Of(9000, money.CNY)
	})
	o := d.Place(t)
	p := owner(t, d).Get(step1(o, "how", "offline")).Has(t, 200, "By your price list; parcels sent in the last 30 days: 0.", "Dear", "CN¥90.00").Lacks(t, "Estimate")
	p.Row(t, "offline").Has(t, 200, "Yiwu <Agent>", "CN¥23.40", "Price up to 500 g", "0.190 kg × CN¥60.00 per kg = CN¥11.40", "Per parcel = CN¥12.00")
	p.Row(t, "CPAM").Has(t, 200, "CN¥30.42", "CN¥7.02 (23.1 %) less")
	if strings.Contains(p.Body, "<Agent>") {
		t.Error("a carrier's name is markup")
	}
}

func TestTheWayOfflineAndBackKeepsWhatWasTyped(t *testing.T) {
	d := desk.New(t)
	agrees(t, d)
	o := d.Place(t)
	p := owner(t, d).Get(step1(o)).Submit(t, "Recalculate", "weight", "0.5", "channel", "CAINIAO_STANDARD")
	p = p.Follow(t, "Offline Shipping")
	p.Row(t, "offline").Has(t, 200, "CN¥42.00")
	p.Row(t, "CAINIAO_STANDARD").Has(t, 200, "Chosen")
	if got := p.Follow(t, "Online Shipping").Field(t, "weight"); got != "0.500" {
		t.Errorf("back online the weight is %q", got)
	}
}

func TestTheWayOfflineIsRenewedWithThePlans(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	b := owner(t, d)
	way := b.AsHTMX("plans").Get(step1(o, "category", "liquid", "weight", "0.7")).Has(t, 200, `hx-swap-oob="true"`).Part(t, "ways").Link(t, "Offline Shipping")
	b.Get(way).Has(t, 200, "<html", "your price list has no row for 700 g to Russia")
}

func TestWhereNoPlanFitsOfflineGoesByTheOwnListAlone(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	way := []string{"category", "liquid"}
	p := owner(t, d).Get(step1(o, way...)).Has(t, 200, "No plan fits this parcel.")
	if got := p.Link(t, "Fill in Shipping Notice"); got != link.ShippingNotice(string(o.Number)) {
		t.Errorf("the short way leads to %s", got)
	}
	p.Follow(t, "Offline Shipping").Has(t, 200, "No online plan can take the parcel, and your price list has no row for 190 g to Russia.", "What you give up offline")
	agrees(t, d)
	p = p.Follow(t, "Offline Shipping").Has(t, 200, "No online plan can take the parcel.").Lacks(t, "Offline instead costs")
	p.Row(t, "offline").Has(t, 200, "CN¥23.40")
}

func TestWithoutAWeightThereIsNothingToCompare(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t, func(o *order.Order) { o.Lines[0].SKU = "NEW-1" })
	owner(t, d).Get(step1(o, "how", "offline")).Has(t, 200, "Enter the weight of the parcel in Online Shipping to compare prices.", "Fill in Shipping Notice")
}

func TestTheComparisonSpeaksChinese(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t, func(o *order.Order) { o.Channel = channel.ChinaPostRegistered })
	b := owner(t, d, chinese)
	b.Get(step1(o, "how", "offline")).Has(t, 200, "线上还是线下？", "估算", "约低 20%", "线下发货的代价", "不良体验订单", "中国邮政挂号小包").Lacks(t, "[offline", "[ship")
	agrees(t, d)
	b.Get(step1(o, "how", "offline")).Has(t, 200, "0.190 千克 × CN¥60.00/千克 = CN¥11.40", "低 CN¥7.02（23.1%）", "按您的价格表计算").Lacks(t, "[offline")
}
