package shipping_test

import (
	"errors"
	"slices"
	"testing"

	"sellerdesk/internal/order"
	"sellerdesk/internal/shipping"
)

func TestABuyerConfirmsReceiptOfWhatWasShipped(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	if err := w.ConfirmReceipt(w.ctx, w.store, o.Number); !errors.Is(err, order.ErrStatus) {
		t.Errorf("before it is shipped: %v", err)
	}
	w.fill(w.submit(o, shipping.Choice{}))
	for range 2 { // the second time changes nothing
		w.must(w.ConfirmReceipt(w.ctx, w.store, o.Number))
	}
	if got := w.order(o.ID); got.Status != order.FundProcessing {
		t.Errorf("the order is %s", got.Status)
	}
	confirmed := slices.DeleteFunc(w.actions(o), func(a string) bool { return a != order.BuyerConfirmed.Key() })
	if len(confirmed) != 1 {
		t.Errorf("history tells of it %d times", len(confirmed))
	}
	if err := w.ConfirmReceipt(w.ctx, w.store+1, o.Number); !errors.Is(err, order.ErrNotFound) {
		t.Errorf("in another store: %v", err)
	}
}
