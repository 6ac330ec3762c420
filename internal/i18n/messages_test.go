package i18n

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	placeholder = regexp.MustCompile(`\{\{[^}]*\}\}`)
	keyForm     = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
)

// subjects are the names of the message files without language.
func subjects(t *testing.T) []string {
	t.Helper()
	names, err := fs.Glob(files, "messages/*.toml")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, name := range names {
		subject, ok := strings.CutSuffix(name, ".en.toml")
		if !ok {
			subject, ok = strings.CutSuffix(name, ".zh.toml")
		}
		if !ok {
			t.Errorf("%s is neither English nor Chinese", name)
		}
		found[subject] = true
	}
	return slices.Sorted(maps.Keys(found))
}

func TestBothLanguagesHaveTheSameMessages(t *testing.T) {
	for _, subject := range subjects(t) {
		en, zh := read(subject+".en.toml"), read(subject+".zh.toml")
		if diff := cmp.Diff(slices.Sorted(maps.Keys(en)), slices.Sorted(maps.Keys(zh))); diff != "" {
			t.Errorf("%s (-English +Chinese):\n%s", subject, diff)
		}
	}
}

func TestBothLanguagesFillInTheSameValues(t *testing.T) {
	for _, subject := range subjects(t) {
		en, zh := read(subject+".en.toml"), read(subject+".zh.toml")
		for key, message := range en {
			if diff := cmp.Diff(placeholders(message["other"]), placeholders(zh[key]["other"])); diff != "" {
				t.Errorf("%s (-English +Chinese):\n%s", key, diff)
			}
		}
	}
}

// placeholders are the values a text fills in. PluralCount and Count are one value.
func placeholders(text string) []string {
	found := placeholder.FindAllString(text, -1)
	for i, p := range found {
		found[i] = strings.ReplaceAll(p, "PluralCount", "Count")
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func TestAKeyIsThereOnce(t *testing.T) {
	if keys := Keys(); len(slices.Compact(slices.Clone(keys))) != len(keys) {
		for i := 1; i < len(keys); i++ {
			if keys[i] == keys[i-1] {
				t.Errorf("%s is in two files", keys[i])
			}
		}
	}
}

func TestKeysAreWordsJoinedByUnderscores(t *testing.T) {
	for _, key := range Keys() {
		if !keyForm.MatchString(key) {
			t.Errorf("%s is no key", key)
		}
	}
}

func TestCountsHaveTheirPluralForms(t *testing.T) {
	for _, subject := range subjects(t) {
		for key, message := range read(subject + ".en.toml") {
			counts := strings.Contains(message["other"], "PluralCount")
			forms := slices.Sorted(maps.Keys(message))
			switch {
			case counts && !slices.Equal(forms, []string{"one", "other"}):
				t.Errorf("%s has the forms %v in English, want one and other", key, forms)
			case !counts && len(forms) > 1 && !strings.Contains(message["other"], ".Count"):
				t.Errorf("%s has plural forms and no count", key)
			}
		}
		for key, message := range read(subject + ".zh.toml") {
			if forms := slices.Sorted(maps.Keys(message)); !slices.Equal(forms, []string{"other"}) {
				t.Errorf("%s has the forms %v in Chinese, want other alone", key, forms)
			}
		}
	}
}

func TestEveryTextCanBeShown(t *testing.T) {
	for _, lang := range Languages {
		for _, key := range Keys() {
			if got := T(lang, key, "Count", 2); got == "" || got == "["+key+"]" {
				t.Errorf("%s in %s is shown as %q", key, lang, got)
			}
		}
	}
}

func TestChineseTextsAreChinese(t *testing.T) {
	han := regexp.MustCompile(`\p{Han}`)
	letters := regexp.MustCompile(`[A-Za-z]{2,}`)
	for _, subject := range subjects(t) {
		en := read(subject + ".en.toml")
		for key, message := range read(subject + ".zh.toml") {
			text := placeholder.ReplaceAllString(message["other"], "")
			if letters.MatchString(text) && !han.MatchString(text) && message["other"] != en[key]["other"] {
				t.Errorf("%s is %q in Chinese", key, message["other"])
			}
		}
	}
}
