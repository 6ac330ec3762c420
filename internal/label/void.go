package label

// voidMark stands where the barcode was on the label of a closed logistics order.
const voidMark = "VOID 已作废"

// number draws the barcode of the waybill number in its room. The label of a
// closed logistics order has none: no scanner shall take it for one that travels.
// The number in letters stays, so that people find out what it was.
func (l *layout) number(c Content, room Rect, a align) Rect {
	if !c.Void {
		return l.barcode(c.Waybill, room, a)
	}
	l.bold(room, style{size: 34, align: centre, middle: true}, voidMark)
	return room
}

// strikeOut crosses out the label from corner to corner.
func (l *layout) strikeOut() {
	f := l.sheet.Frame
	l.add(Line{f.X, f.Y, f.right(), f.bottom(), thick})
	l.add(Line{f.X, f.bottom(), f.right(), f.Y, thick})
}
