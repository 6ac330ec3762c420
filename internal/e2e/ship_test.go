package e2e_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/views/link"
)

// TestASellerShipsAnOrderFromMyOrdersToFreightPaid is the whole way of an
// order: shipped online, labelled, its buyer told, and its freight paid.
func TestASellerShipsAnOrderFromMyOrdersToFreightPaid(t *testing.T) {
	t.Parallel()
	for _, l := range looks() {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			p := demo(t)
			http := visitor(t, p, "owner@demo.test")
			number := shippable(t, http, channel.ChinaPostRegistered)
			unread, count := unreadOrder(t, http)
			s := open(t, p, l)
			s.enter()
			s.choose(number)
			s.submit()
			lp, waybill := s.booked()
			s.labelled(http, lp, waybill)
			s.tell(lp, waybill)
			s.write(waybill)
			s.read(unread, count)
			s.wait(http, lp)
			s.pay(lp)
		})
	}
}

// enter signs in and, in Chinese, changes the language of the site.
func (s *seller) enter() {
	s.t.Helper()
	s.signIn("owner@demo.test")
	s.see("Orders Waiting for Your Operation", "Waiting for Your Shipment", "Ship by Today", "Shipping Notice to be Filled",
		"To be Paid", "Cancellation Requested", "In Dispute")
	s.see("All", "Awaiting Payment", "Awaiting Shipment", "Partially Shipped", "Awaiting Receipt", "Completed", "Cancelled")
	s.page("my-orders")
	s.click("Waiting for Your Shipment")
	s.see("Shipping", "Contact", "Details")
	s.page("waiting-for-shipment")
}

// choose finds the order and decides how it travels: step 1.
func (s *seller) choose(number string) {
	s.t.Helper()
	s.find(number)
	s.in(number).click("Details")
	s.see("Order Details")
	s.page("order-details")
	s.Back()
	s.in(number).click("Shipping")
	s.see("Online Shipping", "Offline Shipping", "Service Name", "Estimated Shipping Cost", "Goods Category")
	s.See(number)
	if name := s.channel(channel.ChinaPostRegistered); !s.Chosen(name) {
		s.t.Errorf("%s, the buyer's own choice, is not preselected", name)
	}
	s.page("shipping")
	s.Choose(s.say("Ordinary"))
	s.click("Next, create logistics order")
}

// channel is the name of a channel in the seller's language.
func (s *seller) channel(c channel.Code) string {
	names := map[channel.Code]map[string]string{
		channel.ChinaPostRegistered: {i18n.English: "China Post Registered Air Mail", i18n.Chinese: "中国邮政挂号小包"},
		channel.Standard:            {i18n.English: "AliExpress Standard Shipping", i18n.Chinese: "AliExpress无忧物流-标准"},
	}
	return names[c][s.look.lang.site]
}

// submit declares the goods and uses the one chance: step 2.
func (s *seller) submit() {
	s.t.Helper()
	s.see("Create Logistics Order", "Apply for door-to-door collection", "Domestic Express", "Undeliverable Parcels", "View Shipping Restrictions")
	s.page("create-logistics-order")
	s.Choose(s.say("Domestic Express"))
	s.see("Domestic Logistics Company", "Domestic Logistics Order Number")
	s.page("create-logistics-order-by-express")
	s.Choose(s.say("Apply for door-to-door collection"))
	s.Fill(s.say("English name"), "Подарок")
	s.click("Submit for shipment")
	if s.Status() != 422 {
		s.t.Errorf("a name in Cyrillic letters is declared with status %d", s.Status())
	}
	s.page("create-logistics-order-refused")
	s.Fill(s.say("English name"), "Gift article")
	s.Choose(s.say("Destroy"))
	s.click("Submit for shipment")
}

// china is a number of China Post registered air mail.
var china = regexp.MustCompile(`\b[A-Z]{2}\d{9}CN\b`)

// booked reads the numbers of the logistics order.
func (s *seller) booked() (lp, waybill string) {
	s.t.Helper()
	s.see("Logistics Order")
	lp = strings.TrimPrefix(s.URL(), link.Parcels()+"/")
	s.See(lp)
	if waybill = china.FindString(s.Text()); waybill == "" {
		s.t.Fatalf("no waybill number on the page of %s: %s", lp, s.Text())
	}
	s.page("logistics-order")
	s.click("International Parcel Orders")
	s.see("Waiting for Warehouse", "Shipping Notice to be Filled", "To be Paid", "In Transit", "Delivered", "Abnormal", "Closed")
	s.in(lp).see("Print Shipping Label", "Fill in Shipping Notice", "Details")
	s.page("international-parcel-orders")
	s.click("Shipping Notice to be Filled")
	s.in(lp).click("Details")
	s.see("Logistics Order")
	return lp, waybill
}

