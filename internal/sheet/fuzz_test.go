package sheet_test

import (
	"testing"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/sheet"
)

// check fails unless the file is read into rows in order, or refused with a message for people.
func check(t *testing.T, name string, data []byte) {
	table, err := sheet.Read(name, data)
	if err != nil {
		if errs.KindOf(err) != errs.Invalid {
			t.Fatalf("no message for people: %v", err)
		}
		return
	}
	last := 0
	for _, row := range table.Rows {
		if row.Number <= last || len(row.Cells) == 0 || len(row.Cells) > sheet.MaxColumns {
			t.Fatalf("row %d with %d cells after row %d", row.Number, len(row.Cells), last)
		}
		last = row.Number
	}
}

func FuzzReadCSV(f *testing.F) {
	for _, seed := range []string{
		"a,b\n1,2\n", "订单号;买家\n\"1\n2\";'=1\n", "\xEF\xBB\xBFa\tb\r\n\r\n1", "\xFF\xFEa\x00,\x00b\x00",
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
	f.Fuzz(func(t *testing.T, workbook, styles, strings, rows string) {
		p := excel("")
		p["xl/workbook.xml"], p["xl/styles.xml"] = workbook, styles
		p["xl/sharedStrings.xml"], p["xl/worksheets/sheet1.xml"] = strings, rows
		check(t, "a.xlsx", zipped(t, p))
	})
}
