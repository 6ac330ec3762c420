package tariff_test

import (
	"strings"
	"testing"

	"sellerdesk/internal/i18n"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/tariff"
)

func TestEveryStepRuleAndHintHasItsMessage(t *testing.T) {
	var keys []string
	for _, k := range tariff.StepKinds {
		keys = append(keys, k.Key())
	}
	for _, c := range tariff.RuleCodes {
		keys = append(keys, c.Key())
	}
	for _, k := range tariff.HintKinds {
		keys = append(keys, k.Key())
	}
	for _, key := range keys {
		for _, lang := range i18n.Languages {
			if got := i18n.T(lang, key); got == "["+key+"]" {
				t.Errorf("no message %s in %s", key, lang)
			}
		}
	}
}

// TestMessagesAreFilled quotes parcels that meet every step and many rules, and renders all of them.
func TestMessagesAreFilled(t *testing.T) {
	s := shipped(t)
	box := func(q *tariff.Query) { q.Size = measure.Size{Length: 900, Width: 900, Height: 900} }
	discount := func(q *tariff.Query) { q.Discount = 5 }
	queries := []tariff.Query{
		parcel("US", usd(990), discount), parcel("US", weighing(30)), parcel("US", box), parcel("BR"), parcel("PE", box, usd(9900)),
		parcel("ES", discount), parcel("US", weighing(0)), parcel("KZ", func(q *tariff.Query) { q.Category = "liquid" }),
		parcel("KZ", func(q *tariff.Query) { q.Category = "built_in_battery" }),
		parcel("US", weighing(70001)), parcel("US", func(q *tariff.Query) { q.Value = money.Of(1, money.CNY) }),
	}
	met := map[string]bool{}
	for _, q := range queries {
		for _, h := range s.Hints(q) {
			check(t, met, h.Kind.Key(), h.Args())
		}
		for _, p := range s.Quote(q) {
			for _, step := range p.Steps {
				check(t, met, step.Kind.Key(), step.Args())
			}
			for _, r := range p.Excluded {
				check(t, met, r.Code.Key(), r.Args())
			}
		}
	}
	for _, k := range tariff.StepKinds {
		if !met[k.Key()] {
			t.Errorf("no parcel met the step %s", k)
		}
	}
}

func check(t *testing.T, met map[string]bool, key string, args map[string]any) {
	t.Helper()
	var pairs []any
	for name, value := range args {
		pairs = append(pairs, name, value)
	}
	for _, lang := range i18n.Languages {
		if got := i18n.T(lang, key, pairs...); strings.Contains(got, "<no value>") || strings.Contains(got, "[") {
			t.Errorf("%s with %v is %q in %s", key, args, got, lang)
		}
	}
	met[key] = true
}
