package logistics_test

import (
	"context"
	"slices"
	"testing"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/catalogue"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/money"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/desk"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/web/logistics"
	"sellerdesk/internal/web/page"
	"sellerdesk/views/link"
)

func TestLogisticsChannelsCanBeScanned(t *testing.T) {
	p := visitor(t, yiwu).Get(link.Channels()).Has(t, 200, "Logistics Channels", "Services for online shipping", "41 of 41", "Service Name")
	p.Row(t, "CPAM").Has(t, 200, "China Post Registered Air Mail", "中国邮政挂号小包", "CPAM", "Standard", "Full tracking", "20–60 days", "up to 2.000 kg",
		"176 countries", "35 suspended", "Ordinary", "Collected, Express, In person", "Up to CN¥300.00 for a loss", "Destroy only").Lacks(t, "Built-in battery")
	p.Row(t, "CAINIAO_STANDARD").Has(t, 200, "Built-in battery: 20 selected", "Return CN¥15.00 or destroy")
	p.Row(t, "CAINIAO_STANDARD_HEAVY").Has(t, 200, "2.001 to 30.000 kg")
	p.Row(t, "CPAM_HRB").Has(t, 200, "1 country")
	if got := p.Link(t, "ePacket"); got != link.Channel("EMS_ZX_ZX_US") {
		t.Errorf("a service leads to %s", got)
	}
}

