package label

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"

	"sellerdesk/internal/i18n"
	"sellerdesk/internal/parcel"
)

// Document returns the labels of parcels as one document, in their order, each
// parcel's once, with the sheets before and between them that the run asks for;
// those have no barcode. A label that cannot be made is left out and stands among
// the problems: parcel.ErrNoLabel while it has no waybill number, ErrTooLarge
// without room on the paper, or what Layout reports. Without any label there is
// no document.
func (l Parcels) Document(ctx context.Context, parcels []parcel.Parcel, r parcel.LabelRun) (document []byte, problems map[parcel.ID]error, err error) {
	if r.Kind == parcel.ZPL {
		r.Paper, r.Start = parcel.OwnSize, 1
	}
	if err := checkSize(len(parcels), r.Paper, r.Start); err != nil {
		return nil, nil, err
	}
	labels, problems := l.labelled(ctx, parcels, r)
	if len(labels) == 0 {
		return nil, problems, nil
	}
	sheets, err := between(labels, problems, r)
	if err != nil {
		return nil, nil, err
	}
	var b bytes.Buffer
	if err := l.run(&b, r, sheets); err != nil {
		return nil, nil, err
	}
	return b.Bytes(), problems, nil
}

func (l Parcels) run(w io.Writer, r parcel.LabelRun, sheets []Sheet) error {
	if r.Kind == parcel.ZPL {
		return forms(w, sheets)
	}
	return l.Printer.onPaper(w, r.Paper, r.Start, sheets)
}

// labelOf is the label of a parcel, laid out.
type labelOf struct {
	parcel  parcel.Parcel
	content Content
	sheets  []Sheet // the label, and its customs declaration if it has one
}

// labelled lays out the labels of parcels, of which those with a problem are left out.
func (l Parcels) labelled(ctx context.Context, parcels []parcel.Parcel, r parcel.LabelRun) ([]labelOf, map[parcel.ID]error) {
	problems, seen := map[parcel.ID]error{}, map[parcel.ID]bool{}
	var all []labelOf
	var contents []Content
	for _, p := range parcels {
		if seen[p.ID] {
			continue
		}
		seen[p.ID] = true
		c, err := l.printable(ctx, p)
		if err != nil {
			problems[p.ID] = err
			continue
		}
		all, contents = append(all, labelOf{parcel: p, content: c}), append(contents, c)
	}
	sheets, errors := layOutEach(contents)
	for i := range all {
		err := errors[i]
		if err == nil {
			_, err = pageOf(sheets[i][0], r.Paper)
		}
		if err != nil {
			problems[all[i].parcel.ID] = err
		}
		all[i].sheets = sheets[i]
	}
	return slices.DeleteFunc(all, func(o labelOf) bool { return problems[o.parcel.ID] != nil }), problems
}

// between puts the sheets that a run asks for before and between its labels.
func between(labels []labelOf, problems map[parcel.ID]error, r parcel.LabelRun) (sheets []Sheet, err error) {
	height := extraHeight(labels, r.Paper)
	if r.Summary != nil {
		s, err := summary(height, labels, problems, *r.Summary)
		if err != nil {
			return nil, err
		}
		sheets = append(sheets, s)
	}
	for len(labels) > 0 {
		n := 1
		for n < len(labels) && r.Separator.Together(labels[0].parcel, labels[n].parcel) {
			n++
		}
		if r.Separator != parcel.NoSeparator {
			s, err := divider(height, labels[:n], r.Separator)
			if err != nil {
				return nil, err
			}
			sheets = append(sheets, s)
		}
		for _, one := range labels[:n] {
			sheets = append(sheets, one.sheets...)
		}
		labels = labels[n:]
	}
	return sheets, nil
}

// extraHeight is the height of the sheets between labels in mm: that of the rolls,
// or of the highest label where every label has its own size. Sheets of paper are
// divided into cells that are low rather than high.
func extraHeight(labels []labelOf, on parcel.Paper) float64 {
	switch on {
	case parcel.Stock150:
		return 150
	case parcel.OwnSize:
		return slices.MaxFunc(labels, func(a, b labelOf) int { return cmp.Compare(a.sheets[0].Height, b.sheets[0].Height) }).sheets[0].Height
	default:
		return 100
	}
}

// tally is a number of labels that have something in common.
type tally struct {
	name  string
	count int
}

// tallied counts by name, the most first.
func tallied(counts map[string]int) []tally {
	var all []tally
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		all = append(all, tally{name, counts[name]})
	}
	slices.SortStableFunc(all, func(a, b tally) int { return cmp.Compare(b.count, a.count) })
	return all
}

// destination is where a label's parcel is handed over.
func (c Content) destination() string {
	return join(" · ", join(" ", c.Service.English, c.Service.Chinese), c.Warehouse)
}

