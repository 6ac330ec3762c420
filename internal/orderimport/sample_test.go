package orderimport_test

import (
	"fmt"
	"strings"
	"time"

	"sellerdesk/internal/money"
	"sellerdesk/internal/orderimport"
	"sellerdesk/internal/place"
)

// headers are those of the platform's export, in its order.
var headers = []string{
	"订单号", "订单状态", "负责人(业务员)", "买家名称", "买家邮箱", "下单时间", "付款时间", "产品总金额", "物流费用", "订单金额", "满立减",
	"产品信息\n（双击单元格展开所有产品信息！）", "订单备注", "收货地址", "收货人名称", "收货国家", "州/省", "城市", "地址", "邮编", "联系电话", "手机",
	"买家选择物流", "发货期限", "实际发货物流:运单号", "发货时间", "确认收货时间", "店铺备注",
}

const productHeader = "产品信息\n（双击单元格展开所有产品信息！）"

// sampleOrder is a row of the sample export and what has to be read from it.
type sampleOrder struct {
	cells              map[string]string
	order              orderimport.Draft
	problems, warnings []string // codes
	skip               string
}

// china is the zone of the sample store, without daylight saving.
var china = time.FixedZone("Asia/Shanghai", 8*60*60)

// exported is when the sample was exported.
var exported = time.Date(2026, 11, 20, 14, 0, 0, 0, china)

// people receive parcels; the country is as the platform writes it.
var people = []struct {
	country string
	address place.Address
}{
	{"俄罗斯", place.Address{Name: "Дмитрий Сергеевич Ковалёв", Street: "ул. Ленина, д. 14, кв. 7", City: "Екатеринбург", Province: "Свердловская область", Country: "RU", Postal: "620014", Mobile: "+7 912 555 01 34"}},
	{"西班牙", place.Address{Name: "María José Núñez Ibáñez", Street: "Calle de la Cañada 12, 3º B", City: "Alcalá de Henares", Province: "Madrid", Country: "ES", Postal: "28801", Phone: "0034-910555013", Mobile: "612555013"}},
	{"以色列", place.Address{Name: "נועה לוי", Street: "רחוב הרצל 25 דירה 4", City: "חיפה", Province: "Haifa", Country: "IL", Postal: "3310201", Mobile: "0525550134"}},
	{"沙特阿拉伯", place.Address{Name: "محمد عبد الله القحطاني", Street: "شارع الملك فهد ٤٥", City: "الرياض", Province: "Riyadh", Country: "SA", Postal: "12271", Mobile: "+966555501345"}},
	{"中国香港", place.Address{Name: "陳大文", Street: "彌敦道 688 號旺角中心 12 樓 B 室", City: "旺角", Province: "九龍", Country: "HK", Mobile: "85255501345"}},
	{"波兰", place.Address{Name: "Łukasz Żółkiewski", Street: "ul. Świętojańska 8/15", City: "Łódź", Province: "łódzkie", Country: "PL", Postal: "90-001", Phone: "42 555 01 34"}},
	{"United States", place.Address{Name: "Renée O'Connor-Smith", Street: "1420 N 4th St Apt #5", City: "Saint Paul", Province: "Minnesota", Country: "US", Postal: "55101-0042", Mobile: "651-555-0134"}},
	{"捷克", place.Address{Name: "Jiří Dvořák", Street: "Náměstí Míru 3", City: "Plzeň", Province: "Plzeňský kraj", Country: "CZ", Postal: "301 00", Mobile: "+420 601 555 013"}},
	{"日本", place.Address{Name: "高橋 美咲", Street: "南青山二丁目 5-17 ハイツ 302", City: "港区", Province: "東京都", Country: "JP", Postal: "107-0062", Mobile: "090-5550-1345"}},
	{"英国", place.Address{Name: "Siân Llewellyn", Street: "Flat 2, 7 Caernarfon Road", City: "Bangor", Province: "Gwynedd", Country: "GB", Postal: "LL57 4ST", Mobile: "07700 900134"}},
	{"巴西", place.Address{Name: "João Gonçalves da Conceição", Street: "Rua São Bento, 230, apto 41 CPF 000.000.000-00", City: "São Paulo", Province: "São Paulo", Country: "BR", Postal: "01011-100", Mobile: "11 95550-1345"}},
	{"乌克兰", place.Address{Name: "Оксана Ґалаґан", Street: "вул. Хрещатик, 22", City: "Київ", Province: "Київська область", Country: "UA", Postal: "01001", Mobile: "+380 50 555 0134"}},
	{"法国", place.Address{Name: "François Lefèvre", Street: "8 bis, rue de l'Église", City: "Besançon", Province: "Bourgogne-Franche-Comté", Country: "FR", Postal: "25000", Mobile: "06 55 50 13 45"}},
}

