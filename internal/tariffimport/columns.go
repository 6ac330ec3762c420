package tariffimport

import (
	"slices"
	"strings"
)

// column is what a column of the file tells.
type column int

const (
	channelCode column = iota
	country
	weightFrom
	weightTo
	mode
	rate
	fee
	firstWeight
	stepWeight
	minWeight
	divisor
	currency
	columnCount
)

// names are the headers of each column: Chinese, English, and others in use.
var names = [columnCount][]string{
	channelCode: {"渠道代码", "Channel", "渠道", "线路代码", "线路", "物流渠道", "物流线路", "Channel code", "Service code", "Line"},
	country:     {"国家代码", "Country", "国家", "目的国", "国家/地区", "Country code"},
	weightFrom:  {"起始重量(克)", "Weight from (g)", "起始重量", "重量起", "Weight min g", "Weight from g"},
	weightTo:    {"截止重量(克)", "Weight to (g)", "截止重量", "重量止", "Weight max g", "Weight to g"},
	mode:        {"计费方式", "Mode", "计费模式", "Charge mode"},
	rate:        {"单价", "Rate", "每千克或每续重单价", "运费单价", "Rate per kg or step"},
	fee:         {"每件费用", "Fee", "处理费", "挂号费", "首重价格", "Parcel fee", "Handling fee"},
	firstWeight: {"首重(克)", "First weight (g)", "首重", "First g"},
	stepWeight:  {"续重(克)", "Step (g)", "续重", "Step g"},
	minWeight:   {"起重(克)", "Billed at least (g)", "起重", "最低计费重量", "Min billable g", "Minimum weight (g)"},
	divisor:     {"体积重除数", "Volume divisor", "体积除数", "Divisor"},
	currency:    {"币种", "Currency", "货币"},
}

// required are the columns without which no band can be read.
var required = []column{channelCode, country, weightFrom, weightTo, mode, currency}

// Column is a column of the file as people know it.
type Column struct {
	Chinese, English string
	Required         bool // without it no band can be read
}

// Columns are the columns of a file, in the order in which a tariff is written.
func Columns() []Column {
	var all []Column
	for c := range columnCount {
		all = append(all, Column{Chinese: names[c][0], English: names[c][1], Required: slices.Contains(required, c)})
	}
	return all
}

// columnOf finds a column by its header in the form of key.
var columnOf = func() map[string]column {
	all := map[string]column{}
	for c, forms := range names {
		for _, form := range forms {
			all[key(form)] = column(c)
		}
	}
	return all
}()

// key is a header as it is compared: without case, blanks, brackets and marks.
func key(header string) string {
	header, _, _ = strings.Cut(header, "\n")
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" _*-.()（）\t\r\u00A0\u3000", r) {
			return -1
		}
		return r
	}, strings.ToLower(header))
}

// find returns the column with the given header. Explanations in brackets may follow the name.
func find(header string) (column, bool) {
	if c, ok := columnOf[key(header)]; ok {
		return c, true
	}
	header, _, _ = strings.Cut(strings.ReplaceAll(header, "（", "("), "(")
	c, ok := columnOf[key(header)]
	return c, ok
}

// header says where the columns of a file are.
type header struct {
	at      [columnCount]int // position in the row, from 0; -1 if the file has none
	texts   [columnCount]string
	unknown []string
}

// headerRows is how far down the header is looked for: tables may begin with a title.
const headerRows = 10

// findHeader returns the header of the file and the rows below it.
func findHeader(lines []Line) (header, []Line, error) {
	for i, line := range lines[:min(len(lines), headerRows)] {
		h := readHeader(line.Cells)
		known := 0
		for _, at := range h.at {
			if at >= 0 {
				known++
			}
		}
		if known >= 3 {
			return h, lines[i+1:], h.check()
		}
	}
	return header{}, nil, ErrHeader
}

func readHeader(cells []string) header {
	var h header
	for c := range h.at {
		h.at[c] = -1
	}
	for i, text := range cells {
		c, ok := find(text)
		text = clean(text)
		switch {
		case text == "":
		case !ok || h.has(c):
			h.unknown = append(h.unknown, text)
		default:
			h.at[c], h.texts[c] = i, text
		}
	}
	return h
}

func (h header) has(c column) bool { return h.at[c] >= 0 }

// check names the columns that are missing.
func (h header) check() error {
	var missing []string
	for _, c := range required {
		if !h.has(c) {
			missing = append(missing, h.name(c))
		}
	}
	if missing != nil {
		return ErrColumns.With("Columns", strings.Join(missing, ", "))
	}
	return nil
}

// name is the header of a column, in the language of the file where the file lacks it.
func (h header) name(c column) string {
	if h.texts[c] != "" {
		return h.texts[c]
	}
	for _, known := range h.texts {
		if strings.ContainsFunc(known, func(r rune) bool { return r > '\u2E80' }) {
			return names[c][0]
		}
	}
	return names[c][1]
}

// clean is a text of a cell on one line, without blanks around it.
func clean(text string) string { return strings.Join(strings.Fields(text), " ") }
