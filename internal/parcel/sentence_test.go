package parcel_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
)

// stored is a sentence as it comes back from the database.
func stored(t *testing.T, s parcel.Sentence) parcel.Sentence {
	t.Helper()
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var back parcel.Sentence
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	return back
}

func TestAStoredSentenceReadsAsItDidInEitherLanguage(t *testing.T) {
	ch := channel.Channel{Code: "CPAM", NameEN: "China Post Registered Air Mail", NameCN: "中国邮政挂号小包"}
	for key, args := range map[string]errs.Args{
		"preflight_other_channel":     {"Buyer": ch, "Channel": channel.Channel{Code: "OLD"}},
		"preflight_lines_heavier":     {"Lines": measure.Weight(191), "Parcel": measure.Weight(190)},
		"preflight_category_too_mild": {"SKU": "CUP-1", "Category": channel.Ordinary, "Needed": channel.Liquid},
		"preflight_deadline_near":     {"Count": 1},
		"preflight_combine":           {"Count": 2, "Number": "8001, 8002"},
		"preflight_not_bound":         nil,
		"shipping_value_range":        {"Min": money.Of(1, money.USD), "Max": money.Of(1_000_000, money.USD)},
		"tariff_rule_suspended":       {"Country": place.Country("BR")},
		"ship_parcel":                 {"Weight": measure.Weight(190), "Size": measure.Size{Length: 120, Width: 90, Height: 5}},
	} {
		kept := parcel.SentenceOf(key, args)
		if diff := cmp.Diff(kept, stored(t, kept)); diff != "" {
			t.Errorf("%s (-kept +read):\n%s", key, diff)
		}
		for _, lang := range i18n.Languages {
			want := i18n.Problem(lang, errs.Problem{Code: key, Args: args})
			if got := i18n.Problem(lang, stored(t, kept).Problem()); got != want {
				t.Errorf("%s in %s reads %q, read %q", key, lang, got, want)
			}
		}
	}
}

func TestAReceiptThatKeptKeysAloneIsStillRead(t *testing.T) {
	var r parcel.Receipt
	old := `{"At":"2026-11-20T06:00:00Z","Plans":[{"Channel":"EMS","Excluded":["tariff_rule_goods"]}],
		"Checks":[{"Code":"stock","Result":"warning","Reason":"preflight_stock_short","Answer":"Arrives today"},{"Code":"size","Result":"pass","Reason":""}]}`
	if err := json.Unmarshal([]byte(old), &r); err != nil {
		t.Fatal(err)
	}
	want := []parcel.ReceiptCheck{
		{Code: "stock", Result: "warning", Reason: parcel.Sentence{Key: "preflight_stock_short"}, Answer: "Arrives today"},
		{Code: "size", Result: "pass"},
	}
	if diff := cmp.Diff(want, r.Checks); diff != "" || !r.Kept() {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := r.Plans[0].Excluded; len(got) != 1 || got[0].Key != "tariff_rule_goods" {
		t.Errorf("excluded by %+v", got)
	}
	if (parcel.Receipt{}).Kept() {
		t.Error("an empty receipt says something")
	}
}
