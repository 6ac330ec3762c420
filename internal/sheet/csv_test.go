package sheet_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"sellerdesk/internal/sheet"
)

func TestCSVIsReadInTheEncodingsOfExcel(t *testing.T) {
	const text = "订单号,买家名称\r\n8012345678901234,\"José\nДмитрий, ش\"\r\n"
	const want = "1: 订单号|买家名称\n2: 8012345678901234|José\nДмитрий, ش\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	utf16 := func(e unicode.Endianness) []byte {
		data, err := unicode.UTF16(e, unicode.UseBOM).NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	for name, data := range map[string][]byte{
		"UTF-8": []byte(text), "UTF-8 with a mark": []byte("\xEF\xBB\xBF" + text), "GB18030": gb,
		"UTF-16": utf16(unicode.LittleEndian), "UTF-16, big end first": utf16(unicode.BigEndian),
	} {
		if diff := cmp.Diff(want, show(read(t, "orders.csv", data))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestCSVIsReadWithTheSeparatorOfItsFirstRow(t *testing.T) {
	const want = "1: a|b|c;d,e\n2: 1|2|3\n"
	for _, text := range []string{
		"a,b,\"c;d,e\"\n1,2,3", "a;b;\"c;d,e\"\n1;2;3\n", "a\tb\tc;d,e\n1\t2\t3\n",
	} {
		if diff := cmp.Diff(want, show(read(t, "orders.csv", []byte(text)))); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestCSVRowsHaveTheNumbersExcelShows(t *testing.T) {
	got := show(read(t, "orders.csv", []byte("\n\r\na,b\n\n , \n\"c\n\nd\",e\r\n\r\nf\n")))
	if diff := cmp.Diff("3: a|b\n6: c\n\nd|e\n8: f\n", got); diff != "" {
		t.Error(diff)
	}
}

func TestAnApostropheBeforeAFormulaIsTakenBack(t *testing.T) {
	got := read(t, "x.csv", []byte("'=1,'+7,''@a,'quoted',it's,'-\n")).Rows[0].Cells
	if diff := cmp.Diff([]string{"=1", "+7", "'@a", "'quoted'", "it's", "-"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestOfNumbersRowsFromOne(t *testing.T) {
	if got := show(sheet.Of("Orders", [][]string{{"a"}, {"b", "c"}})); got != "1: a\n2: b|c\n" {
		t.Errorf("got %s", got)
	}
}
