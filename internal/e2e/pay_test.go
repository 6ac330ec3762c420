package e2e_test

import (
	"strings"
	"testing"

	"sellerdesk/internal/parcel"
	"sellerdesk/views/link"
)

// TestADeclinedPaymentCanBeMadeAgainAndOnlyOnce tells of somebody who declines at
// the cashier, pays, and presses Back.
func TestADeclinedPaymentCanBeMadeAgainAndOnlyOnce(t *testing.T) {
	t.Parallel()
	p := demo(t)
	lp := visitor(t, p, "owner@demo.test").Get(link.Parcels("status", string(parcel.OptionToBePaid))).Has(t, 200).Rows()[0]
	s := open(t, p, desk)
	s.signIn("finance@demo.test")
	s.Goto(link.Parcel(lp))
	s.click("Pay")
	s.click("Alipay International Account Payment")
	s.See("US $")
	s.click("Decline")
	s.see("Payment", "Not paid")
	s.page("payment-declined")

	s.Click(lp)
	s.click("Pay")
	s.click("Alipay Payment")
	s.See("CN¥")
	s.click("Pay now")
	s.see("Payment", "Paid")
	s.Back()
	if strings.Contains(s.Text(), s.say("Pay now")) { // the browser shows the page as it was
		s.click("Pay now")
	}
	s.page("cashier-decided")
	s.Goto(link.Parcel(lp))
	s.See("Due now: CN¥0.00")
	s.NotSee(s.say("Alipay Payment"))
}
