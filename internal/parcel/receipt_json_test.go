package parcel_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/testing/sample"
)

// receipt is one of an order that some plans could not take.
func receipt() parcel.Receipt {
	goods := parcel.SentenceOf("tariff_rule_goods", errs.Args{"Category": channel.Liquid})
	weight := parcel.SentenceOf("tariff_rule_weight", errs.Args{"Weight": measure.Weight(2001), "Max": measure.Weight(2000)})
	return parcel.Receipt{
		At: sample.Moment, Person: 7, Channel: "EMS", Category: channel.Liquid, Tariff: "2026.2", Price: money.Of(9000, money.CNY),
		Plans: []parcel.ReceiptPlan{
			{Channel: "EMS", Price: money.Of(9000, money.CNY)},
			{Channel: "CPAM", Price: money.Of(3042, money.CNY), Excluded: []parcel.Sentence{goods, weight}},
			{Channel: "UPS", Excluded: []parcel.Sentence{weight}},
		},
		Checks: []parcel.ReceiptCheck{{Code: "size", Result: "pass"}},
	}
}

func TestAReceiptComesBackAsItWasAndKeepsEachRuleOnce(t *testing.T) {
	text, err := json.Marshal(receipt())
	if err != nil {
		t.Fatal(err)
	}
	var back parcel.Receipt
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(receipt(), back); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n := strings.Count(string(text), "tariff_rule_weight"); n != 1 {
		t.Errorf("a rule is kept %d times: %s", n, text)
	}
}

func TestAReceiptWithItsRulesInPlaceIsStillRead(t *testing.T) {
	old := `{"At":"2026-11-20T06:00:00Z","Plans":[{"Channel":"EMS","Excluded":[{"Key":"tariff_rule_suspended","Values":{"Country":{"Text":"BR"}}},"tariff_rule_goods"]}]}`
	var r parcel.Receipt
	if err := json.Unmarshal([]byte(old), &r); err != nil {
		t.Fatal(err)
	}
	want := []parcel.ReceiptPlan{{Channel: "EMS", Excluded: []parcel.Sentence{
		{Key: "tariff_rule_suspended", Values: map[string]parcel.Value{"Country": {Text: "BR"}}}, {Key: "tariff_rule_goods"},
	}}}
	if diff := cmp.Diff(want, r.Plans); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestADamagedReceiptIsAnError(t *testing.T) {
	for _, text := range []string{`{"Plans":[{"Channel":"EMS","Excluded":[3]}]}`, `{"Plans":[{"Channel":"EMS","Excluded":[-1]}],"Rules":[]}`, `{"Plans":7}`, `[]`} {
		if err := json.Unmarshal([]byte(text), &parcel.Receipt{}); err == nil {
			t.Errorf("%s is read", text)
		}
	}
}
