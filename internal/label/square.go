package label

import "strings"

// certification is the sender's statement on customs declarations (UPU, form CN 22).
const certification = "I, the undersigned, certify that the particulars given in this declaration are correct and that " +
	"this item does not contain any dangerous article or articles prohibited by legislation or by postal or customs regulations."

// square arranges the China Post label. All places are those of facts, section 6.2, in mm and points.
func (l *layout) square(c Content) {
	l.begin(100, 100, span(2, 2, 98, 95))
	for _, y := range []float64{13, 34.5, 49} {
		l.level(y)
	}
	l.squareHead(c)
	l.squareParties(c)
	l.squareBarcode(c)
	l.text(span(2, 49, 20, 54.5), style{size: 8, middle: true}, "退件单位：")
	l.block(span(20, 49, 98, 54.5), style{size: 8, middle: true}, paragraph{text: c.ReturnUnit, keep: 1})
	l.goods(table{left: 2, weight: 63, value: 77.5, right: 98, head: 54.5, top: 60, bottom: 76, end: 80.5}, c)
	l.squareFoot(c)
}

func (l *layout) squareHead(c Content) {
	l.upright(58, 2, 13)
	l.upright(72, 2, 13)
	l.block(span(2, 2, 30, 13), style{size: 11, align: centre, middle: true},
		paragraph{text: "中国邮政", bold: true}, paragraph{text: "CHINA POST", bold: true})
	l.text(span(29.2, 4.7, 58, 9), style{size: 7}, "Small Packet BY AIR")
	l.bold(span(58, 2, 72, 13), style{size: 10, align: centre, middle: true}, c.Sort)
	service := []paragraph{{text: c.Service.Chinese, keep: 1}, {text: c.Channel, keep: 1}}
	if c.Battery {
		service = append(service, paragraph{text: batteryMark, bold: true})
	}
	l.block(span(72, 2, 98, 13), style{size: 7, align: centre, middle: true}, service...)
}

func (l *layout) squareParties(c Content) {
	l.upright(32.5, 13, 34.5)
	from, to := c.From.Address, c.To.Address
	l.block(span(2, 13, 32.5, 26), style{size: 6.5},
		paragraph{text: "From:", bold: true},
		paragraph{text: join(", ", from.Name, from.Street), keep: 2},
		paragraph{text: join(" ", from.District, from.City, from.Province), keep: 1},
		paragraph{text: c.From.Country.English, keep: 1})
	l.block(span(2, 25.9, 32.5, 29), style{size: 6.5}, paragraph{text: "Phone：" + from.AnyPhone(), keep: 1})
	l.add(Line{2, 29, 32.5, 29, thin})
	l.text(span(2, 29, 32.5, 34.5), style{size: 7, middle: true}, "自编号："+c.Order)
	l.block(span(32.5, 13, 98, 34.5), style{size: 8.1},
		paragraph{text: join(" ", "Ship To:", to.Name), bold: true, keep: 2},
		paragraph{text: to.Street},
		paragraph{text: area(c.To)},
		paragraph{text: join(" ", strings.ToUpper(c.To.Country.English), c.Zone, c.To.Country.Chinese), bold: true},
		paragraph{text: "Phone: " + to.AnyPhone()})
}

// area is the line below the street of a recipient.
func area(p Party) string {
	a := p.Address
	return join(", ", a.District, a.City, a.Province, p.Country.English, a.Postal)
}

// squareBarcode fills the row of the barcode. The source of the geometry starts
// the barcode of untracked parcels at 20 mm with a width of 80 mm, which passes
// the frame; here it has 12 to 94 mm.
func (l *layout) squareBarcode(c Content) {
	if c.Registered {
		l.registered()
		bars := l.number(c, span(25, 35, 94, 44.6), left)
		l.text(span(bars.X, 44.6, bars.right(), 49), style{size: 9, align: centre, middle: true}, c.Waybill)
		return
	}
	bars := l.number(c, span(12, 35, 94, 44.6), centre)
	l.text(span(2, 44.6, 20, 49), style{size: 8, middle: true}, "untracked")
	l.text(span(max(20, bars.X), 44.6, bars.right(), 49), style{size: 9, align: centre, middle: true}, c.Waybill)
}

// registered prints the R of registered mail, 40 points high at 5 mm, halfway down its row.
func (l *layout) registered() {
	const size = 40.0
	row := span(2, 34.5, 20, 49)
	baseline := round(row.Y + row.H/2 + capitalHeight/2*size*mmPerPoint)
	width := widthOf("R", true) * size * mmPerPoint
	l.add(Text{X: 5, Y: baseline, Width: width, Size: size, Face: Bold, Text: "R", Within: row})
}

// squareFoot fills the part below the declared goods. The signature is a point
// smaller than in the source, which makes room for the line with what to pack.
func (l *layout) squareFoot(c Content) {
	l.text(span(2, 81.25, 98, 88.6), style{size: 5}, certification)
	l.text(span(2, 88.6, 74.5, 92.5), style{size: 8, middle: true}, "Sender's signature & date signed: "+c.Date)
	l.box(span(75, 89, 96, 93.8), thin)
	l.text(span(75, 89, 96, 93.8), style{size: 9, align: centre, middle: true}, "已验视 CN22")
	l.block(span(2, 92.35, 74.5, 95), style{size: 6, middle: true}, paragraph{text: packing(c), keep: 1})
}

// packing is all that the packer needs in one line.
func packing(c Content) string {
	var picks []string
	for _, p := range c.Picks {
		picks = append(picks, p.SKU+times(p.Quantity))
	}
	return join(" · ", c.LP, strings.Join(picks, ", "))
}
