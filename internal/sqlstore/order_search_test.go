package sqlstore_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sellerdesk/internal/order"
)

func TestOrdersAreFoundByNumber(t *testing.T) {
	b := newOrderBook(t)
	first := b.add(t, "8012345678901234")
	b.add(t, "8012345678901235")
	b.add(t, "8099999999999999")
	b.add(t, "8012345678901236", func(o *order.Order) { o.Store = b.other })
	p := b.ship(t, first, "RB123456785CN")
	b.declare(t, first, "1Z5R89390357567127")
	tests := []struct {
		text string
		want []order.Number
	}{
		{"8012345678901234", []order.Number{"8012345678901234"}},
		{" 8012 3456 7890 1234 ", []order.Number{"8012345678901234"}},
		{"801234", []order.Number{"8012345678901235", "8012345678901234"}},
		{"80123", []order.Number{}},
		{"12345678901234", []order.Number{}},
		{"9012345678901234", []order.Number{}},
		{string(p.Number), []order.Number{"8012345678901234"}},
		{strings.ToLower(string(p.Number)), []order.Number{"8012345678901234"}},
		{"rb 123 456 785 cn", []order.Number{"8012345678901234"}},
		{"RB123456785", []order.Number{}},
		{"1z5r89390357567127", []order.Number{"8012345678901234"}},
		{"LP00000000000000", []order.Number{}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, b.numbers(t, order.Filter{Text: tt.text})); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.text, diff)
		}
	}
}

func TestAnotherStoresNumbersAreNotFound(t *testing.T) {
	b := newOrderBook(t)
	foreign := b.add(t, "8012345678901234", func(o *order.Order) { o.Store = b.other })
	p := b.ship(t, foreign, "RB123456785CN")
	b.declare(t, foreign, "1Z5R89390357567127")
	for _, text := range []string{string(foreign.Number), string(p.Number), "RB123456785CN", "1Z5R89390357567127", "María"} {
		if got := b.numbers(t, order.Filter{Text: text}); len(got) > 0 {
			t.Errorf("%s finds %v", text, got)
		}
	}
}

// named adds an order of a buyer of one line.
func (b orderBook) named(t testing.TB, number order.Number, buyer, title, sku string) {
	t.Helper()
	b.add(t, number, func(o *order.Order) {
		o.Buyer.Name, o.ShipTo.Name = buyer, buyer
		o.Lines = o.Lines[:1]
		o.Lines[0].Title, o.Lines[0].SKU = title, sku
	})
}

func TestOrdersAreFoundByWordsInAnyScript(t *testing.T) {
	b := newOrderBook(t)
	b.named(t, "80000000000001", "María Núñez", "TWS Earphones Bluetooth 5.3", "TWS-W1234567")
	b.named(t, "80000000000002", "Анна Ковалёва", "Cotton yarn", "YARN-1")
	b.named(t, "80000000000003", "王小明", "蓝牙无线耳机 运动款", "耳机-01")
	b.named(t, "80000000000004", "محمد العلي", "LED strip", "LED/5m")
	b.named(t, "80000000000005", "דוד כהן", "Phone case", "CASE_1")
	b.named(t, "80000000000006", "佐藤ゆき", "Straße 'n' café", "O'NEIL")
	b.named(t, "80000000000007", "İbrahim Yılmaz", "Lip balm", "50%")
	tests := []struct {
		text string
		want []order.Number
	}{
		{"maria nunez", []order.Number{"80000000000001"}},
		{"MARÍA", []order.Number{"80000000000001"}},
		{"núñez, maría", []order.Number{"80000000000001"}},
		{"earph", []order.Number{"80000000000001"}},
		{"earph bluetooth", []order.Number{}}, // only the last word may be a beginning
		{"bluetooth earph", []order.Number{"80000000000001"}},
		{"tws-w1234567", []order.Number{"80000000000001"}},
		{"5.3", []order.Number{"80000000000001"}},
		{"ковалева", []order.Number{"80000000000002"}},
		{"АННА КОВАЛЁВА", []order.Number{"80000000000002"}},
		{"Анна\u0301 Ковале\u0308ва", []order.Number{"80000000000002"}},
		{"耳机", []order.Number{"80000000000003"}},
		{"无线 运动", []order.Number{"80000000000003"}},
		{"耳蓝", []order.Number{}}, // the characters are there, the word is not
		{"小明", []order.Number{"80000000000003"}},
		{"مُحَمَّد", []order.Number{"80000000000004"}},
		{"محمد", []order.Number{"80000000000004"}},
		{"العلي", []order.Number{"80000000000004"}},
		{"כהן", []order.Number{"80000000000005"}},
		{"case_1", []order.Number{"80000000000005"}},
		{"ゆき", []order.Number{"80000000000006"}},
		{"straße", []order.Number{"80000000000006"}},
		{"o'neil", []order.Number{"80000000000006"}},
		{"strasse", []order.Number{"80000000000006"}},
		{"ｃａｆｅ", []order.Number{"80000000000006"}},
		{"ibrahim yilmaz", []order.Number{"80000000000007"}},
		{"İBRAHİM YILMAZ", []order.Number{"80000000000007"}},
		{"nobody", []order.Number{}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, b.numbers(t, order.Filter{Text: tt.text})); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.text, diff)
		}
	}
}

