package e2e_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/i18n"
	"sellerdesk/views/link"
)

// long is the order of a buyer with a name of about 300 characters.
const long = "8099900000000001"

// odd are names of buyers that a page must bear: long ones in a script read from
// the right and without a place to break, and such that look like something else.
var odd = map[string]string{
	long:               strings.TrimSpace(strings.Repeat("عبد الرحمن بن محمد ", 16)),
	"8099900000000002": strings.Repeat("Wolfeschlegelsteinhausen", 5),
	"8099900000000003": `<script>alert(1)</script> & "Sons"`,
	"8099900000000004": `=HYPERLINK("http://example.com","click")`,
}

// oddOrders writes an order export with the odd names.
func oddOrders(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "odd.csv")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	w := csv.NewWriter(f)
	rows := [][]string{{"订单号", "订单状态", "买家名称", "下单时间", "付款时间", "产品总金额", "物流费用", "订单金额", "产品信息",
		"收货人名称", "收货国家", "州/省", "城市", "地址", "邮编", "手机", "买家选择物流", "发货期限"}}
	for number, buyer := range odd {
		rows = append(rows, []string{number, "等待您发货", buyer, "2026-11-20 12:30", "2026-11-20 12:30", "US $18.99", "$0.00", "US $18.99",
			"【1】" + strings.Repeat("Extraordinarily-long-title-without-a-single-blank-", 4) + "\n(商家编码:ODD-1)\n(产品数量:1 piece)\n",
			buyer, "沙特阿拉伯", "Riyadh", "Riyadh", strings.Repeat("شارع الملك فهد ", 12), "11564", "501234567", "AliExpress Standard Shipping", "2026-11-27 12:30"})
	}
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestOddNamesFitEveryPage tells of a new store whose buyers have names that are
// long, of another script, or like a piece of code.
func TestOddNamesFitEveryPage(t *testing.T) {
	t.Parallel()
	file := oddOrders(t)
	for _, l := range sizes()[1:] { // where there is least room
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			p := demo(t)
			settle(t, p)
			s := open(t, p, l)
			s.signIn("owner@second.test")
			s.click("Import Orders")
			s.Attach(s.say("Order export"), file)
			s.click("Check File")
			s.page("odd-import")
			s.Click(i18n.T(s.look.lang.site, "importing_import", "Count", len(odd)))
			s.See(i18n.T(s.look.lang.site, "importing_done", "Count", len(odd)))
			s.Goto(link.Orders())
			for number, buyer := range odd {
				s.in(number).See(strings.TrimSpace(buyer))
			}
			s.page("odd-orders")
			s.visit(long)
			s.shorten(long)
		})
	}
}

// visit looks at the pages of an order.
func (s *seller) visit(number string) {
	s.t.Helper()
	for name, address := range map[string]string{
		"details": link.Order(number),
		"plans":   link.With(link.Shipping(number), "weight", "0.2"),
		"create":  link.With(link.LogisticsOrder(number), "weight", "0.2", "channel", string(channel.Standard), "category", "ordinary"),
		"notice":  link.ShippingNotice(number),
		"contact": link.Contact(number),
	} {
		s.Goto(address)
		if s.Status() != 200 {
			s.t.Errorf("%s of %s has status %d", name, number, s.Status())
		}
		s.page("odd-" + name)
	}
}

// shorten corrects the address to what a carrier takes, from the check that stops the order.
func (s *seller) shorten(number string) {
	s.t.Helper()
	s.Goto(link.With(link.LogisticsOrder(number), "weight", "0.2", "channel", string(channel.Standard), "category", "ordinary"))
	s.see("Correct the address") // opens beside the form, which is kept
	s.Goto(link.Order(number))
	s.click("Correct the address")
	s.page("odd-address")
	s.Fill(s.say("Name"), "Abdulrahman bin Mohammed")
	s.Fill(s.say("Street and number"), "King Fahd Road 1")
	s.click("Save")
	s.see("Order Details")
	s.See("King Fahd Road 1", i18n.T(s.look.lang.site, "orders_readdressed"))
}
