package shipping

import (
	"strconv"

	"sellerdesk/internal/address"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	domain "sellerdesk/internal/shipping"
	"sellerdesk/internal/web/form"
	views "sellerdesk/views/shipping"
	"sellerdesk/views/ui"
)

// longestText is the most a field of step 2 may hold; what a network takes is
// less, and said by the domain with the length that was typed.
const longestText = 500

// readForm reads what the seller filled in on Create Logistics Order.
func readForm(f *form.Form, o order.Order, pieces []order.Pieces) domain.Form {
	out := domain.Form{
		Collection: parcel.Collection{
			Mode:    parcel.CollectionMode(f.Text("collection", longestCode)),
			Company: f.Text("company", longestCode),
			Number:  f.Text("number", longestText),
			Note:    f.Text("note", longestText),
		},
		Sender:        readAddress(f, address.Sender),
		Pickup:        readAddress(f, address.Pickup),
		Return:        readAddress(f, address.Return),
		Undeliverable: parcel.Undeliverable(f.Text("undeliverable", longestCode)),
		Replaces:      f.Bool("replaces"),
		Reasons:       map[string]string{},
	}
	for _, code := range reasoned {
		if name := views.ReasonField(code); f.Filled(name) {
			out.Reasons[code] = f.Text(name, longestReason)
		}
	}
	for i, p := range pieces {
		out.Goods = append(out.Goods, readGoods(f, o, i, p))
		if f.Bool(views.GoodsField(i, "keep")) {
			out.Keep = append(out.Keep, p.Line)
		}
	}
	return out
}

// reasoned are the checks beyond which a seller goes with a reason only.
var reasoned = []string{"channel", "stock", "replaces"}

// readAddress reads the choice of an address; anything else is none, which the domain refuses.
func readAddress(f *form.Form, k address.Kind) address.ID {
	id, err := strconv.ParseInt(f.Text(string(k), longestCode), 10, 64)
	if err != nil {
		return 0
	}
	return address.ID(id)
}

func readGoods(f *form.Form, o order.Order, i int, p order.Pieces) parcel.Goods {
	field := func(name string) string { return views.GoodsField(i, name) }
	line, _ := o.Line(p.Line)
	return parcel.Goods{
		Line: p.Line, Quantity: p.Quantity, SKU: line.SKU,
		NameCN: f.Text(field("name_cn"), longestText),
		NameEN: f.Text(field("name_en"), longestText),
		Value:  f.Money(field("value"), money.USD),
		Weight: f.Kilograms(field("weight")),
		HSCode: f.Text(field("hs_code"), longestText),
		Flags: parcel.Flags{
			Battery: f.Bool(field("battery")), OnlyBattery: f.Bool(field("only_battery")), Cosmetics: f.Bool(field("cosmetics")),
			Special: f.Bool(field("special")), Breakable: f.Bool(field("breakable")),
		},
	}
}

// prefilled is the form of step 2 as the draft fills it.
func prefilled(d domain.Draft) ui.Form {
	f := ui.Fill(
		"collection", string(d.Form.Collection.Mode),
		"sender", addressID(d.Form.Sender), "pickup", addressID(d.Form.Pickup), "return", addressID(d.Form.Return),
		"undeliverable", string(d.Form.Undeliverable),
	)
	for i, g := range d.Form.Goods {
		fillGoods(f, i, g)
	}
	for _, c := range d.Checks {
		if c.Given != "" {
			f.Values.Set(views.ReasonField(c.Code), c.Given)
		}
	}
	return f
}

func addressID(id address.ID) string { return strconv.FormatInt(int64(id), 10) }

// fillGoods fills a declared line; what nobody knows stays empty.
func fillGoods(f ui.Form, i int, g parcel.Goods) {
	set := func(name, value string, known bool) {
		if known {
			f.Values.Set(views.GoodsField(i, name), value)
		}
	}
	set("name_cn", g.NameCN, true)
	set("name_en", g.NameEN, true)
	set("value", g.Value.Decimal(), !g.Value.IsZero())
	set("weight", g.Weight.Kilograms(), g.Weight > 0)
	set("hs_code", g.HSCode, true)
	for name, ticked := range map[string]bool{
		"battery": g.Battery, "only_battery": g.OnlyBattery, "cosmetics": g.Cosmetics, "special": g.Special, "breakable": g.Breakable,
	} {
		set(name, "yes", ticked)
	}
}
