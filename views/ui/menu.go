package ui

import (
	"slices"

	"sellerdesk/internal/account"
	"sellerdesk/views/link"
)

// Section is a part of the site with an entry in the top bar. The zero value is none of them.
type Section string

// The sections of the site.
const (
	Transaction Section = "transaction"
	Products    Section = "products"
	Logistics   Section = "logistics"
	Account     Section = "account"
)

// Key is the message that names the section.
func (s Section) Key() string { return "ui_section_" + string(s) }

// Item is a page in the left column of a section. The zero value is none of them.
type Item string

// The pages in the left columns.
const (
	AllOrders         Item = "all_orders"
	ParcelOrders      Item = "parcel_orders"
	BatchShipping     Item = "batch_shipping"
	FreightStatistics Item = "freight_statistics"
	ChannelList       Item = "channels"
	Calculator        Item = "calculator"
	CollectionRules   Item = "collection_rules"
	Restrictions      Item = "restrictions"
	Tariffs           Item = "tariffs"
	OfflinePrices     Item = "offline_prices"
	DeductionAccount  Item = "deduction_account"
	AddressBook       Item = "address_book"
)

// Key is the message that names the page.
func (i Item) Key() string { return "ui_item_" + string(i) }

// heading stands above a group of items of the left column. The zero value is none.
type heading string

// Key is the message of the heading.
func (h heading) Key() string { return "ui_heading_" + string(h) }

// entry is a section in the top bar with its left column.
type entry struct {
	section Section
	url     string
	groups  []group
}

// group is a part of a left column.
type group struct {
	heading heading
	items   []item
}

// item is a line of a left column.
type item struct {
	item  Item
	url   string
	needs account.Permission // empty: every role may see the page
}

// menu is the top bar with the left columns. An entry appears with its page.
var menu = []entry{
	{Transaction, link.Orders(), []group{
		{"manage_orders", []item{{item: AllOrders, url: link.Orders()}}},
		{"manage_parcels", []item{{item: ParcelOrders, url: link.Parcels()}, {BatchShipping, link.BatchShipping(), account.Ship}, {FreightStatistics, link.FreightStatistics(), account.Pay}}},
	}},
	{Products, link.Products(), nil},
	{Logistics, link.Channels(), []group{
		{"", []item{
			{item: ChannelList, url: link.Channels()}, {item: Calculator, url: link.Calculator()}, {item: OfflinePrices, url: link.OfflinePrices()},
			{item: CollectionRules, url: link.CollectionRules()}, {item: Restrictions, url: link.Restrictions()}, {item: Tariffs, url: link.Tariffs()},
		}},
	}},
	{Account, link.DeductionAccount(), []group{
		{"", []item{{item: DeductionAccount, url: link.DeductionAccount()}, {item: AddressBook, url: link.Addresses()}}},
	}},
}

// column returns the left column of a section as a role sees it; a section of one page has none.
func column(s Section, r account.Role) []group {
	i := slices.IndexFunc(menu, func(e entry) bool { return e.section == s })
	if i < 0 {
		return nil
	}
	var groups []group
	for _, g := range menu[i].groups {
		g.items = slices.DeleteFunc(slices.Clone(g.items), func(i item) bool { return i.needs != "" && !r.May(i.needs) })
		groups = append(groups, g)
	}
	return groups
}
