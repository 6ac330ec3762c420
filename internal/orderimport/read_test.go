package orderimport_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/money"
	"sellerdesk/internal/orderimport"
	"sellerdesk/internal/sheet"
)

// english is an order in the English form with one row per line.
var english = []string{
	"Order number", "8012345678901234", "Order status", "Awaiting shipment", "Order time", "2026-11-18 09:21",
	"Payment time", "2026-11-18 09:25", "Buyer name", "Ann", "Product title", "Lip Balm", "Attributes", "Flavor:Honey",
	"SKU", "LB-003-HN", "Quantity", "2", "Unit price", "$3.49", "Shipping fee", "1.00", "Ship by", "2026-11-25 09:25",
	"Receiver name", "Ann Lee", "Country", "US", "State/Province", "Ohio", "City", "Akron", "Address", "1 Main St",
	"ZIP", "44301", "Phone", "5550134", "Buyer's logistics", "ePacket",
}

// table is a file of one header and rows; each row changes cells of the English order.
func table(changes ...[]string) [][]string {
	var out [][]string
	var header []string
	for i := 0; i < len(english); i += 2 {
		header = append(header, english[i])
	}
	for _, change := range changes {
		for i := 0; i < len(change); i += 2 {
			if position(header, change[i]) < 0 {
				header = append(header, change[i])
			}
		}
	}
	out = append(out, header)
	for _, change := range changes {
		row := make([]string, len(header))
		for i := 0; i < len(english); i += 2 {
			row[position(header, english[i])] = english[i+1]
		}
		for i := 0; i < len(change); i += 2 {
			row[position(header, change[i])] = change[i+1]
		}
		out = append(out, row)
	}
	return out
}

func position(header []string, name string) int {
	for i, h := range header {
		if h == name {
			return i
		}
	}
	return -1
}

