package arch

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// wallClock are the functions that ask the machine for the time or wait for it.
var wallClock = []string{"Now", "Since", "Until", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker", "Sleep"}

// asksTime returns where a file asks the machine for the time.
func asksTime(s source) []string {
	var problems []string
	ast.Inspect(s.file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains(wallClock, sel.Sel.Name) {
			problems = append(problems, fmt.Sprintf("%s: time.%s; time comes from outside", s.at(n), sel.Sel.Name))
		}
		return true
	})
	return problems
}

func TestTimeComesFromOutside(t *testing.T) {
	for _, s := range program(t) {
		if isPure(s.folder()) || slices.Contains([]string{
			"internal/sqlstore", "internal/carrier/rehearsal", "internal/rehearsal", "internal/catalogue",
			"internal/demo", "internal/label", "internal/sheet",
		}, s.folder()) || under(s.folder(), "views") {
			report(t, asksTime(s))
		}
	}
}

func TestAskingForTheTimeIsFound(t *testing.T) {
	finds(t, asksTime(example(t, "internal/order/x.go", `package order
		import "time"
		func due(at time.Time) bool { return time.Now().After(at) || time.Since(at) > time.Hour }`)),
		"time.Now", "time.Since")
}

// floats returns where a file has a number that is not exact.
func floats(s source) []string {
	var problems []string
	ast.Inspect(s.file, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && (id.Name == "float64" || id.Name == "float32") {
			problems = append(problems, s.at(n)+": "+id.Name+"; amounts, weights and rates are exact")
		}
		return true
	})
	return problems
}

func TestAmountsWeightsAndRatesAreExact(t *testing.T) {
	for _, s := range program(t) {
		if isPure(s.folder()) || s.folder() == "internal/sqlstore" || s.folder() == "internal/catalogue" {
			report(t, floats(s))
		}
	}
}

func TestFloatsAreFound(t *testing.T) {
	finds(t, floats(example(t, "internal/money/x.go", "package money\nfunc f(a float64) int { return int(float32(a)) }")),
		"float64", "float32")
}

// enumerations are the values of each type of text that has at least two
// constants in its own package, such as a status, by "folder.Type".
type enumerations map[string][]string

// add reads the constants of a file.
func (e enumerations) add(s source) {
	for _, d := range s.file.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok.String() != "const" {
			continue
		}
		for _, spec := range g.Specs {
			v := spec.(*ast.ValueSpec)
			if id, ok := v.Type.(*ast.Ident); ok && len(v.Values) == 1 && isText(v.Values[0]) {
				kind := s.folder() + "." + id.Name
				e[kind] = append(e[kind], v.Names[0].Name)
			}
		}
	}
}

func isText(e ast.Expr) bool {
	lit, ok := e.(*ast.BasicLit)
	return ok && lit.Kind == token.STRING
}

// of returns the type of a constant, or "".
func (e enumerations) of(folder, name string) string {
	for kind, values := range e {
		if strings.HasPrefix(kind, folder+".") && !strings.Contains(kind[len(folder)+1:], "/") && len(values) > 1 && slices.Contains(values, name) {
			return kind
		}
	}
	return ""
}

// forgotten returns the switches of a file without a default that leave out
// values of the enumeration they are about.
func forgotten(s source, e enumerations) []string {
	folders := map[string]string{}
	for _, spec := range s.file.Imports {
		to := strings.Trim(spec.Path.Value, `"`)
		name := to[strings.LastIndex(to, "/")+1:]
		if spec.Name != nil {
			name = spec.Name.Name
		}
		folders[name] = strings.TrimPrefix(to, module)
	}
	var problems []string
	ast.Inspect(s.file, func(n ast.Node) bool {
		if sw, ok := n.(*ast.SwitchStmt); ok && sw.Tag != nil {
			if missing := missingCases(sw, s.folder(), folders, e); len(missing) > 0 {
				problems = append(problems, fmt.Sprintf("%s: the switch leaves out %s; add them, or a default", s.at(n), strings.Join(missing, ", ")))
			}
		}
		return true
	})
	return problems
}

// missingCases returns the values a switch leaves out.
func missingCases(sw *ast.SwitchStmt, here string, folders map[string]string, e enumerations) []string {
	kind, handled := "", []string{}
	for _, c := range sw.Body.List {
		cases := c.(*ast.CaseClause).List
		if cases == nil {
			return nil // default
		}
		for _, expr := range cases {
			folder, name := constant(expr, here, folders)
			if k := e.of(folder, name); k != "" {
				kind, handled = k, append(handled, name)
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(e[kind]), func(v string) bool { return slices.Contains(handled, v) })
}

// constant returns the folder and name that an expression names.
func constant(expr ast.Expr, here string, folders map[string]string) (folder, name string) {
	switch x := expr.(type) {
	case *ast.Ident:
		return here, x.Name
	case *ast.SelectorExpr:
		if id, ok := x.X.(*ast.Ident); ok {
			return folders[id.Name], x.Sel.Name
		}
	}
	return "", ""
}

func TestNoSwitchForgetsAValue(t *testing.T) {
	all, e := program(t), enumerations{}
	for _, s := range all {
		e.add(s)
	}
	for _, s := range all {
		report(t, forgotten(s, e))
	}
}

func TestForgottenValuesAreFound(t *testing.T) {
	status := example(t, "internal/order/status.go", `package order
		type Status string
		const (
			Open Status = "open"
			Shipped Status = "shipped"
			Closed Status = "closed"
		)
		type Kind string
		const (
			Big Kind = "big"
			Small Kind = "small"
		)
		const (
			One int = iota
			Two
		)
		func f(s Status, k Kind, n int) {
			switch k { case Big: }
			switch k { case Big, Small: }
			switch s { case Open: default: }
			switch { case s == Open: }
			switch n { case One: }
		}`)
	page := example(t, "internal/web/x.go", `package web
		import o "sellerdesk/internal/order"
		func f(s o.Status) { switch s { case o.Open: } }`)
	e := enumerations{}
	e.add(status)
	finds(t, forgotten(status, e), "leaves out Small")
	finds(t, forgotten(page, e), "leaves out Shipped, Closed")
}
