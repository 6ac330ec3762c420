package ui

import (
	"slices"

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
	AllOrders        Item = "all_orders"
	ParcelOrders     Item = "parcel_orders"
	ChannelList      Item = "channels"
	Calculator       Item = "calculator"
	CollectionRules  Item = "collection_rules"
	Restrictions     Item = "restrictions"
	Tariffs          Item = "tariffs"
	OfflinePrices    Item = "offline_prices"
	DeductionAccount Item = "deduction_account"
	AddressBook      Item = "address_book"
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
	item Item
	url  string
}

// menu is the top bar with the left columns. An entry appears with its page.
var menu = []entry{
	{Transaction, link.Orders(), []group{
		{"manage_orders", []item{{AllOrders, link.Orders()}}},
		{"manage_parcels", []item{{ParcelOrders, link.Parcels()}}},
	}},
	{Products, link.Products(), nil},
	{Logistics, link.Channels(), []group{
		{"", []item{
			{ChannelList, link.Channels()}, {Calculator, link.Calculator()}, {OfflinePrices, link.OfflinePrices()},
			{CollectionRules, link.CollectionRules()}, {Restrictions, link.Restrictions()}, {Tariffs, link.Tariffs()},
		}},
	}},
	{Account, link.DeductionAccount(), []group{
		{"", []item{{DeductionAccount, link.DeductionAccount()}, {AddressBook, link.Addresses()}}},
	}},
}

// column returns the left column of a section; a section of one page has none.
func column(s Section) []group {
	i := slices.IndexFunc(menu, func(e entry) bool { return e.section == s })
	if i < 0 {
		return nil
	}
	return menu[i].groups
}
