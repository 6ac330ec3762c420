package label

import (
	"slices"
	"strings"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/place"
)

// separateDeclaration are the countries that want the customs declaration of a
// China Post packet on a sheet of its own (facts, section 6.5).
var separateDeclaration = []place.Country{"FR", "PL", "CZ", "HR", "SK", "SI", "DE", "NZ"}

// chinaPost reports whether China Post carries the packets of a channel.
func chinaPost(ch channel.Channel) bool {
	return ch.Label == channel.ChinaPost100x100 || ch.Code == channel.ChinaPostOrdinary
}

// certificationCN is the sender's statement as China Post words it.
const certificationCN = "我保证上述申报准确无误，本函件内未装寄法律或邮政和海关规章禁止寄递的任何危险物品。"

// Declaration arranges the sheet with the full customs declaration CN 22, 100 ×
// 100 mm. It returns ErrOverflow or ErrCurrency for content of which no correct
// sheet can be made.
func Declaration(c Content) (Sheet, error) {
	if err := c.inDollars(); err != nil {
		return Sheet{}, err
	}
	l := layout{sheet: Sheet{Width: 100, Height: 100, Frame: span(2, 2, 98, 91.5)}}
	l.declarationHead(c)
	l.categories()
	l.contents(c)
	l.statement(c)
	return l.done()
}

// declarationHead fills what is above the frame, and the form's name. The waybill
// number is not on the source's form; it says to which label of a batch the sheet belongs.
func (l *layout) declarationHead(c Content) {
	const frame = 0.4
	l.box(span(2, 9, 98, 91.5), frame)
	for _, y := range []float64{18.2, 30, 36.2, 63.8, 72, 78} {
		l.level(y)
	}
	l.bold(span(2, 2, 24, 9), style{size: 9, middle: true}, "航空 BY AIR")
	l.bold(span(24, 2, 48, 9), style{size: 9, middle: true}, "SMALL PACKET")
	l.text(span(48, 2, 84, 9), style{size: 9, align: centre, middle: true}, c.Waybill)
	l.bold(span(84, 2, 98, 9), style{size: 12, align: right, middle: true}, string(c.To.Address.Country))
	l.block(span(2, 9, 40.5, 18.2), style{size: 8, middle: true},
		paragraph{text: "报关签条", bold: true}, paragraph{text: "CUSTOMS DECLARATION", bold: true})
	l.block(span(40.5, 9, 59.2, 18.2), style{size: 8, align: centre, middle: true}, paragraph{text: "邮2113"}, paragraph{text: "CN22", bold: true})
	l.block(span(59.2, 9, 98, 18.2), style{size: 7, align: right, middle: true}, paragraph{text: "可以径行开拆"}, paragraph{text: "May be opened officially"})
}

// declared are the categories of items that the form knows, in its two rows. The
// source ticks the gift; what a store ships is sold, which this form calls other.
var declared = [2][2]string{
	{"Gift 礼品", "Documents 文件"},
	{"Commercial Sample 商品货样", "Other 其他: Sale of goods 商品销售"},
}

func (l *layout) categories() {
	l.block(span(2, 18.2, 26, 30), style{size: 7, middle: true}, paragraph{text: "邮件种类"}, paragraph{text: "Category of item"})
	l.add(Line{26, 24, 98, 24, thin})
	for _, x := range []float64{26, 40.5, 59.2, 73.7} {
		l.upright(x, 18.2, 30)
	}
	for i, row := range declared {
		top := []float64{18.2, 24, 30}
		l.text(span(40.5, top[i], 59.2, top[i+1]), style{size: 6, middle: true}, row[0])
		l.text(span(73.7, top[i], 98, top[i+1]), style{size: 6, middle: true}, row[1])
	}
	l.bold(span(59.2, 24, 73.7, 30), style{size: 10, align: centre, middle: true}, "√")
}

// contents declares the goods, each with its weight and value, and all of them together.
func (l *layout) contents(c Content) {
	t := table{left: 2, weight: 59.2, value: 78, right: 98, top: 36.2, bottom: 63.8, chinese: true}
	l.upright(t.weight, 30, 78)
	l.upright(t.value, 30, 78)
	head := row{"Quantity and detailed description of contents 内件详细名称和数量", "", "重量 Weight (kg)", "价值 Value (US $)"}
	l.row(t, span(t.left, 30, t.right, 36.2), 7, head)
	l.items(t, c.Items)
	origin := row{"HS tariff number and country of origin of goods 协调系统税则号列和货物原产国", "", "总重量 Total weight", "总价值 Total value"}
	l.row(t, span(t.left, 63.8, t.right, 72), 7, origin)
	l.row(t, span(t.left, 72, t.right, 78), 8, row{join(" · ", tariffNumbers(c.Items), "CN"), "", c.Gross.Kilograms(), c.Total.Decimal()})
}

// tariffNumbers lists the tariff numbers of goods, each once.
func tariffNumbers(items []Item) string {
	var numbers []string
	for _, i := range items {
		if i.HSCode != "" && !slices.Contains(numbers, i.HSCode) {
			numbers = append(numbers, i.HSCode)
		}
	}
	return strings.Join(numbers, ", ")
}

func (l *layout) statement(c Content) {
	l.block(span(2, 78, 98, 86.4), style{size: 6}, paragraph{text: certificationCN}, paragraph{text: certification})
	l.text(span(2, 86.4, 84, 91.5), style{size: 7, middle: true}, "寄件人签字 Sender's signature & date signed: "+c.Date)
	l.bold(span(84, 86.4, 98, 91.5), style{size: 9, align: centre, middle: true}, "CN22")
}
