package sheet_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"sellerdesk/internal/sheet"
)

func written(t rapid.TB, write func(io.Writer, sheet.Table) error, table sheet.Table) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out, table); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// texts are cells as sellers have them: formula signs, quotes, line breaks, any script.
var texts = rapid.OneOf(
	rapid.StringOfN(rapid.RuneFrom([]rune("=+-@'\"\t\n ;,0aд订ש_x41&<>😀＝")), 0, 12, -1),
	rapid.StringMatching(`[0-9]{14,16}|_x00[0-9A-F]{2}_|[A-Z]{2}-[0-9]{3}`),
)

// tables have a text at the end of each row, as Read leaves empty cells there out.
var tables = rapid.Custom(func(t *rapid.T) [][]string {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) []string {
		return append(rapid.SliceOfN(texts, 0, 5).Draw(t, "cells"), rapid.StringMatching(`[a-z订]{1,5}`).Draw(t, "last"))
	}), 1, 8).Draw(t, "rows")
})

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	for name, write := range map[string]func(io.Writer, sheet.Table) error{
		"x.xlsx": sheet.WriteXLSX, "x.csv": sheet.WriteCSV,
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				table := sheet.Of("", tables.Draw(t, "table"))
				got, err := sheet.Read(name, written(t, write, table))
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(table.Rows, got.Rows); diff != "" {
					t.Fatal(diff)
				}
			})
		})
	}
}

func TestNoCellOfACSVBeginsAFormula(t *testing.T) {
	data := written(t, sheet.WriteCSV, sheet.Of("", [][]string{{"=1", "+7 912", "-5+1", "@x", "\ta", "\rb", "＝1", "'=1", "1=1", "'a", "-"}}))
	const want = "\xEF\xBB\xBF'=1,\"'+7 912\",'-5+1,'@x,\"'\ta\",\"'\rb\",'＝1,''=1,1=1,'a,'-\r\n"
	if diff := cmp.Diff(want, string(data)); diff != "" {
		t.Error(diff)
	}
}

func TestNumbersInACSVStayNumbersAndPhonesKeepTheirPlus(t *testing.T) {
	rows := [][]string{{"-5", "-12.50", "+7 912", "+79121234567", "-1234567890123456", "-1.", "'-5"}}
	data := written(t, sheet.WriteCSV, sheet.Of("", rows))
	const want = "\xEF\xBB\xBF-5,-12.50,\"'+7 912\",'+79121234567,'-1234567890123456,'-1.,''-5\r\n"
	if diff := cmp.Diff(want, string(data)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(rows[0], read(t, "x.csv", data).Rows[0].Cells); diff != "" {
		t.Error(diff)
	}
}

func TestAnExcelFileIsReadyToBeFilledIn(t *testing.T) {
	table := sheet.Of("Orders: [2026]", [][]string{{"Order number", "SKU"}, {"8012345678901234", "=1+1"}})
	data := written(t, sheet.WriteXLSX, table)
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	name := f.GetSheetName(0)
	if name != "Orders   2026" {
		t.Errorf("the sheet is called %q", name)
	}
	if formula, err := f.GetCellFormula(name, "B2"); formula != "" || err != nil {
		t.Errorf("B2 has the formula %q, %v", formula, err)
	}
	if kind, err := f.GetCellType(name, "A2"); kind != excelize.CellTypeInlineString || err != nil {
		t.Errorf("A2 is of type %v, %v", kind, err)
	}
	panes, err := f.GetPanes(name)
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes = %+v, %v", panes, err)
	}
	if again := written(t, sheet.WriteXLSX, table); !bytes.Equal(data, again) {
		t.Error("the same table gives different bytes")
	}
}

func TestATextThatExcelWouldCutIsNotWritten(t *testing.T) {
	long := sheet.Of("", [][]string{{"a", strings.Repeat("😀", sheet.MaxCellLength/2+1)}})
	if err := sheet.WriteXLSX(io.Discard, long); !errors.Is(err, sheet.ErrCellLength) {
		t.Errorf("error = %v, want %v", err, sheet.ErrCellLength)
	}
}

func TestAnySheetNameBecomesOneThatExcelAccepts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := sheet.Of(rapid.String().Draw(t, "name"), [][]string{{"a"}})
		if _, err := sheet.Read("x.xlsx", written(t, sheet.WriteXLSX, table)); err != nil {
			t.Fatal(err)
		}
	})
}
