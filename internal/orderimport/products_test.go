package orderimport_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sellerdesk/internal/orderimport"
)

func TestProductCellsAreReadLineByLine(t *testing.T) {
	balm := orderimport.Item{Title: "Lip Balm", SKU: "LB-003-HN", Quantity: 2, Unit: "piece"}
	with := func(change func(*orderimport.Item)) []orderimport.Item {
		item := balm
		change(&item)
		return []orderimport.Item{item}
	}
	tests := []struct {
		name, cell string
		want       []orderimport.Item
	}{
		{"nothing", " ", nil},
		{"one", "【1】Lip Balm\n(产品属性: )\n(商家编码:LB-003-HN)\n(产品数量:2 piece)", []orderimport.Item{balm}},
		{"Chinese brackets", "【1】Lip Balm\n（产品属性：）\n（商家编码： LB-003-HN）\n（产品数量：2 piece）", []orderimport.Item{balm}},
		{"English", "【1】Lip Balm (SKU: LB-003-HN) (Quantity: 2 piece)", []orderimport.Item{balm}},
		{"two", "【1】Lip Balm\r\n(商家编码:LB-003-HN)\r\n(产品数量:2 piece)\r\n【2】Case\r\n(商家编码:PC-61-FG)\r\n(产品数量:1 lot)",
			[]orderimport.Item{balm, {Title: "Case", SKU: "PC-61-FG", Quantity: 1, Unit: "lot"}}},
		{"all on one line", "【1】Lip Balm (商家编码:LB-003-HN)(产品数量:2 piece)【2】Case(商家编码:PC-61-FG)(产品数量:1 lot)",
			[]orderimport.Item{balm, {Title: "Case", SKU: "PC-61-FG", Quantity: 1, Unit: "lot"}}},
		{"no number", "Lip Balm\n(商家编码:LB-003-HN)\n(产品数量:2 piece)", []orderimport.Item{balm}},
		{"marks in the title", "【1】【2】Lip 【3】Balm\n【Hot】\n(商家编码:LB-003-HN)\n(产品数量:2 piece)", with(func(i *orderimport.Item) { i.Title = "【2】Lip 【3】Balm 【Hot】" })},
		{"brackets in title and code", "【1】Lip (soft) Balm\n(商家编码:LB(1)\n)\n(产品数量:2 piece)", with(func(i *orderimport.Item) { i.Title, i.SKU = "Lip (soft) Balm", "LB(1)" })},
		{"colons and commas in values", "【1】Lip Balm\n(产品属性: Size:10:5、Layout:RU、EN、Weiß：ja)\n(商家编码:LB-003-HN)\n(产品数量:2 piece)", with(func(i *orderimport.Item) {
			i.Attributes = []orderimport.Attribute{{Name: "Size", Value: "10:5"}, {Name: "Layout", Value: "RU、EN"}, {Name: "Weiß", Value: "ja"}}
		})},
		{"a choice without a name", "【1】Lip Balm\n(产品属性: red)\n(商家编码:LB-003-HN)\n(产品数量:2 piece)", with(func(i *orderimport.Item) { i.Attributes = []orderimport.Attribute{{Value: "red"}} })},
		{"no code", "【1】Lip Balm\n(商家编码:)\n(产品数量:2 piece)", with(func(i *orderimport.Item) { i.SKU = "" })},
		{"no title", "【1】\n(商家编码:LB-003-HN)\n(产品数量:2 piece)", with(func(i *orderimport.Item) { i.Title = "LB-003-HN" })},
		{"no quantity", "【1】Lip Balm\n(商家编码:LB-003-HN)", with(func(i *orderimport.Item) { i.Quantity, i.Unit = 0, "" })},
		{"a quantity that is none", "【1】Lip Balm\n(商家编码:LB-003-HN)\n(产品数量:-2 piece)", with(func(i *orderimport.Item) { i.Quantity, i.Unit = 0, "" })},
		{"the first of two quantities", "【1】Lip Balm\n(商家编码:LB-003-HN)\n(产品数量:2 piece)\n(产品数量:9 piece)", []orderimport.Item{balm}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, orderimport.ParseProducts(tt.cell).Items); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheChoiceOfLogisticsMayStandInTheProductCell(t *testing.T) {
	s := sampleOrders(1)[0]
	s.set("买家选择物流", "", productHeader, s.cells[productHeader]+"(物流等级&买家选择物流:ePacket)")
	o := readRows(t, rows([]sampleOrder{s})).Rows[0].Order
	if o.ChannelName != "ePacket" || o.Channel != "EMS_ZX_ZX_US" {
		t.Errorf("channel %q, %s", o.ChannelName, o.Channel)
	}
}

func TestAUnitPriceIsKnownOnlyWhenItCanBeSharedOut(t *testing.T) {
	s := sampleOrders(2)[1]
	s.set(productHeader, "【1】A\n(商家编码:A)\n(产品数量:3 piece)", "产品总金额", "10.00", "订单金额", "", "物流费用", "", "满立减", "")
	o := readRows(t, rows([]sampleOrder{s})).Rows[0].Order
	if got := o.Items[0]; got.Amount.Minor != 1000 || got.UnitPrice.Currency != "" || o.Total.Minor != 1000 {
		t.Errorf("item %+v, total %v", got, o.Total)
	}
}

func TestWrittenProductsAreReadAgain(t *testing.T) {
	word := rapid.StringMatching(`[A-Za-zдشא订【】0-9][A-Za-z0-9 &"]{0,10}[A-Za-z0-9]`)
	rapid.Check(t, func(t *rapid.T) {
		var cell strings.Builder
		var want []orderimport.Item
		for i := range rapid.IntRange(1, 5).Draw(t, "lines") {
			item := orderimport.Item{
				Title: strings.Join(strings.Fields(word.Draw(t, "title")), " "), SKU: rapid.StringMatching(`[A-Z]{2}-[0-9]{1,3}`).Draw(t, "sku"),
				Quantity: rapid.IntRange(1, 99999).Draw(t, "quantity"), Unit: "piece",
			}
			fmt.Fprintf(&cell, "【%d】%s\n(产品属性: )\n(商家编码:%s)\n(产品数量:%d piece)\n", i+1, item.Title, item.SKU, item.Quantity)
			want = append(want, item)
		}
		if diff := cmp.Diff(want, orderimport.ParseProducts(cell.String()).Items); diff != "" {
			t.Fatal(diff)
		}
	})
}

func FuzzParseProducts(f *testing.F) {
	for _, s := range sampleOrders(9) {
		f.Add(s.cells[productHeader])
	}
	for _, seed := range []string{"", "【1】", "【1】【1】【2】", "(产品数量:1", "【1】a(商家编码:)(商家编码:x)【2】\xFF", "（SKU：)）"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		for _, item := range orderimport.ParseProducts(cell).Items {
			if item.Title == "" || item.Quantity < 0 || item.Quantity > 99999 || strings.ContainsAny(item.Title+item.SKU, "\n\r\t") {
				t.Errorf("%q has the item %+v", cell, item)
			}
		}
	})
}