func TestAStoreIsNoWord(t *testing.T) {
	b := newOrderBook(t)
	b.named(t, "80000000000001", "Anna", "Galaxy S2 case", "S2")
	if got := b.numbers(t, order.Filter{Text: "galaxy s2"}); len(got) != 1 {
		t.Errorf("the phone is found %d times", len(got))
	}
	for _, text := range []string{"s1", "tenant:s1", "tenant"} {
		if got := b.numbers(t, order.Filter{Text: text}); len(got) > 0 {
			t.Errorf("%q finds %v", text, got)
		}
	}
}

func TestWhatIsTypedIsNeverAQuery(t *testing.T) {
	b := newOrderBook(t)
	b.named(t, "80000000000001", "Anna", "Cotton yarn", "YARN-1")
	for text, want := range map[string]int{
		`"`: 0, `""`: 0, `*`: 0, `%`: 0, `_`: 0, `cotton"`: 1, `"cotton yarn`: 1, `cotton*`: 1, `-cotton`: 1, `cotton -yarn`: 1,
		`cotton OR nothing`: 0, `cotton NEAR yarn`: 0, `body:cotton`: 0, `(cotton`: 1, `cotton)`: 1, `NOT cotton`: 0, `^cotton`: 1,
		"\x00": 0, "́": 0, "cot\x00ton": 0, "':;--": 0, "\xff\xfe": 0,
	} {
		if got := b.numbers(t, order.Filter{Text: text}); len(got) != want {
			t.Errorf("%q finds %v, want %d", text, got, want)
		}
	}
}

func TestAnyTextCanBeSearched(t *testing.T) {
	b := newOrderBook(t)
	b.named(t, "80000000000001", "Anna", "Cotton yarn", "YARN-1")
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		if _, err := b.List(context.Background(), order.Filter{Store: b.store, Text: text}); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	})
	long := strings.Repeat("cotton ", 5000)
	if got := b.numbers(t, order.Filter{Text: long}); len(got) != 1 {
		t.Errorf("a long text finds %v", got)
	}
}

// Whatever the words of an order are, it is found by each of its words.
func TestEveryOrderIsFoundByItsOwnWords(t *testing.T) {
	b := newOrderBook(t)
	i := 0
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.StringOfN(rapid.RuneFrom([]rune("abzÀéñßčЖяёИ王小明蓝牙اليדן 09-'.ıİ")), 1, 12, -1).Draw(rt, "name")
		i++
		number := order.Number(fmt.Sprintf("80000000%06d", i))
		b.named(t, number, name, "Yarn", "Y")
		for _, word := range strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(" -'.", r) }) {
			found := false
			for _, n := range b.numbers(t, order.Filter{Text: word}) {
				found = found || n == number
			}
			if !found && i <= 50 { // the list shows fifty
				rt.Fatalf("%q is not found by %q", name, word)
			}
		}
	})
}
