package e2e_test

import (
	"strings"
	"testing"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/views/link"
)

// shippable finds an order of ordinary goods that waits for shipment, for which
// the buyer chose a channel and nothing stops Submit. It looks, and changes nothing.
func shippable(t *testing.T, b *browser.Browser, c channel.Code) (number string) {
	t.Helper()
	list := b.Get(link.Orders("waiting", "shipment", "channel", string(c), "category", string(channel.Ordinary))).Has(t, 200)
	for _, number := range list.Rows() {
		page := b.Get(link.Shipping(number))
		if page.Status != 200 {
			continue
		}
		if page = b.Get(link.LogisticsOrder(number)); page.Status != 200 {
			continue
		}
		page.Has(t, 200, "Submit for shipment")
		return number
	}
	t.Fatalf("no order of the demo waits to be shipped by %s: %s", c, list.Text())
	return ""
}

// unreadOrder finds an order whose buyer wrote something that nobody has read,
// and how many conversations are like that.
func unreadOrder(t *testing.T, b *browser.Browser) (number string, count int) {
	t.Helper()
	list := b.Get(link.Messages()).Has(t, 200)
	for _, n := range list.Rows() {
		if strings.Contains(list.Row(t, n).Text(), "unread") {
			number = n
		}
	}
	for number != "" && !strings.Contains(list.Body, i18n.T(i18n.English, "ui_messages_unread", "Count", count)) {
		if count++; count > 100 {
			t.Fatal("no number stands beside Messages")
		}
	}
	if number == "" {
		t.Fatalf("no message of the demo is unread: %s", list.Text())
	}
	return number, count
}
