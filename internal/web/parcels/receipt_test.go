package parcels_test

import (
	"strings"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/history"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/views/link"
)

// decided is the logistics order of an order whose buyer wanted another channel
// and has a name that labels cannot print.
func (s site) decided(t *testing.T) parcel.Parcel {
	t.Helper()
	s.Ready(t)
	o := s.Order(t, func(o *order.Order) { o.Channel, o.ShipTo.Name = channel.ChinaPostOrdinary, "محمد" })
	c := shipping.Choice{Channel: channel.Standard, Weight: 174, Reason: "Agreed in a message <b>"}
	d, err := s.Shipping.Draft(t.Context(), s.Store, o.Number, c, nil)
	if err != nil {
		t.Fatal(err)
	}
	cable := &d.Form.Goods[1]
	cable.NameEN, cable.NameCN, cable.Weight = "USB cable", "数据线", 40
	made, err := s.Shipping.Submit(t.Context(), s.Store, history.Somebody(s.Owner), o.Number, c, d.Form, d.Offer)
	if err != nil {
		t.Fatalf("%v; checks %+v", err, d.Checks)
	}
	return made.Parcel
}

func TestTheDecisionBehindALogisticsOrderIsOnItsPage(t *testing.T) {
	s := newSite(t)
	p := s.decided(t)
	page := s.as(t, account.Owner).Get(link.Parcel(string(p.Number)))
	page.Has(t, 200, "Li Wei chose AliExpress Standard Shipping for "+p.Quote.String()+" on 20 Nov 2026, 14:00.",
		"Buyer's choice China Post Ordinary Small Packet Plus", "Tariff version "+p.Tariff, "Goods Category Built-in battery",
		"plans could not take the parcel", "China Post Registered Air Mail", "The service does not take this goods category: Built-in battery.",
		"The buyer chose China Post Ordinary Small Packet Plus, you send with AliExpress Standard Shipping.",
		"Answer: “Agreed in a message <b>”", "The label cannot show every letter", "checks passed: Deduction account")
}

func TestTheDecisionReadsInChineseAsWell(t *testing.T) {
	s := newSite(t)
	p := s.decided(t)
	chinese := browser.Visitor(s.Store, func(v *account.Visitor) { v.Person.Language = account.Chinese })
	s.pages.As(t, chinese).Get(link.Parcel(string(p.Number))).
		Has(t, 200, "提交时的决定", "选择了AliExpress无忧物流-标准", "买家选择的是 中国邮政平常小包+", "卖家说明：“Agreed in a message <b>”", "个方案无法承运该包裹", "项检查已通过：扣款账户、").
		Lacks(t, "no value", "CAINIAO_STANDARD")
}

func TestAViewerReadsTheDecisionWithoutTheAddress(t *testing.T) {
	s := newSite(t)
	p := s.decided(t)
	s.as(t, account.Viewer).Get(link.Parcel(string(p.Number))).
		Has(t, 200, "Text on the label", "Agreed in a message").Lacks(t, "The label cannot show")
}

func TestWithoutAReceiptNothingIsSaidOfADecision(t *testing.T) {
	s := newSite(t)
	p := s.Parcel(t)
	s.as(t, account.Owner).Get(link.Parcel(string(p.Number))).Has(t, 200).Lacks(t, "Decision at Submit")
}

func TestAReceiptOfTheFirstVersionIsReadWithoutItsValues(t *testing.T) {
	s := newSite(t)
	p := s.Parcel(t)
	old := `{"At":"2026-11-20T06:00:00Z","Person":1,"Channel":"CPAM","Category":"ordinary","Tariff":"2026.1","Price":{"Minor":3042,"Currency":"CNY"},
		"Plans":[{"Channel":"CPAM","Price":{"Minor":3042,"Currency":"CNY"}},{"Channel":"EMS","Excluded":["tariff_rule_weight","tariff_rule_no_weight"]}],
		"Checks":[{"Code":"stock","Result":"warning","Reason":"preflight_stock_short","Answer":"Arrives today"}]}`
	if _, err := s.DB.Exec(t.Context(), `UPDATE parcels SET receipt = ? WHERE id = ?`, old, p.ID); err != nil {
		t.Fatal(err)
	}
	page := s.as(t, account.Owner).Get(link.Parcel(string(p.Number))).
		Has(t, 200, "China Post Registered Air Mail", "CN¥30.42", "One plan could not take the parcel", "Stock Attention Answer: “Arrives today”")
	if strings.Contains(page.Body, "no value") {
		t.Error("a sentence without its values is shown")
	}
}
