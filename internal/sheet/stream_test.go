package sheet_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"sellerdesk/internal/sheet"
)

// streamed writes rows as a file in parts of a size; every part is written by a stream that
// knows of the others only what can be stored.
func streamed(t interface{ Fatal(...any) }, kind string, size int, numeric []bool, rows [][]string) []byte {
	var file bytes.Buffer
	var stored []byte
	step := func(do func(*sheet.Stream) ([]byte, error)) {
		s := sheet.Stream{Kind: kind, Name: "Orders & <more>", Numeric: numeric}
		if stored != nil {
			if err := json.Unmarshal(stored, &s.Done); err != nil {
				t.Fatal(err)
			}
		}
		part, err := do(&s)
		if err != nil {
			t.Fatal(err)
		}
		file.Write(part)
		stored, _ = json.Marshal(s.Done)
	}
	for part := range slices.Chunk(rows, size) {
		step(func(s *sheet.Stream) ([]byte, error) { return s.Add(part) })
	}
	step((*sheet.Stream).End)
	return file.Bytes()
}

func TestAFileInPartsHoldsWhatWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := tables.Draw(t, "table")
		for _, kind := range []string{sheet.XLSX, sheet.CSV} {
			table, err := sheet.Read("a."+kind, streamed(t, kind, rapid.IntRange(1, 5).Draw(t, "part"), nil, rows))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(sheet.Of("", rows).Rows, table.Rows); diff != "" {
				t.Fatalf("%s (-written +read):\n%s", kind, diff)
			}
		}
	})
}

func TestAFileInPartsIsTheSameHoweverItIsCut(t *testing.T) {
	rows := [][]string{{"Number"}}
	for i := range 100 {
		rows = append(rows, []string{fmt.Sprint(8000000000000000 + i)})
	}
	whole := streamed(t, sheet.CSV, 101, nil, rows)
	if cut := streamed(t, sheet.CSV, 7, nil, rows); !bytes.Equal(whole, cut) {
		t.Error("a csv file depends on how it was cut")
	}
	if again := streamed(t, sheet.XLSX, 7, nil, rows); !bytes.Equal(streamed(t, sheet.XLSX, 7, nil, rows), again) {
		t.Error("the same table gives other bytes")
	}
}

// dangerous are texts that a spreadsheet could take for something else.
var dangerous = []string{
	`=HYPERLINK("http://example.com","x")`, "+1", "-2+3", "@SUM(A1)", "\t=1", "＝1", "'=1", "0012", "1e5", "8017440293100001",
	"_x0041_", "<a&b>", "a\r\nb", " blank ", "اسم", "🎧",
}

func TestOtherProgramsReadTextAsTextAndAmountsAsNumbers(t *testing.T) {
	rows := [][]string{{"Text", "Amount"}}
	for _, text := range dangerous {
		rows = append(rows, []string{text, "-12.50"})
	}
	data := streamed(t, sheet.XLSX, 3, []bool{false, true}, rows)
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	name := f.GetSheetList()[0]
	for i, text := range dangerous {
		cell := sheet.Cell(i+2, 0)
		got, err := f.GetCellValue(name, cell)
		kind, _ := f.GetCellType(name, cell)
		formula, _ := f.GetCellFormula(name, cell)
		if err != nil || got != text || kind != excelize.CellTypeInlineString || formula != "" {
			t.Errorf("%q is read as %q, %v, formula %q, %v", text, got, kind, formula, err)
		}
		if kind, _ := f.GetCellType(name, sheet.Cell(i+2, 1)); kind != excelize.CellTypeUnset {
			t.Errorf("an amount is of type %v", kind)
		}
	}
	if name != "Orders & <more>" {
		t.Errorf("the sheet is called %q", name)
	}
}

func TestLibreOfficeOpensAFileInParts(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("REQUIRE_TOOLS") == "1" {
			t.Fatal("soffice is not installed")
		}
		t.Skip("soffice is not installed")
	}
	if testing.Short() {
		t.Skip("an office takes seconds to start")
	}
	folder := t.TempDir()
	rows := [][]string{{"Number", "Amount"}, {"8017440293100001", "12.50"}, {"=1+1", "-3"}, {"اسم", "7"}}
	if err := os.WriteFile(filepath.Join(folder, "a.xlsx"), streamed(t, sheet.XLSX, 2, []bool{false, true}, rows), 0o600); err != nil {
		t.Fatal(err)
	}
	convert := exec.Command(office, "-env:UserInstallation=file://"+folder+"/profile", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", folder, filepath.Join(folder, "a.xlsx"))
	if out, err := convert.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	got, err := os.ReadFile(filepath.Join(folder, "a.csv"))
	if err != nil {
		t.Fatal(err)
	}
	want := "Number,Amount\n8017440293100001,12.50\n=1+1,-3\nاسم,7\n"
	if text := strings.ReplaceAll(string(got), "\r\n", "\n"); text != want {
		t.Errorf("it reads %q, want %q", text, want)
	}
}

func TestACellThatIsTooLongIsNamed(t *testing.T) {
	s := sheet.Stream{Kind: sheet.XLSX}
	if _, err := s.Add([][]string{{"a"}, {"", strings.Repeat("x", sheet.MaxCellLength+1)}}); err == nil || !strings.Contains(err.Error(), "sheet_cell_too_long") {
		t.Errorf("error = %v", err)
	}
}
