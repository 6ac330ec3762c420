package i18n_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
)

func TestTextsAreInTheLanguageAskedFor(t *testing.T) {
	for lang, want := range map[string]string{"en": "Sign out", "zh": "退出登录", "fr": "Sign out", "": "Sign out"} {
		if got := i18n.T(lang, "ui_sign_out"); got != want {
			t.Errorf("%q: got %q, want %q", lang, got, want)
		}
	}
}

func TestAKeyWithoutTextIsShownInBrackets(t *testing.T) {
	for _, lang := range i18n.Languages {
		if got := i18n.T(lang, "no_such_key", "Count", 1); got != "[no_such_key]" {
			t.Errorf("got %q", got)
		}
	}
}

// tens is a count of a type of its own.
type tens int64

func TestACountChoosesThePluralForm(t *testing.T) {
	tests := []struct {
		lang  string
		count any
		want  string
	}{
		{"en", 1, "1 thing needs to be corrected"},
		{"en", int64(2), "2 things need to be corrected"},
		{"en", 0, "0 things need to be corrected"},
		{"en", tens(1), "1 thing needs to be corrected"},
		{"zh", 1, "有 1 处需要修改"},
		{"en", 1310, "1,310 things need to be corrected"},
		{"zh", 21, "有 21 处需要修改"},
	}
	for _, tt := range tests {
		if got := i18n.T(tt.lang, "ui_problems", "Count", tt.count); got != tt.want {
			t.Errorf("%s %v: got %q, want %q", tt.lang, tt.count, got, tt.want)
		}
	}
}

// mood is an enumeration whose words are messages.
type mood string

func (m mood) Key() string { return "ui_" + string(m) }

func TestValuesAreShownByTheirWords(t *testing.T) {
	if got := i18n.T("zh", "place_unknown_country", "Text", place.Country("BR")); got != "“巴西”不是有效的国家或地区。" {
		t.Errorf("got %q", got)
	}
	if got := i18n.T("en", "place_unknown_country", "Text", mood("menu")); got != "“Menu” is not a country." {
		t.Errorf("got %q", got)
	}
}

func TestWeightsAndSizesHaveTheUnitsOfTheLanguage(t *testing.T) {
	flat := measure.Size{Length: 200, Width: 150, Height: 45}
	for lang, want := range map[string][]string{
		"en": {"Measured 1,310 g", "0.246 kg × CN¥90.50 per kg", "20 × 15 × 4.5 cm", "Ø 10 × 60 cm", "246 g"},
		"zh": {"实重 1,310 克", "0.246 千克 × CN¥90.50/千克", "20 × 15 × 4.5 厘米", "Ø 10 × 60 厘米", "246 克"},
	} {
		got := []string{
			i18n.T(lang, "parcels_measured", "Weight", measure.Weight(1310)),
			i18n.T(lang, "tariff_step_weight", "Weight", measure.Weight(246), "Rate", money.Of(9050, money.CNY)),
			i18n.Size(lang, flat), i18n.Size(lang, measure.RollOf(600, 100)), i18n.Weight(lang, 246),
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", lang, diff)
		}
	}
}

func TestWholeNumbersHaveTheirThousandsApart(t *testing.T) {
	if got := i18n.T("en", "form_too_long", "Max", 2000); got != "At most 2,000 characters." {
		t.Errorf("got %q", got)
	}
	if got := i18n.T("en", "form_too_long", "Max", "2000"); got != "At most 2000 characters." {
		t.Errorf("a text became %q", got)
	}
}

func TestErrorsAreSentencesForPeople(t *testing.T) {
	var fields errs.Fields
	fields.Add("name", "form_too_long", "Max", 40)
	fields.Add("city", "form_required")
	tests := []struct {
		name string
		err  error
		want string
	}{
		{"an error with arguments", fmt.Errorf("read: %w", errs.New(errs.Invalid, "form_too_long").With("Max", 9)), "At most 9 characters."},
		{"a fault of ours with a code", errs.New(errs.Internal, "error_internal"), "Something went wrong on our side. Please try again in a moment."},
		{"somebody else's error", errors.New("disk full"), "Something went wrong on our side. Please try again in a moment."},
		{"problems of fields", fmt.Errorf("save: %w", fields), "At most 40 characters."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := i18n.Error("en", tt.err); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestTheBrowsersLanguageDecidesFirst(t *testing.T) {
	for header, want := range map[string]string{
		"": "en", "zh-CN,zh;q=0.9,en;q=0.8": "zh", "en-US,zh;q=0.5": "en", "fr,de": "en", "fr,zh;q=0.5": "zh",
		"zh-TW": "zh", "zh-Hans-CN": "zh", "*": "en", "x;;q=?": "en", "ru, en;q=0.1": "en",
	} {
		if got := i18n.Choose(header); got != want {
			t.Errorf("Choose(%q) = %q, want %q", header, got, want)
		}
	}
}
