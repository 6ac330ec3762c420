package orders_test

import (
	"net/http"
	"strings"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/order"
	"sellerdesk/views/link"
)

func TestTheBuyersAddressIsCorrectedOnAPageOfItsOwn(t *testing.T) {
	w := newWorld(t)
	o := w.Order(t)
	number := string(o.Number)
	form := w.owner.Get(link.Order(number)).Has(t, 200, "Correct the address").Follow(t, "Correct the address")
	form.Has(t, 200, "Correct the Buyer&#39;s Address", o.ShipTo.Street)

	long := strings.Repeat("ю", 46)
	form.Submit(t, "Save", "street", long).
		Has(t, http.StatusUnprocessableEntity, long, "At most 90 bytes; this has 92.", "Street and number")
	form.Submit(t, "Save", "street", "ул. Мира 2").
		Has(t, 200, "The buyer&#39;s address is corrected.", "ул. Мира 2", "Buyer&#39;s address corrected")
	form.Submit(t, "Save", "street", "ул. Труда 3").Has(t, http.StatusConflict, "ул. Труда 3")
}

func TestTheAddressOfAShippedOrderIsNotOfferedForCorrection(t *testing.T) {
	w := newWorld(t)
	o := w.Order(t, func(o *order.Order) { o.Status = order.AwaitingReceipt })
	w.owner.Get(link.Order(string(o.Number))).Lacks(t, "Correct the address")
	w.owner.Get(link.OrderAddress(string(o.Number))).Has(t, 200, "Order Details", "flash-failure")
}

func TestReadersCannotCorrectAnAddress(t *testing.T) {
	w := newWorld(t)
	o := w.Order(t)
	viewer := w.as(t, account.Viewer)
	viewer.Get(link.Order(string(o.Number))).Lacks(t, "Correct the address")
	viewer.Get(link.OrderAddress(string(o.Number))).Has(t, http.StatusForbidden)
}
