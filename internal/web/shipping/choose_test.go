package shipping_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/history"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/product"
	"sellerdesk/internal/testing/desk"
	"sellerdesk/views/link"

	domain "sellerdesk/internal/shipping"
)

func TestShippingShowsWhatToCheckAndWhatEachPlanCosts(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t, func(o *order.Order) { o.Note = "Gift, <please> wrap" })
	p := owner(t, d).Get(step1(o))
	p.Has(t, 200, "Shipping", "Check this order first", string(o.Number), "Ivan 1", "Russia", "Colour: Blue", "90 g each", "1,000 in stock",
		"5 d left", "Gift, <please> wrap", "Online Shipping", "Offline Shipping", "Goods Category", "0.190 kg with packing · 14 × 9 × 9 cm")
	p.Has(t, 200, "Service Name", "Estimated Shipping Cost", "View Shipping Restrictions", next)
	p.Row(t, "CPAM").Has(t, 200, "China Post Registered Air Mail", "Chosen by the buyer", "Standard", "compensation up to CN¥300.00", "destroy only",
		"20–60 days", "Full tracking", "CN¥30.42", "0.190 kg × CN¥68.00 per kg = CN¥12.92", "Handling fee per parcel = CN¥17.50")
	p.Row(t, "CPAM_HRB").Has(t, 200, "Sample price")
	if got := p.Link(t, "Contact"); got != link.Contact(string(o.Number)) {
		t.Errorf("Contact leads to %s", got)
	}
}

func TestTheBuyersChannelIsPreselected(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	p := owner(t, d).Get(step1(o))
	if got := p.Field(t, "channel"); got != "CPAM" {
		t.Errorf("%q is preselected", got)
	}
	p.Submit(t, next).Has(t, 200, "Create Logistics Order", "China Post Registered Air Mail", "Chosen by the buyer")
}

func TestTheBuyersChannelComesFirst(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t, func(o *order.Order) { o.Channel = channel.Standard })
	p := owner(t, d).Get(step1(o))
	if rows := p.Rows(); slices.Index(rows, string(channel.Standard)) > slices.Index(rows, "CPAM") {
		t.Errorf("the plans come as %v", rows)
	}
	if got := p.Field(t, "channel"); got != string(channel.Standard) {
		t.Errorf("%q is preselected", got)
	}
}

func TestWithoutAChoiceOfTheBuyerOneIsAgreedOnFirst(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t, func(o *order.Order) { o.Channel = "" })
	p := owner(t, d).Get(step1(o)).Has(t, 200, "The buyer chose no channel: agree on one first.", "No channel chosen", "Contact")
	if got := p.Field(t, "channel"); got != "" {
		t.Errorf("%q is preselected", got)
	}
	p.Submit(t, next).Has(t, 422, "Choose a service.", "Agree on a channel with the buyer")
	p = p.Submit(t, next, "channel", "CPAM").Has(t, 422, "Agree on a channel with the buyer").Lacks(t, "Choose a service.")
	p.Submit(t, next, "agreed", "yes").Has(t, 200, "Create Logistics Order", "China Post Registered Air Mail")
}

func TestAnotherChannelThanTheBuyersAsksForAReason(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	p := owner(t, d).Get(step1(o)).Lacks(t, "Why another channel")
	p = p.Submit(t, next, "channel", "CAINIAO_STANDARD").Has(t, 422, "The buyer chose another channel. Say why you do not use it.")
	p.Row(t, "CAINIAO_STANDARD").Has(t, 422, "Why another channel than the buyer's")
	p = p.Submit(t, next, "reason", "Agreed by message").Has(t, 200, "Create Logistics Order", "AliExpress Standard Shipping")
	p.Has(t, 200, "The buyer chose China Post Registered Air Mail, you send with AliExpress Standard Shipping.")
	if got := p.Field(t, "reason.channel"); got != "Agreed by message" {
		t.Errorf("the reason is %q", got)
	}
}

