// Package statistics holds the page Freight Statistics.
package statistics

import (
	"strconv"

	"sellerdesk/internal/freight"
)

// Sizes of charts, in units of their view box.
const (
	chartWidth   = 480
	columnHeight = 200 // of the area of the columns
	labelHeight  = 22
	lineHeight   = 44 // of a bar with its label above it
	mostLines    = 12 // bars of a chart that does not run over time
)

// measured is one value of a group: its size, and as people read it.
type measured struct {
	of   func(freight.Totals) int64
	text func(freight.Totals) string
}

// chart is a picture of one or two values per group; the table under it holds the same.
type chart struct {
	id, title string
	series    []measured
	names     []string // of the series, for the legend; none for one
	lines     []Line
}

// largest is the largest value of all, at least 1.
func (c chart) largest() int64 {
	most := int64(1)
	for _, l := range c.lines {
		for _, s := range c.series {
			most = max(most, s.of(l.Totals))
		}
	}
	return most
}

// top is the largest value as people read it.
func (c chart) top() string {
	text, most := "", int64(-1)
	for _, l := range c.lines {
		for _, s := range c.series {
			if v := s.of(l.Totals); v > most {
				most, text = v, s.text(l.Totals)
			}
		}
	}
	return text
}

// bar is a rectangle of a chart.
type bar struct{ class, x, y, width, height string }

func rectangle(series int, x, y, width, height int64) bar {
	n := func(v int64) string { return strconv.FormatInt(v, 10) }
	return bar{"series-" + strconv.Itoa(series+1), n(x), n(y), n(width), n(height)}
}

// columns are the bars of a chart that runs over time: standing, from left to right.
// Places are counted in tenths, so that a year of days has room.
func (c chart) columns() (bars []bar) {
	if len(c.lines) == 0 {
		return nil
	}
	slot, most := int64(chartWidth*10/len(c.lines)), c.largest()
	width := max(1, min(slot*8/10, 600)/int64(len(c.series)))
	for i, l := range c.lines {
		for k, s := range c.series {
			height := max(0, s.of(l.Totals)) * columnHeight * 10 / most
			bars = append(bars, rectangle(k, int64(i)*slot+int64(k)*width, (columnHeight+labelHeight)*10-height, width, height))
		}
	}
	return bars
}

// lying are the bars of one group in a chart that does not run over time.
func (c chart) lying(line int) (bars []bar) {
	height := int64(16 / len(c.series))
	for k, s := range c.series {
		width := max(0, s.of(c.lines[line].Totals)) * chartWidth / c.largest()
		bars = append(bars, rectangle(k, 0, int64(line*lineHeight+labelHeight)+int64(k)*height, width, height))
	}
	return bars
}

// box is the view box of a chart.
func box(height int) string { return "0 0 " + strconv.Itoa(chartWidth) + " " + strconv.Itoa(height) }
