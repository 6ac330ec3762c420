package preflight

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/product"
	"sellerdesk/internal/tariff"
)

// declaring are the flags with which goods of a category have to be declared, as
// the facts list them in section 3, and not as the program derives them.
var declaring = map[channel.Category][]string{
	channel.Ordinary:           {},
	channel.BuiltInBattery:     {"battery"},
	channel.PureBattery:        {"battery", "only battery"},
	channel.NonLiquidCosmetics: {"cosmetics"},
	channel.Liquid:             {"special"},
	channel.Powder:             {"special"},
	channel.Magnetic:           {"special"},
	channel.OtherSpecial:       {"special"},
}

// covering are the categories of a parcel that may hold goods declared with a
// flag: those at least as rarely accepted as the mildest goods with that flag.
var covering = map[string][]channel.Category{
	"cosmetics": {
		channel.NonLiquidCosmetics, channel.OtherSpecial, channel.Magnetic, channel.Powder, channel.Liquid, channel.PureBattery,
	},
	"battery": {
		channel.BuiltInBattery, channel.NonLiquidCosmetics, channel.OtherSpecial, channel.Magnetic, channel.Powder, channel.Liquid,
		channel.PureBattery,
	},
	"special":      {channel.OtherSpecial, channel.Magnetic, channel.Powder, channel.Liquid, channel.PureBattery},
	"only battery": {channel.PureBattery},
}

// article is a declared line and what its goods are said to be.
type article struct {
	said    channel.Category // empty: nobody said
	product bool             // by a product, else by the order
	flags   []string
}

var anyArticle = rapid.Custom(func(t *rapid.T) article {
	a := article{
		said:    rapid.SampledFrom(append([]channel.Category{""}, channel.Categories...)).Draw(t, "said"),
		product: rapid.Bool().Draw(t, "product"),
	}
	a.product = a.product && a.said != ""
	if rapid.Bool().Draw(t, "honest") {
		a.flags = declaring[a.said]
		return a
	}
	for _, flag := range []string{"battery", "only battery", "cosmetics", "special"} {
		if rapid.Bool().Draw(t, flag) {
			a.flags = append(a.flags, flag)
		}
	}
	return a
})

// verdict is the rule in words: goods are refused by the channel, or declared as
// less than they are, or as what the parcel's category does not cover, or the
// category is that of none of them; and they are suspicious when declared as more
// than their product.
func verdict(category channel.Category, refused bool, articles []article) Result {
	result, all := Pass, []string{}
	for _, a := range articles {
		all = append(all, a.flags...)
		if !within(declaring[a.said], a.flags) {
			return Stop
		}
		for _, flag := range a.flags {
			if !slices.Contains(covering[flag], category) {
				return Stop
			}
		}
		if a.product && !within(a.flags, declaring[a.said]) {
			result = Warning
		}
	}
	if refused || !within(declaring[category], all) {
		return Stop
	}
	return result
}

func within(some, all []string) bool {
	return !slices.ContainsFunc(some, func(s string) bool { return !slices.Contains(all, s) })
}

// about are the facts of a parcel with articles.
func about(category channel.Category, refused bool, articles []article) Facts {
	f := facts(func(f *Facts) { f.Category, f.Goods, f.Items = category, nil, map[order.LineID]product.Item{} })
	if refused {
		f.Plan.Excluded = []tariff.Rule{{Code: tariff.WrongGoods, Category: category}}
	}
	for i, a := range articles {
		id, sku := order.LineID(i+1), fmt.Sprintf("SKU-%d", i)
		line := order.Line{ID: id, SKU: sku}
		if a.product {
			f.Items[id] = product.Item{Variant: product.Variant{SKU: sku}, Category: a.said}
		} else {
			line.Category = a.said
		}
		f.Order.Lines = append(f.Order.Lines, line)
		f.Goods = append(f.Goods, parcel.Goods{Line: id, Quantity: 1, SKU: sku, Flags: parcel.Flags{
			Battery: slices.Contains(a.flags, "battery"), OnlyBattery: slices.Contains(a.flags, "only battery"),
			Cosmetics: slices.Contains(a.flags, "cosmetics"), Special: slices.Contains(a.flags, "special"),
			Breakable: i%2 == 0,
		}})
	}
	return f
}