func readRows(t *testing.T, rows [][]string) orderimport.File {
	t.Helper()
	file, err := reader.Read(lines(sheet.Of("", rows)))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// one reads a file of the English order with changed cells.
func one(t *testing.T, change ...string) orderimport.Row {
	t.Helper()
	return readRows(t, table(change)).Rows[0]
}

func TestAFileWithARowPerLineIsRead(t *testing.T) {
	file := readRows(t, table(
		nil,
		[]string{"Order number", "8012345678909999"},
		[]string{"SKU", "PC-61-FG", "Product title", "", "Quantity", "1", "Unit price", "2.75", "Buyer name", "", "Shipping fee", ""},
	))
	if len(file.Rows) != 2 {
		t.Fatalf("%d orders, want 2", len(file.Rows))
	}
	row := file.Rows[0]
	if diff := cmp.Diff([]int{2, 4}, row.Numbers); diff != "" || !row.CanImport() || row.Warnings != nil {
		t.Errorf("rows %v, problems %v, warnings %v", row.Numbers, row.Problems, row.Warnings)
	}
	usd := func(cents int64) money.Money { return money.Of(cents, money.USD) }
	want := []orderimport.Item{
		{Title: "Lip Balm", Attributes: []orderimport.Attribute{{Name: "Flavor", Value: "Honey"}}, SKU: "LB-003-HN", Quantity: 2, UnitPrice: usd(349), Amount: usd(698)},
		{Title: "PC-61-FG", Attributes: []orderimport.Attribute{{Name: "Flavor", Value: "Honey"}}, SKU: "PC-61-FG", Quantity: 1, UnitPrice: usd(275), Amount: usd(275)},
	}
	if diff := cmp.Diff(want, row.Order.Items); diff != "" {
		t.Error(diff)
	}
	if o := row.Order; o.Goods != usd(973) || o.Total != usd(1073) || o.Channel != "EMS_ZX_ZX_US" {
		t.Errorf("goods %v, total %v, channel %s", o.Goods, o.Total, o.Channel)
	}
}

func TestRowsOfOneOrderMustAgree(t *testing.T) {
	row := readRows(t, table(nil, []string{"City", "Dayton"})).Rows[0]
	if diff := cmp.Diff([]string{"orderimport_rows_differ"}, codes(row.Problems)); diff != "" {
		t.Fatal(diff)
	}
	if got := row.Problems[0].Args; got["Column"] != "City" || got["Row"] != 2 || got["Other"] != 3 {
		t.Errorf("args = %v", got)
	}
}

func TestColumnsAreFoundByName(t *testing.T) {
	for _, header := range []string{
		"订单号", "\uFEFF 订单号 ", "订单号（必填）", "Order Number", "ORDER_NUMBER", "order number\n(text)", "Order No.", "order no *",
	} {
		rows := table(nil)
		rows[0][0] = header
		if row := readRows(t, rows).Rows[0]; row.Order.Number != "8012345678901234" {
			t.Errorf("%q is not the order number", header)
		}
	}
	titled := append([][]string{{"Orders of November"}, {""}}, table([]string{"My notes", "x", "ORDER NUMBER", "y"})...)
	file := readRows(t, titled)
	if diff := cmp.Diff([]string{"My notes", "ORDER NUMBER"}, file.Unknown); diff != "" {
		t.Errorf("left out: %s", diff)
	}
	if file.Rows[0].Number != 4 {
		t.Errorf("the order is in row %d, want 4", file.Rows[0].Number)
	}
}

func TestAFileWithoutTheColumnsOfOrdersIsRefused(t *testing.T) {
	tests := []struct {
		name    string
		rows    [][]string
		want    error
		columns string
	}{
		{"no rows", nil, orderimport.ErrHeader, ""},
		{"another table", [][]string{{"Weight", "Price", "Country"}, {"1", "2", "3"}}, orderimport.ErrHeader, ""},
		{"English", [][]string{{"Order number", "City", "Phone"}}, orderimport.ErrColumns, "Order status, Order time, Receiver name, Country, Products"},
		{"Chinese", [][]string{{"订单号", "订单状态", "下单时间", "商家编码"}}, orderimport.ErrColumns, "收货人名称, 收货国家, 产品数量"},
	}
	for _, tt := range tests {
		_, err := reader.Read(lines(sheet.Of("", tt.rows)))
		var e *errs.Error
		if !errors.Is(err, tt.want) || !errors.As(err, &e) {
			t.Errorf("%s: error = %v, want %v", tt.name, err, tt.want)
		} else if got := fmt.Sprint(e.Args["Columns"]); tt.columns != "" && got != tt.columns {
			t.Errorf("%s: missing are %s, want %s", tt.name, got, tt.columns)
		}
	}
}

func TestStatusesAreReadInBothLanguages(t *testing.T) {
	const sent, took = "Shipping time", "Receipt time"
	tests := []struct {
		text, other, status, finish string
		dispute, frozen             bool
	}{
		{text: "等待买家付款", status: "place_order_success"},
		{text: "Payment Processing", status: "payment_processing"},
		{text: "风控24小时", status: "risk_control"},
		{text: "等待卖家发货", status: "wait_seller_send_goods"},
		{text: "等待您发货", status: "wait_seller_send_goods"},
		{text: "WAIT_SELLER_SEND_GOODS", status: "wait_seller_send_goods"},
		{text: "部分发货", status: "seller_part_send_goods"},
		{text: "Awaiting receipt", status: "wait_buyer_accept_goods"},
		{text: "买家申请取消", status: "in_cancel"},
		{text: "资金处理中", status: "fund_processing"},
		{text: "交易完成", status: "finish", finish: "received"},
		{text: "已取消", status: "finish", finish: "cancelled"},
		{text: "订单结束", status: "finish", finish: "cancelled"},
		{text: "订单结束", other: sent, status: "finish", finish: "received"},
		{text: "FINISH", other: took, status: "finish", finish: "received"},
		{text: "In dispute", status: "wait_buyer_accept_goods", dispute: true},
		{text: "冻结中", status: "wait_seller_send_goods", frozen: true},
		{text: "Frozen", other: sent, status: "wait_buyer_accept_goods", frozen: true},
	}
	for _, tt := range tests {
		change := []string{"Order status", tt.text}
		if tt.other != "" {
			change = append(change, tt.other, "2026-11-19 10:00")
		}
		o := one(t, change...).Order
		if o.Status != tt.status || o.Finish != tt.finish || o.InDispute != tt.dispute || o.Frozen != tt.frozen {
			t.Errorf("%s %s is %s %s, dispute %v, frozen %v", tt.text, tt.other, o.Status, o.Finish, o.InDispute, o.Frozen)
		}
	}
}

func TestCountriesAreReadInBothLanguages(t *testing.T) {
	for text, want := range map[string]string{
		"RU": "RU", "俄罗斯": "RU", "俄罗斯联邦": "RU", "Russian Federation": "RU", "Russia": "RU", "美国": "US", "USA": "US",
		"UK": "GB", "英国": "GB", "韩国": "KR", "香港": "HK", "中国香港特别行政区": "HK", "阿联酋": "AE", "刚果（金）": "CD", "Korea, Republic of": "KR",
		"沙特阿拉伯": "SA", "Bosnia and Herzegovina": "BA", "波黑": "BA", "白俄罗斯": "BY", "Côte d'Ivoire": "CI", "Israel": "IL",
	} {
		if got := one(t, "Country", text).Order.ShipTo.Country; string(got) != want {
			t.Errorf("%s is %q, want %s", text, got, want)
		}
	}
}

func TestAmountsAreExactDollars(t *testing.T) {
	for text, cents := range map[string]int64{
		"US $12.30": 1230, "$ 12.30": 1230, "12.3": 1230, "US$12": 1200, "USD 1,234.56": 123456, "1,234,567.8 USD": 123456780, "0.07": 7, "usd 5": 500,
	} {
		if row := one(t, "Product total", text); row.Order.Goods != money.Of(cents, money.USD) || row.Problems != nil {
			t.Errorf("%s is %v, problems %v", text, row.Order.Goods, row.Problems)
		}
	}
	for text, code := range map[string]string{
		"12,30": "bad_amount", "1.234": "bad_amount", "1,23.00": "bad_amount", "-1": "bad_amount", "12.3.4": "bad_amount",
		"99999999999999999999": "bad_amount", "¥12": "bad_currency", "12 EUR": "bad_currency", "many": "bad_currency",
	} {
		if diff := cmp.Diff([]string{"orderimport_" + code}, codes(one(t, "Product total", text).Problems)); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
	for _, text := range []string{"-1.98", "1.98", "$1.98"} {
		if o := one(t, "Discount", text).Order; o.Discount.Minor != 198 || o.Total.Minor != 600 {
			t.Errorf("discount %s is %v, total %v", text, o.Discount, o.Total)
		}
	}
}

func TestTimesAreInTheZoneOfTheStore(t *testing.T) {
	want := time.Date(2026, 11, 18, 1, 21, 0, 0, time.UTC)
	for _, text := range []string{"2026-11-18 09:21", "2026/11/18 9:21", "2026-11-18T09:21:00", "2026.11.18 09:21:00", "2026年11月18日 9:21"} {
		if got := one(t, "Order time", text).Order.PlacedAt; !got.Equal(want) {
			t.Errorf("%s is %v, want %v", text, got, want)
		}
	}
	for _, text := range []string{"18.11.2026 09:21", "2026-02-30 09:21", "yesterday", "45000"} {
		if diff := cmp.Diff([]string{"orderimport_bad_time"}, codes(one(t, "Order time", text).Problems)); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

func TestADeadlineIsATimeADayOrWhatIsLeft(t *testing.T) {
	for text, want := range map[string]time.Time{
		"2026-11-25 09:21": time.Date(2026, 11, 25, 9, 21, 0, 0, china),
		"2026-11-25":       time.Date(2026, 11, 25, 23, 59, 59, 0, china),
		"3天5小时":            exported.Add(77 * time.Hour),
		"剩余 2 天":           exported.Add(48 * time.Hour),
		"5小时30分":           exported.Add(5*time.Hour + 30*time.Minute),
		"1 day 4 hours":    exported.Add(28 * time.Hour),
		"2d 3h left":       exported.Add(51 * time.Hour),
	} {
		if got := one(t, "Ship by", text).Order.ShipBy; !got.Equal(want) {
			t.Errorf("%s is %v, want %v", text, got, want)
		}
	}
	for text, code := range map[string]string{"": "no_deadline", "已超时": "overdue", "2026-11-01": "overdue"} {
		if diff := cmp.Diff([]string{"orderimport_" + code}, codes(one(t, "Ship by", text).Warnings)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestOrderNumbersAreWholeOrRefused(t *testing.T) {
	for text, code := range map[string]string{
		"8012345678901234": "", "80123456789012": "", "'8012345678901234": "", "`8012345678901234": "", `="8012345678901234"`: "", "8012345678901234\t": "", "8012345678901230": "", "8012345678900000": "",
		"1.23E+15": "damaged_number", "8.01235e15": "damaged_number", "8012350000000000": "damaged_number", "": "missing",
		"8012345678901234.0": "bad_number", "80123456789012345": "bad_number", "8012345678901": "bad_number", "LP00412345678901": "bad_number", "８０１２３４５６７８９０１２３４": "bad_number",
	} {
		want := []string{"orderimport_" + code}
		if code == "" {
			want = nil
		}
		if diff := cmp.Diff(want, codes(one(t, "Order number", text).Problems)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestNumbersThatAllEndInZeroWereRounded(t *testing.T) {
	numbers := func(last ...string) (refused int) {
		var changes [][]string
		for i, digit := range last {
			changes = append(changes, []string{"Order number", fmt.Sprintf("80123456789%04d%s", i+1, digit)})
		}
		for _, row := range readRows(t, table(changes...)).Rows {
			refused += len(row.Problems)
		}
		return refused
	}
	if n := numbers("0", "0", "0", "0", "0"); n != 5 {
		t.Errorf("%d of 5 rounded numbers are refused", n)
	}
	if n := numbers("0", "0", "0", "0", "1") + numbers("0", "0", "0"); n != 0 {
		t.Errorf("%d numbers are refused that may be right", n)
	}
}

func TestACellThatCannotBeTrustedStopsItsOrderIfItIsNeeded(t *testing.T) {
	file := lines(sheet.Of("", table([]string{"My notes", "=A1"}, []string{"Order number", "8012345678909999"})))
	last := len(file[0].Cells) - 1
	file[1].Problems = map[int]*errs.Error{last: sheet.ErrFormula} // of a column that is left out
	file[2].Problems = map[int]*errs.Error{0: sheet.ErrNumber, 2: sheet.ErrDate}
	got, err := reader.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	if !got.Rows[0].CanImport() {
		t.Errorf("problems %v", got.Rows[0].Problems)
	}
	if diff := cmp.Diff([]string{"sheet_cell_date", "sheet_cell_number"}, codes(got.Rows[1].Problems)); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsMissingStopsTheOrderOrIsAWarning(t *testing.T) {
	tests := []struct {
		empty              string
		problems, warnings []string
	}{
		{"Order number", []string{"orderimport_missing"}, nil},
		{"Order status", []string{"orderimport_missing"}, nil},
		{"Order time", nil, nil}, // the payment time serves
		{"Receiver name", []string{"orderimport_missing"}, nil},
		{"Country", []string{"orderimport_missing"}, nil},
		{"Quantity", []string{"orderimport_bad_quantity"}, nil},
		{"Unit price", []string{"orderimport_missing"}, nil},
		{"Payment time", nil, []string{"orderimport_no_payment_time"}},
		{"Phone", nil, []string{"orderimport_no_phone"}},
		{"Address", nil, []string{"orderimport_address_missing"}},
		{"SKU", nil, []string{"orderimport_no_sku"}},
		{"Buyer's logistics", nil, nil},
		{"ZIP", nil, nil},
	}
	for _, tt := range tests {
		row := one(t, tt.empty, "--")
		if diff := cmp.Diff(tt.problems, codes(row.Problems)); diff != "" {
			t.Errorf("without %s, problems: %s", tt.empty, diff)
		}
		if diff := cmp.Diff(tt.warnings, codes(row.Warnings)); diff != "" {
			t.Errorf("without %s, warnings: %s", tt.empty, diff)
		}
	}
	if got := codes(one(t, "Order time", "", "Payment time", "").Problems); !cmp.Equal(got, []string{"orderimport_missing"}) {
		t.Errorf("without any time: %v", got)
	}
	if got := codes(one(t, "Product total", "9.99").Warnings); !cmp.Equal(got, []string{"orderimport_lines_differ"}) {
		t.Errorf("with another total than that of the lines: %v", got)
	}
}

func TestTextsLoseOnlyWhatCannotBePrinted(t *testing.T) {
	row := one(t, "Receiver name", " Ann\r\n\tLee\x07 \uFEFF", "Order note", "a\r\nb\rc\xFF", "Address", strings.Repeat("улица ", 20))
	if o := row.Order; o.ShipTo.Name != "Ann Lee" || o.Note != "a\nb\nc" {
		t.Errorf("name %q, note %q", o.ShipTo.Name, o.Note)
	}
	if w := row.Warnings[0]; w.Code != "orderimport_too_long" || w.Args["Column"] != "Address" || w.Args["Max"] != 90 {
		t.Errorf("warning = %v", w)
	}
}