// goods are products; the last two are in no store. The price is in cents.
var goods = []struct {
	sku, title, attributes string
	cents                  int64
}{
	{"WE-220-WH", "Wireless Earbuds TWS 5.3 with Charging Case", "Color:White、Ships From:CHINA", 1899},
	{"LB-003-HN", "Natural Honey Lip Balm 3 pcs", "Flavor:Honey", 349},
	{"PC-61-FG", "Silicone Phone Case for 6.1\" screens", "Color:Forest Green、Compatible Model:For 6.1、Size:10:5", 275},
	{"KB-87-BR", "【Hot】Mechanical Keyboard 87 keys (hot-swap)", "Axis:Brown、Layout:RU、EN", 4550},
	{"SC-100-GR", "Winter Scarf & Hat <Set>", "Color:灰色、Size:100 cm", 1120},
	{"XX-999-ZZ", "Desk Lamp, 3 levels", "Plug:EU", 1575},
	{"ALT/0042 (old)", "Travel Bottle; leak-proof", "", 199},
}

var logisticsNames = []string{"AliExpress Standard Shipping", "中国邮政挂号小包", "ePacket", "AliExpress Saver Shipping"}

// channels finds the channels of the sample by name, as the channel package does for a store.
func channels(name string) (string, bool) {
	code, ok := map[string]string{
		"AliExpress Standard Shipping": "CAINIAO_STANDARD", "中国邮政挂号小包": "CPAM",
		"ePacket": "EMS_ZX_ZX_US", "AliExpress Saver Shipping": "CAINIAO_ECONOMY",
	}[name]
	return code, ok
}

// reader is the reader of the sample store.
var reader = orderimport.Reader{Zone: china, Now: exported, Channel: channels}

// sampleOrders makes the first n orders of the sample. They are the same each time.
func sampleOrders(n int) []sampleOrder {
	var out []sampleOrder
	for i := range n {
		s := sampleOrder{cells: map[string]string{}}
		s.whoAndWhen(i)
		s.what(i)
		if odd := oddities[i%100]; odd != nil {
			odd(&s, out)
		}
		out = append(out, s)
	}
	return out
}

// whoAndWhen fills in the buyer, the address and the times.
func (s *sampleOrder) whoAndWhen(i int) {
	person, o := people[i%len(people)], &s.order
	o.ShipTo = person.address
	o.Buyer, o.BuyerEmail = o.ShipTo.Name, fmt.Sprintf("buyer%03d@mail.example", i)
	o.Number = fmt.Sprint(8_012_345_678_901_234 + int64(i)*100_019)[:16-i%31/29] // a few have 15 digits
	o.PlacedAt = exported.Add(-time.Duration(i*37%7200+90) * time.Minute).UTC()
	o.PaidAt = o.PlacedAt.Add(time.Duration(i%50) * time.Minute)
	o.ShipBy = o.PaidAt.Add(7 * 24 * time.Hour)
	o.Status = "wait_seller_send_goods"
	o.ChannelName = logisticsNames[i%len(logisticsNames)]
	o.Channel, _ = channels(o.ChannelName)
	street := o.ShipTo.Street
	if i%7 == 3 { // typed on several lines
		street = strings.ReplaceAll(street, " ", "\n ")
	}
	s.set("订单号", o.Number, "订单状态", "等待您发货", "负责人(业务员)", "李娜", "买家名称", o.Buyer, "买家邮箱", o.BuyerEmail,
		"下单时间", o.PlacedAt.In(china).Format("2006-01-02 15:04"), "付款时间", o.PaidAt.In(china).Format("2006-01-02 15:04"),
		"发货期限", o.ShipBy.In(china).Format("2006-01-02 15:04"), "买家选择物流", o.ChannelName,
		"收货人名称", o.ShipTo.Name, "收货国家", person.country, "州/省", o.ShipTo.Province, "城市", o.ShipTo.City, "地址", street,
		"邮编", o.ShipTo.Postal, "联系电话", o.ShipTo.Phone, "手机", o.ShipTo.Mobile,
		"收货地址", strings.Join([]string{street, o.ShipTo.City, o.ShipTo.Province, person.country}, ", "))
}

