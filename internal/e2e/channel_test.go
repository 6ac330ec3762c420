package e2e_test

import (
	"net/http"
	"strings"
	"testing"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/views/link"
)

// TestWithoutTheBuyersChannelOneIsAgreedOnFirst tells of an order whose buyer
// chose no channel.
func TestWithoutTheBuyersChannelOneIsAgreedOnFirst(t *testing.T) {
	t.Parallel()
	p := demo(t)
	number := unchosen(t, visitor(t, p, "owner@demo.test"))
	s := open(t, p, desk)
	s.signIn("shipper@demo.test")
	s.find(number)
	s.in(number).click("Shipping")
	s.see("The buyer chose no channel: agree on one first.", "Contact")
	if name := s.channel(channel.Standard); s.Chosen(name) {
		t.Errorf("%s is preselected, though the buyer chose nothing", name)
	}
	s.page("shipping-without-channel")
	s.click("Next, create logistics order")
	if s.Status() != http.StatusUnprocessableEntity {
		t.Errorf("going on without a channel has status %d", s.Status())
	}
	s.page("shipping-without-channel-refused")
	s.Choose(s.channel(channel.Standard))
	s.Choose(s.say("Agreed with the buyer"))
	s.click("Next, create logistics order")
	s.see("Create Logistics Order", "Submit for shipment")
	s.click("Submit for shipment")
	s.see("Logistics Order")
}

// unchosen finds an order for which the buyer chose no channel and AliExpress
// Standard Shipping can be taken.
func unchosen(t *testing.T, b *browser.Browser) (number string) {
	t.Helper()
	list := b.Get(link.Orders("waiting", "shipment")).Has(t, 200)
	for _, n := range list.Rows() {
		if !strings.Contains(list.Row(t, n).Text(), "The buyer chose no channel") {
			continue
		}
		page := b.Get(link.LogisticsOrder(n, "channel", string(channel.Standard), "agreed", "yes"))
		if page.Status == http.StatusOK && strings.Contains(page.Text(), "Submit for shipment") {
			return n
		}
	}
	t.Fatal("no order of the demo waits without a channel")
	return ""
}

// TestAnotherChannelThanTheBuyersNeedsAReason tells of a shipper who takes
// another channel.
func TestAnotherChannelThanTheBuyersNeedsAReason(t *testing.T) {
	t.Parallel()
	p := demo(t)
	number := shippable(t, visitor(t, p, "owner@demo.test"), channel.ChinaPostRegistered)
	s := open(t, p, desk)
	s.signIn("shipper@demo.test")
	s.Goto(link.Shipping(number))
	s.Choose(s.channel(channel.Standard))
	s.click("Next, create logistics order")
	if s.Status() != http.StatusUnprocessableEntity {
		t.Errorf("another channel without a reason has status %d", s.Status())
	}
	s.page("shipping-other-channel-refused")
	s.Fill("Why another channel than the buyer's", "The buyer asked for a quicker service")
	s.click("Next, create logistics order")
	s.see("Submit for shipment")
}