// labelled looks whether the barcode on the label is the waybill number.
func (s *seller) labelled(http *browser.Browser, lp, waybill string) {
	s.t.Helper()
	page := http.Get(link.Parcel(lp))
	pdf := page.Submit(s.t, s.say("Print Shipping Label"))
	if pdf.Status != 200 || pdf.Header.Get("Content-Type") != "application/pdf" {
		s.t.Fatalf("the label has status %d and type %s", pdf.Status, pdf.Header.Get("Content-Type"))
	}
	folder := s.t.TempDir()
	file := filepath.Join(folder, "label.pdf")
	if err := os.WriteFile(file, []byte(pdf.Body), 0o600); err != nil {
		s.t.Fatal(err)
	}
	if tool(s.t, "pdftoppm", "-r", "203", "-png", "-singlefile", file, filepath.Join(folder, "label")) == missing {
		return
	}
	if read := tool(s.t, "zbarimg", "-q", "--raw", filepath.Join(folder, "label.png")); read != missing && !strings.Contains(read, waybill) {
		s.t.Errorf("the barcode says %q, want %s", read, waybill)
	}
}

// missing is what a tool that is not installed says.
const missing = "missing"

// tool runs a program that reads documents. Where it is not installed the story
// goes on without it, unless REQUIRE_TOOLS=1 says that nothing may be skipped.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("REQUIRE_TOOLS") == "1" {
			t.Fatalf("%s is not installed", name)
		}
		t.Logf("%s is not installed (Debian: poppler-utils, zbar-tools): the label is not read", name)
		return missing
	}
	said, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s", name, err, said)
	}
	return string(said)
}

// tell fills in the shipping notice.
func (s *seller) tell(lp, waybill string) {
	s.t.Helper()
	s.click("Fill in Shipping Notice")
	s.See(waybill)
	s.page("fill-in-shipping-notice")
	s.Fill(s.say("Remark"), "Thank you for your order")
	s.click("Submit")
	s.see("Order Details")
	s.See(waybill)
	s.page("order-details-shipped")
}

// write reads what the buyer was told, and adds something.
func (s *seller) write(waybill string) {
	s.t.Helper()
	s.click("Contact")
	s.See(waybill)
	s.Fill(s.say("Message"), "Your parcel is on its way.")
	s.click("Send")
	s.See("Your parcel is on its way.")
	s.page("conversation")
}

// read reads what another buyer wrote, which is then not unread any more: the
// number beside Messages at the upper right goes down.
func (s *seller) read(number string, unread int) {
	s.t.Helper()
	messages := func(n int) string { return i18n.T(s.look.lang.site, "ui_messages_unread", "Count", n) }
	s.Click(messages(unread))
	s.page("messages")
	s.find(number)
	s.click("Contact")
	if s.look.options.NoScript {
		s.page("conversation-unread")
		s.click("Mark as read")
	}
	s.Click(messages(unread - 1))
}

// wait moves the clock of the rehearsal store on until freight is due. Without
// money on its account no debit comes before the payment by hand.
func (s *seller) wait(http *browser.Browser, lp string) {
	s.t.Helper()
	s.click("Rehearsal")
	s.page("rehearsal")
	s.click("Take the money off the account")
	for range 10 {
		s.click("1 day on")
		if due := http.Get(link.Parcels("status", string(parcel.OptionToBePaid))).Has(s.t, 200); slices.Contains(due.Rows(), lp) {
			return
		}
	}
	s.t.Fatalf("after ten days no freight is due for %s", lp)
}

// pay pays the freight at the cashier.
func (s *seller) pay(lp string) {
	s.t.Helper()
	s.Goto(link.Orders())
	s.click("To be Paid")
	s.page("orders-to-be-paid")
	s.click("International Parcel Orders")
	s.click("To be Paid")
	s.page("parcels-to-be-paid")
	s.in(lp).click("Pay")
	s.in(lp).see("Alipay Payment", "Alipay International Account Payment")
	s.in(lp).click("Alipay Payment")
	s.page("cashier")
	s.click("Pay now")
	s.see("Payment", "Paid")
	s.in(lp).See(lp)
	s.page("payment")
	s.Click(lp)
	s.see("Logistics Order", "Paid")
	s.page("logistics-order-paid")
	s.click("International Parcel Orders")
	s.click("To be Paid")
	s.NotSee(lp)
}
