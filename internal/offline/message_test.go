package offline_test

import (
	"strings"
	"testing"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/offline"
	"sellerdesk/internal/tariff"
)

// TestStepsAndLossesAreSentencesInBothLanguages compares parcels that meet every kind of both, and renders them.
func TestStepsAndLossesAreSentencesInBothLanguages(t *testing.T) {
	covered := plan("CPAM", 3042)
	covered.Channel.Compensation = yuan(30000)
	steps, losses := map[offline.StepKind]bool{}, map[offline.LossKind]bool{}
	for _, c := range []offline.Comparison{
		compared(t, agents(t), offline.Parcel{To: "RU", Weight: 190, Parcels: 500}, covered),
		compared(t, agents(t), offline.Parcel{To: "RU", Weight: 190}),
		compared(t, nil, offline.Parcel{To: "RU", Weight: 190}, []tariff.Plan{covered}...),
	} {
		for _, s := range c.Offer.Steps {
			steps[s.Kind] = true
			said(t, errs.Problem{Code: s.Kind.Key(), Args: s.Args})
		}
		for _, l := range c.Losses {
			losses[l.Kind] = true
			said(t, errs.Problem{Code: l.Kind.Key(), Args: l.Args})
		}
	}
	for _, k := range offline.StepKinds {
		if !steps[k] {
			t.Errorf("no parcel met the step %s", k)
		}
	}
	for _, k := range offline.LossKinds {
		if !losses[k] {
			t.Errorf("no parcel met the loss %s", k)
		}
	}
}

// said fails unless a message is there in both languages, with all its values.
func said(t *testing.T, p errs.Problem) {
	t.Helper()
	for _, lang := range i18n.Languages {
		if got := i18n.Problem(lang, p); strings.ContainsAny(got, "[<{") {
			t.Errorf("%s in %s: %s", p.Code, lang, got)
		}
	}
}

func TestWhatIsWrongWithARowIsSaidInBothLanguages(t *testing.T) {
	f := read(t,
		[]string{"", "?", "x", "0", "z", "-1"}, []string{strings.Repeat("x", 101), "CN", "1", "1", "", ""}, []string{"\x01", "", "1", "1", "1"},
		[]string{"A", "RU", "1", "1", "1"}, []string{"A", "RU", "1", "1", "1"})
	if len(f.Refused) != 4 {
		t.Fatalf("%d rows are refused", len(f.Refused))
	}
	for _, r := range f.Refused {
		for _, p := range r.Problems {
			said(t, p)
		}
	}
}
