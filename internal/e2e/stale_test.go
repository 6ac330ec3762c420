package e2e_test

import (
	"fmt"
	"net/http"
	"testing"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/views/link"
	"sellerdesk/views/products"
)

// TestAStalePageComesBackWithWhatChanged tells of a shipper whose colleague
// counts the stock between the page and its Submit.
func TestAStalePageComesBackWithWhatChanged(t *testing.T) {
	t.Parallel()
	p := demo(t)
	colleague := visitor(t, p, "owner@demo.test")
	number := shippable(t, colleague, channel.Standard)
	s := open(t, p, desk)
	s.signIn("shipper@demo.test")
	s.Goto(link.LogisticsOrder(number))
	s.Fill(s.say("English name"), "Birthday present")

	countStock(t, colleague, skuOf(t, colleague, number), "77")
	s.click("Submit for shipment")
	if s.Status() != http.StatusConflict {
		t.Errorf("status %d, want 409", s.Status())
	}
	s.See("Something changed since the page was shown.")
	s.See("is now")
	s.See("77")
	s.page("create-logistics-order-changed")

	s.click("Submit for shipment")
	s.see("Logistics Order")
	s.See("Birthday present")
}

// skuOf is the SKU of the first line of an order.
func skuOf(t *testing.T, b *browser.Browser, number string) string {
	t.Helper()
	return b.Get(link.Shipping(number)).Has(t, 200).Part(t, "choice").Rows()[0]
}

// countStock changes the stock of a variant on the page of its product.
func countStock(t *testing.T, b *browser.Browser, sku, stock string) {
	t.Helper()
	page := b.Get(link.Product(sku)).Has(t, 200)
	row := 0
	for page.Field(t, products.Row(row)+"sku") != sku {
		row++
	}
	page.Submit(t, "Save", products.Row(row)+"stock", stock).Has(t, 200, "is saved")
}

// TestASecondTabIsLedToTheLogisticsOrder tells of a seller who has an order open
// in two tabs and submits it in both, with different weights.
func TestASecondTabIsLedToTheLogisticsOrder(t *testing.T) {
	t.Parallel()
	p := demo(t)
	number := shippable(t, visitor(t, p, "owner@demo.test"), channel.Standard)
	first, second := open(t, p, desk), open(t, p, desk)
	for i, s := range []*seller{first, second} {
		s.signIn("owner@demo.test")
		s.Goto(link.Shipping(number))
		s.Fill(s.say("Weight"), fmt.Sprintf("0.%d", 400+i))
		s.click("Next, create logistics order")
	}
	first.click("Submit for shipment")
	first.see("Logistics Order")
	second.click("Submit for shipment")
	second.see("Logistics Order")
	second.See("only one chance")
	if first.URL() != second.URL() {
		t.Errorf("the tabs show %s and %s", first.URL(), second.URL())
	}
	second.page("second-tab")
}
