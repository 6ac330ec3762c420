package ui_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/testing/golden"
	"sellerdesk/views/ui"
)

// refused is a form that came back.
func refused() ui.Form {
	f := ui.Fill("name", `Li "Wei"`, "kind", "b", "ticks", "1", "ticks", "2", "agreed", "yes", "remark", "<b>", "password", "secret")
	f.Problems.Add("name", "form_too_long", "Max", 5)
	f.Problems.Add("lines.0.kind", "form_bad_choice")
	f.Problems.Add("agreed", "form_required")
	f.Problems.Add("", "error_unavailable")
	return f
}

func fields(f ui.Form) templ.Component {
	options := []ui.Option{{Value: "a", Text: "A"}, {Value: "b", Text: "B", Hint: "the second"}, {Value: "c", Text: "C", Disabled: true}}
	return templ.Join(
		ui.Problems(f, "name", "Name", "kind", "Kind"),
		ui.Input(f, ui.Field{Name: "name", Label: "Name", Hint: "As on the label", Max: 5, Required: true, Autocomplete: "name"}),
		ui.Input(f, ui.Field{Name: "weight", Label: "Weight", Unit: "kg", InputMode: "decimal", Placeholder: "0.250"}),
		ui.Input(f, ui.Field{Name: "password", Label: "Password", Type: "password"}),
		ui.Textarea(f, ui.Field{Name: "remark", Label: "Remark", Rows: 4, Max: 512}),
		ui.Select(f, ui.Field{Name: "kind", Label: "Kind", HideLabel: true}, options),
		ui.Radios(f, ui.Field{Name: "lines.0.kind", Label: "Kind", Hint: "Choose", Required: true}, options),
		ui.Checkboxes(f, ui.Field{Name: "ticks", Label: "Ticks"}, []ui.Option{{Value: "1", Text: "One"}, {Value: "3", Text: "Three"}}),
		ui.Checkbox(f, ui.Field{Name: "agreed", Label: "Agreed with the buyer"}),
	)
}

func TestARefusedForm(t *testing.T) {
	golden.HTML(t, "form.html", drawn(t, seen(account.English), fields(refused())))
}

func TestProblemsFollowEachOtherAsTheirFieldsDoOnThePage(t *testing.T) {
	var f ui.Form
	for _, field := range []string{"unknown", "replaces", "goods.10.name", "goods.9.value", "goods.9.name", "sender", ""} {
		f.Problems.Add(field, "form_required")
	}
	page := drawn(t, seen(account.English), ui.Problems(f, "sender", "Sender", "name", "Name", "value", "Value", "replaces", "Replacement"))
	var got []string
	for _, link := range strings.Split(page, `href="#f-`)[1:] {
		field, _, _ := strings.Cut(link, `"`)
		got = append(got, field)
	}
	want := []string{"sender", "goods-9-name", "goods-9-value", "goods-10-name", "replaces", "unknown"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAnEmptyFormHasNoProblems(t *testing.T) {
	html := drawn(t, seen(account.English), fields(ui.Form{}))
	for _, unwanted := range []string{"aria-invalid", "is-invalid", "problem"} {
		if strings.Contains(html, unwanted) {
			t.Errorf("an empty form holds %q", unwanted)
		}
	}
}

func TestAPasswordIsNotShownAgain(t *testing.T) {
	if html := drawn(t, seen(account.English), fields(refused())); strings.Contains(html, "secret") {
		t.Error("the page holds the password")
	}
}

func TestWhatDescribesAFieldIsOnThePage(t *testing.T) {
	html := drawn(t, seen(account.English), fields(refused()))
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(`\sid="([^"]+)"`).FindAllStringSubmatch(html, -1) {
		if ids[m[1]] {
			t.Errorf("id %q is there twice", m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`\s(?:for|aria-describedby|href)="#?([^"/]+)"`).FindAllStringSubmatch(html, -1) {
		for id := range strings.FieldsSeq(m[1]) {
			if !ids[id] {
				t.Errorf("nothing has the id %q", id)
			}
		}
	}
}
