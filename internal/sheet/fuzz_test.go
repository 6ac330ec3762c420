package sheet_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/sheet"
)

// check fails unless the file is read into rows in order, or refused with a message for people,
// in both ways to read it; what was read is written and read again as it is.
func check(t *testing.T, name string, data []byte) {
	for reader, read := range readers {
		table, err := read(name, data)
		if err != nil {
			if errs.KindOf(err) != errs.Invalid {
				t.Fatalf("%s: no message for people: %v", reader, err)
			}
			continue
		}
		inOrder(t, table)
		again(t, table)
	}
}

func inOrder(t *testing.T, table sheet.Table) {
	last := 0
	for _, row := range table.Rows {
		if row.Number <= last || len(row.Cells) == 0 || len(row.Cells) > sheet.MaxColumns {
			t.Fatalf("row %d with %d cells after row %d", row.Number, len(row.Cells), last)
		}
		last = row.Number
	}
	for _, number := range table.Hidden {
		if number > last {
			t.Fatalf("row %d is hidden, the last is %d", number, last)
		}
	}
}

// again fails unless the texts survive being written as a csv file, which has no other line
// breaks than \n and no control characters.
func again(t *testing.T, table sheet.Table) {
	var rows [][]string
	for _, row := range table.Rows {
		rows = append(rows, row.Cells)
	}
	got, err := sheet.Read("a.csv", written(t, sheet.WriteCSV, sheet.Of("", rows)))
	if errors.Is(err, sheet.ErrNotTable) || errors.Is(err, sheet.ErrTooLarge) || errors.Is(err, sheet.ErrEmpty) {
		return
	}
	if err != nil {
		t.Fatalf("what was written cannot be read: %v", err)
	}
	for _, row := range got.Rows {
		if want := plainTexts(rows[row.Number-1]); !slices.Equal(plainTexts(row.Cells), want) {
			t.Fatalf("row %d is %q, was %q", row.Number, row.Cells, want)
		}
	}
}

// plainTexts are the cells without empty ones at the end and with the line breaks of csv files.
func plainTexts(cells []string) []string {
	plain := make([]string, len(cells))
	for i, text := range cells {
		plain[i] = strings.ReplaceAll(text, "\r\n", "\n")
	}
	for len(plain) > 0 && plain[len(plain)-1] == "" {
		plain = plain[:len(plain)-1]
	}
	return plain
}

func FuzzReadCSV(f *testing.F) {
	for _, seed := range []string{
		"Order number;=1\n8.01235E+15;-5\n", "'=1,'-5,+7 912,@a\n", "a,b\n1,2\n", "订单号;买家\n\"1\n2\";'=1\n", "\xEF\xBB\xBFa\tb\r\n\r\n1", "\xFF\xFEa\x00,\x00b\x00",
		"\xB6\xA9\xB5\xA5\xBA\xC5,a\n", "a,\"b", "\n\n\"\"\n", "",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) { check(t, "a.csv", data) })
}

// FuzzReadXLSX tries the XML of the parts; damaged zips are the business of archive/zip.
func FuzzReadXLSX(f *testing.F) {
	whole := excel(`<row r="2"><c r="B2" s="1"><v>46344.5</v></c><c t="s"><v>1</v></c><c><f>A1</f></c></row>`)
	f.Add(whole["xl/workbook.xml"], whole["xl/styles.xml"], whole["xl/sharedStrings.xml"], whole["xl/worksheets/sheet1.xml"])
	f.Add("<workbook/>", "<a", "<sst><si/></sst>", `<w><sheetData><row><c t="inlineStr"><is><t>_x0041_</t></is></c></row></sheetData></w>`)
	f.Add("", `<s><cellXfs><xf numFmtId="9"/></cellXfs><numFmts><numFmt formatCode="[h]:mm\"/></numFmts></s>`, "", `<w><sheetData><c><v>1e9</v>`)
	f.Add(whole["xl/workbook.xml"], whole["xl/styles.xml"], "", `<w><sheetData><row hidden="1"><c t="d"><v>2026-11-18</v></c><c t="inlineStr"><is><t>&#10;=1</t></is></c></row></sheetData><mergeCells><mergeCell ref="A1:C3"/></mergeCells></w>`)
	f.Fuzz(func(t *testing.T, workbook, styles, texts, rows string) {
		p := excel("")
		p["xl/workbook.xml"], p["xl/styles.xml"] = workbook, styles
		p["xl/sharedStrings.xml"], p["xl/worksheets/sheet1.xml"] = texts, rows
		check(t, "a.xlsx", stored(t, p))
	})
}

// stored packs the parts into a file without compressing them, which takes most of the time.
func stored(t *testing.T, p parts) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, content := range p {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
