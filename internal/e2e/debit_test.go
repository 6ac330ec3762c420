package e2e_test

import (
	"testing"

	"sellerdesk/internal/paying"
	"sellerdesk/views/link"
)

// inArrears is the strip over every page of a store in arrears.
const inArrears = "In arrears: freight has been due for more than seven days. Nothing can be submitted for shipment until it is paid."

// TestAStoreWithoutMoneyFallsIntoArrearsAndOutOfThem tells of an account without
// money: debits fail, Submit stops, and another account pays what is due.
func TestAStoreWithoutMoneyFallsIntoArrearsAndOutOfThem(t *testing.T) {
	t.Parallel()
	for _, l := range sizes() {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			s := open(t, demo(t), l)
			s.signIn("owner@demo.test")
			s.Goto(link.Rehearsal())
			s.click("Take the money off the account")
			s.see("There is no money on the deduction account now.")
			s.page("rehearsal-without-money")
			for range 9 {
				s.click("1 day on")
			}
			s.Goto(link.DeductionAccount())
			s.see("In arrears", "Not any more: pay by hand", "There is not enough money on the deduction account.", inArrears)
			s.page("deduction-account-in-arrears")
			s.Goto(link.Orders())
			s.see(inArrears)
			s.page("my-orders-in-arrears")

			s.Goto(link.Rehearsal())
			s.click("Put money on the account")
			s.Goto(link.DeductionAccount())
			s.Click(s.say("Bind with", "Method", paying.AlipayInternational, "Currency", "USD"))
			s.page("cashier-agreement")
			s.Fill(s.say("Alipay sign-in name"), "us@example.com")
			s.click("Sign")
			s.see("Deduction Account Binding", "In arrears")
			s.Goto(link.Rehearsal())
			s.click("1 hour on")
			s.Goto(link.DeductionAccount())
			s.see("Bound", "Paid", "No freight is due.")
			s.NotSee(s.say(inArrears))
			s.page("deduction-account-after-debits")
		})
	}
}
