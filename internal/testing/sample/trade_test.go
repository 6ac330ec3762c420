package sample_test

import (
	"testing"

	"sellerdesk/internal/order"
	"sellerdesk/internal/testing/sample"
)

func TestSamplesOfTradeAreValid(t *testing.T) {
	o := sample.Order()
	if _, err := order.ParseNumber(string(o.Number)); err != nil {
		t.Error(err)
	}
	if problems := o.ShipTo.Check(); len(problems) > 0 {
		t.Errorf("recipient: %v", problems)
	}
	if problems := sample.Product().Check(); len(problems) > 0 {
		t.Errorf("product: %v", problems)
	}
	if problems := sample.Address().Check(); len(problems) > 0 {
		t.Errorf("sender: %v", problems)
	}
	if problems := sample.Pickup().Check(); len(problems) > 0 {
		t.Errorf("pick-up address: %v", problems)
	}
	goods := int64(0)
	for _, l := range o.Lines {
		goods += l.Price.Minor * int64(l.Quantity)
	}
	if goods != o.Goods.Minor || o.Goods.Minor+o.Shipping.Minor-o.Discount.Minor != o.Total.Minor {
		t.Errorf("the lines make %d cents, the order says %s and %s in all", goods, o.Goods, o.Total)
	}
}
