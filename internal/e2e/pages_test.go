package e2e_test

import (
	"testing"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/program"
	"sellerdesk/views/link"
)

// TestEveryOtherPageCanBeReadByEverybody opens the pages that no story visits.
func TestEveryOtherPageCanBeReadByEverybody(t *testing.T) {
	t.Parallel()
	for _, l := range looks() {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			p := demo(t) // the language is kept for the person
			pages := otherPages(t, p)
			s := open(t, p, l)
			s.signIn("owner@demo.test")
			for name, address := range pages {
				s.Goto(address)
				s.page(name)
			}
			s.Goto(link.Order("80000000000000"))
			if s.Status() != 404 {
				t.Errorf("an order that does not exist has status %d", s.Status())
			}
			s.page("not-found")
		})
	}
}

// TestWhatARoleMayNotDoIsNotOffered tells of a reader: the list offers nothing
// that the role forbids, and buyers are shortened.
func TestWhatARoleMayNotDoIsNotOffered(t *testing.T) {
	t.Parallel()
	p := demo(t)
	number := shippable(t, visitor(t, p, "owner@demo.test"), channel.Standard)
	block := visitor(t, p, "viewer@demo.test").Get(link.Orders("q", number)).Row(t, number)
	block.Has(t, 200, link.Order(number)).Lacks(t, link.Shipping(number), link.Contact(number), link.ShippingNotice(number))
	s := open(t, p, desk)
	s.signIn("viewer@demo.test")
	s.find(number)
	s.page("my-orders-of-a-viewer")
	s.in(number).click("Details")
	s.See("Addresses are shortened for your role.")
	s.page("order-details-of-a-viewer")
	s.Goto(link.Shipping(number))
	if s.Status() != 403 {
		t.Errorf("the status is %d, want 403", s.Status())
	}
	s.page("forbidden")
}

// otherPages are pages of the demo's first store, by name.
func otherPages(t *testing.T, p *program.Process) map[string]string {
	t.Helper()
	b := visitor(t, p, "owner@demo.test")
	order := shippable(t, b, channel.Standard)
	return map[string]string{
		"orders-partially-shipped": link.Orders("tab", "partially_shipped"),
		"orders-cancelled":         link.Orders("tab", "cancelled"),
		"orders-to-cancel":         link.Orders("waiting", "cancellation"),
		"orders-disputes":          link.Orders("waiting", "dispute"),
		"orders-none-found":        link.Orders("q", "nothing is called this"),
		"import-orders":            link.ImportOrders(),
		"shipping-offline":         link.With(link.Shipping(order), "how", "offline"),
		"notice-offline":           link.ShippingNotice(order),
		"parcels-abnormal":         link.Parcels("status", "abnormal"),
		"parcel-abnormal":          abnormal(t, b),
		"parcels-none-found":       link.Parcels("q", "LP00000000000000"),
		"freight-statistics":       link.FreightStatistics(),
		"freight-by-country":       link.FreightStatistics("from", "2026-10-01", "to", "2026-11-30", "group", "country"),
		"products":                 link.Products(),
		"product":                  link.Product(skuOf(t, b, order)),
		"product-new":              link.NewProduct(),
		"address-book":             link.Addresses(),
		"address":                  b.Get(link.Addresses()).Has(t, 200).Link(t, "Edit"),
		"address-new":              link.NewAddress("sender"),
		"deduction-account":        link.DeductionAccount(),
		"channels":                 link.Channels(),
		"channels-to-brazil":       link.Channels("country", "BR", "category", "built_in_battery"),
		"channels-none":            link.Channels("category", "liquid"),
		"channel":                  link.Channel("CAINIAO_ECONOMY"),
		"channel-to-us":            link.Channel("UPSE", "country", "US"),
		"calculator":               link.Calculator(),
		"calculator-plans":         link.Calculator("country", "RU", "weight", "0.19", "value", "12", "length", "20", "width", "15", "height", "10"),
		"calculator-refused":       link.Calculator("country", "RU", "weight", "heavy", "length", "3"),
		"collection-rules":         link.CollectionRules(),
		"collection-rules-of-one":  link.CollectionRules("channel", "YANWEN_AM"),
		"restrictions":             link.Restrictions(),
		"restrictions-of-one":      link.Restrictions("channel", "CAINIAO_STANDARD", "category", "built_in_battery"),
		"offline-prices":           link.OfflinePrices(),
		"offline-price-new":        link.NewOfflinePrice(),
	}
}

// abnormal is the page of a logistics order that needs attention.
func abnormal(t *testing.T, b *browser.Browser) string {
	t.Helper()
	rows := b.Get(link.Parcels("status", "abnormal")).Has(t, 200).Rows()
	if len(rows) == 0 {
		t.Fatal("no logistics order of the demo is abnormal")
	}
	return link.Parcel(rows[0])
}
