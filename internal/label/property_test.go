package label_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"sellerdesk/internal/label"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
)

// letters are what people put into names: all scripts, signs, emoji, controls and broken text.
var letters = rapid.OneOf(
	rapid.Rune(),
	rapid.RuneFrom([]rune("WMÅŞŹЩЖЮΩ国鑫漢한ضשย🌸👩\u200d\u0301\ufeff\u202e\x00\n\t \u3000…—@/-.,'")),
	rapid.Int32Range(' ', '~'),
)

// text is at most max bytes of anything.
func text(max int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		s := string(rapid.SliceOfN(letters, 0, max).Draw(t, "letters"))
		for len(s) > max {
			_, size := utf8.DecodeLastRuneInString(s)
			s = s[:len(s)-size]
		}
		return s
	})
}

// party is an address within the limits of the networks, but for the name.
func party(t *rapid.T, who string, nameLimit int) label.Party {
	return label.Party{
		Address: place.Address{
			Name: text(nameLimit).Draw(t, who+" name"), Street: text(90).Draw(t, who+" street"), District: text(20).Draw(t, who+" district"),
			City: text(48).Draw(t, who+" city"), Province: text(48).Draw(t, who+" province"), Country: "RU",
			Postal: text(20).Draw(t, who+" postal"), Phone: text(54).Draw(t, who+" phone"), Mobile: text(30).Draw(t, who+" mobile"),
		},
		Country: label.Names{English: text(40).Draw(t, who+" country"), Chinese: text(24).Draw(t, who+" Chinese")},
	}
}

func anything(t *rapid.T) label.Content {
	item := rapid.Custom(func(t *rapid.T) label.Item {
		return label.Item{Name: label.Names{English: text(60).Draw(t, "en"), Chinese: text(60).Draw(t, "zh")},
			Quantity: rapid.IntRange(1, 999).Draw(t, "quantity"), Weight: 2000, Value: money.Of(1000000, money.USD)}
	})
	pick := rapid.Custom(func(t *rapid.T) label.Pick { return label.Pick{SKU: text(100).Draw(t, "sku"), Quantity: 999} })
	return label.Content{
		Format:  rapid.SampledFrom([]label.Format{label.Square, label.Tall}).Draw(t, "format"),
		Channel: text(40).Draw(t, "channel"), Service: label.Names{English: text(60).Draw(t, "service"), Chinese: text(60).Draw(t, "service zh")},
		Registered: rapid.Bool().Draw(t, "registered"), Battery: rapid.Bool().Draw(t, "battery"),
		Waybill: rapid.StringMatching(`[A-Z]{2}[0-9]{9}[A-Z]{2}`).Draw(t, "waybill"), LP: "LP00143017183663", Order: "8012345678901234",
		Sort: "RU21", Zone: "11", Sorting: text(12).Draw(t, "sorting"), Warehouse: text(60).Draw(t, "warehouse"),
		ReturnUnit: text(120).Draw(t, "return unit"), From: party(t, "from", 90), To: party(t, "to", 300),
		Items: rapid.SliceOfN(item, 0, 12).Draw(t, "items"), Gross: 30000, Total: money.Of(50000000, money.USD),
		Goods: text(40).Draw(t, "goods"), Picks: rapid.SliceOfN(pick, 0, 10).Draw(t, "picks"), Date: "2026-01-31",
	}
}

func TestWhateverPeopleWriteStaysOnTheLabel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sheet, err := label.Layout(anything(t))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range sheet.Marks {
			if m, ok := m.(label.Text); ok {
				inFrame(t, sheet.Frame, m)
			}
		}
	})
}

func inFrame(t rapid.TB, frame label.Rect, m label.Text) {
	const em = 25.4 / 72
	if m.X < frame.X || m.X+m.Width > frame.X+frame.W || m.Y-0.73*m.Size*em < frame.Y || m.Y > frame.Y+frame.H {
		t.Errorf("%q leaves the frame: %+v", m.Text, m)
	}
	if m.Size < 4 || strings.TrimSpace(m.Text) == "" && m.Text != " " {
		t.Errorf("%q is set in %g points", m.Text, m.Size)
	}
}

func TestTheLongestAddressTheNetworksAcceptFits(t *testing.T) {
	for _, letter := range []string{"W", "Щ", "鑫", "ض", "뷁", "W "} {
		fill := func(bytes int) string { return strings.Repeat(letter, bytes/len(letter)) }
		longest := label.Party{
			Address: place.Address{Name: fill(300), Street: fill(90), District: fill(20), City: fill(48), Province: fill(48),
				Country: "RU", Postal: fill(20), Phone: fill(54), Mobile: fill(30)},
			Country: label.Names{English: fill(40), Chinese: fill(24)},
		}
		for _, format := range []label.Format{label.Square, label.Tall} {
			mustLayout(t, content(format, "latin", func(c *label.Content) { c.From, c.To = longest, longest }))
		}
	}
}

func TestWhatIsPrintableOnceStaysAsItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once, _ := label.Printable(text(200).Draw(t, "text"))
		twice, changed := label.Printable(once)
		if twice != once || changed {
			t.Errorf("%q becomes %q (%t)", once, twice, changed)
		}
	})
}