func TestPlansThatCannotBeUsedComeLastAndSayWhy(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t, func(o *order.Order) {
		o.Channel, o.Category, o.ShipTo.Country = channel.ChinaPostRegistered, channel.BuiltInBattery, "ES"
		o.Lines[0].SKU = "TWS-W"
	})
	p := owner(t, d).Get(step1(o))
	p.Row(t, "CPAM").Has(t, 200, "Chosen by the buyer", "Not for this parcel: The service does not take this goods category: Built-in battery.", `aria-disabled="true"`, "disabled")
	if got := p.Field(t, "category"); got != string(channel.BuiltInBattery) {
		t.Errorf("the goods category is %s, not that of the product", got)
	}
	rows := p.Rows()
	if slices.Index(rows, "CPAM") < slices.Index(rows, "CAINIAO_STANDARD") {
		t.Errorf("the plans come as %v", rows)
	}
	if rest := rows[slices.Index(rows, "CPAM")+1:]; len(rest) == 0 {
		t.Error("nothing is folded away after the buyer's choice")
	} else {
		p.Has(t, 200, fmt.Sprintf("%d services that cannot take this parcel", len(rest)))
		p.Row(t, rest[0]).Has(t, 200, `aria-disabled="true"`, "The service").Lacks(t, `type="radio"`)
	}
	p.Submit(t, next).Has(t, 422, "Choose a service.")
	p.Submit(t, "Recalculate", "category", "ordinary").Has(t, 200, "Your products ask for another goods category: Built-in battery.")
}

func TestWhereNoPlanFitsTheRuleIsNamedAndOfflineOffered(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	p := owner(t, d).Get(step1(o, "category", "liquid")).Has(t, 200, "No plan fits this parcel. The service does not take this goods category: Liquid.")
	p.Follow(t, "Offline Shipping").Has(t, 200, "Before you ship offline", "No online plan can take the parcel", "postal operators, UPS", "Fill in Shipping Notice").
		Lacks(t, next)
	if got := p.Follow(t, "Offline Shipping").Link(t, "Fill in Shipping Notice"); got != link.ShippingNotice(string(o.Number)) {
		t.Errorf("it leads to %s", got)
	}
}

func TestAnUnknownWeightIsAskedFor(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t, func(o *order.Order) { o.Lines[0].SKU = "NEW-1" })
	p := owner(t, d).Get(step1(o)).Has(t, 200, "Enter the weight of the parcel", "not among your products", "services that wait for the weight")
	p.Submit(t, "Recalculate", "weight", "0.25").Has(t, 200, "0.250 kg with packing", "CN¥34.50").Lacks(t, "Enter the weight of the parcel")
}

