package e2e_test

import (
	"strings"
	"testing"

	"sellerdesk/internal/channel"
	"sellerdesk/views/link"
)

// TestASellerTeachesTheStoreItsRules tells of somebody who writes down how the store ships,
// puts the rules into their order and looks at what they would have done with its orders.
func TestASellerTeachesTheStoreItsRules(t *testing.T) {
	t.Parallel()
	for _, l := range looks() {
		t.Run(l.name, func(t *testing.T) {
			s := open(t, demo(t), l)
			s.signIn("shipper@demo.test")
			s.Goto(link.ShipRules())
			s.see("No rules yet")
			s.page("rules-none")
			s.rule("RU, UA, 巴西", channel.ChinaPostRegistered, "2000")
			s.see("The rule is saved.")
			s.rule("Atlantis", channel.Standard, "500")
			s.See("Atlantis")
			s.page("rule-refused")
			s.Fill(s.say("Countries"), "US")
			s.click("Save")
			s.see("The rule is saved.")
			s.rule("FR, AU, US", channel.ChinaPostRegistered, "3000")
			s.see("The rule is saved.", "Changes")
			s.Click(s.say("Move rule up", "Place", 3))
			s.see("The rule is moved.")
			s.page("rules")
			s.Click(s.say("Edit rule of", "Place", 1))
			s.see("Edit rule")
			s.page("rule")
			s.Goto(link.ShipRules())
			s.click("Dry run")
			s.see("What each rule takes", "Chosen by a rule", "No rule matches")
			s.page("rules-trial")
			s.Goto(link.ShipRulesTrial("show", "excluded"))
			s.page("rules-trial-excluded")
			if !strings.Contains(s.URL(), "show=excluded") {
				t.Errorf("the address is %s: the view cannot be shared", s.URL())
			}
		})
	}
}

// rule fills in another rule and saves it.
func (s *seller) rule(countries string, c channel.Code, upTo string) {
	s.t.Helper()
	s.Goto(link.NewShipRule())
	s.Fill(s.say("Countries"), countries)
	s.Fill(s.say("Parcel weight to"), upTo)
	s.Select(s.say("Channel"), s.channel(c))
	s.click("Save")
}
