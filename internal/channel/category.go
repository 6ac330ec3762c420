package channel

import "slices"

// Category is the kind of goods in a parcel, by which channels accept or refuse it.
type Category string

// The categories of goods.
const (
	Ordinary           Category = "ordinary"
	OtherSpecial       Category = "other"
	Magnetic           Category = "magnetic"
	NonLiquidCosmetics Category = "non_liquid_cosmetics"
	Powder             Category = "powder"
	Liquid             Category = "liquid"
	BuiltInBattery     Category = "built_in_battery"
	PureBattery        Category = "pure_battery"
)

// Categories lists all categories in the order in which pages offer them.
var Categories = []Category{
	Ordinary, BuiltInBattery, PureBattery, NonLiquidCosmetics, Liquid, Powder, Magnetic, OtherSpecial,
}

// strictness lists the categories from the most to the least widely accepted (facts, section 3).
// A channel of the catalogue that takes one takes those before it as well, so the strictest
// category of a parcel's lines decides for all of them.
var strictness = []Category{
	Ordinary, BuiltInBattery, NonLiquidCosmetics, OtherSpecial, Magnetic, Powder, Liquid, PureBattery,
}

// Key is the key of the category's word for people.
func (c Category) Key() string { return "channel_category_" + string(c) }

// ParseCategory reads a category.
func ParseCategory(s string) (Category, error) { return parse(s, Categories, ErrCategory) }

// Strictest returns the category a parcel has that contains goods of all the given ones.
// Without any it is Ordinary.
func Strictest(lines ...Category) Category {
	strictest := Ordinary
	for _, c := range lines {
		if slices.Index(strictness, c) > slices.Index(strictness, strictest) {
			strictest = c
		}
	}
	return strictest
}
