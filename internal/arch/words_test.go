package arch

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	templ "github.com/a-h/templ/parser/v2"
	"github.com/a-h/templ/parser/v2/visitor"
)

var (
	entity = regexp.MustCompile(`&#?\w+;`)
	// spoken are the attributes whose text people see or hear.
	spoken = []string{"alt", "title", "placeholder", "label", "aria-label", "aria-description", "aria-placeholder", "aria-roledescription", "value-text"}
)

// words reports whether a text has letters, apart from entities such as &nbsp;.
func words(text string) bool {
	return strings.ContainsFunc(entity.ReplaceAllString(text, ""), unicode.IsLetter)
}

// literals returns the words for people in a template. An element that says its
// own language may have words: it is the name of a language in itself.
func literals(name string, f *templ.TemplateFile) ([]string, error) {
	var problems []string
	add := func(r templ.Range, text string) {
		problems = append(problems, fmt.Sprintf("%s:%d: %q; words are in internal/i18n", name, r.From.Line+1, text))
	}
	v := visitor.New()
	v.Text = func(n *templ.Text) error {
		if words(n.Value) {
			add(n.Range, n.Value)
		}
		return nil
	}
	v.StringExpression = func(n *templ.StringExpression) error {
		if text, err := strconv.Unquote(strings.TrimSpace(n.Expression.Value)); err == nil && words(text) {
			add(n.Expression.Range, text)
		}
		return nil
	}
	v.ConstantAttribute = func(n *templ.ConstantAttribute) error {
		if slices.Contains(spoken, n.Key.String()) && words(n.Value) {
			add(n.Range, n.Value)
		}
		return nil
	}
	element := v.Element
	v.Element = func(n *templ.Element) error {
		if hasLang(n) {
			return nil
		}
		return element(n)
	}
	err := f.Visit(v)
	return problems, err
}

func hasLang(e *templ.Element) bool {
	return e.Name != "html" && slices.ContainsFunc(e.Attributes, func(a templ.Attribute) bool {
		c, ok := a.(*templ.ConstantAttribute)
		return ok && c.Key.String() == "lang"
	})
}

func TestTemplatesHaveNoWordsOfTheirOwn(t *testing.T) {
	for _, name := range files(t, ".templ") {
		f, err := templ.Parse(path.Join(root, name))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		problems, err := literals(name, f)
		if err != nil {
			t.Fatal(err)
		}
		report(t, problems)
	}
}

func TestWordsInTemplatesAreFound(t *testing.T) {
	f, err := templ.ParseString(`package views

templ page(n int) {
	<h1 class="page-title" title="Orders">{ ui.T(ctx, "orders") } · 12 &nbsp;</h1>
	if n > 0 {
		<p>Some words</p>
	} else {
		<ul>
			for range n {
				<li>{ "More words" }<br/>中文</li>
			}
		</ul>
	}
	<button lang="zh-Hans">简体中文</button>
	<input placeholder="" name="number" value="all"/>
}
`)
	if err != nil {
		t.Fatal(err)
	}
	problems, err := literals("views/x.templ", f)
	if err != nil {
		t.Fatal(err)
	}
	finds(t, problems, "Orders", "Some words", "More words", "中文")
}