// leftOut counts what has no label by the reason, in Chinese and English.
func leftOut(problems map[parcel.ID]error, skipped []parcel.Left) []tally {
	counts := map[string]int{}
	for _, err := range problems {
		counts[join(" ", i18n.Error(i18n.Chinese, err), i18n.Error(i18n.English, err))]++
	}
	for _, s := range skipped {
		counts[join(" ", i18n.T(i18n.Chinese, s.Code), i18n.T(i18n.English, s.Code))] += s.Count
	}
	return tallied(counts)
}

// extra begins a sheet that is no label: it says so, and has a double frame.
func extra(height float64, title string) *layout {
	l := &layout{}
	l.begin(100, height, span(2, 2, 98, height-2))
	l.box(span(3.2, 3.2, 96.8, height-3.2), thin)
	l.bold(span(5, 5, 95, 12), style{size: 14, align: centre, middle: true}, title)
	l.text(span(5, 12, 95, 16), style{size: 7, align: centre, middle: true}, "Not a label: do not stick it on a parcel 非面单，请勿粘贴")
	return l
}

// summary arranges the sheet before the labels: what is in the document, who printed it when, and what is missing.
func summary(height float64, labels []labelOf, problems map[parcel.ID]error, s parcel.RunSummary) (Sheet, error) {
	l := extra(height, "LABELS 面单汇总")
	first, last := labels[0].content, labels[len(labels)-1].content
	l.block(span(5, 17, 95, 41), style{size: 8.5},
		paragraph{text: fmt.Sprintf("Labels 面单: %d", len(labels)), bold: true},
		paragraph{text: s.Shop, keep: 1},
		paragraph{text: join(" · ", s.At.Format("2006-01-02 15:04"), s.By), keep: 1},
		paragraph{text: "First 首张: " + join(" · ", first.LP, first.Waybill), keep: 1},
		paragraph{text: "Last 末张: " + join(" · ", last.LP, last.Waybill), keep: 1})
	counts := map[string]int{}
	for _, one := range labels {
		counts[one.content.destination()]++
	}
	missing := leftOut(problems, s.Skipped)
	bottom := height - 4
	if len(missing) > 0 {
		bottom -= 26
		l.tallies(span(5, bottom, 95, height-4), "Left out 未打印", missing)
	}
	l.tallies(span(5, 42, 95, bottom), "By channel and warehouse 按渠道和仓库", tallied(counts))
	return l.done()
}

// tallies lists counts in a room; the last line says how many have none of their own.
func (l *layout) tallies(room Rect, name string, all []tally) {
	const line = 6.4
	l.add(Line{room.X, room.Y, room.right(), room.Y, thin})
	l.bold(Rect{room.X, room.Y + 0.3, room.W, 4.5}, style{size: 7.5, middle: true}, name)
	y, fit := room.Y+5, int((room.H-5)/line)
	for i, t := range all {
		if i == fit-1 && len(all) > fit {
			rest := tally{name: fmt.Sprintf("… + %d", len(all)-i)}
			for _, other := range all[i:] {
				rest.count += other.count
			}
			t = rest
		}
		if i == fit {
			return
		}
		l.block(Rect{room.X, y, room.W - 14, line}, style{size: 7.5, middle: true}, paragraph{text: t.name, keep: 2})
		l.bold(Rect{room.right() - 14, y, 14, line}, style{size: 9, align: right, middle: true}, fmt.Sprint(t.count))
		y += line
	}
}

// divider arranges the sheet before a group of labels.
func divider(height float64, labels []labelOf, s parcel.Separator) (Sheet, error) {
	l := extra(height, "SEPARATOR 分隔页")
	first, last := labels[0].content, labels[len(labels)-1].content
	names := []paragraph{{text: first.Service.English, bold: true, keep: 3}, {text: first.Service.Chinese, keep: 2}, {text: first.Warehouse, bold: true, keep: 2}}
	if s == parcel.BySKU {
		names = []paragraph{{text: labels[0].parcel.FirstSKU(), bold: true, keep: 4}}
		if len(first.Items) > 0 {
			names = append(names, paragraph{text: first.Items[0].Name.English, keep: 2}, paragraph{text: first.Items[0].Name.Chinese, keep: 2})
		}
	}
	l.block(span(6, 20, 94, 62), style{size: 20, align: centre, middle: true}, names...)
	l.bold(span(6, 64, 94, 80), style{size: 24, align: centre, middle: true}, fmt.Sprintf("%d × 面单", len(labels)))
	l.block(span(6, 82, 94, 95), style{size: 8.5, align: centre, middle: true},
		paragraph{text: join(" · ", first.LP, first.Waybill), keep: 1}, paragraph{text: join(" · ", last.LP, last.Waybill), keep: 1})
	return l.done()
}
