package i18n

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// source is what the program says about keys of messages.
type source struct {
	literals map[string]bool   // every string
	prefixes []string          // what keys of enumerations begin with: "order_status_" + …
	keys     map[string]string // strings that stand where a key must, with their place
}

// keyAt is the argument of a call that is a key, by the name of what is called.
var keyAt = map[string]int{"T": 1, "New": 1, "Add": 1, "Problem": 1, "Done": 2, "Frame": 3}

// scan reads the Go files of the program; templates are read as generated.
func scan(t *testing.T) source {
	t.Helper()
	s := source{literals: map[string]bool{}, keys: map[string]string{}}
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "testing" || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".git")) {
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return err
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool { s.note(path, n); return true })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *source) note(path string, n ast.Node) {
	switch n := n.(type) {
	case *ast.BasicLit:
		s.literals[text(n)] = true
	case *ast.BinaryExpr:
		if p := text(n.X); n.Op == token.ADD && strings.HasSuffix(p, "_") {
			s.prefixes = append(s.prefixes, p)
		}
	case *ast.CallExpr:
		s.call(path, n)
	case *ast.KeyValueExpr:
		if name, ok := n.Key.(*ast.Ident); ok && name.Name == "Code" {
			s.key(path, text(n.Value))
		}
	}
}

// call notes the key among the arguments of a call.
func (s *source) call(path string, n *ast.CallExpr) {
	name, of := "", ""
	switch f := n.Fun.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
		if x, ok := f.X.(*ast.Ident); ok {
			of = x.Name
		}
	}
	at, ok := keyAt[name]
	if !ok || at >= len(n.Args) || name == "New" && (of != "errs" || isInternal(n.Args[0])) {
		return
	}
	s.key(path, text(n.Args[at]))
}

// isInternal reports whether an error is a fault of ours, whose code nobody sees.
func isInternal(kind ast.Expr) bool {
	f, ok := kind.(*ast.SelectorExpr)
	return ok && f.Sel.Name == "Internal"
}

// key notes a text that has the form of a key: at least two words.
func (s *source) key(path, text string) {
	if strings.Contains(text, "_") && keyForm.MatchString(text) {
		s.keys[text] = path
	}
}

// text is the value of a string, empty for anything else.
func text(n ast.Node) string {
	if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
		if v, err := strconv.Unquote(l.Value); err == nil {
			return v
		}
	}
	return ""
}

func TestEveryKeyInTheProgramHasAMessage(t *testing.T) {
	for key, path := range scan(t).keys {
		if !Has(key) {
			t.Errorf("%s uses %s, which has no message", path, key)
		}
	}
}

func TestEveryMessageIsUsed(t *testing.T) {
	s := scan(t)
	for _, key := range Keys() {
		if s.literals[key] || s.begun(key) {
			continue
		}
		t.Errorf("nothing uses %s", key)
	}
}

// begun reports whether the key is that of an enumeration's value: it begins like
// one, and the rest is a word of the program, which codes of networks spell in capitals.
func (s source) begun(key string) bool {
	for _, p := range s.prefixes {
		rest, ok := strings.CutPrefix(key, p)
		if ok && (s.literals[rest] || s.literals[strings.ToUpper(rest)] || s.begun(rest)) {
			return true
		}
	}
	return false
}

func TestAKeyIsUsedWhenItsPartsAreWordsOfTheProgram(t *testing.T) {
	s := source{
		literals: map[string]bool{"paid": true, "GWMS_ACCEPT": true, "sender": true},
		prefixes: []string{"order_status_", "tracking_event_", "preflight_", "address_missing_"},
	}
	for key, want := range map[string]bool{
		"order_status_paid":                true,
		"tracking_event_gwms_accept":       true,
		"preflight_address_missing_sender": true,
		"order_status_lost":                false,
		"order_paid":                       false,
	} {
		if got := s.begun(key); got != want {
			t.Errorf("%s is used: %v", key, got)
		}
	}
}
