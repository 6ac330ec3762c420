package sheet_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/sheet"
)

// saved opens a file in LibreOffice and saves it again, as somebody without Excel does. Without the
// program the test is skipped, or fails where REQUIRE_TOOLS=1 says that nothing may be skipped.
func saved(t *testing.T, data []byte) []byte {
	t.Helper()
	if testing.Short() {
		t.Skip("other programs take long")
	}
	if _, err := exec.LookPath("soffice"); err != nil {
		if os.Getenv("REQUIRE_TOOLS") == "1" {
			t.Fatal("soffice is not installed")
		}
		t.Skip("soffice is not installed (Debian: libreoffice-calc): no file is saved by another program")
	}
	folder := t.TempDir()
	file := filepath.Join(folder, "form.xlsx")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("soffice", "-env:UserInstallation=file://"+folder+"/profile", "--headless", "--norestore",
		"--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", filepath.Join(folder, "saved"), file).CombinedOutput()
	if err != nil {
		t.Fatalf("soffice: %v: %s", err, out)
	}
	data, err = os.ReadFile(filepath.Join(folder, "saved", "form.xlsx"))
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return data
}

// awkward are texts that a program could take for something else.
var awkward = []string{
	"8012345678901234", "0012345678901234", "LP00412345678901", "+7 912 345-67-89", "-5", "1/2", "2026-11-18", "1E5", "TRUE",
	"=HYPERLINK(\"http://example.com\")", "@SUM(A1)", "محمد علي", "李雷, 义乌", "Łódź 😀", "<b>&amp;", " a  b ", "two\nlines", "_x0041_", "'quoted",
}

// A form that LibreOffice saved is the same form: numbers whole, drop-downs, locks and the hidden column in place.
func TestLibreOfficeKeepsAFormAsItIs(t *testing.T) {
	form := orderForm()
	form.Table.Rows[2].Cells[5] = "No channel goes there."
	for i, text := range awkward {
		form.Table.Rows = append(form.Table.Rows, sheet.Row{Number: 4 + i, Cells: []string{"k", text, "", "", "", text}})
	}
	data := saved(t, formBytes(t, form))
	got, err := sheet.ReadForm("orders.xlsx", data, isHeader)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(form.Table.Rows, got.Rows); diff != "" {
		t.Error(diff)
	}
	if got.Hidden != nil || !slices.Equal(got.Rows[1].Cells[:2], []string{"k1", "8012345678901234"}) {
		t.Errorf("rows %v are hidden, the first is %q", got.Hidden, got.Rows[1].Cells)
	}
	checkForm(t, opened(t, data), len(form.Table.Rows))
}
