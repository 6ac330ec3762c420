package e2e_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"sellerdesk/views/link"
)

func TestManyParcelsGetTheirLabelsAtOnce(t *testing.T) {
	t.Parallel()
	p := demo(t)
	count := len(visitor(t, p, "owner@demo.test").Get(link.Parcels("status", "to_be_paid")).Has(t, 200).Rows())
	due := strconv.Itoa(count)
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
			s.Click(s.say("Print labels", "Count", count))
			s.until(s.say("Done of total", "Done", due, "Total", due))
			s.See(".pdf")
			s.page("job")
		})
	}
}

func TestTicksAreStillThereAfterPagingAndReloading(t *testing.T) {
	t.Parallel()
	p := demo(t)
	for _, l := range looks()[:2] { // with and without a script
		t.Run(l.name, func(t *testing.T) {
			s := open(t, p, l)
			s.signIn("owner@demo.test")
			s.Goto(link.Parcels())
			shown := regexp.MustCompile(`LP\d{14}`).FindAllString(s.Text(), -1)
			slices.Sort(shown)
			shown = slices.Compact(shown)
			first, second := s.say("Tick", "Number", shown[0]), s.say("Tick", "Number", shown[1])
			s.Choose(first)
			s.Choose(second)
			if l.options.NoScript {
				s.click("Keep ticks")
			}
			s.See(s.say("Ticked", "Count", 2))
			here := s.URL()
			s.click("Next")
			s.See(s.say("Ticked", "Count", 2))
			if !l.options.NoScript { // it ticks the boxes by a script
				s.Choose(s.say("All on this page"))
				s.See(s.say("Ticked", "Count", 52))
				s.Untick(s.say("All on this page"))
				s.See(s.say("Ticked", "Count", 2))
			}
			s.click("Previous")
			if !s.Chosen(first) || !s.Chosen(second) {
				t.Error("the ticks are gone after paging")
			}
			s.Goto(here)
			if !s.Chosen(first) || !s.Chosen(second) {
				t.Error("the ticks are gone after reloading")
			}
			s.See(s.say("Ticked", "Count", 2))
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
