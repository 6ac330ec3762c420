package preflight

import (
	"cmp"
	"slices"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/tariff"
)

// goods stops where the channel, the parcel's category, the flags of its lines
// and what the products are said to be contradict each other: a wrong
// declaration of a battery is the gravest thing a warehouse finds.
func goods(f Facts) Check {
	if c, found := f.excluded("goods"); found {
		return c
	}
	var declared parcel.Flags
	for i, g := range f.Goods {
		declared = union(declared, g.Flags)
		if c, found := f.line(i, g); found {
			return c
		}
	}
	if c, found := f.besides(); found {
		return c
	}
	if missing := minus(parcel.FlagsOf(f.Category), declared); missing != (parcel.Flags{}) {
		return stop("goods", "category_undeclared", AtForm, field(0, flag(missing)), "Category", f.Category)
	}
	return f.overdeclared()
}

// said is what the goods of a line are said to be: by their product, else by the
// order. Nothing: nobody said.
func (f Facts) said(g parcel.Goods) channel.Category {
	line, _ := f.Order.Line(g.Line)
	return cmp.Or(f.Items[g.Line].Category, line.Category)
}

// line stops when a line is declared as less than its goods are, or as more than the parcel is.
func (f Facts) line(i int, g parcel.Goods) (Check, bool) {
	said := f.said(g)
	if missing := minus(parcel.FlagsOf(said), g.Flags); missing != (parcel.Flags{}) {
		return stop("goods", "product_undeclared", AtForm, field(i, flag(missing)), "SKU", g.SKU, "Category", said), true
	}
	for _, needed := range categories(g.Flags) {
		if channel.Strictest(f.Category, needed) != f.Category {
			return stop("goods", "category_too_mild", AtShipping, g.SKU, "SKU", g.SKU, "Category", f.Category, "Needed", needed), true
		}
	}
	return Check{}, false
}

// besides stops when the channel takes the parcel's category, but not that of a line in it:
// a channel may take liquids and no batteries.
func (f Facts) besides() (Check, bool) {
	to := f.Order.ShipTo.Country
	for i, g := range f.Goods {
		for _, k := range f.kinds(g) {
			r := tariff.Rule{Code: tariff.WrongGoods, Category: k, Country: to}
			switch taken := f.Plan.Channel.Goods; {
			case taken.Accepts(k, to):
				continue
			case slices.Contains(taken.Accepted, k):
				r.Code = tariff.WrongGoodsThere
			}
			return Check{Code: "goods", Result: Stop, Reason: r.Code.Key(), Args: r.Args(), Mend: AtShipping, Target: f.Goods[i].SKU}, true
		}
	}
	return Check{}, false
}

// kinds are the categories that a line certainly has beside ordinary, which goes along with
// all others; what else is special has that of the parcel.
func (f Facts) kinds(g parcel.Goods) []channel.Category {
	var kinds []channel.Category
	if said := f.said(g); said != "" && said != channel.Ordinary {
		kinds = append(kinds, said)
	}
	switch {
	case g.Flags.OnlyBattery:
		kinds = append(kinds, channel.PureBattery)
	case g.Flags.Battery:
		kinds = append(kinds, channel.BuiltInBattery)
	}
	if g.Flags.Cosmetics {
		kinds = append(kinds, channel.NonLiquidCosmetics)
	}
	return kinds
}

// overdeclared warns when a line is declared as more than its product is said to be.
func (f Facts) overdeclared() Check {
	for _, g := range f.Goods {
		item, known := f.Items[g.Line]
		if extra := minus(g.Flags, parcel.FlagsOf(item.Category)); known && extra != (parcel.Flags{}) {
			return warn("goods", "product_milder", AtProduct, g.SKU, "SKU", g.SKU, "Category", item.Category)
		}
	}
	return pass("goods")
}

// categories are the mildest categories of goods that flags stand for. Breakable goods are ordinary.
func categories(f parcel.Flags) []channel.Category {
	var out []channel.Category
	if f.Cosmetics {
		out = append(out, channel.NonLiquidCosmetics)
	}
	if f.Battery {
		out = append(out, channel.BuiltInBattery)
	}
	if f.Special {
		out = append(out, channel.OtherSpecial)
	}
	if f.OnlyBattery {
		out = append(out, channel.PureBattery)
	}
	return out
}

// flag is the name of the first flag that is set, as the form has it.
func flag(f parcel.Flags) string {
	switch {
	case f.Battery:
		return "battery"
	case f.OnlyBattery:
		return "only_battery"
	case f.Cosmetics:
		return "cosmetics"
	}
	return "special"
}

func union(a, b parcel.Flags) parcel.Flags {
	return parcel.Flags{
		Battery: a.Battery || b.Battery, OnlyBattery: a.OnlyBattery || b.OnlyBattery,
		Cosmetics: a.Cosmetics || b.Cosmetics, Special: a.Special || b.Special,
	}
}

// minus are the flags of a that b lacks; whether goods break easily is nobody's contradiction.
func minus(a, b parcel.Flags) parcel.Flags {
	return parcel.Flags{
		Battery: a.Battery && !b.Battery, OnlyBattery: a.OnlyBattery && !b.OnlyBattery,
		Cosmetics: a.Cosmetics && !b.Cosmetics, Special: a.Special && !b.Special,
	}
}
