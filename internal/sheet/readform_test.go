package sheet_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/sheet"
)

// several is an Excel file with a visible sheet for each of the given rows, the hidden sheet of choices before them.
func several(sheets ...string) parts {
	p := excel("")
	list, relations := `<sheet name="Choices" state="hidden" r:id="rId1"/>`, `<Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/>`
	for i, rows := range sheets {
		id := i + 10
		list += fmt.Sprintf(`<sheet name="S%d" r:id="rId%d"/>`, i+1, id)
		relations += fmt.Sprintf(`<Relationship Id="rId%d" Type="worksheet" Target="worksheets/sheet%d.xml"/>`, id, id)
		p[fmt.Sprintf("xl/worksheets/sheet%d.xml", id)] = "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"
	}
	p["xl/workbook.xml"] = `<workbook xmlns:r="r"><sheets>` + list + `</sheets></workbook>`
	p["xl/_rels/workbook.xml.rels"] = "<Relationships>" + relations + "</Relationships>"
	p["xl/worksheets/sheet1.xml"] = "<worksheet><sheetData>" + inline("Order number") + "</sheetData></worksheet>"
	return p
}

// inline is a row of texts.
func inline(texts ...string) string {
	row := "<row>"
	for _, text := range texts {
		row += `<c t="inlineStr"><is><t>` + text + `</t></is></c>`
	}
	return row + "</row>"
}

func readForm(t *testing.T, name string, data []byte) sheet.Table {
	t.Helper()
	table, err := sheet.ReadForm(name, data, isHeader)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestTheSheetWithTheHeaderIsRead(t *testing.T) {
	const guide, table = `<row><c><v>1</v></c></row>`, `<row r="3"><c t="inlineStr"><is><t>Order number</t></is></c></row>`
	tests := []struct {
		name   string
		sheets []string
		want   string
	}{
		{"behind the guide", []string{guide, table, guide}, "S2"},
		{"the first of two", []string{table, table}, "S1"},
		{"the first visible one without a header", []string{guide, guide}, "S1"},
		{"in row 20", []string{guide, strings.Repeat(guide, 19) + inline("Order number")}, "S2"},
		{"not in row 21", []string{guide, strings.Repeat(guide, 20) + inline("Order number")}, "S1"},
		{"behind a sheet without rows", []string{"", table}, "S2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := readForm(t, "a.xlsx", zipped(t, several(tt.sheets...))).Name; got != tt.want {
				t.Errorf("read %s, want %s", got, tt.want)
			}
		})
	}
}

func TestOfManySheetsOnlyTheFirstFiftyAreSearched(t *testing.T) {
	sheets := make([]string, 60)
	for i := range sheets {
		sheets[i] = inline("x")
	}
	sheets[55] = inline("Order number")
	if got := readForm(t, "a.xlsx", zipped(t, several(sheets...))).Name; got != "S1" {
		t.Errorf("read %s", got)
	}
}

func TestDatesAreProblemsInAForm(t *testing.T) {
	data := zipped(t, excel(`<row><c s="2"><v>46344</v></c><c s="1"><v>0.5</v></c><c t="d"><v>2026-11-18</v></c><c><v>42</v></c><c t="d"/></row>`))
	const want = "1: 2026-11-18|12:00|2026-11-18|42 A1=sheet_cell_day B1=sheet_cell_day C1=sheet_cell_day\n"
	if diff := cmp.Diff(want, show(readForm(t, "a.xlsx", data))); diff != "" {
		t.Error(diff)
	}
}

func TestANumberThatExcelRoundedInACSVIsAProblem(t *testing.T) {
	got := show(readForm(t, "a.csv", []byte("Order number,SKU\n8.01235E+15,E+10\n8E+15,2E+1\n-1.5E+12,8012345678901234\n")))
	const want = "1: Order number|SKU\n2: 8.01235E+15|E+10 A2=sheet_cell_number\n3: 8E+15|2E+1 A3=sheet_cell_number\n" +
		"4: -1.5E+12|8012345678901234 A4=sheet_cell_number\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAFormulaInACSVFormIsAProblemAndANeutralisedOneIsText(t *testing.T) {
	for text, formula := range map[string]bool{
		`=HYPERLINK(A1)`: true, "@SUM(A1)": true, "+A1": true, "-2+3+cmd|' /C calc'!A0": true, "＝1": true,
		"-5": false, "-12.50": false, "+7 (912) 345-67-89": false, "+79123456789": false, "-": false, "- fragile": false,
		"'=1": false, "'+A1": false, "a=1": false,
	} {
		row := readForm(t, "a.csv", []byte("Order number,\""+text+"\"\n")).Rows[0]
		if got := row.Problems[1] != nil && row.Problems[1].Code == sheet.ErrFormula.Code; got != formula {
			t.Errorf("%s is a formula: %v", text, got)
		}
	}
}

func TestHiddenRowsAreReadAndTold(t *testing.T) {
	table := read(t, "a.xlsx", zipped(t, excel(`<row r="2"><c><v>1</v></c></row><row r="4" hidden="1"><c><v>2</v></c></row>
		<row r="5" hidden="true"/><row r="7" hidden="0"><c><v>3</v></c></row>`)))
	if diff := cmp.Diff("2: 1\n4: 2\n7: 3\n", show(table)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{4}, table.Hidden); diff != "" {
		t.Error(diff)
	}
}

func TestCellsThatMergedOnesCoverAreNamed(t *testing.T) {
	tests := []struct{ name, merged, want string }{
		{"down", "A2:A3", "1: a|b\n2: c|d\n3: e A3=sheet_cell_merged\n"},
		{"across, beyond the last text", "B2:C2", "1: a|b\n2: c|d| C2=sheet_cell_merged\n3: e\n"},
		{"to the end of the sheet", "A3:A1048576", "1: a|b\n2: c|d\n3: e\n"},
		{"beyond the columns that are read", "ZZ1:AAA3", "1: a|b\n2: c|d\n3: e\n"},
		{"one cell", "A1", "1: a|b\n2: c|d\n3: e\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := excel(inline("a", "b") + inline("c", "d") + inline("e"))
			p["xl/worksheets/sheet1.xml"] = strings.Replace(p["xl/worksheets/sheet1.xml"], "</sheetData>",
				`</sheetData><mergeCells><mergeCell ref="`+tt.merged+`"/></mergeCells>`, 1)
			if diff := cmp.Diff(tt.want, show(read(t, "a.xlsx", zipped(t, p)))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What programs say about the size of a sheet is often wrong and never believed.
func TestTheDimensionOfASheetIsNotBelieved(t *testing.T) {
	for _, dimension := range []string{"A1", "A1:XFD1048576", "nonsense"} {
		p := excel(inline("a", "b") + inline("c"))
		p["xl/worksheets/sheet1.xml"] = strings.Replace(p["xl/worksheets/sheet1.xml"], "<worksheet>", `<worksheet><dimension ref="`+dimension+`"/>`, 1)
		if diff := cmp.Diff("1: a|b\n2: c\n", show(read(t, "a.xlsx", zipped(t, p)))); diff != "" {
			t.Errorf("%s: %s", dimension, diff)
		}
	}
}
