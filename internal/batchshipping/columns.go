package batchshipping

import (
	"slices"

	"sellerdesk/internal/upload"
)

// Column is a column of the order table (facts, section 13).
type Column string

// The columns: hidden ones, those that tell of the order, and those that are filled in.
const (
	RowKey  Column = "key"
	Version Column = "version"

	Number       Column = "number"
	Line         Column = "line"
	Buyer        Column = "buyer"
	Country      Column = "country"
	Product      Column = "product"
	SKU          Column = "sku"
	Attributes   Column = "attributes"
	Quantity     Column = "quantity"
	BuyerChannel Column = "buyer_channel"

	Channel        Column = "channel"
	Category       Column = "category"
	NameCN         Column = "name_cn"
	NameEN         Column = "name_en"
	Value          Column = "value"
	Weight         Column = "weight"
	HSCode         Column = "hs_code"
	Battery        Column = "battery"
	OnlyBattery    Column = "only_battery"
	Cosmetics      Column = "cosmetics"
	Special        Column = "special"
	Breakable      Column = "breakable"
	ParcelWeight   Column = "parcel_weight"
	ParcelSize     Column = "parcel_size"
	Collection     Column = "collection"
	Company        Column = "company"
	DomesticNumber Column = "domestic_number"
	Note           Column = "note"
	Undeliverable  Column = "undeliverable"
	Agreed         Column = "agreed"
	Reason         Column = "reason"
	Replaces       Column = "replaces"
)

// Key is the key of the column's header.
func (c Column) Key() string { return "batchship_column_" + string(c) }

// hint explains a column.
type hint Column

// Key is the key of the explanation.
func (h hint) Key() string { return "batchship_hint_" + string(h) }

// spec is how a column is written and read.
type spec struct {
	column   Column
	width    int
	input    bool
	hidden   bool
	perOrder bool // one value for all lines of an order
	choices  func(v vocabulary, lang string) []string
}

// specs are all columns in the order of the table.
var specs = []spec{
	{column: RowKey, hidden: true, width: 22},
	{column: Version, hidden: true, width: 8},
	{column: Number, width: 20},
	{column: Line, width: 8},
	{column: Buyer, width: 20},
	{column: Country, width: 18},
	{column: Product, width: 32},
	{column: SKU, width: 16},
	{column: Attributes, width: 20},
	{column: Quantity, width: 10},
	{column: BuyerChannel, width: 30},
	{column: Channel, width: 38, input: true, perOrder: true, choices: vocabulary.channelChoices},
	{column: Category, width: 20, input: true, perOrder: true, choices: vocabulary.categoryChoices},
	{column: NameCN, width: 16, input: true},
	{column: NameEN, width: 22, input: true},
	{column: Value, width: 14, input: true},
	{column: Weight, width: 14, input: true},
	{column: HSCode, width: 14, input: true},
	{column: Battery, width: 12, input: true, choices: vocabulary.yesNo},
	{column: OnlyBattery, width: 12, input: true, choices: vocabulary.yesNo},
	{column: Cosmetics, width: 14, input: true, choices: vocabulary.yesNo},
	{column: Special, width: 14, input: true, choices: vocabulary.yesNo},
	{column: Breakable, width: 12, input: true, choices: vocabulary.yesNo},
	{column: ParcelWeight, width: 14, input: true, perOrder: true},
	{column: ParcelSize, width: 20, input: true, perOrder: true},
	{column: Collection, width: 26, input: true, perOrder: true, choices: vocabulary.collectionChoices},
	{column: Company, width: 18, input: true, perOrder: true, choices: vocabulary.companyChoices},
	{column: DomesticNumber, width: 20, input: true, perOrder: true},
	{column: Note, width: 24, input: true, perOrder: true},
	{column: Undeliverable, width: 16, input: true, perOrder: true, choices: vocabulary.undeliverableChoices},
	{column: Agreed, width: 14, input: true, perOrder: true, choices: vocabulary.yesNo},
	{column: Reason, width: 30, input: true, perOrder: true},
	{column: Replaces, width: 20, input: true, perOrder: true},
}

// Columns lists every column.
var Columns = func() []Column {
	all := make([]Column, len(specs))
	for i, s := range specs {
		all[i] = s.column
	}
	return all
}()

// looks is how the columns of a file look, by their headers; unknown ones are locked.
func (v vocabulary) looks(header []string, lang string) []upload.Column {
	columns := make([]upload.Column, len(header))
	for i, text := range header {
		columns[i] = upload.Column{Width: unknownWidth}
		at := slices.IndexFunc(specs, func(s spec) bool { return s.column == v.headers[fold(text)] })
		if at < 0 {
			continue
		}
		s := specs[at]
		columns[i] = upload.Column{Width: s.width, Input: s.input, Hidden: s.hidden}
		if s.choices != nil {
			columns[i].Choices = s.choices(v, lang)
		}
	}
	return columns
}

// unknownWidth is the width of a column that is none of ours.
const unknownWidth = 16
