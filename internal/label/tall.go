package label

import (
	"fmt"
	"strings"

	"sellerdesk/internal/place"
)

// batteryMark says that a parcel contains lithium batteries.
const batteryMark = "带电 BATTERY"

// tall arranges the label of all other channels in the bands of facts, section
// 6.7: channel, barcode, parties, customs, packing.
func (l *layout) tall(c Content) {
	l.begin(100, 150, span(2, 2, 98, 148))
	l.tallHead(c)
	l.tallBarcode(c)
	l.tallParties(c)
	l.tallCustoms(c)
	l.tallPacking(c)
}

func (l *layout) tallHead(c Content) {
	l.level(15)
	l.upright(60, 2, 15)
	l.block(span(2, 2, 60, 15), style{size: 12, middle: true},
		paragraph{text: c.Service.English, bold: true, keep: 1}, paragraph{text: c.Service.Chinese, keep: 1})
	code := c.Sorting
	if code == "" {
		code = c.Sort
	}
	l.caption(span(60, 2, 98, 5), "SORTING CODE 分拣码")
	l.bold(span(60, 4.5, 98, 15), style{size: 24, align: centre, middle: true}, code)
}

// caption names a cell in its top left corner.
func (l *layout) caption(cell Rect, text string) {
	l.text(cell, style{size: smallest}, text)
}

func (l *layout) tallBarcode(c Content) {
	l.level(42)
	l.number(c, span(6, 18, 94, 34.5), centre)
	l.bold(span(2, 34.8, 98, 41.6), style{size: 14, align: centre, middle: true}, c.Waybill)
}

func (l *layout) tallParties(c Content) {
	l.level(84)
	l.upright(36, 42, 84)
	l.tallSender(c)
	l.tallDestination(c)
	to := c.To.Address
	l.caption(span(36, 42, 98, 45), "TO 收件人")
	l.block(span(36, 44.6, 98, 84), style{size: 10.5},
		paragraph{text: to.Name, bold: true, keep: 2},
		paragraph{text: to.Street},
		paragraph{text: join(", ", to.District, to.City, to.Province)},
		paragraph{text: to.Postal, bold: true},
		paragraph{text: join(" ", strings.ToUpper(c.To.Country.English), c.To.Country.Chinese), bold: true},
		paragraph{text: "Tel: " + phones(to)})
}

// phones are the numbers under which the recipient can be called.
func phones(a place.Address) string { return join(" / ", a.Mobile, a.Phone) }

func (l *layout) tallSender(c Content) {
	from := c.From.Address
	l.caption(span(2, 42, 36, 45), "FROM 寄件人")
	sender := []paragraph{
		{text: from.Name, bold: true, keep: 2},
		{text: from.Street, keep: 2},
		{text: join(", ", from.District, from.City, from.Province), keep: 2},
		{text: join(" ", c.From.Country.English, from.Postal), keep: 1},
		{text: "Tel: " + from.AnyPhone(), keep: 1},
	}
	if c.ReturnUnit != "" {
		sender = append(sender, paragraph{text: "Return 退件: " + c.ReturnUnit, keep: 1})
	}
	l.block(span(2, 44.6, 36, 67), style{size: 7}, sender...)
}

// tallDestination shows the country in letters that can be read across a room.
func (l *layout) tallDestination(c Content) {
	l.add(Line{2, 67, 36, 67, thin})
	l.bold(span(2, 67.2, 36, 78.4), style{size: 26, align: centre, middle: true}, string(c.To.Address.Country))
	zone := ""
	if c.Zone != "" {
		zone = "Zone " + c.Zone
	}
	l.block(span(2, 78, 36, 84), style{size: 9, align: centre, middle: true},
		paragraph{text: join(" · ", c.To.Country.Chinese, zone)})
}

func (l *layout) tallCustoms(c Content) {
	l.bold(span(2, 84, 74, 88.5), style{size: 8, middle: true}, "CUSTOMS DECLARATION 报关签条 CN22")
	l.text(span(60, 84, 98, 88.5), style{size: 5.5, align: right, middle: true}, "May be opened officially 可以径行开拆")
	l.purpose(88.2, 92)
	l.goods(table{left: 2, weight: 66, value: 80, right: 98, head: 92, top: 96, bottom: 112.5, end: 116.5, chinese: true}, c)
	l.text(span(2, 116.5, 98, 122), style{size: 5}, certification)
	l.text(span(2, 121.5, 98, 125), style{size: 6, middle: true}, "Sender's signature & date signed 寄件人签字: "+c.Date)
	l.level(125)
}

// purposes are the reasons a customs form knows for sending a parcel, with the
// place of each in mm. What a store ships is sold.
var purposes = []struct {
	x    float64
	text string
}{{3, "Sale of goods 商品销售"}, {31, "Gift 礼品"}, {46.5, "Commercial sample 商品货样"}, {78, "Documents 文件"}}

// purpose ticks the reason of the parcel, the first.
func (l *layout) purpose(top, bottom float64) {
	const tick = 2.4
	for i, p := range purposes {
		box := Rect{p.x, round((top + bottom - tick) / 2), tick, tick}
		l.box(box, thin)
		l.text(span(box.right(), top, min(p.x+31, 97.5), bottom), style{size: 5.5, middle: true}, p.text)
		if i == 0 {
			l.add(Line{box.X, box.Y, box.right(), box.bottom(), thin})
			l.add(Line{box.X, box.bottom(), box.right(), box.Y, thin})
		}
	}
}

// pickColumn is where the list to pick ends and the numbers begin, in mm.
const pickColumn = 56

func (l *layout) tallPacking(c Content) {
	l.upright(pickColumn, 125, 148)
	l.caption(span(2, 125, pickColumn, 128), "PICK LIST 配货单")
	l.picks(span(2, 127.6, pickColumn, 148), c.Picks)
	numbers := span(pickColumn, 125, 98, 139)
	goods := paragraph{text: c.Goods, keep: 1}
	l.block(numbers, style{size: 7.5},
		paragraph{text: labelled("Order 订单号: ", c.Order)}, paragraph{text: labelled("LP: ", c.LP)},
		paragraph{text: labelled("仓库: ", c.Warehouse), keep: 1}, goods)
	if c.Battery {
		l.box(span(58, 140, 96, 146.5), thick)
		l.bold(span(58, 140, 96, 146.5), style{size: 13, align: centre, middle: true}, batteryMark)
		return
	}
	l.text(span(58, 140, 96, 146.5), style{size: 8, align: centre, middle: true}, "不带电 NO BATTERY")
}

// labelled is a text behind its name, or nothing without a text.
func labelled(name, text string) string {
	if text == "" {
		return ""
	}
	return name + text
}

// pickSize is the size of the list to pick in points.
const pickSize = 7.0

// picks lists what goes into the parcel, one line each; the last says how much is left out.
func (l *layout) picks(cell Rect, picks []Pick) {
	height := pickSize*leading*mmPerPoint + endPadding
	fit := int(cell.H / height)
	for i, p := range picks[:min(fit, len(picks))] {
		line := paragraph{text: p.SKU, tail: times(p.Quantity), keep: 1}
		if i == fit-1 && len(picks) > fit {
			line = paragraph{text: fmt.Sprintf("… + %d SKU", len(picks)-i)}
		}
		l.block(Rect{cell.X, cell.Y + float64(i)*height, cell.W, height + endPadding}, style{size: pickSize}, line)
	}
}
