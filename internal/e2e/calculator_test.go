package e2e_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestTheCalculatorAnswersWhileItIsFilled tells of somebody who wonders what a
// parcel to Russia would cost and what a lighter one would.
func TestTheCalculatorAnswersWhileItIsFilled(t *testing.T) {
	t.Parallel()
	p := demo(t)
	s := open(t, p, desk)
	s.signIn("viewer@demo.test")
	s.click("Logistics")
	s.see("Logistics Channels")
	s.click("Freight Calculator")
	s.Select("Country", "Russia")
	s.leave("Weight", "0.19")
	s.See("of 41 services can take it", "China Post Registered Air Mail", "40 g less saves")
	if !strings.Contains(s.URL(), "weight=0.19") {
		t.Errorf("the address is %s: the answer cannot be shared", s.URL())
	}
	s.page("calculator-live")
	s.leave("Weight", "heavy")
	s.See("Enter a weight in kilograms")
	s.leave("Weight", "0.15")
	s.See("0.150 kg")
	s.Click("China Post Registered Air Mail")
	s.see("Collection Rules", "Shipping Restrictions")
}

// leave fills a field and goes on to the next one.
func (s *seller) leave(label, value string) {
	s.t.Helper()
	s.Fill(s.say(label), value)
	s.Press(kb.Tab)
}
