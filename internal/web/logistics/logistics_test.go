package logistics_test

import (
	"testing"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/desk"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/web/logistics"
	"sellerdesk/internal/web/page"
)

func visitor(t *testing.T, change ...func(*account.Visitor)) *browser.Browser {
	t.Helper()
	s := browser.NewSite(t, sample.NewClock(), func(g *echo.Group, pages *page.Pages) { logistics.Register(g, pages, desk.Catalogue{}) })
	return s.As(t, browser.Visitor(1, change...))
}

func TestRestrictionsSayWhatEachServiceTakes(t *testing.T) {
	p := visitor(t).Get("/logistics/restrictions").Has(t, 200, "Shipping Restrictions", "What each service takes", "No service takes weapons")
	p.Row(t, "CPAM").Has(t, 200, "China Post Registered Air Mail", "Accepted Ordinary", "Not accepted Built-in battery, Pure battery", "up to 2.000 kg",
		"longest side up to 60 cm, length + width + height up to 90 cm", "Suspended for now: 35", "Brazil")
	p.Row(t, "EMS_ZX_ZX_US").Has(t, 200, "up to 2.000 kg, Israel up to 3.000 kg")
	p.Row(t, "CPAM_HRB").Has(t, 200, "Only these countries: Russia")
	p.Row(t, "YANWEN_JYT").Has(t, 200, "order amount up to US $5.00")
	p.Row(t, "UPSE").Has(t, 200, "need a safety data sheet")
}

func TestRestrictionsAreAskedForByServiceAndCategory(t *testing.T) {
	b := visitor(t)
	p := b.Get("/logistics/restrictions").Submit(t, "Show", "channel", "CAINIAO_STANDARD", "category", "built_in_battery")
	p.Has(t, 200, "AliExpress Standard Shipping", "Accepted Built-in battery", "Goods that are not ordinary only to:").Lacks(t, "Not accepted")
	if rows := p.Rows(); len(rows) != 1 {
		t.Errorf("it shows %v", rows)
	}
	if p.Field(t, "channel") != "CAINIAO_STANDARD" || p.Field(t, "category") != "built_in_battery" {
		t.Error("the choice is not kept")
	}
	b.Get("/logistics/restrictions?category=liquid").Row(t, "CPAM").Has(t, 200, `aria-disabled="true"`, "Not accepted Liquid").Lacks(t, "Accepted Ordinary")
	b.Get("/logistics/restrictions?channel=NO&category=gold").Has(t, 422, "Choose one of the options.", "China Post Registered Air Mail")
}

func TestEverybodyMaySeeRestrictionsInTheirLanguage(t *testing.T) {
	for _, r := range account.Roles {
		b := visitor(t, func(v *account.Visitor) { v.Role, v.Person.Language = r, account.Chinese })
		b.Get("/logistics/restrictions").Has(t, 200, "寄送限制", "可寄", "不可寄", "中国邮政挂号小包", "不超过 2.000 千克", "、").Lacks(t, "[logistics")
	}
}
