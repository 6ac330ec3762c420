package logistics_test

import (
	"slices"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/views/link"
)

func TestCollectionRulesSayWhoCollectsAtTheStoresDoor(t *testing.T) {
	p := visitor(t, yiwu).Get(link.CollectionRules())
	p.Has(t, 200, "Collection Rules", "浙江省 金华市 义乌市", "services collect there.", "What is announced now is collected from 21 Nov 2026, 10:00 on.")
	p.Row(t, "CPAM").Has(t, 200, "88 cities", "Yiwu", "88 warehouses", "Collected at the door from 21 Nov 2026, 10:00", "Same day before 14:00", "中邮义乌仓")
	p.Row(t, "EMS_ZX_ZX_US").Has(t, 200, "All of China")
	p.Row(t, "DHL").Has(t, 200, "Not collected at the door", "Domestic Express", "DHL义乌仓")
}

func TestAStoreOutsideTheRangeIsToldWhereToSend(t *testing.T) {
	lhasa := book{sample.Pickup(func(a *address.Address) { a.ID, a.Province, a.City, a.District = 1, "西藏自治区", "拉萨市", "" })}
	p := visitor(t, lhasa).Get(link.CollectionRules("channel", "CPAM")).Has(t, 200, "No service collects there: parcels go to a warehouse by domestic express.")
	p.Row(t, "CPAM").Has(t, 200, "Domestic Express").Lacks(t, "Collected at the door from")
}

func TestWithoutAPickUpAddressTheBookIsOffered(t *testing.T) {
	p := visitor(t, book{sample.Address()}).Get(link.CollectionRules()).Has(t, 200, "Your address book has no pick-up address yet.", "88 cities")
	if got := p.Link(t, "Address Book"); got != link.Addresses() {
		t.Errorf("it leads to %s", got)
	}
}

func TestEachPickUpAddressOfTheBookCanBeMatched(t *testing.T) {
	two := append(slices.Clone(yiwu), sample.Pickup(func(a *address.Address) { a.ID, a.City, a.District = 2, "杭州市", "西湖区" }))
	p := visitor(t, two).Get(link.CollectionRules()).Has(t, 200, "浙江省 金华市 义乌市").Submit(t, "Show", "pickup", "2")
	p.Row(t, "CPAM").Has(t, 200, "中邮杭州仓")
	if p.Field(t, "pickup") != "2" {
		t.Error("the address is not kept")
	}
	visitor(t, two).Get(link.CollectionRules("pickup", "3")).Has(t, 422, "Pick-up address: Choose one of the options.")
}

func TestAServiceHasItsWarehousesWrittenOut(t *testing.T) {
	b := visitor(t, yiwu)
	b.Get(link.CollectionRules()).Lacks(t, "收货组")
	p := b.Get(link.CollectionRules()).Submit(t, "Show", "channel", "CPAM")
	p.Row(t, "CPAM_WLB_CPAMYW").Has(t, 200, "中邮义乌仓", "China Post Yiwu", "浙江省金华市义乌市国际小包仓库收货组（示例地址）", "11183",
		"Monday to Saturday, 10:00–18:00", "Same day before 14:00", "Free from 5 parcels a visit, fewer by arrangement")
	if p.Field(t, "channel") != "CPAM" {
		t.Error("the service is not kept")
	}
}

func TestACityIsAskedFor(t *testing.T) {
	b := visitor(t, yiwu)
	p := b.Get(link.CollectionRules()).Submit(t, "Show", "city", "义乌")
	rows := p.Has(t, 200, "中邮义乌仓").Lacks(t, "中邮杭州仓").Rows()
	if !slices.Contains(rows, "CPAM") || slices.Contains(rows, "DHL") {
		t.Errorf("it shows %v", rows)
	}
	b.Get(link.CollectionRules("city", "巴黎", "channel", "NO")).Has(t, 422, "City: Choose one of the options.", "Service: Choose one of the options.")
	b.Get(link.CollectionRules("city", "义乌", "channel", "DHL")).Has(t, 200, "No service collects there", "nearest warehouse")
}

func TestTheCalendarShowsDaysOfCollectionAndHolidays(t *testing.T) {
	p := visitor(t, yiwu).Get(link.CollectionRules())
	p.Row(t, "2026-11-20").Has(t, 200, "20", "Collection", `aria-current="date"`)
	p.Row(t, "2026-11-16").Has(t, 200, "16 Nov", "data-past")
	p.Row(t, "2026-11-22").Has(t, 200, "Sunday, no collection")
	p.Row(t, "2026-12-01").Has(t, 200, "1 Dec")
	if days := slices.DeleteFunc(p.Rows(), func(n string) bool { return len(n) != len("2026-11-20") || n[:3] != "202" }); len(days) != 35 {
		t.Errorf("the calendar has %d days: %v", len(days), days)
	}
}

func TestPackingAndCompaniesAreExplained(t *testing.T) {
	p := visitor(t, yiwu).Get(link.CollectionRules()).Has(t, 200, "Outside the collection range", "Pack in two layers", "Inner, international layer", "Outer, domestic layer")
	p.Row(t, "company-SF").Has(t, 200, "SF Express", "12 digits, or SF with 12 or 13 digits", "SF1234567890123")
	p.Row(t, "company-JD").Has(t, 200, "JD Logistics", "1 to 32 letters, digits or hyphens")
}

func TestChinesePagesNameCitiesInChinese(t *testing.T) {
	visitor(t, yiwu, func(v *account.Visitor) { v.Person.Language = account.Chinese }).Get(link.CollectionRules()).
		Row(t, "CPAM").Has(t, 200, "义乌", "可上门揽收", "88 个城市").Lacks(t, "Yiwu")
}
