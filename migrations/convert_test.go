package migrations_test

import (
	"io/fs"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/db"
	"sellerdesk/migrations"
)

// before are the migrations up to a name, as a database of an older program has them.
func before(t *testing.T, last string) fs.FS {
	t.Helper()
	older := fstest.MapFS{}
	for _, name := range sqlFiles(t, migrations.Product()) {
		if name > last {
			continue
		}
		text, err := fs.ReadFile(migrations.Product(), name)
		if err != nil {
			t.Fatal(err)
		}
		older[name] = &fstest.MapFile{Data: text}
	}
	return older
}

// TestUploadsOfAnOlderProgramKeepWhatWasFoundAndMade: what an older program had checked and
// not imported yet has to be uploaded again, since it did not keep what was to be done.
func TestUploadsOfAnOlderProgramKeepWhatWasFoundAndMade(t *testing.T) {
	d, err := db.Open(t.Context(), filepath.Join(t.TempDir(), "old.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.Migrate(t.Context(), before(t, "00016_z")); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		`INSERT INTO stores (id, name, live, zone, packing_grams, created_at) VALUES (1, 'Shop', 0, 'Asia/Shanghai', 0, 0)`,
		`INSERT INTO people (id, email, name, password, language, theme, created_at) VALUES (1, 'a@b.c', 'Ann', '', 'en', '', 0)`,
		`INSERT INTO uploads (id, store_id, person_id, kind, name, content, sha256, at, state, result) VALUES (1, 1, 1, 'orders', 'a.csv', x'00', '', 0, 'checked', '{}')`,
		`INSERT INTO upload_rows (store_id, upload_id, row, number, buyer, country, lines, pieces, verdict, notes) VALUES
			(1, 1, 2, '8001', 'Ivan', 'RU', 1, 2, 'ready', '[]'),
			(1, 1, 3, '8002', 'Ana', 'BR', 1, 1, 'refused', '[{"code":"orderimport_no_phone","args":{"Column":"Phone"}}]')`,
	} {
		if _, err := d.Exec(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	if err := d.Migrate(t.Context(), migrations.Product()); err != nil {
		t.Fatal(err)
	}
	type row struct{ Rows, Number, Verdict, Notes string }
	got, err := db.All(t.Context(), d, func(r db.Row) (v row, err error) {
		err = r.Scan(&v.Rows, &v.Number, &v.Verdict, &v.Notes)
		return v, err
	}, `SELECT rows, number, verdict, notes FROM upload_rows ORDER BY row`)
	want := []row{
		{"[2]", "8001", "refused", `[{"Text":{"Key":"upload_again"}}]`},
		{"[3]", "8002", "refused", `[{"Text":{"Key":"orderimport_no_phone","Values":{"Column":{"Text":"Phone"}}}}]`},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}
