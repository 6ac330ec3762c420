package shipping_test

import (
	"slices"
	"strings"
	"testing"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/shipping"
)

func TestTheFormIsChecked(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	tests := []struct {
		name   string
		change func(*shipping.Form)
		field  string
	}{
		{"as it is prefilled", func(*shipping.Form) {}, ""},
		{"Chinese name missing", func(f *shipping.Form) { f.Goods[0].NameCN = " " }, "goods.0.name_cn"},
		{"Chinese name of 20 characters", func(f *shipping.Form) { f.Goods[0].NameCN = strings.Repeat("杯", 20) }, ""},
		{"Chinese name of 21 characters", func(f *shipping.Form) { f.Goods[0].NameCN = strings.Repeat("杯", 21) }, "goods.0.name_cn"},
		{"English name of 61 characters", func(f *shipping.Form) { f.Goods[0].NameEN = strings.Repeat("c", 61) }, "goods.0.name_en"},
		{"English name in Chinese", func(f *shipping.Form) { f.Goods[0].NameEN = "杯子" }, "goods.0.name_en"},
		{"no value", func(f *shipping.Form) { f.Goods[0].Value.Minor = 0 }, "goods.0.value"},
		{"10,000 dollars", func(f *shipping.Form) { f.Goods[0].Value.Minor = 1_000_000 }, ""},
		{"a cent more", func(f *shipping.Form) { f.Goods[0].Value.Minor = 1_000_001 }, "goods.0.value"},
		{"value in yuan", func(f *shipping.Form) { f.Goods[0].Value = money.Of(500, money.CNY) }, "goods.0.value"},
		{"no weight", func(f *shipping.Form) { f.Goods[0].Weight = 0 }, "goods.0.weight"},
		{"2,001 g", func(f *shipping.Form) { f.Goods[0].Weight = 2001 }, "goods.0.weight"},
		{"letters in the HS code", func(f *shipping.Form) { f.Goods[0].HSCode = "69A" }, "goods.0.hs_code"},
		{"another quantity", func(f *shipping.Form) { f.Goods[0].Quantity = 1 }, "goods.0.quantity"},
		{"a line missing", func(f *shipping.Form) { f.Goods = nil }, "goods"},
		{"no sender", func(f *shipping.Form) { f.Sender = 0 }, "sender"},
		{"a return address as pick-up", func(f *shipping.Form) { f.Pickup = f.Return }, "pickup"},
		{"nothing about undeliverable parcels", func(f *shipping.Form) { f.Undeliverable = "" }, "undeliverable"},
		{"a return CPAM does not offer", func(f *shipping.Form) { f.Undeliverable = parcel.Return }, "undeliverable"},
		{"no way to the warehouse", func(f *shipping.Form) { f.Collection.Mode = "" }, "collection"},
		{"domestic express without company", func(f *shipping.Form) { f.Collection.Mode = parcel.Domestic }, "company"},
		{"domestic express with a bad number", func(f *shipping.Form) {
			f.Collection = parcel.Collection{Mode: parcel.Domestic, Company: "SF", Number: "12"}
		}, "number"},
		{"domestic express", func(f *shipping.Form) {
			f.Collection = parcel.Collection{Mode: parcel.Domestic, Company: "SF", Number: "sf 1234567890123"}
		}, ""},
		{"an unnamed company", func(f *shipping.Form) {
			f.Collection = parcel.Collection{Mode: parcel.Domestic, Company: "OTHER", Number: "1"}
		}, "note"},
		{"arranged, not saying what", func(f *shipping.Form) { f.Collection = parcel.Collection{Mode: parcel.Arranged} }, "note"},
		{"arranged", func(f *shipping.Form) { f.Collection = parcel.Collection{Mode: parcel.Arranged, Note: "at six"} }, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := w.draft(o, shipping.Choice{}).Form
			tt.change(&f)
			d, err := w.Draft(w.ctx, w.store, o.Number, shipping.Choice{}, &f)
			w.must(err)
			named := slices.ContainsFunc(d.Problems, func(p errs.Problem) bool { return p.Field == tt.field && i18n.Has(p.Code) })
			if (tt.field == "") != (len(d.Problems) == 0) || tt.field != "" && !named {
				t.Errorf("problems = %v, want one of %q", d.Problems, tt.field)
			}
		})
	}
}

