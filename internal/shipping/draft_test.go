package shipping_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/shipping"
)

func TestDraftsWriteNothing(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	for range 3 {
		w.draft(o, shipping.Choice{})
		if _, err := w.Desk(w.ctx, w.store, o.Number, shipping.Choice{}); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(o, w.order(o.ID)); diff != "" || len(w.actions(o)) != 0 || len(w.parcelsOf(o)) != 0 {
		t.Errorf("looking changed something: %s", diff)
	}
	n, err := w.parcels.NextNumber(w.ctx)
	if err != nil || n != parcel.NumberOf(143017180001) {
		t.Errorf("the first number is %s, %v", n, err)
	}
}

func TestDeclarationsAreKeptAsProducts(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) {
		o.Lines[0].SKU, o.Lines[0].Quantity = "LAMP-7", 3
		o.Lines = append(o.Lines, order.Line{Number: 2, Title: "Lamp", SKU: "lamp-7", Category: channel.Ordinary, Quantity: 1})
	})
	c := shipping.Choice{Weight: 400}
	d := w.draft(o, c)
	for i := range d.Form.Goods {
		g := &d.Form.Goods[i]
		g.NameCN, g.NameEN, g.Weight, g.Value = "灯", "Lamp", 100, money.Of(901, money.USD)
		d.Form.Keep = append(d.Form.Keep, g.Line)
	}
	_, err := w.Submit(w.ctx, w.store, w.me(), o.Number, c, d.Form, d.Offer)
	w.must(err)
	p, err := w.stock.BySKU(w.ctx, w.store, "LAMP-7")
	if err != nil || p.NameCN != "灯" || len(p.Variants) != 1 || p.Variants[0].Weight != 34 || p.Variants[0].Value != money.Of(300, money.USD) || p.Variants[0].Stock.Known {
		t.Errorf("product = %+v, %v", p, err)
	}
}

func TestEveryPlanThatIsOfferedCanBeSubmitted(t *testing.T) {
	w := newWorld(t)
	for _, country := range []place.Country{"RU", "US", "ES", "DE", "GB"} {
		there := func(o *order.Order) { o.ShipTo.Country = country }
		desk, err := w.Desk(w.ctx, w.store, w.place(there).Number, shipping.Choice{})
		w.must(err)
		for _, plan := range desk.Plans {
			if !plan.Available() {
				continue
			}
			c := shipping.Choice{Channel: plan.Channel.Code, Reason: "as agreed"}
			o := w.place(there)
			d := w.draft(o, c)
			if d.Form.Collection.Mode == parcel.Domestic { // not collected at the door
				d.Form.Collection.Company, d.Form.Collection.Number = "SF", "SF1234567890123"
			}
			if _, err := w.Submit(w.ctx, w.store, w.me(), o.Number, c, d.Form, d.Offer); err != nil {
				t.Errorf("%s to %s: %v", plan.Channel.Code, country, err)
			}
		}
	}
}