func TestChannelsAreAskedForByCountryTierAndGoods(t *testing.T) {
	b := visitor(t, yiwu)
	p := b.Get(link.Channels()).Submit(t, "Show", "country", "RU", "tier", "standard", "category", "built_in_battery")
	rows := p.Has(t, 200).Rows()
	if !slices.Contains(rows, "CAINIAO_STANDARD") || slices.Contains(rows, "CPAM") || slices.Contains(rows, "UPSE") {
		t.Errorf("it shows %v", rows)
	}
	for name, want := range map[string]string{"country": "RU", "tier": "standard", "category": "built_in_battery"} {
		if got := p.Field(t, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := p.Link(t, "AliExpress Standard Shipping"); got != link.Channel("CAINIAO_STANDARD", "country", "RU") {
		t.Errorf("a service leads to %s", got)
	}
	if got := p.Follow(t, "Clear").Rows(); len(got) != 41 {
		t.Errorf("without a filter there are %d services", len(got))
	}
	israel := b.Get(link.Channels("country", "IL"))
	israel.Row(t, "EMS_ZX_ZX_US").Has(t, 200, "up to 3.000 kg")
	b.Get(link.Channels("country", "BR")).Row(t, "CPAM").Has(t, 200, `aria-disabled="true"`, "Suspended to Brazil")
	b.Get(link.Channels("category", "liquid")).Has(t, 200, "No service like this", "can be shipped offline")
	b.Get(link.Channels("country", "XX", "tier", "fast")).Has(t, 422, "Country: Choose one of the options.", "Tier: Choose one of the options.", "China Post Registered Air Mail")
}

func TestAChannelHasAPageWithEverythingAboutIt(t *testing.T) {
	p := visitor(t, yiwu).Get(link.Channel("CPAM"))
	p.Has(t, 200, "China Post Registered Air Mail", "Code CPAM", "Chinese name 中国邮政挂号小包", "Tracking Full tracking", "Weight up to 2.000 kg",
		"longest side up to 60 cm, length + width + height up to 90 cm", "Roll form length up to 90 cm, length + 2 × diameter up to 104 cm",
		"Compensation Up to CN¥300.00 for a loss", "Undeliverable Destroy only", "China Post, 100 × 100 mm", "Accepted Ordinary", "Not accepted Liquid",
		"35 suspended", "Collected at the door in", "88 warehouses", "promised days and compensation are samples")
	p.Has(t, 200, "In force", "Tariff 2026.3", "211 countries")
	p.Row(t, "RU").Has(t, 200, "Russia", "up to 2 kg:", "per kg + CN¥")
	p.Row(t, "BR").Has(t, 200, `aria-disabled="true"`, "Suspended for now")
	p.Row(t, "CPAM_WLB_CPAMYW").Has(t, 200, "中邮义乌仓", "收货组 11183", "Monday to Saturday, 10:00–18:00", "Free from 5 parcels a visit")
	if got := p.Link(t, "Collection Rules"); got == "" {
		t.Error("it does not lead to Collection Rules")
	}
}

func TestATariffIsAskedForByCountry(t *testing.T) {
	b := visitor(t, yiwu)
	p := b.Get(link.Channel("UPSE")).Has(t, 200, "weight bands, up to").Submit(t, "Show", "country", "US")
	if rows := p.Rows(); !slices.Contains(rows, "US") || slices.Contains(rows, "DE") {
		t.Errorf("it shows %v", rows)
	}
	p.Row(t, "US").Has(t, 200, "up to 1 kg: CN¥", "up to 44 kg: CN¥51.95 for each 1 kg begun", "length × width × height ÷ 5,000").Lacks(t, "<details")
	if p.Field(t, "country") != "US" {
		t.Error("the country is not kept")
	}
	b.Get(link.Channel("EMS_ZX_ZX_US", "country", "US")).Row(t, "US").Has(t, 200, "at least 0.0")
	b.Get(link.Channel("CPAM_HRB", "country", "US")).Has(t, 200, "The tariff has no price to this country.")
	b.Get(link.Channel("CPAM_HRB", "country", "XX")).Has(t, 422, "Country: Choose one of the options.")
	b.Get(link.Channel("CAINIAO_ECONOMY")).Has(t, 200, "US $", "1 USD is CN¥")
}

func TestAChannelThatDoesNotExistIsNotFound(t *testing.T) {
	for _, code := range []string{"NO_SUCH", "cpam", "CPAM x", "%2e%2e"} {
		visitor(t, yiwu).Get(link.Channel(code)).Has(t, 404, "There is no such logistics channel.")
	}
}

func TestOnlyWhoMayChangeFiguresIsLedThere(t *testing.T) {
	for _, r := range account.Roles {
		p := visitor(t, yiwu, func(v *account.Visitor) { v.Role = r }).Get(link.Channel("CPAM")).Has(t, 200, "Tariffs")
		if r.May(account.Manage) {
			if got := p.Link(t, "Change The service"); got != link.ChannelChange("CPAM") {
				t.Errorf("%s is led to %s", r, got)
			}
		} else {
			p.Lacks(t, "Change The service")
		}
	}
}

// dearer is the catalogue with a tariff of the store's own that begins next month.
type dearer struct{}

// Snapshot returns it.
func (dearer) Snapshot(context.Context, account.StoreID) (*tariff.Snapshot, error) {
	d, err := catalogue.Tariffs()
	if err != nil {
		return nil, err
	}
	const own channel.VersionID = 1 << 30
	d.Versions = append(d.Versions, tariff.Version{ID: own, Number: "S-1", From: "2026-12-01", Own: true})
	d.Prices = append(d.Prices, tariff.Price{
		Channel: "CPAM", Country: "RU", Currency: money.CNY, Bands: []tariff.Band{{UpTo: 2000, Kind: tariff.PerGram, Rate: 9900, Fee: 1950}},
		Origin: channel.Origin{Version: own, Own: true, From: "2026-12-01"},
	})
	return tariff.NewSnapshot(d)
}

func TestTariffsToComeStandBesideThoseInForce(t *testing.T) {
	s := browser.NewSite(t, sample.NewClock(), func(g *echo.Group, pages *page.Pages) {
		logistics.Register(g, pages, logistics.Needs{Tariffs: dearer{}, Warehouses: desk.Catalogue{}, Book: yiwu})
	})
	p := s.As(t, browser.Visitor(1)).Get(link.Channel("CPAM"))
	p.Has(t, 200, "To come Tariff S-1, from 2026-12-01 1 country Your own", "211 countries")
	p.Row(t, "RU").Has(t, 200, "From 2026-12-01: up to 2 kg: CN¥99.00 per kg + CN¥19.50")
	p.Row(t, "US").Lacks(t, "From 2026-12-01")
}

func TestAServiceSaysHowItNumbersItsParcels(t *testing.T) {
	b := visitor(t, yiwu)
	for code, want := range map[string]string{
		"CPAM": "Postal number, begins with R, ends with CN", "SGP": "Postal number, begins with R, ends with SG", "UPSE": "Begins with 1Z",
	} {
		b.Get(link.Channel(code)).Has(t, 200, "Waybill numbers", want)
	}
}
