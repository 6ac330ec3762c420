package sheet_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"sellerdesk/internal/sheet"
)

func TestCellsAreTextAsStored(t *testing.T) {
	tests := []struct{ name, cells, want string }{
		{"shared text", `<c r="A1" t="s"><v>0</v></c>`, "1: shared\n"},
		{"rich text without its pronunciation", `<c t="s"><v>1</v></c>`, "1: 拼音\n"},
		{"text in place", `<c t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>`, "1:  a \n"},
		{"escaped characters", `<c t="inlineStr"><is><t>a_x000D_
b_x005F_x0041_</t></is></c>`, "1: a\r\nb_x0041_\n"},
		{"16 digits stored as text", `<c t="inlineStr"><is><t>8012345678901234</t></is></c>`, "1: 8012345678901234\n"},
		{"a text that looks like a formula", `<c t="inlineStr"><is><t>=1+1</t></is></c>`, "1: =1+1\n"},
		{"whole number", `<c><v>42</v></c>`, "1: 42\n"},
		{"number as a binary fraction", `<c><v>4.3499999999999996</v></c>`, "1: 4.35\n"},
		{"small number with an exponent", `<c><v>7.0000000000000007E-2</v></c>`, "1: 0.07\n"},
		{"15 digits", `<c><v>801234567890123</v></c>`, "1: 801234567890123\n"},
		{"phone number with an exponent", `<c><v>8.613812345678E+12</v></c>`, "1: 8613812345678\n"},
		{"money", `<c s="3"><v>12.5</v></c>`, "1: 12.5\n"},
		{"date and time", `<c s="1"><v>46344.389583333337</v></c>`, "1: 2026-11-18 09:21\n"},
		{"date and time with seconds", `<c s="1"><v>46344.389594907407</v></c>`, "1: 2026-11-18 09:21:01\n"},
		{"date", `<c s="2"><v>46344</v></c>`, "1: 2026-11-18\n"},
		{"time of day", `<c s="1"><v>0.5</v></c>`, "1: 12:00\n"},
		{"date in ISO form", `<c t="d"><v>2026-11-18T09:21:00</v></c>`, "1: 2026-11-18T09:21:00\n"},
		{"yes and no", `<c t="b"><v>1</v></c><c t="b"><v>0</v></c>`, "1: TRUE|FALSE\n"},
		{"a prefix called like an attribute", `<c xmlns:r="x" r="B1"><v>2</v></c>`, "1: |2\n"},
		{"cells left out", `<c r="B1"><v>2</v></c><c r="D1"><v>4</v></c><c r="E1" s="2"/>`, "1: |2||4\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := show(read(t, "orders.xlsx", zipped(t, excel("<row>"+tt.cells+"</row>"))))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestACellThatCannotBeTrustedIsNamed(t *testing.T) {
	tests := []struct{ name, cell, want string }{
		{"16 digits stored as a number", `<c><v>8012345678901230</v></c>`, "8012345678901230 A7=sheet_cell_number"},
		{"16 digits with an exponent", `<c><v>8.0123456789012301E+15</v></c>`, "8.0123456789012301E+15 A7=sheet_cell_number"},
		{"rounded to thousands", `<c><v>1.23E+15</v></c>`, "1.23E+15 A7=sheet_cell_number"},
		{"more digits than Excel shows", `<c><v>0.30000000000000004</v></c>`, "0.30000000000000004 A7=sheet_cell_number"},
		{"tiny number", `<c><v>1E-300</v></c>`, "1E-300 A7=sheet_cell_number"},
		{"no number", `<c><v>0x10</v></c>`, "0x10 A7=sheet_cell_number"},
		{"formula with a number", `<c><f>B1*2</f><v>4</v></c>`, "4 A7=sheet_cell_formula"},
		{"formula with a text", `<c t="str"><f>"a"</f><v>a</v></c>`, "a A7=sheet_cell_formula"},
		{"formula without a result", `<c><f>B1</f></c>`, " A7=sheet_cell_formula"},
		{"error", `<c t="e"><v>#N/A</v></c>`, "#N/A A7=sheet_cell_error"},
		{"a small number shown as a date", `<c s="1"><v>5</v></c>`, "5 A7=sheet_cell_date"},
		{"a negative date", `<c s="1"><v>-5</v></c>`, "-5 A7=sheet_cell_date"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := show(read(t, "orders.xlsx", zipped(t, excel(`<row r="7">`+tt.cell+"</row>"))))
			if diff := cmp.Diff("7: "+tt.want+"\n", got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRowsKeepTheirNumbers(t *testing.T) {
	file := zipped(t, excel(`<row r="2"><c><v>2</v></c></row><row><c><v>3</v></c></row>
		<row r="5"><c t="inlineStr"><is><t>  </t></is></c></row><row r="9"><c><v>9</v></c></row>`))
	table := read(t, "orders.xlsx", file)
	if diff := cmp.Diff("2: 2\n3: 3\n9: 9\n", show(table)); diff != "" {
		t.Error(diff)
	}
	if table.Name != "Orders" {
		t.Errorf("read the sheet %q, want the first visible one", table.Name)
	}
}

func TestDaysOfOldMacsBeginIn1904(t *testing.T) {
	p := excel(`<row><c s="2"><v>44882</v></c></row>`)
	p["xl/workbook.xml"] = strings.Replace(p["xl/workbook.xml"], "<sheets>", `<workbookPr date1904="1"/><sheets>`, 1)
	if got := show(read(t, "orders.xlsx", zipped(t, p))); got != "1: 2026-11-18\n" {
		t.Errorf("got %s", got)
	}
}

// What excelize writes as Excel would, with shared texts and styles of its own, is read as excelize reads it.
func TestExcelizeAgreesOnWhatCellsHold(t *testing.T) {
	f := excelize.NewFile()
	values := []any{"8012345678901234", "Łódź, ул. Мира\n7", 12.3, 0.07, true, "=1", "<b>&amp;", 801234567890123, "_x0041_"}
	for i, v := range values {
		if err := f.SetCellValue("Sheet1", sheet.Cell(1, i), v); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(rows[0], read(t, "x.xlsx", out.Bytes()).Rows[0].Cells); diff != "" {
		t.Error(diff)
	}
}

func TestCellNamesAreExcels(t *testing.T) {
	for column, want := range map[int]string{0: "A7", 25: "Z7", 26: "AA7", 51: "AZ7", 701: "ZZ7", 702: "AAA7"} {
		if got := sheet.Cell(7, column); got != want {
			t.Errorf("Cell(7, %d) = %s, want %s", column, got, want)
		}
	}
}
