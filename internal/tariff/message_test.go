package tariff_test

import (
	"strings"
	"testing"

	"sellerdesk/internal/channel"
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

func TestMessagesOfRulesAndHintsAreFilled(t *testing.T) {
	r := tariff.Rule{
		Country: "US", Date: today, Category: channel.Liquid, Tier: channel.Express, Currency: money.USD, Weight: 2, WeightLimit: 1,
		Length: 2, LengthLimit: 1, Value: money.Of(2, money.USD), ValueLimit: money.Of(1, money.USD),
	}
	for _, r.Code = range tariff.RuleCodes {
		check(t, r.Code.Key(), r.Args())
	}
	c, err := shipped(t).Channel(channel.Saver, today)
	if err != nil {
		t.Fatal(err)
	}
	h := tariff.Hint{Channel: &c, Less: 1, Weight: 1, Value: money.Of(1, money.USD), Price: money.Of(1, money.CNY), Saving: money.Of(1, money.CNY)}
	for _, h.Kind = range tariff.HintKinds {
		check(t, h.Kind.Key(), h.Args())
	}
}

// TestMessagesOfStepsAreFilled quotes parcels whose prices have every kind of step, and renders all of them.
func TestMessagesOfStepsAreFilled(t *testing.T) {
	s := discounted(t, 5)
	box := func(q *tariff.Query) { q.Size = measure.Size{Length: 400, Width: 300, Height: 200} }
	met := map[tariff.StepKind]bool{}
	for _, q := range []tariff.Query{parcel("US", weighing(30), box), parcel("ES")} {
		for _, p := range s.Quote(q) {
			for _, step := range p.Steps {
				check(t, step.Kind.Key(), step.Args())
				met[step.Kind] = true
			}
		}
	}
	for _, k := range tariff.StepKinds {
		if !met[k] {
			t.Errorf("no parcel met the step %s", k)
		}
	}
}

// check renders a message with its arguments in every language.
func check(t *testing.T, key string, args map[string]any) {
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
}
