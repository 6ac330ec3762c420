package arch

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

const (
	root   = "../.."       // from this folder to that of go.mod
	module = "sellerdesk/" // what import paths of ours begin with
)

// source is a file of Go: its name from the root, its text and its syntax.
type source struct {
	name string
	set  *token.FileSet
	file *ast.File
	text string
}

// folder is the package's path from the root.
func (s source) folder() string { return path.Dir(s.name) }

// at is the place of a node, for a message.
func (s source) at(n ast.Node) string {
	return fmt.Sprintf("%s:%d", s.name, s.set.Position(n.Pos()).Line)
}

// parse reads Go from a text.
func parse(name, text string) (source, error) {
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, name, text, parser.ParseComments|parser.SkipObjectResolution)
	return source{name, set, f, text}, err
}

// example is parse for the wrong examples of tests.
func example(t *testing.T, name, text string) source {
	t.Helper()
	s, err := parse(name, text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// files returns the names of all files with an ending, from the root. Folders
// named testdata and those that hold no source are left out.
func files(t *testing.T, ending string) []string {
	t.Helper()
	var out []string
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (slices.Contains([]string{"testdata", "bin", "data", "vendor"}, d.Name()) || name != "." && d.Name()[0] == '.'):
			return fs.SkipDir
		case !d.IsDir() && strings.HasSuffix(name, ending):
			out = append(out, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// program returns all Go that is written by hand and is no test.
func program(t *testing.T) []source {
	t.Helper()
	var out []source
	for _, name := range files(t, ".go") {
		if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_templ.go") {
			continue
		}
		text, err := os.ReadFile(path.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		s, err := parse(name, string(text))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

// report fails the test for each problem.
func report(t *testing.T, problems []string) {
	t.Helper()
	for _, p := range problems {
		t.Error(p)
	}
}

// finds fails the test when a rule does not find what is wrong in an example, each part in its problem.
func finds(t *testing.T, problems []string, want ...string) {
	t.Helper()
	if len(problems) != len(want) {
		t.Errorf("found %q, want %d problems", problems, len(want))
		return
	}
	for i, p := range problems {
		if !strings.Contains(p, want[i]) {
			t.Errorf("found %q, want %q in it", p, want[i])
		}
	}
}
