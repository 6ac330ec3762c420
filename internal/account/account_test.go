package account_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/testing/sample"
)

func TestEmailsAreInSmallLettersAndBare(t *testing.T) {
	for text, want := range map[string]string{
		"Owner@Demo.Test":               "owner@demo.test",
		"  a.b+c@example.com ":          "a.b+c@example.com",
		"Li Wei <a@example.com>":        "",
		"a@example.com, b@example.com":  "",
		"owner":                         "",
		"":                              "",
		"a b@example.com":               "",
		strings.Repeat("a", 252) + "@b": strings.Repeat("a", 252) + "@b",
		strings.Repeat("a", 253) + "@b": "",
	} {
		got, err := account.ParseEmail(text)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q is read as %q, %v; want %q", text, got, err, want)
		}
	}
}

func TestTheSettingsOfAStoreAreChecked(t *testing.T) {
	tests := []struct {
		name   string
		change func(*account.Store)
		field  string
		code   string
	}{
		{"blank name", func(s *account.Store) { s.Name = "  " }, "name", "account_name_required"},
		{"long name", func(s *account.Store) { s.Name = strings.Repeat("店", 61) }, "name", "account_name_too_long"},
		{"unknown zone", func(s *account.Store) { s.Zone = "Asia/Peking" }, "zone", "account_unknown_zone"},
		{"zone of the machine", func(s *account.Store) { s.Zone = "Local" }, "zone", "account_unknown_zone"},
		{"negative packing", func(s *account.Store) { s.PackingWeight = -1 }, "packing_weight", "account_packing_weight"},
		{"heavy packing", func(s *account.Store) { s.PackingWeight = 1001 }, "packing_weight", "account_packing_weight"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var problems errs.Fields
			if err := sample.Store(tt.change).Check(); !errors.As(err, &problems) {
				t.Fatalf("error %v", err)
			}
			if problems[0].Field != tt.field || problems[0].Code != tt.code {
				t.Errorf("problem %+v, want %s: %s", problems[0], tt.field, tt.code)
			}
		})
	}
	if err := sample.Store(func(s *account.Store) { s.Name = strings.Repeat("店", 60) }).Check(); err != nil {
		t.Errorf("60 characters: %v", err)
	}
}

func TestTheDaysOfAStoreBeginInItsZone(t *testing.T) {
	at := sample.Moment.In(sample.Store().Location())
	if got := at.Format("2006-01-02 15:04"); got != "2026-11-20 14:00" {
		t.Errorf("in Shanghai it is %s", got)
	}
	if l := (account.Store{Zone: "nowhere"}).Location(); l.String() != "UTC" {
		t.Errorf("an unknown zone is %v", l)
	}
}

func TestEnumerationsHaveAKeyForEachValue(t *testing.T) {
	var keys []string
	for _, l := range account.Languages {
		keys = append(keys, l.Key())
	}
	for _, th := range account.Themes {
		keys = append(keys, th.Key())
	}
	for _, r := range account.Roles {
		keys = append(keys, r.Key())
	}
	want := []string{
		"account_language_en", "account_language_zh",
		"account_theme_light", "account_theme_dark", "account_theme_system",
		"account_role_viewer", "account_role_shipper", "account_role_finance", "account_role_owner",
	}
	if diff := cmp.Diff(want, keys); diff != "" {
		t.Error(diff)
	}
}
