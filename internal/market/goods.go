// Package market is where the buyers of rehearsal stores and of the demonstration
// come from: made-up people in many countries (buyers.tsv), and goods for stores
// that have none of their own (goods.tsv). Nobody in it exists, and its prices are
// samples.
package market

import (
	_ "embed" // the tables of goods and buyers
	"fmt"
	"strings"
	"unicode"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/product"
)

//go:embed goods.tsv
var goodsTable string

// Article is a product of the market and what each of its pieces is sold for.
type Article struct {
	product.Product
	Price money.Money // USD
}

// Articles are all of them as products of a store, without stock.
func Articles(store account.StoreID) ([]Article, error) {
	var all []Article
	for i, row := range rows(goodsTable) {
		a, err := readArticle(store, row)
		if err != nil {
			return nil, fmt.Errorf("article %d of the market: %w", i+1, err)
		}
		all = append(all, a)
	}
	return all, nil
}

// rows cuts a table into rows of cells; lines that begin with # are comments.
func rows(table string) [][]string {
	var cut [][]string
	for line := range strings.Lines(table) {
		if line = strings.TrimRight(line, "\n"); line != "" && line[0] != '#' {
			cut = append(cut, strings.Split(line, "\t"))
		}
	}
	return cut
}

func readArticle(store account.StoreID, cells []string) (Article, error) {
	if len(cells) != 11 {
		return Article{}, fmt.Errorf("%d columns", len(cells))
	}
	a := Article{Product: product.Product{
		Store: store, Title: cells[9], NameCN: cells[7], NameEN: cells[8], HSCode: cells[6],
	}}
	var one product.Variant
	var err error
	if a.Category, err = channel.ParseCategory(cells[1]); err != nil {
		return Article{}, err
	}
	if _, err = fmt.Sscanf(cells[2]+" "+cells[3], "%d %dx%dx%d", &one.Weight, &one.Size.Length, &one.Size.Width, &one.Size.Height); err != nil {
		return Article{}, err
	}
	if one.Value, err = money.Parse(cells[4], money.USD); err != nil {
		return Article{}, err
	}
	if a.Price, err = money.Parse(cells[5], money.USD); err != nil {
		return Article{}, err
	}
	a.Variants = variants(cells[0], cells[10], one)
	return a, nil
}

// variants makes one variant for each option of a text like "Length: 2 m|5 m". A
// longer or larger one weighs more.
func variants(code, options string, one product.Variant) []product.Variant {
	name, values, _ := strings.Cut(options, ": ")
	var all []product.Variant
	for i, value := range strings.Split(values, "|") {
		v := one
		v.SKU, v.Attributes = code+"-"+short(value), name+": "+value
		if name == "Length" || name == "Size" || name == "Set" {
			v.Weight += one.Weight * measure.Weight(i) / 2
		}
		all = append(all, v)
	}
	return all
}

// short is the beginning of an option as it stands in a SKU.
func short(option string) string {
	var out strings.Builder
	for _, r := range option {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			out.WriteRune(unicode.ToUpper(r))
		}
	}
	if s := out.String(); len(s) > 9 {
		return s[:9]
	}
	return out.String()
}
