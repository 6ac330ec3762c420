package logistics_test

import (
	"testing"

	"sellerdesk/views/link"
)

func TestRestrictionsSayWhichServiceTakesWhichGoods(t *testing.T) {
	p := visitor(t, yiwu).Get(link.Restrictions()).Has(t, 200, "Shipping Restrictions", "Which service takes which goods")
	p.Row(t, "CPAM").Has(t, 200, "China Post Registered Air Mail Accepted Not accepted Not accepted")
	p.Row(t, "CAINIAO_STANDARD").Has(t, 200, "AliExpress Standard Shipping Accepted Selected countries Not accepted")
	p.Row(t, "UPSE").Has(t, 200, "MSDS")
	p.Has(t, 200, "MSDS: Goods that are not ordinary need a safety data sheet (MSDS).")
	if got := p.Link(t, "UPS Expedited"); got != link.Channel("UPSE") {
		t.Errorf("a service leads to %s", got)
	}
}

func TestRestrictionsSayWhatAParcelMayBe(t *testing.T) {
	p := visitor(t, yiwu).Get(link.Restrictions()).Part(t, "main")
	p.Has(t, 200, "Limits of a parcel", "up to 2.000 kg, Israel up to 3.000 kg", "2.001 to 30.000 kg", "order amount up to US $5.00",
		"longest side up to 60 cm, length + width + height up to 90 cm", "Roll form: length up to 90 cm, length + 2 × diameter up to 104 cm",
		"Label side at least 14 × 9 cm")
}

func TestRestrictionsSayWhatThePlatformAllowsByCountryAndAmount(t *testing.T) {
	visitor(t, yiwu).Get(link.Restrictions()).Has(t, 200, "Which services the platform allows",
		"Russia Up to US $2.00 Economy, Simple, Standard, Express", "Russia Over US $2.00, up to US $5.00 Simple, Standard, Express",
		"Russia Over US $5.00 Standard, Express", "Chile, France, Netherlands Up to US $5.00", "Belarus, Ukraine Any Standard, Express",
		"Over US $5.00 Express, ePacket, AliExpress Standard Shipping, Standard for goods that are not ordinary",
		"Every other country Any Economy, Standard, Express")
}

func TestRestrictionsSayWhatNobodyTakes(t *testing.T) {
	visitor(t, yiwu).Get(link.Restrictions()).Has(t, 200, "No service takes", "Weapons, ammunition", "Counterfeits", "shipped offline by a carrier that does")
}

func TestRestrictionsAreAskedForByServiceAndCategory(t *testing.T) {
	b := visitor(t, yiwu)
	p := b.Get(link.Restrictions()).Submit(t, "Show", "channel", "CAINIAO_STANDARD", "category", "built_in_battery")
	p.Row(t, "CAINIAO_STANDARD").Has(t, 200, "Built-in battery only to:", "Selected countries").Lacks(t, "Not accepted")
	if rows := p.Rows(); len(rows) != 1 {
		t.Errorf("it shows %v", rows)
	}
	if p.Field(t, "channel") != "CAINIAO_STANDARD" || p.Field(t, "category") != "built_in_battery" {
		t.Error("the choice is not kept")
	}
	b.Get(link.Restrictions("category", "liquid")).Row(t, "CPAM").Has(t, 200, `aria-disabled="true"`, "Not accepted").Lacks(t, "Accepted")
	b.Get(link.Restrictions("channel", "NO", "category", "gold")).Has(t, 422, "Choose one of the options.", "China Post Registered Air Mail")
}
