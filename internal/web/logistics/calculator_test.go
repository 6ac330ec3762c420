package logistics_test

import (
	"slices"
	"testing"

	"sellerdesk/views/link"
)

func TestTheCalculatorPricesAParcelOnEveryService(t *testing.T) {
	b := visitor(t, yiwu)
	p := b.Get(link.Calculator()).Has(t, 200, "Freight Calculator", "Choose a country and enter a weight").Lacks(t, "Estimated Shipping Cost")
	p = p.Submit(t, "Calculate", "country", "RU", "weight", "0.246", "length", "20", "width", "15", "height", "4.5", "value", "12")
	p.Has(t, 200, "0.246 kg · 20 × 15 × 4.5 cm · Ordinary · to Russia on 2026-11-20", "of 41 services can take it", "Estimated Shipping Cost")
	p.Row(t, "CPAM").Has(t, 200, "China Post Registered Air Mail", "0.246 kg × CN¥", "Handling fee per parcel = CN¥", "20–60 days").Lacks(t, `type="radio"`)
	p.Row(t, "YANWEN_JYT").Has(t, 200, `aria-disabled="true"`, "The order amount is US $12.00, the limit is US $5.00.")
	if rows := p.Rows(); slices.Index(rows, "YANWEN_JYT") < slices.Index(rows, "CPAM") {
		t.Errorf("what cannot take the parcel does not come last: %v", rows)
	}
	for name, want := range map[string]string{"country": "RU", "weight": "0.246", "height": "4.5", "value": "12", "category": "ordinary"} {
		if got := p.Field(t, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := p.Link(t, "China Post Registered Air Mail"); got != link.Channel("CPAM") {
		t.Errorf("a service leads to %s", got)
	}
}

func TestTheCalculatorSaysWhichSmallChangeMatters(t *testing.T) {
	p := visitor(t, yiwu).Get(link.Calculator("country", "RU", "weight", "0.19"))
	p.Row(t, "CPAM").Has(t, 200, "40 g less saves CN¥2.27: with 150 g it costs CN¥28.15.")
}

func TestARollAndADayArePartOfTheQuestion(t *testing.T) {
	b := visitor(t, yiwu)
	roll := []string{"country", "RU", "weight", "0.5", "length", "85", "width", "9"}
	b.Get(link.Calculator(append(roll, "height", "9")...)).Row(t, "CPAM").Has(t, 200, "The longest side is 85 cm, the limit is 60 cm.")
	p := b.Get(link.Calculator(append(roll, "roll", "yes")...)).Has(t, 200, "Ø 9 × 85 cm")
	p.Row(t, "CPAM").Has(t, 200, "Estimated Shipping Cost").Lacks(t, "aria-disabled")
	b.Get(link.Calculator("country", "RU", "weight", "0.5", "date", "2019-01-01")).Has(t, 200, "0 of 0 services", "No plan fits this parcel.")
}

func TestWithoutAPlanTheRuleIsNamedAndOfflineOffered(t *testing.T) {
	visitor(t, yiwu).Get(link.Calculator("country", "RU", "weight", "0.5", "category", "liquid")).
		Has(t, 200, "No plan fits this parcel.", "The service does not take this goods category: Liquid.", "ship it offline")
}

func TestABadParcelIsKeptAndSaidBesideItsFields(t *testing.T) {
	b := visitor(t, yiwu)
	tests := []struct {
		typed []string
		says  string
	}{
		{[]string{"weight", "0.5"}, "Country: Fill in this field."},
		{[]string{"country", "RU", "value", "3"}, "Weight: Fill in this field."},
		{[]string{"country", "RU", "weight", "heavy"}, "Weight: Enter a weight in kilograms"},
		{[]string{"country", "RU", "weight", "-1"}, "Weight: Enter a weight in kilograms"},
		{[]string{"country", "RU", "weight", "0"}, "Weight: Enter a number from 0.001 to 9999.000."},
		{[]string{"country", "RU", "weight", "10000"}, "Weight: Enter a number from 0.001 to 9999.000."},
		{[]string{"country", "RU", "weight", "1", "length", "9", "width", "9", "height", "0"}, "Height: Enter a number from 0.1 to 1000."},
		{[]string{"country", "RU", "weight", "1", "roll", "yes", "width", "9", "length", "1000.1"}, "Length: Enter a number from 0.1 to 1000."},
		{[]string{"country", "ZZ", "weight", "1"}, "Country: Choose one of the options."},
		{[]string{"country", "RU", "weight", "1", "length", "3"}, "Width: Fill in this field."},
		{[]string{"country", "RU", "weight", "1", "value", "-3"}, "Order amount: Enter an amount"},
		{[]string{"country", "RU", "weight", "1", "category", "gold"}, "Goods Category: Choose one of the options."},
		{[]string{"country", "RU", "weight", "1", "date", "tomorrow"}, "Date: Enter a date"},
	}
	for _, tt := range tests {
		p := b.Get(link.Calculator(tt.typed...)).Has(t, 422, tt.says).Lacks(t, "Estimated Shipping Cost")
		if name := tt.typed[len(tt.typed)-2]; name != "category" && name != "country" && p.Field(t, name) != tt.typed[len(tt.typed)-1] {
			t.Errorf("%v: the field holds %q", tt.typed, p.Field(t, name))
		}
	}
}

func TestACountryAloneOnlyFillsTheForm(t *testing.T) {
	p := visitor(t, yiwu).Get(link.Calculator("country", "RU")).Has(t, 200, "Choose a country and enter a weight")
	if p.Field(t, "country") != "RU" {
		t.Error("the country is not kept")
	}
}

func TestOnlyTheCalculatedPlansAreSentToAScript(t *testing.T) {
	b := visitor(t, yiwu).AsHTMX("plans")
	b.Get(link.Calculator("country", "RU", "weight", "0.246")).Has(t, 200, "China Post Registered Air Mail").Lacks(t, "<html", "Calculate")
	b.Get(link.Calculator("country", "RU", "weight", "heavy")).Has(t, 422, "Enter a weight in kilograms").Lacks(t, "<html")
}
