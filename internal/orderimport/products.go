package orderimport

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	// numbered begins a product: 【1】 with the title behind it.
	numbered = regexp.MustCompile(`【(\d{1,3})】`)
	// tagged begins what is said about a product: (商家编码:SKU).
	tagged = regexp.MustCompile(`(?i)[(（]\s*(产品属性|商家编码|产品数量|物流等级&买家选择物流|买家选择物流|Attributes|SKU|Quantity|Logistics)\s*[:：]`)
)

// tags are the columns that say the same in a file with one row per line.
var tags = map[string]column{
	"产品属性": attributes, "attributes": attributes,
	"商家编码": sku, "sku": sku,
	"产品数量": quantity, "quantity": quantity,
	"物流等级&买家选择物流": logistics, "买家选择物流": logistics, "logistics": logistics,
}

// Products is what a cell of the column 产品信息 tells.
type Products struct {
	Items     []Item // a quantity of 0 could not be read
	Logistics string // the buyer's choice of logistics, where the cell has it
}

// ParseProducts reads a product cell: for each line of the order a number in 【】 with the
// title, then attributes, the seller's code and the quantity, each in brackets.
func ParseProducts(cell string) Products {
	var p Products
	for _, block := range blocks(clean(cell)) {
		texts := parts(block)
		item := Item{
			Title:      oneLine(texts[title]),
			Attributes: parseAttributes(texts[attributes]),
			SKU:        oneLine(texts[sku]),
		}
		item.Quantity, item.Unit = parseQuantity(texts[quantity])
		if item.Title == "" {
			item.Title = item.SKU
		}
		if item.Title != "" {
			p.Items = append(p.Items, item)
		}
		if p.Logistics == "" {
			p.Logistics = oneLine(texts[logistics])
		}
	}
	return p
}

// blocks cuts a cell before 【1】, 【2】 and so on. Such a mark within a title, out of
// sequence or within a line, belongs to the title.
func blocks(cell string) []string {
	var out []string
	begin := 0
	for _, at := range numbered.FindAllStringSubmatchIndex(cell, -1) {
		n, _ := strconv.Atoi(cell[at[2]:at[3]]) // up to three digits
		before := strings.TrimRight(cell[:at[0]], " ")
		starts := before == "" || strings.HasSuffix(before, "\n") || strings.HasSuffix(before, ")") || strings.HasSuffix(before, "）")
		if n != len(out)+1 || !starts {
			continue
		}
		if n > 1 {
			out[n-2] = cell[begin:at[0]]
		}
		out, begin = append(out, ""), at[1]
	}
	if len(out) == 0 {
		return []string{cell}
	}
	out[len(out)-1] = cell[begin:]
	return out
}

// parts cuts a product into its title and what is said in brackets. What is said twice counts once.
func parts(block string) map[column]string {
	marks := tagged.FindAllStringSubmatchIndex(block, -1)
	if marks == nil {
		return map[column]string{title: block}
	}
	out := map[column]string{title: block[:marks[0][0]]}
	for i, at := range marks {
		end := len(block)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		text := block[at[1]:end]
		if last := strings.LastIndexAny(text, ")）"); last >= 0 {
			text = text[:last]
		}
		c := tags[strings.ToLower(block[at[2]:at[3]])]
		if _, twice := out[c]; !twice {
			out[c] = text
		}
	}
	return out
}

// parseAttributes reads "Color:White、Size:10:5". A part without a colon goes on with the value before it.
func parseAttributes(text string) []Attribute {
	var out []Attribute
	for part := range strings.SplitSeq(strings.ReplaceAll(oneLine(text), "：", ":"), "、") {
		name, value, ok := strings.Cut(part, ":")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		switch {
		case ok && name != "":
			out = append(out, Attribute{name, value})
		case len(out) > 0 && part != "":
			out[len(out)-1].Value += "、" + strings.TrimSpace(part)
		case name != "":
			out = append(out, Attribute{Value: name})
		}
	}
	return out
}

var counted = regexp.MustCompile(`^(\d{1,5})(?:\.0+)?\s*(\pL*)$`)

// parseQuantity reads "2 piece"; what is no quantity is 0.
func parseQuantity(text string) (int, string) {
	m := counted.FindStringSubmatch(oneLine(text))
	if m == nil {
		return 0, ""
	}
	n, _ := strconv.Atoi(m[1]) // up to five digits
	return n, m[2]
}
