package orderimport_test

import (
	"maps"
	"strings"

	"sellerdesk/internal/money"
)

// oddities are what is unusual about some orders of each hundred of the sample. They see the orders before.
var oddities = map[int]func(s *sampleOrder, before []sampleOrder){
	4: func(s *sampleOrder, before []sampleOrder) { // the same row twice
		last := before[len(before)-1]
		s.cells, s.order, s.skip = maps.Clone(last.cells), last.order, "orderimport_repeated"
	},
	6: func(s *sampleOrder, before []sampleOrder) { // an order number twice, with other contents
		s.order.Number = before[len(before)-1].order.Number
		s.set("订单号", s.order.Number)
		s.problems = []string{"orderimport_duplicate"}
	},
	8: func(s *sampleOrder, _ []sampleOrder) {
		s.set("订单状态", "订单关闭", "发货期限", "")
		s.order.Status, s.order.Finish, s.order.ShipBy = "finish", "cancelled", s.order.ReceivedAt
	},
	9: func(s *sampleOrder, _ []sampleOrder) { // the buyer chose no logistics
		s.set("买家选择物流", "")
		s.order.ChannelName, s.order.Channel = "", ""
	},
	11: func(s *sampleOrder, _ []sampleOrder) { // texts that must stay texts
		s.order.Note, s.order.Buyer = "=HYPERLINK(\"http://shop.example\")\nplease", "<b>Bob</b>"
		s.set("订单备注", s.order.Note, "买家名称", s.order.Buyer)
	},
	12: func(s *sampleOrder, _ []sampleOrder) {
		s.order.ShipTo.Name = strings.Repeat("Abcdefghi ", 29) + "Abcdefghij"
		s.set("收货人名称", s.order.ShipTo.Name)
		s.warnings = []string{"orderimport_too_long"}
	},
	14: func(s *sampleOrder, _ []sampleOrder) {
		s.order.ShipTo.Phone, s.order.ShipTo.Mobile = "", ""
		s.set("联系电话", "--", "手机", "")
		s.warnings = []string{"orderimport_no_phone"}
	},
	16: func(s *sampleOrder, _ []sampleOrder) {
		s.set("订单状态", "等待外星人")
		s.order.Status, s.order.ShipBy = "", s.order.ReceivedAt
		s.problems = []string{"orderimport_bad_status"}
	},
	18: func(s *sampleOrder, _ []sampleOrder) { // opened and saved with Excel
		s.order.Number = "8.01235E+15"
		s.set("订单号", s.order.Number)
		s.problems = []string{"orderimport_damaged_number"}
	},
	22: func(s *sampleOrder, _ []sampleOrder) {
		s.set("收货人名称", " ")
		s.order.ShipTo.Name = ""
		s.problems = []string{"orderimport_missing"}
	},
	24: func(s *sampleOrder, _ []sampleOrder) {
		s.set("收货国家", "月球")
		s.order.ShipTo.Country = ""
		s.problems = []string{"orderimport_bad_country"}
	},
	26: func(s *sampleOrder, _ []sampleOrder) { // sent already
		s.order.ShippedAt = s.order.PaidAt
		s.order.Carrier, s.order.Waybill = "AliExpress Standard Shipping", "LP00412345678901"
		s.order.Status, s.order.ShipBy = "wait_buyer_accept_goods", s.order.ReceivedAt
		s.set("订单状态", "等待买家收货", "发货期限", "", "发货时间", s.cells["付款时间"], "实际发货物流:运单号", "AliExpress Standard Shipping:LP00412345678901")
	},
	28: func(s *sampleOrder, _ []sampleOrder) {
		s.set("订单状态", "纠纷中")
		s.order.Status, s.order.InDispute, s.order.ShipBy = "wait_buyer_accept_goods", true, s.order.ReceivedAt
	},
	32: func(s *sampleOrder, _ []sampleOrder) {
		s.set("订单状态", "交易完成", "确认收货时间", s.cells["付款时间"])
		s.order.ShipBy, s.order.ReceivedAt = s.order.ReceivedAt, s.order.PaidAt
		s.order.Status, s.order.Finish = "finish", "received"
	},
	34: func(s *sampleOrder, _ []sampleOrder) {
		s.set("订单状态", "等待买家付款", "付款时间", "", "发货期限", "")
		s.order.Status, s.order.PaidAt, s.order.ShipBy = "place_order_success", s.order.ReceivedAt, s.order.ReceivedAt
	},
	36: func(s *sampleOrder, _ []sampleOrder) {
		s.order.ChannelName, s.order.Channel = "Pigeon Post", ""
		s.set("买家选择物流", s.order.ChannelName)
		s.warnings = []string{"orderimport_unknown_channel"}
	},
	38: func(s *sampleOrder, _ []sampleOrder) {
		s.order.Total = money.Of(s.order.Total.Minor+1, money.USD)
		s.set("订单金额", s.order.Total.Decimal())
		s.warnings = []string{"orderimport_total_differs"}
	},
	40: func(s *sampleOrder, _ []sampleOrder) { // what is left instead of a time
		s.set("发货期限", "2天5小时")
		s.order.ShipBy = exported.AddDate(0, 0, 2).Add(5 * 60 * 60 * 1e9).UTC()
	},
	42: func(s *sampleOrder, _ []sampleOrder) {
		s.set("发货期限", "已超时")
		s.order.ShipBy = exported.UTC()
		s.warnings = []string{"orderimport_overdue"}
	},
	44: func(s *sampleOrder, _ []sampleOrder) {
		s.set(productHeader, strings.Replace(s.cells[productHeader], s.order.Items[0].SKU, "", 1))
		s.order.Items[0].SKU = ""
		s.warnings = []string{"orderimport_no_sku"}
	},
	46: func(s *sampleOrder, _ []sampleOrder) {
		s.set("城市", "")
		s.order.ShipTo.City = ""
		s.warnings = []string{"orderimport_address_missing"}
	},
	48: func(s *sampleOrder, _ []sampleOrder) {
		s.set("订单状态", "部分发货")
		s.order.Status = "seller_part_send_goods"
		s.warnings = []string{"orderimport_part_shipped"}
	},
	52: func(s *sampleOrder, _ []sampleOrder) { // only the whole address
		s.set("地址", "", "收货地址", s.order.ShipTo.Street)
	},
}
