package sheet_test

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"sellerdesk/internal/sheet"
)

// channels are choices that no drop-down could hold itself: more than 255 characters.
var channels = strings.Split(strings.Repeat("China Post Registered Air Mail (CPAM), ePacket, ", 7)+"无忧物流-标准", ", ")

// orderForm is a form of two order lines: a hidden key, the order number, three columns to be filled in and the result.
func orderForm() sheet.Form {
	return sheet.Form{
		Guide: sheet.Of("How to fill it in", [][]string{{"Batch Online Shipping"}, {"Channel", "=HYPERLINK(\"x\") is text here"}}),
		Table: sheet.Of("Seller's orders", [][]string{
			{"Key", "Order number", "Channel", "Battery", "Liquid", "Result"},
			{"k1", "8012345678901234", channels[0], "", "No", "LP00412345678901"},
			{"k2", "8012345678901235", "", "Yes", "", "=1+1"},
		}),
		Columns: []sheet.Column{
			{Hidden: true}, {Width: 20}, {Width: 30, Input: true, Choices: channels},
			{Input: true, Choices: []string{"Yes", "No"}}, {Input: true, Choices: []string{"Yes", "No"}}, {Width: 40, Result: true},
		},
		Tones: map[int]sheet.Tone{1: sheet.Good, 2: sheet.Bad},
	}
}

func isHeader(cells []string) bool { return slices.Contains(cells, "Order number") }

func formBytes(t testing.TB, f sheet.Form) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := sheet.WriteForm(&out, f); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func opened(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func TestAFormIsReadAsItWasWritten(t *testing.T) {
	form := orderForm()
	got, err := sheet.ReadForm("orders.xlsx", formBytes(t, form), isHeader)
	if err != nil {
		t.Fatal(err)
	}
	if got.Name != "Seller’s orders" {
		t.Errorf("read the sheet %q", got.Name)
	}
	if diff := cmp.Diff(form.Table.Rows, got.Rows); diff != "" {
		t.Error(diff)
	}
}

func TestAFormOpensWithItsTableBehindTheGuide(t *testing.T) {
	f := opened(t, formBytes(t, orderForm()))
	if diff := cmp.Diff([]string{"How to fill it in", "Seller’s orders", "Lists"}, f.GetSheetList()); diff != "" {
		t.Error(diff)
	}
	if visible, err := f.GetSheetVisible("Lists"); visible || err != nil {
		t.Errorf("the lists are visible: %v, %v", visible, err)
	}
	if got := f.GetActiveSheetIndex(); got != 1 {
		t.Errorf("sheet %d opens", got)
	}
	panes, err := f.GetPanes("Seller’s orders")
	if err != nil || !panes.Freeze || panes.YSplit != 1 || panes.XSplit != 2 {
		t.Errorf("panes = %+v, %v", panes, err)
	}
}

// checkForm fails unless the drop-downs, the locks and the hidden column of orderForm are in the file, down to its last row.
func checkForm(t *testing.T, f *excelize.File, last int) {
	t.Helper()
	const name = "Seller’s orders"
	for place, want := range map[string]bool{"A2": true, "B2": true, "C2": false, "D3": false, "E3": false, "F2": true, "C1": true} {
		if got := locked(t, f, name, place); got != want {
			t.Errorf("%s is locked: %v", place, got)
		}
	}
	p, err := f.GetSheetProtection(name)
	if err != nil || !p.SelectUnlockedCells || !p.AutoFilter || !p.FormatColumns {
		t.Errorf("protection = %+v, %v", p, err)
	}
	for column, want := range map[string]bool{"A": false, "B": true, "C": true} {
		if visible, err := f.GetColVisible(name, column); visible != want || err != nil {
			t.Errorf("column %s is visible: %v, %v", column, visible, err)
		}
	}
	end := fmt.Sprint(last)
	want := map[string][]string{"C2:C" + end: channels, "D2:D" + end: {"Yes", "No"}, "E2:E" + end: {"Yes", "No"}}
	if diff := cmp.Diff(want, dropDowns(t, f, name)); diff != "" {
		t.Error(diff)
	}
}

func locked(t *testing.T, f *excelize.File, name, place string) bool {
	t.Helper()
	id, err := f.GetCellStyle(name, place)
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return style.Protection == nil || style.Protection.Locked
}

// dropDowns are the choices of each range that has a list, read from where its name leads.
func dropDowns(t *testing.T, f *excelize.File, name string) map[string][]string {
	t.Helper()
	validations, err := f.GetDataValidations(name)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, n := range f.GetDefinedName() {
		names[n.Name] = strings.NewReplacer("$", "", "'", "").Replace(n.RefersTo)
	}
	lists := map[string][]string{}
	for _, v := range validations {
		if v.Type != "list" || !v.ShowErrorMessage {
			t.Errorf("%s is a %q that refuses: %v", v.Sqref, v.Type, v.ShowErrorMessage)
		}
		place, known := names[v.Formula1]
		if !known {
			t.Errorf("%s names %q, which is not defined", v.Sqref, v.Formula1)
		}
		for _, ref := range strings.Fields(v.Sqref) {
			lists[ref] = column(t, f, place)
		}
	}
	return lists
}

// column is the texts in a range such as Lists!A1:A7.
func column(t *testing.T, f *excelize.File, place string) []string {
	t.Helper()
	name, cells, _ := strings.Cut(place, "!")
	from, to, _ := strings.Cut(cells, ":")
	letter := strings.TrimRight(from, "0123456789")
	var first, last int
	fmt.Sscan(strings.TrimPrefix(from, letter), &first)
	fmt.Sscan(strings.TrimPrefix(to, letter), &last)
	var texts []string
	for row := first; row <= last; row++ {
		text, err := f.GetCellValue(name, fmt.Sprint(letter, row))
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, text)
	}
	return texts
}

