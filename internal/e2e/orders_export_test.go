package e2e_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"sellerdesk/internal/sheet"
	"sellerdesk/views/link"
)

// orderNumber is the number of an order as My Orders shows it.
var orderNumber = regexp.MustCompile(`8190\d{12}`)

func TestOrdersTickedOnTwoPagesAreExported(t *testing.T) {
	t.Parallel()
	p := demo(t)
	for _, l := range looks() {
		t.Run(l.name, func(t *testing.T) {
			s := open(t, p, l)
			s.signIn("owner@demo.test")
			ticked := s.tickOnTwoPages()
			s.page("orders-ticked")
			s.Goto(link.Orders("tab", "awaiting_shipment", "country", "RU"))
			s.See(s.say("Ticked", "Count", len(ticked)))
			s.click("Export")
			s.See(s.say("Acts on all", "Total", len(ticked)))
			s.page("selection-export")
			here := visitor(t, p, "owner@demo.test").Get(s.URL())
			for _, format := range []string{"xlsx", "csv"} {
				s.holds(here.Submit(t, s.say("Export"), "format", format).Body, format, ticked)
			}
			s.Goto(link.Orders("tab", "awaiting_shipment"))
			s.click("Export list")
			s.see("Export")
			s.page("export")
			s.Goto(link.Orders())
			s.click("Untick all")
			s.See(s.say("Ticked", "Count", 0))
		})
	}
}

// tickOnTwoPages ticks two orders of the first page of My Orders and one of the second.
func (s *seller) tickOnTwoPages() (ticked []string) {
	s.t.Helper()
	s.Goto(link.Orders())
	tick := func(n int) {
		shown := orderNumber.FindAllString(s.Text(), -1)
		slices.Sort(shown)
		for _, number := range slices.Compact(shown)[:n] {
			s.Choose(s.say("Tick", "Number", number))
			ticked = append(ticked, number)
		}
		if s.look.options.NoScript {
			s.click("Keep ticks")
		}
		s.See(s.say("Ticked", "Count", len(ticked)))
	}
	tick(2)
	s.click("Next")
	tick(1)
	return ticked
}

// holds looks whether a file has the orders and no others.
func (s *seller) holds(content, format string, orders []string) {
	s.t.Helper()
	table, err := sheet.Read("orders."+format, []byte(content))
	if err != nil {
		s.t.Fatal(err)
	}
	var found []string
	for _, row := range table.Rows[1:] {
		found = append(found, row.Cells[0])
	}
	found = slices.Compact(found)
	slices.Sort(found)
	want := slices.Sorted(slices.Values(orders))
	if !slices.Equal(slices.Compact(found), want) {
		s.t.Errorf("the %s file has %s, want %s", format, strings.Join(found, " "), strings.Join(want, " "))
	}
}
