package label_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/label"
	"sellerdesk/internal/money"
	"sellerdesk/internal/testing/golden"
)

func TestLayoutIsThatOfTheForm(t *testing.T) {
	tests := []struct {
		file    string
		content label.Content
	}{
		{"square_registered.txt", content(label.Square, "cyrillic")},
		{"square_untracked.txt", content(label.Square, "latin", func(c *label.Content) { c.Registered = false })},
		{"tall.txt", content(label.Tall, "long")},
		{"tall_battery.txt", content(label.Tall, "arabic", func(c *label.Content) { c.Battery = true })},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) { golden.Check(t, tt.file, describe(mustLayout(t, tt.content))) })
	}
}

// describe writes a sheet as text, one line a mark, all in mm and font sizes in points.
func describe(s label.Sheet) string {
	var b strings.Builder
	fmt.Fprintf(&b, "sheet   %g x %g\n", s.Width, s.Height)
	for _, m := range s.Marks {
		switch m := m.(type) {
		case label.Text:
			fmt.Fprintf(&b, "text    %6.2f %6.2f  width %6.2f  %4.1f pt %-7s  %s\n", m.X, m.Y, m.Width, m.Size, m.Face, m.Text)
		case label.Line:
			fmt.Fprintf(&b, "line    %6.2f %6.2f to %6.2f %6.2f  stroke %.2f\n", m.X1, m.Y1, m.X2, m.Y2, m.Stroke)
		case label.Box:
			fmt.Fprintf(&b, "box     %6.2f %6.2f  size %6.2f %6.2f  stroke %.2f\n", m.X, m.Y, m.W, m.H, m.Stroke)
		case label.Barcode:
			fmt.Fprintf(&b, "barcode %6.2f %6.2f  height %.2f  module %.3f x %d  %s\n", m.X, m.Y, m.Height, m.Module, len(m.Modules), m.Text)
		}
	}
	return b.String()
}

func mustLayout(t testing.TB, c label.Content) label.Sheet {
	t.Helper()
	s, err := label.Layout(c)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// words are all texts of a sheet in the order they were placed, runs joined.
func words(s label.Sheet) string {
	var b strings.Builder
	y := 0.0
	for _, m := range s.Marks {
		if m, ok := m.(label.Text); ok {
			if m.Y != y {
				b.WriteByte('\n')
			}
			y = m.Y
			b.WriteString(m.Text)
		}
	}
	return b.String()
}

func TestContentThatMakesNoCorrectLabelIsRefused(t *testing.T) {
	tests := []struct {
		name   string
		change func(*label.Content)
		want   *errs.Error
	}{
		{"no waybill", func(c *label.Content) { c.Waybill = "" }, label.ErrWaybill},
		{"a waybill no barcode can say", func(c *label.Content) { c.Waybill = "单号1234" }, label.ErrWaybill},
		{"a waybill wider than the label", func(c *label.Content) { c.Waybill = strings.Repeat("RB", 20) }, label.ErrWaybill},
		{"a street no size makes fit", func(c *label.Content) { c.To.Address.Street = strings.Repeat("Main Street ", 300) }, label.ErrOverflow},
		{"a value in yuan", func(c *label.Content) { c.Total = money.Of(9000, money.CNY) }, label.ErrCurrency},
	}
	for _, format := range []label.Format{label.Square, label.Tall} {
		for _, tt := range tests {
			t.Run(string(format)+" "+tt.name, func(t *testing.T) {
				_, err := label.Layout(content(format, "latin", tt.change))
				if !errors.Is(err, tt.want) {
					t.Errorf("error = %v, want %v", err, tt.want)
				}
			})
		}
	}
}

func TestAnUnknownFormatIsAFaultOfOurs(t *testing.T) {
	_, err := label.Layout(content("a5", "latin"))
	if err == nil || errs.KindOf(err) != errs.Internal {
		t.Errorf("error = %v, want an internal one", err)
	}
}

func TestALongNameIsCutBeforeAnythingOfTheAddressIs(t *testing.T) {
	tests := []struct {
		format label.Format
		names  int // of 28 Christian names
	}{{label.Square, 12}, {label.Tall, 28}}
	for _, tt := range tests {
		c := content(tt.format, "long", func(c *label.Content) {
			c.To.Address.Name = strings.Repeat("Wilhelmina ", 28)
			c.To.Address.Street = strings.Repeat("Donaudampfschifffahrtsgesellschaft ", 8) + "ENDOFSTREET"
		})
		text := words(mustLayout(t, c))
		for _, want := range []string{"ENDOFSTREET", "04543-011", "BRAZIL", "98765-4321"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s label lacks %q:\n%s", tt.format, want, text)
			}
		}
		if got := strings.Count(text, "Wilhelmina"); got != tt.names {
			t.Errorf("%s label has %d names, want %d:\n%s", tt.format, got, tt.names, text)
		}
	}
}