func TestGoodsContradictEachOtherAsTheRuleSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		category := rapid.SampledFrom(channel.Categories).Draw(t, "category")
		refused := rapid.IntRange(0, 9).Draw(t, "refused") == 0
		articles := rapid.SliceOfN(anyArticle, 1, 4).Draw(t, "articles")
		c, _ := find(Run(about(category, refused, articles)), "goods")
		if want := verdict(category, refused, articles); c.Result != want {
			t.Fatalf("%s (%s %v), the rule says %s", c.Result, c.Reason, c.Args, want)
		}
	})
}

func TestOneArticleOfEachKindInAParcelOfEachCategory(t *testing.T) {
	for _, category := range channel.Categories {
		for _, said := range channel.Categories {
			for _, declared := range channel.Categories {
				a := []article{{said: said, product: true, flags: declaring[declared]}}
				c, _ := find(Run(about(category, false, a)), "goods")
				if want := verdict(category, false, a); c.Result != want {
					t.Errorf("a %s article declared as %s in a %s parcel: %s, the rule says %s", said, declared, category, c.Result, want)
				}
			}
		}
	}
}

func TestAParcelOfTheStrictestCategoryHoldsWhatIsDeclaredRightly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		said := rapid.SliceOfN(rapid.SampledFrom(channel.Categories), 1, 5).Draw(t, "goods")
		var articles []article
		for _, c := range said {
			articles = append(articles, article{said: c, product: true, flags: declaring[c]})
		}
		if c, _ := find(Run(about(channel.Strictest(said...), false, articles)), "goods"); c.Result != Pass {
			t.Fatalf("%v as %s: %s (%s %v)", said, channel.Strictest(said...), c.Result, c.Reason, c.Args)
		}
	})
}

func TestAChannelMustTakeTheGoodsOfEveryLine(t *testing.T) {
	liquids := channel.Goods{Accepted: []channel.Category{channel.Liquid, channel.NonLiquidCosmetics}, To: map[channel.Category][]place.Country{channel.NonLiquidCosmetics: {"US"}}}
	tests := []struct {
		name     string
		articles []article
		reason   string
	}{
		{"liquids alone", []article{{said: channel.Liquid, product: true, flags: declaring[channel.Liquid]}}, ""},
		{"with an ordinary article", []article{
			{said: channel.Ordinary, product: true}, {said: channel.Liquid, product: true, flags: declaring[channel.Liquid]},
		}, ""},
		{"with a battery", []article{
			{said: channel.BuiltInBattery, product: true, flags: declaring[channel.BuiltInBattery]},
			{said: channel.Liquid, product: true, flags: declaring[channel.Liquid]},
		}, "tariff_rule_goods"},
		{"with a declared battery nobody spoke of", []article{
			{flags: declaring[channel.BuiltInBattery]}, {said: channel.Liquid, product: true, flags: declaring[channel.Liquid]},
		}, "tariff_rule_goods"},
		{"with cosmetics to Russia", []article{
			{said: channel.NonLiquidCosmetics, product: true, flags: declaring[channel.NonLiquidCosmetics]},
			{said: channel.Liquid, product: true, flags: declaring[channel.Liquid]},
		}, "tariff_rule_goods_there"},
	}
	for _, tt := range tests {
		f := about(channel.Liquid, false, tt.articles)
		f.Plan.Channel.Goods = liquids
		c, _ := find(Run(f), "goods")
		if c.Reason != tt.reason || (c.Result == Stop) != (tt.reason != "") {
			t.Errorf("%s: %s, %s", tt.name, c.Result, c.Reason)
		}
	}
}
