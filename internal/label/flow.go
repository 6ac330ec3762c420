package label

import "fmt"

// The A4 pages of documents, in mm.
const (
	pageMargin = 12.0
	pageLeft   = pageMargin
	pageRight  = paperWidth - pageMargin
	pageTop    = pageMargin
	pageBottom = paperHeight - pageMargin
	footHeight = 6.0 // at the bottom of every page
)

// Sizes of the text of documents in points.
const (
	titleSize   = 16.0
	bodySize    = 9.0
	columnSize  = 7.5
	captionSize = 6.5
)

// flow arranges a document on A4 pages from the top down; what a page has no
// room for goes on the next one.
type flow struct {
	foot  string // what the document is, at the foot of every page
	pages []*layout
	y     float64 // where the next part begins
}

// newFlow begins a document.
func newFlow(foot string) *flow {
	f := &flow{foot: foot}
	f.next()
	return f
}

// next begins a page.
func (f *flow) next() {
	frame := span(pageLeft, pageTop, pageRight, pageBottom)
	f.pages = append(f.pages, &layout{sheet: Sheet{Width: paperWidth, Height: paperHeight, Frame: frame}})
	f.y = pageTop
}

// page is the page being filled.
func (f *flow) page() *layout { return f.pages[len(f.pages)-1] }

// need begins a page when the present one has no room for a part so high, and reports whether it did.
func (f *flow) need(height float64) bool {
	if f.y+height <= pageBottom-footHeight {
		return false
	}
	f.next()
	return true
}

// done is the document with its pages numbered, checked.
func (f *flow) done() ([]Sheet, error) {
	sheets := make([]Sheet, len(f.pages))
	for i, l := range f.pages {
		foot := span(pageLeft, pageBottom-footHeight+1, pageRight, pageBottom)
		l.block(Rect{foot.X, foot.Y, foot.W - 30, foot.H}, style{size: columnSize, middle: true}, paragraph{text: f.foot, keep: 1})
		l.text(Rect{foot.right() - 30, foot.Y, 30, foot.H}, style{size: columnSize, align: right, middle: true}, fmt.Sprintf("Page %d of %d", i+1, len(f.pages)))
		var err error
		if sheets[i], err = l.done(); err != nil {
			return nil, err
		}
	}
	return sheets, nil
}

// heading is the top of a document: its title, and below it what it is about.
func (f *flow) heading(title string, about ...string) {
	l := f.page()
	l.bold(span(pageLeft, f.y, 120, f.y+9), style{size: titleSize, middle: true}, title)
	var lines []paragraph
	for _, text := range about {
		lines = append(lines, paragraph{text: text, keep: 2})
	}
	l.block(span(pageLeft, f.y+9, 120, f.y+22), style{size: bodySize}, lines...)
	f.y += 24
}

// number is the barcode of a number at the top right of a page, with its text.
func (f *flow) number(text string) {
	l := f.page()
	l.barcode(text, span(126, pageTop+1, pageRight-4, pageTop+12), centre)
	l.text(span(122, pageTop+12.2, pageRight, pageTop+17), style{size: bodySize, align: centre, middle: true}, text)
}

// panel is a box with a name and what stands in it.
type panel struct {
	left, right float64
	name        string
	lines       []paragraph
}

// panels draws boxes side by side, as high as the highest of them.
func (f *flow) panels(panels ...panel) {
	const name = 4.0
	height := 0.0
	for _, p := range panels {
		height = max(height, name+needed(p.right-p.left, bodySize, p.lines)+1)
	}
	f.need(height)
	l := f.page()
	for _, p := range panels {
		l.box(span(p.left, f.y, p.right, f.y+height), thin)
		l.text(span(p.left, f.y, p.right, f.y+name), style{size: captionSize, middle: true}, p.name)
		l.block(span(p.left, f.y+name, p.right, f.y+height), style{size: bodySize}, p.lines...)
	}
	f.y += height + 3
}

// highest is the height in mm that a block of a document may take at most; what is longer is cut.
const highest = 100.0

// needed is the height of the cell that a block needs, in mm.
func needed(width, size float64, paragraphs []paragraph) float64 {
	room := Rect{W: width, H: highest}.inset(sidePadding, endPadding)
	set := newSetting(paragraphs)
	at, lines, ok := set.fit(room, size)
	if !ok {
		return highest
	}
	return heightOf(lines, at) + 2*endPadding
}

// column is a column of a list.
type column struct {
	left, right float64 // in mm
	name        string  // at its head
	chinese     string  // below that, on lists for people in China
	align       align
	size        float64 // of its text; 0 is columnSize
}

func (c column) textSize() float64 {
	if c.size == 0 {
		return columnSize
	}
	return c.size
}

func (c column) names() []paragraph { return []paragraph{{text: c.name}, {text: c.chinese}} }

// list is a table that goes on over pages; each page has the names of its columns.
type list []column

// head draws the names of the columns.
func (f *flow) head(t list) {
	height := 0.0
	for _, c := range t {
		height = max(height, needed(c.right-c.left, captionSize, c.names())+1)
	}
	l := f.page()
	l.rule(f.y, thick)
	for _, c := range t {
		l.block(span(c.left, f.y, c.right, f.y+height), style{size: captionSize, align: c.align, middle: true}, c.names()...)
	}
	f.y += height
	l.rule(f.y, thick)
}

// rule draws a line across the page.
func (l *layout) rule(y, stroke float64) {
	l.add(Line{l.sheet.Frame.X, y, l.sheet.Frame.right(), y, stroke})
}

// rowGap is the room above and below the text of a row, in mm.
const rowGap = 0.6

// begin draws the head of a list, on a page that has room for a row below it.
func (f *flow) begin(t list) {
	f.need(20)
	f.head(t)
}

// row adds a row to a list and returns where it begins; a cell is paragraphs.
func (f *flow) row(t list, cells ...[]paragraph) float64 {
	height := 0.0
	for i, c := range t {
		height = max(height, needed(c.right-c.left, c.textSize(), cells[i]))
	}
	if f.need(height + 2*rowGap) {
		f.head(t)
	}
	l, top := f.page(), f.y+rowGap
	for i, c := range t {
		l.block(span(c.left, top, c.right, top+height), style{size: c.textSize(), align: c.align}, cells[i]...)
	}
	f.y += height + 2*rowGap
	return top
}

// cell is a text of a row; most is how many lines of it are printed at most.
func cell(text string) []paragraph { return []paragraph{{text: text, keep: cellLines}} }

// strong is a cell in bold.
func strong(text string) []paragraph { return []paragraph{{text: text, bold: true, keep: cellLines}} }

// cellLines are the lines of a text in a row.
const cellLines = 8

// line draws the line below a row.
func (f *flow) line() { f.page().rule(f.y, thin) }
