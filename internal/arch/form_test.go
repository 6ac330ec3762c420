package arch

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"testing"
)

const (
	longestFile     = 400 // lines
	longestFunction = 60  // lines
)

// tooLong returns what is longer than can be read at once.
func tooLong(s source) []string {
	var problems []string
	if n := strings.Count(s.text, "\n"); n > longestFile {
		problems = append(problems, fmt.Sprintf("%s has %d lines: it holds two subjects", s.name, n))
	}
	for _, d := range s.file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		if n := s.set.Position(f.End()).Line - s.set.Position(f.Pos()).Line + 1; n > longestFunction {
			problems = append(problems, fmt.Sprintf("%s: %s has %d lines", s.at(f), f.Name.Name, n))
		}
	}
	return problems
}

func TestFilesAndFunctionsAreShort(t *testing.T) {
	for _, s := range program(t) {
		report(t, tooLong(s))
	}
}

func TestLongFilesAndFunctionsAreFound(t *testing.T) {
	long := "package order\nfunc f() {" + strings.Repeat("\n", 60) + "}\nfunc g() {" + strings.Repeat("\n", 58) + "}\n"
	finds(t, tooLong(example(t, "internal/order/x.go", long)), "f has 61 lines")
	finds(t, tooLong(example(t, "internal/order/y.go", "package order"+strings.Repeat("\n", 401))), "two subjects")
}

// uncommented returns the exported names of a file that nobody explains. In a
// group, the comment of the group or of the line is enough.
func uncommented(s source) []string {
	var problems []string
	missing := func(n ast.Node, name string) {
		problems = append(problems, s.at(n)+": "+name+" has no comment")
	}
	for _, d := range s.file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Doc == nil && d.Name.IsExported() && ownerExported(d) && !selfEvident(d.Name.Name) {
				missing(d, d.Name.Name)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if name, alone := uncommentedSpec(spec); name != "" && (d.Doc == nil || alone && d.Lparen != token.NoPos) {
					missing(spec, name)
				}
			}
		}
	}
	return problems
}

// uncommentedSpec returns the exported name of a line without comment, and
// whether a comment of its group would not do.
func uncommentedSpec(spec ast.Spec) (name string, alone bool) {
	switch v := spec.(type) {
	case *ast.TypeSpec:
		if v.Name.IsExported() && v.Doc == nil && v.Comment == nil {
			return v.Name.Name, true
		}
	case *ast.ValueSpec:
		for _, n := range v.Names {
			if n.IsExported() && v.Doc == nil && v.Comment == nil {
				return n.Name, false
			}
		}
	}
	return "", false
}

// ownerExported reports whether a function, or the type it is a method of, is seen outside.
func ownerExported(f *ast.FuncDecl) bool {
	if f.Recv == nil {
		return true
	}
	t := f.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.Ident:
			return x.IsExported()
		default:
			return true
		}
	}
}

// selfEvident are methods whose meaning the standard library explains.
func selfEvident(name string) bool {
	return slices.Contains([]string{"Error", "Unwrap", "Is", "Len", "Less", "Swap"}, name)
}

func TestExportedNamesAreExplained(t *testing.T) {
	for _, s := range program(t) {
		report(t, uncommented(s))
	}
}

func TestNamesWithoutCommentAreFound(t *testing.T) {
	finds(t, uncommented(example(t, "internal/order/x.go", `package order
		type Order struct{}
		// Line is a line.
		type Line struct{}
		func (Order) Ship() {}
		func (Order) Error() string { return "" }
		func (*hidden) Ship() {}
		// The statuses.
		const (
			Open = 1
			Closed = 2 // for good
		)
		var Bare = 1`)), "Order", "Ship", "Bare")
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	said := map[string]bool{}
	for _, s := range program(t) {
		said[s.folder()] = said[s.folder()] || s.file.Doc != nil
	}
	for folder, ok := range said {
		if !ok {
			t.Errorf("package %s has no comment", folder)
		}
	}
}

func TestNoPackageIsACupboard(t *testing.T) {
	for _, s := range program(t) {
		if slices.Contains([]string{"util", "utils", "common", "helpers", "helper", "models", "types", "services", "handlers", "misc"}, s.file.Name.Name) {
			t.Errorf("%s: a package is named for what is in it", s.name)
		}
	}
}