func TestQuantityWeightAndSizeChangeThePlans(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	p := owner(t, d).Get(step1(o)).Submit(t, "Recalculate", "pieces.1", "1").Has(t, 200, "0.100 kg with packing", "Goods worth US $6.00", "CN¥24.10")
	p = p.Submit(t, "Recalculate", "weight", "0.5", "length", "50", "width", "30", "height", "30.5")
	p.Has(t, 200, "0.500 kg with packing · 50 × 30 × 30.5 cm", "Length, width and height add up to 110.5 cm, the limit is 90 cm.")
	for name, want := range map[string]string{"pieces.1": "1", "weight": "0.5", "height": "30.5"} {
		if got := p.Field(t, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestAWrongChoiceIsKeptAndSaidBesideItsField(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	b := owner(t, d)
	for typed, want := range map[string]string{
		"weight=heavy":             "Enter a weight in kilograms",
		"length=3&width=x&height=": "Enter a length in centimeters",
		"category=gold":            "Choose one of the options.",
		"pieces.1=3":               "Enter a number from 0 to 2.",
		"pieces.1=0":               "Choose at least one piece to ship.",
		"pieces.1=two":             "Enter a whole number.",
	} {
		p := b.Get(step1(o)+"?"+typed).Has(t, 422, want)
		name, value, _ := strings.Cut(strings.Split(typed, "&")[0], "=")
		if name != "category" && p.Field(t, name) != value {
			t.Errorf("%s: the field holds %q", typed, p.Field(t, name))
		}
		b.Get(step2(o)+"?channel=CPAM&"+typed).Has(t, 422, "Service Name", want)
	}
	b.Get(step2(o, "channel", "NO_SUCH")).Has(t, 422, "Choose a service.")
	b.Get(step2(o, "channel", "YANWEN_JYT", "reason", "x")).Has(t, 422, "This service cannot take the parcel.")
}

func TestPiecesThatWereTakenMeanwhileAreSaid(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	d.FillPart(t, o, 1)
	owner(t, d).Get(step1(o, "pieces.1", "2")).Has(t, 422, "These pieces are already in a logistics order or a shipping notice.")
	owner(t, d).Get(step1(o)).Has(t, 200, "of 1", "0.100 kg with packing")
}

func TestWithoutADeductionAccountTheWayIsBarred(t *testing.T) {
	d := desk.New(t)
	d.Bind(t, paying.NotBound)
	o := d.Place(t)
	b := owner(t, d)
	p := b.Get(step1(o)).Has(t, 200, "Bind a deduction account first.", "CN¥30.42").Lacks(t, next)
	if got := p.Link(t, "Deduction Account Binding"); got != link.DeductionAccount() {
		t.Errorf("it leads to %s", got)
	}
	b.Get(step2(o, "channel", "CPAM")).Has(t, 409, "Bind a deduction account first.").Lacks(t, submit)
	d.Bind(t, paying.Arrears)
	b.Get(step1(o)).Has(t, 200, "Freight has been due for more than seven days.", next)
}

func TestAStoreWithoutANetworkSeesPlansAndIsTold(t *testing.T) {
	d := desk.New(t)
	d.Network.Gone = true
	o := d.Place(t)
	p := owner(t, d).Get(step1(o)).Has(t, 200, "No logistics network is set up for this store.", "CN¥30.42")
	p.Submit(t, next).Has(t, 200, "Logistics network", "Stop")
}

func TestAnOrderThatHasALogisticsOrderLeadsThere(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	made := d.Sent(t, o, domain.Choice{})
	b := owner(t, d)
	for _, url := range []string{step1(o), step2(o, "channel", "CPAM")} {
		p := b.Get(url).Has(t, map[bool]int{true: 200, false: 409}[url == step1(o)], "This order already has logistics order "+string(made.Number)).Lacks(t, next, submit)
		if got := p.Link(t, "Logistics order "+string(made.Number)); got != link.Parcel(string(made.Number)) {
			t.Errorf("it leads to %s", got)
		}
	}
}

func TestAnOrderThatCannotBeShippedSaysWhy(t *testing.T) {
	d := desk.New(t)
	b := owner(t, d)
	for _, s := range order.Statuses {
		if s.Shippable() {
			continue
		}
		o := d.Place(t, func(o *order.Order) { o.Status = s })
		b.Get(step1(o)).Has(t, 200, "Nothing to ship now", "Nothing of this order can be shipped now.").Lacks(t, next, "Offline Shipping")
		b.Get(step2(o, "channel", "CPAM")).Has(t, 409, "Nothing to ship now").Lacks(t, submit)
	}
	frozen := d.Place(t, func(o *order.Order) { o.Frozen = true })
	b.Get(step1(frozen)).Has(t, 200, "The order is frozen by the platform.")
}

func TestOnlyThePlansAreSentToAScript(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	b := owner(t, d)
	p := b.AsHTMX("plans").Get(step1(o, "category", "liquid")).Has(t, 200, "No plan fits this parcel.").Lacks(t, "<html", "Check this order first", next)
	if got := p.Header.Values("Vary"); !slices.Contains(got, "HX-Request") {
		t.Errorf("Vary is %v", got)
	}
	d.Sent(t, o, domain.Choice{})
	if p := b.AsHTMX("plans").Get(step1(o)); p.Status != 204 || p.Header.Get("HX-Refresh") != "true" {
		t.Errorf("an order that was shipped meanwhile answers %d, %v", p.Status, p.Header)
	}
}

func TestShippingIsForThoseWhoMayShip(t *testing.T) {
	d := desk.New(t)
	o, other := d.Place(t), d.Place(t, func(o *order.Order) { o.Store = d.Other })
	s := site(t, d)
	for role, want := range map[account.Role]int{account.Viewer: 403, account.Finance: 403, account.Shipper: 200, account.Owner: 200} {
		b := s.As(t, visitor(d, func(v *account.Visitor) { v.Role = role }))
		b.Get(step1(o)).Has(t, want)
		b.Get(step2(o, "channel", "CPAM")).Has(t, want)
		b.Post(step2(o, "channel", "CPAM"), "check", "yes").Has(t, want)
		for _, number := range []order.Number{other.Number, "99", "x%2Fy"} {
			if want == 200 {
				want404 := order.Order{Number: number}
				b.Get(step1(want404)).Has(t, 404)
				b.Get(step2(want404)).Has(t, 404)
				b.Post(step2(want404), "check", "yes").Has(t, 404)
			}
		}
	}
}

func TestShippingSpeaksChinese(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	p := owner(t, d, chinese).Get(step1(o)).Has(t, 200, "发货", "请先核对订单", "线上发货", "线下发货", "货物类型", "服务名称", "预估运费",
		"中国邮政挂号小包", "买家已选", "0.190 千克 × CN¥68.00/千克 = CN¥12.92", "俄罗斯").Lacks(t, "[ship", "[tariff")
	p.Submit(t, "下一步，创建物流订单").Has(t, 200, "创建物流订单", "申请上门揽收", "国内物流单号", "申报商品", "无法投递的包裹", "查看寄送限制", "提交发货").
		Lacks(t, "[ship", "[preflight", "[parcel")
}

func TestLongAndForeignTextsStayWhole(t *testing.T) {
	d := desk.New(t)
	long := strings.Repeat("Ærøskøbing <b>&", 20)
	o := d.Place(t, func(o *order.Order) {
		o.Buyer.Name, o.Lines[0].Title, o.Lines[0].Attributes = "محمد عبد الله", long, long
		o.Lines[0].Price = money.Money{}
	})
	d.Shelve(t, product.Product{Title: "x", Variants: []product.Variant{{SKU: "LONG"}}})
	for _, url := range []string{step1(o), step2(o, "channel", "CPAM")} {
		if p := owner(t, d).Get(url).Has(t, 200, "محمد عبد الله", long); strings.Contains(p.Body, "<b>") {
			t.Errorf("%s shows markup of a title", url)
		}
	}
}

func TestANoticeThatLostItsNumberOpensShippingForItsPieces(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	by := history.Somebody(d.Person)
	lp := d.Sent(t, o, domain.Choice{})
	if _, err := d.FillNotice(t.Context(), d.Store, by, o.Number, domain.NoticeForm{Parcel: lp.Number}); err != nil {
		t.Fatal(err)
	}
	owner(t, d).Get(step1(o)).Has(t, 200, "Nothing to ship now")
	if err := d.Cancel(t.Context(), d.Store, by, lp.Number); err != nil {
		t.Fatal(err)
	}
	p := owner(t, d).Get(step1(o)).Has(t, 200, "The shipping notice with "+lp.Waybill+" has lost its logistics order.", "2 of 2").Lacks(t, "Quantity to ship")
	p = p.Submit(t, next).Has(t, 200, "Create Logistics Order")
	p.Submit(t, submit, "replaces", "yes", "reason.replaces", "The first one was cancelled").Has(t, 200, "created")
}
