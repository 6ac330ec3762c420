package browser

import (
	"net/url"
	"slices"
	"testing"
)

// Submit sends the form with the given button, its fields as the page fills
// them; pairs are names and values typed instead. A name that is not in the form
// fails the test; a name given twice has two values, and an empty value of a
// tick takes it out.
func (p *Page) Submit(t testing.TB, button string, pairs ...string) *Page {
	t.Helper()
	form, fields := p.filled(t, button, pairs)
	action := p.URL.String()
	if to := attribute(form.button, "formaction"); to != "" {
		action = p.address(to)
	} else if to := attribute(form.form, "action"); to != "" {
		action = p.address(to)
	}
	if attribute(form.form, "method") == "post" || attribute(form.button, "formmethod") == "post" {
		return p.browser.PostForm(action, fields)
	}
	u := reference(action)
	u.RawQuery = fields.Encode()
	return p.browser.Get(u.String())
}

// SubmitFile sends the form with the given button and a file.
func (p *Page) SubmitFile(t testing.TB, button string, file File, pairs ...string) *Page {
	t.Helper()
	form, fields := p.filled(t, button, pairs)
	if attribute(form.form, "enctype") != "multipart/form-data" {
		t.Fatalf("%s: the form of %q sends no files", p.Path(), button)
	}
	fields.Del(file.Field)
	return p.browser.Upload(p.address(attribute(form.form, "action")), file, fields)
}

// Field is the value of the first field with a name, as the page shows it.
func (p *Page) Field(t testing.TB, name string) string {
	t.Helper()
	all := url.Values{}
	for _, n := range find(p.root, isControl) {
		if attribute(n, "name") == name {
			collect(all, n)
		}
	}
	if _, ok := all[name]; !ok && len(find(p.root, func(n *node) bool { return attribute(n, "name") == name })) == 0 {
		t.Fatalf("%s has no field %q", p.Path(), name)
	}
	return all.Get(name)
}

// pressed is a form and the button that sends it.
type pressed struct{ form, button *node }

func (p *Page) filled(t testing.TB, button string, pairs []string) (pressed, url.Values) {
	t.Helper()
	press := p.press(t, button)
	fields, kinds := url.Values{}, map[string]string{}
	for _, n := range find(p.document(), isControl) {
		if owner(n, p.document()) != press.form {
			continue
		}
		kinds[attribute(n, "name")] = attribute(n, "type")
		collect(fields, n)
	}
	for name, typed := range values(pairs) {
		kind, ok := kinds[name]
		switch {
		case !ok:
			t.Fatalf("%s: the form of %q has no field %q", p.Path(), button, name)
		case kind == "checkbox" && slices.Equal(typed, []string{""}):
			fields.Del(name)
		default:
			fields[name] = typed
		}
	}
	if name := attribute(press.button, "name"); name != "" {
		fields.Set(name, attribute(press.button, "value"))
	}
	return press, fields
}

func (p *Page) press(t testing.TB, button string) pressed {
	t.Helper()
	for _, n := range find(p.root, isButton) {
		if !named(n, button) {
			continue
		}
		if _, disabled := attr(n, "disabled"); disabled {
			t.Fatalf("%s: the button %q is disabled", p.Path(), button)
		}
		if form := owner(n, p.document()); form != nil {
			return pressed{form, n}
		}
	}
	t.Fatalf("%s has no button %q; it says: %s", p.Path(), button, p.Text())
	return pressed{}
}

// document is the whole page, also of a part.
func (p *Page) document() *node {
	n := p.root
	for n.Parent != nil {
		n = n.Parent
	}
	return n
}

func isButton(n *node) bool {
	kind := attribute(n, "type")
	return n.Data == "button" && kind != "button" && kind != "reset" || n.Data == "input" && kind == "submit"
}

func isControl(n *node) bool {
	if _, disabled := attr(n, "disabled"); disabled || attribute(n, "name") == "" {
		return false
	}
	switch n.Data {
	case "input":
		return !slices.Contains([]string{"submit", "button", "reset", "image"}, attribute(n, "type"))
	case "select", "textarea":
		return true
	}
	return false
}

// owner is the form an element belongs to, nil without one.
func owner(n, document *node) *node {
	if id, ok := attr(n, "form"); ok {
		forms := find(document, func(f *node) bool { return f.Data == "form" && attribute(f, "id") == id })
		if len(forms) == 0 {
			return nil
		}
		return forms[0]
	}
	for a := range n.Ancestors() {
		if a.Data == "form" {
			return a
		}
	}
	return nil
}

// collect adds what a field sends.
func collect(fields url.Values, n *node) {
	name, value := attribute(n, "name"), attribute(n, "value")
	switch {
	case n.Data == "textarea":
		fields.Add(name, rawText(n))
	case n.Data == "select":
		for _, v := range selected(n) {
			fields.Add(name, v)
		}
	case attribute(n, "type") == "checkbox" || attribute(n, "type") == "radio":
		if _, checked := attr(n, "checked"); checked {
			fields.Add(name, value)
		}
	case attribute(n, "type") != "file":
		fields.Add(name, value)
	}
}

func rawText(n *node) string {
	s := ""
	for c := range n.ChildNodes() {
		s += c.Data
	}
	return s
}

// selected are the chosen options; without a choice the first one is.
func selected(n *node) []string {
	options := find(n, func(o *node) bool {
		_, disabled := attr(o, "disabled")
		return o.Data == "option" && !disabled
	})
	var chosen []string
	for _, o := range options {
		if _, yes := attr(o, "selected"); yes {
			chosen = append(chosen, optionValue(o))
		}
	}
	if _, many := attr(n, "multiple"); len(chosen) == 0 && !many && len(options) > 0 {
		chosen = []string{optionValue(options[0])}
	}
	return chosen
}

func optionValue(o *node) string {
	if v, ok := attr(o, "value"); ok {
		return v
	}
	return text(o)
}

// AsHTMX returns the same visitor asking, as htmx does, for the part with the given id.
func (b *Browser) AsHTMX(target string) *Browser {
	part := *b
	part.Header = b.Header.Clone()
	part.Header.Set("HX-Request", "true")
	part.Header.Set("HX-Target", target)
	return &part
}
