package shipping_test

import (
	"testing"

	"sellerdesk/internal/testing/desk"
)

func TestShippingShowsListPriceAndDiscount(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	owner(t, d).Get(step1(o)).Row(t, "CPAM").Has(t, 200, "CN¥30.42").Lacks(t, "List price")
	d.Service.Tariffs = desk.Discounted(10)
	owner(t, d).Get(step1(o)).Row(t, "CPAM").Has(t, 200, "CN¥27.38", "List price", "CN¥30.42", "Discount of 10 %", "-CN¥3.04")
	owner(t, d).Get(step2(o, "channel", "CPAM")).Has(t, 200, "CN¥27.38")
}
