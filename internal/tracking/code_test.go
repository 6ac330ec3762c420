package tracking_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"sellerdesk/internal/tracking"
)

func TestEveryCodeHasOnePhase(t *testing.T) {
	codes := tracking.Codes()
	for i, c := range codes {
		if slices.Contains(codes[:i], c) {
			t.Errorf("%s is in two phases", c)
		}
		if c.Phase() == "" {
			t.Errorf("%s is in no phase", c)
		}
	}
	if tracking.Code("GWMS_DANCE").Phase() != "" {
		t.Error("an unknown code has a phase")
	}
}

func TestOnlyASignatureDelivers(t *testing.T) {
	var delivering []tracking.Code
	for _, c := range tracking.Codes() {
		if c.Delivers() {
			delivering = append(delivering, c)
		}
		if c.Delivers() && c.Trouble() {
			t.Errorf("%s is a delivery and a trouble", c)
		}
	}
	if want := []tracking.Code{tracking.CollectedByBuyer, tracking.Delivered}; !slices.Equal(delivering, want) {
		t.Errorf("delivering codes = %v, want %v", delivering, want)
	}
}

func TestFailuresAreTroubles(t *testing.T) {
	for _, c := range tracking.Codes() {
		failure := strings.HasSuffix(string(c), "_FAILURE") || strings.HasPrefix(string(c), "RT_") || c == tracking.WarehouseRejected
		if c.Trouble() != failure {
			t.Errorf("%s: trouble = %t", c, c.Trouble())
		}
	}
}

// Every event and phase has its words in both languages; the other keys are the errors of this package.
func TestEveryEventHasItsWords(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		var words map[string]string
		if _, err := toml.DecodeFile("../i18n/messages/tracking."+lang+".toml", &words); err != nil {
			t.Fatal(err)
		}
		for _, c := range tracking.Codes() {
			if words[c.Key()] == "" {
				t.Errorf("%s: no words for %s", lang, c.Key())
			}
		}
		for _, p := range tracking.Phases {
			if words[p.Key()] == "" {
				t.Errorf("%s: no words for %s", lang, p.Key())
			}
		}
	}
}