func TestTheFormIsPrefilledFromTheProducts(t *testing.T) {
	w := newWorld(t)
	d := w.draft(w.place(), shipping.Choice{})
	g := d.Form.Goods[0]
	if g.NameCN != "杯子" || g.NameEN != "Cup" || g.Weight != 180 || g.Value != money.Of(500, money.USD) || g.Flags != (parcel.Flags{}) {
		t.Errorf("goods = %+v", g)
	}
	if d.Form.Collection.Mode != parcel.DoorPickup || d.Form.Undeliverable != parcel.Destroy || d.Form.Sender == 0 {
		t.Errorf("form = %+v", d.Form)
	}
	if d.Choice.Weight != 190 || d.Choice.Size.String() != "14 × 9 × 9 cm" || d.Value != money.Of(1200, money.USD) {
		t.Errorf("choice = %+v, value %s", d.Choice, d.Value)
	}
}

func TestOutsideTheRangeDomesticExpressIsPrefilled(t *testing.T) {
	w := newWorld(t)
	w.exec("UPDATE addresses SET province = '西藏自治区', city = '拉萨市', district = '' WHERE store_id = ?", w.store)
	d := w.draft(w.place(), shipping.Choice{})
	if d.Match.InRange || d.Form.Collection.Mode != parcel.Domestic || d.Match.Warehouse.Contact.Phone == "" {
		t.Errorf("match = %+v, form %+v", d.Match, d.Form.Collection)
	}
}

func TestAnUnknownProductLeavesTheWeightOpen(t *testing.T) {
	w := newWorld(t)
	desk, err := w.Desk(w.ctx, w.store, w.place(func(o *order.Order) { o.Lines[0].SKU = "WHAT" }).Number, shipping.Choice{})
	if err != nil || desk.Choice.Weight != 0 || len(desk.Items) != 0 {
		t.Errorf("weight %s, items %v, %v", desk.Choice.Weight, desk.Items, err)
	}
	for _, p := range desk.Plans {
		if p.Available() {
			t.Errorf("%s is offered without a weight", p.Channel.Code)
		}
	}
}

func TestTheStrictestCategoryIsPrefilled(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) {
		o.Lines = append(o.Lines, order.Line{Number: 2, Title: "Watch", SKU: "W", Category: channel.BuiltInBattery, Quantity: 1})
	})
	desk, err := w.Desk(w.ctx, w.store, o.Number, shipping.Choice{})
	if err != nil || desk.Choice.Category != channel.BuiltInBattery {
		t.Errorf("category %s, %v", desk.Choice.Category, err)
	}
}

func TestTheBuyersChoiceIsPreselected(t *testing.T) {
	w := newWorld(t)
	desk, err := w.Desk(w.ctx, w.store, w.place().Number, shipping.Choice{})
	if err != nil || desk.Choice.Channel != channel.ChinaPostRegistered || desk.Blocked != nil {
		t.Errorf("channel %s, %v, %v", desk.Choice.Channel, desk.Blocked, err)
	}
	desk, err = w.Desk(w.ctx, w.store, w.place(func(o *order.Order) { o.Channel = "" }).Number, shipping.Choice{})
	if err != nil || desk.Choice.Channel != "" {
		t.Errorf("without a choice %q is preselected, %v", desk.Choice.Channel, err)
	}
}

func (w *world) exec(statement string, args ...any) {
	w.t.Helper()
	_, err := w.db.Exec(w.ctx, statement, args...)
	w.must(err)
}
