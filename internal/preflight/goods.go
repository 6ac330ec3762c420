package preflight

import (
	"sellerdesk/internal/channel"
	"sellerdesk/internal/parcel"
)

// goods stops where the channel, the parcel's category, the flags of its lines
// and what the products are said to be contradict each other: a wrong
// declaration of a battery is the gravest thing a warehouse finds.
func goods(f Facts) Check {
	if c, found := f.excluded("goods"); found {
		return c
	}
	var declared parcel.Flags
	for _, g := range f.Goods {
		declared = union(declared, g.Flags)
		if c, found := f.line(g); found {
			return c
		}
	}
	if missing := minus(parcel.FlagsOf(f.Category), declared); missing != (parcel.Flags{}) {
		return stop("goods", "category_undeclared", AtForm, "", "Category", f.Category)
	}
	return f.overdeclared()
}

// line stops when a line is declared as less than its product is, or as more than the parcel is.
func (f Facts) line(g parcel.Goods) (Check, bool) {
	if item, known := f.Items[g.Line]; known {
		if minus(parcel.FlagsOf(item.Category), g.Flags) != (parcel.Flags{}) {
			return stop("goods", "product_undeclared", AtForm, g.SKU, "SKU", g.SKU, "Category", item.Category), true
		}
	}
	for _, needed := range categories(g.Flags) {
		if channel.Strictest(f.Category, needed) != f.Category {
			return stop("goods", "category_too_mild", AtShipping, g.SKU, "SKU", g.SKU, "Category", f.Category, "Needed", needed), true
		}
	}
	return Check{}, false
}

// overdeclared warns when a line is declared as more than its product is said to be.
func (f Facts) overdeclared() Check {
	for _, g := range f.Goods {
		item, known := f.Items[g.Line]
		extra := minus(g.Flags, parcel.FlagsOf(item.Category))
		if known && extra != (parcel.Flags{}) {
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
