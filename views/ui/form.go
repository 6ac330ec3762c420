package ui

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sellerdesk/internal/errs"
)

// Form is what a form shows: the text in its fields, and what is wrong with them.
// The zero value is an empty form.
type Form struct {
	Values   url.Values
	Problems errs.Fields
}

// Fill returns a form without problems; pairs are names and texts of fields.
func Fill(pairs ...string) Form {
	f := Form{Values: url.Values{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Values.Add(pairs[i], pairs[i+1])
	}
	return f
}

// Value is the text in a field.
func (f Form) Value(name string) string { return f.Values.Get(name) }

// Has reports whether value is chosen in the field.
func (f Form) Has(name, value string) bool { return slices.Contains(f.Values[name], value) }

// Problem is what is wrong with a field, empty if nothing is.
func (f Form) Problem(ctx context.Context, name string) string {
	for _, p := range f.Problems {
		if p.Field == name {
			return ProblemText(ctx, p)
		}
	}
	return ""
}

// Field says how a field looks.
type Field struct {
	Name         string
	Label        string
	Hint         string // how to fill it in; empty is none
	Type         string // type of the input; empty is text
	Unit         string // behind the field, such as "kg"
	Max          int    // characters at most; zero sets no limit
	Autocomplete string
	InputMode    string // keyboard of phones: numeric, decimal, email
	Placeholder  string
	List         string // id of a datalist with texts to choose from
	Required     bool
	Autofocus    bool // the keyboard is here when the page opens
	Rows         int  // height of a text area
	HideLabel    bool
}

// Option is a choice of a field.
type Option struct {
	Value    string
	Text     string
	Hint     string
	Disabled bool
}

// ID is the id of the field with the given name in the page.
func ID(name string) string {
	return "f-" + strings.NewReplacer(".", "-", "[", "-", "]", "").Replace(name)
}

func (f Field) inputType() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

// describedBy names the hint and the problem of a field.
func (f Field) describedBy(problem string) string {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, ID(f.Name)+"-hint")
	}
	if problem != "" {
		ids = append(ids, ID(f.Name)+"-problem")
	}
	return strings.Join(ids, " ")
}

// attributes are those of the element a visitor types into.
func (f Field) attributes(problem string) map[string]any {
	a := map[string]any{"id": ID(f.Name), "name": f.Name, "required": f.Required, "autofocus": f.Autofocus}
	optional := map[string]string{
		"autocomplete": f.Autocomplete, "inputmode": f.InputMode, "placeholder": f.Placeholder, "list": f.List,
		"aria-describedby": f.describedBy(problem),
	}
	for name, value := range optional {
		if value != "" {
			a[name] = value
		}
	}
	if problem != "" {
		a["aria-invalid"] = "true"
	}
	return a
}

// groupAttributes are those of the frame around the choices of a field.
func groupAttributes(f Field, problem string) map[string]any {
	a := map[string]any{}
	if by := f.describedBy(problem); by != "" {
		a["aria-describedby"] = by
	}
	return a
}

// OptionID is the id of a choice; the first one has the id of the field, where the summary of problems leads.
func OptionID(name string, i int) string {
	if i == 0 {
		return ID(name)
	}
	return ID(name) + "-" + strconv.Itoa(i)
}

// labelled is a problem behind the label of its field.
func labelled(ctx context.Context, labels []string, p errs.Problem) string {
	i := position(labels, p.Field)
	if i+1 >= len(labels) {
		return ProblemText(ctx, p)
	}
	return T(ctx, "ui_problem", "Label", labels[i+1], "Problem", ProblemText(ctx, p))
}

// position is where the label of a field stands among the names and labels of a
// form; len(labels) if nowhere. A field of a row may have the label of its column.
func position(labels []string, field string) int {
	column := field[strings.LastIndexByte(field, '.')+1:]
	for i := 0; i+1 < len(labels); i += 2 {
		if labels[i] == field || labels[i] == column {
			return i
		}
	}
	return len(labels)
}

// onPage are problems in the order of their fields on the page, which is that of
// labels: those of the whole form first, rows one after the other, unknown fields last.
func onPage(problems errs.Fields, labels []string) errs.Fields {
	sorted := slices.Clone(problems)
	slices.SortStableFunc(sorted, func(a, b errs.Problem) int {
		if a.Field == "" || b.Field == "" {
			return cmp.Compare(len(a.Field), len(b.Field))
		}
		i, j, rowA, rowB := position(labels, a.Field), position(labels, b.Field), row(a.Field), row(b.Field)
		if max(i, j) == len(labels) || rowA == "" || rowB == "" || rowA == rowB {
			return cmp.Compare(i, j)
		}
		return cmp.Or(cmp.Compare(len(rowA), len(rowB)), cmp.Compare(rowA, rowB))
	})
	return sorted
}

// row is the row a field belongs to, such as "goods.0"; empty for a field that is in none.
func row(field string) string { return field[:max(0, strings.LastIndexByte(field, '.'))] }
