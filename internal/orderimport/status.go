package orderimport

import "strings"

// state is what a status in the file says about an order.
type state struct {
	status    string
	finish    string
	inDispute bool
	frozen    bool
}

// The codes of facts, section 8, that rules of this package ask for.
const (
	awaitingShipment = "wait_seller_send_goods"
	partiallyShipped = "seller_part_send_goods"
	awaitingReceipt  = "wait_buyer_accept_goods"
	inCancel         = "in_cancel"
	finished         = "finish"
	received         = "received"
	cancelled        = "cancelled"
)

// ended is an end of which the file does not say whether it was a good one.
const ended = "ended"

// states are the statuses by their names in the seller centre, Chinese and English, and by their codes.
var states = func() map[string]state {
	all := map[string]state{}
	for _, row := range []struct {
		state state
		names string // separated by commas
	}{
		{state{status: "place_order_success"}, "等待买家付款,等待付款,待付款,Awaiting payment,PLACE_ORDER_SUCCESS"},
		{state{status: "payment_processing"}, "付款处理中,支付处理中,买家付款处理中,Payment processing,PAYMENT_PROCESSING"},
		{state{status: "risk_control"}, "风控24小时,资金审核中,风控审核中,等待资金审核,付款审核中,Payment verification,Payment being verified,RISK_CONTROL"},
		{state{status: "risk_control_hold"}, "风控冻结,风控冻结中,Held by risk control,RISK_CONTROL_HOLD"},
		{state{status: "wait_seller_examine_money"}, "等待您确认金额,等待卖家确认金额,等待卖家验款,Amount to be confirmed,WAIT_SELLER_EXAMINE_MONEY"},
		{state{status: awaitingShipment}, "等待您发货,等待卖家发货,等待发货,待发货,Awaiting shipment,Awaiting your shipment,WAIT_SELLER_SEND_GOODS"},
		{state{status: partiallyShipped}, "部分发货,Partially shipped,SELLER_PART_SEND_GOODS"},
		{state{status: awaitingReceipt}, "等待买家收货,等待买家确认收货,等待收货,待收货,已发货,Awaiting receipt,Awaiting buyer receipt,Shipped,WAIT_BUYER_ACCEPT_GOODS"},
		{state{status: inCancel}, "申请取消中,买家申请取消,申请取消,取消中,Cancellation requested,IN_CANCEL"},
		{state{status: "fund_processing"}, "等待您放款,等待放款,资金处理中,放款处理中,Fund processing,Funds processing,FUND_PROCESSING"},
		{state{status: finished, finish: received}, "已完成,交易完成,订单完成,交易成功,Completed"},
		{state{status: finished, finish: cancelled}, "已取消,订单关闭,交易关闭,已关闭,订单取消,Cancelled,Canceled,Closed"},
		{state{status: finished, finish: ended}, "订单结束,已结束,Finished,Ended,FINISH,ARCHIVE"},
		{state{inDispute: true}, "纠纷中,纠纷,有纠纷,含纠纷,In dispute,IN_ISSUE"},
		{state{frozen: true}, "冻结中,已冻结,Frozen,IN_FROZEN"},
	} {
		for name := range strings.SplitSeq(row.names, ",") {
			all[bare(name)] = row.state
		}
	}
	return all
}()

// readStatus sets the status of the order. Where the file tells only of a dispute, a freeze or
// an end, the times of shipping and receipt tell the rest: they must have been read before.
func (r *reading) readStatus() {
	text := r.line(status)
	s, known := states[bare(text)]
	switch {
	case text == "":
		r.missing(status)
		return
	case !known:
		r.wrong(status, text, errStatus)
		return
	}
	o := &r.row.Order
	shipped := !o.ShippedAt.IsZero() || !o.ReceivedAt.IsZero() || o.Waybill != ""
	switch {
	case s.finish == ended && shipped:
		s.finish = received
	case s.finish == ended:
		s.finish = cancelled
	case s.inDispute, s.frozen && shipped:
		s.status = awaitingReceipt // a buyer can open a dispute only about goods that were sent
	case s.frozen:
		s.status = awaitingShipment
	}
	o.Status, o.Finish, o.InDispute, o.Frozen = s.status, s.finish, s.inDispute, s.frozen
}
