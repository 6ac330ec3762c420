package e2e_test

import (
	"testing"

	"sellerdesk/views/link"
)

// TestANoviceIsBarredUntilAnAccountIsBound tells of the owner of a new store,
// who is shown the way to Deduction Account Binding instead of a way to Submit.
func TestANoviceIsBarredUntilAnAccountIsBound(t *testing.T) {
	t.Parallel()
	p := demo(t)
	s := open(t, p, desk)
	s.signIn("owner@second.test")
	s.page("my-orders-of-a-novice")
	s.click("Waiting for Your Shipment")
	s.click("Shipping")
	s.see("Bind a deduction account first.")
	s.NotSee(s.say("Next, create logistics order"))
	s.page("shipping-barred")
	order := s.URL()

	s.click("Deduction Account Binding")
	s.see("Not bound")
	s.page("deduction-account")
	s.Click("Alipay (CNY)")
	s.Fill(s.say("Alipay sign-in name"), "novice@example.com")
	s.page("cashier-agreement")
	s.click("Sign")
	s.see("Bound")
	s.See("novice@example.com")
	s.page("deduction-account-bound")

	s.Goto(order)
	s.see("Next, create logistics order")
	s.NotSee(s.say("Bind a deduction account first."))
}

// TestAnAgreementThatIsNotSignedBindsNothing tells of a novice who goes back.
func TestAnAgreementThatIsNotSignedBindsNothing(t *testing.T) {
	t.Parallel()
	p := demo(t)
	s := open(t, p, desk)
	s.signIn("owner@second.test")
	s.Goto(link.DeductionAccount())
	s.Click("Alipay International (USD)")
	s.click("Decline")
	s.see("Not bound")
	s.page("deduction-account-declined")
}