func TestAFormHasItsDropDownsLocksAndHiddenColumn(t *testing.T) {
	checkForm(t, opened(t, formBytes(t, orderForm())), 3)
}

func TestNoCellOfAFormIsAFormulaOrANumber(t *testing.T) {
	f := opened(t, formBytes(t, orderForm()))
	for _, place := range []string{"B2", "F3"} {
		formula, err := f.GetCellFormula("Seller’s orders", place)
		kind, kindErr := f.GetCellType("Seller’s orders", place)
		if formula != "" || kind != excelize.CellTypeInlineString || err != nil || kindErr != nil {
			t.Errorf("%s: formula %q, type %v, %v, %v", place, formula, kind, err, kindErr)
		}
	}
}

// A printer without colours shows what is bad in bold and what is a warning in italics.
func TestResultsAreToldApartWithAndWithoutColours(t *testing.T) {
	form := orderForm()
	form.Table.Rows = append(form.Table.Rows, sheet.Row{Cells: []string{"", "", "", "", "", "?"}}, sheet.Row{Cells: []string{"", "", "", "", "", "-"}})
	form.Tones[3] = sheet.Warned
	f := opened(t, formBytes(t, form))
	var got []string
	for _, place := range []string{"F2", "F3", "F4", "F5", "B2"} {
		id, _ := f.GetCellStyle("Seller’s orders", place)
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprint(style.Fill.Color, " ", style.Font.Bold, " ", style.Font.Italic))
	}
	want := []string{"[E2F0D9] false false", "[FBE0DD] true false", "[FFF2CC] false true", "[] false false", "[] false false"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTheSameFormGivesTheSameBytes(t *testing.T) {
	if !bytes.Equal(formBytes(t, orderForm()), formBytes(t, orderForm())) {
		t.Error("the bytes differ")
	}
}

func TestSheetsOfAFormHaveDifferentNames(t *testing.T) {
	form := orderForm()
	form.Table.Name, form.Guide.Name = "lists", "LISTS"
	f := opened(t, formBytes(t, form))
	if diff := cmp.Diff([]string{"2 LISTS", "lists", "3 Lists"}, f.GetSheetList()); diff != "" {
		t.Error(diff)
	}
}

func TestAFormWithoutGuideListsOrRowsIsWritten(t *testing.T) {
	for name, form := range map[string]sheet.Form{
		"nothing":      {},
		"only headers": {Table: sheet.Of("Orders", [][]string{{"Order number"}}), Columns: []sheet.Column{{Input: true, Choices: channels}}},
		"no columns":   {Table: sheet.Of("Orders", [][]string{{"Order number"}, {"1"}})},
	} {
		t.Run(name, func(t *testing.T) {
			table, err := sheet.ReadForm("a.xlsx", formBytes(t, form), isHeader)
			if len(form.Table.Rows) != len(table.Rows) {
				t.Errorf("read %d rows, %v", len(table.Rows), err)
			}
		})
	}
}

func TestATextTooLongForExcelIsNamedAndNoFormIsWritten(t *testing.T) {
	form := orderForm()
	form.Table.Rows[1].Cells[2] = strings.Repeat("a", sheet.MaxCellLength+1)
	err := sheet.WriteForm(io.Discard, form)
	if err == nil || !strings.Contains(fmt.Sprint(err), "sheet_cell_too_long") {
		t.Errorf("error = %v", err)
	}
}

// largeForm has 10,000 rows of 30 columns, half of them to be filled in.
func largeForm() sheet.Form {
	form := sheet.Form{Tones: map[int]sheet.Tone{}}
	rows := [][]string{make([]string, 30)}
	for r := range 10_000 {
		row := make([]string, 30)
		for i := range row {
			row[i] = fmt.Sprint(8_012_345_678_900_000 + r*7 + i)
		}
		rows = append(rows, row)
		form.Tones[r] = []sheet.Tone{sheet.Good, sheet.Bad, sheet.Warned}[r%3]
	}
	rows[0][0] = "Order number"
	form.Table = sheet.Of("Orders", rows)
	for i := range 30 {
		c := sheet.Column{Input: i > 12, Hidden: i < 2, Result: i > 27}
		if i > 22 {
			c.Choices = channels
		}
		form.Columns = append(form.Columns, c)
	}
	return form
}

func TestTenThousandRowsAreWrittenAndReadSoonAndWithLittleMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 300,000 cells")
	}
	form := largeForm()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	data := formBytes(t, form)
	wrote := time.Since(start)
	runtime.ReadMemStats(&after)
	start = time.Now()
	table, err := sheet.ReadForm("orders.xlsx", data, isHeader)
	if err != nil || len(table.Rows) != 10_001 {
		t.Fatalf("read %d rows, %v", len(table.Rows), err)
	}
	heap := (after.HeapSys - before.HeapSys) >> 20
	t.Logf("written in %v with %d MiB more of heap (%d KiB), read in %v", wrote, heap, len(data)>>10, time.Since(start))
	if wrote > 30*time.Second { // 0.7 s on an idle machine, much more on a busy one with the race detector
		t.Errorf("written in %v", wrote)
	}
	if heap > 100 {
		t.Errorf("took %d MiB", heap)
	}
}
