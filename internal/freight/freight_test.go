package freight

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sellerdesk/internal/i18n"
	"sellerdesk/internal/money"
)

func yuan(fen int64) money.Money { return money.Of(fen, money.CNY) }

func TestWhatIsDueIsChargedAndAdjustedLessPaidAndRefunded(t *testing.T) {
	rows := []Row{
		{Kind: Estimated, Amount: yuan(3110)},
		{Kind: Charged, Amount: yuan(3250), Flagged: true},
		{Kind: Charged, Amount: yuan(1000)},
		{Kind: Adjusted, Amount: yuan(-50)},
		{Kind: Paid, Amount: yuan(2000)},
		{Kind: Refunded, Amount: yuan(100)},
	}
	want := Balance{
		Parcel: 7, Estimated: yuan(3110), Charged: yuan(4200), Paid: yuan(2000), Refunded: yuan(100), Due: yuan(2100), Flagged: true,
	}
	if diff := cmp.Diff(want, BalanceOf(7, rows)); diff != "" {
		t.Errorf("balance (-want +got):\n%s", diff)
	}
}

func TestEstimatesAreNeverDue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rows []Row
		for range rapid.IntRange(0, 10).Draw(t, "rows") {
			k := rapid.SampledFrom([]Kind{Estimated, Reversed}).Draw(t, "kind")
			rows = append(rows, Row{Kind: k, Amount: yuan(rapid.Int64Range(0, 1_000_000).Draw(t, "fen"))})
		}
		if due := BalanceOf(1, rows).Due; !due.IsZero() {
			t.Fatalf("%s is due for estimates", due)
		}
	})
}

func TestEveryRowCountsOnceAndTheColumnsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rows []Row
		due, estimated := yuan(0), yuan(0)
		for range rapid.IntRange(0, 10).Draw(t, "rows") {
			r := Row{Kind: rapid.SampledFrom(Kinds).Draw(t, "kind"), Amount: yuan(rapid.Int64Range(1, 1_000_000).Draw(t, "fen"))}
			if r.Effect().IsZero() == r.Estimate().IsZero() {
				t.Fatalf("a row that is %s has the effect %s and the estimate %s", r.Kind, r.Effect(), r.Estimate())
			}
			due.Minor += r.Effect().Minor
			estimated.Minor += r.Estimate().Minor
			rows = append(rows, r)
		}
		if b := BalanceOf(1, rows); b.Due != due || b.Estimated != estimated {
			t.Fatalf("%s is due of an estimate of %s, and the columns add up to %s and %s", b.Due, b.Estimated, due, estimated)
		}
	})
}

func TestAReversedEstimateIsNothing(t *testing.T) {
	b := BalanceOf(1, []Row{{Kind: Estimated, Amount: yuan(3110)}, {Kind: Reversed, Amount: yuan(3110)}})
	if !b.Estimated.IsZero() || !b.Due.IsZero() {
		t.Errorf("balance = %+v", b)
	}
}

func TestAChargeIsFarFromItsEstimateAboveTenPerCentOrTwoYuan(t *testing.T) {
	tests := []struct {
		estimate, charge int64
		want             bool
	}{
		{1000, 1100, false},
		{1000, 1101, true},
		{1000, 900, false},
		{1000, 899, true},
		{10000, 10200, false},
		{10000, 10201, true},
		{10000, 9799, true},
		{3110, 3110, false},
	}
	for _, tt := range tests {
		if got := Far(yuan(tt.estimate), yuan(tt.charge)); got != tt.want {
			t.Errorf("%s charged for an estimate of %s is far: %v, want %v", yuan(tt.charge), yuan(tt.estimate), got, tt.want)
		}
	}
}

func TestAmountsInDollarsKeepBothAndTheRate(t *testing.T) {
	r, err := Converted(Charged, "charged", money.Of(311, money.USD), 72500)
	if err != nil || r.Amount != yuan(2255) || r.Original != money.Of(311, money.USD) || r.Rate != 72500 {
		t.Errorf("row = %+v, %v", r, err)
	}
	r, err = Converted(Charged, "charged", yuan(3110), 72500)
	if err != nil || r.Amount != yuan(3110) || r.Rate != 0 {
		t.Errorf("a row in yuan = %+v, %v", r, err)
	}
}

func TestEveryKindHasItsWordInEveryLanguage(t *testing.T) {
	for _, k := range Kinds {
		for _, lang := range i18n.Languages {
			if got := i18n.T(lang, k.Key()); got == "["+k.Key()+"]" {
				t.Errorf("no message %s in %s", k.Key(), lang)
			}
		}
	}
}
