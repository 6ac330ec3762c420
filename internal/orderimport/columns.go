package orderimport

import (
	"slices"
	"strings"

	"sellerdesk/internal/upload"
)

// column is what a column of the file tells.
type column int

const (
	number column = iota
	status
	placedAt
	paidAt
	buyer
	email
	goods
	shipping
	discount
	total
	products
	title
	attributes
	sku
	quantity
	price
	note
	fullAddress
	name
	country
	province
	city
	street
	postal
	phone
	mobile
	logistics
	shipBy
	waybill
	shippedAt
	receivedAt
	salesperson // known, but nothing is done with it
	columnCount
)

// names are the headers of each column: as the platform writes it, in English, and others in use.
var names = [columnCount][]string{
	number:      {"订单号", "Order number", "订单编号", "Order No.", "Order ID"},
	status:      {"订单状态", "Order status", "Status"},
	placedAt:    {"下单时间", "Order time", "Placed at", "Created at"},
	paidAt:      {"付款时间", "Payment time", "Paid at", "支付时间"},
	buyer:       {"买家名称", "Buyer name", "Buyer"},
	email:       {"买家邮箱", "Buyer e-mail", "Buyer email", "E-mail", "Email"},
	goods:       {"产品总金额", "Product total", "Goods total", "商品总金额"},
	shipping:    {"物流费用", "Shipping fee", "Shipping cost", "运费"},
	discount:    {"满立减", "Discount", "优惠金额"},
	total:       {"订单金额", "Order amount", "Order total", "Total"},
	products:    {"产品信息", "Products", "商品信息", "Product information"},
	title:       {"产品名称", "Product title", "商品名称", "Title", "Product name"},
	attributes:  {"产品属性", "Attributes", "商品属性", "Product attributes"},
	sku:         {"商家编码", "SKU", "Seller SKU", "商品编码"},
	quantity:    {"产品数量", "Quantity", "数量", "Qty"},
	price:       {"产品单价", "Unit price", "单价", "Price"},
	note:        {"订单备注", "Order note", "Buyer's note", "Remark", "Note"},
	fullAddress: {"收货地址", "Full address", "Shipping address"},
	name:        {"收货人名称", "Receiver name", "收货人", "Recipient", "Contact name"},
	country:     {"收货国家", "Country", "国家", "Country/Region"},
	province:    {"州/省", "State/Province", "省/州", "State", "Province"},
	city:        {"城市", "City"},
	street:      {"地址", "Address", "详细地址", "Street"},
	postal:      {"邮编", "ZIP", "邮政编码", "Postal code", "Zip code"},
	phone:       {"联系电话", "Phone", "电话", "Telephone", "Phone number"},
	mobile:      {"手机", "Mobile", "手机号", "Mobile number"},
	logistics:   {"买家选择物流", "Buyer's logistics", "Logistics chosen by the buyer", "买家选择的物流"},
	shipBy:      {"发货期限", "Ship by", "Ship-by time", "发货截止时间", "Time left to ship"},
	waybill:     {"实际发货物流:运单号", "Logistics: waybill", "运单号", "Waybill", "Tracking number"},
	shippedAt:   {"发货时间", "Shipping time", "Shipped at"},
	receivedAt:  {"确认收货时间", "Receipt time", "Received at"},
	salesperson: {"负责人(业务员)", "Person in charge", "负责人", "Salesperson"},
}

// Column is a column of the file as people know it.
type Column struct {
	Chinese, English string
	Required         bool // without it no order can be read
}

// Columns are the columns from which something is read, in the order of the export. Where
// each product has a row of its own, title or SKU and quantity stand for the products.
func Columns() []Column {
	var all []Column
	for c := range salesperson {
		needed := c == products || slices.Contains(required, c)
		all = append(all, Column{Chinese: names[c][0], English: names[c][1], Required: needed})
	}
	return all
}

// required are the columns without which no order can be read; products have two forms.
var required = []column{number, status, placedAt, name, country}

// columnOf finds a column by its header in the form of key.
var columnOf = func() map[string]column {
	all := map[string]column{}
	for c, forms := range names {
		for _, form := range forms {
			all[key(form)] = column(c)
		}
	}
	return all
}()

// key is a header as it is compared: its first line, without case, blanks and marks
// that programs put in between.
func key(header string) string {
	header, _, _ = strings.Cut(clean(header), "\n")
	header = strings.NewReplacer("（", "(", "）", ")", "：", ":", "’", "'").Replace(header)
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" _*-.'\u00A0\u3000", r) {
			return -1
		}
		return r
	}, strings.ToLower(header))
}

// find returns the column with the given header. Explanations in brackets may follow the name.
func find(header string) (column, bool) {
	k := key(header)
	if c, ok := columnOf[k]; ok {
		return c, true
	}
	k, _, _ = strings.Cut(k, "(")
	c, ok := columnOf[k]
	return c, ok
}

// header says where the columns of a file are.
type header struct {
	at      [columnCount]int // position in the row, from 0; -1 if the file has none
	texts   [columnCount]string
	unknown []string
	row     int // of the file
}

// headerRows is how far down the header is looked for: exports may begin with a title.
const headerRows = 10

// findHeader returns the header of the file and the rows below it.
func findHeader(lines []upload.Line) (header, []upload.Line, error) {
	for i, line := range lines[:min(len(lines), headerRows)] {
		h := readHeader(line.Cells)
		h.row = line.Number
		known := 0
		for _, at := range h.at {
			if at >= 0 {
				known++
			}
		}
		if h.has(number) && known >= 3 {
			return h, lines[i+1:], h.check()
		}
	}
	return header{}, nil, ErrHeader
}

func readHeader(cells []string) header {
	var h header
	for c := range h.at {
		h.at[c] = -1
	}
	for i, text := range cells {
		c, ok := find(text)
		text, _, _ = strings.Cut(clean(text), "\n")
		switch {
		case text == "":
		case !ok || h.has(c):
			h.unknown = append(h.unknown, text)
		default:
			h.at[c], h.texts[c] = i, text
		}
	}
	return h
}

func (h header) has(c column) bool { return h.at[c] >= 0 }

// perLine reports whether the file has one row per order line.
func (h header) perLine() bool { return !h.has(products) }

// check names the columns that are missing.
func (h header) check() error {
	need := slices.Clone(required)
	if h.perLine() && !h.has(title) && !h.has(sku) {
		need = append(need, products)
	} else if h.perLine() {
		need = append(need, quantity)
	}
	var missing []string
	for _, c := range need {
		if !h.has(c) {
			missing = append(missing, h.name(c))
		}
	}
	if missing != nil {
		return ErrColumns.With("Columns", strings.Join(missing, ", "))
	}
	return nil
}

// name is the header of a column, in the language of the file where the file lacks it.
func (h header) name(c column) string {
	switch {
	case h.texts[c] != "":
		return h.texts[c]
	case key(h.texts[number]) == key(names[number][0]):
		return names[c][0]
	}
	return names[c][1]
}
