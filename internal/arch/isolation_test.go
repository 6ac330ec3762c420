package arch

import (
	"fmt"
	"go/ast"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	createTable = regexp.MustCompile(`(?s)CREATE TABLE (\w+) \((.*?)\) STRICT`)
	tableUsed   = regexp.MustCompile(`\b(?:FROM|JOIN|INTO|UPDATE)\s+([a-z_]+)`)
)

// tablesOfStores returns the tables whose rows belong to a store.
func tablesOfStores(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, name := range files(t, ".sql") {
		if path.Dir(name) != "migrations" {
			continue
		}
		text, err := os.ReadFile(path.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range createTable.FindAllStringSubmatch(string(text), -1) {
			if strings.Contains(m[2], "store_id") {
				out = append(out, m[1])
			}
		}
	}
	return out
}

// numbers are those by which the outside finds a row of any store.
var numbers = map[string]*regexp.Regexp{
	"payments": regexp.MustCompile(`\bnumber = \?`),
	"parcels":  regexp.MustCompile(`\b(number|waybill) = \?`),

	"deduction_accounts": regexp.MustCompile(`\basked_number = \?`),
}

func named(table, statement string) bool {
	number, ok := numbers[table]
	return ok && number.MatchString(statement)
}

// columns are what a SELECT returns, which says nothing about what it looks for.
var columns = regexp.MustCompile(`(?s)\bSELECT\b.*?\bFROM\b`)

// withoutStore returns the statements of a file on data of stores that name no store.
func withoutStore(s source, constants map[string]ast.Expr, tables []string) []string {
	var problems []string
	texts(s, constants, func(n ast.Node, text string) {
		if strings.Contains(columns.ReplaceAllString(text, "FROM"), "store_id") {
			return
		}
		for _, m := range tableUsed.FindAllStringSubmatch(text, -1) {
			if slices.Contains(tables, m[1]) && !named(m[1], text) {
				problems = append(problems, fmt.Sprintf("%s: the statement on %s names no store", s.at(n), m[1]))
				return
			}
		}
	})
	return problems
}

// ofThePerson are tables whose rows name a store, but are found by who signs in.
var ofThePerson = []string{"sessions"}

func TestStatementsNameTheStore(t *testing.T) {
	tables := slices.DeleteFunc(tablesOfStores(t), func(name string) bool { return slices.Contains(ofThePerson, name) })
	if len(tables) == 0 {
		t.Fatal("no tables were found")
	}
	records := slices.DeleteFunc(program(t), func(s source) bool { return s.folder() != "internal/sqlstore" })
	constants := constantsOf(records)
	for _, s := range records {
		report(t, withoutStore(s, constants, tables))
	}
}

func TestStatementsWithoutStoreAreFound(t *testing.T) {
	s := example(t, "internal/sqlstore/x.go", "package sqlstore\n"+
		"const columns = `store_id, id`\n"+
		"const own = `WHERE store_id = ?`\n"+
		"var w = `SELECT id FROM orders ` + own\n"+
		"var a = `SELECT ` + columns + `\nFROM orders\nWHERE id = ?`\n"+
		"var b = `UPDATE orders\nSET status = ?\nWHERE store_id = ? AND id = ?`\n"+
		"var c = `SELECT p.id FROM people AS p JOIN orders AS o ON o.person_id = p.id`\n"+
		"var n = `SELECT id FROM parcels WHERE waybill = ?`\n"+
		"var d = `SELECT id FROM people`\n")
	finds(t, withoutStore(s, constantsOf([]source{s}), []string{"orders", "parcels"}), "orders names no store", "orders names no store")
}