func TestItemsWithoutRoomAreSummedUpSoThatTheColumnAddsUp(t *testing.T) {
	many := func(c *label.Content) {
		c.Items = nil
		for i := range 50 {
			c.Items = append(c.Items, label.Item{Name: label.Names{English: fmt.Sprintf("Part %d", i+1), Chinese: "配件"},
				Quantity: 2, Weight: 10, Value: money.Of(100, money.USD)})
		}
	}
	for _, format := range []label.Format{label.Square, label.Tall} {
		text := words(mustLayout(t, content(format, "latin", many)))
		if want := "and 45 more kinds of goods 其他物品 x 900.45045.00"; !strings.Contains(text, want) {
			t.Errorf("%s label lacks %q:\n%s", format, want, text)
		}
	}
}

func TestALongDescriptionIsCutAndItsQuantityIsNot(t *testing.T) {
	for _, format := range []label.Format{label.Square, label.Tall} {
		text := words(mustLayout(t, content(format, "latin", func(c *label.Content) {
			c.Items = []label.Item{{Name: label.Names{English: strings.Repeat("Stainless steel ", 19)}, Quantity: 17, Weight: 96, Value: money.Of(750, money.USD)}}
			c.Picks = []label.Pick{{SKU: strings.Repeat("STAINLESS-", 20), Quantity: 17}}
		})))
		if !strings.Contains(text, "… x 17") {
			t.Errorf("%s label lacks the quantity:\n%s", format, text)
		}
		if format == label.Tall && !strings.Contains(text, "STAINLESS… x 17") {
			t.Errorf("pick list lacks the quantity:\n%s", text)
		}
	}
}

func TestBothNamesOfGoodsFitAtTheirLongest(t *testing.T) {
	goods := label.Item{Name: label.Names{English: strings.Repeat("Waterproof case ", 4)[:60], Chinese: strings.Repeat("防水手机保护壳", 3)[:60]},
		Quantity: 999, Weight: 2000, Value: money.Of(1000000, money.USD)}
	c := content(label.Tall, "latin", func(c *label.Content) { c.Items = []label.Item{goods, goods, goods} })
	text := strings.ReplaceAll(words(mustLayout(t, c)), "\n", "")
	if got := strings.Count(text, goods.Name.Chinese+" x 999"); got != 3 {
		t.Errorf("%d whole rows, want 3:\n%s", got, text)
	}
}

func TestThePickListSaysHowManyVariantsItLeavesOut(t *testing.T) {
	c := content(label.Tall, "latin", func(c *label.Content) {
		c.Picks = nil
		for i := range 40 {
			c.Picks = append(c.Picks, label.Pick{SKU: fmt.Sprintf("SKU-%d", i+1), Quantity: 1})
		}
	})
	text := words(mustLayout(t, c))
	if !strings.Contains(text, "SKU-5 x 1") || !strings.Contains(text, "… + 35 SKU") || strings.Contains(text, "SKU-6") {
		t.Errorf("pick list:\n%s", text)
	}
}

func TestTheSortingCodeIsTheCountrysWithoutOneOfTheNetwork(t *testing.T) {
	c := content(label.Tall, "latin", func(c *label.Content) { c.Sorting = "" })
	if text := words(mustLayout(t, c)); !strings.Contains(text, "PL40") {
		t.Errorf("no PL40 in:\n%s", text)
	}
}
