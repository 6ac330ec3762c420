package statistics_test

import (
	"testing"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/sheet"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/shop"
	"sellerdesk/internal/web/page"
	"sellerdesk/internal/web/statistics"
	"sellerdesk/views/link"
)

// world is a shop whose clock shows 20 November 2026, and its pages for every role.
func world(t *testing.T) (*shop.Shop, func(account.Role) *browser.Browser) {
	t.Helper()
	s := shop.New(t)
	site := browser.NewSite(t, s.Clock, func(g *echo.Group, pages *page.Pages) {
		statistics.Register(g, pages, statistics.Needs{Ledger: s.Freight, Tariffs: shop.Tariffs{}, Warehouses: shop.Warehouses{}, Reports: s.Exports})
	})
	return s, func(r account.Role) *browser.Browser {
		return site.As(t, browser.Visitor(s.Store, func(v *account.Visitor) { v.Person.ID, v.Role = s.Owner, r }))
	}
}

// month is a charge with a fee, a charge that was paid, and a refund.
func month(t *testing.T, s *shop.Shop) (first parcel.Parcel) {
	t.Helper()
	first = s.Charged(t, 3250)
	s.Add(t, first, freight.Charged, 1000, func(r *freight.Row) { r.Once = freight.ReturnFee })
	s.Add(t, first, freight.Adjusted, -50)
	second := s.Charged(t, 2800)
	s.Add(t, second, freight.Refunded, 2800)
	return first
}

func TestTotalsAreThoseOfTheLedger(t *testing.T) {
	s, as := world(t)
	month(t, s)
	for _, g := range freight.Groupings {
		p := as(account.Finance).Get(link.FreightStatistics("group", string(g))).Has(t, 200, `role="img"`).Lacks(t, "[statistics", "[freight", "style=")
		p.Part(t, "totals").Has(t, 200, "CN¥60.50", "CN¥30.25", "CN¥62.20", "CN¥42.00")
	}
}

func TestTheFilesHoldEveryRowOfTheLedger(t *testing.T) {
	s, as := world(t)
	first := month(t, s)
	for kind, adjusted := range map[string]string{"xlsx": "-0.5", "csv": "-0.50"} { // in Excel it is a number
		p := as(account.Owner).Get(link.FreightReport(kind, "from", "2026-11-20", "to", "2026-11-20"))
		table, err := sheet.Read("report."+kind, []byte(p.Body))
		if err != nil || len(table.Rows) != 8 {
			t.Fatalf("%s has %d rows, %v", kind, len(table.Rows), err)
		}
		if cells := table.Rows[4].Cells; cells[3] != adjusted || cells[4] != string(first.Number) {
			t.Errorf("%s: the adjustment is %q", kind, cells)
		}
	}
}

func TestAPeriodWithoutFreightSaysSo(t *testing.T) {
	s, as := world(t)
	month(t, s)
	owner := as(account.Owner)
	owner.Get(link.FreightStatistics("from", "2027-01-01", "to", "2027-01-31")).Has(t, 200, "No freight in this period")
	owner.Get(link.FreightStatistics("from", "2026-11-21", "to", "2026-11-20")).Has(t, 422, "ends before it begins")
	owner.Get(link.FreightStatistics("from", "2024-01-01", "to", "2026-11-20")).Has(t, 422, "at most 366 days")
}

func TestStatisticsAreForWhoeverPays(t *testing.T) {
	_, as := world(t)
	for _, r := range []account.Role{account.Viewer, account.Shipper} {
		as(r).Get(link.FreightStatistics()).Has(t, 403)
	}
	as(account.Finance).Get(link.FreightStatistics()).Has(t, 200, "Freight Statistics")
}
