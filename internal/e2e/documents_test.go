package e2e_test

import (
	"regexp"
	"slices"
	"testing"

	"sellerdesk/views/link"
)

func TestDocumentsArePrintedFromASelectionAndFromAParcel(t *testing.T) {
	t.Parallel()
	p := demo(t)
	for _, l := range sizes() {
		t.Run(l.name, func(t *testing.T) {
			s := open(t, p, l)
			s.signIn("shipper@demo.test")
			s.Goto(link.Parcels("status", "waiting_for_warehouse"))
			shown := regexp.MustCompile(`LP\d{14}`).FindAllString(s.Text(), -1)
			slices.Sort(shown)
			shown = slices.Compact(shown)
			slices.Reverse(shown) // the newest, which nobody has collected yet
			for _, lp := range shown[:2] {
				s.Choose(s.say("Tick", "Number", lp))
			}
			if l.options.NoScript {
				s.click("Keep ticks")
			}
			s.See(s.say("Ticked", "Count", 2))
			s.click("Documents")
			s.click("Pick list")
			s.page("selection-pick-list")
			s.click("Commercial invoices")
			s.page("selection-invoices")
			s.click("Print Shipping Labels")
			s.Choose(s.say("Summary sheet"))
			s.page("selection-label-options")
			s.Click(s.say("Print labels", "Count", 2))
			s.until(s.say("Done of total", "Done", "2", "Total", "2"))
			s.Goto(link.Parcel(shown[0]))
			s.page("documents-of-a-parcel")
			s.click("Documents")
			s.See(s.say("Packing slip"), s.say("Pick list"), s.say("Hand-over list"))
			s.See(s.say("Label printings"), "1") // the batch is in the ledger
			s.Goto(link.Orders())
			s.page("orders-with-labels-to-print")
		})
	}
}
