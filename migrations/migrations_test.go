package migrations_test

import (
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"sellerdesk/internal/db"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/golden"
	"sellerdesk/migrations"
)

func TestSchemaIsAsShown(t *testing.T) {
	golden.Check(t, "schema.sql", schema(t, dbtest.New(t)))
	golden.Check(t, "rehearsal.sql", schema(t, dbtest.NewRehearsal(t)))
}

// schema lists every table followed by its indexes and triggers, by name. The
// tables that the text search and the migrations keep for themselves are left out.
func schema(t *testing.T, d *db.DB) string {
	t.Helper()
	parts, err := db.All(t.Context(), d, func(r db.Row) (s string, err error) {
		err = r.Scan(&s)
		return s, err
	}, `
		SELECT sql
		FROM sqlite_master
		WHERE sql IS NOT NULL AND tbl_name NOT LIKE 'goose%' AND tbl_name NOT LIKE 'sqlite%'
			AND NOT EXISTS (
				SELECT 1
				FROM sqlite_master AS v
				WHERE v.sql LIKE 'CREATE VIRTUAL%' AND sqlite_master.tbl_name LIKE v.name || '@_%' ESCAPE '@')
		ORDER BY tbl_name, CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name`)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(append(parts, ""), ";\n\n")
}

func TestNumbersHaveNoGapAndNamesSayWhatTheyAreAbout(t *testing.T) {
	name := regexp.MustCompile(`^(\d{5})_[a-z_]+\.sql$`)
	for _, files := range []fs.FS{migrations.Product(), migrations.Rehearsal()} {
		for i, file := range sqlFiles(t, files) {
			m := name.FindStringSubmatch(file)
			if m == nil {
				t.Errorf("%s is not named like 00001_accounts.sql", file)
				continue
			}
			if n, _ := strconv.Atoi(m[1]); n != i+1 {
				t.Errorf("%s is migration number %d", file, i+1)
			}
		}
	}
}

func TestMigratingTwiceIsHarmless(t *testing.T) {
	for d, files := range map[*db.DB]fs.FS{
		dbtest.New(t):          migrations.Product(),
		dbtest.NewRehearsal(t): migrations.Rehearsal(),
	} {
		before := schema(t, d)
		if err := d.Migrate(t.Context(), files); err != nil {
			t.Fatal(err)
		}
		if schema(t, d) != before {
			t.Error("the second time changed the tables")
		}
	}
}

func TestEveryTableSaysWhatARowIs(t *testing.T) {
	table := regexp.MustCompile(`(?m)^(.*)\nCREATE (?:VIRTUAL )?TABLE (\w+)`)
	for _, files := range []fs.FS{migrations.Product(), migrations.Rehearsal()} {
		for _, file := range sqlFiles(t, files) {
			text, err := fs.ReadFile(files, file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range table.FindAllStringSubmatch(string(text), -1) {
				if !strings.HasPrefix(m[1], "-- ") || strings.HasPrefix(m[1], "-- +goose") {
					t.Errorf("%s: no comment above table %s", file, m[2])
				}
			}
		}
	}
}

func sqlFiles(t *testing.T, files fs.FS) []string {
	t.Helper()
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range names {
		names[i] = filepath.Base(n)
	}
	return names
}