// what fills in the products and the amounts.
func (s *sampleOrder) what(i int) {
	o := &s.order
	var cell strings.Builder
	var total int64
	for line := range 1 + i%5/3 + i%11/9 { // one line mostly, sometimes two or three
		p, count := goods[(i+line*3)%len(goods)], 1+(i+line)%3
		total += p.cents * int64(count)
		o.Items = append(o.Items, orderimport.Item{Title: p.title, Attributes: attributesOf(p.attributes), SKU: p.sku, Quantity: count, Unit: "piece"})
		fmt.Fprintf(&cell, "【%d】%s\n(产品属性: %s)\n(商家编码:%s)\n(产品数量:%d piece)\n", line+1, p.title, p.attributes, p.sku, count)
	}
	o.Goods, o.Shipping = money.Of(total, money.USD), money.Of(int64(i%4)*129, money.USD)
	o.Discount = money.Of(int64(i%6/5)*100, money.USD)
	o.Total = money.Of(total+o.Shipping.Minor-o.Discount.Minor, money.USD)
	if len(o.Items) == 1 {
		o.Items[0].Amount = o.Goods
		o.Items[0].UnitPrice = money.Of(total/int64(o.Items[0].Quantity), money.USD)
	}
	s.set(productHeader, cell.String(), "产品总金额", "US "+dollars(o.Goods), "物流费用", dollars(o.Shipping),
		"订单金额", "US "+dollars(o.Total), "满立减", o.Discount.Decimal())
}

func dollars(m money.Money) string { return "$" + m.Decimal() }

// attributesOf is what the attributes in the list of goods mean.
func attributesOf(text string) []orderimport.Attribute {
	all := map[string][]orderimport.Attribute{
		"Color:White、Ships From:CHINA": {{Name: "Color", Value: "White"}, {Name: "Ships From", Value: "CHINA"}},
		"Flavor:Honey":                 {{Name: "Flavor", Value: "Honey"}},
		"Color:Forest Green、Compatible Model:For 6.1、Size:10:5": {{Name: "Color", Value: "Forest Green"}, {Name: "Compatible Model", Value: "For 6.1"}, {Name: "Size", Value: "10:5"}},
		"Axis:Brown、Layout:RU、EN":                               {{Name: "Axis", Value: "Brown"}, {Name: "Layout", Value: "RU、EN"}},
		"Color:灰色、Size:100 cm":                                  {{Name: "Color", Value: "灰色"}, {Name: "Size", Value: "100 cm"}},
		"Plug:EU":                                               {{Name: "Plug", Value: "EU"}},
	}
	return all[text]
}

// set sets cells: header, text, header, text.
func (s *sampleOrder) set(pairs ...string) {
	for i := 0; i+1 < len(pairs); i += 2 {
		s.cells[pairs[i]] = pairs[i+1]
	}
}

// rows are the sample orders as a table.
func rows(orders []sampleOrder) [][]string {
	out := [][]string{headers}
	for _, s := range orders {
		row := make([]string, len(headers))
		for i, h := range headers {
			row[i] = s.cells[h]
		}
		out = append(out, row)
	}
	return out
}
