package arch

import (
	"fmt"
	"go/ast"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// notPortable is what SQLite understands and PostgreSQL does not, or not in the same way.
var notPortable = regexp.MustCompile(`(?i)\b(` + strings.Join([]string{
	`INSERT\s+OR\s`, `REPLACE\s+INTO`, `IFNULL\s*\(`, `strftime\s*\(`, `(date|time|datetime|julianday|unixepoch)\s*\(`,
	`GLOB\b`, `rowid\b`, `last_insert_rowid`, `group_concat`, `COLLATE\s+NOCASE`, `(lower|upper)\s*\(`,
	`json(_\w+)?\s*\(`, `PRAGMA\b`, `INDEXED\s+BY`, `AUTOINCREMENT`, `total\s*\(`, `random\s*\(`, `printf\s*\(`, `instr\s*\(`,
}, "|") + ")|`|==|\\[\\w+\\]|\\bIS\\s+(NOT\\s+)?\\?|\\w+\\s*=\\s*\"[^\"]*\"")

// statement recognises a text as SQL, whole or in part.
var statement = regexp.MustCompile(`\b(SELECT|INSERT|UPDATE|DELETE|WHERE|JOIN|VALUES|ORDER BY)\b`)

// texts calls f with every string of a file; strings joined by + are one, with
// the constants among them.
func texts(s source, constants map[string]ast.Expr, f func(n ast.Node, text string)) {
	ast.Inspect(s.file, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		if !ok {
			return true
		}
		text, literal := joined(e, constants)
		if literal {
			f(n, text)
		}
		return !literal
	})
}

// joined returns the text of a string, or of strings and other parts joined by
// +; a part that is neither string nor constant is a blank.
func joined(e ast.Expr, constants map[string]ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.Ident:
		if value, ok := constants[e.Name]; ok {
			return joined(value, constants)
		}
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, e.Kind == token.STRING && err == nil
	case *ast.BinaryExpr:
		left, l := joined(e.X, constants)
		right, r := joined(e.Y, constants)
		return left + right, e.Op == token.ADD && (l || r)
	}
	return " ", false
}

// constantsOf returns the values of the constants of some files, by name.
func constantsOf(sources []source) map[string]ast.Expr {
	out := map[string]ast.Expr{}
	for _, s := range sources {
		for _, d := range s.file.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.CONST {
				continue
			}
			for _, spec := range g.Specs {
				v := spec.(*ast.ValueSpec)
				for i, value := range v.Values {
					out[v.Names[i].Name] = value
				}
			}
		}
	}
	return out
}

// wrongSQL returns the statements of a file that are not portable.
func wrongSQL(s source) []string {
	var problems []string
	texts(s, nil, func(n ast.Node, text string) {
		if found := notPortable.FindString(text); found != "" && statement.MatchString(text) {
			problems = append(problems, fmt.Sprintf("%s: %q is not the same in other databases", s.at(n), found))
		}
	})
	return problems
}

func TestStatementsArePortable(t *testing.T) {
	for _, s := range program(t) {
		if under(s.folder(), "internal/sqlstore") {
			report(t, wrongSQL(s))
		}
	}
}

func TestStatementsAreNowhereElse(t *testing.T) {
	whole := regexp.MustCompile(`\b(SELECT\s[^;]*\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM)\s`)
	for _, s := range program(t) {
		if under(s.folder(), "internal/sqlstore") || under(s.folder(), "internal/db") || under(s.folder(), "internal/testing") {
			continue
		}
		texts(s, nil, func(n ast.Node, text string) {
			if whole.MatchString(text) {
				t.Errorf("%s: all SQL is in internal/sqlstore", s.at(n))
			}
		})
	}
}

func TestStatementsOfOneDatabaseOnlyAreFound(t *testing.T) {
	for _, bad := range []string{
		"INSERT OR IGNORE INTO orders (id) VALUES (?)",
		"SELECT IFNULL(a, 0) FROM orders",
		"SELECT id FROM orders WHERE lower(name) = ?",
		"SELECT rowid FROM orders",
		"SELECT id FROM orders WHERE a == ?",
		"SELECT id FROM orders WHERE a IS ?",
		`SELECT id FROM orders WHERE status = "open"`,
		"SELECT [id] FROM orders",
		"SELECT json_extract(args, '$.a') FROM history",
		"UPDATE orders SET at = unixepoch()",
	} {
		s := example(t, "internal/sqlstore/x.go", "package sqlstore\nvar q = "+strconv.Quote(bad))
		finds(t, wrongSQL(s), "not the same")
	}
	good := "package sqlstore\nvar q = `\nSELECT ` + columns + `, updated_at, COALESCE(a, 0)\nFROM orders\nWHERE a <= ? AND b LIKE ? ESCAPE '\\'` + `\nON CONFLICT DO NOTHING`"
	finds(t, wrongSQL(example(t, "internal/sqlstore/x.go", good)))
	finds(t, wrongSQL(example(t, "internal/sqlstore/x.go", "package sqlstore\nvar q = \"a random (text)\"")))
}
