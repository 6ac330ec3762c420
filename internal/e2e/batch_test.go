package e2e_test

import (
	"strings"
	"testing"
	"time"

	"sellerdesk/views/link"
)

// due is how many parcels of the demo have freight due.
const due = "24"

func TestManyParcelsGetTheirLabelsAtOnce(t *testing.T) {
	p := demo(t)
	for _, l := range looks() {
		t.Run(l.name, func(t *testing.T) {
			s := open(t, p, l)
			s.signIn("owner@demo.test")
			s.Goto(link.Parcels("status", "to_be_paid"))
			s.page("parcels-to-tick")
			s.Click(s.say("Tick all found", "Found", due))
			s.click("Batch Payment")
			s.See(s.say("Acts on all", "Total", due))
			s.page("selection-pay")
			s.click("Print Shipping Labels")
			s.page("selection-labels")
			s.Click(s.say("Print labels", "Count", 24))
			s.until(s.say("Done of total", "Done", due, "Total", due))
			s.See(".pdf")
			s.page("job")
		})
	}
}

// until looks at the page again and again, as somebody without a script does, until it says something.
func (s *seller) until(text string) {
	s.t.Helper()
	for range 50 {
		if strings.Contains(s.Text(), text) {
			return
		}
		time.Sleep(200 * time.Millisecond)
		s.Goto(s.URL())
	}
	s.See(text)
}
